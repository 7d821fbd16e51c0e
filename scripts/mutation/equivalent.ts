/*
 * Mutants that no test can tell from the source, or that change only how long something takes. They are counted apart, and
 * the run says which entries fit no mutant any more, and which are killed after all.
 */

export interface Equivalent {
  readonly file: string;
  /** A part of the line, where the change alone is not enough to tell which. */
  readonly within?: string;
  /** As `--survivors` prints it, whole. */
  readonly change: string;
  readonly why: string;
}

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

/** Ways that only save time or memory. */
const SHORT_WAYS: readonly Equivalent[] = [
  [
    'src/run/alike.ts',
    'kept.explanation.now === now && areSame(kept.values, values) -> false',
    'what was explained before is explained again',
  ],
  [
    'src/run/blocks.ts',
    'identity === undefined -> identity !== undefined',
    'the group is found in its bucket all the same',
  ],
  [
    'src/run/generated/emitter.ts',
    'this.places.set(constant.kind, ofKind); -> ;',
    'the same constant stands in the table twice',
  ],
  ['src/run/generated/tier.ts', '!this.isGenerated -> true', 'code is generated again where none could be'],
  ['src/functions/get-values.ts', 'new Array<unknown>(length) -> new Array()', 'the list grows as it is filled'],
  ['src/values/exact-json.ts', 'at < from -> true', 'all texts are read as those with long numbers are'],
  [
    'src/values/path.ts',
    'value === undefined || value === null -> value === undefined && value === null',
    'the long way finds nothing in nothing',
  ],
  ['src/values/time.ts', 'text.length <= 40 -> true', 'the pattern refuses longer ones'],
  ['src/functions/time.ts', 'context.now !== clock -> true', 'the border is worked out for each entity'],
  ['src/values/comparison-operators.ts', "typeof right === 'number' -> false", 'all numbers are ordered as others are'],
  ['src/values/document.ts', 'cache.size >= CACHE_SIZE -> cache.size > CACHE_SIZE', 'one document more is kept'],
  ['src/values/equality.ts', 'value.length > 5 -> false', 'long texts are folded to be no truth'],
  ['src/values/exact-json.ts', 'at < from -> at <= from', 'more texts are read as those with long numbers are'],
  ['src/values/exact-json.ts', 'code <= 0x39 -> true', 'more texts are read as those with long numbers are'],
  ['src/values/firewall.ts', 'others.length === 0 -> false', 'the ranges of one protocol are joined once more'],
  ['src/values/network.ts', '\':\' -> ""', 'the parser of addresses refuses what has no colon'],
  ['src/values/path.ts', 'found === undefined -> false', 'it is asked whose nothing is'],
  ['src/values/path.ts', 'second === undefined -> false', 'a path of one step goes the way of long ones'],
  ['src/values/record.ts', 'kind === undefined -> false', 'each kind is asked for'],
  ['src/values/comparison-operators.ts', '\'number\' -> ""', 'all numbers are ordered as others are'],
  ['src/values/document.ts', '!STARTS.has(text.charCodeAt(0)) -> false', 'the pattern is asked of each text'],
  ['src/values/exact-json.ts', 'at >= from -> true', 'what stands before is no digit'],
  ['src/values/firewall-rule.ts', 'first >= 0 -> first < 0', 'what follows says the same of two numbers'],
  ['src/values/names.ts', 'names.length > HUGE -> true', 'all objects are remembered'],
  ['src/values/one-of.ts', 'values.length <= FEW -> values.length < FEW', 'the values are looked up'],
  ['src/values/one-of.ts', 'texts.length <= FEW -> texts.length > FEW', 'texts are looked up where they are few'],
  ['src/values/path.ts', "typeof first === 'string' -> typeof first !== 'string'", 'a step goes the way of long paths'],
  [
    'src/values/path.ts',
    "typeof second === 'string' -> typeof second !== 'string'",
    'two steps go the way of long paths',
  ],
  ['src/values/path.ts', 'value === undefined -> false', 'the next step finds nothing in nothing'],
  ['src/values/value.ts', 'length > WIDE -> false', 'names are listed again'],
  [
    'src/values/time.ts',
    'text.length >= 10 && text.length <= 40 -> text.length >= 10 || text.length <= 40',
    'the pattern refuses them',
  ],
  [
    'src/values/firewall-rule.ts',
    "typeof first === 'number' && typeof last === 'number' && first >= 0 && last > 0 -> false",
    'what follows says the same of two numbers',
  ],
  ['src/values/ranges.ts', 'next[at] ?? after -> next[at] && after', 'the chain stays longer'],
  [
    'src/values/work.ts',
    'value.length <= SHORT_TEXT -> value.length < SHORT_TEXT',
    'nothing is paid for this length either',
  ],
  ['src/run/evidence-path.ts', 'other.length !== name.length || other === name -> false', 'each name is folded'],
  [
    'src/run/evidence-path.ts',
    'names.size >= MAX_NAMES -> names.size > MAX_NAMES',
    'names are gone through and none is added',
  ],
  ['src/run/evidence-skim.ts', 'names.size >= MAX_NAMES -> false', 'no name is new where they are full'],
  [
    'src/run/evidence-skim.ts',
    'names.length > MAX_NAMES -> false',
    'names are kept that are then found to be too many',
  ],
  ['src/run/notes.ts', 'notes.length <= FEW -> false', 'few notes are looked up as many are'],
  [
    'src/run/test-closures.ts',
    "typeof found === 'object' && found !== null -> true",
    'single values are asked whether something in them is unknown',
  ],
  [
    'src/run/comparable.ts',
    "typeof a === 'object' || typeof b === 'object' -> false",
    'an object beside a scalar is no number, time or truth either',
  ],
  ['src/run/known-parts.ts', '!Array.isArray(value) -> Array.isArray(value)', 'the text is written to its limit'],
  [
    'src/run/compiled-rule.ts',
    'scope.left >= 0 -> scope.left < 0',
    'the closures judge what generated code has judged',
  ],
  [
    'src/run/comparable.ts',
    "typeof a === 'object' || typeof b === 'object' -> typeof a === 'object' && typeof b === 'object'",
    'an object beside a scalar is no number, time or truth either',
  ],
].map(([file = '', change = '', why = '']) => ({ file, change, why: `a short way, without which ${why}` }));

