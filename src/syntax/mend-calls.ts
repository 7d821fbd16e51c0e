import type { IToken, TokenType } from 'chevrotain';
import { clip } from '../text/clip.ts';
import type { Source } from '../text/source.ts';
import { required } from '../text/required.ts';
import { endsOperand, type Habit, literalsFrom, operandText, sliceOf } from './habit.ts';
import { endOf, spanOf, tokenAt } from './token.ts';
import {
  And,
  GroupBy,
  Have,
  LeftBracket,
  LeftParen,
  Not,
  RightBracket,
  RightParen,
  Should,
  Text,
  Word,
} from './tokens.ts';
import { FUNCTION_WORDS, isName } from './words.ts';

/** `scope isPublic`, `name startsWith 'ci-'`: a function whose brackets were left out. */
export function bareCall(at: IToken, index: number, tokens: readonly IToken[], source: Source): Habit | undefined {
  const name = at.tokenType === Word ? FUNCTION_WORDS.get(at.image.toLowerCase()) : undefined;
  if (name === undefined || tokens[index + 1]?.tokenType === LeftParen || !endsOperand(tokens[index - 1]))
    return undefined;
  const args = literalsFrom(tokens, index + 1);
  const place = spanOf(at);
  const text = `${name}(${clip(sliceOf(args, source), 100)})`;
  const span = { start: at.startOffset, end: endOf(args.at(-1) ?? at) };
  return {
    count: 1 + args.length,
    put: [tokenAt(Word, name, place), tokenAt(LeftParen, '(', place), ...args, tokenAt(RightParen, ')', place)],
    span,
    code: 'unexpected-token',
    message: `\`${at.image}\` is a function, which is called with brackets`,
    help: `write \`${operandText(tokens.slice(0, index), source)} ${text}\``,
    ...(at.image.toLowerCase() === name.toLowerCase() ? { text } : {}),
  };
}

/** `groupBy key`, `groupBy [ 'key' ]`. */
export function groupKey(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  if (at.tokenType !== GroupBy) return undefined;
  const [open, within, close] = tokens.slice(index + 1, index + 4);
  const isBare = open?.tokenType === Word;
  const isQuoted = open?.tokenType === LeftBracket && within?.tokenType === Text && close?.tokenType === RightBracket;
  if (!isBare && !isQuoted) return undefined;
  const key = isBare ? open : required(within);
  const name = isBare ? key.image : key.image.slice(1, -1);
  if (!name.split('.').every(isName)) return undefined;
  const text = `groupBy [ ${name} ]`;
  return {
    count: isBare ? 2 : 4,
    put: [
      at,
      tokenAt(LeftBracket, '[', spanOf(key)),
      tokenAt(Word, name, spanOf(key)),
      tokenAt(RightBracket, ']', spanOf(key)),
    ],
    span: { start: at.startOffset, end: endOf(isBare ? key : required(close)) },
    code: 'wrong-operator',
    message: 'what is grouped by is a property in square brackets',
    help: `write \`${text}\``,
    text,
  };
}

const IF_BEFORE: ReadonlySet<TokenType> = new Set([Should, Have, Not]);

/** `X should have if a then b`: what a rule is about stands in `where`. */
export function ifThen(at: IToken, index: number, tokens: readonly IToken[], source: Source): Habit | undefined {
  if (at.tokenType !== Word || at.image.toLowerCase() !== 'if') return undefined;
  if (!IF_BEFORE.has(required(tokens[index - 1] ?? at).tokenType)) return undefined;
  const then = tokens.findIndex(({ image }, place) => place > index && image.toLowerCase() === 'then');
  if (then === -1) return undefined;
  const asked = tokens.slice(index + 1, then);
  return {
    count: then + 1 - index,
    put: [...asked, tokenAt(And, 'and', spanOf(required(tokens[then])))],
    help: `put \`where ${clip(sliceOf(asked, source), 100)}\` before \`should\``,
  };
}
