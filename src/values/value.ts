import { defined } from '../text/defined.ts';
import type { Message } from '../text/message.ts';
import { spend, UNCOUNTED, type Work } from './work.ts';

/*
 * The values that a condition works on: JSON values, `undefined` for a property that is missing, bigint where a number
 * of hosts goes beyond 2^53, and an error for what cannot be decided.
 */

/**
 * Why a condition could not be decided. A value like any other within an evaluation, so that `and` and `or` can do
 * without it where another operand decides. Our decision, see grammar/SEMANTICS.md.
 *
 * @example
 * const { error } = compileRule("User should have name in ($Known)").evaluate(user);
 * error?.message; // the list `$Known` is not known
 */
export class EvaluationError {
  /**
   * Stable, for machines: `unknown-list`, `unknown-value`, `unknown-function`, `no-resources`, `wrong-type`,
   * `invalid-pattern`, `limit`.
   */
  readonly code: string;
  /** Lower case first, no final period. */
  readonly message: string;
  readonly help?: string;

  constructor(code: string, message: string, help?: string) {
    this.code = code;
    this.message = message;
    if (help !== undefined) this.help = help;
  }
}

/** What an evaluation error says, as the message that leaves the engine. */
export function evaluationMessage({ code, message, help }: EvaluationError): Message {
  return { code, severity: 'error', message, ...defined({ help }) };
}

/** True, false, or cannot be decided. */
export type Truth = boolean | EvaluationError;

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The elements of a value where a list is expected: a list as it is, nothing for missing, null and `{}` (an empty list
 * in some exports), and any other single value as a list of one, as IAM and Terraform write them.
 */
export function elementsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value === undefined || (typeof value === 'object' && isEmpty(value))) return [];
  return [value];
}

/** One value and a list of one are the same: the value itself of a list of one (also of a list in a list), any other as it is. */
export function single(value: unknown): unknown {
  return singleFor(value, UNCOUNTED);
}

/** The same within a judgement, which pays for what is deep: a block may ask it again for each element. */
export function singleFor(value: unknown, work: Work): unknown {
  let one = value;
  let depth = 0;
  for (; Array.isArray(one) && one.length === 1 && depth < MAX_SINGLES; depth += 1)
    one = (one as readonly unknown[])[0];
  if (depth > SHALLOW) spend(work, depth >> LISTS);
  return one;
}

const SHALLOW = 8;
/** So many lists of one cost one unit of work, as a power of two. */
const LISTS = 3;

/** So many lists of one in each other are taken for what is in them; no reader lets more through. */
const MAX_SINGLES = 1_000;

/**
 * Objects of many properties that were found to be not empty: JavaScript tells that only by listing the names, which takes
 * a second for a million.
 */
const wide = /*#__PURE__*/ new WeakSet<object>();
const WIDE = 16;

/** Missing, null, `''`, `[]` or `{}`: nothing is there. Numbers and booleans are never empty. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object' || value instanceof EvaluationError) return false;
  if (wide.has(value)) return false;
  const { length } = Object.keys(value);
  if (length > WIDE) wide.add(value);
  return length === 0 && (isPlain(value) || hasNothing(value));
}

/** A `Map`, a `Set` or bytes without anything in them are as empty as a list. */
function hasNothing(value: object): boolean {
  return value instanceof Map || value instanceof Set
    ? value.size === 0
    : ArrayBuffer.isView(value) && value.byteLength === 0;
}

/**
 * Whether an object is of no class, as all that was read from a file. A `Date` or a `Map` that a program hands over has no
 * property of its own, and is not empty.
 */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // The root of another realm has none above it either.
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/**
 * The truth of a value that stands alone as a condition: true when something is there and it is not false. Text `'false'`
 * is false, since some exports write booleans as text; 0 is something.
 */
export function truthOf(value: unknown): Truth {
  if (typeof value === 'boolean' || value instanceof EvaluationError) return value;
  if (typeof value === 'string') return value !== '' && !(value.length === 5 && value.toLowerCase() === 'false');
  if (Array.isArray(value))
    return value.length === 1 && value[0] instanceof EvaluationError ? value[0] : value.length > 0;
  return !isEmpty(value);
}
