import { isObject } from '../entity.ts';
import {
  type Argument,
  isAscii,
  ofKnown,
  ofNone,
  ofOne,
  type TemplateFunction,
  textOf,
  UNKNOWN,
} from './expression-arguments.ts';
import { LIST_FUNCTIONS } from './list-functions.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';

/**
 * The functions of templates whose result is sure where their arguments are known, by their names in lower case. An argument
 * that decides by itself leaves the others unasked; all that Azure would refuse or is not documented to do is unknown.
 */
export const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['and', (args) => joined(args, false)],
  ['bool', ofOne(boolOf)],
  ['coalesce', coalesce],
  ['concat', ofKnown(concat)],
  ['createarray', ofKnown((values) => values)],
  ['createobject', ofKnown(createObject)],
  ['empty', ofOne((value) => (value === null ? true : isZero(lengthOf(value))))],
  ['equals', ofKnown(equals)],
  ['false', ofNone(false)],
  ['format', ofKnown(format)],
  ['if', choose],
  ['int', ofOne(intOf)],
  ['length', ofOne(lengthOf)],
  ['not', ofOne((value) => (typeof value === 'boolean' ? !value : UNKNOWN))],
  ['null', ofNone(null)],
  ['or', (args) => joined(args, true)],
  ['string', ofOne((value) => textOf(value) ?? UNKNOWN)],
  ['tolower', ofOne((value) => (isAscii(value) ? value.toLowerCase() : UNKNOWN))],
  ['toupper', ofOne((value) => (isAscii(value) ? value.toUpperCase() : UNKNOWN))],
  ['true', ofNone(true)],
  ...LIST_FUNCTIONS,
  ...TEXT_FUNCTIONS,
]);

/** `and` and `or`: one part decides, whatever the unknown ones are. */
function joined(args: readonly Argument[], deciding: boolean): unknown {
  const values = args.map((arg) => arg());
  if (values.length < 2 || values.some((value) => value !== UNKNOWN && typeof value !== 'boolean')) return UNKNOWN;
  if (values.includes(deciding)) return deciding;
  return values.includes(UNKNOWN) ? UNKNOWN : !deciding;
}

function choose([condition, whenTrue, whenFalse, ...more]: readonly Argument[]): unknown {
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined || more.length > 0) return UNKNOWN;
  const holds = condition();
  if (typeof holds !== 'boolean') return UNKNOWN;
  return holds ? whenTrue() : whenFalse();
}

/** The first that is not null. */
function coalesce(args: readonly Argument[]): unknown {
  for (const arg of args) {
    const value = arg();
    if (value !== null) return value;
  }
  return args.length === 0 ? UNKNOWN : null;
}

/** Texts and numbers as one text, or lists as one list. */
function concat(values: readonly unknown[]): unknown {
  if (values.length === 0) return UNKNOWN;
  if (values.every((value) => Array.isArray(value))) return values.flat(1);
  const texts = values.map(textOf);
  return texts.includes(undefined) ? UNKNOWN : texts.join('');
}

/** `{0}` is the first value; places with a form of their own (`{0:N2}`) are unknown. */
function format([written, ...values]: readonly unknown[]): unknown {
  if (typeof written !== 'string') return UNKNOWN;
  const texts = values.map(textOf);
  let isSure = true;
  const text = written.replaceAll(/\{\{|\}\}|\{(\d{1,3})\}|[{}]/gu, (found, index: string | undefined) => {
    if (found.length === 2) return found.charAt(0);
    const value = index === undefined ? undefined : texts[Number(index)];
    isSure &&= value !== undefined;
    return value ?? '';
  });
  return isSure ? text : UNKNOWN;
}

/** Of scalars of one kind; text with its case. */
function equals(values: readonly unknown[]): unknown {
  const [left, right] = values;
  if (values.length !== 2) return UNKNOWN;
  if (left === null || right === null) return left === right;
  const isSure = typeof left === typeof right && ['boolean', 'string'].includes(typeof left);
  return isSure || (Number.isSafeInteger(left) && Number.isSafeInteger(right)) ? left === right : UNKNOWN;
}

function createObject(values: readonly unknown[]): unknown {
  const entries: (readonly [string, unknown])[] = [];
  for (let at = 0; at < values.length; at += 2) {
    const name = values[at];
    if (typeof name !== 'string' || at + 1 === values.length) return UNKNOWN;
    entries.push([name, values[at + 1]]);
  }
  const names = new Set(entries.map(([name]) => name.toLowerCase()));
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  return names.size === entries.length ? Object.fromEntries(entries) : UNKNOWN;
}

function lengthOf(value: unknown): unknown {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  // How many members a loop makes is known at the deployment.
  return isObject(value) && !Object.hasOwn(value, 'copy') ? Object.keys(value).length : UNKNOWN;
}

function isZero(length: unknown): unknown {
  return length === UNKNOWN ? UNKNOWN : length === 0;
}

function intOf(value: unknown): unknown {
  const number = typeof value === 'string' && /^-?\d+$/u.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? number : UNKNOWN;
}

function boolOf(value: unknown): unknown {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : value;
  if (word === 'true' || word === 1) return true;
  return word === 'false' || word === 0 ? false : UNKNOWN;
}
