import { describe, expect, test } from 'vitest';
import { assess, assessPart, assessParts } from '../../src/index.ts';
import type { PartPiece } from '../../src/assess/parts.ts';
import { MAX_CHOICES, MAX_VALUES } from '../../src/run/evidence-values.ts';
import type { Entity } from '../../src/values/entity.ts';
import { entityRecord, type InventoryRecord } from '../../src/values/record.ts';

/* Texts that a rule asks for and that are never there, lookups that never find anything, rules that exclude all. */

const ruleOf = (logic: string) => ({ id: 'r', severity: 'High' as const, logic });

async function* recordsOf(entities: readonly Entity[]): AsyncGenerator<InventoryRecord> {
  for (const entity of entities) yield entityRecord(entity, { file: 'x', index: Number(entity.id) || 0 });
}

/** What is said of a rule; the same where each entity is a part that is judged elsewhere. */
async function said(logic: string, entities: readonly Entity[]): Promise<string[]> {
  const rules = [ruleOf(logic)];
  const whole = await assess(rules, entities, { now: 0 }).finish();
  const pieces: PartPiece[] = [];
  for (const entity of entities.slice(0, 30))
    for await (const piece of assessPart(rules, recordsOf([entity]), { now: 0 })) pieces.push(piece);
  if (entities.length <= 30) {
    const parts = await assessParts(rules, pieces, { now: 0 }).finish();
    expect(parts.rules.map(({ evidence }) => evidence)).toEqual(whole.rules.map(({ evidence }) => evidence));
  }
  return whole.rules.flatMap(({ evidence }) => evidence.map(({ severity, message }) => `${severity}: ${message}`));
}

const things = (...values: readonly unknown[]): Entity[] =>
  values.map((v, index) => ({ type: 'T', id: String(index), name: `t${index}`, v }));

