import { describe, expect, test } from 'vitest';
import type { Entity } from '../../src/values/entity.ts';
import { entityRecord } from '../../src/values/record.ts';
import { assessedInParts } from '../support/in-parts.ts';

/* What a rule looks into, made as the rule asks in some entities and otherwise in others: these pass, and nobody looked. */

const things = (...values: readonly unknown[]): Entity[] =>
  values.map((v, index) => ({ type: 'T', id: String(index), name: `t${index}`, v }));

/** What is said of a rule, and how many pass; the same where every few entities are a part that is judged elsewhere. */
async function said(condition: string, values: readonly unknown[], size = 1): Promise<[number, string[]]> {
  const records = things(...values).map((entity) => entityRecord(entity, { file: 'x', index: Number(entity.id) }));
  const logic = `T should ${condition}`;
  const { rules, counts } = await assessedInParts([{ id: 'r', severity: 'High', logic }], records, { now: 0 }, size);
  const messages = (rules[0]?.evidence ?? []).map(
    ({ severity, message, help }) => `${severity}: ${message}${help === undefined ? '' : ` (${help})`}`,
  );
  return [counts.passed, messages];
}

const TAGS = [{ key: 'env', value: 'prod' }];
const NAMES = { env: 'prod' };

describe('made otherwise in some of what is judged', () => {
  test.each<[condition: string, values: readonly unknown[], said: string]>([
    [
      "not have v contain [ key = 'env' ]",
      [TAGS, NAMES, { team: 'a', env: 'b' }],
      '`v` was an object with other names in 2 of 3 `T` entities, and has no `key` there (ask for both: `v.env … `)',
    ],
    [
      "have v contain-none [ key = 'env' and value = 'x' ]",
      [NAMES, TAGS],
      '`v` was an object with other names in 1 of 2 `T` entities, and has no `key`, `value` there (ask for both: `v.env … `)',
    ],
    ["have v with [ key = 'env' ] isEmpty()", [NAMES, TAGS], '`v` was an object with other names in 1 of 2'],
    // The other way round, where one is in the list: several are undecided anyway.
    [
      "not have v.env = 'prod'",
      [NAMES, TAGS],
      '`v` was a list of objects with other names in 1 of 2 `T` entities, and has no `env` there (ask for both: `v contain [ key … ]`)',
    ],
    // Further in.
    [
      "not have v.tags contain [ key = 'env' ]",
      [{ tags: TAGS }, { tags: NAMES }],
      '`v.tags` was an object with other names in 1 of 2 `T` entities, and has no `key` there',
    ],
    [
      "not have v contain [ tags contain [ key = 'env' ] ]",
      [[{ tags: TAGS }, { tags: NAMES }], [{ tags: NAMES }]],
      '`tags` was an object with other names in 2 of 3 elements of `v`, and has no `key` there',
    ],
    // Single values beside objects.
    [
      "not have v contain [ name = 'Admin' ]",
      [[{ name: 'x' }], ['Admin'], ['x', 'Admin']],
      '`v` was a list of text in 2 of 3 `T` entities, and has no `name` there (a block that asks for the element itself',
    ],
    [
      'not have v.isActive = true',
      [{ isActive: false }, 'Active'],
      '`v` was text in 1 of 2 `T` entities, and has no `isActive` there',
    ],
    [
      'not have v.isActive',
      [{ isActive: false }, 1],
      '`v` was a number in 1 of 2 `T` entities, and has no `isActive` there',
    ],
    ['have v.isActive != true', [{ isActive: false }, true], '`v` was true or false in 1 of 2 `T` entities'],
    [
      'not have v.ports contain [ $ = 22 ]',
      [{ ports: [80] }, 'all'],
      '`v` was text in 1 of 2 `T` entities, and has no `ports` there',
    ],
    [
      'not have v.net isPublic()',
      [{ net: '10.0.0.0/8' }, 'all'],
      '`v` was text in 1 of 2 `T` entities, and has no `net` there',
    ],
    // In more ways than one.
    [
      "not have v contain [ name = 'Admin' ]",
      [[{ name: 'x' }], ['Admin'], 'x', 'y', { eth0: 1 }],
      '`v` was text in 2 and a list of text in 1 and an object with other names in 1 of 5 `T` entities, and has no `name` there',
    ],
    // JSON in a text is what it holds.
    ['not have v.a = 1', ['{"a":2}', 'x'], '`v` was text in 1 of 2 `T` entities, and has no `a` there'],
  ])('%s of %j', async (condition, values, there) => {
    const [passed, messages] = await said(condition, values);
    expect(passed).toBeGreaterThan(0);
    expect(messages).toEqual([expect.stringContaining(`note: ${there}`)]);
  });
});

