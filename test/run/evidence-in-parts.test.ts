import { describe, expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { contextOf, scopeOf } from '../../src/run/context.ts';
import { runEnvironment } from '../../src/run/environment.ts';
import { evidencePlan } from '../../src/run/evidence-plan.ts';
import { absorbEvidence, type EvidenceState, evidenceState } from '../../src/run/evidence-state.ts';
import { bareText } from '../../src/run/evidence-values.ts';
import { EvidenceCollector } from '../../src/run/evidence.ts';

/*
 * What is found out of entities to show what verdicts rest on, as a table in `evidence-in-parts.txt`: of all of them, which is
 * what several threads find together. `npx vitest run evidence-in-parts -u` writes it; what changed is to be read.
 */

const LOGICS = [
  ...[
    "T should have a = 'x'",
    'T should have a = 1',
    'T should have a = true',
    "T should have a in (true, 'x')",
    'T should have a in (1, 2)',
  ],
  ...[
    'T should have a = b',
    'T should have a < b',
    'T should have a != b',
    "T should have a > '2026-01-01'",
    'T should have a in (b)',
  ],
  ...[
    "T should have a like 'x%'",
    'T should have a regexMatch /x/',
    'T should have a.b = 1',
    'T should have a.b.c',
    'T should have A',
  ],
  ...[
    'T should have a contain [ b = 1 ]',
    'T should have a contain-none [ b.c ]',
    'T should have a with [ b ] length() = 1',
    "T should have a getValue('b')",
  ],
  ...[
    "T should have a getValues('b') length() = 1",
    'T should have a isPublic()',
    'T should have a numberOfHosts() > 1',
    'T should have a[0].b',
  ],
  ...[
    'T should have a contain [ b = ~.b ]',
    'T should have a groupBy [ b ] length() = 1',
    'T where a = 1 and a = 2 should have b',
    'T where a = 1 should have b = 2',
  ],
  ...[
    'T should not have a = 1 and a = 2',
    'T should have a = 1 or a != 1',
    'T should have b exclude a = 1 and a = 2',
    'T should have not (a = 1 and a = 2)',
  ],
  ...[
    'T should have a length() < 0',
    'T should not have a contain [ b = 1 and b = 2 ]',
    'T should have a contain-none [ b = 1 and b = 2 ]',
  ],
  ...[
    'T where b = 1 should not have a = 1 and a = 2',
    "T should have a = 'x' and b = 'y' or c = 1",
    "T should have a before(0, 'days')",
  ],
  ...[
    'T should have a regexMatch /^[xy]+$/',
    'T should have a regexMatch /^\\w+$/',
    'T should have a regexMatch /^x[a]b/',
  ],
  ...["T should have a >= 'standard'", 'T should have 1 = a', "T should have a < 'on'", "T should have a != 'on'"],
  ...['T should have a.b.c.d', 'T should have a[0].b.c.d', 'T should have a[2].b = 1', 'T should have a[0].b[1].c = 1'],
  ...['T should have a regexMatch /xt/', "T should have a like '10-x%'"],
];

const ENTITIES: readonly Readonly<Record<string, unknown>>[] = [
  ...[
    { a: 7, A: 8 },
    {},
    { a: null },
    { a: 'x' },
    { a: 'yes' },
    { a: 'ON', b: true },
    { a: '0' },
    { a: 1 },
    { a: 1, b: 1 },
    { a: true, b: 'on' },
    { a: 'x', b: 'X' },
  ],
  ...[
    { a: '${x}' },
    { a: '{{ x }}' },
    { a: '<your name>' },
    { a: '$(x)' },
    { a: '<x', b: '${y}' },
    { a: 1_767_225_600_000 },
    { a: '2026-01-02', b: 1_767_225_600_000 },
  ],
  ...[
    { a: { b: 1 } },
    { a: { b: '1', B: '2' } },
    { a: { b: { c: 1, d: 2 } } },
    { a: { b: { d: 2 } } },
    { a: { x: 1 } },
    { a: 'text', A: 'other' },
    { a: 5, A: 6 },
  ],
  ...[
    { a: [] },
    { a: [1, 2] },
    { a: [{ b: 1 }] },
    { a: [{ b: 2 }, { c: 1 }], b: 2 },
    { a: [{ b: { c: 1 } }] },
    { a: ['x'], b: ['y'] },
    { a: {} },
  ],
  ...[
    { a: '8.8.8.8' },
    { a: '1.2.3.4/33' },
    { a: 'sg-1' },
    { a: '{"b":1}' },
    { a: '{"b":', b: 1 },
    { b: 1 },
    { a: 2, b: 1 },
  ],
];

/** What is found in parts, which so many threads look at in turn: each goes on behind the last that it looked at. */
function foundBy(
  threads: number,
  { plan, diagnostics }: ReturnType<typeof compileRule>,
  entities: readonly object[],
  sizes: readonly number[],
): readonly EvidenceState[] {
  const evidence = evidencePlan(plan, runEnvironment({}), diagnostics);
  const whole = new EvidenceCollector(evidence);
  const last: EvidenceCollector[] = [];
  let from = 0;
  for (const [index, size] of sizes.entries()) {
    const part = new EvidenceCollector(evidence, last[index % threads]);
    last[index % threads] = part;
    for (const entity of entities.slice(from, from + size))
      part.observe({ type: 'T', ...entity }, scopeOf(contextOf({ now: new Date(0) })));
    absorbEvidence(whole.evidence, part.evidence.map(evidenceState));
    from += size;
  }
  return whole.evidence.map(evidenceState);
}

function found(logic: string, entities: readonly object[], sizes: readonly number[]): readonly EvidenceState[] {
  const compiled = compileRule(logic);
  const states = foundBy(sizes.length, compiled, entities, sizes);
  for (const threads of [1, 2])
    expect(foundBy(threads, compiled, entities, sizes), `${logic} by ${threads}`).toEqual(states);
  return states;
}

function told(states: readonly EvidenceState[]): string {
  return states.map((state) => `  ${JSON.stringify(state)}\n`).join('');
}

test('what is found', async () => {
  const all = ENTITIES.length;
  const lines = LOGICS.map((logic) => {
    const whole = found(logic, ENTITIES, [all]);
    for (const sizes of [[1, all - 1], [10, 10, all - 20], ENTITIES.map(() => 1), [0, all, 0]])
      expect(found(logic, ENTITIES, sizes), `${logic} in ${sizes.length} parts`).toEqual(whole);
    return `${logic}\n${told(whole)}`;
  });
  await expect(lines.join('')).toMatchFileSnapshot('evidence-in-parts.txt');
});

test('the kinds of both sides, wherever the entities are cut', () => {
  const entities = [...[{ a: 1, b: 'x' }, {}, { a: 2, b: true }, { a: 'y', b: true }, { a: 1 }]];
  const whole = found('T should have a = b', entities, [5]);
  expect(whole.find(({ kinds }) => kinds !== undefined)).toMatchObject({ asked: 3, other: 'values of several kinds' });
  for (const sizes of [
    [1, 4],
    [2, 3],
    [1, 1, 1, 1, 1],
    [0, 3, 2, 0],
    [3, 2],
  ])
    expect(found('T should have a = b', entities, sizes)).toEqual(whole);
  const alike = entities.slice(0, 2);
  expect(found('T should have a = b', alike, [1, 1])).toEqual(found('T should have a = b', alike, [2]));
});

test('the values that were there instead, wherever the entities are cut', () => {
  const words = ['basic', 'standrad', 'premium', 'standard', 'gold', 'Standard', 'basic'];
  const entities = words.map((a) => ({ a }));
  for (const logic of [
    "T should have a = 'standard'",
    "T should have a in ('standard', 'silver')",
    "T should have a like 'standard'",
  ])
    for (const from of [0, 1, 3, 4]) {
      const some = entities.slice(from);
      const whole = found(logic, some, [some.length]);
      const met = from < 4 ? words.indexOf('standard') - from + 1 : 2;
      expect(whole.find(({ values }) => values !== undefined)).toMatchObject({ supported: true, asked: met });
      for (const sizes of [[1, some.length - 1], some.map(() => 1), [some.length - 1, 1], [0, 2, some.length - 2]])
        expect(found(logic, some, sizes), `${logic} in ${sizes.join()}`).toEqual(whole);
    }
});

test.each([98, 99, 100, 101])(
  'where a name stands within is asked of a hundred objects, as of %i before it',
  (before) => {
    const entities = [...Array.from({ length: before }, () => ({})), { inner: { colour: 1 } }];
    const whole = found('T should have colour', entities, [entities.length]);
    expect(whole.some(({ within }) => within !== undefined)).toBe(before < 100);
    for (const sizes of [
      [1, before],
      [before, 1],
      [50, before - 49],
    ])
      expect(found('T should have colour', entities, sizes)).toEqual(whole);
  },
);

test('five hundred names are kept, wherever the entities are cut', () => {
  const names = (letter: string): object =>
    Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${letter}${n}`, n]));
  const entities = [names('k'), names('m'), { open: 1 }];
  const whole = found('T should have opne', entities, [3]);
  expect(whole[0]?.names).toHaveLength(500);
  for (const sizes of [
    [1, 2],
    [2, 1],
    [1, 1, 1],
  ])
    expect(found('T should have opne', entities, sizes)).toEqual(whole);
  const wide = Object.fromEntries(Array.from({ length: 2_100 }, (_, n) => [`k${n}`, n]));
  const both = found('T should have opne and clsoe', [wide, wide, { open: 1 }], [3]);
  expect(both.flatMap(({ names }) => names?.length ?? [])).toEqual([500, 500]);
});

test('so many other values, wherever the entities are cut', () => {
  const logic = "T should have a = 'standard'";
  for (const count of [19, 20, 21]) {
    const others = Array.from({ length: count }, (_, n) => ({ a: `other-${n}` }));
    const entities = [{ a: 5 }, { a: [] }, {}, ...others, { a: 'standard' }];
    const whole = found(logic, entities, [entities.length]);
    expect(whole.find(({ values }) => values !== undefined)?.supported).toBe(count <= 20);
    for (const sizes of [
      [entities.length - 1, 1],
      [3, entities.length - 3],
      [13, entities.length - 13],
      entities.map(() => 1),
    ])
      expect(found(logic, entities, sizes)).toEqual(whole);
  }
});

test('the deepest list that a path goes beyond, and the deepest value that it stops at, wherever the entities are cut', () => {
  const entities = [
    ...[{ a: [] }, { a: [{ b: [1] }] }, { a: [5] }, { a: [{ b: [] }] }, { a: [] }, { a: 5 }, { a: [{ b: 'x' }] }],
    ...[{ a: [{ b: 7 }] }, { a: 'x' }, { a: [{ b: [1] }] }],
  ];
  const whole = found('T should have a[0].b[1].c', entities, [entities.length]);
  expect(whole.filter(({ stop }) => stop !== undefined)).toEqual([
    expect.objectContaining({
      beyond: { depth: 3, place: 1, longest: 1, count: 3 },
      stop: { depth: 3, kind: 'a number', count: 2 },
    }),
  ]);
  for (const sizes of [entities.map(() => 1), [2, 8], [4, 6], [5, 5], [7, 3], [1, 3, 3, 3]])
    expect(found('T should have a[0].b[1].c', entities, sizes), sizes.join()).toEqual(whole);
});

test('two thousand values are looked at, wherever the entities are cut', () => {
  const logic = "T should have a = 'standard'";
  for (const before of [1_998, 1_999, 2_000, 2_001]) {
    const entities = [...Array.from({ length: before }, () => ({ a: 'gold' })), { a: 'standrad' }, { a: 'standard' }];
    const whole = found(logic, entities, [entities.length]);
    const values = whole.find((state) => state.values !== undefined);
    expect(values?.values?.map(([value]) => value)).toEqual(before < 2_000 ? ['gold', 'standrad'] : ['gold']);
    expect(values?.supported).toBe(before < 1_999);
    for (const sizes of [
      [before, 2],
      [before + 1, 1],
      [1_000, before - 998],
    ])
      expect(found(logic, entities, sizes)).toEqual(whole);
  }
});

test('a value beside those that could be compared is kept, also where another part met it', () => {
  const { plan } = compileRule('T should have a = true');
  const made = evidencePlan(plan, runEnvironment({}));
  const [part, whole] = [new EvidenceCollector(made), new EvidenceCollector(made)];
  part.observe({ type: 'T', a: true }, scopeOf(contextOf({ now: new Date(0) })));
  const predicate = plan.condition?.kind === 'test' ? plan.condition.predicate : undefined;
  expect(predicate).toBeDefined();
  part.settle(undefined);
  if (predicate !== undefined) part.settle(new Map([[predicate, 'yes']]));
  const states = part.evidence.map(evidenceState);
  expect(states).toContainEqual({ supported: true, asked: 0, beside: 'yes' });
  absorbEvidence(whole.evidence, states);
  expect(whole.evidence.map(evidenceState)).toEqual(states);
});

test('what is found of each by itself', async () => {
  const lines = LOGICS.flatMap((logic) =>
    ENTITIES.map((entity) => `${logic} <- ${JSON.stringify(entity)}\n${told(found(logic, [entity], [1]))}`),
  );
  await expect(lines.filter((_, place) => place % 3 === 0).join('')).toMatchFileSnapshot('evidence-of-each.txt');
});

test('what a thread is done with is not looked at again', () => {
  const evidence = evidencePlan(compileRule("T should have a = 'x' and b").plan, runEnvironment({}));
  const scope = scopeOf(contextOf({ now: new Date(0) }));
  const [before, whole] = [new EvidenceCollector(evidence), new EvidenceCollector(evidence)];
  before.observe({ type: 'T', a: 'x' }, scope);
  expect([before.isOpen, whole.isOpen]).toEqual([true, true]);
  const next = new EvidenceCollector(evidence, before);
  next.observe({ type: 'T', b: 1 }, scope);
  expect(next.isOpen).toBe(false);
  expect(next.evidence.map(({ supported }) => supported)).toEqual([false, false, true, false, true]);
});

describe('names of what is there instead', () => {
  const MANY = 2_500;
  const shapes: readonly ((index: number) => object)[] = [
    () => ({ a: 1, b: 2 }),
    (index) => (index % 2 === 0 ? { a: 1, b: 2 } : { b: 2, c: 3 }),
    (index) => ({ a: 1, [`k${index % 400}`]: 2 }),
  ];
  const rules = [
    'T should have opne',
    'T should have x.opne and x.clsoe',
    'T should have l contain [ opne ]',
    'T should have l contain [ ~.opne ]',
  ];
  const around: readonly ((entity: object) => object)[] = [
    (entity) => entity,
    (x) => ({ x }),
    (element) => ({ l: [element, { a: 1 }] }),
    (entity) => ({ ...entity, l: [{ a: 1 }] }),
  ];
  const namesOf = (states: readonly EvidenceState[]): (readonly string[] | undefined)[] =>
    states.map(({ names }) => names?.map(([name]) => name).sort());

  test.each([0, 500, 999, 1_000, 1_001, 1_700, MANY - 1])(
    'are the same wherever the one stands that has another, as at %i, and however the entities are cut',
    (at) => {
      for (const [place, rule] of rules.entries())
        for (const shape of shapes) {
          const wrap = around[place] ?? ((entity: object): object => entity);
          const make = (other: number): object[] =>
            Array.from({ length: MANY }, (_, index) =>
              wrap(index === other ? { ...shape(index), open: 1 } : shape(index)),
            );
          const entities = make(at);
          const whole = found(rule, entities, [MANY]);
          expect(
            namesOf(whole).every((names) => names === undefined || names.includes('open')),
            rule,
          ).toBe(true);
          expect(namesOf(whole)).toEqual(namesOf(found(rule, make(3), [MANY])));
          for (const sizes of [[1_250, 1_250], [1, MANY - 1], [1_100, 50, 1_350], Array<number>(25).fill(100)])
            expect(found(rule, entities, sizes), `${rule} in ${sizes.length} parts`).toEqual(whole);
        }
    },
  );
});

test('each place is told of once it is supported, but for values, of which the first of all count', () => {
  const { plan } = compileRule("T should have b and a = 'x' and l contain [ c ]");
  const collector = new EvidenceCollector(evidencePlan(plan, runEnvironment({})));
  const told: (readonly [entity: number, what: string])[] = [];
  [{ a: 'x' }, { l: [{}, { c: 1 }] }, { b: 1 }, { b: 2 }].forEach((entity, index) => {
    collector.onSupported = (place) => void told.push([index, collector.evidence[place]?.kind ?? '']);
    collector.observe({ type: 'T', ...entity }, scopeOf(contextOf({ now: new Date(0) })));
  });
  expect(told).toEqual([
    [0, 'path'],
    [0, 'comparison'],
    [1, 'path'],
    [1, 'comparison'],
    [1, 'path'],
    [2, 'comparison'],
    [2, 'path'],
  ]);
});

test('a place is supported by what another looked at', () => {
  const collector = new EvidenceCollector(evidencePlan(compileRule('T should have a and b').plan, runEnvironment({})));
  const supported = (): readonly boolean[] => collector.evidence.map((one) => one.supported);
  const before = supported();
  expect(before.slice(0, 2)).toEqual([false, false]);
  collector.support(1);
  expect(supported()).toEqual(before.with(1, true));
});

test('entities that are looked up, wherever those that look for them are cut', () => {
  const { plan } = compileRule("T should have getResource('V', key) isEmpty() and l contain [ getResource('V', k) ]");
  const evidence = evidencePlan(plan, runEnvironment({}));
  const resources = { find: (_: string, __: string, value: unknown) => (value === 'v' ? [{ type: 'V' }] : []) };
  const entities = [{ key: 'x' }, {}, { key: 'y', l: [{ k: 'v' }] }, { key: 'z' }, { key: '' }, { key: [] }];
  const whole = new EvidenceCollector(evidence);
  for (const entity of entities) {
    const part = new EvidenceCollector(evidence);
    part.observe({ type: 'T', ...entity }, scopeOf(contextOf({ now: new Date(0), resources })));
    absorbEvidence(whole.evidence, part.evidence.map(evidenceState));
  }
  const lookups = whole.evidence.filter(({ kind }) => kind === 'lookup').map(evidenceState);
  expect(lookups).toEqual([
    { supported: false, asked: 3 },
    { supported: true, asked: 0 },
  ]);
});

test('a million elements are looked at for an entity, and no more', () => {
  const { plan } = compileRule('T should have l contain [ ~.l contain [ opne ] ]');
  const collector = new EvidenceCollector(evidencePlan(plan, runEnvironment({})));
  const l = Array.from({ length: 1_100 }, (_, n) => ({ a: n }));
  collector.observe({ type: 'T', l }, scopeOf(contextOf({ now: new Date(0) })));
  const asked = collector.evidence.map((one) => evidenceState(one).asked);
  expect(asked).toEqual([0, 0, 999_091, 0, 0]);
});

test('the texts of patterns, without the signs at their ends', () => {
  const bare = ['%x%', '%%x%%', 'x.%', '%x.%%', '.x', 'a%b', '%', ''].map(bareText);
  expect(bare).toEqual(['x', 'x', 'x', 'x', '.x', 'a%b', '', '']);
});

test('states of another rule are refused', () => {
  const { plan } = compileRule('T should have a');
  const { evidence } = new EvidenceCollector(evidencePlan(plan, runEnvironment({})));
  expect(() => absorbEvidence(evidence, [])).toThrow('this was found with another rule');
});
