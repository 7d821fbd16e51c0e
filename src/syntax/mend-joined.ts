import type { IToken, TokenType } from 'chevrotain';
import type { Source } from '../text/source.ts';
import { required } from '../text/required.ts';
import { endsOperand, type Habit, operandText } from './habit.ts';
import { closingOf, LITERALS, spanOf, tokenAt } from './token.ts';
import {
  And,
  Block,
  Comma,
  Comparator,
  Exclude,
  Greater,
  LeftBracket,
  LeftParen,
  Less,
  Like,
  Or,
  RightBracket,
  RightParen,
  Should,
  Where,
  Word,
} from './tokens.ts';

/** What takes one value, and may be given several. */
const TAKES_ONE: ReadonlySet<TokenType> = new Set([Comparator, Less, Greater, Like]);

/** So many values are written out in advice. */
const MAX_WRITTEN = 5;

/** `size > (7 or 14)`, `name startsWith('a' or 'b')`: each value has a test of its own. */
export function joined(at: IToken, index: number, tokens: readonly IToken[], source: Source): Habit | undefined {
  if (tokens[index + 1]?.tokenType !== LeftParen || !endsOperand(tokens[index - 1])) return undefined;
  const isCall = at.tokenType === Word;
  if (!isCall && !TAKES_ONE.has(at.tokenType)) return undefined;
  const values: IToken[] = [];
  const joints: string[] = [];
  let place = index + 2;
  for (;;) {
    const [value, next] = [tokens[place], tokens[place + 1]];
    if (value === undefined || !LITERALS.has(value.tokenType)) return undefined;
    values.push(value);
    place += 2;
    if (next?.tokenType === RightParen) break;
    if (next?.tokenType !== Or && next?.tokenType !== And) return undefined;
    joints.push(next.tokenType === Or ? 'or' : 'and');
  }
  const [first] = values;
  if (first === undefined || (isCall && joints.length === 0)) return undefined;
  if (joints.length === 0) {
    const span = { start: spanOf(required(tokens[index + 1])).start, end: spanOf(required(tokens[index + 3])).end };
    const help = `write \`${first.image}\` without brackets`;
    const message = `\`${at.image}\` takes a value, and no list`;
    return { count: 4, put: [at, first], code: 'wrong-operator', message, span, help, text: first.image };
  }
  const operand = operandText(tokens.slice(0, index), source);
  const written = values
    .slice(0, MAX_WRITTEN)
    .map(({ image }, nth) => {
      const test = isCall ? `${operand} ${at.image}(${image})` : `${operand} ${at.image} ${image}`;
      return nth === 0 ? test : `${joints[nth - 1] ?? ''} ${test}`;
    })
    .join(' ');
  const each = `write each, in brackets: \`(${written}${values.length > MAX_WRITTEN ? ' …' : ''})\``;
  const listed = values.map(({ image }) => image).join(', ');
  return {
    count: place - index,
    put: isCall ? [at, tokenAt(LeftParen, '(', spanOf(at)), first, tokenAt(RightParen, ')', spanOf(at))] : [at, first],
    code: 'wrong-operator',
    message: `\`${at.image}\` takes one value, and these are ${values.length}`,
    help:
      at.image === '=' && joints.includes('and')
        ? `one value is never two: write \`in (${listed})\` for any of them; of a list, \`contain [ ${first.image} ]\` for each, joined with \`and\``
        : each,
  };
}

/** `every volumes [ … ]`, by what asks it. */
const QUANTIFIERS: ReadonlyMap<string, string> = new Map([
  ...['every', 'each', 'all'].map((word) => [word, 'contain-all'] as const),
  ...['some', 'any'].map((word) => [word, 'contain'] as const),
  ...['no', 'none'].map((word) => [word, 'contain-none'] as const),
]);

export function quantified(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  const meant = at.tokenType === Word ? QUANTIFIERS.get(at.image.toLowerCase()) : undefined;
  const [list, bracket] = tokens.slice(index + 1, index + 3);
  if (meant !== undefined && list?.tokenType === LeftParen) return ofList(at, meant, index, tokens);
  if (meant === undefined || list?.tokenType !== Word || bracket?.tokenType !== LeftBracket) return undefined;
  if (endsOperand(tokens[index - 1])) return undefined;
  const text = `${list.image} ${meant}`;
  const span = { start: at.startOffset, end: spanOf(list).end };
  return { count: 2, put: [list, tokenAt(Block, meant, spanOf(at))], span, help: `write \`${text}\``, text };
}

/** `any(rules, port = 22)`. */
function ofList(at: IToken, meant: string, index: number, tokens: readonly IToken[]): Habit | undefined {
  const [list, comma] = tokens.slice(index + 2, index + 4);
  const close = closingOf(tokens, index + 1);
  if (list?.tokenType !== Word || comma?.tokenType !== Comma || close === undefined || endsOperand(tokens[index - 1]))
    return undefined;
  return {
    count: close + 1 - index,
    put: [
      list,
      tokenAt(Block, meant, spanOf(at)),
      tokenAt(LeftBracket, '[', spanOf(comma)),
      ...tokens.slice(index + 4, close),
      tokenAt(RightBracket, ']', spanOf(required(tokens[close]))),
    ],
    help: `write \`${list.image} ${meant} [ … ]\``,
  };
}

/** `rules any(port = 22)`: the condition on elements stands in square brackets. */
export function quantifiedBehind(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  const meant = at.tokenType === Word ? QUANTIFIERS.get(at.image.toLowerCase()) : undefined;
  if (meant === undefined || tokens[index + 1]?.tokenType !== LeftParen || !endsOperand(tokens[index - 1]))
    return undefined;
  const close = closingOf(tokens, index + 1);
  if (close === undefined || close === index + 2) return undefined;
  const inner = tokens.slice(index + 2, close);
  const [open, end] = [spanOf(required(tokens[index + 1])), spanOf(required(tokens[close]))];
  return {
    count: close + 1 - index,
    put: [
      tokenAt(Block, meant, spanOf(at)),
      tokenAt(LeftBracket, '[', open),
      ...inner,
      tokenAt(RightBracket, ']', end),
    ],
    help: `write \`${meant} [ … ]\``,
  };
}

const WHEN = /^(?:when|if|whose|which)$/iu;
const UNLESS = /^(?:unless|except|excluding)$/iu;

/** `X when … should`, `X should … unless …`. */
export function conditional(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  if (at.tokenType !== Word || !endsOperand(tokens[index - 1])) return undefined;
  const [isWhen, isUnless] = [WHEN.test(at.image), UNLESS.test(at.image)];
  const should = isWhen || isUnless ? tokens.findIndex(({ tokenType }) => tokenType === Should) : -1;
  if (should === -1) return undefined;
  const has = (type: TokenType): boolean => tokens.some(({ tokenType }) => tokenType === type);
  if (index < should) return isWhen && !has(Where) ? instead(at, Where, 'where') : undefined;
  if (isUnless) return has(Exclude) ? undefined : instead(at, Exclude, 'exclude');
  return { count: 1, put: [tokenAt(And, 'and', spanOf(at))], help: 'put `where` with this condition before `should`' };
}

function instead(at: IToken, type: TokenType, text: string): Habit {
  return { count: 1, put: [tokenAt(type, text, spanOf(at))], help: `write \`${text}\``, text };
}
