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
    'print.ts': [
      ["typeof name === 'number' -> false", 'a place is no name', 'isName'],
      ['next !== undefined -> true', 'nothing is no name'],
      ["typeof name === 'string' -> true", 'a place is no name', 'isSegment'],
    ],
    'expected-tokens.ts': [
      ["item.type === 'End' -> false", 'an end has no parts'],
      ['\'\' -> "Stryker was here!"', 'each token of the grammar has a name', "item.name ?? ''"],
    ],
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
    'slips.ts': [['\'isEmpty()\' -> ""', 'where there is advice, no repair is offered']],
    'print.ts': [
      [
        'point <= 0 -> point < 0',
        'what is written with an exponent is smaller than a millionth, or larger than all whole numbers',
      ],
      [
        '/^(-?)(\\d)(?:\\.(\\d+))?e([+-]\\d+)$/u -> /^(-?)(\\d)(?:\\.(\\d+))?e([+-]\\d+)/u',
        'nothing stands behind the exponent of a number',
      ],
      ['value < 0 -> value <= 0', 'no number beyond all doubles is 0'],
    ],
    'mend-words.ts': [
      ['known !== undefined -> false', 'a short way: what a word is near to is worked out again'],
      [
        'nearInfix.size >= MAX_KEPT -> nearInfix.size < MAX_KEPT',
        'a short way: what a word is near to is worked out again',
      ],
      ["/^'/u -> /'/u", 'the first quote of a text is its first character'],
    ],
    'mend-brackets.ts': [
      [
        '\'read it where fewer calls stand above, or in a thread with a larger stack\' -> ""',
        'reached only where little stack is left: test/isolation.test.ts reads such a rule in a process of its own',
      ],
      [
        'thrown instanceof Error && /call stack|too much recursion/iu.test(thrown.message) -> true',
        'reached only where little stack is left: test/isolation.test.ts reads such a rule in a process of its own',
      ],
      [
        'thrown instanceof Error && /call stack|too much recursion/iu.test(thrown.message) -> false',
        'reached only where little stack is left: test/isolation.test.ts reads such a rule in a process of its own',
      ],
    ],
    'format.ts': [['a < b -> a <= b', 'no two keys are the same']],
    'expected-tokens.ts': [
      ['\'Repetition\' -> ""', 'no production of ours has such a list', '...item, type'],
      [
        'ways.length < MAX_WAYS -> ways.length <= MAX_WAYS',
        'a bound for grammars that ours is not: it has a handful of ways',
      ],
    ],
    'mend-lists.ts': [
      ['open.tokenType === LeftBracket || open.tokenType === LeftParen -> true', 'what opens nothing has no end'],
      ['\'or\' -> ""', 'a word is read by its kind', 'tokenAt(Or'],
      ['\'(\' -> ""', 'a bracket is read by its kind', 'tokenAt('],
      ['\')\' -> ""', 'a bracket is read by its kind', 'tokenAt('],
      ['/-all$/iu -> /-all/iu', 'no word goes on behind it'],
      ['tokenType === Text -> true', 'no other literal has a `%`'],
    ],
    'mend-order.ts': [
      ['tokenType === Not -> true', 'a short way for rules without `not`: the long way leaves them as they are'],
      [
        '({ tokenType }) => tokenType === Where || tokenType === Should -> () => undefined',
        'a short way for rules whose parts are in order: the long way leaves them as they are',
      ],
      ['late < should -> late <= should', 'no word is `where` and `should`'],
      ['at > first -> true', 'a short way for rules whose parts are in order: the long way leaves them as they are'],
    ],
    'parse.ts': [
      [
        '!isOutOfStack(thrown) -> true',
        'reached only where little stack is left: test/isolation.test.ts reads such a rule in a process of its own',
      ],
      [
        '{ source, diagnostics: [tooDeepForStack(source)] } -> {}',
        'reached only where little stack is left: test/isolation.test.ts reads such a rule in a process of its own',
      ],
      ['round < 2 * MAX_ERRORS -> round <= 2 * MAX_ERRORS', 'what is found after so many errors is not said either'],
      ['tokens <= MAX_DEPTH -> false', 'a short way: a rule of few tokens is not deep'],
    ],
    'parser.ts': [
      [
        '(): RuleNode => -> () => undefined',
        'read where a parser is made, once for all tests, as what the column "run once" counts',
      ],
      [
        'this.performSelfAnalysis(); -> ;',
        'done where a parser is made, once for all tests, as what the column "run once" counts',
      ],
    ],
  }),
];
