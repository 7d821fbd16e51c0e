import type { IToken } from 'chevrotain';
import { type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source } from '../text/source.ts';
import { MAX_DEPTH, tooDeep } from './depth.ts';
import { CLOSING, closingOf, spanOf, tokenAt } from './token.ts';
import { Block, GroupBy, In, LeftBracket, LeftParen, RightBracket, RightParen } from './tokens.ts';
import { required } from '../text/required.ts';

/** After a list operator comes one kind of bracket; the other kind, in its place, is read as that. */
export function mendBrackets(
  source: Source,
  tokens: readonly IToken[],
): { tokens: IToken[]; diagnostics: Diagnostic[] } {
  const mended = [...tokens];
  const diagnostics: Diagnostic[] = [];
  for (let index = 1; index < mended.length; index += 1) {
    const before = required(mended[index - 1]).tokenType;
    const type = required(mended[index]).tokenType;
    const isBlock = type === LeftParen && (before === Block || before === GroupBy);
    if (!isBlock && !(type === LeftBracket && before === In)) continue;
    const span = spanOf(required(mended[index]));
    const close = closingOf(mended, index);
    const [open, image] = isBlock ? [LeftBracket, '['] : [LeftParen, '('];
    const closing = required(CLOSING.get(open));
    mended[index] = tokenAt(open, image, span);
    if (close !== undefined) mended[close] = tokenAt(closing.type, closing.text, spanOf(required(mended[close])));
    diagnostics.push(
      diagnostic({
        code: 'wrong-operator',
        severity: 'error',
        message: isBlock ? 'a block stands in square brackets' : 'a list stands in round brackets',
        source,
        span,
        help: isBlock ? 'write `[ … ]`' : `write \`(${listed(source, span.end, mended[close ?? -1])})\``,
        fix: { span, text: image },
      }),
    );
  }
  return { tokens: mended, diagnostics };
}

/** What stands in the brackets of a list, where it is short. */
function listed({ text }: Source, start: number, close: IToken | undefined): string {
  const within = close === undefined ? '' : text.slice(start, close.startOffset).trim();
  return within === '' || within.length > MAX_LISTED ? "'a', 'b'" : within;
}

const MAX_LISTED = 60;

/**
 * Brackets that do not pair up are reported at the bracket itself; then the missing ones are put in and those that close
 * nothing are taken out, so that the parser can say what else is wrong.
 */
export function balanceBrackets(
  source: Source,
  tokens: readonly IToken[],
): { tokens: IToken[]; diagnostics: Diagnostic[] } {
  const balanced: IToken[] = [];
  const diagnostics: Diagnostic[] = [];
  const open: IToken[] = [];
  const close = (bracket: IToken, at: number): void => {
    const { type, text } = required(CLOSING.get(bracket.tokenType));
    const span = { start: at, end: at };
    balanced.push(tokenAt(type, text, span));
    diagnostics.push(
      diagnostic({
        code: 'unclosed-bracket',
        severity: 'error',
        message: `this \`${bracket.image}\` is never closed`,
        source,
        span: spanOf(bracket),
        help: `put \`${text}\` where it should end`,
        fix: { span, text },
      }),
    );
  };
  for (const token of tokens) {
    if (CLOSING.has(token.tokenType)) {
      open.push(token);
      // Nothing more is said of such a rule, and looking for pairs in it would take the square of its length.
      if (open.length > MAX_DEPTH) return { tokens: balanced, diagnostics: [tooDeep(source, spanOf(token))] };
    } else if (token.tokenType === RightParen || token.tokenType === RightBracket) {
      if (!open.some((bracket) => required(CLOSING.get(bracket.tokenType)).type === token.tokenType)) {
        const innermost = open.pop();
        if (innermost !== undefined) {
          const { type, text } = required(CLOSING.get(innermost.tokenType));
          diagnostics.push(wrongClosing(source, innermost, token, text));
          balanced.push(tokenAt(type, text, spanOf(token)));
          continue;
        }
        const span = spanOf(token);
        diagnostics.push(
          diagnostic({
            code: 'unmatched-bracket',
            severity: 'error',
            message: `this \`${token.image}\` closes nothing`,
            source,
            span,
            help: 'remove it, or open it where it should begin',
            fix: { span, text: '' },
          }),
        );
        continue;
      }
      // What was opened inside and not closed ends here at the latest.
      while (required(CLOSING.get(required(open.at(-1)).tokenType)).type !== token.tokenType)
        close(required(open.pop()), token.startOffset);
      open.pop();
    }
    balanced.push(token);
  }
  for (let bracket = open.pop(); bracket !== undefined; bracket = open.pop())
    close(bracket, source.text.trimEnd().length);
  return { tokens: balanced, diagnostics };
}

function wrongClosing(source: Source, open: IToken, close: IToken, text: string): Diagnostic {
  return diagnostic({
    code: 'unmatched-bracket',
    severity: 'error',
    message: `\`${close.image}\` cannot close \`${open.image}\``,
    source,
    span: spanOf(close),
    help: `write \`${text}\``,
    fix: { span: spanOf(close), text },
  });
}
