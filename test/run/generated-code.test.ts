import { expect, test } from 'vitest';
import { emit } from '../../src/run/generated/emitter.ts';
import { generate } from '../../src/run/generated/generate.ts';
import { Tier } from '../../src/run/generated/tier.ts';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { contextOf } from '../../src/run/context.ts';
import { environment, runEnvironment } from '../../src/run/environment.ts';
import { evidencePlan } from '../../src/run/evidence-plan.ts';
import { lower } from '../../src/plan/lower.ts';
import { parse } from '../../src/syntax/parse.ts';
import { defineFunction } from '../../src/functions/define.ts';
import { begin, type Scope } from '../../src/run/scope.ts';
import { PlanClosures } from '../../src/run/plan-closures.ts';
import { UnknownValues } from '../../src/run/unknown.ts';
import { isObjectPrototypePlain } from '../../src/values/own.ts';
import { EvaluationError } from '../../src/values/value.ts';

/*
 * What generated code says by itself, and what it leaves to the closures (`~`), as a table in `generated-code.txt`: other
 * tests see only that both say the same, and not that the code is there for what is usual. `npx vitest run generated-code -u`
 * writes it; what changed is to be read.
 */

const NOW = Date.parse('2026-01-01T00:00:00Z');
const options = { lists: { L: ['x', 2], M: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'X'] } };

const CONDITIONS = [
  ...['a', 'not a', 'a and b', 'a or b', 'not (a and not b)', 'a = null', 'a != null', 'a = true', 'a != false'],
  ...["a = 'x'", "a != 'X'", "a = 'é'", "a = 'null'", "a = 'true'", "a = '1'", 'a = 1', 'a != 1', 'a < 2', 'a >= 1'],
  ...["a < 'x'", "a >= '2025-12-31'", `a = '${'x'.repeat(40)}'`, 'a = b', 'a != b', 'a < b', 'a >= b', 'a = 1.5'],
  ...[
    "a in ('x', 'Y')",
    "a in ('x', 1, true)",
    "a in ('a', 'bb', 'ccc', 'dddd', 'eeeee')",
    "a in ('é', 'x')",
    'a in (1, 2)',
  ],
  ...['a in ($L)', 'a in ($M)', 'a in ($None)', 'a in (b)', "a in ('null', 'x')", 'not a in (1)'],
  ...["a like 'x%'", "a like '%y%'", "a like 'x'", 'a regexMatch /^x/', 'a regexMatch /(x|1)+$/i'],
  ...['a isEmpty()', 'not a isEmpty()', 'a length() = 2', 'a length() > b', "a startsWith('x')", 'a textLength() > 1'],
  ...["a before(0, 'days')", "a after(-1, 'days')", "a before(-2, 'months')", "a after(1, 'years')", 'a isPublic()'],
  ...[
    "a split('-') length() = 2",
    "a getValue('c') = 1",
    "a getValues('c') length() = 1",
    'a first() = 1',
    'a unique() length() = 1',
  ],
  ...[
    'a.c',
    'a.c = 1',
    'a.c.d',
    'a.c.d = 1',
    'a[0]',
    'a[0] = 1',
    'a.c[0] = 1',
    "a['c d'] = 2",
    'a.c isEmpty()',
    'a.hasOwnProperty',
  ],
  ...[
    'a contain [ c ]',
    'a contain [ c = 1 ]',
    'a contain-all [ c = 1 ]',
    'a contain-none [ c = 1 ]',
    'a contain-any [ $ = 1 ]',
  ],
  ...[
    "a contain ['x']",
    'a contain [ $ ]',
    'a with [ c ] length() = 1',
    'a with [ c ] contain [ d ]',
    'a with [ c = 1 ]',
    'a contain [ not c ]',
  ],
  ...[
    'a contain [ c = ~.b ]',
    'a contain [ c contain [ $ = ~~.b ] ]',
    'a contain [ c contain [ $ = ~.d ] ]',
    'a contain-all [ c > 0 and b ]',
  ],
  ...[
    'a groupBy [ c ] contain [ values length() > 1 ]',
    'a groupBy [ c ] length() = 2',
    "a join(',') = 'x'",
    'a contain [ a contain [ a ] ]',
  ],
  ...[
    'a contain [ c isEmpty() or d = 1 ]',
    "a toLower() = 'x'",
    'a.c contain [ d ]',
    "a contain [ c like 'x%' ]",
    'a contain [ $ in (1, 2) ]',
    'a = 100000000000000000000',
    'a with [ c ] > 1',
    'a with [ $ = 1 ] = 0',
    'a groupBy [ c ] > 1',
    "getResource('V', a) isEmpty()",
    'a contain [ c = c ]',
    'a contain [ c in (c) ]',
    'a contain [ c groupBy [ d ] > 0 ]',
  ],
  ...[
    "a contain [ c startsWith('x') and ~.b ]",
    'a contain [ c isEmpty() and ~.b ]',
    "a contain [ c before(0, 'days') and ~.b ]",
    'a contain [ c with [ d ] > 0 and ~.b ]',
    'a contain [ c with [ d ] contain [ d ] and ~.b ]',
    'a contain [ c startsWith(d) and ~.b ]',
    'a contain [ c in (d) and ~.b ]',
    'a contain [ 1 = 1 and c[0] = ~.b ]',
    "a = ''",
    "a in ('', 'x')",
    "a != 'true'",
    'a = null or a = 1',
    'a != null and a < 2',
    'a startsWith(b) = false',
    'a split(b) = null',
    "a in ('b', 'c', 'd', 'e', 'f', 'g', 'h', 'x')",
    "a in ('b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'x')",
    'a in (1, 2, 3, 4, 5, 6, 7, 8, 9)',
  ],
];