describe('a text that is never there, beside one that it stands for', () => {
  test.each<[condition: string, values: readonly unknown[], there: string | undefined]>([
    // The same letters and digits.
    ["v = 'PublicRead'", ['private', 'public-read'], 'public-read'],
    ["v != 'West Europe'", ['westeurope'], 'westeurope'],
    ["v in ('TLS1.0', 'TLS1.1')", ['TLS1_2', 'TLS1_1'], 'TLS1_1'],
    ["v = 'AES-256'", ['AES256'], 'AES256'],
    // The end of a path or an ARN, and what stands before a colon.
    ["v = 'owner'", ['roles/owner', 'roles/viewer'], 'roles/owner'],
    [
      "v = 'AdministratorAccess'",
      ['arn:aws:iam::aws:policy/AdministratorAccess'],
      'arn:aws:iam::aws:policy/AdministratorAccess',
    ],
    ["v = 'arn:aws:ec2:x:1:security-group/sg-open'", ['sg-open'], 'sg-open'],
    ["v = 'nginx'", ['nginx:1.27'], 'nginx:1.27'],
    // A letter, an ending.
    ["v = 'Enable'", ['Enabled'], 'Enabled'],
    ["v = 'Allowed'", ['Allow', 'Deny'], 'Allow'],
    ["v = 'FULL_CONTROLL'", ['FULL_CONTROL'], 'FULL_CONTROL'],
    ["v = 'inbuond'", ['inbound'], 'inbound'],
    ["v contain [ 'SYS-ADMIN' ]", [['SYS_ADMIN', 'NET_RAW']], 'SYS_ADMIN'],
    ["v = 'Alow'", ['Allow'], 'Allow'],
    // `like` without a `%`.
    ["v like 'Enable'", ['Enabled'], 'Enabled'],
    ["v like 't2'", ['m5.large', 't2.micro'], 't2.micro'],
    ["v like ':latest'", ['r:1', 'r:latest'], 'r:latest'],
    ["v like 'default'", ['default-group', 'my-default'], undefined],
    ["v like 'default%'", ['my-default'], undefined],
    // A letter in the one word of a pattern.
    ["v like '%publc%'", ['private', 'public-read'], 'public-read'],
    ["v like 'admn%'", ['x', 'Admin-1'], undefined],
    ["v like 'adimn%'", ['x', 'Admin-1'], 'Admin-1'],
    ["v like '%pasword'", ['DB_PASSWORD'], 'DB_PASSWORD'],
    ["v like '%publc%' or v like '%public%'", ['public-read'], undefined],
    ["v like '%publc%'", ['public', 'a-publc-b'], undefined],
    ["v like '%admin%'", ['administer'.slice(0, 4), 'damin-x'], 'damin-x'],
    ["v like '%https%'", ['http://x'], undefined],
    ["v like '%public%read%'", ['publc-read'], undefined],
    ["v like '%prod1%'", ['prod2'], undefined],
    // The kernel's names of capabilities, and numbers of protocols and ports.
    ["v contain [ 'CAP_SYS_ADMIN' ]", [['SYS_ADMIN', 'NET_RAW']], 'SYS_ADMIN'],
    ["v contain [ $ in ('CAP_SYS_ADMIN', 'CAP_BPF') ]", [['BPF', 'x']], 'BPF'],
    ["v = 'tcp'", ['6', '17'], '6'],
    ["v in ('TCP', 'ALL')", ['-1'], '-1'],
    ["v = 'ssh'", ['22', '443'], '22'],
    ["v = 'tcp' or v = '6'", ['6'], undefined],
    ["v = 'tcp'", ['17'], undefined],
    ["v like 't2'", ['t2', 't2.micro'], undefined],
    // Other things.
    ["v = 'Allow'", ['Deny'], undefined],
    ["v = 'HTTP'", ['HTTPS'], undefined],
    ["v = 'TLS1_0'", ['TLS1_1', 'TLS1_2'], undefined],
    ["v = 'sg-0a1b2c'", ['sg-0a1b2d'], undefined],
    ["v = 'eu-west-1'", ['eu-west-2'], undefined],
    ["v = 's3:*'", ['s3', 's3:Get*'], undefined],
    ["v = '0.0.0.0/0'", ['10.0.0.0/8'], undefined],
    ["v = 'example.com'", ['www.example.com'], undefined],
    ["v = 'public'", ['private', 'internal'], undefined],
    ["v = 'enabled'", ['disabled'], undefined],
    ["v = 'admin'", ['administrators', 'root'], undefined],
    // What is there once is there; the rule that asks for both knows both.
    ["v = 'Enable'", ['Enabled', 'enable'], undefined],
    ["v = 'us_west_2' or v = 'us-west-2'", ['us-west-2'], undefined],
    ["v = 'us_west_2' or v like 'us-%'", ['us-west-2'], undefined],
    ["v in ('us_west_2', 'us-west-2')", ['us-west-2'], undefined],
    // Numbers, lists of several, nothing.
    ["v = 'Enable'", [1, true, null, ['Enabled', 'x']], undefined],
    ["v = 'Enable'", [['Enabled']], 'Enabled'],
    // The checker says it already.
    ["v = ' Enabled'", ['Enabled'], undefined],
  ])('%s of %j', async (condition, values, there) => {
    const found = (await said(`T should not have ${condition}`, things(...values))).filter((text) =>
      text.includes(' was not '),
    );
    expect(found.map((text) => /was `'(.*)'`$/u.exec(text)?.[1])).toEqual(there === undefined ? [] : [there]);
  });

  test.each([
    ['name', 0],
    ['Description', 0],
    ['roleArn', 0],
    ['group_id', 0],
    ['grid', 1],
    ['policy', 1],
  ])('a word of a pattern says nothing of free text: %s', async (property, count) => {
    const entities = [{ type: 'T', id: '1', name: 'x', [property]: 'quest-runner' }];
    expect(await said(`T should not have ${property} like '%guest%'`, entities)).toHaveLength(count);
  });

  test('is said with numbers', async () => {
    expect(await said("T should not have v = 'Enable'", things('Enabled'))).toEqual([
      "note: `v` was not `'Enable'` in the 1 `T` entity, and was `'Enabled'`",
    ]);
    expect(await said("T should not have v = 'Enable'", things('Enabled', 'x'))).toEqual([
      "note: `v` was not `'Enable'` in any of the 2 `T` entities, and was `'Enabled'`",
    ]);
  });

  test('is not said of names and ids, of which there are many', async () => {
    const many = Array.from({ length: MAX_CHOICES + 1 }, (_, index) => `name-${index}`);
    expect(await said("T should not have v = 'Enable'", things(...many, 'Enabled'))).toEqual([]);
    expect(await said("T should not have v = 'Enable'", things(...many.slice(1), 'Enabled').slice(1))).toHaveLength(1);
  });

  test('is looked for in the first of them', async () => {
    const values = Array.from({ length: MAX_VALUES }, () => 'Enabled');
    expect(await said("T should not have v = 'Enable'", things(...values, 'Enable'))).toEqual([
      `note: \`v\` was not \`'Enable'\` in any of the first ${MAX_VALUES} \`T\` entities, and was \`'Enabled'\``,
    ]);
    expect(await said("T should not have v = 'Enable'", things(...values.slice(1), 'Enable'))).toEqual([]);
  });

  test('is the same where it was met behind the first of them, in another part', async () => {
    const rules = [ruleOf("T should not have v = 'Enable'")];
    const entities = things(...Array.from({ length: MAX_VALUES }, () => 'Enabled'), 'Enable');
    const pieces: PartPiece[] = [];
    for (const part of [entities.slice(0, 1_500), entities.slice(1_500)])
      for await (const piece of assessPart(rules, recordsOf(part), { now: 0 })) pieces.push(piece);
    const [whole, parts] = [
      await assess(rules, entities, { now: 0 }).finish(),
      await assessParts(rules, pieces, { now: 0 }).finish(),
    ];
    expect(parts.rules.map(({ evidence }) => evidence)).toEqual(whole.rules.map(({ evidence }) => evidence));
  });

  test.each([
    "T should not have v = 'password'",
    "List<T> should not have items contain [ v = 'password' ]",
    "U should not have getResources('T', 'u', 'name') contain [ v = 'password' ]",
  ])('shows nothing of what a source marks as secret: %s', async (logic) => {
    const record = entityRecord({ type: 'T', id: '1', name: 'u', v: 'pass-word' }, { file: 'x' });
    const asking = entityRecord({ type: 'U', id: '2', name: 'u' }, { file: 'x' });
    const entities = [asking, { ...record, sensitive: ['v'] }];
    const { rules } = await assess([ruleOf(logic)], entities, { now: 0 }).finish();
    expect(rules[0]?.tested).toBe(1);
    expect(JSON.stringify(rules.map(({ evidence }) => evidence))).not.toContain('pass-word');
  });

  test('shows no secret that is known by its form', async () => {
    const said = await assess(
      [ruleOf("T should not have v = 'main'")],
      things('https://bob:s3cretpass@x.io/org/main'),
      {
        now: 0,
      },
    ).finish();
    const text = JSON.stringify(said.rules.map(({ evidence }) => evidence));
    expect(text).toContain('x.io/org/main');
    expect(text).not.toContain('s3cretpass');
  });

  test('an exclusion of a list takes no part in what a rule excludes', async () => {
    const rule = ruleOf("T should not have v = 1 exclude name = 't0'");
    const none = { rules: [], expressions: [], accounts: [], regions: [] };
    const exclusions = [{ ...none, entities: ['1'], comment: 'known' }];
    const { rules } = await assess([rule], things(1, 1), { now: 0, exclusions }).finish();
    expect(rules[0]?.counts.excluded).toBe(2);
    expect(rules[0]?.evidence.map(({ code }) => code)).not.toContain('all-excluded');
  });

  test.each([
    ['a list that takes nothing away', "exclude name like 't%'", ['9'], true],
    ['a list that takes nothing away, and what passes', "exclude name = 't0'", ['9'], false],
    ['a list that takes away the rest', "exclude name = 't0'", ['1'], false],
    ['a list that would take away what the rule does', "exclude name like 't%'", ['0', '1'], true],
    ['no list', "exclude name like 't%'", undefined, true],
  ])('what a rule excludes by itself is counted beside %s', async (_, exclude, entities, isSaid) => {
    const rules = [ruleOf(`T should not have v = 1 ${exclude}`)];
    const none = { rules: [], expressions: [], accounts: [], regions: [] };
    const exclusions = entities === undefined ? [] : [{ ...none, entities, comment: 'known' }];
    const options = { now: 0, exclusions };
    const whole = await assess(rules, things(1, 1), options).finish();
    expect(whole.rules[0]?.evidence.some(({ code }) => code === 'all-excluded')).toBe(isSaid);
    expect(whole.rules[0]?.status === 'not judged').toBe(isSaid);
    const pieces: PartPiece[] = [];
    for (const entity of things(1, 1))
      for await (const piece of assessPart(rules, recordsOf([entity]), options)) pieces.push(piece);
    const parts = await assessParts(rules, pieces, options).finish();
    expect(parts.rules.map(({ evidence, counts }) => [evidence, counts])).toEqual(
      whole.rules.map(({ evidence, counts }) => [evidence, counts]),
    );
  });
});

