/*
 * When one text is most likely meant for another that is there. Values are not names: `TLS1_0` and `TLS1_1`, `http` and
 * `https` are two, so that only the spelling of the same letters, a part of a longer text, and one letter in a word count.
 */

import { PROTOCOLS, slipOf, wordsOf } from './near-slips.ts';
import { NUMBERS } from '../values/service-numbers.ts';

/** Shorter texts are near others by chance. */
const LEAST_PART = 4;
const LEAST_WORD = 5;
const MAX_WORD = 40;

/**
 * The text among those that are there which the written one is most likely meant for; undefined where none is.
 *
 * @example
 * nearValue('PublicRead', ['private', 'public-read']) // 'public-read'
 */
export function nearValue(written: string, there: Iterable<string>): string | undefined {
  if (!canBeNear(written)) return undefined;
  const all = [...there];
  const number = NUMBERS.get(written.toLowerCase());
  if (number !== undefined && all.includes(number)) return number;
  // In an order of their own: a run in parts says the same as one.
  const others = all.filter((other) => other !== written && canBeNear(other)).sort();
  return [isSpelling, isPart, isSlipWithin, isSlipInWord].flatMap(
    (isNear) => others.find((other) => isNear(written, other)) ?? [],
  )[0];
}

/** Whether a text is one that others can be near to: with letters, and without signs that stand for any text. */
export function canBeNear(text: string): boolean {
  return text.length <= 200 && !/[*%]/u.test(text) && /[a-z][^a-z]*[a-z]/iu.test(text);
}

/** Whether a text is a number, a version, an address, a star, or a family of machines, which vendors write in other ways. */
export function canBeOtherwise(text: string): boolean {
  return /^(?:\*(?::\*)?|(?:-|v\.?)?\d[\d.:/_]{0,40}|[a-z]\d[a-z]?|[\da-f]{8,17})$/iu.test(text);
}

/** What a text begins with that ends with a `*`, as patterns of other languages do; undefined where that is too little. */
export function beginningOfStar(text: string): string | undefined {
  return /^([^*%]{4,100})\*$/u.exec(text)?.[1];
}

/** Whether a text under `like` has no `%`, and is one that others can hold. */
export function canBePart(text: string): boolean {
  return text.length > 1 && text.length <= 200 && !/[*%]/u.test(text) && /[a-z]/iu.test(text);
}

/**
 * A text that has the written one at an end, next to a dot, a colon or a slash: what a `like` that lacks its `%` most likely asks for.
 *
 * @example
 * valueAround('t2', ['m5.large', 't2.micro']) // { value: 't2.micro', pattern: 't2%' }
 */
export function valueAround(
  written: string,
  there: Iterable<string>,
): { readonly value: string; readonly pattern: string } | undefined {
  const part = written.toLowerCase();
  for (const value of [...there].sort()) {
    const text = value.toLowerCase();
    if (text.length === part.length) continue;
    // What begins or ends with a sign is a part of something.
    if (text.startsWith(part) && (/[-_@]$/u.test(part) || isEdge(text.slice(part.length - 1, part.length + 1))))
      return { value, pattern: `${written}%` };
    if (
      text.endsWith(part) &&
      (/^[-_@]/u.test(part) || isEdge(text.slice(text.length - part.length - 1, text.length - part.length + 1)))
    )
      return { value, pattern: `%${written}` };
  }
  return undefined;
}

/**
 * A text that has the written one as a part between signs: `--anonymous-auth` of `--anonymous-auth=true`, `RBAC` of `Node,RBAC`.
 *
 * @param ofType whether a dot is such a sign, as in `t2.micro`
 * @param isFree whether words may stand behind, as a name has them
 * @example
 * valueHolding('--anonymous-auth', ['--anonymous-auth=true']) // { value: '--anonymous-auth=true', pattern: '--anonymous-auth%' }
 */
