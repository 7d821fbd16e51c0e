import { createToken, type TokenType } from 'chevrotain';
import { required } from '../text/required.ts';
import { quote } from './print.ts';
import type { Slip } from './slip.ts';
import { Comparator, Greater, Less, Like, NumberLiteral } from './tokens.ts';

/* Operators in several words, and signs of other languages that stand within an operand. */

const REASON = 'that is English';

/** An operator in words: what it is written as, what must stand behind it, and what is meant. */
type Phrase = readonly [pattern: string, behind: string, becomes: TokenType | undefined, text: string];

const MORE = String.raw`(?:is\s+)?(?:greater|more|larger|higher)\s+than`;
const LESS = String.raw`(?:is\s+)?(?:less|lower|smaller|fewer)\s+than`;
const OR_EQUAL = String.raw`\s+or\s+equals?(?:\s+to)?`;
const APART = String.raw`(?![\w.(-])`;

const PHRASES: readonly Phrase[] = [
  [MORE + OR_EQUAL, APART, Comparator, '>='],
  [LESS + OR_EQUAL, APART, Comparator, '<='],
  [MORE, APART, Greater, '>'],
  [LESS, APART, Less, '<'],
  [String.raw`(?:is\s+)?at\s+least`, String.raw`(?=\s+\d)`, Comparator, '>='],
  [String.raw`(?:is\s+)?at\s+most`, String.raw`(?=\s+\d)`, Comparator, '<='],
  [String.raw`(?:is\s+)?not\s+equals?(?:\s+to)?`, String.raw`(?=\s+['\d])`, Comparator, '!='],
  [String.raw`(?:is\s+)?equals?\s+to`, APART, Comparator, '='],
  // `is not 'x'`, and `is` before another operator, which is left out.
  [String.raw`is\s+not`, String.raw`(?=\s+(?:['\d"]|true\b|false\b))`, Comparator, '!='],
  [String.raw`(?:is|does|do)\s+`, String.raw`(?=(?:not\s+)?(?:in\b|like\b|contain|regexmatch\b|match))`, undefined, ''],
  [String.raw`like\s+any`, String.raw`(?=\s*\()`, Like, 'like'],
];

const WHOLE = PHRASES.map(([pattern, , becomes, text]) => ({
  whole: new RegExp(`^${pattern}$`, 'iu'),
  becomes,
  text,
}));

function phraseOf(image: string): (typeof WHOLE)[number] {
  return required(WHOLE.find(({ whole }) => whole.test(image)));
}

/** `starts with 'ci-'` as a pattern; what stands before it is asked for alone then. */
function affix(name: string, pattern: RegExp, patternOf: (text: string) => string): Slip {
  return {
    token: createToken({ name, pattern, label: 'a test', line_breaks: true }),
    code: 'foreign-word',
    repair: (image) => `like ${quote(patternOf(image.slice(image.indexOf("'") + 1, -1).replaceAll("''", "'")))}`,
    reason: REASON,
  };
}

/** An element and its list, or a list and its element, and what is asked of each. */
const QUANTIFIED = /^\w+\s+(?:(\w+)(?:\s*,\s*\w+)?\s+in\s+([\w.]+)|([\w.]+)\s+as\s+(\w+))\s*(?:\{([^{}]*)\})?$/iu;

/** What is asked of an element by its name, as a block asks it. */
function withoutElement(asked: string, name: string): string {
  return asked.replaceAll(/\w[\w.]*/gu, (path) => (path.startsWith(name) ? path.slice(name.length) : path));
}

