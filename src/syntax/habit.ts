import type { IToken, TokenType } from 'chevrotain';
import { clip } from '../text/clip.ts';
import type { Source, Span } from '../text/source.ts';
import type { SyntaxCode } from './codes.ts';
import { operandStart } from './mend-order.ts';
import { endOf, LITERALS, OPERAND_ENDS } from './token.ts';
import { Comma, Comparator, Greater, Less } from './tokens.ts';

/** What a habit is read as: its tokens in place of some. */
export interface Habit {
  readonly count: number;
  readonly put: readonly IToken[];
  readonly span?: Span;
  readonly code?: SyntaxCode;
  readonly message?: string;
  readonly help: string;
  /** The text to put at the span instead. */
  readonly text?: string;
}

export type Find = (at: IToken, index: number, tokens: readonly IToken[], source: Source) => Habit | undefined;

export function endsOperand(token: IToken | undefined): boolean {
  return token !== undefined && OPERAND_ENDS.has(token.tokenType);
}

/** So many characters of an operand stand in advice: rules are untrusted. */
const MAX_SHOWN = 100;

/** The operand that some tokens end with, which may have been put in, as advice shows it. */
export function operandText(tokens: readonly IToken[], source: Source): string {
  return clip(sliceOf(tokens.slice(operandStart(tokens)), source), MAX_SHOWN) || 'property';
}

export function sliceOf(tokens: readonly IToken[], source: Source): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return first === undefined || last === undefined ? '' : source.text.slice(first.startOffset, endOf(last));
}

/** What orders two values, or tells whether they are equal. */
export const ORDERS: ReadonlySet<TokenType> = new Set([Comparator, Less, Greater]);

/** Literals from a place on, with the commas between them. */
export function literalsFrom(tokens: readonly IToken[], from: number): readonly IToken[] {
  let to = from;
  while (LITERALS.has(tokens[to]?.tokenType ?? Comma)) {
    to += 1;
    if (tokens[to]?.tokenType !== Comma || !LITERALS.has(tokens[to + 1]?.tokenType ?? Comma)) break;
    to += 1;
  }
  return tokens.slice(from, to);
}
