import { describe, expect, test } from 'vitest';
import { builtInFunctions } from '../src/functions/index.ts';
import { lower } from '../src/plan/lower.ts';
import { callsOf, PLAN_PARTS } from '../src/plan/plan.ts';
import { ELEMENTS, readsOf } from '../src/plan/reads.ts';
import { parse, parseRule } from '../src/syntax/parse.ts';

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
    ['A where b', { A: ['b'] }],
    ['A should have b exclude c', { A: ['c', 'b'] }],
    ['A should have l[0].b = 1 and l contain [ b ]', { A: ['l.0.b', 'l', 'l.[].b'] }],
    // What a function takes of a value is told where its name is written out.
    ['A should have getValue(b) = 1', { A: ['b'] }],
    ['A should have l getValues(b) contain [ c ]', { A: ['l', 'b'] }],
    ["A should have o getValue('b') contain [ c ]", { A: ['o.b', 'o', 'o.b.[].c'] }],
    ['A should have l unique() contain [ c ]', { A: ['l', 'l.[].c'] }],
    ["A should have l split(',') contain [ $.c = 'a' ]", { A: ['l'] }],
    ["A should have n toLower() startsWith('a')", { A: ['n'] }],
    // Only `with` gives elements; the others say yes or no.
    ['A should have l contain [ p ] contain [ q ]', { A: ['l', 'l.[].p'] }],
    ['A should have l groupBy [ k ] length() > 1', { A: ['l', 'l.[].k'] }],
    // The items of a list are entities; nothing else of it is.
    ['List<A> should have things with [ b ] length() > 0', { 'List<A>': ['things', 'things.[].b'] }],
    ['List<A> should have items.x with [ b ] length() > 0', { 'List<A>': ['items.x', 'items.x.[].b'] }],
    ['List<A> where items with [ l contain [ c ] ] length() = 1', { 'List<A>': ['items'], A: ['l', 'l.[].c'] }],
    ['A should have items with [ b ] length() > 0', { A: ['items', 'items.[].b'] }],
    ["A should have l contain [ getResource('V', ~.v) ]", { A: ['l', 'v'], V: ['id'] }],
    ["A should have getResources('V', v, w) length() > 0", { A: ['v', 'w'], V: ['id'] }],
    ["A should have getResources('V', v, 'id') contain [ $.x ]", { A: ['v'], V: ['id', 'x'] }],
  ])('%s', (text, expected) => {
    expect(reads(text)).toEqual(expected);
  });

  // The checker refuses these; a plan that comes past it must not tell of what it does not know.
  test.each<[string, Record<string, string[]>]>([
    ["A should have nothing('V', v) contain [ d ]", {}],
    ['A should have getResource(b, v) contain [ d ]', { A: ['b', 'v'] }],
    ['A should have getResource(5, v) contain [ d ]', { A: ['v'] }],
  ])('%s, which is no rule', (text, expected) => {
    expect(reads(text)).toEqual(expected);
  });
});

