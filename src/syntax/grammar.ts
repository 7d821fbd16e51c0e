import type { TokenType } from './token-type.ts';
import {
  And,
  Block,
  Comma,
  Comparator,
  Dollar,
  Exclude,
  False,
  Greater,
  GroupBy,
  Have,
  In,
  LeftBracket,
  LeftParen,
  Less,
  Like,
  List,
  NamedList,
  Not,
  Null,
  NumberLiteral,
  Or,
  Regex,
  RegexMatch,
  RightBracket,
  RightParen,
  Should,
  Tail,
  Text,
  Tilde,
  True,
  Where,
  Whole,
  Word,
} from './tokens.ts';

/** A part of a production: a token, another production by its name, or parts in some form. */
export type Part =
  | TokenType
  | string
  | { readonly form: 'option' | 'repeat'; readonly parts: readonly Part[] }
  /** Once or more, with a token between two. */
  | { readonly form: 'several'; readonly part: Part; readonly separator: TokenType }
  | { readonly form: 'either'; readonly ways: readonly (readonly Part[])[] };

const option = (...parts: readonly Part[]): Part => ({ form: 'option', parts });
const repeat = (...parts: readonly Part[]): Part => ({ form: 'repeat', parts });
const several = (part: Part, separator: TokenType): Part => ({ form: 'several', part, separator });
const either = (...ways: readonly (readonly Part[])[]): Part => ({ form: 'either', ways });

/**
 * The grammar as data: grammar/gsl.ebnf and the diagrams are made of it, and an editor asks it what can come next. The parser
 * (parser.ts) reads it by hand; a test holds both together by sentences of the grammar and mutations of them.
 */
export const grammar: ReadonlyMap<string, readonly Part[]> = new Map<string, readonly Part[]>([
  ['rule', [either([True], ['judgement'])]],
  ['judgement', ['target', either([Where, 'condition', option('assertion')], ['assertion'])]],
  ['target', [either([List, Less, Word, Greater], [Word])]],
  ['assertion', [Should, option(Not), option(Have), 'condition', option(Exclude, 'condition')]],
  ['condition', [several('conjunction', Or)]],
  ['conjunction', [several('negation', And)]],
  ['negation', [repeat(Not), either([LeftParen, 'condition', RightParen], ['comparison'])]],
  ['comparison', ['operand', option(either(['comparator', 'value'], [In, 'list'], [Like, Text], [RegexMatch, Regex]))]],
  ['comparator', [either([Comparator], [Less], [Greater])]],
  [
    'list',
    [LeftParen, either([NamedList], [several('literal', Comma)], [either(['call'], ['path']), 'links']), RightParen],
  ],
  ['operand', [either(['literal'], ['call'], ['path']), 'links']],
  [
    'links',
    [
      repeat(
        either(['call'], [Block, LeftBracket, 'condition', RightBracket], [GroupBy, LeftBracket, 'path', RightBracket]),
      ),
    ],
  ],
  ['value', [either(['literal'], ['call'], ['path']), repeat('call')]],
  ['call', [Word, LeftParen, option(several('argument', Comma)), RightParen]],
  ['argument', [either(['literal'], ['path'])]],
  [
    'path',
    [
      either([Word], [either([Dollar], [Tilde]), option(Tail)]),
      repeat(LeftBracket, either([Text], [Whole]), RightBracket, option(Tail)),
    ],
  ],
  ['literal', [either([Text], [NumberLiteral], [True], [False], [Null])]],
]);

/** Whether a part is a token. */
export function isToken(part: Part): part is TokenType {
  return typeof part !== 'string' && 'pattern' in part;
}
