import { readTime } from './time.ts';

/*
 * What values mean, read from grammar/SEMANTICS.md line by line and written again without a look at src/values: slow,
 * plain, and so a witness that the fast one can be held against.
 */

/** What can't be decided. */
export class Undecided {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

export type Truth = boolean | Undecided;

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** "Truth of a bare operand" */
export function truth(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (isList(value)) return value.length > 0;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return !(value === '' || lower(value) === 'false');
  if (isObject(value)) return Object.keys(value).length > 0;
  return true; // a number, 0 too
}

/** "A list is expected" */
export function elements(value: unknown): readonly unknown[] {
  if (isList(value)) return value;
  if (value === undefined || value === null) return [];
  if (isObject(value) && Object.keys(value).length === 0) return [];
  return [value];
}

/** "One value and a list of one are the same" */
export function one(value: unknown): unknown {
  let inner = value;
  for (let depth = 0; depth < 1_000 && isList(inner) && inner.length === 1; depth += 1) inner = inner[0];
  return inner;
}

/** What makes texts the same: "without regard to case", unless it is minded. */
export type Folding = (text: string) => string;

export function lower(text: string): string {
  return text.toLowerCase();
}

/** "A number in text: an optional `-`, digits, an optional fraction. Whole numbers beyond 2^53 are compared exactly." */
export function asNumber(value: unknown): number | bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'string') return undefined;
  if (/^-?[0-9]+$/.test(value)) return BigInt(value);
  if (/^-?[0-9]+\.[0-9]+$/.test(value)) return asNumber(Number(value));
  return undefined;
}

function sameNumber(left: unknown, right: unknown): boolean {
  const a = asNumber(left);
  const b = asNumber(right);
  return a !== undefined && b !== undefined && a == b;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}

const DATE = /^\d{4}-\d{2}-\d{2}/;

/** "Where one side is text in ISO 8601 and the other a number, both are times." */
function seconds(value: unknown, other: unknown): number | undefined {
  if (typeof value === 'string' && DATE.test(value) && typeof other === 'number') return readTime(value);
  return typeof value === 'number' && typeof other === 'string' && DATE.test(other) ? value : undefined;
}

/** How JSON of an object or of a list of texts, objects or lists begins. */
const UNREAD = ['{"', '["', '[{', '[[', '%7B', '%5B', '%7b', '%5b'];

