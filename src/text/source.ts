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

/** Line and column of an offset. Computed only when something is printed: spans carry offsets. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let newline = text.indexOf('\n'); newline >= 0 && newline < offset; newline = text.indexOf('\n', newline + 1)) {
    line += 1;
    lineStart = newline + 1;
  }
  return { line, column: Math.min(offset, text.length) - lineStart + 1 };
}
