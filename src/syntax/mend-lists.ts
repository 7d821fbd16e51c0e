import type { IToken } from 'chevrotain';
import { type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source, Span } from '../text/source.ts';
import { closingOf, endOf, spanOf, tokenAt } from './token.ts';
import {
  Block,
  Comma,
  Comparator,
  False,
  In,
  LeftBracket,
  LeftParen,
  Null,
  NumberLiteral,
  Or,
  RightParen,
  Text,
  True,
  Whole,
} from './tokens.ts';
import { required } from '../text/required.ts';

const LITERALS = [Text, NumberLiteral, Whole, True, False, Null];

/**
 * A list of values where none can stand: in a block (`contain ['a', 'b']`), and behind `=` (`name = ('a', 'b')`).
 * Reported with what to write, and read as that.
 */
export function mendLists(source: Source, tokens: readonly IToken[]): { tokens: IToken[]; diagnostics: Diagnostic[] } {
  const mended = [...tokens];
  const diagnostics: Diagnostic[] = [];
  for (let index = 1; index < mended.length - 1; index += 1) {
    const before = required(mended[index - 1]);
    const open = required(mended[index]);
    const isBlock = before.tokenType === Block && open.tokenType === LeftBracket;
    const isCompared =
      before.tokenType === Comparator && (open.tokenType === LeftBracket || open.tokenType === LeftParen);
    if (!isBlock && !isCompared) continue;
    const close = closingOf(mended, index);
    if (close === undefined || !isListing(mended.slice(index + 1, close))) continue;
    const inside = { start: required(mended[index + 1]).startOffset, end: endOf(required(mended[close - 1])) };
    if (isBlock) {
      diagnostics.push(listInBlock(source, before, mended.slice(index + 1, close), inside));
      for (let at = index + 2; at < close; at += 2) mended[at] = tokenAt(Or, 'or', spanOf(required(mended[at])));
      continue;
    }
    const text = `in (${source.text.slice(inside.start, inside.end)})`;
    const span = { start: before.startOffset, end: endOf(required(mended[close])) };
    const isEqual = before.image === '=';
    diagnostics.push(
      diagnostic({
        code: 'wrong-operator',
        severity: 'error',
        message: `\`${before.image}\` compares with one value, and this is a list`,
        source,
        span: spanOf(before),
        help: helpFor(before.image, text),
        ...(isEqual ? { fix: { span, text } } : {}),
      }),
    );
    mended[index - 1] = tokenAt(In, 'in', spanOf(before));
    mended[index] = tokenAt(LeftParen, '(', spanOf(open));
    mended[close] = tokenAt(RightParen, ')', spanOf(required(mended[close])));
  }
  return { tokens: mended, diagnostics };
}

function helpFor(operator: string, text: string): string {
  if (operator === '=') return `write \`${text}\``;
  return operator === '!=' ? `write \`not … ${text}\`` : `write one value behind \`${operator}\``;
}

/** Two literals or more with commas between. */
function isListing(tokens: readonly IToken[]): boolean {
  return (
    tokens.length >= 3 &&
    tokens.length % 2 === 1 &&
    tokens.every(({ tokenType }, at) => (at % 2 === 0 ? LITERALS.includes(tokenType) : tokenType === Comma))
  );
}

function listInBlock(source: Source, operator: IToken, list: readonly IToken[], span: Span): Diagnostic {
  const listed = source.text.slice(span.start, span.end);
  // `in` has no wildcards.
  const isLike = list.some(({ tokenType, image }) => tokenType === Text && image.includes('%'));
  const text = isLike
    ? list
        .map((token) => (token.tokenType === Comma ? ' or ' : source.text.slice(token.startOffset, endOf(token))))
        .join('')
    : `$ in (${listed})`;
  const word = operator.image;
  const isAll = /-all$/iu.test(word);
  const help = `write \`${word} [ ${text} ]\``;
  return diagnostic({
    code: 'wrong-operator',
    severity: 'error',
    message: `\`${word}\` takes one condition, and this is a list`,
    source,
    span,
    help: isAll
      ? `${help} to ask that every element is one of these; to ask that all of them are there, join one \`contain\` for each with \`and\``
      : help,
    ...(isAll ? {} : { fix: { span, text } }),
  });
}
