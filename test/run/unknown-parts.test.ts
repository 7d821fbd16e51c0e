import { expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { contextOf, scopeOf } from '../../src/run/context.ts';
import { UnknownValues } from '../../src/run/unknown.ts';
import type { EntityRecord } from '../../src/values/record.ts';
import type { Work } from '../../src/values/work.ts';
import { EvaluationError } from '../../src/values/value.ts';

/*
 * What conditions say of an entity of which something is not known, by where that stands and what is known of it, as a table
 * in `unknown-parts.txt`. `npx vitest run unknown-parts -u` writes it; what changed is to be read.
 */

const CONDITIONS = [
  ...['a', 'a.c', 'a.c.d', 'a.c.d = 1', 'a[0]', 'a[0].d', 'a[1].d = 1', 'b = 1', 'a = b', "a.c like 'x%'", "a.c = 'y'"],
  ...['a isEmpty()', 'a length() = 1', 'a.c isEmpty()', "a getValue('c.d') = 1", "a getValues('d') length() = 1"],
  ...['a contain [ d = 1 ]', 'a contain [ c.d = 1 ]', 'a contain-none [ d = 1 ]', 'a with [ d ] length() = 1'],
  ...['a contain [ $ = 1 ]', 'a.c contain [ d ]', 'a regexMatch /"d":1/', 'a groupBy [ d ] length() = 1'],
  ...[
    'not a',
    'a contain [ $ ]',
    'a contain [ not $ ]',
    'a contain [ $ isEmpty() ]',
    'b in (a)',
    'a != 1',
    'a startsWith(zz)',
    'b startsWith(a)',
    "a in ('x', 1)",
    "a != ''",
    'a.c = null',
  ],
];

type Parts = Pick<EntityRecord, 'links' | 'partly' | 'documents' | 'present'>;

const ENTITIES: readonly (readonly [entity: object, unknown: readonly string[], more?: Parts])[] = [
  [{ b: 1 }, ['a']],
  [{ b: 1 }, ['a.c']],
  [{ b: 1 }, ['a.c.d']],
  [{ a: {}, b: 1 }, ['a.c']],
  [{ a: { c: {} }, b: 1 }, ['a.c.d']],
  [{ a: [{}], b: 1 }, ['a.0.d']],
  [{ a: {}, b: 1 }, ['a.*']],
  [{ a: { c: { d: 1 } }, b: 1 }, ['a.c']],
  [{ a: { c: { d: 1 } }, b: 1 }, ['a.c.d']],
  [{ a: { c: { d: 1 }, e: 1 }, b: 1 }, ['a.e']],
  [{ a: { d: 1 }, b: 1 }, ['a.*']],
  [{ a: { c: { d: 1 } }, b: 1 }, ['a.c.*', 'b']],
  [{ a: [{ d: 1 }, { c: 1 }], b: 1 }, ['a.0.d']],
  [{ a: [{ d: 1 }, { c: 1 }], b: 1 }, ['a.1.d']],
  [{ a: [{ d: 1 }, { c: 1 }], b: 1 }, ['a.1']],
  [{ a: [1, null], b: 1 }, ['a.1']],
  [{ a: [[1], [null]], b: 1 }, ['a.1.0']],
  [{ b: 1 }, ['a.c'], { partly: { 'a.c': ['x-', ''] } }],
  [{ a: { c: 'x-y' }, b: 1 }, ['a.c'], { partly: { 'a.c': ['x-', ''] } }],
  [{ a: { c: '{"d":1}' } }, ['a.c'], { partly: { 'a.c': ['{"d":', '}'] } }],
  [{ a: { c: { d: 1, e: 1 } } }, ['a.c', 'a.c.e'], { partly: { 'a.c': ['{"d":1,"e":', '}'] }, documents: ['a.c'] }],
  [{ a: { d: 1, e: 1 } }, ['a', 'a.e'], { partly: { a: ['{"d":1,"e":', '}'] }, documents: ['a'] }],
  [{ a: [{ d: 1, e: 1 }] }, ['a.0', 'a.0.e'], { partly: { 'a.0': ['{"d":1,"e":', '}'] }, documents: ['a.0'] }],
  [{ b: 1 }, ['a.c'], { present: ['a.c'] }],
  [{ b: 1 }, ['a'], { present: ['a'] }],
  [{ a: [{ b: 1 }, null] }, ['a.1'], { present: ['a.1'] }],
  [{ a: [{ c: 'x-y' }] }, ['a.0.c'], { partly: { 'a.0.c': ['x-', ''] } }],
  [{ a: ['x', 0] }, ['a.1'], { partly: { 'a.1': ['x-', ''] } }],
  [{ a: ['x', 0] }, ['a.1'], { partly: { 'a.1': ['', '-x'] } }],
  [{ a: ['x', 0] }, ['a.1'], { partly: { 'a.1': [' {"d":', '}'] } }],
  [{ a: [{ d: 1 }, 0] }, ['a', 'a.1'], { partly: { a: ['[{"d":1},', ']'] }, documents: ['a'] }],
  [{ a: { c: { x: 1 }, d: 1 } }, ['a.c.d', 'a.c']],
  [{ a: { c: { x: 1 }, d: 1 } }, ['a.c', 'a.c.d']],
];

const SIGNS: Readonly<Record<string, string>> = { passed: 'holds', failed: 'does not hold' };

test('what is said where something is not known', async () => {
  const lines = ENTITIES.map(([entity, paths, more]) => {
    const unknown = Object.fromEntries(paths.map((path) => [path, `later (${path})`]));
    const judged = CONDITIONS.map((condition): readonly [what: string, condition: string] => {
      const scope = scopeOf(contextOf({ now: new Date(0) }));
      scope.unknown = new UnknownValues();
      scope.unknown.add(entity, unknown, more);
      const found = compileRule(`T should have ${condition}`).judge(entity, scope);
      return [
        found instanceof EvaluationError ? `${found.message}; ${found.help ?? ''}` : (SIGNS[found] ?? found),
        condition,
      ];
    });
    const told = [...new Set(judged.map(([what]) => what))].map((what) => {
      const some = judged.filter((one) => one[0] === what).map(([, condition]) => condition);
      return `  ${what}: ${some.join(' | ')}\n`;
    });
    return `${JSON.stringify(entity)} without ${paths.join(', ')}${more === undefined ? '' : ` ${JSON.stringify(more)}`}\n${told.join('')}`;
  });
  await expect(lines.join('')).toMatchFileSnapshot('unknown-parts.txt');
});

test('what is not known besides is added to what a source does not hold, and takes nothing from it', () => {
  const inner = { c: 1, d: 2 };
  const entity = { a: inner, b: 1 };
  const base = new UnknownValues();
  base.add(entity, { 'a.c': 'one' }, { links: { 'a.c': 'v' } });
  const both = new UnknownValues(base);
  const copy = { ...entity };
  both.copy(entity, copy);
  both.add(copy, { 'a.d': 'another', b: 'a third' });
  const said = (unknown: UnknownValues, element: object, path: readonly string[]): string | undefined =>
    unknown.errorAt(element, path, undefined)?.help;
  expect(['c', 'd'].map((name) => [said(base, inner, [name]), said(both, inner, [name])])).toEqual([
    ['one', 'one'],
    [undefined, 'another'],
  ]);
  expect([said(both, copy, ['b']), said(both, entity, ['b']), said(base, copy, ['b'])]).toEqual([
    'a third',
    undefined,
    undefined,
  ]);
  expect([said(both, copy, ['a', 'c']), said(both, entity, ['a', 'c'])]).toEqual(['one', 'one']);
  expect([both.linkAt(entity, ['a', 'c']), both.linkAt(entity, ['a']), both.linkAt(copy, ['a', 'c'])]).toEqual([
    'v',
    undefined,
    undefined,
  ]);
  expect([
    both.concerns(copy, null),
    both.concerns(inner, null),
    base.concerns(copy, null),
    both.concerns({}, null),
    both.concerns(5, null),
  ]).toEqual([...[true, true, false, false, false]]);
  expect([base.knownParts(inner, {})?.pieces, both.knownParts(inner, {})?.pieces]).toEqual([
    ['{"c":', ',"d":2}'],
    ['{"c":', ',"d":', '}'],
  ]);
  // What was asked before is forgotten where something is added.
  both.add(copy, { e: 'a fourth' });
  expect([said(both, copy, ['e']), said(both, copy, ['b'])]).toEqual(['a fourth', 'a third']);
});

test('what names an entity is told from inside a block too', () => {
  const entity = { type: 'T', l: [{ c: 1 }] };
  const asked: unknown[] = [];
  const resources = { find: (_: string, __: string, value: unknown) => (asked.push(value), []) };
  const scope = scopeOf(contextOf({ now: new Date(0), resources }));
  scope.unknown = new UnknownValues();
  scope.unknown.add(entity, { a: 'later', 'l.0.b': 'later' }, { links: { a: 'v-1' } });
  for (const argument of ['~.a', '~.c', 'b', 'c'])
    compileRule(`T should have l contain [ getResource('V', ${argument}) isEmpty() ]`).judge(entity, scope);
  // Where all is known, what cannot be read names nothing.
  const found = compileRule("T should have getResource('V', l.c) isEmpty()").judge(
    { l: [{ c: 1 }, { c: 2 }] },
    scopeOf(contextOf({ now: new Date(0), resources })),
  );
  expect(found).toMatchObject({ code: 'path-through-list' });
  expect(asked).toEqual(['v-1', 1]);
});

test('an object that stands elsewhere too is known there', () => {
  const shared = { c: 1 };
  const entity = { type: 'T', a: shared, b: shared };
  const judged = (condition: string): string =>
    compileRule(`T should have ${condition}`).evaluate(entity, { unknown: { a: 'later' } }).status;
  expect(['a.c = 1', 'b.c = 1', 'a contain [ c = 1 ]', 'b contain [ c = 1 ]'].map(judged)).toEqual([
    ...['error', 'passed', 'error', 'passed'],
  ]);
});

test('what is known of an object is worked out once for a judgement', () => {
  const inner = { c: 'x'.repeat(1_000), d: 1 };
  const unknown = new UnknownValues();
  unknown.add({ a: inner }, { 'a.d': 'later' });
  const work: Work = { left: 1_000 };
  const first = unknown.knownParts(inner, work);
  const { left = 0 } = work;
  expect(first?.pieces).toHaveLength(2);
  expect([unknown.knownParts(inner, work) === first, work.left === left, left < 1_000]).toEqual([true, true, true]);
  const none = { c: 1 };
  unknown.add({ a: none }, { 'a.d': 'later' });
  expect([unknown.knownParts(none, work), unknown.knownParts(none, work)]).toEqual([undefined, undefined]);
  expect([unknown.knownParts({}, work), unknown.knownParts([inner], work)]).toEqual([undefined, undefined]);
});

test('what is not known of all entities of a type is made once', () => {
  const unknown = new UnknownValues();
  const [first, second, other] = [{ a: { b: [1] } }, { a: { b: [2] } }, { a: { b: [3] } }];
  unknown.add(first, { 'a.b.c': 'not read', 'a.b.0': 'later' });
  unknown.add(second, { 'a.b.c': 'not read', 'a.b.0': 'later' });
  unknown.add(other, { 'a.b.c': 'read elsewhere', 'a.b.0': 'later' });
  expect(unknown.insideOf(second.a)).toBe(unknown.insideOf(first.a));
  expect(unknown.firstIn(unknown.withErrors(second.a.b))).toBe(unknown.firstIn(unknown.withErrors(first.a.b)));
  // Each reason is told where it was given.
  expect(unknown.errorAt(first, ['a', 'b', 'c'], undefined)?.help).toContain('not read');
  expect(unknown.errorAt(other, ['a', 'b', 'c'], undefined)?.help).toContain('read elsewhere');
});
