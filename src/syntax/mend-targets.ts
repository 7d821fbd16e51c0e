import type { IToken, TokenType } from 'chevrotain';
import { endsOperand, type Habit, ORDERS } from './habit.ts';
import { endOf, spanOf, tokenAt } from './token.ts';
import {
  And,
  Comma,
  Greater,
  LeftBracket,
  LeftParen,
  Less,
  List,
  Or,
  RightBracket,
  RightParen,
  Should,
  Where,
  Word,
} from './tokens.ts';
import { required } from '../text/required.ts';

const COUNTS = /^(?:count|length|len|size|total|number)$/iu;

function listOf(type: IToken): readonly IToken[] {
  const place = spanOf(type);
  return [tokenAt(List, 'List', place), tokenAt(Less, '<', place), type, tokenAt(Greater, '>', place)];
}

/** How many there are, by what is asked of a list of all. */
function counted(first: IToken, type: IToken, count: number, sign: IToken): Habit {
  const place = spanOf(sign);
  const empty = { start: place.start, end: place.start };
  return {
    count,
    put: [
      ...listOf(type),
      tokenAt(Should, 'should', empty),
      tokenAt(Word, 'items', empty),
      tokenAt(Word, 'length', empty),
      tokenAt(LeftParen, '(', empty),
      tokenAt(RightParen, ')', empty),
    ],
    span: { start: first.startOffset, end: place.start },
    code: 'expected-should',
    message: 'how many there are is asked of a list of all of them',
    help: `write \`List<${type.image}> should have items length() ${sign.image} …\``,
  };
}

/** `count(IamUser) > 5`, `IamUser count > 5`, `IamUser length() > 5`, `List<IamUser> length() > 5`. */
export function countOfType(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  if (at.tokenType !== Word || index > 1 || tokens.some(({ tokenType }) => tokenType === Should)) return undefined;
  const [second, third, fourth, fifth] = tokens.slice(1, 5);
  if (index === 0 && COUNTS.test(at.image) && second?.tokenType === LeftParen) {
    const isOne = third?.tokenType === Word && fourth?.tokenType === RightParen;
    return isOne && fifth !== undefined && ORDERS.has(fifth.tokenType) ? counted(at, third, 4, fifth) : undefined;
  }
  if (index !== 0 || second?.tokenType !== Word || !COUNTS.test(second.image)) return undefined;
  const isCall = third?.tokenType === LeftParen && fourth?.tokenType === RightParen;
  const sign = isCall ? fifth : third;
  return sign !== undefined && ORDERS.has(sign.tokenType) ? counted(at, at, isCall ? 4 : 2, sign) : undefined;
}

/** `List(IamUser)`, `List[IamUser]`, `IamUser[]`. */
export function foreignList(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  if (index !== 0 || at.tokenType !== Word) return undefined;
  const [open, type, close] = tokens.slice(1, 4);
  if (open?.tokenType === LeftBracket && type?.tokenType === RightBracket) return listed(at, at, type, 3);
  const isOf = /^list$/iu.test(at.image) && type?.tokenType === Word;
  const pairs =
    (open?.tokenType === LeftParen && close?.tokenType === RightParen) ||
    (open?.tokenType === LeftBracket && close?.tokenType === RightBracket);
  return isOf && pairs ? listed(at, type, required(close), 4) : undefined;
}

/** So many tokens, from the first to the last, that mean the list of a type. */
function listed(first: IToken, type: IToken, last: IToken, count: number): Habit {
  const text = `List<${type.image}>`;
  return {
    count,
    put: listOf(type),
    span: { start: first.startOffset, end: endOf(last) },
    code: 'expected-should',
    message: 'a list of all of a type is written with `<` and `>`',
    help: `write \`${text}\``,
    text,
  };
}

/** `IamUser.mfaActive = true`: the type and what it should have are two words. */
export function dottedTarget(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  if (index !== 0 || at.tokenType !== Word || tokens.some(({ tokenType }) => tokenType === Should)) return undefined;
  const [, type, path] = /^([A-Z]\w*)\.(.+)$/u.exec(at.image) ?? [];
  const next = tokens[1]?.tokenType;
  if (type === undefined || path === undefined || next === undefined || next === Where || endsOperand(tokens[1]))
    return undefined;
  const [from, middle, to] = [at.startOffset, at.startOffset + type.length, endOf(at)];
  const text = `${type} should have ${path}`;
  return {
    count: 1,
    put: [
      tokenAt(Word, type, { start: from, end: middle }),
      tokenAt(Should, 'should', { start: middle, end: middle }),
      tokenAt(Word, path, { start: middle + 1, end: to }),
    ],
    code: 'expected-should',
    message: 'the type and what it should have are joined by a dot',
    help: `write \`${text} …\``,
    text,
  };
}

/** `IamUser, IamRole should …`, `IamUser or IamRole should …`. */
export function severalTargets(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  if (index !== 1 || (at.tokenType !== Comma && at.tokenType !== Or && at.tokenType !== And)) return undefined;
  let to = index;
  while (JOINTS.has(tokens[to]?.tokenType ?? Word) && tokens[to + 1]?.tokenType === Word) to += 2;
  const next = tokens[to]?.tokenType;
  if (to === index || (next !== Should && next !== Where)) return undefined;
  return {
    count: to - index,
    put: [],
    span: { start: at.startOffset, end: endOf(required(tokens[to - 1])) },
    code: 'expected-should',
    message: 'a rule judges one type of entity',
    help: 'write a rule for each',
  };
}

const JOINTS: ReadonlySet<TokenType> = new Set([Comma, Or, And]);

/** `SELECT * FROM IamUser WHERE …`. */
export function selectFrom(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  if (index !== 0 || at.tokenType !== Word || at.image.toLowerCase() !== 'select') return undefined;
  const from = tokens.findIndex(({ image }) => image.toLowerCase() === 'from');
  const type = tokens[from + 1];
  if (from < 1 || type?.tokenType !== Word) return undefined;
  return {
    count: from + 2,
    put: [type],
    span: { start: at.startOffset, end: endOf(type) },
    help: `a rule begins with the type: \`${type.image} where …\``,
  };
}
