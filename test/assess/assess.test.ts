import { describe, expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { assess, type AssessOptions, type RulesInput } from '../../src/assess/assess.ts';
import { entityRecord, problemRecord, type EntityRecord, type ProblemRecord } from '../../src/values/record.ts';
import { loadExclusions } from '../../src/rules/exclusions.ts';
import { loadRuleset } from '../../src/rules/load.ts';
import { logicHash } from '../../src/rules/logic-hash.ts';
import type { Rule } from '../../src/rules/rule.ts';
import type { Entity } from '../../src/values/entity.ts';

const NOW = { now: '2026-11-23T00:00:00Z' };

function rules(...logic: string[]): RulesInput {
  return loadRuleset({
    id: 'r',
    name: 'R',
    rules: logic.map((text, index) => ({ id: `R${index + 1}`, severity: 'Low', logic: text })),
  }).rulesets;
}

/** Each result as `rule entity status`. */
async function said(
  input: RulesInput,
  entities: Parameters<typeof assess>[1],
  options: AssessOptions = {},
): Promise<string[]> {
  const out: string[] = [];
  for await (const { rule, entity, status } of assess(input, entities, { ...NOW, ...options }))
    out.push(`${rule.id} ${entity.name ?? entity.id ?? entity.type} ${status}`);
  return out;
}

const user = (name: string, mfaActive: unknown, more: object = {}): Entity => ({
  type: 'IamUser',
  name,
  mfaActive,
  ...more,
});

describe('results', () => {
  test('come in the order of the entities, then of the rules', async () => {
    expect(
      await said(rules('IamUser should have mfaActive', 'IamUser should have name'), [
        user('a', true),
        user('b', false),
      ]),
    ).toEqual(['R1 a passed', 'R2 a passed', 'R1 b failed', 'R2 b passed']);
  });

  test('only of the wanted statuses, but all are counted', async () => {
    const assessment = assess(
      rules("IamUser where name != 'c' should have mfaActive"),
      [user('a', true), user('b', false), user('c', 1)],
      { ...NOW, include: ['failed'] },
    );
    const results = [];
    for await (const result of assessment) results.push(result.entity.name);
    expect(results).toEqual(['b']);
    expect(assessment.summary.counts).toEqual({
      passed: 1,
      failed: 1,
      irrelevant: 1,
      excluded: 0,
      error: 0,
      matched: 0,
    });
    expect(assessment.summary.rules[0]).toMatchObject({ tested: 3, relevant: 2, status: 'failed' });
  });

  test('from async iterables and records, with provenance', async () => {
    async function* records(): AsyncGenerator<EntityRecord | ProblemRecord> {
      yield entityRecord(user('a', false), { file: 'x.json', line: 3 });
      yield problemRecord('invalid-json', 'broken', { file: 'x.json', line: 4 });
      yield entityRecord(user('b', true), { file: 'x.json', line: 5 });
    }
    const problems: ProblemRecord[] = [];
    const assessment = assess(rules('IamUser should have mfaActive'), records(), {
      ...NOW,
      onProblem: (problem) => problems.push(problem),
    });
    const places = [];
    for await (const { provenance } of assessment) places.push(provenance?.line);
    expect(places).toEqual([3, 5]);
    expect(problems).toHaveLength(1);
    expect(assessment.summary).toMatchObject({ entities: 2, problems: 1, complete: true });
  });

  const thrower = (name: string, property: string): Entity =>
    Object.defineProperty({ type: 'IamUser', name }, property, {
      enumerable: true,
      get: () => {
        throw new Error('no answer');
      },
    }) as Entity;

  test.each(['mfaActive', 'type'])('what stands before an entity whose %s throws comes before it', async (property) => {
    const entities = [user('a', false), user('b', true), thrower('c', property), user('d', false)];
    const told: string[] = [];
    const assessment = assess(rules('IamUser should have mfaActive', 'IamUser should have name = 1'), entities, {
      ...NOW,
      include: ['failed'],
    });
    const all = async (): Promise<void> => {
      for await (const { rule, entity } of assessment) told.push(`${rule.id} ${entity.name}`);
    };
    await expect(all()).rejects.toThrow('no answer');
    expect(told).toEqual(['R1 a', 'R2 a', 'R2 b']);
    await expect(assess(rules('IamUser should have mfaActive', 'IamUser'), entities, NOW).finish()).rejects.toThrow();
  });

  test('what is secret of an entity is shown of those that stand before it', async () => {
    const entities = [
      entityRecord(user('a', 'Prod'), { file: 'f' }),
      { ...entityRecord(user('b', 'Prod'), { file: 'f' }), sensitive: ['mfaActive'] },
      entityRecord(user('c', 'Prod'), { file: 'f' }),
    ];
    async function* oneByOne(): AsyncGenerator<EntityRecord> {
      yield* entities;
    }
    const explained = async (input: Parameters<typeof assess>[1]): Promise<string[]> => {
      const texts: string[] = [];
      const options = { ...NOW, include: ['failed'] as const };
      for await (const result of assess(rules("IamUser should have mfaActive = 'x'", 'IamUser'), input, options))
        texts.push(JSON.stringify(result.explain()));
      return texts;
    };
    const texts = await explained(entities);
    expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual(
      (await explained(oneByOne())).map((text) => JSON.parse(text) as unknown),
    );
    expect(texts.map((text) => text.includes('Prod')).slice(0, 2)).toEqual([true, false]);
  });

  test('what is no entity is a problem, and the rest goes on', async () => {
    const entities = [null, 7, 'x', [], {}, { type: 5 }, user('a', true)] as unknown as Entity[];
    const assessment = assess(rules('IamUser should have mfaActive'), entities, NOW);
    expect(await assessment.finish()).toMatchObject({ entities: 1, problems: 6, counts: { passed: 1 } });
  });

  test('an assessment can be iterated once', async () => {
    const assessment = assess(rules('IamUser should have name'), [user('a', true)], NOW);
    await assessment.finish();
    await expect(assessment.finish()).rejects.toThrow('once');
  });
});

test('a rule that cannot be run is an error in the summary and counted, and the others run', async () => {
  const given = rules('IamUser shoud have name', 'IamUser should have name', 'IamUser should have name lenght() > 1');
  const assessment = assess(given, [user('a', true)], NOW);
  const { rules: summaries, notRun, notJudged } = await assessment.finish();
  expect({ notRun, notJudged }).toEqual({ notRun: 2, notJudged: 0 });
  expect(summaries.map(({ status, diagnostics }) => [status, diagnostics.map(({ code }) => code)])).toEqual([
    ['error', ['misspelt-keyword']],
    ['passed', []],
    ['error', ['unknown-function']],
  ]);
});

test('a target that differs in case alone is noted', async () => {
  const { rules: summaries } = await assess(rules('iamuser should have name'), [user('a', true)], NOW).finish();
  const evidence = [{ message: 'no entity of type `iamuser`; the input has `IamUser`' }];
  expect(summaries[0]).toMatchObject({ tested: 0, status: 'not judged', evidence });
});

describe('List<> targets', () => {
  const trail = (account: string | undefined, isLogging: boolean): Entity => ({
    type: 'CloudTrail',
    id: `t-${account}-${isLogging}`,
    isLogging,
    ...(account === undefined ? {} : { accountNumber: account }),
  });
  const someLogging = rules('List<CloudTrail> should have items contain [ isLogging = true ]');

  test('one object for each account that the snapshot shows, in the order of the accounts', async () => {
    const entities = [
      trail('222', true),
      trail('111', false),
      trail('222', false),
      { type: 'IamUser', accountNumber: '333' },
    ];
    expect(await said(someLogging, entities)).toEqual(['R1 111 failed', 'R1 222 passed', 'R1 333 failed']);
    // The order is that of the account numbers, not of the snapshot.
    expect(await said(someLogging, [...entities].reverse())).toEqual([
      'R1 111 failed',
      'R1 222 passed',
      'R1 333 failed',
    ]);
  });

  test('without accounts there is one object; of an empty snapshot there is none', async () => {
    expect(await said(someLogging, [trail(undefined, true)])).toEqual(['R1 List<CloudTrail> passed']);
    expect(await said(someLogging, [{ type: 'IamUser' }])).toEqual(['R1 List<CloudTrail> failed']);
    expect(await said(someLogging, [])).toEqual([]);
  });
});

test('resource functions see the whole snapshot, also what comes later', async () => {
  const entities: Entity[] = [
    { type: 'Instance', id: 'i-1', vpcId: 'vpc-2' },
    { type: 'Instance', id: 'i-2', vpcId: 'vpc-9' },
    { type: 'VPC', id: 'vpc-2', isDefault: true },
  ];
  expect(
    await said(rules("Instance should not have getResource('VPC', vpcId) contain [ isDefault = true ]"), entities),
  ).toEqual(['R1 i-1 failed', 'R1 i-2 passed']);
});

test('a query yields what matches, and judges nothing', async () => {
  const assessment = assess(rules("IamUser where name like 'a%'"), [user('anna', 1), user('bob', 1)], NOW);
  const { counts, rules: summaries } = await assessment.finish();
  expect(counts).toMatchObject({ matched: 1, irrelevant: 1, failed: 0 });
  expect(summaries[0]).toMatchObject({ status: 'passed', relevant: 1 });
});

test('a rule with one failed and one undecided entity has failed', async () => {
  const { rules: summaries } = await assess(
    rules('IamUser should have name length() > 0 or mfaActive'),
    [user('a', true), { type: 'IamUser', mfaActive: false }, user('b', false)],
    NOW,
  ).finish();
  expect(summaries[0]).toMatchObject({ status: 'failed', counts: { passed: 1, failed: 1, error: 1 } });
});

test('exclusions: the severity of the rule can be asked for, and what applied is known', async () => {
  const { exclusions } = loadExclusions([
    { comment: 'low is fine', expression: "severity like 'low'" },
    { comment: 'never', expression: "severity like 'high'" },
  ]);
  const assessment = assess(rules('IamUser should have mfaActive'), [user('a', false)], { ...NOW, exclusions });
  expect((await assessment.finish()).counts).toMatchObject({ excluded: 1, failed: 0 });
  expect([...assessment.appliedExclusions]).toEqual([exclusions[0]]);
});

test('the clock is an argument, and a wrong one is refused', async () => {
  const aged = rules("IamUser should have created after(-1, 'days')");
  expect(await said(aged, [user('a', 1, { created: '2026-11-22T12:00:00Z' })])).toEqual(['R1 a passed']);
  expect(await said(aged, [user('a', 1, { created: '2026-11-22T12:00:00Z' })], { now: '2026-11-25' })).toEqual([
    'R1 a failed',
  ]);
  expect(() => assess(aged, [], { now: 'yesterday' })).toThrow(RangeError);
});

test.each<[string, () => unknown]>([
  ['rule text', () => assess(['IamUser should have name'] as never, [])],
  ['nothing', () => assess(undefined as never, [])],
  ['no entities', () => assess(rules('A should have b'), null as never)],
  ['a promise of entities', () => assess(rules('A should have b'), Promise.resolve([]) as never)],
  [
    'exclusions as they are written',
    () => assess(rules('A should have b'), [], { exclusions: [{ rule: 'R' }] as never }),
  ],
  ['a status by itself', () => assess(rules('A should have b'), [], { include: 'failed' as never })],
  ['a status that is none', () => assess(rules('A should have b'), [], { include: ['faild' as never] })],
])('misuse is an error that says what is taken: %s', (_, misuse) => {
  expect(misuse).toThrow(TypeError);
  expect(misuse).toThrow(/takes|is a list of/u);
});

test('a severity that is none is refused, which no count by severity would have', () => {
  const rule = { id: 'R', severity: 'Hihg', logic: 'A should have b' } as never;
  expect(() => assess([rule], [])).toThrow('the rule `R` has a severity that is none: did you mean `High`?');
  expect(() => assess({ name: 'rules', rules: [rule] }, [])).toThrow(TypeError);
});

test('a promise is no entity', () => {
  const entity = Promise.resolve({ type: 'A' });
  expect(() => compileRule('A should have b').evaluate(entity as never)).toThrow('`await` it');
});

test('a rule needs an id, a severity and its logic, and keeps what it has', async () => {
  const bare: Rule = { id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive=true' };
  const named: Rule = { ...bare, id: 'named', name: 'MFA' };
  const found: (readonly [string, string, string])[] = [];
  for await (const { rule } of assess([bare, named], [user('a', false)], NOW)) {
    found.push([rule.id, rule.name, rule.logicHash]);
  }
  expect(found).toEqual([
    ['mfa', 'mfa', logicHash(bare.logic)],
    ['named', 'MFA', logicHash(bare.logic)],
  ]);
});

describe('a signal ends an assessment with its reason', () => {
  const many = Array.from({ length: 5 }, (_, index) => user(`u${index}`, false));
  async function* later(): AsyncGenerator<Entity> {
    for (const one of many) yield await Promise.resolve(one);
  }
  const mfa = 'IamUser should have mfaActive = true';
  test.each<[string, RulesInput, () => Parameters<typeof assess>[1]]>([
    ['an array, one rule', rules(mfa), () => many],
    ['an array, several rules', rules(mfa, 'IamUser should have name', 'IamUser should have a'), () => many],
    ['an iterable', rules(mfa), () => new Set(many)],
    ['as they come', rules(mfa), later],
  ])('%s', async (_, by, entities) => {
    const controller = new AbortController();
    const assessment = assess(by, entities(), { ...NOW, include: ['failed'], signal: controller.signal });
    let results = 0;
    const run = async (): Promise<void> => {
      for await (const { entity } of assessment) {
        results += 1;
        if (entity.name === 'u1') controller.abort(new Error('enough'));
      }
    };
    await expect(run()).rejects.toThrow('enough');
    expect(results).toBeGreaterThan(1);
    expect(assessment.summary.complete).toBe(false);
    const { signal } = controller;
    await expect(assess(by, entities(), { ...NOW, signal }).finish()).rejects.toThrow('enough');
  });

  test('what is none is refused', () => {
    expect(() => assess(rules(mfa), many, { signal: new AbortController() as never })).toThrow('`controller.signal`');
  });
});

test('before anything was assessed there is no summary, which would be green', async () => {
  const assessment = assess(rules('A should have b'), [{ type: 'A' }], NOW);
  expect(() => assessment.summary).toThrow('`await assessment.finish()`');
  await assessment.finish();
  expect(assessment.summary.counts.failed).toBe(1);
});