describe('a function that never found anything', () => {
  const network = [
    { type: 'Instance', id: 'i-1', name: 'web', vpcName: 'main', vpcId: 'vpc-1' },
    { type: 'VPC', id: 'vpc-1', name: 'main' },
  ];
  test.each<[condition: string, expected: readonly string[]]>([
    ["getResource('VPC', vpcName)", ["note: `getResource('VPC', vpcName)` found nothing for the 1 `Instance` entity"]],
    ["getResource('VPC', vpcId)", []],
    [
      "getResources('VPC', vpcId, 'name') length() > 0",
      ["note: `getResources('VPC', vpcId, 'name')` found nothing for the 1 `Instance` entity"],
    ],
    ["getResources('VPC', vpcName, 'name') length() > 0", []],
    // Nothing to look for, and what is said otherwise.
    ["getResource('VPC', subnetId)", ['note: `subnetId` is not in the 1 `Instance` entity']],
    [
      "getResources('VPC', vpcId, 'nme') length() > 0",
      ['error: `nme` is not in the 1 `VPC` entity that `getResources` looks through'],
    ],
  ])('%s', async (condition, expected) => {
    const found = (await said(`Instance should not have ${condition}`, network)).filter(
      (text) => !text.includes('was not'),
    );
    expect(found).toEqual(expected);
  });
});

