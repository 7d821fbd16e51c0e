import { describe, expect, test } from 'vitest';
import { assess, type AssessOptions, type EntityInput } from '../../src/assess/assess.ts';
import { defineFunction } from '../../src/functions/define.ts';
import { loadExclusions } from '../../src/rules/exclusions.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { entityRecord, problemRecord, sourceRecord } from '../../src/values/record.ts';

/*
 * Entities in a list are judged many at a time, those of another iterable one by one: of the same entities the same must be
 * said. What stands between them is what ends a row.
 */

const rule = (logic: string, id = 'R'): Rule => ({ id, severity: 'High', logic });
const user = (index: number, more: object = {}): EntityInput =>
  JSON.parse(
    JSON.stringify({
      type: 'User',
      id: `u${index}`,
      name: `user-${index}`,
      key: { on: index % 3 === 0 },
      rows: [{ port: index % 4, portTo: index % 5, protocol: 'TCP' }],
      ...more,
    }),
  ) as EntityInput;
const users = Array.from({ length: 260 }, (_, index) => user(index));
const place = { file: 'x.json' };

function* oneByOne(inputs: readonly EntityInput[]): Generator<EntityInput> {
  yield* inputs;
}

/** What may stand between entities of one type, by what it is. */
const BETWEEN: Readonly<Record<string, readonly unknown[]>> = {
  nothing: [],
  'entities of other types': [{ type: 'Bucket', name: 'b' }, { type: 'Role' }],
  'an entity with a kind of its own': [{ type: 'User', id: 'k', kind: 'entity', key: { on: true } }],
  'a Kubernetes object': [{ type: 'User', id: 'p', kind: 'Pod', key: { on: true } }],
  'what is no entity': [null, 7, 'User', [], Object.assign([], { type: 'User' }), {}, { type: 7 }],
  problems: [problemRecord('invalid-json', 'no JSON', place)],
  sources: [sourceRecord('json', place, 'all')],
  'a record': [entityRecord({ type: 'User', id: 'r', key: { on: true } }, place)],
  'a record that comes again': Array.from({ length: 2 }, () => entityRecord({ type: 'User', id: 'r' }, place)),
  'a record of which something is not known': [
    entityRecord({ type: 'User', id: 'n' }, place, { key: 'another source has it' }),
  ],
  'a secret': [entityRecord({ type: 'User', id: 's', key: { on: true } }, place, undefined, ['key.on'])],
  'a key that is a list': [{ type: 'User', id: 'l', key: [{ on: true }, { on: true }] }],
  'ports that are all of them': [
    { type: 'User', id: 'z', key: {}, rows: [{ port: 0, portTo: 0, protocol: 'ALL' }] },
    { type: 'User', id: 'y', key: {}, rows: [{ port: 0, portTo: 0, protocol: 'ALL' }] },
  ],
  'an entity that inherits': [Object.create({ type: 'User', key: { on: true } })],
};

const RULES: Readonly<Record<string, readonly Rule[]>> = {
  'one rule': [rule('User should not have key.on = true')],
  'a rule with where and exclude': [
    rule("User where id unlike '%1' should not have key.on = true exclude id like '%3'"),
  ],
  'a query': [rule("User where key.on = true and name like '%9%'")],
  'what nothing has': [rule('User should have keys.onn = true')],
  'a rule on ports': [rule('User should not have rows contain [ port <= 2 and portTo >= 4 ]')],
  'a rule for each type': [rule('User should not have key.on', 'U'), rule('Bucket should have name', 'B')],
  'two rules for a type': [rule('User should not have key.on', 'U'), rule('User should have name', 'N')],
  'a rule on all of a type': [rule('List<User> should have items length() > 5')],
  'a rule that misreads': [rule("User should have name isPublic() or name = 'x'")],
  'a rule that cannot be run': [rule('User should have key.on foo()')],
};

const OPTIONS: Readonly<Record<string, AssessOptions>> = {
  all: {},
  failed: { include: ['failed', 'error', 'excluded', 'matched'] },
  irrelevant: { include: ['irrelevant'] },
  exclusions: {
    include: ['failed', 'excluded'],
    exclusions: loadExclusions([{ rule: 'R', entity: { id: 'u3' }, reason: 'known' }]).exclusions,
  },
};

/** Everything that an assessment says, in its order. */
async function said(rules: readonly Rule[], inputs: Iterable<EntityInput>, options: AssessOptions): Promise<unknown> {
  const lines: unknown[] = [];
  const onProblem = ({ code, provenance }: { code: string; provenance: object }): void =>
    void lines.push([code, provenance]);
  const assessment = assess(rules, inputs, { now: 0, onProblem, ...options });
  for await (const { rule: one, entity, status, error } of assessment)
    lines.push([one.id, entity['id'], status, error?.message]);
  return { lines, summary: assessment.summary };
}

