import { namesWithin } from './names.ts';
import { isIsoTime, timeOf } from './time.ts';
import { isObject, single, singleFor } from './value.ts';
import { costOfText, payForText, spend, UNCOUNTED, type Work } from './work.ts';

/*
 * Equality and order, the one place that decides them. Sources and reasons: grammar/SEMANTICS.md, "Comparison".
 *
 *              text                  number             boolean          null
 *   text       case does not matter  as numbers         'true', 'false'  'null'
 *   number                           as numbers         never            never
 *   boolean                                             same             never
 *   null                                                                 same
 *   missing    never                 never              never            as null
 *
 * One value and a list of one are the same. Where one side is text in ISO 8601 and the other a number, both are times.
 */

const NUMERIC = /^-?\d+(?:\.\d+)?$/u;

/** Text in the form in which it is compared. */
export type Fold = (text: string) => string;

/** Text in the form that is compared: upper and lower case are the same, in every locale alike. */
export function fold(text: string): string {
  return text.toLowerCase();
}

/** How texts are compared: as they are written, or without case. */
export function foldOf(matchCase: boolean | undefined): Fold {
  return matchCase === true ? (text) => text : fold;
}

/** A number, or text that is written as one; whole numbers beyond 2^53 as bigint, so that long ids stay apart. */
export function numberOf(value: unknown): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value !== 'string' || !NUMERIC.test(value)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) || value.includes('.') || value.length > 4_000 ? number : BigInt(value);
}

/** A number beside a number: text in ISO 8601 stands for its seconds since 1970 there. */
export function numberOrTimeOf(value: unknown): number | bigint | undefined {
  return numberOf(value) ?? (typeof value === 'string' && isIsoTime(value) ? timeOf(value) : undefined);
}

/** True or false, or text that is written like it. */
export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' || value.length > 5) return undefined;
  const text = fold(value);
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/** Missing, null, or the text `null`, which rules write for it. */
export function isNullish(value: unknown): boolean {
  return (
    value === undefined || value === null || (typeof value === 'string' && value.length === 4 && fold(value) === 'null')
  );
}

/** The test `= expected` for an expected value that is known beforehand: what can be done once is done here. */
export function equalTo(expected: unknown, folded: Fold = fold): (actual: unknown) => boolean {
  const test = scalarTest(expected, folded);
  return (actual) => (typeof actual === 'object' ? test(single(actual)) : test(actual));
}

function scalarTest(expected: unknown, folding: Fold): (actual: unknown) => boolean {
  if (isNullish(expected)) return isNullish;
  if (typeof expected === 'string') {
    const folded = folding(expected);
    const asNumber = numberOrTimeOf(expected);
    const asBoolean = booleanOf(expected);
    const same = sameTextTest(folded, folding);
    return (actual) => {
      if (typeof actual === 'string') return actual === expected || same(actual);
      if (typeof actual === 'number') return actual == asNumber;
      if (typeof actual === 'boolean') return actual === asBoolean;
      return typeof actual === 'bigint' && actual === asNumber;
    };
  }
  if (typeof expected === 'boolean') return (actual) => booleanOf(actual) === expected;
  if (typeof expected === 'number' || typeof expected === 'bigint') {
    // `==` compares number and bigint by value, `===` never holds between them.
    return (actual) => numberOrTimeOf(actual) == expected;
  }
  return (actual) => equals(actual, expected, folding);
}

const ASCII = /^[\u0000-\u007f]*$/u;

/** Whether a text is another one that is folded already, without making its own folded form where that can be told. */
export function sameTextTest(folded: string, folding: Fold): (actual: string) => boolean {
  if (folding !== fold) return (actual) => folding(actual) === folded;
  // Only texts of one length can be the same apart from case, but for a few letters beyond ASCII.
  const { length } = folded;
  const isAscii = ASCII.test(folded);
  return (actual) => (actual.length === length ? sameLetters(actual, folded) : !isAscii && fold(actual) === folded);
}

