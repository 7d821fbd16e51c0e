import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import type { Entity } from '../../src/values/entity.ts';
import { entityRecord } from '../../src/values/record.ts';
import { assessedInParts } from '../support/in-parts.ts';

/* Ways to ask for nothing by which a rule would keep silent: an error where it is evident what was meant, else a note. */

/** What is said of a rule; the same where each entity is a part that is judged elsewhere. */
async function said(logic: string, entities: readonly Entity[]): Promise<string[]> {
  const rule = { id: 'r', severity: 'High' as const, logic };
  const records = entities.map((entity, index) => entityRecord(entity, { file: 'x', index }));
  const { rules } = await assessedInParts([rule], records, { schemas: cloudGuardSchemas }, 1);
  return rules.flatMap(({ evidence }) =>
    evidence.map(({ severity, message, help }) => `${severity}: ${message}${help === undefined ? '' : ` (${help})`}`),
  );
}

const thing = (properties: object): Entity => ({ type: 'Thing', id: 't', name: 't', ...properties });
const group = (...inboundRules: object[]): Entity => ({ type: 'SecurityGroup', id: 's', name: 's', inboundRules });

describe('a block over lists that are empty everywhere', () => {
  const EMPTY = ['note: `l` was empty wherever it was there, so that the block asked no element'];
  test.each<[string, readonly Entity[], readonly string[]]>([
    ['Thing should not have l contain [ a = 1 ]', [thing({ l: [] }), thing({ l: [] })], EMPTY],
    ['Thing should have l contain-none [ a = 1 ]', [thing({ l: [] }), thing({})], EMPTY],
    ["Thing should not have l contain ['a']", [thing({ l: [] })], EMPTY],
    ['Thing should not have l with [ a = 1 ] length() > 0', [thing({ l: [] })], EMPTY],
    ['Thing should not have l contain [ m contain [ a = 1 ] ]', [thing({ l: [] })], EMPTY],
    [
      'Thing should not have l contain [ m contain [ a = 1 ] ]',
      [thing({ l: [{ m: [] }, { m: [] }] })],
      ['note: `m` was empty wherever it was there, so that the block asked no element'],
    ],
    // It fails by it, the rule counts itself, or an element was there.
    ['Thing should have l contain-all [ a = 1 ]', [thing({ l: [] })], []],
    ['Thing should have l isEmpty() or l contain-all [ a = 1 ]', [thing({ l: [] })], []],
    ['Thing should not have l length() > 3 or l contain [ a = 1 ]', [thing({ l: [] })], []],
    ['Thing should not have l contain [ a = 1 ]', [thing({ l: [] }), thing({ l: [{ a: 2 }] })], []],
    ["Thing should not have l contain ['a']", [thing({ l: [] }), thing({ l: ['b'] })], []],
    ['Thing should not have l contain [ $ numberOfHosts() > 9 ]', [thing({ l: ['10.0.0.0/30'] })], []],
    ['List<Thing> should not have items contain [ l contain [ a = 1 ] ]', [thing({ l: [{ a: 2 }] })], []],
  ])('%s of %j', async (logic, entities, expected) => {
    expect(await said(logic, entities)).toEqual(expected);
  });
});

describe('a step too many in front of a path', () => {
  test.each([
    ['IamUser should not have IamUser.mfaActive = false', 'IamUser', 'mfaActive'],
    ['IamUser should not have iam_user.mfaActive = false', 'iam_user', 'mfaActive'],
    ['IamUser should not have user.mfaActive = false', 'user', 'mfaActive'],
    ['IamUser should not have resource.mfaActive = false', 'resource', 'mfaActive'],
  ])('%s', async (logic, written, meant) => {
    const [message] = await said(logic, [{ type: 'IamUser', id: 'u', name: 'u', mfaActive: true }]);
    expect(message).toBe(
      `error: \`${written}\` is not in the 1 \`IamUser\` entity, which has \`${meant}\` (did you mean \`${meant}\`?)`,
    );
  });

  test('of the element of a block', async () => {
    const rule = { protocol: 'TCP', port: 443, portTo: 443 };
    for (const name of ['inboundRules', 'inboundRule', 'it', 'item'])
      expect(
        await said(`SecurityGroup should not have inboundRules contain [ ${name}.port = 22 ]`, [group(rule)]),
      ).toEqual([
        `error: \`${name}\` is not in the 1 element of \`inboundRules\`, which has \`port\` (did you mean \`port\`?)`,
      ]);
  });

  test('what may be another thing is none', async () => {
    expect(
      (await said("IamUser should not have user.name = 'x'", [{ type: 'IamUser', id: 'u', name: 'u' }]))[0],
    ).toMatch(/^note/u);
  });
});

