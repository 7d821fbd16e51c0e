import { equivalents, forTypes, shortWays, type Equivalent } from './entry.ts';

export const VALUES: readonly Equivalent[] = [
  ...shortWays('src/values', {
    'json-text.ts': [['value instanceof EvaluationError -> false', 'an error is written, and given back all the same']],
    'search.ts': [
      ['part.length <= LONG_PART -> true', 'long parts are looked for by the engine'],
      ['separator.length <= LONG_PART -> true', 'long parts are looked for by the engine'],
    ],
    'comparison-operators.ts': [
      ["typeof right === 'number' -> false", 'all numbers are ordered as others are'],
      ['\'number\' -> ""', 'all numbers are ordered as others are'],
    ],
    'document.ts': [
      ['cache.size >= CACHE_SIZE -> false', 'documents are kept without a bound'],
      ['{ -> {}', 'a document is parsed again', 'known !== undefined'],
      ['cache.delete(oldest) -> false', 'documents are kept without a bound'],
      ['cache.size >= CACHE_SIZE -> cache.size > CACHE_SIZE', 'one document more is kept'],
      ['!STARTS.has(text.charCodeAt(0)) -> false', 'the pattern is asked of each text'],
      ['text.length > MAX_CACHED_LENGTH -> text.length <= MAX_CACHED_LENGTH', 'other texts are read again'],
    ],
    'equality.ts': [
      ['value.length === 4 -> true', 'more texts are folded'],
      ['code > 127 -> true', 'the text is folded'],
      ['\'number\' -> ""', 'numbers are compared as others are', 'typeof actual'],
      ['value.length > 5 -> false', 'long texts are folded to be no truth'],
      ["typeof actual === 'object' -> true", 'a single value is asked for the one in it', '(actual) => ('],
    ],
    'exact-json.ts': [
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
      ['first === undefined || others.length === 0 -> false', 'the ranges of one protocol are joined once more'],
      ['others.length === 0 -> false', 'the ranges of one protocol are joined once more'],
      ['ranges.length === 0 -> false', 'nothing is counted of no ranges'],
    ],
    'names.ts': [
      ['(huge.get(value) ?? 0) > most -> false', 'names are listed again'],
      ['names.length > HUGE -> true', 'all objects are remembered'],
      ['huge.get(value) ?? 0 -> huge.get(value) && 0', 'names are listed again'],
    ],
    'network.ts': [
      ['\':\' -> ""', 'the parser of addresses refuses what has no colon'],
      ['text.length > 45 -> false', 'the parser of addresses refuses what is longer'],
    ],
    'one-of.ts': [
      ['rest.length <= FEW -> rest.length > FEW', 'values are looked up where they are few'],
      ['rest.length <= FEW -> true', 'values are not looked up where they are many'],
      ['values.length <= FEW -> values.length < FEW', 'the values are looked up'],
      ['texts.length <= FEW -> texts.length > FEW', 'texts are looked up where they are few'],
      ['values.length <= FEW -> false', 'the values are looked up'],
      ['texts.length <= FEW -> texts.length < FEW', 'texts are looked up where they are few'],
      ['rest.length <= FEW -> false', 'values are looked up where they are few'],
    ],
    'path.ts': [
      ['first === undefined -> false', 'a path of no steps goes the way of long ones'],
      ["segments.length === 2 && direct && typeof second === 'string' -> false", 'two steps go the way of long paths'],
      ['\'string\' -> ""', 'two steps go the way of long paths', 'segments.length === 2'],
      [
        'value === undefined || value === null -> value === undefined && value === null',
        'the long way finds nothing in nothing',
      ],
      ['found === undefined -> false', 'it is asked whose nothing is'],
      ['second === undefined -> false', 'a path of one step goes the way of long ones'],
      ["typeof first === 'string' -> typeof first !== 'string'", 'a step goes the way of long paths'],
      ["typeof second === 'string' -> typeof second !== 'string'", 'two steps go the way of long paths'],
      ['value === undefined -> false', 'the next step finds nothing in nothing'],
      ['direct && isPlainObject(element) -> false', 'a step goes the way of long paths'],
      ["typeof second === 'string' -> true", 'a place in an object is one of its names', 'segments.length === 2'],
      ['value === undefined || value === null -> false', 'the next step finds nothing in nothing'],
      ["typeof first === 'string' -> false", 'a step goes the way of long paths'],
      ['\'string\' -> ""', 'a step goes the way of long paths', 'const direct'],
    ],
    'pattern.ts': [
      ['\'\' -> "Stryker was here!"', 'the general test says the same of the end of a text', 'endsWith(last)'],
      ['programs.delete(oldest); -> ;', 'more patterns are kept'],
      ['keptSize + size -> keptSize - size', 'more patterns are kept'],
      ['\'\' -> "Stryker was here!"', 'nothing is looked for between two `%`', 'const middle'],
      ['keptSize + size <= MAX_KEPT_SIZE -> true', 'all patterns are kept'],
      ["part !== '' -> true", 'nothing is looked for between two `%`'],
      [
        "only !== undefined && middle.length === 1 && first === '' && last === '' -> false",
        'the general test says the same of one text anywhere',
      ],
    ],
    'ranges.ts': [
      ['next[at] ?? after -> next[at] && after', 'the chain stays longer'],
      [
        '({ open }) => open -> () => undefined',
        'ranges that are all open are gone through as others are',
        'verdicts.every',
      ],
    ],
    'record.ts': [['kind === undefined -> false', 'each kind is asked for']],
    'time.ts': [
      ['text.length >= 10 -> true', 'the pattern refuses shorter ones'],
      ['text.length <= 40 -> true', 'the pattern refuses longer ones'],
      ['text.length >= 10 && text.length <= 40 -> text.length >= 10 || text.length <= 40', 'the pattern refuses them'],
      ['text.length >= 10 && text.length <= 40 -> true', 'the pattern refuses them'],
    ],
    'value.ts': [
      ['Array.isArray(value) -> false', 'the places of a list are listed', 'return value.length === 0'],
      ['length > WIDE -> length >= WIDE', 'names are listed again'],
      ['length > WIDE -> false', 'names are listed again'],
    ],
    'work.ts': [['value.length <= SHORT_TEXT -> value.length < SHORT_TEXT', 'nothing is paid for this length either']],
  }),
  ...forTypes('src/values', {
    'ranges.ts': [['() => false -> () => undefined', 'either is no']],
    'equality.ts': [
      [
        "typeof actual === 'object' && actual !== null -> typeof actual === 'object' || actual !== null",
        'what is no object is no list',
      ],
      ['asNumber !== undefined -> true', 'no number equals undefined'],
    ],
    'exact-json.ts': [
      ["typeof value !== 'number' -> false", 'what is no number is given back'],
      ['context?.source -> context.source', 'engines that get here give it'],
    ],
    'firewall.ts': [
      ['first === undefined -> false', 'there is a first where there are others'],
      ['[] -> ["Stryker was here"]', 'a text has no addresses', 'IPV6_NOT_PUBLIC'],
      ['[] -> ["Stryker was here"]', 'a text is no network', 'const [sole]'],
      ['[] -> ["Stryker was here"]', 'a text has no source', '?? []'],
    ],
    'identity.ts': [["typeof number === 'number' -> true", 'no bigint is an integer to `Number.isInteger`']],
    'json-text.ts': [['\'null\' -> ""', 'an entity of JSON has nothing that has no text', "?? 'null'"]],
    'network.ts': [['hexadecimal === undefined -> false', 'what is no text is no address']],
    'path.ts': [['name === undefined -> false', 'each step has a name']],
    'pattern.ts': [['only !== undefined -> true', 'a list of one has a first']],
    'time.ts': [["typeof value === 'number' -> true", 'nothing else is a finite number']],
  }),
  ...equivalents('src/values', {
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
    'document.ts': [
      [
        'text.length > MAX_CACHED_LENGTH -> text.length >= MAX_CACHED_LENGTH',
        'from which length on a text is kept changes how long reading takes, and nothing that is said',
      ],
    ],
    'equality.ts': [
      ['code > 127 -> code >= 127', 'the character 127 is a control, which has no case'],
      [
        '!isTime(left) || !isTime(right) -> !isTime(left) && !isTime(right)',
        'of what is no time `timeOf` gives none, which has no order either',
      ],
    ],
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
      ['sources.length > 0 -> false', 'a short way: sources come of the names that are asked for behind it'],
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
      [
        "middle.length === 0 && first === '' -> false",
        'a short way: the general test says the same of the end of a text',
      ],
      ['\'\' -> "Stryker was here!"', 'any word tells the two apart', "ignoreCase ? 'i' : "],
      ['/^error parsing regexp: /u -> /error parsing regexp: /u', 'the engine says it at the beginning alone'],
    ],
    'ranges.ts': [
      ['a > b -> a <= b', 'V8 asks only whether one comes before the other'],
      ['place - 1 -> place + 1', 'a piece of no addresses fares as its neighbour does'],
      ['end > last.end -> end >= last.end', 'the same end is put in place of itself'],
      [
        'verdicts -> verdicts.flatMap(({ start, end }) => [start, end]).sort((a, b) => a < b ? -1 : Number(a > b))',
        'a piece of no addresses fares as its neighbour does',
      ],
      ['place === 0 -> false', 'before the first bound there is none to be the same as'],
      ['a < b -> a <= b', 'equal bounds may stand in either order: one of them is left out'],
      ['a.start < b.start -> a.start <= b.start', 'ranges with one start may stand in either order: they are joined'],
      [
        'bounds.length - 1 -> bounds.length + 1',
        'places behind the end hold nothing, and the search goes on before them',
      ],
      ['a.start > b.start -> a.start >= b.start', 'ranges with one start may stand in either order: they are joined'],
      ['a.start > b.start -> true', 'ranges with one start may stand in either order: they are joined'],
    ],
    'time.ts': [
      [
        "zoned.replace(' ', 'T').toUpperCase() -> zoned.replace(' ', 'T').toLowerCase()",
        'V8 reads both; other engines need capitals',
      ],
      ['text.length <= 40 -> text.length < 40', 'no time has 40 characters'],
    ],
  }),
];