/** Letter by letter, up to the first beyond ASCII: until there, lower case is a matter of each letter by itself. */
function sameLetters(actual: string, folded: string): boolean {
  for (let index = 0; index < actual.length; index += 1) {
    const code = actual.charCodeAt(index);
    if (code > 127) return fold(actual) === folded;
    if ((code >= 65 && code <= 90 ? code + 32 : code) !== folded.charCodeAt(index)) return false;
  }
  return true;
}

/**
 * Whether two values of an entity are equal. Lists and objects are equal when all that they hold is; missing equals nothing.
 * What they hold is paid for by the judgement; once nothing is left, the answer says nothing.
 */
export function equals(
  left: unknown,
  right: unknown,
  folding: Fold = fold,
  work: Work = UNCOUNTED,
  depth = 0,
): boolean {
  if (left === undefined || right === undefined || depth > 100) return false;
  if (Array.isArray(left) && left.length === 1) return equals(singleFor(left, work), right, folding, work, depth + 1);
  if (Array.isArray(right) && right.length === 1) return equals(left, singleFor(right, work), folding, work, depth + 1);
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      spend(work, 1 + (left.length >> ELEMENTS)) &&
      left.every((element, index) => equals(element, right[index], folding, work, depth + 1))
    );
  }
  if (isObject(left) && isObject(right)) {
    const keys = namesWithin(left, work.left ?? Infinity);
    // More than what is left: the answer says nothing.
    if (keys === undefined) return spend(work, (work.left ?? 0) + 1);
    return (
      spend(work, keys.length > WIDE ? 2 * keys.length : 1 + (keys.length >> NAMES)) &&
      keys.length === namesWithin(right, keys.length)?.length &&
      keys.every((key) => Object.hasOwn(right, key) && equals(left[key], right[key], folding, work, depth + 1))
    );
  }
  if (typeof left === 'object' && left !== null) return false;
  if (typeof right === 'object' && right !== null) return false;
  if (typeof left === 'string' && typeof right === 'string')
    return left === right || (spend(work, costOfText(left) + costOfText(right)) && folding(left) === folding(right));
  if (left === null || right === null) return left === right;
  return payForText(left, work) && payForText(right, work) && scalarTest(right, folding)(left);
}

/** So many elements, or properties, cost one unit of work to compare, as powers of two; what is in them costs again. */
const ELEMENTS = 3;
const NAMES = 1;
/** More names are kept in another way, and take longer to list. */
const WIDE = 16;

/**
 * Order: as numbers when both are numbers or written as such, as text (case apart) when both are text; otherwise there is
 * no order, and every one of `<`, `>`, `<=`, `>=` is false.
 *
 * @returns negative, 0 or positive; NaN when there is no order
 */
export function order(left: unknown, right: unknown, folding: Fold = fold): number {
  if (typeof left === 'object' || typeof right === 'object') {
    const [one, other] = [single(left), single(right)];
    if (typeof one === 'object' || typeof other === 'object') return NaN;
    return order(one, other, folding);
  }
  const a = numberOf(left);
  const b = numberOf(right);
  if (a !== undefined && b !== undefined) return orderOfNumbers(a, b);
  if (typeof left !== 'string' || typeof right !== 'string') return orderOfTimes(left, right);
  const foldedLeft = folding(left);
  const foldedRight = folding(right);
  return foldedLeft < foldedRight ? -1 : Number(foldedLeft > foldedRight);
}

function orderOfNumbers(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return a == b ? 0 : NaN;
}

/** Seconds since 1970 against text in ISO 8601. */
function orderOfTimes(left: unknown, right: unknown): number {
  const secondsOf = (value: unknown): number =>
    (typeof value === 'number' || (typeof value === 'string' && isIsoTime(value)) ? timeOf(value) : undefined) ?? NaN;
  return orderOfNumbers(secondsOf(left), secondsOf(right));
}