/** What a filter of JSONPath or JMESPath asks, as far as it is written alike. */
function filterOf(image: string): string {
  return image
    .slice(0, image.lastIndexOf(']'))
    .replace(/^\[\s*\?\s*/u, '')
    .replace(/^\((.*)\)$/u, '$1')
    .replaceAll('@.', '')
    .replaceAll(/={2,3}/gu, '=')
    .replaceAll(/\s*&&\s*/gu, ' and ')
    .replaceAll(/\s*\|\|\s*/gu, ' or ')
    .replaceAll(/["`]/gu, "'")
    .replaceAll(/\s*(!=|[<>]=|[<>=])\s*/gu, ' $1 ')
    .trim();
}

export const PHRASE_SLIPS: readonly Slip[] = [
  {
    // One for all of them: the lexer asks each token wherever a word begins that may begin it.
    token: createToken({
      name: 'Phrase',
      pattern: new RegExp(PHRASES.map(([pattern, behind]) => pattern + behind).join('|'), 'i'),
      label: 'an operator',
      line_breaks: true,
    }),
    becomes: (image) => phraseOf(image).becomes,
    code: 'foreign-word',
    repair: (image) => phraseOf(image).text,
    reason: REASON,
    inGrammar: '(?:is|does|do)\\s',
  },
  affix('BeginsWith', /(?:starts?|begins?)\s+with\s+'(?:[^']|'')*'/i, (text) => `${text}%`),
  affix('EndsWith', /ends?\s+with\s+'(?:[^']|'')*'/i, (text) => `%${text}`),
  {
    token: createToken({
      name: 'Quantifier',
      pattern: /(?:all|any|every|some)\s+\w[\w.]*(?:\s*,\s*\w+)?(?:\s+(?:in|as)\s+\w[\w.]*(?:\s*\{[^{}]*\})?|\s*;)/i,
      label: 'a block',
      line_breaks: true,
    }),
    code: 'foreign-word',
    repair: (image) => image,
    reason: 'elements have no names of their own, and a block looks into a list',
    help: (image) => {
      const [, named, within, list = within ?? 'list', name = named, block] = QUANTIFIED.exec(image) ?? [];
      const asked = block === undefined ? '…' : withoutElement(block.trim(), `${name ?? ''}.`);
      return `write \`${list} contain [ ${asked} ]\` for some of them, \`${list} contain-all [ ${asked} ]\` for each`;
    },
  },
  {
    token: createToken({
      name: 'Wildcard',
      // Not of the target, `IamUser[] should …`.
      pattern: /(?<=[\w\]])\[\s?\*?\s?\](?!\s{1,9}(?:should|where)\b)(?:\.\w[\w:-]*)*/i,
      label: 'a block',
      start_chars_hint: ['['],
    }),
    code: 'wrong-operator',
    repair: (image) => image,
    reason: 'a path leads to one value, and a block looks into a list',
    help: (image) => {
      const rest = image.slice(image.indexOf(']') + 2);
      return `write \`contain [ ${rest === '' ? '$' : rest} … ]\` for some of it, \`contain-all [ … ]\` for each`;
    },
  },
  {
    token: createToken({
      name: 'PathFilter',
      pattern: /(?<=[\w\]])\[\s?\?[^\]]{1,500}\](?:\.\w[\w:-]*)*/,
      label: 'a block',
      line_breaks: true,
      start_chars_hint: ['['],
    }),
    code: 'wrong-operator',
    repair: (image) => image,
    reason: 'a block looks into a list',
    help: (image) => `write \`contain [ ${filterOf(image)} ]\`, or \`with [ … ]\` where more follows`,
  },
  {
    token: createToken({
      name: 'AfterCall',
      pattern: /(?<=\w\([^()]{0,200}\))\.[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?![\w.]*\()/,
      label: 'a block',
      start_chars_hint: ['.'],
    }),
    code: 'unexpected-token',
    repair: (image) => image,
    reason: 'a path begins with a property, and a block looks into what a function gives',
    help: (image) => `write \`contain [ ${image.slice(1)} … ]\``,
  },
  {
    token: createToken({ name: 'AtSign', pattern: /@\.(?=[A-Za-z_])/, label: 'nothing' }),
    code: 'wrong-operator',
    repair: () => '',
    reason: 'a path begins with a property',
  },
  {
    token: createToken({
      name: 'ForeignNumber',
      pattern: /(?:\d+(?:_\d+)+|\d+[eE]\+?\d+|0[xX][\da-fA-F]+)(?![\w.:-])/,
      label: 'a number',
    }),
    becomes: NumberLiteral,
    code: 'wrong-operator',
    repair: (image) => {
      const value = Number(image.replaceAll('_', ''));
      return Number.isSafeInteger(value) ? String(value) : '0';
    },
    reason: 'a number is its digits',
    inGrammar: '\\d+[xe_]\\w*\\s*\\(',
  },
];
