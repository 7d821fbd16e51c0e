import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

/** The columns that any text takes on a terminal. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** The lines of a text that is wrapped to a number of columns; words that are longer are cut. */
export function wrappedLines(text: string, width: number): readonly string[] {
  return wrapAnsi(text, width, { hard: true }).split('\n');
}

/** As much of the beginning of a text as a number of columns holds. */
export function beginningOf(text: string, columns: number): string {
  const [first = ''] = wrapAnsi(text, columns, { hard: true, wordWrap: false, trim: false }).split('\n');
  return first;
}
