import { type IToken, Lexer } from 'chevrotain';
import { clip } from '../text/clip.ts';
import { type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source } from '../text/source.ts';
import { spanOf, tokenAt } from './token.ts';
import type { Slip } from './slip.ts';
import { SLIPS } from './slips.ts';
import { TOKENS } from './tokens.ts';

const slipOf = new Map(SLIPS.map((slip) => [slip.token.name, slip]));

let lexer: Lexer | undefined;

/** Built on first use: a program that only runs compiled rules does not pay for it. */
function getLexer(): Lexer {
  lexer ??= new Lexer([...SLIPS.map(({ token }) => token), ...TOKENS], {
    positionTracking: 'onlyOffset',
    ensureOptimizations: true,
    skipValidations: true,
  });
  return lexer;
}

/** Checks the token definitions themselves; for tests, since it costs start-up time. */
export function validateTokens(): string[] {
  const checked = new Lexer([...SLIPS.map(({ token }) => token), ...TOKENS], {
    positionTracking: 'onlyOffset',
    ensureOptimizations: true,
    deferDefinitionErrorsHandling: true,
  });
  return checked.lexerDefinitionErrors.map(({ message }) => message);
}

/** The tokens of a text. What could not be read is reported and left out; plain slips are reported and mended. */
export function tokenize(source: Source): { readonly tokens: IToken[]; readonly diagnostics: Diagnostic[] } {
  const { tokens, errors } = getLexer().tokenize(source.text);
  const diagnostics: Diagnostic[] = errors.map(({ offset, length }) => unreadable(source, offset, length));
  const mended = tokens.flatMap((token) => {
    const slip = slipOf.get(token.tokenType.name);
    if (slip === undefined) return token;
    diagnostics.push(slipDiagnostic(source, token, slip));
    const becomes = typeof slip.becomes === 'function' ? slip.becomes(token.image) : slip.becomes;
    return becomes === undefined ? [] : tokenAt(becomes, slip.repair(token.image), spanOf(token));
  });
  return { tokens: mended, diagnostics };
}

function slipDiagnostic(source: Source, token: IToken, slip: Slip): Diagnostic {
  const span = spanOf(token);
  const text = slip.repair(token.image);
  return diagnostic({
    code: slip.code,
    severity: 'error',
    message: `\`${clip(token.image, 40)}\` is not GSL: ${slip.reason}`,
    source,
    span,
    help: slip.help?.(token.image) ?? (text === '' ? 'leave it out' : `write \`${text}\``),
    ...(slip.help === undefined ? { fix: { span, text } } : {}),
  });
}

function unreadable(source: Source, offset: number, length: number): Diagnostic {
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
