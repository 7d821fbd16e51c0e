import { createToken, type TokenType } from 'chevrotain';
import { quote } from './print.ts';
import type { Slip } from './slip.ts';
import { Comparator, Greater, Less, Like, NumberLiteral } from './tokens.ts';

/* Operators in several words, and signs of other languages that stand within an operand. */

const REASON = 'that is English';

function phrase(name: string, pattern: RegExp, becomes: TokenType | undefined, text: string): Slip {
  return {
    token: createToken({ name, pattern, label: text === '' ? 'nothing' : `\`${text}\``, line_breaks: true }),
    ...(becomes === undefined ? {} : { becomes }),
    code: 'foreign-word',
    repair: () => text,
    reason: REASON,
  };
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
  phrase(
    'MoreOrEqual',
    /(?:is\s+)?(?:greater|more|larger|higher)\s+than\s+or\s+equals?(?:\s+to)?(?![\w.(-])/i,
    Comparator,
    '>=',
  ),
  phrase(
    'LessOrEqual',
    /(?:is\s+)?(?:less|lower|smaller|fewer)\s+than\s+or\s+equals?(?:\s+to)?(?![\w.(-])/i,
    Comparator,
    '<=',
  ),
  phrase('MoreThan', /(?:is\s+)?(?:greater|more|larger|higher)\s+than(?![\w.(-])/i, Greater, '>'),
  phrase('LessThan', /(?:is\s+)?(?:less|lower|smaller|fewer)\s+than(?![\w.(-])/i, Less, '<'),
  phrase('AtLeast', /(?:is\s+)?at\s+least(?=\s+\d)/i, Comparator, '>='),
  phrase('AtMost', /(?:is\s+)?at\s+most(?=\s+\d)/i, Comparator, '<='),
  phrase('NotEqualTo', /(?:is\s+)?not\s+equals?(?:\s+to)?(?=\s+['\d])/i, Comparator, '!='),
  phrase('EqualTo', /(?:is\s+)?equals?\s+to(?![\w.(-])/i, Comparator, '='),
  // `is not 'x'`, and `is` before another operator, which is left out.
  phrase('IsNot', /is\s+not(?=\s+(?:['\d"]|true\b|false\b))/i, Comparator, '!='),
  phrase('IsBefore', /(?:is|does|do)\s+(?=(?:not\s+)?(?:in\b|like\b|contain|regexmatch\b|match))/i, undefined, ''),
  phrase('LikeAny', /like\s+any(?=\s*\()/i, Like, 'like'),
  affix('BeginsWith', /(?:starts?|begins?)\s+with\s+'(?:[^']|'')*'/i, (text) => `${text}%`),
  affix('EndsWith', /ends?\s+with\s+'(?:[^']|'')*'/i, (text) => `%${text}`),
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
  },
];
