import {
  isAscii,
  isWhole,
  MAX_TEXT,
  ofOne,
  ofTwo,
  ofKnown,
  type TemplateFunction,
  textOf,
  UNKNOWN,
  whole,
} from './expression-arguments.ts';

/*
 * Functions of templates on text and numbers, as Azure documents them. What it compares without case is text of ASCII here, and
 * places in a text are those of its characters.
 */

/** Of two texts of ASCII, in small letters. */
function ofAscii(result: (one: string, other: string) => unknown): TemplateFunction {
  return ofTwo((one, other) =>
    isAscii(one) && isAscii(other) ? result(one.toLowerCase(), other.toLowerCase()) : UNKNOWN,
  );
}

function ofNumbers(result: (a: number, b: number) => unknown): TemplateFunction {
  return ofTwo((a, b) => (isWhole(a) && isWhole(b) ? result(a, b) : UNKNOWN));
}

function replaced(text: unknown, part: unknown, put: unknown): unknown {
  if (typeof text !== 'string' || typeof part !== 'string' || typeof put !== 'string' || part === '') return UNKNOWN;
  const parts = text.split(part);
  return text.length + (parts.length - 1) * (put.length - part.length) > MAX_TEXT ? UNKNOWN : parts.join(put);
}

/** By one text, or by any of some characters. */
function split(text: unknown, by: unknown): unknown {
  if (typeof text !== 'string') return UNKNOWN;
  if (typeof by === 'string') return by === '' ? UNKNOWN : text.split(by);
  const signs: readonly unknown[] = Array.isArray(by) ? by : [];
  if (signs.length === 0 || !signs.every((sign) => isAscii(sign) && sign.length === 1)) return UNKNOWN;
  const [first] = signs as readonly string[];
  return [...text]
    .map((sign) => (signs.includes(sign) ? first : sign))
    .join('')
    .split(first ?? '');
}

function substring(values: readonly unknown[]): unknown {
  const [text, start, length = isAscii(text) && isWhole(start) ? text.length - start : undefined] = values;
  if (!isAscii(text) || !isWhole(start) || !isWhole(length) || values.length < 2 || values.length > 3) return UNKNOWN;
  return start < 0 || length < 0 || start + length > text.length ? UNKNOWN : text.slice(start, start + length);
}

function padLeft(value: unknown, length: unknown, sign: unknown = ' '): unknown {
  const text = textOf(value);
  if (!isAscii(text) || !isWhole(length) || length < 0 || length > MAX_PADDED) return UNKNOWN;
  return isAscii(sign) && sign.length === 1 ? text.padStart(length, sign) : UNKNOWN;
}

const MAX_PADDED = 1_000;

function json(value: unknown): unknown {
  if (typeof value !== 'string') return UNKNOWN;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // Azure reads more than JSON.
    return UNKNOWN;
  }
}

export const TEXT_FUNCTIONS: readonly (readonly [string, TemplateFunction])[] = [
  ['add', ofNumbers((a, b) => whole(a + b))],
  ['div', ofNumbers((a, b) => (b === 0 ? UNKNOWN : whole(Math.trunc(a / b))))],
  ['endswith', ofAscii((text, end) => text.endsWith(end))],
  ['greater', ofNumbers((a, b) => a > b)],
  ['greaterorequals', ofNumbers((a, b) => a >= b)],
  ['json', ofOne(json)],
  ['less', ofNumbers((a, b) => a < b)],
  ['lessorequals', ofNumbers((a, b) => a <= b)],
  ['mod', ofNumbers((a, b) => (b === 0 ? UNKNOWN : whole(a % b)))],
  ['mul', ofNumbers((a, b) => whole(a * b))],
  ['padleft', ofTwo(padLeft, 3)],
  ['replace', ofKnown((values) => (values.length === 3 ? replaced(values[0], values[1], values[2]) : UNKNOWN))],
  ['split', ofTwo(split)],
  ['startswith', ofAscii((text, start) => text.startsWith(start))],
  ['sub', ofNumbers((a, b) => whole(a - b))],
  ['substring', ofKnown(substring)],
  ['trim', ofOne((text) => (isAscii(text) ? text.trim() : UNKNOWN))],
];