describe('a rule whose exclusion leaves nothing', () => {
  test.each<[rule: string, isSaid: boolean]>([
    ["T should have x exclude name like '%'", true],
    ["T where v = 1 should have x exclude name like '%'", true],
    ["T should have x exclude name = 't0'", false],
    ["T where name = 'none' should have x exclude name like '%'", false],
    ['T should have v', false],
  ])('%s', async (rule, isSaid) => {
    const found = await said(rule, things(1, 2));
    expect(found.some((text) => text.includes('excluded'))).toBe(isSaid);
  });
});

describe('a place in a list that no list has', () => {
  test.each<[condition: string, expected: readonly string[]]>([
    ['v[2]', ['note: `v` has no place `2` in all 2 `T` entities: the longest has 2 elements']],
    ['v[1]', []],
    ["v[5].a = 'b'", ['note: `v` has no place `5` in all 2 `T` entities: the longest has 2 elements']],
  ])('%s', async (condition, expected) => {
    expect(await said(`T should not have ${condition}`, things(['a'], ['a', 'b']))).toEqual(expected);
  });
});

describe('a text that differs by case alone from what is there', () => {
  test.each<[condition: string, values: readonly unknown[], matchCase: boolean, said: string | undefined]>([
    // Where case is minded, nothing passes by it.
    ["not v = 'enabled'", ['Enabled', 'Disabled'], true, "error: `v` was not `'enabled'`"],
    ["v != 'enabled'", ['Enabled'], true, "error: `v` was not `'enabled'`"],
    ["not v in ('all', 'tcp')", ['UDP', 'TCP'], true, "error: `v` was not `'all', 'tcp'`"],
    ["not v like 'enab%'", ['Enabled'], true, "error: `v` was not `'enab%'`"],
    ["not v like '%:getobject'", ['s3:GetObject'], true, "error: `v` was not `'%:getobject'`"],
    [
      "not v contain [ $ = 's3:getobject' ]",
      [['s3:GetObject', 's3:x']],
      true,
      "error: the element was not `'s3:getobject'`",
    ],
    // Both are asked for, or one of the values is as it is written, or none is.
    ["not v in ('enabled', 'Enabled')", ['Enabled'], true, undefined],
    ["not v = 'enabled' and not v = 'Enabled2' or v = 'Enabled'", ['Enabled'], true, undefined],
    ["not v = 'enabled'", ['Enabled', 'enabled'], true, undefined],
    ["not v like 'xyz%'", ['Enabled'], true, undefined],
    // Otherwise they are one.
    ["not v = 'enabled1'", ['Enabled'], false, undefined],
    // Patterns mind case in any case.
    ['not v regexMatch /^enabled/', ['Enabled'], false, 'note: `v` did not match `/^enabled/`'],
    ['not v regexMatch /^enabled/', ['Enabled'], true, 'note: `v` did not match `/^enabled/`'],
    ['not v contain [ $ regexMatch /iam:passrole/ ]', [['iam:PassRole']], false, 'note: the element did not match'],
    ['not v regexMatch /^enabled/i', ['Enabled'], false, undefined],
    ['not v regexMatch /^enabled/', ['Enabled', 'enabled'], false, undefined],
    ['not v regexMatch /^[a-z]+$/', ['ENABLED'], false, undefined],
    ['not v regexMatch /\\d\\w\\s/', ['ENABLED'], false, undefined],
    [
      'not v regexMatch /enabled/',
      [...Array.from({ length: 30 }, (_, index) => `x${index}`), 'Enabled'],
      false,
      'note: `v` did not match',
    ],
  ])('%s, of %j, minding case: %s', async (condition, values, matchCase, there) => {
    const rule = ruleOf(`T should have ${condition}`);
    const { rules } = await assess([rule], things(...values), { now: 0, matchCase }).finish();
    const said = rules.flatMap(({ evidence }) => evidence.map(({ severity, message }) => `${severity}: ${message}`));
    expect(said).toEqual(there === undefined ? [] : [expect.stringContaining(there)]);
    expect(rules.map(({ counts }) => counts.passed === 0)).toEqual([
      there?.startsWith('error') === true || rules[0]?.counts.failed === values.length,
    ]);
  });
});

