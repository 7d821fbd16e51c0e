import { expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { defineFunction, type FunctionDefinition } from '../../src/functions/define.ts';
import type { ExplanationPart } from '../../src/run/explanation.ts';
import { EvaluationError } from '../../src/values/value.ts';

/*
 * What an explanation shows of long lists and of what costs much, as a table in `explaining.txt`, and of which entities it is
 * made once. `npx vitest run explaining -u` writes it; what changed is to be read.
 */

const numbers = (length: number): number[] => Array.from({ length }, (_, n) => n);

function valueOf(part: ExplanationPart): string {
  if ('truth' in part) return part.truth instanceof EvaluationError ? part.truth.code : String(part.truth);
  const { value } = part;
  if (value instanceof EvaluationError) return value.code;
  if (Array.isArray(value)) return `list of ${value.length}`;
  return typeof value === 'string' && value.length > 20
    ? `text of ${value.length}`
    : (JSON.stringify(value) ?? 'missing');
}

/** Elements that are shown, as runs of places. */
function places(parts: readonly ExplanationPart[]): string {
  const runs: [number, number][] = [];
  for (const { element } of parts) {
    const last = runs.at(-1);
    if (element === undefined) continue;
    if (last !== undefined && last[1] === element.index - 1) last[1] = element.index;
    else runs.push([element.index, element.index]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ');
}

function outline(part: ExplanationPart, indent = '  '): string {
  const { text, parts, omitted } = part;
  const own = parts.filter(({ element }) => element === undefined);
  const elements = parts.filter(({ element }) => element !== undefined);
  const shown = elements.length === 0 ? '' : ` [${places(elements)}]`;
  const left = omitted === undefined ? '' : ` and ${omitted.holding} that hold, ${omitted.others} others`;
  const cut = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  const inner = [...own.slice(0, 6), ...elements.slice(0, 1)].map((one) => outline(one, `${indent}  `)).join('');
  const more = own.length > 6 ? `${indent}  ${own.length} parts\n` : '';
  return `${indent}${cut}: ${valueOf(part)}${shown}${left}\n${inner}${more}`;
}

function told(rule: string, entity: object): string {
  const evaluation = compileRule(rule).evaluate({ type: 'T', ...entity });
  const { where, exclude, condition } = evaluation.explain();
  const trees = [where, exclude, condition].map((part) => (part === undefined ? '' : outline(part))).join('');
  return `${evaluation.status} ${rule.length > 80 ? `${rule.slice(0, 77)}...` : rule}\n${trees}`;
}

const LONG = 'ab'.repeat(100_000);
const many = (count: number, word: string, operand: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => operand(n)).join(` ${word} `);

test('what is shown', async () => {
  const lines = [0, 1, 5, 199, 200, 201, 500].flatMap((length) =>
    [
      ...['contain', 'contain-all', 'contain-none', 'contain-any'].flatMap((word) => [
        `T should have items ${word} [ $ >= 0 ]`,
        `T should have items ${word} [ $ < 0 ]`,
        `T should have items ${word} [ $ > 30 and $ < 250 ]`,
      ]),
      'T should have items with [ $ > 30 and $ < 250 ] length() = 1',
      'T should have items with [ $ > 30 ] > 3',
      'T should have items with [ $ > 30 ] contain [ $ > 100 ]',
      'T should have not items contain [ $ = ~.last ]',
    ].map((rule) => `${length}: ${told(rule, { items: numbers(length), last: length - 1 })}`),
  );
  await expect(lines.join('')).toMatchFileSnapshot('explaining.txt');
});

test('what costs much is asked no further than it can decide', async () => {
  const like = (n: number): string => `text like '%${n}%'`;
  const entity = { text: LONG, one: 1, items: numbers(1_000), few: numbers(150) };
  const rules = [
    `T should have one = 1 or ${many(400, 'or', like)}`,
    `T should have one = 1 or (one = 2 and ${many(400, 'or', like)})`,
    `T should have one = 2 and ${many(400, 'or', like)}`,
    `T should have not (one = 2 and ${many(400, 'and', like)})`,
    `T should have ${many(400, 'or', like)}`,
    ...['items', 'few'].flatMap((list) => [
      `T should have ${list} contain [ $ = 0 or ~.text like '%x%' ]`,
      `T should have ${list} contain-none [ $ = 3 or ~.text like '%x%' ]`,
      `T should have ${list} contain-all [ $ < 5 or ~.text like '%x%' ]`,
      `T should have ${list} contain-all [ $ > 0 and ~.text like '%x%' ]`,
      `T should have ${list} with [ $ < 5 or ~.text like '%x%' ] length() > 2`,
    ]),
    `T where one = 1 should have one = 2 exclude ${many(300, 'or', like)}`,
    `T where ${many(30, 'or', like)} or one = 1 should have ${many(60, 'and', (n) => `one != ${n + 2}`)}`,
  ];
  await expect(rules.map((rule) => told(rule, entity)).join('')).toMatchFileSnapshot('explaining-much.txt');
});

test.each<[string, object, object, boolean]>([
  ["T should have a = 'x'", { a: 'y' }, { a: 'y', b: 1 }, true],
  ["T should have a = 'x'", { a: 'y' }, { a: 'z' }, false],
  ["T should have a = 'x'", { a: null }, { a: null }, true],
  ["T should have a = 'x'", {}, { b: 1 }, true],
  ["T should have a = 'x'", { a: null }, {}, false],
  ["T should have a.b = 'x'", { a: { b: 1 } }, { a: { b: 1, c: 2 } }, true],
  ["T should have a.b = 'x'", { a: null }, { a: {} }, false],
  ["T should have a.b = 'x'", { a: 5 }, { a: 5 }, true],
  ["T should have a = 'x'", { a: ['y'] }, { a: ['y'] }, false],
  ["T should have a = 'x'", { a: {} }, { a: {} }, false],
  ['T should have a[0] = 1', { a: [2] }, { a: [2] }, false],
  ['T should have a[0].b = 1', { a: [2] }, { a: [2] }, false],
  ['T should have a contain [ b ]', { a: 1 }, { a: 1 }, false],
  ['T should have a length() = 1', { a: null }, { a: null }, true],
  ['T should have a textLength() = 1', { a: 'xy' }, { a: 'xy' }, true],
  ["T should have a startsWith(b) or c like 'x'", { a: 'y', b: 'z' }, { a: 'y', b: 'z', d: 1 }, true],
  ["T should have a startsWith(b) or c like 'x'", { a: 'y', b: 'z' }, { a: 'y', b: 'y' }, false],
  ['T where a = 1 should have b exclude c', { a: 1 }, { a: 1, d: 1 }, true],
  ['T where a = 1 should have b exclude c', { a: 1 }, { a: 1, c: 0 }, false],
  ['T should have a groupBy [ b ] length() = 1', { a: 1 }, { a: 1 }, false],
  ['T should have a in (b)', { a: 1, b: 2 }, { a: 1, b: 2 }, true],
])('%s of %j and %j is explained once: %s', (text, one, other, isOnce) => {
  const rule = compileRule(text);
  const [first, second] = [one, other].map((entity) =>
    rule.evaluate({ type: 'T', ...entity }, { now: new Date(1) }).explain(),
  );
  expect(first?.condition).toBeDefined();
  expect(first?.condition === second?.condition).toBe(isOnce);
  const now = { now: new Date(0) };
  expect(rule.evaluate({ type: 'T', ...one }, now).explain().condition).not.toBe(first?.condition);
});

test('what functions of your own say is asked again where they may look at more than the receiver', () => {
  let asked = 0;
  const of = (name: string, more: object): FunctionDefinition =>
    defineFunction({
      ...{ name, origin: 'extension', parameters: [], result: 'number', summary: 'counts', details: [], examples: [] },
      bind: () => () => (asked += 1),
      ...more,
    });
  const functions = [
    of('tick', {}),
    of('tock', { receiver: 'any' }),
    of('find', {
      ...{ receiver: 'any', usesResources: true },
      parameters: [{ name: 'type', kind: 'text', summary: 'the type of the entities', constant: true }],
    }),
  ];
  const isOnce = ['tick() = 1', 'a tock() = 1', "a find('V') = 1"].map((condition) => {
    const rule = compileRule(`T should have ${condition}`, { functions });
    const [first, second] = [1, 1].map(
      (a) => rule.evaluate({ type: 'T', a }, { now: new Date(0) }).explain().condition,
    );
    return first === second;
  });
  expect(isOnce).toEqual([false, true, false]);
  expect(asked).toBeGreaterThan(0);
});

test.each([
  ['', {}, 19_965],
  ['one = 1 and ', { one: 1 }, 19_965],
  ['one and ', { one: true }, 19_964],
  ['one isEmpty() and ', { one: '' }, 19_964],
] as const)(
  // Where they end between a condition and its value depends on what stands before.
  'twenty thousand parts are recorded, and what comes after is worked out all the same: behind `%s`',
  (before, more, shown) => {
    const rule = `T should have ${before}items contain-all [ ~.items with [ $ >= 0 ] contain-all [ $ < 150 ] ]`;
    const { status, explain } = compileRule(rule).evaluate({ type: 'T', items: numbers(150), ...more });
    const { condition } = explain();
    const count = (part: ExplanationPart): number => part.parts.reduce((sum, inner) => sum + count(inner), 1);
    expect([status, condition?.truth, condition === undefined ? 0 : count(condition)]).toEqual(['passed', true, shown]);
  },
);

test('the eight kinds of entities that came last are remembered', () => {
  const rule = compileRule('T should have a = 1');
  const explained = (a: number): unknown => rule.evaluate({ type: 'T', a }, { now: new Date(0) }).explain().condition;
  const first = explained(0);
  for (let a = 2; a < 9; a += 1) explained(a);
  expect(explained(0)).toBe(first);
  explained(10);
  expect(explained(0)).not.toBe(first);
});

test('what holds a list takes no place of those that are remembered', () => {
  const rule = compileRule('T should have a = 1');
  const explained = (a: unknown): unknown => rule.evaluate({ type: 'T', a }, { now: new Date(0) }).explain().condition;
  const first = explained(0);
  for (let n = 0; n < 9; n += 1) explained([n, n]);
  for (let n = 0; n < 9; n += 1) explained({ n });
  expect(explained(0)).toBe(first);
});

test('what is known of an entity is explained once, also where something may not be known', () => {
  const rule = compileRule('T should have a = 1');
  const explained = (unknown: Record<string, string>): unknown =>
    rule.evaluate({ type: 'T', a: 2 }, { now: new Date(0), unknown }).explain().condition;
  const first = explained({});
  expect(explained({})).toBe(first);
  // The rule does not look at it.
  expect(explained({ b: 'later' })).toBe(first);
  expect(explained({ a: 'later' })).not.toBe(first);
});

test('elements that are not known are not asked, and those behind them are', () => {
  const evaluation = compileRule('T should have a contain [ c ]').evaluate(
    { type: 'T', a: [null, { c: 1 }] },
    { unknown: { 'a.0': 'the plan has it' } },
  );
  expect([evaluation.status, evaluation.explain().condition?.truth]).toEqual(['passed', true]);
});

test('a condition has a truth, and no value beside it', () => {
  const evaluation = compileRule("T should have a contain ['x']").evaluate({ type: 'T', a: ['x'] });
  const [list, element] = evaluation.explain().condition?.parts ?? [];
  expect(list).toMatchObject({ text: 'a', value: ['x'] });
  expect(element).toEqual({
    node: expect.anything() as unknown,
    text: "'x'",
    truth: true,
    parts: [],
    element: { index: 0, value: 'x' },
  });
});
