import { createToken, type TokenType } from 'chevrotain';
import { quote } from './print.ts';
import type { Slip } from './slip.ts';
import { MOMENT_SLIPS } from './slip-moments.ts';
import { PHRASE_SLIPS } from './slip-phrases.ts';
import {
  And,
  Block,
  Comparator,
  Greater,
  LeftBracket,
  Less,
  Not,
  NumberLiteral,
  Or,
  Regex,
  RegexMatch,
  RightBracket,
  Should,
  Text,
  True,
} from './tokens.ts';

/** A set of characters within a pattern. */
const CLASS = String.raw`\[(?:[^\]\\\n]|\\.){0,1100}\]`;

/** Where the `[` stands that is not closed. */
function unclosedClass(image: string): number {
  return image.replaceAll(new RegExp(`\\\\.|${CLASS}`, 'gu'), (closed) => ' '.repeat(closed.length)).indexOf('[');
}

/** `port: 22`, as other languages write the members of an object. */
const PAIR = String.raw`['"]?([A-Za-z_]\w{0,99})['"]?\s{0,9}:\s{0,9}('[^']{0,200}'|"[^"]{0,200}"|-?\d{1,15}|true|false|null)`;
const MEMBER = new RegExp(PAIR, 'gu');
const OBJECT = new RegExp(`(?<=\\[\\s{0,9})\\{\\s{0,9}${PAIR}(?:\\s{0,9},\\s{0,9}${PAIR}){0,20}\\s{0,9}\\}`);

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_';
const QUOTES = '‘’‚‛“”„‟«»´`';

function operator(name: string, pattern: RegExp, becomes: TokenType, text: string): Slip {
  const token = createToken({ name, pattern, label: `\`${text}\`` });
  return {
    token,
    becomes,
    code: 'wrong-operator',
    repair: () => text,
    reason: 'that is an operator of another language',
  };
}

