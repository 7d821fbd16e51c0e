import { printable } from '../text/format-message.ts';

/** `1 rule`, `2 rules`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Text of several lines without control characters. */
export function printableLines(text: string): string {
  if (!text.includes('\n') && !text.includes('\r')) return printable(text);
  return text
    .split(/\r\n?|\n/u)
    .map(printable)
    .join('\n');
}

/** `2 parts of the input could not be read`: records, or all of a file. */
export function unreadText(count: number): string {
  return `${plural(count, 'part')} of the input could not be read`;
}