export function valueHolding(
  written: string,
  there: Iterable<string>,
  { ofType = false, isFree = false } = {},
): { readonly value: string; readonly pattern: string } | undefined {
  const part = written.toLowerCase();
  if (part.length < 2) return undefined;
  const isShort = !ofType && part.length < LEAST_PART;
  for (const value of [...there].sort()) {
    const text = value.toLowerCase();
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      const [before, behind] = [text.slice(0, at), text.slice(at + part.length)];
      if (before === '' && behind === '') break;
      if (before === '' && ((!isFree && !isShort && behind.startsWith(' ')) || (ofType && behind.startsWith('.'))))
        return { value, pattern: `${written}%` };
      // A zone is called by its region, and a letter.
      if (before === '' && REGION.test(part) && /^-?[a-z]$/u.test(behind)) return { value, pattern: `${written}%` };
      // A text that goes on with more numbers of its version, or with a date.
      if (before === '' && !isFree && /[a-z]{2}.*\d$/u.test(part) && /^(?:\.\d|[-_]\d{4}[-_]\d\d)/u.test(behind))
        return { value, pattern: `${written}%` };
      // A year of a date.
      if (before === '' && /^\d{4}$/u.test(part) && /^(?:-\d\d){1,2}(?:$|[t ])/u.test(behind))
        return { value, pattern: `${written}-%` };
      if (ofType && behind === '' && before.endsWith('.')) return { value, pattern: `%.${written}` };
      // `web` of `registry.example/web:1.4` is a name by what stands around it.
      const isNamed = part.length > 2 && before.endsWith('/') && /^[:@]/u.test(behind);
      if (part.length < LEAST_PART && !isNamed) continue;
      if (!/(?:^|[/:=,])$/u.test(before) || !/^(?:$|[/:=,@])/u.test(behind)) continue;
      return { value, pattern: `${before === '' ? '' : '%'}${written}${behind === '' ? '' : '%'}` };
    }
  }
  return undefined;
}

const REGION = /^[a-z]{2,12}(?:-[a-z]{2,12}){1,2}-?\d{1,2}$/u;

/** The word of a pattern that has nothing else but a `%` at an end or both; undefined for other patterns. */
export function wordOfPattern(pattern: string): string | undefined {
  const [, word] = /^(?:%(\p{L}+)%?|(\p{L}+)%)$/u.exec(pattern)?.filter((part) => part !== undefined) ?? [];
  return word === undefined || word.length < LEAST_WORD || word.length > MAX_WORD ? undefined : word;
}

/**
 * A text that has a word of which the word of a pattern is one letter off, and the pattern with that.
 *
 * @example
 * valueWithWord('%publc%', ['private', 'public-read']) // { value: 'public-read', pattern: '%public%' }
 */
export function valueWithWord(
  pattern: string,
  there: Iterable<string>,
): { readonly value: string; readonly pattern: string } | undefined {
  const written = wordOfPattern(pattern);
  if (written === undefined) return undefined;
  for (const value of [...there].sort())
    for (const [word] of value.matchAll(/\p{L}+/gu))
      if (!word.startsWith(written) && isSlip(written, word)) return { value, pattern: pattern.replace(written, word) };
  return undefined;
}

/** The last sign of one part and the first of the next. */
function isEdge(signs: string): boolean {
  return /[.:/]/u.test(signs);
}

/**
 * A text of the same first words in another style, where a word follows in one of them: who writes `public-read-write` for
 * `PublicReadWrite` never meets it.
 *
 * @example
 * otherStyle('public-read-write', ['Private', 'PublicRead']) // { value: 'PublicRead', meant: 'PublicReadWrite' }
 */
export function otherStyle(
  written: string,
  there: Iterable<string>,
): { readonly value: string; readonly meant: string } | undefined {
  const own = styleOf(written);
  if (own === undefined) return undefined;
  for (const value of [...there].sort()) {
    const style = styleOf(value);
    if (style === undefined || style.sign === own.sign) continue;
    const [short, long] = [own.words, style.words].sort((a, b) => a.length - b.length);
    if (short === undefined || long === undefined || short.length < 2 || short.length === long.length) continue;
    if (!short.every((word, index) => word === long[index])) continue;
    const words = style.sign === '' ? own.words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)) : own.words;
    return { value, meant: words.join(style.sign) };
  }
  return undefined;
}