const ENTITIES: readonly Readonly<Record<string, unknown>>[] = [
  ...[
    {},
    { a: null },
    { a: '' },
    { a: 'x' },
    { a: 'X', b: 'x' },
    { a: 'y-z', b: 1 },
    { a: 'é' },
    { a: 'É' },
    { a: 'null' },
  ],
  ...[
    { a: 'true' },
    { a: true, b: false },
    { a: false, b: true },
    { a: 0 },
    { a: 1, b: 1 },
    { a: 1.5, b: 2 },
    { a: '1', b: 1 },
    { a: 10n ** 20n },
  ],
  ...[
    { a: 1_767_000_000 },
    { a: '2025-12-31', b: '2026-01-02' },
    { a: '8.8.8.8' },
    { a: 'x'.repeat(40) },
    { a: 'xy'.repeat(600) },
  ],
  ...[
    { a: [] },
    { a: ['x'] },
    { a: [1] },
    { a: ['x', 'y'], b: ['x'] },
    { a: [1, 2], b: 1 },
    { a: [null] },
    { a: [[1]] },
    { a: [{}] },
  ],
  ...[
    { a: {} },
    { a: { c: 1 } },
    { a: { c: 1, 'c d': 2 } },
    { a: { c: { d: 1 } } },
    { a: { c: { d: [] } } },
    { a: { c: [1, 2] } },
    { a: { c: null } },
  ],
  ...[
    { a: [{ c: 1 }, { c: 2, d: 1 }, {}], b: 1 },
    { a: [{ c: 1, b: true }] },
    { a: [{ c: [1, 2], d: 1 }, { c: 1 }], b: 2 },
    { a: [{ c: 1 }, 5] },
  ],
  ...[
    { a: [{ c: 'x' }, null] },
    { a: '{"c":1}' },
    { a: '[1,2]' },
    { a: '{"c":' },
    { a: { c: '{"d":1}' } },
    { a: [{ a: [{ a: 1 }] }, { a: [] }] },
  ],
  ...[
    { a: Array.from({ length: 120 }, (_, c) => ({ c })) },
    { a: new Date(0) },
    { a: Object.create({ c: 1 }) as unknown },
    { a: [new Date(0)] },
  ],
];