describe('where all elements are single values, of which a block asks a name', () => {
  test.each<[condition: string, values: readonly unknown[], passed: number, severity: string]>([
    ["not have v contain [ name = 'Admin' ]", [['Admin'], ['x']], 0, 'error'],
    ["not have v contain [ name = 'Admin' ]", [[1, 2]], 0, 'error'],
    ["not have v contain [ name = 'Admin' ]", [['Admin'], []], 0, 'error'],
    // One value may stand for something else than a list.
    ["not have v contain [ AWS = 'x' ]", ['*'], 1, 'note'],
    // The rule asks for both.
    ["not have v contain [ name = 'Admin' or $ = 'Admin' ]", [['x']], 1, 'note'],
  ])('%s of %j', async (condition, values, passed, severity) => {
    const [count, messages] = await said(condition, values);
    expect([count, messages]).toEqual([passed, [expect.stringMatching(`^${severity}: the element was `)]]);
  });
});

describe('nothing is said', () => {
  test.each<[condition: string, values: readonly unknown[]]>([
    // One object is a list of one.
    ["not have v contain [ key = 'x' ]", [TAGS, { key: 'env', value: 'a' }]],
    [
      "not have v contain [ Principal = '*' ]",
      [[{ Effect: 'Allow', Principal: 'a' }], { Effect: 'Deny', Action: 'x' }],
    ],
    // An element of a list may have nothing of what others have.
    ["not have v contain [ ipBlock.cidr = '0.0.0.0/0' ]", [[{ ipBlock: { cidr: 'x' } }], [{ podSelector: {} }]]],
    // What is not there.
    ['not have v.isActive = true', [{ isActive: false }, null, '', false, 0, {}, [], '-']],
    ["not have v contain [ key = 'x' ]", [TAGS, {}, [], null, '']],
    // Where the rule fails by it, everybody sees that.
    ["have v contain [ key = 'env' ]", [TAGS, NAMES]],
    ['have v.isActive = true', [{ isActive: true }, 'Active']],
    ['have v.isActive', [{ isActive: true }, 'Active']],
    // Who asks for both knows both.
    ["not have v contain [ key = 'x' ] or v.env = 'x'", [TAGS, NAMES]],
    ["not have v contain [ key = 'x' or env = 'x' ]", [TAGS, NAMES]],
    ["not have v = '*' or v.AWS = '*'", ['x', { AWS: 'y' }]],
    ["not have v regexMatch /[*]/ or v.AWS = '*'", ['x', { AWS: 'y' }]],
    // One way alone.
    ["not have v contain [ $ = 'x' ]", [['a'], 'b']],
    ['not have v.a.b = 1', [{ a: { b: 2 } }, { c: 1 }]],
  ])('%s of %j', async (condition, values) => {
    const [, messages] = await said(condition, values);
    expect(messages.filter((text) => / there( |$)/u.test(text))).toEqual([]);
  });
});

test('in the first of them, however they are cut', async () => {
  const many = (count: number): unknown[] => Array.from({ length: count }, () => TAGS);
  for (const [before, there] of [
    [198, 2],
    [199, 1],
    [200, 0],
  ] as const)
    for (const size of [1, 70, 199, 201]) {
      const [, messages] = await said("not have v contain [ key = 'x' ]", [...many(before), NAMES, NAMES, NAMES], size);
      const told = messages.map((text) => text.slice(0, text.indexOf(', and')));
      expect(told).toEqual(
        there === 0 ? [] : [`note: \`v\` was an object with other names in ${there} of the first 200 \`T\` entities`],
      );
    }
});
