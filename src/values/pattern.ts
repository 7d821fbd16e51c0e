import type { RE2JS } from 're2js';
import { fold, type Fold } from './equality.ts';
import { patternEngine } from './pattern-engine.ts';
import { finderOf } from './search.ts';
import { spend, UNCOUNTED, type Work } from './work.ts';

/** Longer patterns are refused: a pattern comes from a rule, and rules are untrusted. In UTF-16 code units. */
export const MAX_PATTERN_LENGTH = 1_000;

/**
 * The test of `like`: `%` stands for any run of characters, everything else for itself, case apart. Without `%` it is
 * equality.
 */
export function likeTest(pattern: string, folding: Fold = fold): (text: string) => boolean {
  const [first = '', ...rest] = folding(pattern).split('%');
  const last = rest.pop();
  if (last === undefined) return (text) => folding(text) === first;
  const middle = rest.filter((part) => part !== '').map((part) => ({ find: finderOf(part), length: part.length }));
  return (text) => {
    const folded = folding(text);
    if (folded.length < first.length + last.length || !folded.startsWith(first) || !folded.endsWith(last)) return false;
    let from = first.length;
    const end = folded.length - last.length;
    for (const { find, length } of middle) {
      // The leftmost place is as good as any: what follows has the most room then.
      const at = find(folded, from);
      if (at < 0 || at + length > end) return false;
      from = at + length;
    }
    return true;
  };
}

/** Why a pattern cannot be used, in the words of a rule author. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

/** Longer programs are refused: RE2's time is the length of the text times that of the program. */
const MAX_PROGRAM_SIZE = 5_000;

/**
 * The test of `regexMatch`: whether the pattern occurs anywhere in the text, in time linear in its length (RE2). It takes
 * what that may cost off a judgement; where not enough is left, the text is not searched.
 *
 * @throws PatternError when the pattern is not valid, or has what linear time cannot do (look-around, back-references)
 */
export function regexTest(pattern: string, ignoreCase: boolean): (text: string, work?: Work) => boolean {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw new PatternError(`the pattern has ${pattern.length} characters; the limit is ${MAX_PATTERN_LENGTH}`);
  }
  const simple = literalTest(ignoreCase ? foldAscii(pattern) : pattern);
  if (simple !== undefined) return ignoreCase ? (text) => simple(foldAscii(text)) : simple;
  const { test, steps } = programFor(pattern, ignoreCase);
  return (text, work = UNCOUNTED) => spend(work, Math.floor((text.length * steps) / STEPS)) && test(text);
}

/** A pattern that was compiled, and what it costs for a character. */
interface Program {
  readonly test: (text: string) => boolean;
  readonly steps: number;
  /** In instructions. */
  readonly size: number;
}

/** The last patterns, by how they are written: a rule's is checked before it is compiled, and often stands in several. */
const programs = new Map<string, Program>();
const MAX_KEPT_SIZE = 10 * MAX_PROGRAM_SIZE;
let keptSize = 0;

function programFor(pattern: string, ignoreCase: boolean): Program {
  const key = `${ignoreCase ? 'i' : ''}/${pattern}`;
  const known = programs.get(key);
  if (known !== undefined) return known;
  // What a repetition writes out is known before it is: compiling a big one takes seconds.
  const repeated = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/gu)].reduce(
    (sum, [, least, most]) => sum + Number(most || least),
    0,
  );
  if (repeated > MAX_PROGRAM_SIZE) throw new PatternError('the pattern repeats too much');
  const engine = patternEngine();
  if (engine === undefined)
    throw new PatternError('what reads patterns is not loaded; call `await loadPatterns()` before rules are compiled');
  let compiled: RE2JS;
  try {
    compiled = engine.compile(pattern, ignoreCase ? engine.CASE_INSENSITIVE : 0);
  } catch (error) {
    throw new PatternError(whyNot(pattern, (error as Error).message));
  }
  if (compiled.programSize() > MAX_PROGRAM_SIZE) throw new PatternError('the pattern repeats too much');
  const size = compiled.programSize();
  const program = {
    test: (text: string) => compiled.test(text),
    steps: isNarrow(pattern) ? size / NARROW : size,
    size,
  };
  for (const [oldest, { size: freed }] of programs) {
    if (keptSize + size <= MAX_KEPT_SIZE) break;
    programs.delete(oldest);
    keptSize -= freed;
  }
  programs.set(key, program);
  keptSize += size;
  return program;
}

/** So many characters times instructions cost one unit of work: the engine may look at each with each. */
const STEPS = 24;
/** It looks at a few of them at a time where a pattern is texts with anything between, so that all states are soon known. */
const NARROW = 8;

/** Whether a pattern has nothing but texts, alternatives of texts, anchors and `.*`. */
function isNarrow(pattern: string): boolean {
  const rest = pattern.replaceAll(/\\[^a-zA-Z0-9]|\.\*|\(\?/gu, '');
  return !/[[.+*?{\\]/u.test(rest);
}

/** Text with the letters of ASCII in one case, as patterns that do not mind it take them: the long s is an `s`, the dotted I none. */
export function foldAscii(text: string): string {
  const other = text.includes('\u017f') || text.includes('\u0130');
  return (other ? text.replaceAll('\u017f', 's').replaceAll('\u0130', '\u0307') : text).toLowerCase();
}

function whyNot(pattern: string, message: string): string {
  if (/\(\?<?[=!]/u.test(pattern)) return 'look-around is not possible in linear time';
  if (/\\[1-9]/u.test(pattern)) return 'back-references are not possible in linear time';
  return message.replace(/^error parsing regexp: /u, '');
}

/** Most patterns are plain text between optional anchors, which the engine's own search does many times faster. */
function literalTest(pattern: string): ((text: string) => boolean) | undefined {
  const match = /^(\^?)((?:[\w\s\-:@,<>=;"'!#%&~`/]|\\[./\-_@:])*)(\$?)$/u.exec(pattern);
  if (match === null) return undefined;
  const [, start, escaped, end] = match as unknown as [string, string, string, string];
  const literal = escaped.replaceAll('\\', '');
  if (start && end) return (text) => text === literal;
  if (start) return (text) => text.startsWith(literal);
  if (end) return (text) => text.endsWith(literal);
  const find = finderOf(literal);
  return (text) => find(text, 0) >= 0;
}
