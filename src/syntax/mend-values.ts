import type { IToken } from 'chevrotain';
import { clip } from '../text/clip.ts';
import type { Source } from '../text/source.ts';
import { endsOperand, type Habit, literalsFrom, operandText, ORDERS, sliceOf } from './habit.ts';
import { endOf, spanOf, tokenAt } from './token.ts';
import {
  And,
  Comma,
  Comparator,
  In,
  LeftParen,
  NamedList,
  NumberLiteral,
  Regex,
  RegexMatch,
  RightParen,
  Text,
  Tilde,
  Whole,
  Word,
} from './tokens.ts';
import { required } from '../text/required.ts';

const isNumber = (token: IToken | undefined): token is IToken =>
  token?.tokenType === NumberLiteral || token?.tokenType === Whole;

function inBrackets(at: IToken, values: readonly IToken[]): readonly IToken[] {
  const place = spanOf(at);
  return [tokenAt(In, 'in', place), tokenAt(LeftParen, '(', place), ...values, tokenAt(RightParen, ')', place)];
}

/** `port in 22, 3389`, `name in $Admins`, `name = $Admins`, `'ci' in name`: what `in` takes stands in brackets. */
export function withoutBrackets(
  at: IToken,
  index: number,
  tokens: readonly IToken[],
  source: Source,
): Habit | undefined {
  const first = tokens[index + 1];
  if (first === undefined || !endsOperand(tokens[index - 1])) return undefined;
  if (first.tokenType === NamedList) {
    if (at.tokenType !== In && !(at.tokenType === Comparator && /^!?=$/u.test(at.image))) return undefined;
    const text = `in (${first.image})`;
    const span = { start: at.startOffset, end: endOf(first) };
    const isNot = at.image === '!=';
    return {
      count: 2,
      put: inBrackets(at, [first]),
      span,
      code: 'wrong-operator',
      message: 'a named list stands in brackets, behind `in`',
      help: isNot ? `write \`not … ${text}\`` : `write \`${text}\``,
      ...(isNot ? {} : { text }),
    };
  }
  if (at.tokenType !== In || tokens[index + 2]?.tokenType === LeftParen) return undefined;
  const values = first.tokenType === Word ? [first] : literalsFrom(tokens, index + 1);
  if (values.length === 0) return undefined;
  const written = clip(sliceOf(values, source), 100);
  const span = { start: first.startOffset, end: endOf(required(values.at(-1))) };
  const part = tokens[index - 1];
  const isPart = first.tokenType === Word && part?.tokenType === Text;
  return {
    count: 1 + values.length,
    put: inBrackets(at, values),
    code: 'wrong-operator',
    message: 'what `in` takes stands in brackets',
    span,
    help: isPart
      ? `for an element of a list write \`in (${written})\`, for a part of a text \`${written} like '%${part.image.slice(1, -1)}%'\``
      : `write \`in (${written})\``,
    ...(isPart ? {} : { text: `(${written})` }),
  };
}

/** `port in (20-25)`, `port in range(20, 25)`, `port in 20..25`: the two ends are asked. */
export function inRange(at: IToken, index: number, tokens: readonly IToken[], source: Source): Habit | undefined {
  if (at.tokenType !== In || !endsOperand(tokens[index - 1])) return undefined;
  const isCall = tokens[index + 1]?.image.toLowerCase() === 'range';
  const [open, from, comma, to] = tokens.slice(index + (isCall ? 2 : 1));
  if (open?.tokenType !== LeftParen || !isNumber(from)) return undefined;
  const last = isCall ? to : comma;
  if (!isNumber(last) || (isCall ? comma?.tokenType !== Comma : !last.image.startsWith('-'))) return undefined;
  const count = isCall ? 6 : 4;
  if (tokens[index + count]?.tokenType !== RightParen) return undefined;
  const operand = operandText(tokens.slice(0, index), source);
  // What Python calls a range ends before its end.
  const end = isCall ? `< ${last.image}` : `<= ${last.image.slice(1)}`;
  return {
    count: count + 1,
    put: [tokenAt(Comparator, '>=', spanOf(at)), from],
    code: 'wrong-operator',
    message: '`in` takes values, and no range',
    help: `write \`(${operand} >= ${from.image} and ${operand} ${end})\``,
  };
}

/** `20 <= port <= 25`: each comparison has its own property. */
export function chained(at: IToken, index: number, tokens: readonly IToken[], source: Source): Habit | undefined {
  const [number, order, path] = tokens.slice(Math.max(0, index - 3), index);
  if (!ORDERS.has(at.tokenType) || path?.tokenType !== Word || !isNumber(number)) return undefined;
  const last = tokens[index + 1];
  if (order === undefined || !ORDERS.has(order.tokenType) || !isNumber(last)) return undefined;
  const name = clip(path.image, 100);
  return {
    count: 1,
    put: [tokenAt(And, 'and', spanOf(at)), tokenAt(Word, path.image, spanOf(path)), at],
    code: 'wrong-operator',
    message: 'one comparison has two sides',
    help: `write \`${sliceOf([number, order], source)} ${name} and ${name} ${at.image} ${last.image}\``,
  };
}

const PATTERN_WORDS = /^(?:regex(?:p|_?match|_?matches)?|rlike|match|matches)$/iu;

/** `name regexMatch('ali')`, `name matches regex 'ali'`, `name regexp '^ali'`, `name ~ /ali/`. */
export function foreignPattern(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  if (!endsOperand(tokens[index - 1])) return undefined;
  const isOwn = at.tokenType === RegexMatch;
  if (!isOwn && at.tokenType !== Tilde && !(at.tokenType === Word && PATTERN_WORDS.test(at.image))) return undefined;
  let next = index + 1;
  if (tokens[next]?.tokenType === Word && PATTERN_WORDS.test(required(tokens[next]).image)) next += 1;
  const isCall = tokens[next]?.tokenType === LeftParen;
  if (isCall) next += 1;
  const pattern = tokens[next];
  if (pattern === undefined || (pattern.tokenType !== Text && pattern.tokenType !== Regex)) return undefined;
  if (isCall && tokens[next + 1]?.tokenType !== RightParen) return undefined;
  // A quoted pattern alone has words of its own.
  if (isOwn && next === index + 1) return undefined;
  const count = next + (isCall ? 2 : 1) - index;
  const written =
    pattern.tokenType === Regex
      ? pattern.image
      : `/${pattern.image
          .slice(1, -1)
          .replaceAll("''", "'")
          .replaceAll(/(?<!\\)\//gu, '\\/')}/`;
  const span = { start: at.startOffset, end: endOf(required(tokens[index + count - 1])) };
  const place = spanOf(pattern);
  const text = `regexMatch ${clip(written, 100)}`;
  return {
    count,
    put: [tokenAt(RegexMatch, 'regexMatch', spanOf(at)), tokenAt(Regex, written, place)],
    code: 'wrong-operator',
    message: 'a pattern stands between slashes, behind `regexMatch`',
    span,
    help: `write \`${text}\``,
    ...(written === '//' ? {} : { text: `regexMatch ${written}` }),
  };
}
