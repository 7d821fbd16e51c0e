import { HclJson, HclUnknown } from './unknown.ts';

/** Longer text is put together of no template: each of a few locals may double it. */
export const MAX_TEXT = 1024 * 1024;

const MAX_SHOWN = 80;

/** An expression as messages show it. */
export function shown(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** A number that would not be exact stays text. */
export function numberOf(text: string): number | string {
  const number = Number(text);
  return Number.isNaN(number) || (/^\d+$/u.test(text) && !Number.isSafeInteger(number)) ? text : number;
}

/** How a value stands in a text; undefined for what is no single one. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const isPlain = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
  return isPlain ? String(value) : undefined;
}

const UNTOLD = ['', ''] as const;

/** The texts between what is not known. */
export function piecesOf(values: readonly unknown[]): readonly string[] | undefined {
  const pieces = [''];
  for (const value of values) {
    const [first, ...rest] = piecesWithin(value);
    pieces[pieces.length - 1] += first;
    pieces.push(...rest);
  }
  return pieces.every((piece) => piece === '') ? undefined : pieces;
}

/** The text of a value, or of one that is not known its start and its end. */
function piecesWithin(value: unknown): readonly [string, ...string[]] {
  const text = textOf(value);
  if (text !== undefined) return [text];
  const [start, end, ...more] = value instanceof HclUnknown && !(value instanceof HclJson) ? (value.pieces ?? []) : [];
  return start === undefined || end === undefined || more.length > 0 ? UNTOLD : [start, end];
}
