import { describe, expect, test } from 'vitest';
import { compileRule } from '../../src/index.ts';

/* What a program hands over as it has it: answers of a cloud's client, models of a database. */

class Model {
  readonly type = 'X';
  readonly #tags = ['public'];
  readonly own = 1;
  get tags(): readonly string[] {
    return this.#tags;
  }
}

const OLD = new Date('2020-01-01');
const NEW = new Date('2099-01-01');

describe.each<[what: string, value: unknown, of: Readonly<Record<string, string>>]>([
  [
    'a date',
    OLD,
    {
      "v before(-90, 'days')": 'failed',
      "v after(-90, 'days')": 'passed',
      v: 'failed',
      'v isEmpty()': 'passed',
      'v.day = 1': 'error',
    },
  ],
  ['a date to come', NEW, { "v before(-90, 'days')": 'passed', "v after(-90, 'days')": 'failed' }],
  ['no date', new Date(NaN), { "v before(-90, 'days')": 'error' }],
  ['a list of a date', [OLD], { "v before(-90, 'days')": 'failed' }],
  [
    'a map',
    new Map([['a', 1]]),
    { v: 'failed', 'v isEmpty()': 'passed', 'v.a = 1': 'error', 'v contain [ a = 1 ]': 'error' },
  ],
  ['a set', new Set(['a']), { v: 'failed', 'v contain [ a = 1 ]': 'error', "v before(-90, 'days')": 'error' }],
  ['a map of nothing', new Map(), { v: 'passed', 'v isEmpty()': 'failed', 'v length() > 0': 'passed' }],
  ['a set of nothing', new Set(), { v: 'passed', 'v isEmpty()': 'failed', "v contain [ $ != 'x' ]": 'passed' }],
  ['no bytes', new Uint8Array(0), { v: 'passed', 'v isEmpty()': 'failed' }],
  ['a promise', Promise.resolve({ a: 1 }), { 'v.a = 1': 'error' }],
  ['an object of no prototype', Object.create(null), { v: 'passed', 'v isEmpty()': 'failed', 'v.a = 1': 'passed' }],
  ['an empty object', {}, { v: 'passed', 'v.a = 1': 'passed', 'v contain [ a = 1 ]': 'passed' }],
  [
    'a model',
    new Model(),
    { 'v.own = 1': 'failed', 'v.none = 1': 'passed', 'v.tags isEmpty()': 'error', 'v.tags.toString': 'error' },
  ],
])('%s', (_, v, of) => {
  test.each(Object.entries(of))('should not have %s: %s', (condition, status) => {
    const rule = compileRule(`X should not have ${condition}`);
    // By closures, then by generated code.
    for (let turn = 0; turn < 300; turn += 1) expect(rule.evaluate({ type: 'X', v }).status).toBe(status);
  });
});

test('an entity that is a model itself', () => {
  expect(compileRule("X should not have tags contain [ $ = 'public' ]").evaluate(new Model() as never)).toMatchObject({
    error: { code: 'not-plain', help: expect.stringContaining('plain data') as string },
  });
});