/** "A text that begins like one and cannot be opened": also within a text, and as Python prints it. */
function isUnread(value: string): boolean {
  const text = value.replace(BLANKS, '').trimStart();
  const within = text.startsWith('"') ? text.slice(1).replaceAll('\\"', '"') : text;
  return (
    UNREAD.some((start) =>
      within
        .trimStart()
        .replace(/^([[{])\s+/u, '$1')
        .startsWith(start),
    ) || PYTHON.test(text)
  );
}

/** The same of a list that a block looks into. */
export function isCutText(value: unknown): boolean {
  return typeof value === 'string' && opened(value) === value && isUnread(value);
}

const PYTHON = /^(?:\[\s*)*(?:\{\s*'[^']*'\s*:|\[?\s*'[^']*'\s*[,\]])/u;

/** "A path goes through a list of one; at a list of several it is undecided. JSON text is stepped into." */
export function step(value: unknown, name: string | number): unknown {
  if (typeof value === 'string') {
    if (opened(value) !== value) return step(opened(value), name);
    // "One that was cut, or is larger than what is opened, is not known."
    return isUnread(value) ? new Undecided('a cut document') : undefined;
  }
  if (isList(value)) {
    if (typeof name === 'number') return value[name];
    if (value.length > 1) return new Undecided('a path through a list of several');
    return value.length === 0 ? undefined : step(value[0], name);
  }
  return isObject(value) && Object.hasOwn(value, String(name)) ? value[String(name)] : undefined;
}

/** How such text begins: most texts are none, and an exception each costs the made-up runs a tenth of their time. */
const DOCUMENT = /^(?:\s|%20|%0[9AD])*(?:[[{"]|%7B|%5B)/i;
/** Blanks before it, encoded or not. */
const BLANKS = /^(?:\s|%20|%09|%0A|%0D)+/i;

/** "Text that is the JSON of an object or a list (also URL-encoded) is that" */
export function opened(value: unknown): unknown {
  if (typeof value !== 'string' || !DOCUMENT.test(value)) return value;
  try {
    const text = value.replace(BLANKS, '').trim();
    let document = exactly(/^%(7B|5B)/i.test(text) ? decodeURIComponent(text) : text);
    if (typeof document === 'string' && /^\s*[[{]/.test(document)) document = exactly(document.trim());
    return typeof document === 'object' && document !== null ? document : value;
  } catch {
    return value;
  }
}

/** JSON, whose whole numbers beyond 2^53 are as they are written. */
function exactly(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, written?: { readonly source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d{1,400}$/.test(written?.source ?? '')
      ? BigInt(written?.source ?? '')
      : value,
  );
}

/** The table of equality, for texts, numbers, booleans. */
function sameScalar(a: unknown, b: unknown, fold: Folding): boolean {
  const [from, to] = [seconds(a, b), seconds(b, a)];
  if (from !== undefined && to !== undefined) return from === to;
  if (typeof a === 'string' && typeof b === 'string') return fold(a) === fold(b);
  if (isNumber(a) && (isNumber(b) || typeof b === 'string')) return sameNumber(a, b);
  if (typeof a === 'string' && isNumber(b)) return sameNumber(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b;
  if (typeof a === 'boolean' && typeof b === 'string') return lower(b) === String(a);
  if (typeof a === 'string' && typeof b === 'boolean') return lower(a) === String(b);
  return false;
}

/** `value = literal` */
export function equalsLiteral(given: unknown, literal: unknown, fold: Folding): boolean {
  const value = one(given);
  if (literal === null || (typeof literal === 'string' && lower(literal) === 'null')) {
    return value === undefined || value === null || (typeof value === 'string' && lower(value) === 'null');
  }
  return sameScalar(value, literal, fold);
}

/** `one = other` between properties, "100 levels in which two properties are compared" */
export function equalsProperty(left: unknown, other: unknown, fold: Folding, level = 0): boolean {
  if (left === undefined || other === undefined || level > 100) return false;
  if (left === null && other === null) return true;
  if (isList(left) && left.length === 1) return equalsProperty(one(left), other, fold, level + 1);
  if (isList(other) && other.length === 1) return equalsProperty(left, one(other), fold, level + 1);
  if (isList(left) && isList(other)) {
    if (left.length !== other.length) return false;
    for (let place = 0; place < left.length; place += 1)
      if (!equalsProperty(left[place], other[place], fold, level + 1)) return false;
    return true;
  }
  if (isList(left) || isList(other)) return false;
  if (left === null || other === null) return false;
  if (isObject(left) && isObject(other)) {
    if (Object.keys(left).length !== Object.keys(other).length) return false;
    for (const [key, value] of Object.entries(left)) {
      if (!Object.hasOwn(other, key) || !equalsProperty(value, other[key], fold, level + 1)) return false;
    }
    return true;
  }
  return sameScalar(left, other, fold);
}

/** `<` as -1, the same as 0, `>` as 1; undefined where there is no order */
export function compare(first: unknown, second: unknown, fold: Folding): -1 | 0 | 1 | undefined {
  const [left, right] = [one(first), one(second)];
  const [from, to] = [seconds(left, right), seconds(right, left)];
  if (from !== undefined && to !== undefined) return from < to ? -1 : from > to ? 1 : 0;
  const a = asNumber(left);
  const b = asNumber(right);
  if (a !== undefined && b !== undefined) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof left !== 'string' || typeof right !== 'string') return undefined;
  return fold(left) < fold(right) ? -1 : fold(left) > fold(right) ? 1 : 0;
}

/** How `like` and `regexMatch` read a value. */
export function asText(given: unknown): string | undefined {
  const value = one(given);
  if (typeof value === 'string') return value;
  if (isNumber(value) || typeof value === 'boolean') return String(value);
  return undefined;
}

/** `like`, one character after the other */
export function like(text: string, pattern: string): boolean {
  const [first] = pattern;
  if (first === undefined) return text === '';
  const rest = pattern.slice(first.length);
  if (first === '%') {
    if (rest === '') return true;
    for (let start = 0; start <= text.length; start += 1) if (like(text.slice(start), rest)) return true;
    return false;
  }
  return text.startsWith(first) && like(text.slice(first.length), rest);
}