function scopeAt(): Scope {
  const isPlain = isObjectPrototypePlain();
  const scope: Scope = { ...contextOf({ now: new Date(NOW) }), outer: [], left: 0, isPlain, isParsed: false };
  begin(scope);
  return scope;
}

const SIGNS: Readonly<Record<string, string>> = { passed: 'T', failed: '.', irrelevant: '-', excluded: 'x' };

/** One sign an entity. */
function row(logic: string): string {
  const rule = compileRule(logic, options);
  const judge = generate(rule.plan, runEnvironment(options));
  if (judge === undefined) return 'no code';
  return ENTITIES.map((entity) => {
    const status = judge({ type: 'T', ...entity }, scopeAt());
    const { status: said } = rule.evaluate({ type: 'T', ...entity } as never, { now: new Date(NOW) });
    if (status !== undefined) expect([logic, entity, status]).toEqual([logic, entity, said]);
    return status === undefined ? '~' : (SIGNS[status] ?? '?');
  }).join('');
}

test('what it says, and what it leaves', async () => {
  const logics = [
    ...CONDITIONS.map((condition) => `T should have ${condition}`),
    ...[
      'T where a should not have b exclude a = 1',
      'T where a = 1',
      'T should not have a contain [ c = 1 ] exclude b',
    ],
    ...['T where a contain [ c ] should have b', "T where a isEmpty() should have b = 'x' exclude not a"],
  ];
  await expect(logics.map((logic) => `${row(logic)} ${logic}\n`).join('')).toMatchFileSnapshot('generated-code.txt');
});

test('much is left to the closures, which count it', async () => {
  const numbers = (length: number): number[] => Array.from({ length }, (_, n) => n);
  const text = (length: number): string => 'xy'.repeat(length / 2);
  const lines = [
    ...[30_000, 60_000, 120_000, 199_999, 200_000, 200_001].flatMap((length) =>
      [
        'a contain [ $ = -1 ]',
        'a contain-all [ $ >= 0 ]',
        `a contain [ ${numbers(20)
          .map((n) => `$ = -${n + 2}`)
          .join(' or ')} ]`,
      ].map((condition) => [condition, { a: numbers(length) }, `list of ${length}`] as const),
    ),
    ...[2, 32, 34, 64, 100, 998, 1000, 1002, 5000].flatMap((length) =>
      [
        "a like '%z%'",
        'a regexMatch /z/',
        "a = 'z'",
        "a startsWith('y')",
        "b contain [ ~.a like '%z%' ]",
        "b contain [ ~.a in ('u', 'v') ]",
      ].map((condition) => [condition, { a: text(length), b: numbers(50_000) }, `text of ${length}`] as const),
    ),
    ...[100, 300, 500].map(
      (length) => ['a contain [ ~.a contain [ $ = -1 ] ]', { a: numbers(length) }, `list of ${length}`] as const,
    ),
  ].map(([condition, entity, name]) => {
    const judge = generate(compileRule(`T should have ${condition}`).plan, runEnvironment({}));
    const status = judge?.({ type: 'T', ...entity }, scopeAt());
    return `${judge === undefined ? 'no code' : status === undefined ? '~' : SIGNS[status]} ${name}: ${condition.slice(0, 60)}\n`;
  });
  await expect(lines.join('')).toMatchFileSnapshot('generated-code-much.txt');
});

test('what is no plain object itself is left to the closures, but for what a parser made', () => {
  class Made {
    readonly a = 1;
  }
  const judge = generate(compileRule('T should have a = 1').plan, runEnvironment({}));
  const said = [{ a: 1 }, new Made(), Object.create({ a: 1 }), Object.create(null), [], new Date(0)].map(
    (entity: object) => [false, true].map((isParsed) => judge?.(entity, { ...scopeAt(), isParsed })),
  );
  expect(said).toEqual([
    ['passed', 'passed'],
    [undefined, 'passed'],
    [undefined, 'passed'],
    [undefined, 'failed'],
    [undefined, undefined],
    [undefined, 'failed'],
  ]);
});

