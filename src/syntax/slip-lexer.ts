import { type IToken, Lexer } from 'chevrotain';
import { clip } from '../text/clip.ts';
import { type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source } from '../text/source.ts';
import { LEXER_OPTIONS, unreadable } from './lexer.ts';
import { spanOf, tokenAt } from './token.ts';
import type { Slip } from './slip.ts';
import { SLIPS } from './slips.ts';
import { TOKENS } from './tokens.ts';

const slipOf = new Map(SLIPS.map((slip) => [slip.token.name, slip]));

let lexer: Lexer | undefined;

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
export function tokenizeSlips(source: Source): { readonly tokens: IToken[]; readonly diagnostics: Diagnostic[] } {
  lexer ??= new Lexer([...SLIPS.map(({ token }) => token), ...TOKENS], LEXER_OPTIONS);
  const { tokens, errors } = lexer.tokenize(source.text);
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
