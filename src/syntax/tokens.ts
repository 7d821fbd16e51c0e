import { createToken, type TokenType } from 'chevrotain';
import { BLOCK_OPERATORS } from './ast.ts';

/** Part of a path between dots may hold letters, digits, `_`, `-` and `:` (`Condition.Bool.aws:SecureTransport`). */
const SEGMENT = String.raw`\w[\w:-]*`;

/** A path, or the name of a type or function. One token, so that keywords can be segments: `event.in`. */
export const Word = createToken({
  name: 'Word',
  label: 'a name',
  pattern: new RegExp(String.raw`[A-Za-z_][\w:-]*(?:\.${SEGMENT})*`),
});

function keyword(name: string, text: string): TokenType {
  return createToken({ name, label: `\`${text}\``, pattern: new RegExp(text, 'i'), longer_alt: Word });
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
export const Block = createToken({
  name: 'BlockOperator',
  label: BLOCK_OPERATORS.map((operator) => `\`${operator}\``).join(', '),
  // Longest first: `contain` is how three of the others begin.
  pattern: new RegExp([...BLOCK_OPERATORS].sort((a, b) => b.length - a.length).join('|'), 'i'),
  longer_alt: Word,
});

export const Comparator = createToken({
  name: 'Comparator',
  label: '`=`, `!=`, `<=`, `>=`',
  pattern: /!=|<=|>=|=/,
});
/** Apart from the other comparators, because they also stand around the type of a `List<…>` target. */
export const Less = createToken({ name: 'Less', label: '`<`', pattern: /</ });
export const Greater = createToken({ name: 'Greater', label: '`>`', pattern: />/ });

export const LeftParen = createToken({ name: 'LeftParen', label: '`(`', pattern: /\(/ });
export const RightParen = createToken({ name: 'RightParen', label: '`)`', pattern: /\)/ });
export const LeftBracket = createToken({ name: 'LeftBracket', label: '`[`', pattern: /\[/ });
export const RightBracket = createToken({ name: 'RightBracket', label: '`]`', pattern: /\]/ });
export const Comma = createToken({ name: 'Comma', label: '`,`', pattern: /,/ });

export const Text = createToken({ name: 'Text', label: 'text in single quotes', pattern: /'(?:[^']|'')*'/ });
export const NumberLiteral = createToken({ name: 'Number', label: 'a number', pattern: /-?\d+(?:\.\d+)?/ });
/** A place in a list, which is whole; a number as any other in a comparison. */
export const Whole = createToken({
  name: 'Whole',
  label: 'a place in the list, counted from 0',
  pattern: /\d+/,
  longer_alt: NumberLiteral,
  categories: [NumberLiteral],
});
export const Regex = createToken({
  name: 'Regex',
  label: 'a pattern between slashes',
  // Bounded, so that slashes without an end do not each look through the whole rule.
  pattern: /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.){0,1100}\]){1,1100}\/[A-Za-z]*/,
});

/** Before a type in angle brackets; a word everywhere else. */
export const List = createToken({
  name: 'List',
  label: '`List`',
  pattern: /List(?=\s*<\s*[A-Za-z_][\w.:-]*\s*>)/i,
  longer_alt: Word,
});

/** `$Offices`: before {@link Dollar}, which is its first character. */
export const NamedList = createToken({ name: 'NamedList', label: 'a named list', pattern: /\$[A-Za-z_]\w*/ });
export const Dollar = createToken({ name: 'Dollar', label: '`$`', pattern: /\$/ });
export const Tilde = createToken({ name: 'Tilde', label: '`~`', pattern: /~+/ });
/** The rest of a path after `$`, `~` or `]`. */
export const Tail = createToken({
  name: 'Tail',
  label: '`.` and a property',
  pattern: new RegExp(String.raw`(?:\.${SEGMENT})+`),
});

const WhiteSpace = createToken({
  name: 'WhiteSpace',
  pattern: /[\s\u00a0\ufeff]+/,
  group: 'skipped',
  line_breaks: true,
});

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
export function wordsOf({ PATTERN }: TokenType): readonly string[] {
  return (PATTERN as RegExp).source.split('|');
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
