import { type Position, positionAt, type Source, type Span } from './source.ts';

/**
 * Where a span begins and ends in the file that its source is of: lines and columns from 1, the end behind the last
 * character.
 *
 * @example
 * locate({ name: 'rule', text: 'IamUser\nshould have a' }, { start: 8, end: 14 }).start // { line: 2, column: 1 }
 */
export function locate(source: Source, span: Span): { readonly start: Position; readonly end: Position } {
  return { start: inFile(source, span.start), end: inFile(source, span.end) };
}

function inFile(source: Source, offset: number): Position {
  const { origin } = source;
  const { line, column } = positionAt(source, offset);
  if (origin === undefined) return { line, column };
  return { line: origin.line + line - 1, column: line === 1 ? origin.column + column - 1 : column };
}
