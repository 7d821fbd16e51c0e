import { withEscapes } from '../text/escapes.ts';

/** Text that JSON writes as it is, between quotes. */
const PLAIN = /^[\w ,.()/='@:[\]{}<>!?;+*&%$-]*$/u;

/**
 * JSON that can be printed: C1 controls and marks that turn the direction of text are written as escapes, and so is the
 * second `#` of `##`, with which the commands of CI systems begin. A reader of JSON gets the same values.
 */
export function jsonText(value: unknown, indent?: number): string {
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`;
  return withEscapes(JSON.stringify(value, undefined, indent));
}
