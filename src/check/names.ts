/*
 * When one name is a slip of another. Names are made of words (`firstAccessKey`, `aws_iam_role`), and a slip changes letters
 * within a word: names that differ in a whole word, or in a short one (`EksCluster` and `EcsCluster`, `minAge` and `maxAge`),
 * are two names.
 */

import { keptIn } from './kept.ts';

interface Word {
  readonly start: number;
  readonly end: number;
  /** `VPC`, `Eks`: letters that stand for something, of which none may be another. */
  readonly isAcronym: boolean;
}

const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/gu;

function wordsOf(name: string): Word[] {
  return [...name.matchAll(WORD)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
    isAcronym: text.length < 4 || /^[A-Z\d]+$/u.test(text),
  }));
}

/** The words of a name in lower case. */
export function vocabularyOf(names: Iterable<string>): ReadonlySet<string> {
  const words = new Set<string>();
  for (const name of names) for (const [word] of name.matchAll(WORD)) words.add(word.toLowerCase());
  return words;
}

/** A name without case and separators: `iam_user`, `IAMUser` and `IamUser` are one. */
export function folded(name: string): string {
  return name.toLowerCase().replace(/[-_]/gu, '');
}

/** The singular and plural of a name, whichever it is not. */
export function otherNumber(name: string): readonly string[] {
  if (/ies$/iu.test(name)) return [`${name.slice(0, -3)}y`];
  if (/(?:s|x|ch|sh)es$/iu.test(name)) return [name.slice(0, -2), name.slice(0, -1)];
  if (/[^s]s$/iu.test(name)) return [name.slice(0, -1)];
  return /[^aeiou]y$/iu.test(name) ? [`${name.slice(0, -1)}ies`] : [`${name}s`, `${name}es`];
}

/** One letter that was changed, left out, put in (or written twice), or swapped with the next one, by its place in the known name. */
interface Edit {
  readonly at: number;
  readonly kind: 'letter' | 'double' | 'more' | 'swap';
}

/** Whether one of two texts has more letters that the other has not than there may be edits: most have. */
function hasOthers(written: string, known: string, limit: number): boolean {
  const [some, others] = [lettersOf(written), lettersOf(known)];
  return bitsOf(some & ~others) > limit || bitsOf(others & ~some) > limit;
}

/** A bit for each letter that there is; some letters share one. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

function bitsOf(number: number): number {
  let count = 0;
  for (let left = number; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Longer names are nobody's words, and thousands of them may be compared. */
const MAX_LENGTH = 100;
/** What edits cost up to each place of two names: one table for all, since there are many. */
let table: Uint8Array | undefined;

/**
 * The fewest edits that make one lower-case text of another; undefined when there are more than the limit.
 * Optimal string alignment, with the way back kept. Only places are looked at that so few edits come to.
 */
function editsBetween(written: string, known: string, limit: number): readonly Edit[] | undefined {
  if (Math.abs(written.length - known.length) > limit) return undefined;
  if (written.length > MAX_LENGTH || known.length > MAX_LENGTH || hasOthers(written, known, limit)) return undefined;
  const width = known.length + 1;
  const costs = (table ??= new Uint8Array((MAX_LENGTH + 1) ** 2)).fill(limit + 1, 0, (written.length + 1) * width);
  const cost = (i: number, j: number): number => costs[i * width + j] ?? 0;
  const isSwap = (i: number, j: number): boolean => written[i - 1] === known[j - 2] && written[i - 2] === known[j - 1];
  for (let i = 0; i <= written.length; i += 1) {
    let smallest = Infinity;
    for (let j = Math.max(0, i - limit); j <= Math.min(known.length, i + limit); j += 1) {
      let value = i + j;
      if (i > 0 && j > 0) {
        const same = written[i - 1] === known[j - 1];
        value = Math.min(cost(i - 1, j) + 1, cost(i, j - 1) + 1, cost(i - 1, j - 1) + (same ? 0 : 1));
        if (isSwap(i, j)) value = Math.min(value, cost(i - 2, j - 2) + 1);
      }
      costs[i * width + j] = value;
      smallest = Math.min(smallest, value);
    }
    if (smallest > limit) return undefined;
  }
  if (cost(written.length, known.length) > limit) return undefined;
  const edits: Edit[] = [];
  let i = written.length;
  let j = known.length;
  while (i > 0 || j > 0) {
    const here = cost(i, j);
    if (written[i - 1] === known[j - 1]) {
      i -= 1;
      j -= 1;
    } else if (isSwap(i, j) && cost(i - 2, j - 2) + 1 === here) {
      edits.push({ at: j - 2, kind: 'swap' });
      i -= 2;
      j -= 2;
    } else if (i > 0 && j > 0 && cost(i - 1, j - 1) + 1 === here) {
      edits.push({ at: j - 1, kind: 'letter' });
      i -= 1;
      j -= 1;
    } else if (i > 0 && cost(i - 1, j) + 1 === here) {
      edits.push({ at: j, kind: written[i] === written[i - 1] ? 'double' : 'more' });
      i -= 1;
    } else {
      edits.push({ at: j - 1, kind: 'letter' });
      j -= 1;
    }
  }
  return edits;
}

