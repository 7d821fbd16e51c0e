import { EOF, type IParserErrorMessageProvider, type IToken, type TokenType } from 'chevrotain';
import { clip } from '../text/clip.ts';
import type { SyntaxCode } from './codes.ts';
import {
  Comma,
  Comparator,
  Exclude,
  False,
  LeftBracket,
  LeftParen,
  Null,
  NumberLiteral,
  Regex,
  RightBracket,
  RightParen,
  Should,
  Text,
  True,
  Where,
  Whole,
  Word,
} from './tokens.ts';
import { required } from '../text/required.ts';

/** What the parser has to say of an error; travels as the exception's message, which is all that the library carries. */
export interface ParserMessage {
  readonly code: SyntaxCode;
  readonly message: string;
  readonly help?: string;
  /** What should stand there instead. */
  readonly expected?: string;
  /** The error is at the token before the one that the parser stopped at. */
  readonly before?: true;
}

export function readMessage(exceptionMessage: string): ParserMessage {
  return JSON.parse(exceptionMessage) as ParserMessage;
}

function found(token: IToken): string {
  // A bracket that was put in for a missing one has no width.
  const isEnd = token.tokenType === EOF || (token.endOffset !== undefined && token.endOffset < token.startOffset);
  return isEnd ? 'the end of the rule' : `\`${token.image}\``;
}

/** After what the missing thing was expected; nothing at the beginning. */
function after(token: IToken): string {
  return Number.isNaN(token.startOffset) || token.image === '' ? '' : ` after \`${token.image}\``;
}

/** By production: what was expected where none of its alternatives fits. */
const EXPECTED: Readonly<Record<string, Omit<ParserMessage, 'message'> & { readonly what: string }>> = {
  rule: {
    code: 'expected-target',
    what: 'a type of entity',
    help: 'a rule begins with the type that it judges: `IamUser should have …`',
  },
  judgement: {
    code: 'expected-should',
    what: '`should` or `where`',
    help: 'say what it should have: `… should have mfaActive = true`',
  },
  value: {
    code: 'expected-value',
    what: 'a value',
    help: 'text in single quotes, a number, `true`, `false` or a property',
  },
  list: { code: 'expected-value', what: 'a value', help: "a list is written `('a', 'b')`" },
  literal: { code: 'expected-value', what: 'a value', help: 'text in single quotes, a number, `true` or `false`' },
  argument: { code: 'expected-value', what: 'an argument', help: 'text in single quotes, a number or a property' },
  path: {
    code: 'expected-token',
    what: 'a property',
    help: "in brackets stand a place, counted from 0, or a name: `rules[0]`, `tags['a b']`; a block follows a word such as `contain`",
  },
};

/** What a condition looks like. */
export const CONDITION_HELP =
  "a condition is a property, a comparison such as `name = 'alice'`, or a test such as `tags isEmpty()`";

const CONDITION = {
  code: 'expected-condition',
  what: 'a condition',
  help: CONDITION_HELP,
} as const;

const TOKEN_HELP: ReadonlyMap<TokenType, string> = new Map([
  [Text, "text stands between single quotes: `'…'`"],
  [Regex, 'a pattern stands between slashes: `/^svc-/i`'],
  [LeftParen, "a list stands in brackets: `('a', 'b')`, `($Name)`"],
  [LeftBracket, "a block stands in square brackets: `[ port = 22 ]`, `[ 'a' ]`"],
]);

/** What can stand in a list, so that a comma is missing before it. */
const VALUES: ReadonlySet<TokenType> = new Set([Text, NumberLiteral, Whole, True, False, Null, Word]);

function helpFor(expected: TokenType, actual: IToken): string | undefined {
  if (expected === RightBracket && actual.tokenType === Comma)
    return 'a block holds one condition: join several with `and` or `or`';
  if (expected === Regex && actual.tokenType === Text) {
    const pattern = actual.image
      .slice(1, -1)
      .replaceAll("''", "'")
      .replaceAll(/(?<!\\)\//gu, '\\/');
    return `a pattern stands between slashes: \`/${clip(pattern, 60)}/\``;
  }
  return TOKEN_HELP.get(expected);
}

function message(parts: ParserMessage): string {
  return JSON.stringify(parts);
}

/** What is to be said of a token that comes too late. */
const UNEXPECTED: ReadonlyMap<TokenType, string> = new Map([
  [Word, 'an operator is missing before it, or it is a function whose `()` is missing'],
  [Comparator, 'one comparison has two sides; join several with `and` or `or`'],
  [Exclude, '`exclude` stands once, at the end of the rule, behind what it should have'],
  [Should, 'a rule has one `should`, and before it at most one `where`'],
  [Where, '`where` stands before `should`, and not in brackets'],
]);

function unexpected(token: IToken): ParserMessage {
  const help =
    UNEXPECTED.get(token.tokenType) ?? 'after a condition come `and`, `or`, a closing bracket or the end of the rule';
  return { code: 'unexpected-token', message: `unexpected ${found(token)}`, help };
}

/** A pattern beside an operator that knows none, as after `=`. */
function misplacedPattern(what: string, actual: IToken, previous: IToken): ParserMessage {
  const message = `expected ${what}${after(previous)}, found ${found(actual)}`;
  return {
    code: 'expected-token',
    message,
    help: `a pattern follows \`regexMatch\`: \`name regexMatch ${actual.image}\``,
  };
}

export const messages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage({ expected, actual, previous, ruleName }) {
    // A word that follows an operand can only be a function, so the parser asks for its bracket.
    if (ruleName === 'call' && expected === LeftParen) return message({ ...unexpected(previous), before: true });
    if (expected === RightParen && (ruleName === 'list' || ruleName === 'call') && VALUES.has(actual.tokenType)) {
      return message({
        code: 'expected-token',
        message: `expected \`,\`${after(previous)}, found ${found(actual)}`,
        expected: '`,`',
        help: 'a comma stands between two values',
      });
    }
    if (actual.tokenType === Regex) return message(misplacedPattern(expected.LABEL ?? expected.name, actual, previous));
    const what = expected === Word ? 'a type of entity' : (expected.LABEL ?? expected.name);
    const help = helpFor(expected, actual);
    return message({
      code: 'expected-token',
      expected: what,
      message: `expected ${what}${after(previous)}, found ${found(actual)}`,
      ...(help === undefined ? {} : { help }),
    });
  },

  buildNoViableAltMessage({ actual, previous, ruleName }) {
    const [first] = actual;
    const { what, ...rest } = EXPECTED[ruleName] ?? CONDITION;
    if (first?.tokenType === Regex)
      return message({ ...rest, ...misplacedPattern(what, first, previous), code: rest.code });
    return message({
      ...rest,
      expected: what,
      message: `expected ${what}${after(previous)}, found ${found(required(first))}`,
    });
  },

  buildNotAllInputParsedMessage({ firstRedundant }) {
    return message(unexpected(firstRedundant));
  },

  buildEarlyExitMessage({ actual, previous }) {
    const { what, ...rest } = CONDITION;
    return message({
      ...rest,
      expected: what,
      message: `expected ${what}${after(previous)}, found ${found(required(actual[0]))}`,
    });
  },
};
