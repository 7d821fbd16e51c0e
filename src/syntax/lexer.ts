import { type IToken, Lexer } from 'chevrotain';
import { type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source } from '../text/source.ts';
import { TOKENS } from './tokens.ts';

let lexer: Lexer | undefined;

/** The tokens of a text. What could not be read is reported and left out. */
export function tokenize(source: Source): { readonly tokens: IToken[]; readonly diagnostics: Diagnostic[] } {
  // Built on first use: a program that only runs compiled rules does not pay for it.
  lexer ??= new Lexer([...TOKENS], LEXER_OPTIONS);
  const { tokens, errors } = lexer.tokenize(source.text);
  return { tokens, diagnostics: errors.map(({ offset, length }) => unreadable(source, offset, length)) };
}

export const LEXER_OPTIONS = {
  positionTracking: 'onlyOffset',
  ensureOptimizations: true,
  skipValidations: true,
} as const;

export function unreadable(source: Source, offset: number, length: number): Diagnostic {
  const rest = source.text.slice(offset);
  if (rest.startsWith("'")) {
    const typographic = /[‘’“”]/u.test(rest);
    return diagnostic({
      code: 'unterminated-text',
      severity: 'error',
      message: 'this text has no closing quote',
      source,
      span: { start: offset, end: source.text.length },
      help: typographic
        ? 'end it with a plain single quote; the typographic quotes in it do not count'
        : 'end it with a single quote',
    });
  }
  const span = { start: offset, end: offset + length };
  const found = source.text.slice(span.start, span.end);
  if (found === '\\') {
    return diagnostic({
      code: 'unexpected-character',
      severity: 'error',
      message: 'unexpected `\\`',
      source,
      span,
      help: 'remove it; it is often left over from Markdown',
      fix: { span, text: '' },
    });
  }
  return diagnostic({
    code: 'unexpected-character',
    severity: 'error',
    message: `unexpected \`${found}\``,
    source,
    span,
    help: found.startsWith('.*')
      ? 'a block looks into all of a list: `contain [ … ]` for some of it, `contain-all [ … ]` for each'
      : 'text stands between plain single quotes; names hold letters, digits, `_`, `-`, `:` and single dots',
  });
}
