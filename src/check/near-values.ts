/*
 * When one text is most likely meant for another that is there. Values are not names: `TLS1_0` and `TLS1_1`, `http` and
 * `https` are two, so that only the spelling of the same letters, a part of a longer text, and one letter in a word count.
 */

/** Shorter texts are near others by chance. */
const LEAST_PART = 4;
const LEAST_WORD = 5;
const ENDINGS: ReadonlySet<string> = new Set(['d', 'ed', 's', 'ing']);

/**
 * The text among those that are there which the written one is most likely meant for; undefined where none is.
 *
 * @example
 * nearValue('PublicRead', ['private', 'public-read']) // 'public-read'
 */
export function nearValue(written: string, there: Iterable<string>): string | undefined {
  if (!canBeNear(written)) return undefined;
  // In an order of their own: a run in parts says the same as one.
  const others = [...there].filter((other) => other !== written && canBeNear(other)).sort();
  return [isSpelling, isPart, isSlip].flatMap((isNear) => others.find((other) => isNear(written, other)) ?? [])[0];
}

/** Whether a text is one that others can be near to: with letters, and without signs that stand for any text. */
export function canBeNear(text: string): boolean {
  return text.length <= 200 && !/[*%]/u.test(text) && /[a-z][^a-z]*[a-z]/iu.test(text);
}

/** The same letters and digits: `Public-Read`, `west europe`. */
function isSpelling(written: string, other: string): boolean {
  const letters = lettersOf(written);
  return letters.length > 2 && letters === lettersOf(other);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** One is the name at the end of the other: `owner` of `roles/owner`, `AdministratorAccess` of an ARN. */
function isPart(written: string, other: string): boolean {
  const [short, long] = [written, other].map((text) => text.toLowerCase()).sort((a, b) => a.length - b.length);
  if (short === undefined || long === undefined || short.length < LEAST_PART) return false;
  return long.endsWith(`/${short}`) || long.endsWith(`:${short}`) || long.startsWith(`${short}:`);
}

/** One letter in a word, or another ending of it. With digits in it, another is most likely another thing. */
function isSlip(written: string, other: string): boolean {
  const [short, long] = [written, other].map((text) => text.toLowerCase()).sort((a, b) => a.length - b.length);
  if (short === undefined || long === undefined || short.length < LEAST_WORD || /\d/u.test(short + long)) return false;
  if (long.startsWith(short) && ENDINGS.has(long.slice(short.length))) return true;
  return long.length - short.length <= 1 && isOneEdit(short, long);
}

/** A letter that was changed, put in, or swapped with the next one. */
function isOneEdit(short: string, long: string): boolean {
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}
