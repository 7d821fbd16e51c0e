import { describe, expect, it, test } from 'vitest';
import { equals, equalTo, fold, foldOf, numberOf, sameTextTest } from '../../src/values/equality.ts';
import { oneOf } from '../../src/values/one-of.ts';
import { compileRule, tryCompile } from '../../src/run/compiled-rule.ts';

/* What mutants of the sources showed that no other test asks. */

const status = (condition: string, entity: object): string =>
  compileRule(`T should have ${condition}`).evaluate({ type: 'T', ...entity }).status;

test.each<[string, object, string]>([
  ["a = 'ab'", { a: 'aé' }, 'failed'],
  ["a = 'éb'", { a: 'ÉB' }, 'passed'],
  ["a = 'éb'", { a: 'ÈB' }, 'failed'],
  ["a in ('ab', 'cd')", { a: 'aé' }, 'failed'],
  // A number against a text is an order only where the text is a time.
  ['a > b', { a: 1_800_000_000, b: '2026-01-01' }, 'passed'],
  ['a < b', { a: 1_800_000_000, b: '2026-01-01' }, 'failed'],
  ['rules allowedHostsForPort(65535) >= 0', { rules: [] }, 'passed'],
  ['rules allowedHostsForPort(0) >= 0', { rules: [] }, 'passed'],
  ['a = true', { a: true }, 'passed'],
  ['a != true', { a: true }, 'failed'],
  ['a != true', { a: false }, 'passed'],
  ['a != true', { a: 'false' }, 'passed'],
  ['a = null', { a: null }, 'passed'],
  ['a = null', { a: [1, 2, 3, 4] }, 'failed'],
  ['a = null', { a: { length: 4 } }, 'failed'],
  // From 2^53 on a number is the whole number that it is, as `=` takes it.
  ['a in (1, 2, 3, 4, 5, 6, 7, 8, 1000000000000000000000)', { a: 1e21 }, 'passed'],
  ['a != null', {}, 'failed'],
  // What a function is given must be there: what gives no truth then gives nothing, and not false.
  ['a split(b) isEmpty()', { a: 'x' }, 'passed'],
  ['a split(b) isEmpty()', { a: 'x', b: ',' }, 'failed'],
  ['a startsWith(b)', { a: 'x' }, 'failed'],
])('%s of %j', (condition, entity, expected) => {
  expect(status(condition, entity)).toBe(expected);
});

test('lists and objects that are asked for by themselves are compared by all that they hold', () => {
  const values = [{ a: 1 }, { a: '1' }, { a: 2 }, { A: 1 }, {}, [1, 2], ['1', 2], [2, 1], 1, 'x', undefined];
  const equal = (expected: unknown): unknown[] => values.filter(equalTo(expected));
  expect([equal({ a: 1 }), equal([1, 2]), equal([{ a: 2 }])]).toEqual([
    [{ a: 1 }, { a: '1' }],
    [
      [1, 2],
      ['1', 2],
    ],
    [{ a: 2 }],
  ]);
});

test('texts are compared as they are written where case is minded', () => {
  expect([true, false, undefined].map((matchCase) => foldOf(matchCase)('Ab'))).toEqual(['Ab', 'ab', 'ab']);
});

test('a text of very many digits is no whole number, which would take long to make', () => {
  expect([3_999, 4_000, 4_001].map((length) => typeof numberOf('1'.repeat(length)))).toEqual([
    'bigint',
    'bigint',
    'number',
  ]);
});

test.each([
  ['İ', 'i\u0307', true],
  ['i\u0307', 'İ', true],
  ['İ', 'i', false],
  ['K', '\u212a', true],
  ['ß', 'SS', false],
  ['ſ', 's', false],
  ['ǅ', 'ǆ', true],
])('letters whose lower case is of another length or beyond ASCII: %s and %s', (one, other, isSame) => {
  expect(equals(one, other, fold)).toBe(isSame);
  expect(equalTo(one, fold)(other)).toBe(isSame);
  expect(oneOf([one, 'x'], fold)(other)).toBe(isSame);
  expect(oneOf([one, ...'abcdefghjk'], fold)(other)).toBe(isSame);
  expect(sameTextTest(fold(one), fold)(other)).toBe(isSame);
  expect(sameTextTest(one, (text) => text)(other)).toBe(false);
});

describe('one judge for many entities', () => {
  const items = Array.from({ length: 300_000 }, (_, n) => ({ n }));

  it('gives each its whole budget of work', () => {
    const rule = compileRule('T should have items contain-all [ n >= 0 ]');
    const first = compileRule('T should have items contain-all [ n >= 1 ]');
    for (let turn = 0; turn < 5; turn += 1) {
      expect(rule.evaluate({ type: 'T', items }).status).toBe('passed');
      const evaluation = first.evaluate({ type: 'T', items });
      expect([evaluation.status, evaluation.explain().condition?.truth]).toEqual(['failed', false]);
    }
  });

  it('forgets the documents of the one before', () => {
    const rule = compileRule('T should have policy.a = 1 and items contain [ ~.policy.a = 1 ]');
    for (const a of [1, 2, 1, 2]) {
      const entity = { type: 'T', policy: JSON.stringify({ a }), items: [1] };
      expect(rule.evaluate(entity).status).toBe(a === 1 ? 'passed' : 'failed');
    }
  });
});

describe('a rule that cannot be run', () => {
  it('is told with all its errors, each by itself', () => {
    expect(() => compileRule('T should have a regexMatch /(/ and b regexMatch /)/')).toThrow(
      /^error: [^]*\n\nerror: /u,
    );
  });

  it('is told with its errors alone', () => {
    const text = 'T should have a regexMatch /(/ and b = 1 and b = 2';
    expect(tryCompile(text).diagnostics.map(({ severity }) => severity)).toEqual(['error', 'warning']);
    expect(() => compileRule(text)).toThrow(/^error: (?!.*\[always-false\])/su);
  });

  it('judges objects', () => {
    const rule = compileRule('T should have a');
    for (const entity of ['x', null, undefined, 5, [{ type: 'T' }]])
      expect(() => rule.evaluate(entity as never)).toThrow('an entity is an object');
  });
});
