import { quote } from '../syntax/print.ts';
import { withoutCredentials } from '../text/credentials.ts';
import { printable } from '../text/format-message.ts';
import { kindOf } from '../values/kinds.ts';
import { PartlyKnownText } from '../values/partly-known.ts';
import { EvaluationError, isObject } from '../values/value.ts';

/** Longer text is cut: a reason fits on a line. */
const MAX_TEXT = 60;

/** So much of a long text is looked at for what is shown of it. */
const MAX_READ = 4_096;

/** So much of its last word is left out. */
const MAX_WORD = 1_000;

/** The last word may be half of a secret, which would not be known for one. */
function start(text: string): string {
  let end = MAX_READ;
  // By hand: a pattern that ends with `$` begins anew at each character of a long word.
  while (end > MAX_READ - MAX_WORD && !/[\s?&;]/u.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** A value as a reason shows it: text in quotes and cut, lists and objects by their size. */
export function valueText(value: unknown): string {
  // Its known parts may be secret: what marks secrets marks whole values.
  if (value instanceof PartlyKnownText)
    return value.pieces.some((piece) => piece !== '') ? 'text that is known only in part' : 'there, and not known yet';
  if (value instanceof EvaluationError) return value.message;
  if (typeof value === 'string') {
    const shown = withoutCredentials(value.length > MAX_READ ? start(value) : value);
    return printable(quote(shown.length > MAX_TEXT ? `${shown.slice(0, MAX_TEXT)}…` : shown));
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (isObject(value)) return Object.keys(value).length === 0 ? 'an empty object' : 'an object';
  return value === undefined || value === null ? kindOf(value) : String(value);
}

/** What people know an element of a list by: the first property of it that names it. */
export function nameOfElement(element: unknown): { readonly property: string; readonly value: string } | undefined {
  if (!isObject(element)) return undefined;
  for (const property of ['id', 'name', 'arn', 'key', 'Sid', 'uri', 'scope']) {
    const value = Object.hasOwn(element, property) ? element[property] : undefined;
    if (typeof value === 'string' && value !== '') return { property, value };
  }
  return undefined;
}