describe('values that mean what they are not compared as', () => {
  test.each([
    ['Thing should not have v < 8', '5.7.44', 'is a version'],
    ['Thing should not have v < 1.2', 'TLS1_0', 'is a version'],
    ['Thing should not have v < 1.27', 'v1.28', 'is a version'],
    ['Thing should not have v = 18', 'nodejs18.x', 'is a version'],
    ['Thing should not have v > 5', '1.28.5-gke.100', 'is a version'],
    ['Thing should not have v > 5', '30 days', 'an amount with a unit'],
    ['Thing should not have v > 5', '7d', 'an amount with a unit'],
    ['Thing should not have v > 5', '10%', 'an amount with a unit'],
    ['Thing should not have v > 5', 'P120D', 'an amount with a unit'],
    ['Thing should not have v > 5', '1e3', 'no number as it is written'],
    ['Thing should not have v > 5', ' 10 ', 'no number as it is written'],
    ['Thing should not have v = true', 'Active', 'stands for true'],
    ['Thing should not have v = false', 'Suspended', 'stands for false'],
  ])('%s of %s', async (logic, v, expected) => {
    const [message] = await said(logic, [thing({ v })]);
    expect(message).toMatch(/^error/u);
    expect(message).toContain(`\`${v}\``);
    expect(message).toContain(expected);
  });

  test.each(['10.0.0.1', 'web5', 'eu-west-1', 'm5.large', '2026-01-01'])('%s is nothing of it', async (v) => {
    expect((await said('Thing should not have v > 5', [thing({ v })]))[0]).not.toMatch(
      /version|amount|as it is written/u,
    );
  });

  test.each([
    ["IamUser should not have name in ('ci-%', 'bot-%')", 'takes the `%`'],
    ["IamUser should not have name in ('$Admins')", 'a named list stands without quotes: `in ($Admins)`'],
    ["IamUser should not have createDate < '2025-1-1'", 'is a time'],
    ['IamUser should not have tags isEmpty() and tags contain [ key = 1 ]', 'never hold together'],
    ["IamUser should not have name isEmpty() and name = 'a'", 'never hold together'],
    ["IamUser should not have not name and name in ('a', 'b')", 'never hold together'],
    ["IamUser should not have name isEmpty() and name like 'a%'", 'never hold together'],
    ['IamUser should not have firstAccessKey isEmpty() and firstAccessKey.isActive = true', 'never hold together'],
    ['IamUser should not have secondAccessKey = null and secondAccessKey.isActive = true', 'never hold together'],
    ['IamUser should not have not firstAccessKey and firstAccessKey.lastRotated > 5', 'never hold together'],
    ['IamUser should not have not tags and tags length() > 1', 'never hold together'],
    ["IamUser where tags isEmpty() should not have tags contain [ key = 'a' ]", '`where` asks for `tags isEmpty()`'],
    ['IamUser where not firstAccessKey should not have firstAccessKey.isActive = true', '`where` asks for'],
    ["IamUser should not have name like 'a%' and name like 'b%'", 'never hold together'],
    ['IamUser should not exist', 'what shall not be there fails by `should fail`'],
  ])('%s', async (logic, expected) => {
    const user = {
      type: 'IamUser',
      id: 'u',
      name: 'ci-a',
      createDate: 1_600_000_000,
      tags: [{ key: 'k', value: 'v' }],
    };
    const found = await said(logic, [user]);
    expect(found.some((line) => line.startsWith('error') && line.includes(expected))).toBe(true);
  });
});

test('a pattern that is asked of an object finds what is in it', async () => {
  const found = await said("Thing should not have p like '%:root'", [thing({ p: { AWS: ['arn:a:root', 'arn:b'] } })]);
  expect(found).toEqual([
    'error: `p` was an object in the 1 `Thing` entity and was compared with text (`AWS` in it is what is asked for: a path leads there)',
  ]);
  expect((await said("Thing should not have p like '%x'", [thing({ p: { AWS: 'arn' } })]))[0]).toMatch(/^note/u);
});

test('conditions that may hold together are not said to be opposites', async () => {
  const user = { type: 'IamUser', id: 'u', name: 'a', mfaActive: false, tags: [], firstAccessKey: { isActive: true } };
  for (const condition of [
    'not mfaActive and not mfaActive isEmpty()',
    'not mfaActive and mfaActive = false',
    'tags isEmpty() and firstAccessKey.isActive = true',
    'tags isEmpty() and tags contain-none [ key = 1 ]',
    "name != 'a' and name isEmpty()",
    'firstAccessKey.isActive isEmpty() and firstAccessKey',
    "name = 'null' and name",
  ])
    expect(await said(`IamUser should not have ${condition}`, [user])).toEqual([]);
});

test('a path into a list of keys and values is told how to ask for one of them', async () => {
  const tags = ['a', 'b'].map((key) => ({ key, value: 1 }));
  const rule = { id: 'r', severity: 'High' as const, logic: 'Thing should have tags.a' };
  const results = [];
  for await (const result of assess([rule], [thing({ tags })])) results.push(result);
  expect(results[0]?.error?.help).toBe("open a block: `tags contain [ key = 'a' … ]`");
});