/** The words of a text, and the sign between them: none where each begins with a capital. */
function styleOf(text: string): { readonly sign: string; readonly words: readonly string[] } | undefined {
  if (/^(?:[A-Z][a-z]+){2,}$/u.test(text))
    return { sign: '', words: (text.match(/[A-Z][a-z]+/gu) ?? []).map((word) => word.toLowerCase()) };
  const [, sign] = /^[a-z]+([-_ ])[a-z]+(?:\1[a-z]+)*$/u.exec(text.toLowerCase()) ?? [];
  return sign === undefined ? undefined : { sign, words: text.toLowerCase().split(sign) };
}

/**
 * The text of one where the written one is of several, or the other way round: `host` for `hosts`.
 *
 * @example
 * otherNumberOf('EDGES', ['EDGE', 'PRIVATE']) // 'EDGE'
 */
export function otherNumberOf(written: string, there: readonly string[]): string | undefined {
  return there.find((other) => {
    const [short, long] = byLength(written, other);
    return short.length >= 3 && long === `${short}s` && !SECURED.test(long);
  });
}

/**
 * The short word of a few that the written one is most likely meant for: without its last letter, with one twice, or with two
 * of them exchanged.
 *
 * @example
 * shortSlip('Allo', ['Allow', 'Deny']) // 'Allow'
 */
export function shortSlip(written: string, there: readonly string[]): string | undefined {
  const word = written.toLowerCase();
  if (!/^[a-z]{2,6}$/u.test(word)) return undefined;
  return there.find((other) => {
    const meant = other.toLowerCase();
    if (!/^[a-z]{3,5}$/u.test(meant)) return false;
    // `use` and `user`, `pro` and `prod` are words of their own.
    if (`${word}${meant.at(-1) ?? ''}` === meant) return word.length > 3 && !meant.endsWith('s');
    const at = [...meant].findIndex((letter, index) => letter !== word[index]);
    const from = at < 0 ? meant.length : at;
    const isTwice = word.slice(0, from) + word.slice(from + 1) === meant && word[from] === word[from - 1];
    return isTwice || (word.length === meant.length && at > 0 && isOneEdit(word, meant) && word[at] === meant[at + 1]);
  });
}

/** Protocols with an `s` for what is encrypted. */
const SECURED = new RegExp(`(?:^|[^a-z])(?:${PROTOCOLS})s$`, 'iu');

/** The same letters and digits: `Public-Read`, `west europe`. */
function isSpelling(written: string, other: string): boolean {
  const letters = wordsOf(written.toLowerCase());
  return letters.length > 2 && letters === wordsOf(other.toLowerCase());
}

/** Two texts in lower case, the shorter one first. */
function byLength(one: string, other: string): readonly [short: string, long: string] {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a.length < b.length ? [a, b] : [b, a];
}

/** One is the name at the end of the other: `owner` of `roles/owner`, `AdministratorAccess` of an ARN. */
function isPart(written: string, other: string): boolean {
  const [short, long] = byLength(written, other);
  // Kubernetes calls the kernel's `CAP_SYS_ADMIN` by its end.
  if (long === `cap_${short}`) return true;
  // A zone, where regions are.
  if (REGION.test(other) && written.startsWith(other) && /^-?[a-z]$/u.test(written.slice(other.length))) return true;
  if (DOMAIN.test(long) && long.replace(DOMAIN, '') === short.replace(SHORT_DOMAIN, '')) return true;
  if (short.length < LEAST_PART) return false;
  return long.endsWith(`/${short}`) || long.endsWith(`:${short}`) || long.startsWith(`${short}:`);
}