test.each([
  'e.c.d = 1',
  'a contain [ c = 1 ]',
  'a contain [ l contain [ d = 1 ] ]',
  'a with [ c = 1 ] contain [ c = 1 ]',
  'a contain [ ~.b contain [ d = 1 ] ]',
  'a contain [ l contain [ ~~.b contain [ d = 1 ] ] ]',
  'e.c.d = 1 and a contain [ c = 1 ]',
])('objects that inherit nothing, as a parser may make them, are read: %s', (condition) => {
  const bare = (names: object): object => Object.assign(Object.create(null) as object, names);
  const d = bare({ d: 1 });
  const entity = bare({ type: 'T', a: [bare({ c: 1, l: [d] })], b: [d], e: bare({ c: d }) });
  const judge = generate(compileRule(`T should have ${condition}`).plan, runEnvironment({}));
  const said = [true, false].map((isParsed) => judge?.(entity, { ...scopeAt(), isParsed }));
  expect(said).toEqual(['passed', undefined]);
});

test('what only some ways have read is read again behind them', () => {
  const parts = [
    'a',
    'b.c = 1',
    'b.c = 2',
    'not b.c = 1',
    'd contain [ c = 1 ]',
    'd with [ c = 2 ] > 0',
    'b.e isEmpty()',
  ];
  const entities = [true, false].flatMap((a) =>
    [{ c: 1 }, { c: 2, e: 1 }, {}].flatMap((b) => [[b], [{ c: 2 }, b], []].map((d) => ({ type: 'T', a, b, d }))),
  );
  for (const first of parts)
    for (const second of parts)
      for (const third of parts)
        for (const condition of [`(${first} or ${second}) and ${third}`, `(${first} and ${second}) or ${third}`]) {
          const rule = compileRule(`T should have ${condition}`);
          const judge = generate(rule.plan, runEnvironment({}));
          const closures = new PlanClosures(rule.plan, runEnvironment({}));
          for (const entity of entities)
            expect([condition, entity, judge?.(entity, scopeAt())]).toEqual([
              ...[condition, entity, closures.judge(entity, scopeAt())],
            ]);
        }
});

test.each([
  ['c contain [ $ = 1 ]', 'failed'],
  ['c contain-all [ $ = 1 ]', 'failed'],
  ['not c contain-none [ $ = 1 ]', 'failed'],
  ['c with [ $ = 1 ] > 0', 'failed'],
  ['c with [ $ = 1 ] contain [ $ = 1 ]', 'failed'],
  ['c length() > 0', 'failed'],
  ['(d = 2 or c contain [ $ = 1 ])', 'passed'],
] as const)('nothing is left of the element before: %s', (inner, expected) => {
  const judge = generate(compileRule(`T should have a contain [ ${inner} and d = 2 ]`).plan, runEnvironment({}));
  for (const behind of [{ d: 2 }, { c: null, d: 2 }, { c: [], d: 2 }])
    expect(judge?.({ type: 'T', a: [{ c: [1], d: 1 }, behind] }, scopeAt())).toBe(expected);
});

test('no code is made that would be long, nor for rules that look at other entities, or judge none', () => {
  const isMade = (rule: string): boolean => generate(compileRule(rule).plan, runEnvironment({})) !== undefined;
  const many = (count: number): string =>
    `T should have ${Array.from({ length: count }, (_, n) => `a${n} = ${n}`).join(' or ')}`;
  expect([many(1), many(200), many(1_000), many(3_000)].map(isMade)).toEqual([true, true, false, false]);
  expect(
    ['true', "T should have getResource('V', a) isEmpty()", 'List<T> should have items isEmpty()'].map(isMade),
  ).toEqual([false, false, true]);
});

