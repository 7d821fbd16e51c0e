/** What a terminal or a log would act on, or what shows nothing: JSON can say it in other characters. */
const UNSEEN = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

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
  return seen.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
