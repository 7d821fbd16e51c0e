import { expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { booleanOf, numberOf, numberOrTimeOf } from '../../src/values/equality.ts';
import { canonicalPattern } from '../../src/values/filter-pattern.ts';
import { identityOf } from '../../src/values/identity.ts';
import { isPythonForm, isUnreadDocument, readDocument, readObject } from '../../src/values/document.ts';
import { jsonTextOf } from '../../src/values/json-text.ts';
import { describeValue, kindOf } from '../../src/values/kinds.ts';
import { pathReader, propertyOf, segmentsOf } from '../../src/values/path.ts';
import { likeTest, regexTest } from '../../src/values/pattern.ts';
import {
  coversType,
  entityRecord,
  isEntityRecord,
  isProblemRecord,
  isSourceRecord,
  problemMessage,
  problemRecord,
  recordKind,
  sourceRecord,
} from '../../src/values/record.ts';
import { splitter } from '../../src/values/search.ts';
import { textOf } from '../../src/values/text.ts';
import { isMilliseconds, timeOf } from '../../src/values/time.ts';
import { elementsOf, EvaluationError, isEmpty, single, truthOf } from '../../src/values/value.ts';
import { addMisread, type Misreads } from '../../src/values/work.ts';
import { shown } from './shown.ts';

/*
 * What values are to the language: pairs under every comparison, and each as text, number, pattern and document, as tables in `every-kind-….txt`. `npx vitest run every-kind -u` writes them; what changed is to be read.
 */

const VALUES: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -0, 1, 2, -1, 1.5, 22, 1e21, 10n ** 20n, Number.NaN],
  ...[
    '',
    ' ',
    'a',
    'A',
    'b',
    'ab',
    'äÖ',
    'ÄÖ',
    'true',
    'FALSE',
    'null',
    '0',
    '1',
    '1.0',
    '01',
    '1e3',
    '-1',
    '22',
    'N/A',
  ],
  ...['2026-01-01', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', 1_767_225_600],
  ...[[], ['a'], ['a', 'b'], [1, 2], [[1]], [null], {}, { a: 1 }, { a: '1' }, { b: 1, a: 2 }, '{"a":1}', '["a"]', '[1'],
];

const SIGNS: Readonly<Record<string, string>> = { passed: 'T', failed: '.', error: 'E' };

/** One line a value on the left, one sign a value on the right. */
function pairs(condition: string): string {
  const judge = compileRule(`T should have ${condition}`);
  const rows = VALUES.map((a) => VALUES.map((b) => SIGNS[judge.evaluate({ type: 'T', a, b }).status] ?? '?').join(''));
  return `${condition}\n${rows.map((row, place) => `  ${row} ${shown(VALUES[place])}\n`).join('')}`;
}

/** One line a value, one sign a condition. */
function against(conditions: readonly string[]): string {
  const judges = conditions.map((condition) => compileRule(`T should have ${condition}`));
  const rows = VALUES.map((a) => judges.map((judge) => SIGNS[judge.evaluate({ type: 'T', a }).status] ?? '?').join(''));
  return `${conditions.join('  ')}\n${rows.map((row, place) => `  ${row} ${shown(VALUES[place])}\n`).join('')}`;
}

const LITERALS = [
  "'a'",
  "'A'",
  "''",
  'true',
  'false',
  'null',
  '0',
  '1',
  '1.0',
  '-1',
  '22',
  "'22'",
  "'01'",
  "'2026-01-01'",
  '1767225600',
];

