import { printable } from '../../text/format-message.ts';
import { clip } from '../../text/clip.ts';
import { printableLines } from '../../reporters/words.ts';

/** The longest text, in UTF-16 units, that an answer holds as one value. */
const MAX_TEXT = 2_000;
/** The longest text that an answer shows to be read. */
const MAX_SHOWN = 20_000;

/** A text of the input as an answer holds it: without what disturbs a terminal, and of a bounded length. */
export function short(text: string): string {
  return clip(printable(text), MAX_TEXT);
}

/** The same of a text of several lines. */
export function shortLines(text: string): string {
  return clip(printableLines(text), MAX_SHOWN);
}

/** The first of many, and how many more there are. */
export function first<T>(all: readonly T[], most: number): { readonly shown: readonly T[]; readonly more: number } {
  return { shown: all.slice(0, most), more: Math.max(0, all.length - most) };
}
