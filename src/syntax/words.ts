import { BLOCK_OPERATORS } from './ast.ts';

/** The words that the language keeps for itself, as they are printed; a property so named is written `$['in']`. */
export const KEYWORDS: readonly string[] = [
  'where',
  'should',
  'not',
  'have',
  'and',
  'or',
  'in',
  'like',
  'regexMatch',
  'groupBy',
  'exclude',
  'true',
  'false',
  'null',
  ...BLOCK_OPERATORS,
];

/** What is called behind a property, by what it may be written as: the functions of the language, and what others name so. */
export const FUNCTION_WORDS: ReadonlyMap<string, string> = /*#__PURE__*/ new Map(
  [
    ...[
      'after',
      'allowedHostsForPort',
      'allowedPublicHostsForPort',
      'before',
      'endsWith',
      'first',
      'getValue',
      'getValues',
    ],
    ...[
      'inSubnet',
      'isEmpty',
      'isFilterPatternEqual',
      'isPrivate',
      'isPublic',
      'join',
      'length',
      'numberOfHosts',
      'split',
    ],
    ...['startsWith', 'textLength', 'toLower', 'toUpper', 'unique'],
    ...['empty isEmpty', 'count length', 'size length', 'len length', 'lower toLower', 'upper toUpper'],
  ].map((line) => {
    const [word = line, name = line] = line.split(' ');
    return [word.toLowerCase(), name] as const;
  }),
);

const folded: ReadonlySet<string> = /*#__PURE__*/ new Set(/*#__PURE__*/ KEYWORDS.map((word) => word.toLowerCase()));

/** Whether a word is kept, in any case. */
export function isKeyword(word: string): boolean {
  return folded.has(word.toLowerCase());
}

/** The letters of a name that can begin a path. */
const NAME = /^[A-Za-z_][\w:-]*$/u;
/** The letters of a name behind a dot: it may begin with a digit too. */
const SEGMENT = /^\w[\w:-]*$/u;

/** Whether a name can begin a path as it is. */
export function isName(text: string): boolean {
  return NAME.test(text);
}

/** Whether a name can follow a dot as it is. */
export function isSegment(text: string): boolean {
  return SEGMENT.test(text);
}
