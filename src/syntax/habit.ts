import type { IToken } from 'chevrotain';
import { clip } from '../text/clip.ts';
import type { Source, Span } from '../text/source.ts';
import type { SyntaxCode } from './codes.ts';
import { operandStart } from './mend-order.ts';
import { endOf, OPERAND_ENDS } from './token.ts';

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