/** Without taking lower and upper case for the same. */
function exactly(): string {
  const texts = ['a', 'A', 'ab', 'aB', 'é', 'É', 'true', 'TRUE', 'null', 'NULL', ['A'], ['A', 'b']];
  const conditions = [
    ...["a = 'a'", "a = 'A'", "a = 'aB'", "a != 'É'", "a = 'TRUE'", "a = 'NULL'", "a < 'a'", "a >= 'B'", "a like 'A%'"],
    ...["a in ('A', 'é')", "a in ('q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'AB', 'É')", 'a = b', 'a < b', 'a in (c)'],
    ...['d unique() length() = 2', 'd groupBy [ $ ] length() = 2'],
  ];
  const judges = conditions.map((condition) => compileRule(`T should have ${condition}`, { matchCase: true }));
  const rows = texts.map((a) =>
    judges.map((judge) => SIGNS[judge.evaluate({ type: 'T', a, b: 'A', c: ['AB', 'É'], d: [a, 'A'] }).status] ?? '?'),
  );
  return `matchCase: ${conditions.join('  ')}\n${rows.map((row, place) => `  ${row.join('')} ${shown(texts[place])}\n`).join('')}`;
}

/** One value and lists of one around it are the same, to a depth. */
function nested(): string {
  const within = (value: unknown, depth: number): unknown => (depth === 0 ? value : [within(value, depth - 1)]);
  const conditions = ['a = b', 'b = a', 'a = c', 'a = 1', "a startsWith('1')", 'a.x = 1', 'b >= a', 'a in (d)'];
  const judges = conditions.map((condition) => compileRule(`T should have ${condition}`));
  const depths = [1, 7, 8, 9, 99, 100, 101, 102, 999, 1000, 1001, 1002];
  const row = (depth: number): string =>
    judges
      .map((judge) => {
        const a = within(1, depth);
        const entity = { a: judge === judges[5] ? within({ x: 1 }, depth) : a, b: 1, c: a, d: [0, 1] };
        return SIGNS[judge.evaluate({ type: 'T', ...entity }).status] ?? '?';
      })
      .join('');
  return `lists of one: ${conditions.join('  ')}\n${depths.map((depth) => `  ${row(depth)} ${depth}\n`).join('')}`;
}

function comparisons(): string {
  const operators = ['=', '!=', '<', '<=', '>', '>='];
  return [
    ...operators.map((operator) => pairs(`a ${operator} b`)),
    ...operators.map((operator) => against(LITERALS.map((literal) => `a ${operator} ${literal}`))),
    against([
      "a in ('a', 'b')",
      'a in (1, 2)',
      "a in ('A', 1, true)",
      "a in ('22', 'x')",
      "a in ('1', null)",
      "a in ('')",
      "a in ('2026-01-01', 'ä')",
    ]),
    against([
      'a',
      'not a',
      'a isEmpty()',
      "a contain ['a']",
      'a contain [ $ = 1 ]',
      'a contain-all [ $ = 1 ]',
      'a with [ $ ] length() = 1',
    ]),
    exactly(),
    nested(),
  ].join('');
}

const LIKES = [
  '',
  '%',
  '%%',
  'a',
  'A',
  'a%',
  '%a',
  '%a%',
  'a%b',
  'a%a%a',
  'a%b%',
  '%b%a',
  '%a%b',
  '_',
  'a.b',
  'ä%',
  '%ß',
  'a%%b',
  '%ab%ab%',
];
const TEXTS = [
  '',
  'a',
  'A',
  'ab',
  'aa',
  'aaa',
  'ba',
  'axb',
  'a.b',
  'ÄÖ',
  'straße',
  'aab',
  'abab',
  'xabyabz',
  '%',
  '_',
  'a\nb',
  'ſa',
  'İa',
];

function whyNot(pattern: string): string {
  try {
    return String(regexTest(pattern, false)('aa'));
  } catch (error) {
    return String((error as Error).message);
  }
}

