import type { IToken, TokenType } from 'chevrotain';
import { type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source, Span } from '../text/source.ts';
import { CLOSING, endOf, LITERALS, spanOf, tokenAt } from './token.ts';
import { operandText } from './habit.ts';
import { Block, Comma, Comparator, In, LeftBracket, LeftParen, Like, Not, Or, RightParen, Text } from './tokens.ts';
import { required } from '../text/required.ts';

/**
 * A list of values where none can stand: in a block (`contain ['a', 'b']`), and behind `=` or `like` (`name = ('a' or 'b')`,
 * `name = 'a', 'b'`). Reported with what to write, and read as that.
 */
export function mendLists(source: Source, tokens: readonly IToken[]): { tokens: IToken[]; diagnostics: Diagnostic[] } {
  const mended = [...tokens];
  const diagnostics: Diagnostic[] = [];
  for (let index = 1; index < mended.length - 1; index += 1) {
    const before = required(mended[index - 1]);
    const isBlock = before.tokenType === Block;
    if (!isBlock && before.tokenType !== Comparator && before.tokenType !== Like) continue;
    const open = required(mended[index]).tokenType;
    const isOpen = open === LeftBracket || (open === LeftParen && !isBlock);
    if (isBlock && !isOpen) continue;
    const from = isOpen ? index + 1 : index;
    // An order of several is told with each of them, as a habit.
    const isEquality = before.image === '=' || before.image === '!=';
    const to = endOfListing(mended, from, isOpen && (isEquality || before.tokenType === Like));
    const isClosed = !isOpen || mended[to]?.tokenType === CLOSING.get(open)?.type;
    // Two literals or more.
    if (to < from + 3 || !isClosed) continue;
    const list = mended.slice(from, to);
    const inside = { start: required(list[0]).startOffset, end: endOf(required(list.at(-1))) };
    if (isBlock) {
      diagnostics.push(listInBlock(source, before, list, inside));
      for (let at = from + 1; at < to; at += 2) mended[at] = tokenAt(Or, 'or', spanOf(required(mended[at])));
      continue;
    }
    const values = list.filter((_, at) => at % 2 === 0).map(({ image }) => image);
    const last = required(mended[isOpen ? to : to - 1]);
    const isEqual = before.image === '=';
    const text = `in (${values.join(', ')})`;
    diagnostics.push(
      diagnostic({
        code: 'wrong-operator',
        severity: 'error',
        message: `\`${before.image}\` compares with one value, and this is a list`,
        source,
        span: spanOf(before),
        help: helpFor(before, text, values, mended.slice(0, index - 1), source),
        ...(isEqual ? { fix: { span: { start: before.startOffset, end: endOf(last) }, text } } : {}),
      }),
    );
    // Read as a comparison with the first, or as what was meant.
    const put =
      before.tokenType === Like
        ? [before, required(list[0])]
        : [
            tokenAt(In, 'in', spanOf(before)),
            tokenAt(LeftParen, '(', inside),
            ...commas(list),
            tokenAt(RightParen, ')', inside),
          ];
    mended.splice(index - 1, (isOpen ? to + 1 : to) - (index - 1), ...put);
  }
  return { tokens: mended, diagnostics };
}

/** More values than these are not written out. */
const MAX_SHOWN = 5;

function commas(list: readonly IToken[]): readonly IToken[] {
  return list.map((token, at) => (at % 2 === 0 ? token : tokenAt(Comma, ',', spanOf(token))));
}

function helpFor(
  { image, tokenType }: IToken,
  text: string,
  values: readonly string[],
  before: readonly IToken[],
  source: Source,
): string {
  if (image === '=') return `write \`${text}\``;
  if (tokenType === Like) {
    // `name not like (…)`
    const isNegated = before.at(-1)?.tokenType === Not;
    const operand = operandText(isNegated ? before.slice(0, -1) : before, source);
    const shown = values.slice(0, MAX_SHOWN).map((value) => `${operand} like ${value}`);
    const each = `${shown.join(' or ')}${values.length > MAX_SHOWN ? ' …' : ''}`;
    return `write each: \`${isNegated ? `not (${each})` : each}\``;
  }
  return image === '!=' ? `write \`not … ${text}\`` : `write one value behind \`${image}\``;
}

/** Where the literals end that begin there with commas between, in brackets also with `or`; they hold no other brackets. */
function endOfListing(tokens: readonly IToken[], from: number, isWithOr: boolean): number {
  const isLiteral = (at: number): boolean => LITERALS.has(tokens[at]?.tokenType ?? Comma);
  const divides = (type: TokenType | undefined): boolean => type === Comma || (isWithOr && type === Or);
  let at = from;
  while (isLiteral(at) && divides(tokens[at + 1]?.tokenType) && isLiteral(at + 2)) at += 2;
  return isLiteral(at) ? at + 1 : from;
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
