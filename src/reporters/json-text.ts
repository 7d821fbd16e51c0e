import { withoutHidden } from '../text/hidden.ts';

/** Text that JSON writes as it is, between quotes. */
const PLAIN = /^[\w ,.()/='@:[\]{}<>!?;+*&%$-]*$/u;

/**
 * JSON that can be printed: C1 controls and marks that turn the direction of text are written as escapes, and so is the
 * second `#` of `##`, with which the commands of CI systems begin. A reader of JSON gets the same values.
 */
export function jsonText(value: unknown, indent?: number): string {
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`;
  const text = JSON.stringify(value, undefined, indent);
  const seen = text.includes('##') ? text.replaceAll('##', '#\\u0023') : text;
  return withoutHidden(seen, escapes);
}

function escapes(character: string): string {
  return [...Array(character.length).keys()].map((at) => escape(character.charCodeAt(at))).join('');
}

function escape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
