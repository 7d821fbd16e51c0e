import { createTokenInstance, type IToken, type TokenType } from 'chevrotain';
import type { Span } from '../text/source.ts';
import {
  Dollar,
  False,
  LeftBracket,
  LeftParen,
  Null,
  NumberLiteral,
  RightBracket,
  RightParen,
  Tail,
  Text,
  True,
  Whole,
  Word,
} from './tokens.ts';
import { required } from '../text/required.ts';

/** A token of the given type in place of what stands at a span (which may be empty). */
export function tokenAt(type: TokenType, image: string, span: Span): IToken {
  return createTokenInstance(type, image, span.start, span.end - 1, NaN, NaN, NaN, NaN);
}

/** Where a token ends, exclusive. The lexer leaves `endOffset` out; a mended token has it, since its image is not the text. */
export function endOf(token: IToken): number {
  return token.endOffset === undefined || Number.isNaN(token.endOffset)
    ? token.startOffset + token.image.length
    : token.endOffset + 1;
}

/** What stands for something that could not be read: a name without a width. */
export function placeholderAt(offset: number): IToken {
  return tokenAt(Word, '', { start: offset, end: offset });
}

/** Whether a token is {@link placeholderAt}. */
export function isPlaceholder(token: IToken | undefined): boolean {
  return token?.tokenType === Word && endOf(token) === token.startOffset;
}

export function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: endOf(token) };
}

export const LITERALS: ReadonlySet<TokenType> = new Set([Text, NumberLiteral, Whole, True, False, Null]);
/** The tokens that an operand can end with. */
export const OPERAND_ENDS: ReadonlySet<TokenType> = new Set([
  ...LITERALS,
  Word,
  Dollar,
  Tail,
  RightParen,
  RightBracket,
]);
/** What closes each kind of bracket. */
export const CLOSING: ReadonlyMap<TokenType, { readonly type: TokenType; readonly text: string }> = new Map([
  [LeftParen, { type: RightParen, text: ')' }],
  [LeftBracket, { type: RightBracket, text: ']' }],
]);
/** What opens each kind of closing bracket. */
export const OPENING: ReadonlyMap<TokenType, TokenType> = new Map([
  [RightParen, LeftParen],
  [RightBracket, LeftBracket],
]);

/** The index of the bracket that closes the one at `index`. */
export function closingOf(tokens: readonly IToken[], index: number): number | undefined {
  const { tokenType: opening } = required(tokens[index]);
  const closing = CLOSING.get(opening)?.type;
  let depth = 0;
  for (let at = index; at < tokens.length; at += 1) {
    const type = required(tokens[at]).tokenType;
    if (type === opening) depth += 1;
    else if (type === closing) depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}
