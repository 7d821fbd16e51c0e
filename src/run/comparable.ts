import type { Predicate, Scalar } from '../plan/plan.ts';
import type { ComparisonOperator } from '../syntax/ast.ts';
import { holdsOfTruths, needsOtherThanNumber } from '../check/kinds-of-patterns.ts';
import { needsLetter } from '../check/near-patterns.ts';
import { isNullish, numberOf, order } from '../values/equality.ts';
import { isIsoTime, isMilliseconds, isSpan } from '../values/time.ts';
import { textOf } from '../values/text.ts';
import { single } from '../values/value.ts';

/**
 * Whether values can be held against what a predicate asks: text against text, numbers against numbers, and what is written
 * like the other. A list of several, an object, and a value of another kind cannot. Made once for a predicate, since where
 * nothing can be compared each entity is asked.
 */
export function comparableTo(predicate: Predicate): (value: unknown) => boolean {
  switch (predicate.kind) {
    case 'compare':
      return (value) => areComparable(value, predicate.operator, predicate.to);
    case 'oneOf':
      return (value) => predicate.values.some((one) => areComparable(value, '=', one));
    case 'like': {
      const mayHold = mayHoldBy(predicate);
      return (value) => textOf(single(value)) !== undefined && mayHold(single(value));
    }
    case 'match': {
      const mayHold = mayHoldBy(predicate);
      // The JSON text of a list or an object begins with a bracket.
      const isFromStart = STARTS.test(predicate.pattern);
      return (value) => (!isFromStart || typeof single(value) !== 'object') && mayHold(single(value));
    }
    default:
      return () => true;
  }
}

/** Whether a pattern may hold of a value that is no text, or of another of its kind: `/^tcp/` holds of no number, `'y%'` of no truth. */
function mayHoldBy(predicate: Predicate & { readonly kind: 'like' | 'match' }): (value: unknown) => boolean {
  let [ofTruths, ofNumbers]: (boolean | undefined)[] = [];
  return (value) => {
    if (typeof value === 'boolean') return (ofTruths ??= holdsOfTruths(predicate));
    if (typeof value !== 'number' && typeof value !== 'bigint') return true;
    return (ofNumbers ??= !needsOtherThanNumber(predicate));
  };
}

/** Whether two values can be held against each other by an operator. */
export function areComparable(left: unknown, operator: ComparisonOperator, right: unknown): boolean {
  const [a, b] = [single(left), single(right)];
  if (isMilliseconds(a) ? isIso(b) : isMilliseconds(b) && isIso(a)) return false;
  if (isSpan(a) ? isIso(b) : isSpan(b) && isIso(a)) return false;
  if (operator !== '=' && operator !== '!=') return !Number.isNaN(order(a, b));
  if (isNullish(a) || isNullish(b)) return true;
  if (typeof a === 'object' || typeof b === 'object') return typeof a === 'object' && typeof b === 'object';
  if (typeof a === typeof b) return true;
  if (numberOf(a) !== undefined && numberOf(b) !== undefined) return true;
  if (isTimeBeside(a, b) || isTimeBeside(b, a)) return true;
  return isBooleanBeside(a, b) || isBooleanBeside(b, a);
}

function isTimeBeside(text: unknown, number: unknown): boolean {
  return typeof number === 'number' && isIso(text);
}

function isIso(value: unknown): boolean {
  return typeof value === 'string' && isIsoTime(value);
}

function isBooleanBeside(text: unknown, truth: unknown): boolean {
  return typeof text === 'string' && typeof truth === 'boolean' && /^(?:true|false)$/iu.test(text);
}

/** What a predicate compares with, in words; undefined where it takes anything. */
export function comparedWith(predicate: Predicate): string | undefined {
  if (predicate.kind === 'compare') return kindOfScalar(predicate.to);
  if (predicate.kind === 'oneOf') return kindOfScalar(predicate.values[0] ?? null);
  if (predicate.kind === 'match') {
    if (STARTS.test(predicate.pattern)) return 'a pattern from the start of a text';
    return needsLetter(predicate.pattern) || !holdsOfTruths(predicate) ? 'a pattern of text' : undefined;
  }
  return predicate.kind === 'like' ? 'text' : undefined;
}

/** A pattern that asks for a letter or a digit at the start. */
const STARTS = /^\^[a-z\d]/iu;

function kindOfScalar(value: Scalar): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'text';
  return typeof value === 'boolean' ? 'true or false' : 'a number';
}
