import { equivalents, forTypes, shortWays, type Equivalent } from './entry.ts';

export const VALUES: readonly Equivalent[] = [
  ...shortWays('src/values', {
    'value.ts': [['value.length === 5 -> true', 'longer texts are folded to be no truth']],
    'network.ts': [['text.length <= LONGEST_ANY -> true', 'longer texts are looked up among words too']],
    'identity.ts': [['text.slice(at, at + PIECE) -> text', 'the whole text is looked up for each of its pieces']],
    'json-text.ts': [['value instanceof EvaluationError -> false', 'an error is written, and given back all the same']],
    'search.ts': [
      [
        'separator.length <= LONG_PART -> separator.length > LONG_PART',
        'texts are divided in linear time where the engine could, and by the engine where that is not',
      ],
      [
        'part.length <= LONG_PART -> part.length < LONG_PART',
        'a part of just this length is looked for in linear time',
      ],
      ['part.length <= LONG_PART -> true', 'long parts are looked for by the engine'],
      ['separator.length <= LONG_PART -> true', 'long parts are looked for by the engine'],
    ],
    'comparison-operators.ts': [
      ["typeof right === 'number' -> false", 'all numbers are ordered as others are'],
      ['\'number\' -> ""', 'all numbers are ordered as others are'],
    ],
    'document.ts': [['!STARTS.has(text.charCodeAt(0)) -> false', 'the pattern is asked of each text']],
    'equality.ts': [
      ['value.length === 4 -> true', 'more texts are folded'],
      ['code > 127 -> true', 'the text is folded'],
      ['\'number\' -> ""', 'numbers are compared as others are', 'typeof actual'],
      ['value.length > 5 -> false', 'long texts are folded to be no truth'],
      ["typeof actual === 'object' -> true", 'a single value is asked for the one in it', '(actual) => ('],
    ],
    'exact-json.ts': [
      ['from + LONG_NUMBER -> from - LONG_NUMBER', 'all texts are read as those with long numbers are'],
      [
        'at >= from && isDigit(text.charCodeAt(at)) -> at >= from || isDigit(text.charCodeAt(at))',
        'all texts are read as those with long numbers are',
      ],
      ['false -> true', 'all texts are read as those with long numbers are', 'return false'],
      ['at < from -> true', 'all texts are read as those with long numbers are'],
      ['at < from -> at <= from', 'more texts are read as those with long numbers are'],
      ['code <= 0x39 -> true', 'more texts are read as those with long numbers are'],
      ['at >= from -> true', 'what stands before is no digit'],
      ['!hasLongNumber(text) -> false', 'all texts are read as those with long numbers are'],
    ],
    'filter-pattern.ts': [
      ["pieces.at(-2) === ' ' -> true", 'words are put together that no blank parts, and are no keyword'],
    ],
    'firewall-rule.ts': [
      ['port !== undefined || isObject(value) -> true', 'what is no object has another prototype'],
      [
        'mayBePlain && isObjectPrototypePlain() && Object.getPrototypeOf(value) === Object.prototype -> false',
        'the properties of a rule are copied',
      ],
      [
        'port !== undefined || isObject(value) -> port !== undefined && isObject(value)',
        'the properties of a rule are copied',
      ],
      ['first >= 0 -> first < 0', 'what follows says the same of two numbers'],
      [
        "typeof first === 'number' && typeof last === 'number' && first >= 0 && last > 0 -> false",
        'what follows says the same of two numbers',
      ],
      ['first >= 0 -> first > 0', 'what follows says the same of two numbers'],
    ],
    'firewall.ts': [
      ['ipv6.every((ranges) => ranges.length === 0) -> false', 'nothing is counted of no ranges'],
      ['ranges.length === 0 -> false', 'nothing is counted of no ranges'],
    ],
    'one-of.ts': [
      ['texts.length <= FEW -> false', 'texts are looked up where they are few'],
      ['values.length <= FEW -> values.length > FEW', 'values are looked up where they are few'],
      ['texts.length <= FEW -> true', 'texts are not looked up where they are many'],
      ['rest.length <= FEW -> rest.length > FEW', 'values are looked up where they are few'],
      ['rest.length <= FEW -> true', 'values are not looked up where they are many'],
      ['values.length <= FEW -> values.length < FEW', 'the values are looked up'],
      ['texts.length <= FEW -> texts.length > FEW', 'texts are looked up where they are few'],
      ['values.length <= FEW -> false', 'the values are looked up'],
      ['texts.length <= FEW -> texts.length < FEW', 'texts are looked up where they are few'],
      ['rest.length <= FEW -> false', 'values are looked up where they are few'],
    ],
    'path.ts': [
      ['segments.length === 2 -> false', 'two steps go the way of long paths'],
      ['first === undefined -> false', 'a path of no steps goes the way of long ones'],

      ['found === undefined -> false', 'it is asked whose nothing is'],
      ['second === undefined -> false', 'a path of one step goes the way of long ones'],
    ],
    'pattern.ts': [
      ['keptSize + size <= MAX_KEPT_SIZE -> false', 'all other patterns are forgotten with each new one'],
      ['keptSize += size -> keptSize -= size', 'all patterns are kept'],
      ['keptSize + size <= MAX_KEPT_SIZE -> keptSize + size < MAX_KEPT_SIZE', 'one pattern less is kept'],
      ['programs.delete(oldest); -> ;', 'more patterns are kept'],
      ['keptSize + size -> keptSize - size', 'more patterns are kept'],
      ['\'\' -> "Stryker was here!"', 'nothing is looked for between two `%`', 'const middle'],
      ['keptSize + size <= MAX_KEPT_SIZE -> true', 'all patterns are kept'],
      ["part !== '' -> true", 'nothing is looked for between two `%`'],
    ],
    'ranges.ts': [
      ['next[after] ?? after -> next[after] && after', 'the chain stays longer'],
      ['next[at] ?? after -> next[at] && after', 'the chain stays longer'],
      [
        '({ open }) => open -> () => undefined',
        'ranges that are all open are gone through as others are',
        'verdicts.every',
      ],
    ],
    'record.ts': [['kind === undefined -> false', 'each kind is asked for']],
    'time.ts': [['text.length >= 10 -> true', 'the pattern refuses shorter ones']],
    'work.ts': [['value.length <= SHORT_TEXT -> value.length < SHORT_TEXT', 'nothing is paid for this length either']],
  }),
  ...forTypes('src/values', {
    'ranges.ts': [['() => false -> () => undefined', 'either is no']],
    'exact-json.ts': [
      ["typeof value !== 'number' -> false", 'what is no number is given back'],
      ['context?.source -> context.source', 'engines that get here give it'],
    ],
    'firewall.ts': [
      ['verdicts[0]?.sources -> verdicts[0].sources', 'a list of one has a first', 'const [sole]'],
      ['[] -> ["Stryker was here"]', 'a text has no addresses', 'IPV6_NOT_PUBLIC'],
      ['[] -> ["Stryker was here"]', 'a text is no network', 'const [sole]'],
    ],
    'identity.ts': [["typeof number === 'number' -> true", 'no bigint is an integer to `Number.isInteger`']],
    'json-text.ts': [['\'null\' -> ""', 'an entity of JSON has nothing that has no text', "?? 'null'"]],
    'network.ts': [['hexadecimal === undefined -> false', 'what is no text is no address']],
    'time.ts': [["typeof value === 'number' -> true", 'nothing else is a finite number']],
  }),
  ...equivalents('src/values', {
    'identity.ts': [
      [
        'text.length > LONG -> text.length >= LONG',
        'from which length on pieces stand for a text changes nothing that is said',
      ],
    ],
    'own.ts': [
      [
        'true -> false',
        'reached only where a prototype was changed: test/isolation.test.ts does it in processes of their own',
        'return true',
      ],
      [
        'false -> true',
        'reached only where a prototype was changed: test/isolation.test.ts does it in processes of their own',
        'of PRIMITIVES',
      ],
    ],
    'work.ts': [['text < before.text -> text <= before.text', 'the same text is the first either way']],
    'equality.ts': [['code > 127 -> code >= 127', 'the character 127 is a control, which has no case']],
    'exact-json.ts': [
      ["token.startsWith('\"') -> token.endsWith('\"')", 'a text has quotes at both ends, and a number at none'],
    ],
    'filter-pattern.ts': [
      [
        "token.startsWith('\"') -> token.endsWith('\"')",
        'a token with a quote has one at both ends, or is nothing else',
      ],
      ['false -> true', 'before the first token no blank is written', 'let blank'],
    ],
    'firewall-rule.ts': [
      [
        '\'number\' -> ""',
        'a short way for two numbers: what follows says the same of them',
        "typeof first === 'number'",
      ],
    ],
    'json-text.ts': [
      ['size > MAX_JSON_TEXT -> size >= MAX_JSON_TEXT', 'at one length of a text there is an error or none'],
    ],
    'network.ts': [
      ['slash < 0 -> slash <= 0', 'nothing before a slash is no address'],
      ['prefix >= 0 -> true', 'a negative prefix is refused by whoever asks, as -1 is'],
      [
        'text.length <= LONGEST -> text.length < LONGEST',
        'a text of just this length is read at the price of a short one',
      ],
    ],
    'one-of.ts': [
      [
        'rest.length <= FEW -> rest.length < FEW',
        'from how many values on a set is asked changes how long it takes, and nothing that is said',
      ],
    ],
    'partly-known.ts': [
      [
        'a !== undefined -> true',
        'both are undefined at the last place alone, and what is written behind the end of a typed array is lost',
        'a === b',
      ],
    ],
    'path.ts': [
      [
        "typeof value === 'object' && value !== null && !Array.isArray(value) -> false",
        'a short way for objects: what follows says the same of them',
      ],
    ],
    'pattern-engine.ts': [
      [
        'engine ??= requiredEngine() -> engine &&= requiredEngine()',
        'loaded once, for all tests, as what the column "run once" counts',
      ],
      [
        '{ -> {}',
        'reached only where the engine is not loaded: test/isolation.test.ts runs it in processes of their own',
        'loadPatterns',
      ],
      [
        '{ -> {}',
        'reached only where the engine is not loaded: test/isolation.test.ts runs it in processes of their own',
        'catch',
      ],
      [
        '\'node:module\' -> ""',
        'reached only where the engine is not loaded: test/isolation.test.ts runs it in processes of their own',
      ],
    ],
    'pattern.ts': [
      ['\'\' -> "Stryker was here!"', 'words have nothing that is looked for', 'replaceAll'],
      [
        '\'what reads patterns is not loaded; call `await loadPatterns()` before rules are compiled\' -> ""',
        'reached only where the engine is not loaded: test/isolation.test.ts runs it in processes of their own',
      ],

      ['\'\' -> "Stryker was here!"', 'any word tells the two apart', "ignoreCase ? 'i' : "],
      ['/^error parsing regexp: /u -> /error parsing regexp: /u', 'the engine says it at the beginning alone'],
    ],
    'ranges.ts': [
      ['a > b -> false', 'V8 asks only whether one comes before the other'],
      ['a > b -> a <= b', 'V8 asks only whether one comes before the other'],
      ['place - 1 -> place + 1', 'a piece of no addresses fares as its neighbour does'],
      ['end > last.end -> end >= last.end', 'the same end is put in place of itself'],

      ['a < b -> a <= b', 'equal bounds may stand in either order: one of them is left out'],

      [
        'bounds.length - 1 -> bounds.length + 1',
        'places behind the end hold nothing, and the search goes on before them',
      ],
    ],
    'time.ts': [
      [
        "zoned.replace(' ', 'T').toUpperCase() -> zoned.replace(' ', 'T').toLowerCase()",
        'V8 reads both; other engines need capitals',
      ],
    ],
  }),
];
