import { locate } from '../../text/locate.ts';
import type { Place } from '../../text/message.ts';

/** A stretch of a file: lines and columns from 1, the end behind the last character. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A stretch of a file, or of a text that has no file. */
export interface Located extends Region {
  readonly file: string;
}

/** Where a message points to in a text; undefined where it points into data. */
export function locatedOf(at: Place | undefined): Located | undefined {
  return at?.kind === 'text' ? { file: at.source.name, ...regionOf(at.source, at.span) } : undefined;
}

export function regionOf(...[source, span]: Parameters<typeof locate>): Region {
  const { start, end } = locate(source, span);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