test('a list is left to the closures where something of its entities is not known, however hot the rule is', () => {
  const rule = compileRule('List<T> should have items contain-none [ a = 1 ]');
  const element = { type: 'T', id: 't' };
  const said = Array.from({ length: 450 }, () => {
    const scope = { ...scopeAt(), unknown: new UnknownValues() };
    scope.unknown.add(element, { a: 'later' });
    return rule.judge({ type: 'List<T>', items: [element] }, scope) instanceof EvaluationError;
  });
  expect(new Set(said)).toEqual(new Set([true]));
  expect(rule.judge({ type: 'List<T>', items: [{ a: 2 }] }, scopeAt())).toBe('passed');
});

test('code is made when a rule is hot, and given up where it leaves most to the closures', () => {
  const tierOf = (logic: string): Tier => new Tier(compileRule(logic).plan, runEnvironment({}));
  const counted = (tier: Tier, times: number): boolean => {
    for (let time = 0; time < times; time += 1) tier.count();
    return tier.judge !== undefined;
  };
  const hot = tierOf("T should have a = 'x'");
  expect([counted(hot, 199), counted(hot, 1), counted(hot, 199)]).toEqual([false, true, true]);
  const judged = (tier: Tier, left: number, of: number): boolean => {
    for (let time = 0; time < of; time += 1) tier.judge?.({ type: 'T', a: time < left ? ['x'] : 'x' }, scopeAt());
    return tier.judge !== undefined;
  };
  // The next time that so many were left to the closures, a thousand are looked at.
  const sampled = (left: number): boolean => {
    const tier = tierOf("T should have a = 'x'");
    counted(tier, 400);
    return judged(tier, left, 1_000);
  };
  expect([sampled(0), sampled(250), sampled(251), sampled(1_000)]).toEqual([true, true, false, false]);
  // And then ten times as many must have been left.
  const often = tierOf("T should have a = 'x'");
  counted(often, 400);
  expect([judged(often, 0, 1_000), counted(often, 1_999), judged(often, 1_000, 1_000)]).toEqual([true, true, true]);
  expect([counted(often, 1), judged(often, 999, 999), judged(often, 1, 1)]).toEqual([true, true, false]);
  counted(hot, 1);
  expect(judged(hot, 1_000, 2_000)).toBe(false);
  expect(counted(hot, 5_000)).toBe(false);
});

test.each([1_000, 0])('what the code has judged is not judged again, as where %i is left', (left) => {
  let asked = 0;
  const tick = defineFunction({
    ...{ name: 'tick', origin: 'extension', receiver: 'any', parameters: [], result: 'boolean', summary: 'counts' },
    ...{ details: [], examples: [], bind: () => (_, context) => ((context.left = left), (asked += 1)) > 0 },
  });
  const rule = compileRule('T should have a tick()', { functions: [tick] });
  const judged = (unknown?: Record<string, string>): number => {
    const before = asked;
    expect(rule.evaluate({ type: 'T', a: 1 }, unknown === undefined ? {} : { unknown }).status).toBe('passed');
    return asked - before;
  };
  for (let time = 0; time < 250; time += 1) expect(judged()).toBe(1);
  expect([judged({}), judged({ b: 'later' })]).toEqual([1, 1]);
});

test('a function that is not there, in a tree that was built by hand, is an error wherever it is asked', () => {
  const environment = runEnvironment({});
  const { rule } = parse('T should have a nothere() = 1');
  if (rule === undefined) throw new Error('a rule');
  const plan = lower(rule, environment.functions);
  const [judge, closures] = [generate(plan, environment), new PlanClosures(plan, environment)];
  const entity = { type: 'T', a: 1 };
  const error = expect.objectContaining({ code: 'unknown-function', message: 'unknown function `nothere`' }) as unknown;
  expect(judge?.(entity, scopeAt())).toBeUndefined();
  expect(closures.judge(entity, scopeAt())).toEqual(error);
});

