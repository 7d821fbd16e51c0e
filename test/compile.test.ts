import { describe, expect, test } from 'vitest';
import { isEmptyFunction } from '../src/functions/is-empty.ts';
import { compileRule } from '../src/run/compiled-rule.ts';
import { environment } from '../src/run/environment.ts';
import { parseRule } from '../src/syntax/parse.ts';
import { walk } from '../src/syntax/walk.ts';
import { GslError } from '../src/text/gsl-error.ts';

const judge = (rule: string, properties: object, options: object = {}): string =>
  compileRule(`X should have ${rule}`).evaluate({ type: 'X', ...properties }, options).status;

describe('the clock', () => {
  test.each([
    ['2026-01-01T12:00:00', 'passed'],
    ['2026-01-01T12:00:00Z', 'passed'],
    ['2026-01-01T12:00:00+09:00', 'failed'],
    ['2026-01-01', 'failed'],
  ])('%s, without a zone in UTC', (now, expected) => {
    expect(judge("t before(0, 'days')", { t: '2026-01-01T06:00:00Z' }, { now })).toBe(expected);
  });

  test.each(['5', 'yesterday', '', '2026-02-31', NaN, new Date(NaN), ...([null, true, {}] as unknown as Date[])])(
    '%s is no time',
    (now) => {
      expect(() => judge('t', {}, { now })).toThrow(new RangeError(`\`now\` is no time: ${String(now)}`));
    },
  );

  test('beyond what a date can hold lies everything', () => {
    expect(judge("t before(1000000000, 'years')", { t: 0 })).toBe('passed');
    expect(judge("t before(-1000000000, 'years')", { t: -62135596800 })).toBe('failed');
    expect(judge("t after(-1000000000, 'years')", { t: -62135596800 })).toBe('passed');
  });
});

describe('paths', () => {
  test.each([
    ['accounts.012.x = 1', { accounts: { '012': { x: 1 } } }, 'passed'],
    ['accounts.0.x = 1', { accounts: [{ x: 1 }] }, 'passed'],
    ["accounts['012'].x = 1", { accounts: { '012': { x: 1 } } }, 'passed'],
    ['a.99999999999999999 = 1', { a: { '99999999999999999': 1 } }, 'passed'],
  ])('%s', (rule, properties, expected) => {
    expect(judge(rule, properties)).toBe(expected);
  });
});

describe('sides of a comparison', () => {
  test.each([
    ["'alice' = name", { name: 'ALICE' }, 'passed'],
    ['null = a', {}, 'passed'],
    ['null != a', {}, 'failed'],
    ["cidr numberOfHosts() = '18446744073709551616'", { cidr: '2001:db8::/64' }, 'passed'],
    ['cidr numberOfHosts() = 18446744073709551616', { cidr: '2001:db8::/64' }, 'passed'],
    ["cidr numberOfHosts() = '18446744073709551617'", { cidr: '2001:db8::/64' }, 'failed'],
    ['a = b', { a: 'Same', b: 'sAME' }, 'passed'],
    ['a = b', { a: '443', b: 443 }, 'passed'],
    ['a = b', { a: '0443', b: '443' }, 'failed'],
    ['a = b', { a: 'null', b: null }, 'failed'],
  ])('%s on %j: %s', (rule, properties, expected) => {
    expect(judge(rule, properties)).toBe(expected);
  });
});

test('an explanation holds all operands, also those that could be passed over', () => {
  const explain = (rule: string, properties: object): number =>
    compileRule(`X should have ${rule}`)
      .evaluate({ type: 'X', ...properties })
      .explain().condition!.parts.length;
  expect(explain('a = 1 and b = 1 and c = 1', { a: 2 })).toBe(3);
  expect(explain('a = 1 or b = 1 or c = 1', { a: 1 })).toBe(3);
});

test('walk visits parents before children, in the order of the text', () => {
  const kinds: string[] = [];
  walk(parseRule("X where a = 'b' should have c contain [ not d ]"), ({ kind }) => kinds.push(kind));
  expect(kinds).toEqual([
    'Assertion',
    'Target',
    'Comparison',
    'Path',
    'Segment',
    'String',
    'Block',
    'Path',
    'Segment',
    'Not',
    'Path',
    'Segment',
  ]);
});

test('a rule that cannot be run is refused with its errors, and without its warnings', () => {
  const thrown = (): unknown => compileRule("X should have name = 'x ' and tags lenght() > 0");
  expect(thrown).toThrow(GslError);
  expect(thrown).toThrow(/^error: unknown function `lenght` (?:(?!warning:)[^])*$/u);
});

test('two functions of one name are refused', () => {
  expect(() => environment({ functions: [isEmptyFunction] })).toThrow(TypeError);
  expect(environment({ functions: [] })).toEqual({ functions: [], kind: 'environment' });
  expect(environment()).toEqual({ kind: 'environment' });
});