function patterns(): string {
  const table = (names: readonly string[], test: (name: string, text: string) => boolean): string =>
    names.map((name) => `  ${TEXTS.map((text) => (test(name, text) ? 'T' : '.')).join('')} ${name}\n`).join('');
  const regexes = [
    '',
    'a',
    '^a',
    'a$',
    '^a$',
    'a|b',
    '[^a]',
    '\\.',
    'a.b',
    '^(ab)+$',
    '\\d',
    '\\w+',
    'S',
    '^.{2,3}$',
    'ß',
    '(?i)A',
    'a\\nb',
  ];
  return [
    'like\n',
    table(LIKES, (pattern, text) => likeTest(pattern)(text)),
    'like, case matters\n',
    table(LIKES, (pattern, text) => likeTest(pattern, (one) => one)(text)),
    'regexMatch\n',
    table(regexes, (pattern, text) => regexTest(pattern, false)(text)),
    'regexMatch //i\n',
    table(regexes, (pattern, text) => regexTest(pattern, true)(text)),
    'what cannot be a pattern\n',
    [
      '(?=a)',
      '(?!a)',
      '(?<=a)',
      '(?<!a)',
      '(?<n>a)',
      '(a)\\1',
      '[',
      '(',
      'a{2,1}',
      '*',
      'a{6000}',
      'a{1,6000}',
      'a{3,2}',
      '(a{90}){90}',
      '\\z{3}',
    ]
      .map((pattern) => `  ${pattern} -> ${whyNot(pattern)}\n`)
      .join(''),
    'split by a, at most 3\n',
    TEXTS.map((text) => `  ${shown(text)} -> ${shown(splitter('a', 3)(text))}\n`).join(''),
    'filter patterns\n',
    [
      '{ $.a = 1 }',
      '{$.a=1}',
      '{ ($.b = "x") && ($.a = 1) }',
      '{ ($.a = 1) || ($.b = 2) }',
      '{',
      '',
      '{ $.a = "a  b" }',
      '{ $.a EXISTS }',
      'x',
      ...['not exists', 'a is null', '{ $.a not exists }', '{ $.a is "null" }', '{ $.a "is" null }', '{ is null }'],
      ...['"a  b" c', 'a  "b', '{ $.a = " x" }', '{ $.a="b" c }', '  x  ', '{ $.a is true && $.b IS False }'],
    ]
      .map((pattern) => `  ${pattern} -> ${canonicalPattern(pattern)}\n`)
      .join(''),
  ].join('');
}

/** Beside what rules can be asked of. */
const MORE = [
  253_402_300_799,
  253_402_300_800,
  new EvaluationError('c', 'm'),
  [new EvaluationError('c', 'm')],
  [new EvaluationError('c', 'm'), 1],
  [[]],
  [{}],
];

function kinds(): string {
  return [...VALUES, ...MORE]
    .map((value) => {
      const facts = {
        kind: kindOf(value),
        described: describeValue(value),
        text: textOf(value),
        number: numberOf(value),
        numberOrTime: numberOrTimeOf(value),
        boolean: booleanOf(value),
        time: timeOf(value),
        milliseconds: isMilliseconds(value),
        truth: truthOf(value),
        elements: elementsOf(value).length,
        single: single(value) === value,
        empty: typeof value === 'object' && value !== null && isEmpty(value),
        json: jsonTextOf(value),
        identity: identityOf(value),
      };
      return `${shown(value)}\n${Object.entries(facts)
        .map(([name, fact]) => `  ${name}: ${shown(fact)}\n`)
        .join('')}`;
    })
    .join('');
}

const DOCUMENTS = [
  ...[
    '{"a":1}',
    ' {"a":1} ',
    '[1]',
    '{}',
    '[]',
    '5',
    '"x"',
    'null',
    '{"a":null}',
    '{"a":',
    "{'a': 1}",
    "{'a': True}",
    '{"a":{"b":[{"c":null}]}}',
    '%7B%22a%22%3A1%7D',
  ],
  ...[
    '{"__proto__":1}',
    '{"a":1,"a":2}',
    '{"a":12345678901234567890}',
    '\ufeff{"a":1}',
    '{"a":1}x',
    '"{\\"a\\":1}"',
    '',
    '{',
    'x{"a":1}',
  ],
  ...['%0A%7B%22a%22%3A1%7D', '%20%09%0d%0a%5B1%5D', ' \n%7B%22a%22%3A1%7D', '%41%7B%22a%22%3A1%7D', '%EF%BB%BF%7B%7D'],
  ...[
    '%0A%7B%22a%22',
    '%20',
    '%20x',
    '%7B',
    '%zz%7B',
    '%0A{"a":1}',
    '"%7B%7D"',
    '"\\u00a0{\\"a\\":1}"',
    '"{\\"a\\":1}\\u00a0"',
    '" [1] "',
  ],
];