describe('what a plan says of a rule', () => {
  const lowered = (text: string) => lower(parseRule(text), builtInFunctions);

  test.each<[string, usesOuter: boolean, resourceTypes: readonly string[]]>([
    ['A should have b', false, []],
    ['A should have l contain [ p = 1 ]', false, []],
    ['A should have l contain [ p = ~.q ]', true, []],
    ['A should have b exclude l contain [ p = ~.q ]', true, []],
    ['A where l contain [ m contain [ ~~ = 1 ] ]', true, []],
    ["A should have n startsWith('V')", false, []],
    ["A should have getResource('V', v)", false, ['V']],
    ["A where getResources('W', v, 'V') length() > 0 should have getResource('V', v)", false, ['W', 'V']],
    ["A should have getResource('V', v) and not getResource('V', w)", false, ['V']],
    ['A should have getResource(b, v)', false, []],
    ['A should have getResource(5, v)', false, []],
    ["A should have nothing('V', v)", false, []],
    ['true', false, []],
  ])('%s', (text, usesOuter, resourceTypes) => {
    const plan = lowered(text);
    expect([plan.usesOuter, plan.resourceTypes]).toEqual([usesOuter, resourceTypes]);
  });

  test.each<[string, object]>([
    ['A should have b', { target: 'A', isList: false, whenTrue: 'passed', whenFalse: 'failed' }],
    ['A should not have b', { target: 'A', isList: false, whenTrue: 'failed', whenFalse: 'passed' }],
    ['List<A> where items', { target: 'A', isList: true, whenTrue: 'matched', whenFalse: 'failed' }],
    ['true', { isList: false, whenTrue: 'passed', whenFalse: 'failed' }],
  ])('%s', (text, expected) => {
    expect(lowered(text)).toMatchObject(expected);
  });

  test.each<[string, readonly string[]]>([
    ['A where b', ['where']],
    ['A should have b', ['condition']],
    ['A where b should have c', ['where', 'condition']],
    ['A where b should have c exclude d', ['where', 'exclude', 'condition']],
    ['true', []],
  ])('the parts of %s', (text, parts) => {
    const plan = lowered(text);
    expect(PLAN_PARTS.filter((part) => Object.hasOwn(plan, part))).toEqual(parts);
  });

  test('the calls, in the order of the rule', () => {
    const plan = lowered(
      "A where n toUpper() = 'X' should have l contain [ p startsWith(q) and not r endsWith('a') ] " +
        "and (m length() > 1 or n in (o split(','))) and n unique() groupBy [ k ] length() > 0 exclude o isEmpty()",
    );
    expect(callsOf(plan).map(({ name }) => name)).toEqual([
      ...['toUpper', 'isEmpty', 'startsWith', 'endsWith', 'length', 'split', 'length', 'unique'],
    ]);
  });

  test('a tree that was recovered from a text with errors is not run', () => {
    const { recovered } = parse('A should have b = and c');
    expect(recovered).toBeDefined();
    if (recovered !== undefined)
      expect(() => lower(recovered, builtInFunctions)).toThrow(
        'a tree that was recovered from a text with errors is not to be run',
      );
  });

  test('a function that is not known', () => {
    expect(lowered("A should have nothing('V')").condition).toMatchObject({
      value: { kind: 'unknown', code: 'unknown-function', message: 'unknown function `nothing`' },
    });
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
    ['A should have 1 != b', { kind: 'test', predicate: { operator: '!=', to: 1 } }],
    ['A should have 1 = 2', { kind: 'test', value: { kind: 'literal', value: 1 }, predicate: { to: 2 } }],
    ['A should have b = c', { kind: 'compare', operator: '=', left: { kind: 'path' }, right: { kind: 'path' } }],
    ['A should have b = length()', { kind: 'compare', right: { kind: 'call', name: 'length' } }],
    ["A should have b = c startsWith('x')", { kind: 'compare', right: { kind: 'call', name: 'startsWith' } }],
    ['A should have true', { kind: 'known', truth: true }],
    ['A should have not false', { kind: 'not', of: { kind: 'known', truth: false } }],
    ['A should have b contain [ true ]', { value: { body: { kind: 'test', predicate: { to: true } } } }],
    ['A should have 5', { kind: 'test', value: { kind: 'path', segments: [] }, predicate: { to: 5 } }],
    ['A should have b contain [ c ] and true', { kind: 'all', of: [{ kind: 'truth' }, { kind: 'known' }] }],
    ["A should have b like 'a%'", { kind: 'test', predicate: { kind: 'like', pattern: 'a%' } }],
    ['A should have b regexMatch /a/i', { predicate: { kind: 'match', pattern: 'a', ignoreCase: true } }],
    ['A should have b in (1, null)', { predicate: { kind: 'oneOf', values: [1, null] } }],
    ['A should have b in ($L)', { predicate: { kind: 'listed', name: 'L' } }],
    ['A should have b in (c)', { kind: 'member', value: { kind: 'path' }, list: { kind: 'path' } }],
    ['A should have b groupBy [ c ] = d', { left: { kind: 'count' }, right: { kind: 'path' } }],
    ['A should have b contain [ c ] = true', { kind: 'test', value: { kind: 'block', operator: 'contain' } }],
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