test('a function that was there when the plan was made is an error where it is not given', () => {
  const tick = defineFunction({
    ...{ name: 'tick', origin: 'extension', receiver: 'any', parameters: [], result: 'number', summary: 'counts' },
    ...{ details: [], examples: [], bind: () => () => 1 },
  });
  const { plan } = compileRule('T should have a tick() = 1', { functions: [tick] });
  const environment = runEnvironment({});
  const entity = { type: 'T', a: 1 };
  expect(generate(plan, environment)?.(entity, scopeAt())).toBeUndefined();
  expect(evidencePlan(plan, environment).makers.map((make) => make().kind)).toEqual(['comparison', 'path']);
  expect(new PlanClosures(plan, environment).judge(entity, scopeAt())).toMatchObject({
    code: 'unknown-function',
    message: 'unknown function `tick`',
  });
});

test('an error is none of its answers', () => {
  const judge = generate(compileRule('T should have a first() = 1').plan, runEnvironment({}));
  for (const a of ['text', 5, {}, [{}], [[]], new EvaluationError('c', 'm')])
    expect([undefined, 'passed', 'failed']).toContain(judge?.({ type: 'T', a }, scopeAt()));
});

test.each<[string, unknown, string]>([
  ["a = 'İ'", 'i\u0307', 'passed'],
  ["a in ('İ', 'x')", 'i\u0307', 'passed'],
  ["a in ('1', 2)", '2.0', 'passed'],
  ["a = 'null'", 'NULL', 'passed'],
  ["a = 'null'", 'x', 'failed'],
  ["a in ('null', 'x')", 'nul', 'failed'],
])('texts that are equal at another length: %s of %j', (condition, a, expected) => {
  const judge = generate(compileRule(`T should have ${condition}`).plan, runEnvironment({}));
  expect(judge?.({ type: 'T', a }, scopeAt())).toBe(expected);
});

test('a function without a receiver is called with none', () => {
  const given: unknown[] = [];
  const here = defineFunction({
    ...{ name: 'here', origin: 'extension', parameters: [], result: 'number' },
    ...{ summary: 'what it is called on', details: [], examples: [] },
    bind: () => (receiver) => given.push(receiver),
  });
  const of = environment({ functions: [here] });
  const judge = generate(compileRule('T should have here() = 1', of).plan, runEnvironment(of));
  expect([judge?.({ type: 'T' }, scopeAt()), given]).toEqual(['passed', [undefined]]);
});

test('what a function gives may be anything, also where a parser made the entity', () => {
  class Made {
    get got(): number {
      return 1;
    }
  }
  const made = defineFunction({
    ...{ name: 'made', origin: 'extension', receiver: 'any', parameters: [], result: 'list' },
    ...{ summary: 'what no parser makes', details: [], examples: [] },
    bind: () => () => [Object.assign(new Made(), { l: [new Made()] })],
  });
  const plain = defineFunction({ ...made, name: 'plain', bind: () => () => [{ l: [new Made()] }] });
  const of = environment({ functions: [made, plain] });
  for (const condition of [
    'a made() contain [ got = 1 ]',
    'a made() with [ got = 1 ] contain [ got = 1 ]',
    'a plain() contain [ l contain [ got = 1 ] ]',
    'a plain() contain [ l with [ got = 1 ] contain [ got = 1 ] ]',
  ]) {
    const judge = generate(compileRule(`T should have ${condition}`, of).plan, runEnvironment(of));
    expect(judge?.({ type: 'T', a: 1 }, { ...scopeAt(), isParsed: true })).toBeUndefined();
  }
});

test('rules that differ in what they ask for alone have one code, which the engine compiles once', () => {
  const { functions } = runEnvironment({});
  const bodyOf = (text: string): string | undefined => emit(compileRule(text).plan, functions)?.body;
  const rules = ["A should have b='x'", "A should have b='longer'", "A should have c='other'"];
  expect(new Set(rules.map(bodyOf)).size).toBe(1);
  expect(bodyOf("A should have b in ('x', 'yy')")).toBe(bodyOf("A should have b in ('zzz', 'yy')"));
});
