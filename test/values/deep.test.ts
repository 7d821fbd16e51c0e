import { describe, expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { parseRule } from '../../src/syntax/parse.ts';
import { judge } from '../support/reference/interpreter.ts';

/* Values that nest deeper than any reader lets through by default: the engine and the second interpreter say the same. */

const within = (value: unknown, depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let whole = value;
  for (let level = 0; level < depth; level += 1) whole = wrap(whole);
  return whole;
};

const SHAPES: Readonly<Record<string, (inner: unknown) => unknown>> = {
  'lists of one': (inner) => [inner],
  'lists of two': (inner) => [0, inner],
  objects: (inner) => ({ x: inner }),
  'lists of one and objects': (inner) => [{ x: inner }],
  'objects of two': (inner) => ({ y: 1, x: inner }),
};

const CONDITIONS = [
  ...['a', 'a = 1', 'a != 1', 'a = b', 'a = same', 'a < 2', 'b < a', "a like '1%'", "a in (1, 'x')", 'a in (list)'],
  ...['a isEmpty()', "a startsWith('1')", 'a contain [ $ = 1 ]', 'a with [ x ] length() = 1', 'a.x', 'a.x.x = 1'],
  ...['a length() = 1', 'list contain [ $ = ~.a ]', 'a[0] = 1', 'a.x[0]', 'a contain [ x contain [ x ] ]'],
];

describe.each(Object.entries(SHAPES))('%s', (_, wrap) => {
  test.each([2, 50, 99, 150, 200, 500, 900])('%i deep', (depth) => {
    const entity = {
      type: 'T',
      a: within(1, depth, wrap),
      same: within(1, depth, wrap),
      b: 1,
      list: [0, within(1, depth, wrap)],
    };
    const said = CONDITIONS.map((condition) => {
      const rule = `T should have ${condition}`;
      const status = compileRule(rule).evaluate(entity).status;
      expect([condition, judge(parseRule(rule), entity, { now: 0, lists: {} })]).toEqual([condition, status]);
      return status;
    });
    expect(new Set(said).size).toBeGreaterThan(1);
  });
});
