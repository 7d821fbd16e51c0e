import type { IToken, TokenType } from 'chevrotain';
import { required } from '../text/required.ts';
import { endOf, isPlaceholder, placeholderAt, spanOf, tokenAt } from './token.ts';
import {
  And,
  Block,
  Exclude,
  Have,
  LeftBracket,
  LeftParen,
  Not,
  Or,
  RightBracket,
  RightParen,
  Should,
  Text,
  Where,
  Whole,
} from './tokens.ts';

/** Between two of these lies one condition; the parser goes on behind the next one when one is broken. */
const BOUNDARIES: ReadonlySet<TokenType> = new Set([
  And,
  Or,
  Not,
  Where,
  Should,
  Have,
  Exclude,
  LeftParen,
  RightParen,
  LeftBracket,
  RightBracket,
]);

/** Tokens that get the parser beyond an error, the last of them that is done with, and what joins where nothing did. */
export function mendAt(
  tokens: readonly IToken[],
  index: number,
  isRedundant: boolean,
  isCondition: boolean,
): { tokens: IToken[]; reached: number; joint?: IToken } | undefined {
  const replaced = (from: number, to: number, ...put: readonly IToken[]): IToken[] => [
    ...tokens.slice(0, from),
    ...put,
    ...tokens.slice(to),
  ];
  const isBoundary = (at: number): boolean =>
    at < 0 || at >= tokens.length || BOUNDARIES.has(required(tokens[at]).tokenType);
  if (index < tokens.length && isBoundary(index)) {
    // It cannot stand here, whatever comes before it.
    if (isPlaceholder(tokens[index - 1])) return { tokens: replaced(index, index + 1), reached: index - 1 };
    // A condition has ended here, and another begins: read on as if they were joined.
    if (isRedundant) {
      const joint = tokenAt(And, 'and', spanOf(required(tokens[index])));
      return { tokens: replaced(index, index + 1, joint), reached: index, joint };
    }
  }
  let from = index;
  while (!isBoundary(from - 1)) from -= 1;
  let to = index;
  while (!isBoundary(to)) to += 1;
  // Before a rule's first boundary stands its target.
  if (from === 0 && !isCondition) return undefined;
  const last = tokens.at(-1);
  const at = tokens[from]?.startOffset ?? (last === undefined ? 0 : endOf(last));
  return { tokens: replaced(from, to, placeholderAt(at), ...blockWordAt(tokens, to)), reached: from };
}

/** What makes a bracket behind a placeholder a block, as most are, and not a place of the placeholder. */
function blockWordAt(tokens: readonly IToken[], index: number): readonly IToken[] {
  const bracket = tokens[index];
  if (bracket?.tokenType !== LeftBracket || isPlaceBehind(tokens, index)) return [];
  const { start } = spanOf(bracket);
  return [tokenAt(Block, 'contain', { start, end: start })];
}

/** Whether a bracket holds a place or a name alone: `[0]`, `['a b']`. */
function isPlaceBehind(tokens: readonly IToken[], index: number): boolean {
  const [within, close] = [tokens[index + 1]?.tokenType, tokens[index + 2]?.tokenType];
  return (within === Whole || within === Text) && close === RightBracket;
}
