import { describe, expect, test } from 'vitest';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import { environment } from '../../src/index.ts';
import type { Entity } from '../../src/values/entity.ts';
import { entityRecord } from '../../src/values/record.ts';
import { assessedInParts } from '../support/in-parts.ts';

/* An object that is not made as it is known: what a rule asks of it is missing, and nobody chose that. */

const used = environment({ schemas: cloudGuardSchemas, now: 0 });

/** What is said of a rule, and how many entities passed; the same where each entity is a part that is judged elsewhere. */
async function said(
  logic: string,
  entities: readonly Entity[],
): Promise<readonly [passed: number, said: readonly string[]]> {
  const records = entities.map((entity) => entityRecord(entity, { file: 'x' }));
  const { rules, counts } = await assessedInParts(
    [{ id: 'r', severity: 'High', logic }],
    records,
    { environment: used, now: 0 },
    1,
  );
  const messages = (rules[0]?.evidence ?? []).map(
    ({ severity, message, help }) => `${severity}: ${message}${help === undefined ? '' : ` (${help})`}`,
  );
  return [counts.passed, messages];
}

const users = (...parts: readonly object[]): Entity[] =>
  parts.map((part, index) => ({ type: 'IamUser', id: `u${index}`, name: `u${index}`, ...part }));
const groups = (...parts: readonly unknown[]): Entity[] =>
  parts.map((inboundRules, index) => ({ type: 'SecurityGroup', id: `sg-${index}`, inboundRules }));

const TWO_KEYS = 'IamUser should not have firstAccessKey.isActive = true and secondAccessKey.isActive = true';
const OPEN = "SecurityGroup should not have inboundRules contain [ scope = '0.0.0.0/0' ]";
const FORM = 'what is there has another form, none of whose names is known of it';

describe('where all of them are of another form, nothing is decided', () => {
  test.each<[logic: string, entities: readonly Entity[], said: readonly string[]]>([
    [
      TWO_KEYS,
      users({ firstAccessKey: { Status: 'Active', AccessKeyId: 'A' } }),
      [`error: \`isActive\` is not in the 1 \`firstAccessKey\` (${FORM}: \`AccessKeyId\`, \`Status\`)`],
    ],
    [
      OPEN,
      groups({ 'tcp-22': { cidr: '0.0.0.0/0' } }),
      [`error: \`scope\` is not in the 1 element of \`inboundRules\` (${FORM}: \`tcp-22\`)`],
    ],
    [
      "IamUser should not have tags contain [ key = 'env' ]",
      users({ tags: { env: 'a' } }, { tags: { team: 'b' } }),
      ['error: `key` is in none of 2 elements of `tags` (`tags` is an object of names: `tags.env = …`)'],
    ],
    // A single value where an object is known to be.
    [
      'IamUser should not have firstAccessKey.isActive = true',
      users({ firstAccessKey: 'Active' }),
      ['error: `firstAccessKey` was text in the 1 `IamUser` entity, and has no `isActive`'],
    ],
    [OPEN, groups('tcp 22'), ['error: the element was text in the 1 element of `inboundRules`, and has no `scope`']],
    [
      "IamUser should not have attachedPolicies contain [ name = 'AdministratorAccess' ]",
      users({ attachedPolicies: [{ PolicyName: 'AdministratorAccess' }] }),
      [
        'error: `name` is not in the 1 element of `attachedPolicies`, which has `PolicyName` (did you mean `PolicyName`?)',
      ],
    ],
  ])('%s', async (logic, entities, expected) => {
    expect(await said(logic, entities)).toEqual([0, expected]);
  });
});

describe('where some are, that is told with numbers', () => {
  test.each<[logic: string, entities: readonly Entity[], said: string]>([
    [
      TWO_KEYS,
      users(
        { firstAccessKey: { isActive: true }, secondAccessKey: { isActive: false } },
        { firstAccessKey: { Status: 'Active' }, secondAccessKey: { isActive: false } },
      ),
      '`firstAccessKey.isActive` is missing in 1 of 2 `IamUser` entities, where `firstAccessKey` has another form, with none of the names that are known',
    ],
    [
      OPEN,
      groups([{ scope: '10.0.0.0/8' }], [{ CidrIp: '0.0.0.0/0' }, { CidrIp: '::/0' }]),
      '`scope` is missing in 2 of 3 elements of `inboundRules`, where they have another form, with none of the names that are known',
    ],
  ])('%s', async (logic, entities, expected) => {
    const [passed, messages] = await said(logic, entities);
    expect(passed).toBe(entities.length);
    expect(messages).toContain(`note: ${expected}`);
  });
});