/** Paths, and what they are read in. */
const READ: readonly (readonly [path: string, value: unknown])[] = [
  ...['a', 'a.b', 'a.b.c', 'a.b.c.d'].flatMap((path) =>
    [
      [{ a: { b: { c: { d: 1 } } } }, { a: [{ b: [{ c: '{"d":2}' }] }] }, { a: { b: [1, 2] } }, { a: { b: null } }],
      [{ a: [] }, { a: '{"b":' }, { a: 'b' }, [{ a: 1 }, { a: 2 }], null],
    ].flatMap((values) => values.map((value) => [path, value] as const)),
  ),
  ...(['0', '0.a', 'a.1', '1.1'] as const).flatMap((path) =>
    [{ a: [1, { a: 2 }] }, [{ a: 3 }, ['x', 'y']], '[{"a":4}]'].map((value) => [path, value] as const),
  ),
];

const RECORDS: readonly unknown[] = [
  ...[entityRecord({ type: 'T' }, { file: 'f' }), problemRecord('c', 'm', { file: 'f' })],
  ...[sourceRecord('r', { file: 'f' }, ['T'], 'aws'), sourceRecord('r', { file: 'f' }, 'all')],
  ...[undefined, null, 'entity', [], {}, { type: 'T' }, { type: 'T', kind: 'entity' }, { kind: 'entity' }],
  ...[
    { kind: 'entity', entity: {} },
    { provenance: {} },
    { provenance: {}, kind: 'x' },
    { entity: {}, provenance: {} },
  ],
  ...[
    { kind: 'entity', provenance: {} },
    { kind: 'entity', provenance: {}, entity: 5 },
  ],
  ...[
    { kind: 'entity', provenance: {}, entity: {} },
    { kind: 'entity', provenance: {}, entity: {}, type: 'T' },
  ],
  ...[
    { kind: 'problem', provenance: {} },
    { kind: 'problem', provenance: {}, code: 5 },
  ],
  ...[
    { kind: 'problem', provenance: {}, code: '' },
    { kind: 'problem', provenance: 'f', code: '' },
  ],
  ...[
    { kind: 'problem', code: '' },
    { provenance: {}, code: '' },
    { kind: 'problem', provenance: {}, code: '', type: 1 },
  ],
  ...[
    { kind: 'source', provenance: {} },
    { kind: 'source', provenance: {}, covers: undefined },
    { kind: 'source', covers: [] },
  ],
];

function records(): string {
  const types = ['T', 'TT', 'AWS_API_x', 'Azure_x', 'Google_x', 'xGoogle_', 'aws_x', '', 'aws_region', 'aws_region_x'];
  const covering = [
    ...([
      'all',
      ['T'],
      ['T*'],
      ['*'],
      [],
      ['aws_*', 'T'],
      ['Azure_*'],
      ['aws_region'],
      ['aws_*', 'aws_region'],
    ] as const),
    ...([['*', '!T'], ['*', '!T*'], ['*', '!aws_region*'], ['!T']] as const),
  ];
  return [
    ...RECORDS.map((value) =>
      [isEntityRecord(value), isProblemRecord(value), isSourceRecord(value), recordKind(value), shown(value)].join(' '),
    ),
    ...covering.map(
      (covers) => `${types.map((type) => (coversType({ covers }, type) ? 'T' : '.')).join('')} ${shown(covers)}`,
    ),
    `${types.join(' ')}\n`,
  ].join('\n');
}

