import { BLOCK_OPERATORS } from './ast.ts';
import type { TokenType } from './token-type.ts';

/** Part of a path between dots may hold letters, digits, `_`, `-` and `:` (`Condition.Bool.aws:SecureTransport`). */
const SEGMENT = String.raw`\w[\w:-]*`;

/** A path, or the name of a type or function. One token, so that keywords can be segments: `event.in`. */
export const Word: TokenType = {
  name: 'Word',
  label: 'a name',
  pattern: new RegExp(String.raw`[A-Za-z_][\w:-]*(?:\.${SEGMENT})*`),
  begins: /[A-Za-z_]/,
};

function keyword(name: string, text: string): TokenType {
  const begins = new RegExp(text.charAt(0), 'i');
  return { name, label: `\`${text}\``, pattern: new RegExp(text, 'i'), begins, longer: Word };
}

export const Where = keyword('Where', 'where');
export const Should = keyword('Should', 'should');
export const Not = keyword('Not', 'not');
export const Have = keyword('Have', 'have');
export const And = keyword('And', 'and');
export const Or = keyword('Or', 'or');
export const In = keyword('In', 'in');
export const Like = keyword('Like', 'like');
export const RegexMatch = keyword('RegexMatch', 'regexMatch');
export const GroupBy = keyword('GroupBy', 'groupBy');
export const Exclude = keyword('Exclude', 'exclude');
export const True = keyword('True', 'true');
export const False = keyword('False', 'false');
export const Null = keyword('Null', 'null');

/** One token for all block operators: the parser treats them alike, `run/blocks.ts` tells them apart. */
export const Block: TokenType = {
  name: 'BlockOperator',
  label: BLOCK_OPERATORS.map((operator) => `\`${operator}\``).join(', '),
  // Longest first: `contain` is how three of the others begin.
  pattern: new RegExp([...BLOCK_OPERATORS].sort((a, b) => b.length - a.length).join('|'), 'i'),
  begins: new RegExp(BLOCK_OPERATORS.map((operator) => operator.charAt(0)).join('|'), 'i'),
  longer: Word,
};

export const Comparator: TokenType = {
  name: 'Comparator',
  label: '`=`, `!=`, `<=`, `>=`',
  pattern: /!=|<=|>=|=/,
  begins: /[!<>=]/,
};
/** Apart from the other comparators, because they also stand around the type of a `List<…>` target. */
export const Less: TokenType = { name: 'Less', label: '`<`', pattern: /</, begins: /</ };
export const Greater: TokenType = { name: 'Greater', label: '`>`', pattern: />/, begins: />/ };

export const LeftParen: TokenType = { name: 'LeftParen', label: '`(`', pattern: /\(/, begins: /\(/ };
export const RightParen: TokenType = { name: 'RightParen', label: '`)`', pattern: /\)/, begins: /\)/ };
export const LeftBracket: TokenType = { name: 'LeftBracket', label: '`[`', pattern: /\[/, begins: /\[/ };
export const RightBracket: TokenType = { name: 'RightBracket', label: '`]`', pattern: /\]/, begins: /\]/ };
export const Comma: TokenType = { name: 'Comma', label: '`,`', pattern: /,/, begins: /,/ };

export const Text: TokenType = { name: 'Text', label: 'text in single quotes', pattern: /'(?:[^']|'')*'/, begins: /'/ };
export const NumberLiteral: TokenType = {
  name: 'Number',
  label: 'a number',
  pattern: /-?\d+(?:\.\d+)?/,
  begins: /[-\d]/,
};
/** A place in a list, which is whole; a number as any other in a comparison. */
export const Whole: TokenType = {
  name: 'Whole',
  label: 'a place in the list, counted from 0',
  pattern: /\d+/,
  begins: /\d/,
  longer: NumberLiteral,
  category: NumberLiteral,
};
export const Regex: TokenType = {
  name: 'Regex',
  label: 'a pattern between slashes',
  // Bounded, so that slashes without an end do not each look through the whole rule.
  pattern: /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.){0,1100}\]){1,1100}\/[A-Za-z]*/,
  begins: /\//,
};

/** Before a type in angle brackets; a word everywhere else. */
export const List: TokenType = {
  name: 'List',
  label: '`List`',
  pattern: /List(?=\s*<\s*[A-Za-z_][\w.:-]*\s*>)/i,
  begins: /l/i,
  longer: Word,
};

/** `$Offices`: before {@link Dollar}, which is its first character. */
export const NamedList: TokenType = {
  name: 'NamedList',
  label: 'a named list',
  pattern: /\$[A-Za-z_]\w*/,
  begins: /\$/,
};
export const Dollar: TokenType = { name: 'Dollar', label: '`$`', pattern: /\$/, begins: /\$/ };
export const Tilde: TokenType = { name: 'Tilde', label: '`~`', pattern: /~+/, begins: /~/ };
/** The rest of a path after `$`, `~` or `]`. */
export const Tail: TokenType = {
  name: 'Tail',
  label: '`.` and a property',
  pattern: new RegExp(String.raw`(?:\.${SEGMENT})+`),
  begins: /\./,
};

const WhiteSpace: TokenType = {
  name: 'WhiteSpace',
  label: 'white space',
  pattern: /[\s\u00a0\ufeff]+/,
  begins: /\s/,
  isSkipped: true,
};

/** In the order in which the lexer tries them. */
export const KEYWORD_TOKENS: readonly TokenType[] = [
  Where,
  Should,
  Not,
  Have,
  And,
  Or,
  In,
  Like,
  RegexMatch,
  Block,
  GroupBy,
  Exclude,
  True,
  False,
  Null,
];

/** The words that a keyword token stands for: its pattern is nothing but them. */
export function wordsOf({ pattern }: TokenType): readonly string[] {
  return pattern.source.split('|');
}

export const TOKENS: readonly TokenType[] = [
  WhiteSpace,
  ...KEYWORD_TOKENS,
  List,
  Word,
  Comparator,
  Less,
  Greater,
  LeftParen,
  RightParen,
  LeftBracket,
  RightBracket,
  Comma,
  Text,
  Whole,
  NumberLiteral,
  Regex,
  NamedList,
  Dollar,
  Tilde,
  Tail,
];