describe('an optional property is no complaint', () => {
  test.each<[logic: string, entities: readonly Entity[]]>([
    // Something of what is known is there.
    ["IamUser should not have firstAccessKey.lastUsedRegion = 'x'", users({ firstAccessKey: { isActive: true } })],
    [OPEN, groups([{ port: 22, more: 1 }])],
    [OPEN, groups([{ scope: '10.0.0.0/8' }, { port: 22, more: 1 }])],
    // What objects of all kinds have tells nothing.
    [OPEN, groups([{ id: 'r-1', description: 'ssh' }])],
    [OPEN, groups([{ scope: '10.0.0.0/8' }, { id: 'r-1' }])],
    // Nothing is there.
    [TWO_KEYS, users({ firstAccessKey: {}, secondAccessKey: null })],
  ])('%s', async (logic, entities) => {
    const [passed, messages] = await said(logic, entities);
    expect([passed, messages.filter((message) => /form|element was|error/u.test(message))]).toEqual([
      entities.length,
      [],
    ]);
  });
});

test('of parts the same is said as of all: the first objects are looked at, wherever the property is', async () => {
  const keys = (count: number, key: object): Entity[] =>
    users(...Array.from({ length: count }, () => ({ firstAccessKey: key })));
  const logic = "IamUser should not have firstAccessKey.lastUsedRegion = 'x'";
  const many = [...keys(1, { lastUsedRegion: 'eu' }), ...keys(250, { isActive: true }), ...keys(3, { Status: 'a' })];
  expect(await said(logic, many)).toEqual([254, []]);
  const early = [...keys(1, { lastUsedRegion: 'eu' }), ...keys(2, { Status: 'a' }), ...keys(250, { isActive: true })];
  const [, messages] = await said(logic, early);
  expect(messages).toEqual([
    'note: `firstAccessKey.lastUsedRegion` is missing in 2 of the first 200 `IamUser` entities, where `firstAccessKey` has another form, with none of the names that are known',
  ]);
});

describe('a name that is there in another spelling is most likely meant', () => {
  const OLD = "IamUser should not have createDate before(-90, 'days')";
  const STAR =
    "S3Bucket should not have policy.Statement contain [ Effect = 'Allow' and (Principal = '*' or Principal.AWS = '*') ]";
  const statement = { Action: 's3:*', Principal: '*' };
  const bucket = (policy: object): Entity => ({ type: 'S3Bucket', id: 'b', name: 'b', policy });
  test.each<[logic: string, entities: readonly Entity[], said: string]>([
    [OLD, users({ CreateDate: 0 }), '`createDate` is not in the 1 `IamUser` entity, which has `CreateDate`'],
    [OLD, users({ create_date: 0 }), '`createDate` is not in the 1 `IamUser` entity, which has `create_date`'],
    [OLD, users({ ' createDate': 0 }), '`createDate` is not in the 1 `IamUser` entity, which has ` createDate`'],
    [OLD, users({ '@createDate': 0 }), '`createDate` is not in the 1 `IamUser` entity, which has `@createDate`'],
    [STAR, [bucket({ statement: [] })], '`Statement` is not in the 1 `policy`, which has `statement`'],
    [
      STAR,
      [bucket({ Statement: [{ effect: 'Allow', ...statement }] })],
      '`Effect` is not in the 1 element of `policy.Statement`, which has `effect`',
    ],
  ])('%s: %j', async (logic, entities, expected) => {
    const [passed, messages] = await said(logic, entities);
    expect(passed).toBe(0);
    expect(messages).toEqual([expect.stringContaining(`error: ${expected}`)]);
  });
  test.each<[logic: string, entities: readonly Entity[]]>([
    [OLD, users({})],
    [STAR, [bucket({ Statement: [{ Effect: 'Deny', ...statement }] })]],
    // The rule asks for both, and either is the property of someone.
    ['IamUser should not have createDate = 0 and CreateDate = 1', users({ CreateDate: 1 })],
  ])('%s: %j is decided', async (logic, entities) => {
    const [passed, messages] = await said(logic, entities);
    expect(passed).toBe(1);
    expect(messages.filter((message) => message.startsWith('error'))).toEqual([]);
  });
});
