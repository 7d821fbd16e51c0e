import { positionAt } from '../text/source.ts';
import type { Diagnostic } from '../text/message.ts';

/**
 * A diagnostic in the form in which CloudGuard reports a rule that does not parse. Its columns count from 0.
 *
 * @example
 * syntaxFailure(diagnostic) // "Syntax failure: <line:1,col:8> found '<EOF>' expecting 'should'"
 */
export function syntaxFailure({ code, message, at: { source, span }, expected: wanted }: Diagnostic): string {
  const { text } = source;
  const { line, column } = positionAt(source, span.start);
  const place = `<line:${line},col:${column - 1}>`;
  const found = text.slice(span.start).trim() === '' ? '<EOF>' : text.slice(span.start, span.end);
  const expected = code === 'expected-should' ? "'should'" : wanted;
  return expected === undefined
    ? `Syntax failure: ${place} ${message}`
    : `Syntax failure: ${place} found '${found}' expecting ${expected.replaceAll('`', "'")}`;
}
