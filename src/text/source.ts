/**
 * A piece of rule text and where it came from. Every span points into one.
 *
 * @example
 * const source: Source = { name: 'rules/iam.yaml', text: "IamUser should have mfaActive=true" };
 */
export interface Source {
  /** What the reader knows the text by: a file name, or `rule`. */
  readonly name: string;
  readonly text: string;
  /** Where the text starts inside the named file, both from 1; a rule inside a YAML file starts later than 1:1. */
  readonly origin?: { readonly line: number; readonly column: number };
}

/** A stretch of source text: offsets in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text, both numbers from 1; `column` counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Offsets at which the lines of each text begin: looked up for every message on it, so found once. */
const lineStarts = new WeakMap<Source, readonly number[]>();

/** The offset at which each line of a text begins. A line ends with a line feed. */
export function lineStartsOf(source: Source): readonly number[] {
  const known = lineStarts.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  const { text } = source;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineStarts.set(source, starts);
  return starts;
}

/**
 * Line and column of an offset in the text itself, both from 1. Computed only when something is printed: spans carry
 * offsets.
 *
 * @example
 * positionAt({ name: 'rule', text: 'IamUser\nshould have a' }, 8) // { line: 2, column: 1 }
 */
export function positionAt(source: Source, offset: number): Position {
  const starts = lineStartsOf(source);
  // The last line that begins at or before the offset.
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.min(offset, source.text.length) - (starts[low] ?? 0) + 1 };
}

/** A line of a text by its number from 1, without its line break; undefined where there is none. */
export function lineOf(source: Source, line: number): string | undefined {
  const starts = lineStartsOf(source);
  const start = starts[line - 1];
  if (start === undefined) return undefined;
  return source.text.slice(start, (starts[line] ?? source.text.length + 1) - 1).replace(/\r$/u, '');
}
