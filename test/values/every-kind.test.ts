import { expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { booleanOf, numberOf, numberOrTimeOf } from '../../src/values/equality.ts';
import { canonicalPattern } from '../../src/values/filter-pattern.ts';
import { identityOf } from '../../src/values/identity.ts';
import { isPythonForm, isUnreadDocument, readDocument } from '../../src/values/document.ts';
import { jsonTextOf } from '../../src/values/json-text.ts';
import { describeValue, kindOf } from '../../src/values/kinds.ts';
import { propertyOf, segmentsOf } from '../../src/values/path.ts';
import { likeTest, regexTest } from '../../src/values/pattern.ts';
import { splitter } from '../../src/values/search.ts';
import { textOf } from '../../src/values/text.ts';
import { isMilliseconds, timeOf } from '../../src/values/time.ts';
import { elementsOf, isEmpty, single, truthOf } from '../../src/values/value.ts';
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
    ]
      .map((pattern) => `  ${pattern} -> ${canonicalPattern(pattern)}\n`)
      .join(''),
  ].join('');
}

function kinds(): string {
  return VALUES.map((value) => {
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
  }).join('');
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
];

function documents(): string {
  const paths = ['', 'a', 'a.b', 'a.0', '0', 'a..b', '.a', 'a.b c', 'length', '__proto__', '00', '1.5'];
  return [
    DOCUMENTS.map(
      (text) => `${shown(text)}: ${shown(readDocument(text))} ${isUnreadDocument(text)} ${isPythonForm(text)}\n`,
    ).join(''),
    paths.map((path) => `path ${path}: ${shown(segmentsOf(path))}\n`).join(''),
    VALUES.flatMap((value) =>
      ['a', 'length', 0, 1, '0'].map((name) => `${shown(value)} . ${shown(name)}: ${shown(propertyOf(value, name))}\n`),
    )
      .filter((line) => !line.endsWith(': missing\n'))
      .join(''),
  ].join('');
}

test.each(Object.entries({ comparisons, patterns, kinds, documents }))('%s', async (name, table) => {
  await expect(table()).toMatchFileSnapshot(`every-kind-${name}.txt`);
});