/** In the order in which the lexer tries them, all before the proper tokens. */
export const SLIPS: readonly Slip[] = [
  ...MOMENT_SLIPS,
  {
    token: createToken({ name: 'IsEmpty', pattern: /is\s+(?:not\s+)?(?:empty|null)(?![\w(.-])/i, label: 'a test' }),
    code: 'wrong-operator',
    repair: () => 'isEmpty()',
    reason: 'whether something is there is a function',
    help: (image) => (/\snot\s/iu.test(image) ? 'write `not property isEmpty()`' : 'write `property isEmpty()`'),
  },
  {
    token: createToken({ name: 'ShouldNot', pattern: /(?:should|must|shall)n['’]?t(?![\w.-])/i, label: '`should`' }),
    becomes: Should,
    code: 'foreign-word',
    repair: () => 'should not',
    reason: 'it is two words',
  },
  {
    token: createToken({
      name: 'SplitBlock',
      pattern: /contain(?:\s+-\s*|-\s+|\s+(?=\w+\s*\[))(?:any|all|none)(?!\w)/i,
      label: 'a block',
    }),
    becomes: Block,
    code: 'wrong-operator',
    repair: (image) => image.replace(/[\s-]+/u, '-').toLowerCase(),
    reason: 'it is one word',
  },
  {
    token: createToken({ name: 'ObjectLiteral', pattern: OBJECT, label: 'a condition', line_breaks: true }),
    becomes: True,
    code: 'wrong-operator',
    repair: (image) =>
      [...image.matchAll(MEMBER)]
        .map(([, name = '', value = '']) => `${name} = ${value.startsWith('"') ? quote(value.slice(1, -1)) : value}`)
        .join(' and '),
    reason: 'an element is asked by its properties',
  },
  {
    token: createToken({ name: 'LeftBrace', pattern: /\{/, label: '`[`' }),
    becomes: LeftBracket,
    code: 'wrong-operator',
    repair: () => '[',
    reason: 'blocks stand in square brackets',
  },
  {
    token: createToken({ name: 'RightBrace', pattern: /\}/, label: '`]`' }),
    becomes: RightBracket,
    code: 'wrong-operator',
    repair: () => ']',
    reason: 'blocks stand in square brackets',
  },
  {
    token: createToken({
      name: 'Comment',
      pattern: /#[^\n]*|\/\/[^\n]*|--[^\n]*|\/\*[^*]{0,1000}\*\//,
      label: 'a comment',
      line_breaks: true,
    }),
    code: 'unexpected-character',
    repair: () => '',
    reason: 'rules have no comments',
    inGrammar: '/\\*',
  },
  {
    token: createToken({
      name: 'Lambda',
      // The name that stands for an element, and that name again: `x => x.port`, `all(x, x.port = 22)`.
      pattern: /([A-Za-z_]\w{0,40})\s{0,9}(?:=>|,)(?=\s{0,9}\1\s{0,9}(?:\.\w|[=!<>]))/,
      label: 'nothing',
      start_chars_hint: [...LETTERS],
      line_breaks: true,
    }),
    code: 'wrong-operator',
    repair: () => '',
    reason: 'there are no loops',
    help: () =>
      "a block asks each element, by its own properties or as `$`: `rules contain [ port = 22 ]`, `groups contain [ $ = 'a' ]`",
  },
  operator('DoubleEquals', /={2,3}/, Comparator, '='),
  operator('DoubleNotEquals', /!==|<>(?!\s*should)|≠/, Comparator, '!='),
  operator('EqualNot', /=!/, Comparator, '!='),
  operator('EqualLess', /=<|≤/, Comparator, '<='),
  operator('EqualGreater', /=>|≥/, Comparator, '>='),
  { ...operator('MatchSign', /=~|~=/, RegexMatch, 'regexMatch'), inGrammar: '=~|~=' },
  operator('AndSign', /&&?/, And, 'and'),
  operator('OrSign', /\|\|?/, Or, 'or'),
  operator('NotSign', /!(?!=)/, Not, 'not'),
  {
    token: createToken({ name: 'EscapedSign', pattern: /\\!=/, label: '`!=`' }),
    becomes: Comparator,
    code: 'wrong-operator',
    repair: () => '!=',
    reason: 'the backslash is left over from Markdown',
  },
  {
    token: createToken({ name: 'DoubleQuoted', pattern: /"[^"]*"/, label: 'text', line_breaks: true }),
    becomes: Text,
    code: 'wrong-quotes',
    repair: (image) => quote(image.slice(1, -1)),
    reason: 'text stands between single quotes',
  },
  {
    token: createToken({
      name: 'TypographicQuoted',
      pattern: new RegExp(`[${QUOTES}][^'${QUOTES}]*['${QUOTES}]`),
      label: 'text',
      line_breaks: true,
      start_chars_hint: [...QUOTES],
    }),
    becomes: Text,
    code: 'wrong-quotes',
    repair: (image) => quote(image.slice(1, -1)),
    reason: 'typographic quotes come from copied text, GSL has the plain single quote',
  },
  {
    token: createToken({
      name: 'UnclosedClass',
      pattern: new RegExp(
        `(?!${(Regex.PATTERN as RegExp).source})\\/(?:[^/\\\\\\n[]|\\\\.|${CLASS}){0,1100}\\[(?:[^\\]/\\\\\\n]|\\\\.){0,1100}\\/[A-Za-z]*`,
      ),
      start_chars_hint: ['/'],
      label: 'a regular expression',
    }),
    becomes: Regex,
    code: 'unclosed-bracket',
    repair: (image) => {
      const place = unclosedClass(image);
      return `${image.slice(0, place)}\\${image.slice(place)}`;
    },
    reason: 'the `[` in the pattern is never closed',
    help: () => 'put `]` where the set of characters should end, or write `\\[` for the character itself',
  },
  {
    token: createToken({ name: 'UnquotedAddress', pattern: /\d+\.\d+\.\d+\.\d+(?:\/\d+)?/, label: 'text' }),
    becomes: Text,
    code: 'unquoted-text',
    repair: quote,
    reason: 'an address is text, and text stands between single quotes',
  },
  {
    token: createToken({ name: 'TypographicMinus', pattern: /[−–—]\d+/, label: 'a number' }),
    becomes: NumberLiteral,
    code: 'wrong-operator',
    repair: (image) => `-${image.slice(1)}`,
    reason: 'that is a typographic dash, not a minus sign',
  },
  {
    token: createToken({ name: 'AtLeastOne', pattern: /at ?least\s+one\b/i, label: 'nothing', line_breaks: true }),
    code: 'foreign-word',
    repair: () => '',
    reason: '`contain [ … ]` and `with [ … ]` ask for at least one',
    inGrammar: 'atleast\\s',
  },
  ...PHRASE_SLIPS,
];

const ONE = 'write `contain [ … ]` for at least one, and `with [ … ] length() = 1` for exactly one';

/** Words of look-alike languages that stand where GSL has an operator; with help of its own where two may be meant. */
export const FOREIGN_OPERATORS: ReadonlyMap<
  string,
  { readonly becomes: TokenType; readonly text: string; readonly help?: string }
> = new Map<string, { readonly becomes: TokenType; readonly text: string; readonly help?: string }>([
  ['eq', { becomes: Comparator, text: '=' }],
  ['equals', { becomes: Comparator, text: '=' }],
  ['is', { becomes: Comparator, text: '=' }],
  ['neq', { becomes: Comparator, text: '!=' }],
  ['ne', { becomes: Comparator, text: '!=' }],
  ['lt', { becomes: Less, text: '<' }],
  ['lte', { becomes: Comparator, text: '<=' }],
  ['le', { becomes: Comparator, text: '<=' }],
  ['gt', { becomes: Greater, text: '>' }],
  ['gte', { becomes: Comparator, text: '>=' }],
  ['ge', { becomes: Comparator, text: '>=' }],
  ['matches', { becomes: RegexMatch, text: 'regexMatch' }],
  ['any', { becomes: Block, text: 'contain-any' }],
  ['all', { becomes: Block, text: 'contain-all' }],
  ['none', { becomes: Block, text: 'contain-none' }],
  ...['every', 'each', 'contain-every', 'contains-every', 'contain-each', 'containsall', 'contains-all'].map(
    (word) => [word, { becomes: Block, text: 'contain-all' }] as const,
  ),
  ...['some', 'contain-some'].map((word) => [word, { becomes: Block, text: 'contain' }] as const),
  ...['one', 'contain-one', 'contains-one', 'containone', 'exactly-one', 'only-one'].map(
    (word) => [word, { becomes: Block, text: 'contain', help: ONE }] as const,
  ),
  ...['filter', 'select'].map((word) => [word, { becomes: Block, text: 'with' }] as const),
  ['has', { becomes: Block, text: 'contain' }],
  ...['notcontain', 'notcontains', 'not-contain', 'doesnotcontain'].map(
    (word) => [word, { becomes: Block, text: 'contain-none' }] as const,
  ),
]);
