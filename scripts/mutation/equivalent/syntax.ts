import { equivalents, forTypes, type Equivalent } from './entry.ts';

/** Names of productions are read where a parser is made, once for all tests. */
const PRODUCTIONS: readonly Equivalent[] = [
  ...['rule', 'judgement', 'target', 'assertion', 'condition', 'conjunction', 'negation', 'comparison', 'list'],
  ...['operand', 'links', 'value', 'call', 'argument', 'path', 'literal'],
].map((name) => ({
  file: 'src/syntax/parser.ts',
  within: 'this.RULE(',
  change: `'${name}' -> ""`,
  why: 'read where a parser is made, once for all tests, as what the column "run once" counts',
}));

export const SYNTAX: readonly Equivalent[] = [
  ...PRODUCTIONS,
  ...forTypes('src/syntax', {
    'format.ts': [
      ['\'ConstantRule\' -> ""', '`true` is shorter than a line'],
      ["rule.kind === 'Assertion' -> true", 'what is asked for has no such clauses'],
    ],
    'mend-words.ts': [
      ['infix === undefined -> false', 'the map has no undefined word'],
      [
        'infix !== undefined && type !== undefined -> infix !== undefined || type !== undefined',
        'every infix word has a type',
      ],
    ],
    'messages.ts': [
      ['first?.tokenType -> first.tokenType', 'the parser always gives the token that it stopped at'],
      ['token.endOffset !== undefined -> true', 'no number is greater than undefined either'],
    ],
    'token.ts': [['CLOSING.get(opening)?.type -> CLOSING.get(opening).type', 'it is asked of brackets alone']],
  }),
  ...equivalents('src/syntax', {
    'expected-tokens.ts': [
      [
        'ways.length < MAX_WAYS -> ways.length <= MAX_WAYS',
        'a bound for grammars that ours is not: it has a handful of ways',
      ],
    ],
    'mend-lists.ts': [
      ['/-all$/iu -> /-all/iu', 'no word goes on behind it'],
      ['tokenType === Text -> true', 'no other literal has a `%`'],
    ],
    'mend-order.ts': [
      [
        '({ tokenType }) => tokenType === Where || tokenType === Should -> () => undefined',
        'a short way for rules whose parts are in order: the long way leaves them as they are',
      ],
      ['late < should -> late <= should', 'no word is `where` and `should`'],
      ['at > first -> true', 'a short way for rules whose parts are in order: the long way leaves them as they are'],
    ],
    'parse.ts': [
      [
        '{ source, diagnostics: [tooDeepForStack(source)] } -> {}',
        'reached only where little stack is left: test/isolation.test.ts reads such a rule in a process of its own',
      ],
      ['round < 2 * MAX_ERRORS -> round <= 2 * MAX_ERRORS', 'what is found after so many errors is not said either'],
      ['tokens <= MAX_DEPTH -> false', 'a short way: a rule of few tokens is not deep'],
    ],
    'parser.ts': [
      [
        'this.performSelfAnalysis(); -> ;',
        'done where a parser is made, once for all tests, as what the column "run once" counts',
      ],
    ],
  }),
];