/** How many letters of a word may be wrong for it to be that word still. */
function tolerance({ start, end, isAcronym }: Word, edits: readonly Edit[]): number {
  if (isAcronym) return edits.every(({ kind }) => kind === 'double' || kind === 'swap') && end - start > 1 ? 1 : 0;
  return end - start < 5 ? 1 : 2;
}

/** The word that an edit is in. A letter put in between two words is at the end of the first: `portsTo` for `portTo`. */
function wordOf(words: readonly Word[], { at, kind }: Edit): Word | undefined {
  const before = kind === 'more' ? words.find(({ end, isAcronym }) => end === at && !isAcronym) : undefined;
  return before ?? words.find(({ end }) => at < end) ?? words.at(-1);
}

/** The edits that make a written name of a known one, where each of its words is still to be recognized. */
function slipEdits(written: string, known: string, limit: number): number | undefined {
  const edits = editsBetween(written.toLowerCase(), known.toLowerCase(), limit);
  if (edits === undefined) return undefined;
  const words = wordsOf(known);
  // More than a letter more is a word more: `DBInstance` is no `Instance`.
  if (edits.length > 1 && wordsOf(written).length > words.length) return undefined;
  const byWord = new Map<Word, Edit[]>();
  for (const edit of edits) {
    const word = wordOf(words, edit);
    if (word === undefined) return undefined;
    keptIn(byWord, word, () => []).push(edit);
  }
  return [...byWord].every(([word, own]) => own.length <= tolerance(word, own)) ? edits.length : undefined;
}

/**
 * The known name that the written one is surely a slip of: the same letters in other case or with other separators, or a
 * few letters off within its words. Undefined when none is, also when the written one consists of words that occur in
 * known names: then it is another name.
 *
 * @param vocabulary the words that occur in names; see {@link vocabularyOf}
 * @example
 * slipOf('SecurtyGroup', ['SecurityGroup', 'IamGroup']) // 'SecurityGroup'
 * slipOf('EksCluster', ['EcsCluster']) // undefined
 */
export function slipOf(
  written: string,
  known: Iterable<string>,
  vocabulary: ReadonlySet<string> = new Set(),
): string | undefined {
  const all = [...known];
  const fold = folded(written);
  return all.find((name) => folded(name) === fold) ?? slipByLetters(written, all, vocabulary);
}

/** As {@link slipOf}, where no name has the same letters. */
export function slipByLetters(
  written: string,
  all: readonly string[],
  vocabulary: ReadonlySet<string> = new Set(),
): string | undefined {
  if ([...vocabularyOf([written])].every((word) => vocabulary.has(word))) return undefined;
  const limit = Math.min(3, Math.max(1, Math.floor(written.length / 4)));
  const count = wordsOf(written).length;
  let best: string | undefined;
  // One that is nearer must come within this.
  let most = limit;
  for (const name of all) {
    const edits = slipEdits(written, name, most);
    if (edits === undefined) continue;
    const isOfAsMany = wordsOf(name).length === count;
    if (best !== undefined && edits === most && !isOfAsMany) continue;
    best = name;
    // Of two that are as near, the one of as many words: `porTo` is `portTo`, not `port`.
    most = isOfAsMany ? edits - 1 : edits;
  }
  return best;
}

/** Words that a name has in front in one vocabulary and not in another. */
const FILLERS = new Set(['is', 'has', 'are', 'was', 'get']);

/** The words of a name without their order and form, and without one in front that says little: `enable_https`, `https_enabled`. */
export function wordKey(name: string): string {
  const words = [...name.matchAll(WORD)].map(([word]) =>
    word
      .toLowerCase()
      .replace(/^(m(?:in|ax))imum$/u, '$1')
      .replace(/^enabled$/u, 'enable'),
  );
  return words
    .filter((word, index) => index > 0 || !FILLERS.has(word))
    .sort()
    .join(' ');
}