/** What is asked for the types alone: the other way does not come. */
const TYPES: readonly Equivalent[] = [
  ['src/values/exact-json.ts', 'context?.source -> context.source', 'engines that get here give it'],
  ['src/values/network.ts', 'hexadecimal === undefined -> false', 'what is no text is no address'],
  ['src/values/time.ts', "typeof value === 'number' -> true", 'nothing else is a finite number'],
  ['src/values/identity.ts', "typeof number === 'number' -> true", 'no bigint is an integer to `Number.isInteger`'],
  ['src/run/evidence.ts', 'watch === undefined -> false', 'each place holds one'],
  ['src/run/evidence.ts', 'watches.length - 1 -> watches.length + 1', 'places behind the end hold none'],
  [
    'src/run/generated/constants.ts',
    'definition?.bind -> definition.bind',
    'a function that is not there keeps a rule from running',
  ],
  ['src/run/tracing.ts', 'whole !== undefined -> true', 'what was asked was recorded'],
  ['src/run/notes.ts', '\'missing\' -> ""', 'any two names tell the two kinds apart'],
].map(([file = '', change = '', why = '']) => ({ file, change, why: `for the types: ${why}` }));

export const EQUIVALENT: readonly Equivalent[] = [
  ...PRODUCTIONS,
  ...SHORT_WAYS,
  ...TYPES,
  {
    file: 'src/values/equality.ts',
    change: 'code > 127 -> code >= 127',
    why: 'the character 127 is a control, which has no case',
  },
  {
    file: 'src/values/exact-json.ts',
    change: "token.startsWith('\"') -> token.endsWith('\"')",
    why: 'a text has quotes at both ends, and a number at none',
  },
  {
    file: 'src/values/filter-pattern.ts',
    change: "token.startsWith('\"') -> token.endsWith('\"')",
    why: 'a token with a quote has one at both ends, or is nothing else',
  },
  {
    file: 'src/values/filter-pattern.ts',
    within: 'let blank',
    change: 'false -> true',
    why: 'before the first token no blank is written',
  },
  {
    file: 'src/values/ranges.ts',
    change: 'place === 0 -> false',
    why: 'before the first bound there is none to be the same as',
  },
  {
    file: 'src/values/time.ts',
    change: 'text.length <= 40 -> text.length < 40',
    why: 'no time has 40 characters',
  },
  {
    file: 'src/values/equality.ts',
    change: 'asNumber !== undefined -> true',
    why: 'for the types: no number equals undefined',
  },
  {
    file: 'src/values/pattern.ts',
    change: 'only !== undefined -> true',
    why: 'for the types: a list of one has a first',
  },
  {
    file: 'src/values/ranges.ts',
    change: 'a < b -> a <= b',
    why: 'equal bounds may stand in either order: one of them is left out',
  },
  {
    file: 'src/values/ranges.ts',
    change: 'a.start < b.start -> a.start <= b.start',
    why: 'ranges with one start may stand in either order: they are joined',
  },
  {
    file: 'src/syntax/expected-tokens.ts',
    change: 'ways.length < MAX_WAYS -> ways.length <= MAX_WAYS',
    why: 'a bound for grammars that ours is not: it has a handful of ways',
  },
  {
    file: 'src/syntax/messages.ts',
    change: 'first?.tokenType -> first.tokenType',
    why: 'for the types: the parser always gives the token that it stopped at',
  },
  {
    file: 'src/syntax/format.ts',
    change: '\'ConstantRule\' -> ""',
    why: 'for the types: `true` is shorter than a line',
  },
  {
    file: 'src/run/unknown.ts',
    change: "typeof entity === 'object' && entity !== null && this.notesOf(entity) !== undefined -> true",
    why: 'says that something is not known where all is: the slow way judges the same',
  },
  {
    file: 'src/run/scope.ts',
    change: 'first !== undefined && second !== undefined -> first !== undefined || second !== undefined',
    why: 'for the types: a chain has two operands at least',
  },
  {
    file: 'src/syntax/messages.ts',
    change: 'token.endOffset !== undefined -> true',
    why: 'for the types: no number is greater than undefined either',
  },
  {
    file: 'src/syntax/parse.ts',
    change: '{ source, diagnostics: [tooDeepForStack(source)] } -> {}',
    why: 'reached only where little stack is left: test/isolation.test.ts reads such a rule in a process of its own',
  },
  {
    file: 'src/syntax/mend-order.ts',
    change: '({ tokenType }) => tokenType === Where || tokenType === Should -> () => undefined',
    why: 'a short way for rules whose parts are in order: the long way leaves them as they are',
  },
  {
    file: 'src/syntax/parser.ts',
    change: 'this.performSelfAnalysis(); -> ;',
    why: 'done where a parser is made, once for all tests, as what the column "run once" counts',
  },
  {
    file: 'src/syntax/mend-lists.ts',
    change: '/-all$/iu -> /-all/iu',
    why: 'no word goes on behind it',
  },
  {
    file: 'src/syntax/mend-lists.ts',
    change: 'tokenType === Text -> true',
    why: 'no other literal has a `%`',
  },
  {
    file: 'src/syntax/format.ts',
    change: "rule.kind === 'Assertion' -> true",
    why: 'for the types: what is asked for has no such clauses',
  },
  {
    file: 'src/syntax/parse.ts',
    change: 'round < 2 * MAX_ERRORS -> round <= 2 * MAX_ERRORS',
    why: 'what is found after so many errors is not said either',
  },
  {
    file: 'src/syntax/parse.ts',
    change: 'tokens <= MAX_DEPTH -> false',
    why: 'a short way: a rule of few tokens is not deep',
  },
  {
    file: 'src/syntax/token.ts',
    change: 'CLOSING.get(opening)?.type -> CLOSING.get(opening).type',
    why: 'for the types: it is asked of brackets alone',
  },
  {
    file: 'src/syntax/mend-order.ts',
    change: 'late < should -> late <= should',
    why: 'no word is `where` and `should`',
  },
  {
    file: 'src/syntax/mend-order.ts',
    change: 'at > first -> true',
    why: 'a short way for rules whose parts are in order: the long way leaves them as they are',
  },
  {
    file: 'src/syntax/mend-words.ts',
    change: 'infix === undefined -> false',
    why: 'for the types: the map has no undefined word',
  },
  {
    file: 'src/syntax/mend-words.ts',
    change: 'infix !== undefined && type !== undefined -> infix !== undefined || type !== undefined',
    why: 'for the types: every infix word has a type',
  },
  {
    file: 'src/functions/allowed-hosts.ts',
    change: 'receiver !== null -> true',
    why: 'for the types: null is an object to `typeof`, and asked for behind it',
  },
  {
    file: 'src/values/document.ts',
    change: 'text.length > MAX_CACHED_LENGTH -> text.length >= MAX_CACHED_LENGTH',
    why: 'from which length on a text is kept changes how long reading takes, and nothing that is said',
  },
  {
    file: 'src/values/equality.ts',
    change: '!isTime(left) || !isTime(right) -> !isTime(left) && !isTime(right)',
    why: 'of what is no time `timeOf` gives none, which has no order either',
  },
  {
    file: 'src/values/firewall-rule.ts',
    change: 'sources.length > 0 -> false',
    why: 'a short way: sources come of the names that are asked for behind it',
  },
  {
    file: 'src/values/firewall-rule.ts',
    within: "typeof first === 'number'",
    change: '\'number\' -> ""',
    why: 'a short way for two numbers: what follows says the same of them',
  },
  {
    file: 'src/values/network.ts',
    change: 'prefix >= 0 -> true',
    why: 'a negative prefix is refused by whoever asks, as -1 is',
  },
  {
    file: 'src/values/one-of.ts',
    change: 'rest.length <= FEW -> rest.length < FEW',
    why: 'from how many values on a set is asked changes how long it takes, and nothing that is said',
  },
  {
    file: 'src/values/partly-known.ts',
    within: 'a === b',
    change: 'a !== undefined -> true',
    why: 'both are undefined at the last place alone, and what is written behind the end of a typed array is lost',
  },
  {
    file: 'src/values/path.ts',
    change: "typeof value === 'object' && value !== null && !Array.isArray(value) -> false",
    why: 'a short way for objects: what follows says the same of them',
  },
  {
    file: 'src/values/pattern-engine.ts',
    change: '\'node:module\' -> ""',
    why: 'reached only where the engine is not loaded: test/isolation.test.ts runs it in processes of their own',
  },
  {
    file: 'src/values/pattern.ts',
    change: "middle.length === 0 && first === '' -> false",
    why: 'a short way: the general test says the same of the end of a text',
  },
  {
    file: 'src/values/ranges.ts',
    change: 'bounds.length - 1 -> bounds.length + 1',
    why: 'places behind the end hold nothing, and the search goes on before them',
  },
];
