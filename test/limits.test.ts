import { describe, expect, test } from 'vitest';
import { compileRule, tryCompile } from '../src/run/compiled-rule.ts';
import { assess } from '../src/assess/assess.ts';
import { bundledRules } from '../src/rules/bundled/index.ts';
import { findingOf } from '../src/findings/finding.ts';
import { json } from '../src/reporters/json.ts';
import { parseRepaired as parse } from '../src/syntax/repaired.ts';
import { equals } from '../src/values/equality.ts';
import { regexTest } from '../src/values/pattern.ts';
import { MAX_DOCUMENT_LENGTH, readObject } from '../src/values/document.ts';

/* Rules and entities are untrusted: what would take seconds or gigabytes is refused. No test here measures time; before
   the limits, each ran for minutes or ended the process. */

const nested = (depth: number, head: string, body: string): string =>
  `${head.repeat(depth)}${body}${' ]'.repeat(depth)}`;

describe('patterns', () => {
  test.each([
    `Z.{0,999}${'.{0,999}'.repeat(100)}[^a]$`,
    '(a{1,100}){1,100}',
    `(?:${'(?:a|b)'.repeat(130)}){40}`,
    '.{6000}',
  ])('%s is refused', (pattern) => {
    expect(() => regexTest(pattern, false)).toThrow(/repeats too much|too large|invalid repeat count/u);
  });

  test('a long one that stays small is taken', () => {
    expect(regexTest('^arn:aws:iam::[0-9]{12}:user/.{1,512}$', true)('arn:aws:iam::123456789012:user/alice')).toBe(
      true,
    );
  });

  test.each([
    [String.raw`a\(?=b`, 'a(=b', true],
    [String.raw`a\(?=b`, 'a=b', true],
    [String.raw`C:\\1`, 'C:\\1', true],
  ])('%s is neither look-around nor a back-reference', (pattern, text, expected) => {
    expect(regexTest(pattern, false)(text)).toBe(expected);
  });
});

describe('nested blocks', () => {
  const items = Array.from({ length: 12 }, (_, x) => ({ x }));

  test('that look at too many elements end in an error, evaluated and explained', () => {
    const blocks = Array.from(
      { length: 9 },
      (_, depth) => `${'~'.repeat(depth)}${depth > 0 ? '.' : ''}items contain [ `,
    ).join('');
    const evaluation = compileRule(`T should have ${blocks}x = 99${' ]'.repeat(9)}`).evaluate({ type: 'T', items });
    expect(evaluation).toMatchObject({ status: 'error', error: { code: 'limit' } });
    expect(evaluation.explain().condition!.truth).toMatchObject({ code: 'limit' });
  });

  test('also over other entities', async () => {
    const logic = `A should have ${nested(7, "getResources('A', x, 'x') contain [ ", 'y = 1')}`;
    const entities = Array.from({ length: 12 }, (_, id) => ({ type: 'A', id: String(id), x: 1 }));
    expect((await assess([{ ...bundledRules[0]!, logic }], entities).finish()).counts).toMatchObject({ error: 12 });
  });

  test('an operand that decides does not hide that another was given up', () => {
    const blocks = Array.from(
      { length: 9 },
      (_, depth) => `${'~'.repeat(depth)}${depth > 0 ? '.' : ''}items contain [ `,
    ).join('');
    expect(
      compileRule(`T should have ${blocks}x = 99${' ]'.repeat(9)} or ok`).evaluate({ type: 'T', items, ok: true })
        .status,
    ).toBe('error');
  });

  test('a million elements are looked at', () => {
    const many = Array.from({ length: 999_999 }, (_, x) => x);
    expect(compileRule('T should have many contain-all [ $ >= 0 ]').evaluate({ type: 'T', many }).status).toBe(
      'passed',
    );
    expect(
      compileRule('T should have many contain-all [ $ >= 0 ]').evaluate({ type: 'T', many: [...many, 1, 2] }).status,
    ).toBe('error');
  });
});

test.each([`X should have ${'not '.repeat(15_000)}a == 1`, `X should have a${' with [ b ]'.repeat(5_000)} and c == 1`])(
  'a slip does not hide that a rule is too deep, nor let it be walked',
  (text) => {
    expect(
      tryCompile(text)
        .diagnostics.map(({ code }) => code)
        .sort(),
    ).toEqual(['rule-too-deep', 'wrong-operator']);
  },
);

test.each([
  ['brackets that do not pair', `X should have ${'['.repeat(32_000)}${')'.repeat(32_000)}`],
  ['slashes without an end', `X should have a regexMatch ${'/['.repeat(32_000)}`],
  ['a class after a slash, again and again', `X should have a regexMatch /[/]${'[/]'.repeat(21_000)}`],
])('%s', (_, text) => {
  const { rule, diagnostics } = parse(text);
  expect(rule).toBeUndefined();
  expect(diagnostics.length).toBeGreaterThan(0);
});

describe('policy documents', () => {
  const deep = (depth: number): string => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

  test('that nest too deep, or are too long, stay text', () => {
    expect(readObject(deep(99))).toBeDefined();
    expect(readObject(deep(101))).toBeUndefined();
    const long = (length: number): string => `{"a":"${'x'.repeat(length - 8)}"}`;
    expect(readObject(long(MAX_DOCUMENT_LENGTH))).toBeDefined();
    expect(readObject(long(MAX_DOCUMENT_LENGTH + 1))).toBeUndefined();
  });

  test('of 60,000 levels do not break a report', async () => {
    const writer = json.open({ version: '0', now: new Date(0) });
    for await (const result of assess(
      [{ ...bundledRules[0]!, logic: 'T should not have policy.a' }],
      [{ type: 'T', policy: deep(60_000) }],
    )) {
      expect(() => writer.finding(findingOf(result))).not.toThrow();
    }
  });
});

test('two properties are compared 100 levels deep', () => {
  const deep = (levels: number): unknown => (levels === 0 ? 1 : { x: deep(levels - 1) });
  expect(equals(deep(100), deep(100))).toBe(true);
  expect(equals(deep(101), deep(101))).toBe(false);
});

test('a type to look up must be a literal, so that the snapshot is kept', () => {
  expect(tryCompile('A should have getResource(kind, id)').diagnostics.map(({ code }) => code)).toEqual([
    'argument-type',
  ]);
});
