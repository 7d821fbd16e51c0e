import { describe, expect, test } from 'vitest';
import { builtInFunctions } from '../src/functions/index.ts';
import { lower } from '../src/plan/lower.ts';
import { ELEMENTS, readsOf } from '../src/plan/reads.ts';
import { parseRule } from '../src/syntax/parse.ts';

const reads = (text: string): Record<string, string[]> =>
  Object.fromEntries(
    [...readsOf(lower(parseRule(text), builtInFunctions), builtInFunctions)].map(([type, paths]) => [
      type,
      paths.map((path) => path.map((step) => (step === ELEMENTS ? '[]' : String(step))).join('.')),
    ]),
  );

describe('the paths that a rule can read', () => {
  test.each<[string, Record<string, string[]>]>([
    ['A should have b.c = 1 and b.d > b.e', { A: ['b.c', 'b.d', 'b.e'] }],
    [
      'A where x should have l contain [ p = 1 and q contain [ r = ~.s ] ]',
      { A: ['x', 'l', 'l.[].p', 'l.[].q', 'l.[].q.[].r', 'l.[].s'] },
    ],
    ['A should have l with [ p ] contain [ q ]', { A: ['l', 'l.[].p', 'l.[].q'] }],
    ["A should have l getValues('p.q') contain [ r ]", { A: ['l.[].p.q', 'l', 'l.[].p.q.[].r'] }],
    ["A should have l contain [ not ~getValue('o') in (p split(':')) ]", { A: ['l', 'o', 'l.[].p'] }],
    ['List<A> should have items with [ b ] length() > 0', { 'List<A>': ['items'], A: ['b'] }],
    ["A should have getResource('V', v) contain [ d = true ]", { A: ['v'], V: ['id', 'd'] }],
    ["A should have getResources('V', v, 'a.id') length() > 0", { A: ['v'], V: ['a.id'] }],
    ['A should have l first() contain [ x ]', { A: ['l.[]', 'l', 'l.[].[].x'] }],
    ['true', {}],
  ])('%s', (text, expected) => {
    expect(reads(text)).toEqual(expected);
  });
});

describe('short forms end in the plan', () => {
  const condition = (text: string) => lower(parseRule(text), builtInFunctions).condition;
  test.each<[string, object]>([
    [
      "A should have b contain [ 'x%' ]",
      { value: { body: { kind: 'test', predicate: { kind: 'like', pattern: 'x%' } } } },
    ],
    [
      "A should have b contain [ 'x' ]",
      { value: { body: { kind: 'test', predicate: { kind: 'compare', operator: '=', to: 'x' } } } },
    ],
    ['A should have b = isEmpty()', { kind: 'truth', value: { kind: 'call', name: 'isEmpty' } }],
    ['A should have b != isEmpty()', { kind: 'not', of: { kind: 'truth' } }],
    ['A should have b with [ c ] > 0', { kind: 'test', value: { kind: 'count' } }],
    ['A should have b with [ c ] in (0)', { kind: 'test', value: { kind: 'count' } }],
    ['A should have 1 = b', { kind: 'test', value: { kind: 'path' }, predicate: { to: 1 } }],
    ['A should have 1 < b', { kind: 'compare', operator: '<' }],
  ])('%s', (text, expected) => {
    expect(condition(text)).toMatchObject(expected);
  });

  test('the plan is plain data', () => {
    const plan = lower(
      parseRule('A where a should have l contain [ p regexMatch /x/ ] exclude b in ($L)'),
      builtInFunctions,
    );
    expect(structuredClone(plan)).toEqual(plan);
  });
});