test.each<[condition: string, values: readonly unknown[], said: string | undefined]>([
  [
    "not v like '*:latest'",
    ['nginx:latest'],
    "error: `v` was not `'*:latest'` in the 1 `T` entity, and was `'nginx:latest'`",
  ],
  [
    "not v contain [ $ like '*AdministratorAccess' ]",
    [['arn:aws:iam::aws:policy/AdministratorAccess']],
    'error: the element was not',
  ],
  ["not v like 'pr*' or v = 'x'", ['prod', 'dev'], "error: `v` was not `'pr*'`"],
  // It would find nothing either way, or finds what it says.
  ["not v like '*:latest'", ['nginx:1'], undefined],
  ["not v like 's3:*'", ['s3:*', 's3:GetObject'], undefined],
  ["not v like 's3:*'", ['*', 's3:GetObject'], undefined],
])('a glob under like, %s, of %j', async (condition, values, there) => {
  const found = await said(`T should have ${condition}`, things(...values));
  expect(found).toEqual(there === undefined ? [] : [expect.stringContaining(there)]);
});

test('in policies a `*` under `like` may be meant', async () => {
  const statement = { Action: ['s3:GetObject'] };
  const rule = "T should not have v contain [ Action contain [ $ like 's3:*' ] ]";
  expect(await said(rule, things([statement]))).toEqual([]);
});