describe('values that say something else than a rule reads from them', () => {
  const things = (...values: readonly unknown[]): Entity[] => values.map((v) => thing({ v }));
  const FALSE = (all: string): string =>
    `error: \`v\` was text in ${all} and was asked whether it is true (\`no\` most likely stands for false, and is taken for true, as text is)`;
  const WORD = (word: string, many: string, path = 'v'): string =>
    `note: \`${path}\` was a word for what is not there, \`${word}\`, in ${many} \`Thing\` entities, and is taken for something, as text is (leave it out too, \`${path} != '${word}'\`, or make it null where the inventory is made)`;
  test.each<[string, readonly Entity[], readonly string[]]>([
    ['Thing should have v', things('no', 'No'), [FALSE('all 2 `Thing` entities')]],
    ['Thing should have v', things('no', 'yes', null), [FALSE('the 1 `Thing` entity')]],
    ['Thing should have v', things('yes', 'on'), []],
    ['Thing should have v', things('no', 'arn:aws:x'), []],
    ['Thing should have v', things('inactive'), []],
    [
      'S3Bucket should have versioning.status',
      [{ type: 'S3Bucket', id: 'b', versioning: { status: 'Off' } }],
      [FALSE('the 1 `S3Bucket` entity').replaceAll('`v`', '`versioning.status`').replace('`no`', '`Off`')],
    ],
    [
      'Thing should have metadata.namespace',
      [thing({ namespace: 'shop' })],
      [
        'error: `metadata` is not in the 1 `Thing` entity, which has `namespace` (did you mean `namespace`?)'.replace(
          ', which has `namespace`',
          ', which has `namespace`',
        ),
      ],
    ],
    ['Thing should have v', things('false', '0x1'), []],
    ['Thing should not have v', things('no'), []],
    ['Thing should have not v', things('no'), []],
    ['Thing should have v', things('N/A', 'x'), [WORD('N/A', '1 of 2')]],
    ['Thing should not have v isEmpty()', things('None', 'x'), [WORD('None', '1 of 2')]],
    ['Thing should not have v isEmpty()', things('-', '-'), [WORD('-', '2 of 2')]],
    ["Thing should have v and v != 'N/A'", things('x', 'N/A'), []],
    ['Thing should have v isEmpty()', things('None'), []],
    ['Thing should not have v isEmpty()', things('x', ''), []],
    [
      'Thing should not have v isEmpty()',
      things(true, false),
      [
        'note: `v` was false in 1 of 2 `Thing` entities, which is not empty (`not v` asks whether it is false or not there)',
      ],
    ],
    ['Thing should not have v isEmpty()', things(false, null), []],
    ['Thing should not have v isEmpty()', things(true, true), []],
    ['Thing should not have v isEmpty() or v = false', things(false), []],
    [
      "Thing should not have v > 'key.lastRotated'",
      things(5),
      [
        'note: `v` was a number in the 1 `Thing` entity and has no order against text (if `key.lastRotated` is a property, it stands without quotes)',
      ],
    ],
    [
      'Thing should not have v = null',
      things('', 'x'),
      ['note: `v` was empty text in 1 of 2 `Thing` entities, which is not null (`v isEmpty()` takes in both)'],
    ],
    ["Thing should not have v = null or v = ''", things('x', ''), []],
    ['Thing should not have v = null', things('x', null), []],
    ['Thing should have v = null', things(''), []],
    [
      "Thing should not have userData like '%PASSWORD%'",
      [thing({ userData: btoa('export DB_PASSWORD=hunter2 # start') })],
      [
        'note: `userData` was base64 of a text that has it in 1 of 1 `Thing` entity (decode it where the inventory is made: it is read as it stands)',
      ],
    ],
    [
      "Thing should not have userData like '%PASSWORD%'",
      [thing({ userData: btoa('export A=1 and nothing else') })],
      [],
    ],
    ['Thing should not have userData regexMatch /^x/', [thing({ userData: btoa('export DB_PASSWORD=hunter2') })], []],
    ["Thing should not have name like '%x%'", [thing({})], []],
    [
      "Thing should not have v after(3650, 'days')",
      things('2024', '20241231'),
      [
        'error: `v` was not a time in all 2 `Thing` entities, which `after()` reads (a year, or a date of eight digits, is read as so many seconds since 1970: dates are text in ISO 8601, `2026-01-31`)',
      ],
    ],
    ["Thing should not have v after(3650, 'days')", things('2024', 1735689600), []],
    ["Thing should not have v after(3650, 'days')", things(0, 86400, 20249999), []],
    [
      'Thing should not have items contain [ a = 1 ]',
      things(1),
      ['error: `items` is not in the 1 `Thing` entity (`List<Thing>` has `items`)'],
    ],
    [
      'List<Thing> should not have items contain [ items.v = 1 ]',
      things(2),
      [
        'error: `items` is not in the 1 `Thing` entity (a path in a block begins at the element, which is in `items` already)',
      ],
    ],
    [
      'Thing should not have v.ExternalId',
      things({ 'sts:ExternalId': 'x' }),
      ['error: `ExternalId` is not in the 1 `v`, which has `sts:ExternalId` (did you mean `sts:ExternalId`?)'],
    ],
  ])('%s of %j', async (logic, entities, expected) => {
    expect(await said(logic, entities)).toEqual(expected);
  });
});