function documents(): string {
  const paths = ['', 'a', 'a.b', 'a.0', '0', 'a..b', '.a', 'a.b c', 'length', '__proto__', '00', '1.5'];
  return [
    DOCUMENTS.map(
      (text) => `${shown(text)}: ${shown(readDocument(text))} ${isUnreadDocument(text)} ${isPythonForm(text)}\n`,
    ).join(''),
    paths.map((path) => `path ${path}: ${shown(segmentsOf(path))}\n`).join(''),
    READ.map(([path, value]) => `${path} of ${shown(value)}: ${shown(pathReader(segmentsOf(path))(value))}\n`).join(''),
    VALUES.flatMap((value) =>
      ['a', 'length', 0, 1, '0'].map((name) => `${shown(value)} . ${shown(name)}: ${shown(propertyOf(value, name))}\n`),
    )
      .filter((line) => !line.endsWith(': missing\n'))
      .join(''),
  ].join('');
}

test.each(Object.entries({ comparisons, patterns, kinds, documents, records }))('%s', async (name, table) => {
  await expect(table()).toMatchFileSnapshot(`every-kind-${name}.txt`);
});

test('an object alone, where only an object will do', () => {
  expect(['{"a":1}', '[1]', 'x', '{"a":'].map((text) => readObject(text))).toEqual([
    { a: 1 },
    ...[undefined, undefined, undefined],
  ]);
});

test('a text is written no deeper than is searched', () => {
  const within = (depth: number, wrap: (value: unknown) => unknown): unknown => {
    let value: unknown = 1;
    for (let at = 0; at < depth; at += 1) value = wrap(value);
    return value;
  };
  for (const wrap of [(value: unknown) => [value], (a: unknown) => ({ a })]) {
    expect(typeof jsonTextOf(within(300, wrap))).toBe('string');
    expect(jsonTextOf(within(301, wrap))).toBeInstanceOf(EvaluationError);
    expect(jsonTextOf([within(400, wrap), 1])).toBeInstanceOf(EvaluationError);
  }
});

test('what an input would hold may be told of one vendor alone', () => {
  const place = { file: 'f' };
  expect(sourceRecord('r', place, ['T'], 'aws')).toStrictEqual({
    ...{ kind: 'source', reader: 'r', provenance: place, covers: ['T'], vendor: 'aws' },
  });
  expect(sourceRecord('r', place, 'all')).not.toHaveProperty('vendor');
});

test('a thousand lists of one in each other are one value, and more are a list', () => {
  const within = (depth: number): unknown => {
    let whole: unknown = 1;
    for (let level = 0; level < depth; level += 1) whole = [whole];
    return whole;
  };
  expect([single(within(1_000)), single(within(1_001))]).toEqual([1, [1]]);
});

test('what a problem says is an error with its place', () => {
  expect(problemMessage({ ...problemRecord('c', 'm', { file: 'f' }), help: 'h' })).toMatchObject({ help: 'h' });
  expect(problemMessage(problemRecord('c', 'm', { file: 'f', line: 2 }))).toEqual({
    ...{ code: 'c', severity: 'error', message: 'm' },
    at: { kind: 'input', file: 'f', line: 2 },
  });
});

test('what functions could not read is counted, with the first of the texts', () => {
  const misreads: Misreads = new Map();
  for (const text of ['b', 'a', 'c']) addMisread(misreads, 'isPublic', { count: 2, text });
  addMisread(misreads, 'inSubnet', { count: 1, text: 'x' });
  expect([...misreads]).toEqual([
    ['isPublic', { count: 6, text: 'a' }],
    ['inSubnet', { count: 1, text: 'x' }],
  ]);
});

test('a filter pattern of more than 4,096 characters is held against others as it is', () => {
  const written = (length: number): string => `{ $.a = ${'x'.repeat(length - 10)} }`;
  expect([4_096, 4_097].map((length) => canonicalPattern(` ${written(length)} `).length)).toEqual([4_092, 4_097]);
});
