const TRUE = new Set(['true', 'True', 'TRUE', 'y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON']);
const FALSE = new Set(['false', 'False', 'FALSE', 'n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF']);
const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);

const PLAIN_DIGITS = /^[1-9]\d*$/u;
const INTEGER = /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\dA-Fa-f_]+|0|[1-9][\d_]*)$/u;
const FLOAT = /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d+)?$/u;

/**
 * What a plain scalar means where YAML 1.1 is read as kubectl and CloudFormation do: `yes` is true, `0644` is octal, `1_000`
 * a number; dates, times and numbers to the base 60 stay text, and so do the infinities, which JSON does not have.
 *
 * @example
 * plainScalar('0644') // 420
 */
export function plainScalar(text: string): unknown {
  const first = text.charCodeAt(0);
  // Most scalars are words that start with none of these.
  if (isDigit(first) || first === MINUS || first === PLUS || first === DOT) return numberOf(text) ?? text;
  if (text.length > 5) return text;
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  return NULL.has(text) ? null : text;
}

const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The value that an explicit tag of YAML's own asks for: `!!str 5`. What it has no meaning for stays as it is. */
export function taggedScalar(tag: string, text: string, isPlain: boolean): unknown {
  const value = plainScalar(text);
  if (tag === 'str' || tag === 'binary' || tag === 'timestamp') return text;
  if (tag === 'int' || tag === 'float') return typeof value === 'number' || typeof value === 'bigint' ? value : text;
  if (tag === 'bool') return typeof value === 'boolean' ? value : text;
  if (tag === 'null') return null;
  return isPlain ? value : text;
}

/** Whole numbers of fewer digits are exact. */
const EXACT_DIGITS = 16;

function numberOf(text: string): number | bigint | undefined {
  if (PLAIN_DIGITS.test(text) && text.length < EXACT_DIGITS) return Number(text);
  if (INTEGER.test(text)) return integerOf(text);
  if (!FLOAT.test(text)) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}

/** Beyond 2^53 a bigint, as in JSON: ids that differ must not become the same. */
function integerOf(text: string): number | bigint | undefined {
  const digits = text.replaceAll('_', '').replace(/^[-+]/u, '');
  // `0644` is octal, as `0o644`; `Number` knows the other prefixes.
  const source = /^0\d/u.test(digits) ? `0o${digits.slice(1)}` : digits;
  const value = Number(source);
  if (!Number.isFinite(value)) return undefined;
  if (Number.isSafeInteger(value)) return text.startsWith('-') ? -value : value;
  return text.startsWith('-') ? -BigInt(source) : BigInt(source);
}