/** Of services, behind their name. */
const DOMAIN = /\.(?:amazonaws|googleapis)\.com(?:\.cn)?$/u;
const SHORT_DOMAIN = /\.(?:aws(?:\.amazon)?|amazon)\.com$/u;

/**
 * A right or address with a `*` that takes in the written one, which is asked for by its own text.
 *
 * @example
 * valueCovering('s3:DeleteBucket', ['ec2:*', 's3:*']) // 's3:*'
 */
export function valueCovering(written: string, there: Iterable<string>): string | undefined {
  const isRight = RIGHT.test(written);
  if (!isRight && !/^arn:aws/u.test(written)) return undefined;
  const text = written.toLowerCase();
  return [...there].sort().find((value) => {
    const [start = '', ...parts] = value.toLowerCase().split('*');
    if (parts.length === 0 || (value === '*' && !isRight) || !text.startsWith(start)) return false;
    let at = start.length;
    const end = parts.pop() ?? '';
    for (const part of parts) {
      const next = text.indexOf(part, at);
      if (next < 0) return false;
      at = next + part.length;
    }
    return text.endsWith(end) && text.length - end.length >= at;
  });
}

/** `iam:PassRole` */
export const RIGHT = /^[a-z][a-z\d-]{1,40}:[A-Z][A-Za-z\d]{2,80}$/u;

/**
 * One of the texts that are there, where the written one is several of them in a row.
 *
 * @example
 * oneOfSeveral('TCP/UDP', ['TCP', 'ICMP', 'UDP']) // { value: 'TCP', all: ['TCP', 'UDP'] }
 */
export function oneOfSeveral(
  written: string,
  there: readonly string[],
): { readonly value: string; readonly all: readonly string[] } | undefined {
  // Quotes of each within those of all, as in `'"TCP","UDP"'`.
  const text = written.replaceAll(/["`]/gu, '');
  const all = text.split(/[,;|]/u.test(text) ? /\s*[,;|]\s*/u : /\s*\/\s*|\s+(?:or|and)\s+/u);
  const known = new Set(there.map((value) => value.toLowerCase()));
  const [value] = all.filter((part) => known.has(part.toLowerCase()));
  // What stands behind a slash may be a part of one.
  const isEach =
    /[,;|]/u.test(text) || !text.includes('/') || all.every((part) => /^[\w-]+$/u.test(part) && !/^\d+$/u.test(part));
  return value === undefined || all.length < 2 || !isEach ? undefined : { value, all };
}

/** Whole texts of which one begins a word with another letter are two: `patch` and `watch`, `https://a.example` and `https://c.example`. */
function isSlipWithin(written: string, other: string): boolean {
  const [short, long] = byLength(written, other);
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const isBeginning = short.length === long.length && short.slice(at + 1) === long.slice(at + 1);
  return isSlip(written, other) && !(isBeginning && !/\p{L}/u.test(long.charAt(at - 1)));
}

/** A letter within a word of a longer text, where all else is the same: `prodution-db1` and `production-db1`. */
function isSlipInWord(written: string, other: string): boolean {
  return slipOf({ text: written.toLowerCase(), isStart: true, isEnd: true })(other) !== undefined;
}

/** One letter in a word, or another ending of it. With digits in it, another is most likely another thing. */
function isSlip(written: string, other: string): boolean {
  const [short, long] = byLength(written, other).map((text) => text.replace(DOMAIN, '')) as [string, string];
  if (long.length < LEAST_WORD || /\d/u.test((short + long).replaceAll(/(?:ec2|s3):/gu, ''))) return false;
  // `http` and `https` are two.
  if (long.startsWith(short))
    return short.length >= LEAST_WORD && /^(?:\p{L}|al|ed|ing)$/u.test(long.slice(short.length));
  if (short.endsWith('e') && long === `${short.slice(0, -1)}ing`) return true;
  return isOneEdit(short, long);
}

/** A letter that was changed, put in, or swapped with the next one. */
function isOneEdit(short: string, long: string): boolean {
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}