describe.each(Object.entries(RULES))('of a list the same is said as of one entity after the other: %s', (_, rules) => {
  test.each(Object.entries(BETWEEN))('%s', async (_name, between) => {
    const some = between as readonly EntityInput[];
    const inputs = [...users.slice(0, 2), ...some, ...users.slice(2, 230), ...some, ...some, ...users.slice(230)];
    for (const options of Object.values(OPTIONS)) {
      expect(await said(rules, inputs, options)).toEqual(await said(rules, oneByOne(inputs), options));
      const [silent, before] = [inputs, oneByOne(inputs)].map((all) => assess(rules, all, { now: 0, ...options }));
      expect(await silent?.finish()).toEqual(await before?.finish());
    }
  });
});

test.each([
  [
    'two rules for a type that has another name',
    [rule('aws_lb should have a', 'A'), rule('aws_lb should have b', 'B')],
  ],
  ['a rule for each name of a type', [rule('aws_lb should have a', 'A'), rule('aws_alb should have b', 'B')]],
  ['a rule for the other name', [rule('aws_alb should have b', 'B')]],
])('of a list the same is said as of one entity after the other: %s', async (_, rules) => {
  const inputs = Array.from({ length: 8 }, (__, index) => ({ type: index % 4 < 2 ? 'aws_lb' : 'aws_alb', id: index }));
  for (const options of Object.values(OPTIONS)) {
    const ofOne = await said(rules, oneByOne(inputs), options);
    expect(await said(rules, inputs, options)).toEqual(ofOne);
    const [silent, before] = [inputs, oneByOne(inputs)].map((all) => assess(rules, all, { now: 0, ...options }));
    expect(await silent?.finish()).toEqual(await before?.finish());
  }
});

test('with a result everything before it is counted, and nothing behind it', async () => {
  const assessment = assess([rule('User should not have key.on')], users, { now: 0, include: ['failed'] });
  const seen: number[] = [];
  for await (const _ of assessment) if (seen.length < 3) seen.push(assessment.summary.entities);
  expect(seen).toEqual([1, 4, 7]);
});

/** A function that throws at one id, and does not hold of another. */
function throwsAt(id: string): ReturnType<typeof defineFunction> {
  return defineFunction({
    name: 'throwsAt',
    origin: 'extension',
    receiver: 'text',
    parameters: [],
    result: 'boolean',
    summary: 'Throws.',
    details: [],
    examples: [],
    bind: () => (value: unknown) => {
      if (value === id) throw new Error('here');
      return value !== 'u7';
    },
  } as never);
}

test('what was counted before something throws is counted', async () => {
  const throwing = throwsAt('u250');
  const options = { now: 0, functions: [throwing] };
  const counts = [users, oneByOne(users)].map(async (inputs) => {
    const assessment = assess([rule('User should have id throwsAt()')], inputs, options);
    await expect(assessment.finish()).rejects.toThrow('here');
    const { entities, counts: all } = assessment.summary;
    return { entities, ...all };
  });
  const [swept, single] = await Promise.all(counts);
  expect(swept).toEqual(single);
  expect(swept).toMatchObject({ entities: 251, passed: 249, failed: 1 });
});

test.each([
  ['in the middle', 'u250'],
  ['at the first', 'u0'],
  ['at the last of some', 'u63'],
  ['in the last', 'u299'],
])('what was counted by several rules before one of them throws is counted: %s', async (_, at) => {
  const throwing = throwsAt(at);
  const rules = [
    rule("User should have id != 'u3'", 'A'),
    rule("User where id != 'u5' should not have id in ('u1', 'u2')", 'B'),
    rule('User should have id throwsAt()', 'C'),
    rule('Group should have id', 'D'),
    rule('User should have id', 'E'),
  ];
  const inputs = Array.from({ length: 300 }, (__, index) => ({
    type: index % 7 === 3 ? 'Group' : 'User',
    id: `u${index}`,
  }));
  for (const include of [undefined, ['failed'] as const]) {
    const options = { now: 0, functions: [throwing], ...(include === undefined ? {} : { include }) };
    const counts = [inputs, oneByOne(inputs)].map(async (all) => {
      const assessment = assess(rules, all, options);
      const seen: string[] = [];
      const told = (async () => {
        for await (const {
          rule: { id },
          status,
        } of assessment)
          seen.push(`${id} ${status}`);
      })();
      await expect(told).rejects.toThrow('here');
      const silent = assess(rules, all === inputs ? inputs : oneByOne(inputs), options);
      await expect(silent.finish()).rejects.toThrow('here');
      return [assessment, silent]
        .map(({ summary: { entities, entityTypes, rules: found } }) => ({
          entities,
          entityTypes,
          counts: found.map(({ counts: ofRule, tested }) => ({ tested, ...ofRule })),
        }))
        .concat(seen as never);
    });
    const [together, single] = await Promise.all(counts);
    expect(together).toEqual(single);
  }
});
