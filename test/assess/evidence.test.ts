import { describe, expect, test } from 'vitest';
import { loadSchemas } from '../../src/check/schemas/complete/index.ts';
import { assess } from '../../src/assess/assess.ts';
import type { PartPiece } from '../../src/assess/parts.ts';
import { assessPart, assessParts } from '../../src/index.ts';
import { vendorOf } from '../../src/assess/vendors.ts';
import { AWS } from '../../src/check/schemas/aws.ts';
import { AZURE } from '../../src/check/schemas/azure.ts';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import type { Entity } from '../../src/values/entity.ts';
import { isError } from '../../src/text/message.ts';
import { entityRecord, type InventoryRecord, sourceRecord } from '../../src/values/record.ts';
import { assessedInParts } from '../support/in-parts.ts';

async function* recordsOf(entity: Entity): AsyncGenerator<InventoryRecord> {
  yield entityRecord(entity, { file: 'x' });
}

const ruleOf = (logic: string) => ({ id: 'r', severity: 'High' as const, logic });

/** What is said of a rule; the same where each entity is a part that is judged elsewhere. */
async function said(logic: string, entities: readonly Entity[]): Promise<string[]> {
  const records = entities.map((entity, index) => entityRecord(entity, { file: 'x', index }));
  const { rules } = await assessedInParts([ruleOf(logic)], records, { schemas: cloudGuardSchemas }, 1);
  return rules.flatMap(({ evidence }) => evidence.map(({ severity, message }) => `${severity}: ${message}`));
}

const users: Entity[] = [
  { type: 'IamUser', id: '1', name: 'a', firstAccessKey: { isActive: true }, odd: { deep: [{ port: 1 }] } },
  { type: 'IamUser', id: '2', name: 'b', firstAccessKey: { isActive: false }, odd: { deep: [{ port: 2 }] } },
];
/** A rule of a firewall. */
const row = (source: string, port = 22): object => ({ source, port, portTo: port, protocol: 'TCP', action: 'ALLOW' });
const thing = (properties: object): Entity => ({ type: 'Thing', id: 't', name: 't', ...properties });

describe('a path that no entity had', () => {
  test.each<[string, readonly Entity[], readonly string[]]>([
    [
      'IamUser should not have firstAccesKey.isActive = true',
      users,
      ['error: `firstAccesKey` is in none of 2 `IamUser` entities, which have `firstAccessKey`'],
    ],
    [
      'IamUser should not have firstAccessKey.isActve = true',
      users,
      ['error: `isActve` is in none of 2 `firstAccessKey`, which have `isActive`'],
    ],
    [
      'IamUser should not have odd.deep contain [ prot = 1 ]',
      users,
      ['error: `prot` is in none of 2 elements of `odd.deep`, which have `port`'],
    ],
    [
      'Thing should not have l regexMatch /^arn:/',
      [thing({ l: ['arn:a', 'arn:b'] }), thing({ l: { a: 'arn:a' } })],
      ['note: `l` was a list in 1 of 2 `Thing` entities and was compared with a pattern from the start of a text'],
    ],
    ...[
      'l regexMatch /arn:/',
      'l regexMatch /^[^x]/',
      'l regexMatch /^arn:/ or l contain [ $ regexMatch /^arn:/ ]',
    ].map((test): [string, readonly Entity[], readonly string[]] => [
      `Thing should not have ${test}`,
      [thing({ l: ['arn:a', 'arn:b'] })],
      [],
    ]),
    [
      'Thing should not have minimumAge < 3',
      [thing({ minAge: 1, maxAge: 9 })],
      ['error: `minimumAge` is not in the 1 `Thing` entity, which has `minAge`'],
    ],
    ['IamUser should not have colour = 1', users, ['note: `colour` is in none of 2 `IamUser` entities']],
    [
      "IamUser should not have name = 'x' and firstAccesKey.isActive",
      users,
      ['error: `firstAccesKey` is in none of 2 `IamUser` entities, which have `firstAccessKey`'],
    ],
    // A letter twice in a short word; of two that are as near the one of as many words; a step too many.
    [
      'Thing should not have acll',
      [thing({ acl: 1 })],
      ['error: `acll` is not in the 1 `Thing` entity, which has `acl`'],
    ],
    [
      'Thing should not have l contain [ porTo = 1 ]',
      [thing({ l: [{ port: 1, portTo: 1 }] })],
      ['error: `porTo` is not in the 1 element of `l`, which has `portTo`'],
    ],
    [
      "Thing should not have Properties.Access = 'a'",
      [thing({ Access: 'a' })],
      ['error: `Properties` is not in the 1 `Thing` entity, which has `Access`'],
    ],
    // A path that goes on into a single value, as published rules ask it.
    ...[{ AWS: 'a' }, '*'].map((principal): [string, readonly Entity[], readonly string[]] => [
      "Thing should not have s contain [ Principal = '*' or Principal.AWS = '*' ]",
      [thing({ s: [{ Principal: principal }] })],
      [],
    ]),
    [
      "Thing should not have s contain [ Principal.AWS = '*' ]",
      [thing({ s: [{ Principal: '*' }] })],
      ['note: `Principal` was text in the 1 element of `s`, and has no `AWS`'],
    ],
    // What a policy may have or leave out, of whatever type it is; `*` is no service.
    [
      "Thing should not have p.Statement contain [ Principal.Federated = 'a' and NotAction and Condition isEmpty() ]",
      [thing({ p: { Statement: [{ Effect: 'Allow', Principal: { AWS: 'a' } }] } })],
      [],
    ],
    ...['*', { AWS: 'a' }].map((principal): [string, readonly Entity[], readonly string[]] => [
      "Thing should not have p.Statement contain [ Principal.Service = 'a' ]",
      [thing({ p: { Statement: [{ Principal: principal }, { Principal: { Service: 'b' } }] } })],
      [],
    ]),
    [
      "Thing should not have p.Statement contain [ Principal.Service = 'a' ]",
      [thing({ p: { Statement: [{ Principal: '*' }] } })],
      [],
    ],
    [
      "Thing should not have p.Statement contain [ Principal.Aws = 'a' and Principals = 'b' ]",
      [thing({ p: { Statement: [{ Principal: { AWS: 'a' } }] } })],
      [
        'error: `Aws` is not in the 1 `p.Statement[].Principal`, which has `AWS`',
        'note: `Principals` is not in the 1 element of `p.Statement`, which has `Principal`',
      ],
    ],
    [
      "Thing should not have p contain [ Principal.Federated = 'a' ]",
      [thing({ p: [{ Principal: { AWS: 'a' } }] })],
      ['note: `Federated` is not in the 1 `p[].Principal`'],
    ],
    // Paths that a function is given as text.
    [
      "IamUser should not have odd.deep getValues('prot') contain [ 1 ]",
      users,
      ['error: `prot` is in none of 2 elements of `odd.deep`, which have `port`'],
    ],
    [
      "IamUser should not have odd.deep[0] getValue('prot') = 1",
      users,
      ['error: `prot` is in none of 2 `odd.deep[0]`, which have `port`'],
    ],
    [
      "IamUser should not have odd.deep contain [ port = ~getValue('idd') ]",
      users,
      ['error: `idd` is in none of 2 `IamUser` entities, which have `id`'],
    ],
    // Two names that differ by case alone: one is read.
    [
      'Thing should not have Foo = 1',
      [thing({ Foo: 2, foo: 1 })],
      ['note: `foo` is there beside `Foo`, which is the one that is read'],
    ],
    ...[[{ foo: 3 }], [{ foo: 3 }, { Foo: 2, foo: 1 }, { Foo: 2 }]].map((before): [string, Entity[], string[]] => [
      'Thing should not have Foo = 1',
      [...before, { Foo: 2, foo: 1 }].map(thing),
      ['note: `foo` is there beside `Foo`, which is the one that is read'],
    ]),
    [
      'Thing should not have a.foo = 1',
      [thing({ a: [{ FOO: 1, foo: 2 }] })],
      ['note: `FOO` is there beside `foo`, which is the one that is read'],
    ],
    // What no entity came to, but the schema knows.
    [
      'IamUser should not have secondAccessKey.isActve = true',
      users,
      ['error: `isActve` is not a known property of `secondAccessKey`, and no entity has it'],
    ],
    [
      'SecurityGroup should not have inboundRules contain [ scpoe = 1 ]',
      [{ type: 'SecurityGroup', id: 's', name: 's', inboundRules: [] }],
      ['error: `scpoe` is not a known property of `inboundRules[]`, and no entity has it'],
    ],
    // What functions look up.
    [
      "IamUser should not have getResource('IamRol', id) contain [ name = 'x' ]",
      [...users, { type: 'IamRole', id: 'r', name: 'r' }],
      ['error: no entity is of the type `IamRol` that `getResource` looks for; there are `IamRole`'],
    ],
    [
      "IamUser should not have getResource('Vault', id) contain [ name = 'x' ]",
      users,
      ['note: no entity is of the type `Vault` that `getResource` looks for'],
    ],
    [
      "IamUser should not have getResources('IamRole', id, 'ownr') contain [ name = 'x' ]",
      [...users, { type: 'IamRole', id: 'r', name: 'r', owner: '1' }],
      ['error: `ownr` is not in the 1 `IamRole` entity that `getResources` looks through'],
    ],
    // What a schema knows is optional, what is null is there, and what one of them has is supported.
    ['IamUser should not have secondAccessKey.isActive = true', users, []],
    ['Thing should have a.b isEmpty()', [thing({ a: null })], []],
    ['Thing should have a', [thing({}), thing({ a: 1 })], []],
    ['Thing should fail', [thing({})], []],
  ])('%s', async (logic, entities, expected) => {
    expect(await said(logic, entities)).toEqual(expected);
  });

  test('tells what is there, the nearest first', async () => {
    const database: Entity = { type: 'T', id: '1', engine: 'x', port: 1, publiclyAccessible: true, accessMode: 'y' };
    const { rules } = await assess([ruleOf('T should not have accessPublicly')], [database]).finish();
    expect(rules[0]?.evidence.map(({ help }) => help)).toEqual([
      'it has `publiclyAccessible`, `accessMode`, `id`, `engine`, `port`',
    ]);
  });

  test('near one that is there, makes the rule undecided', async () => {
    const { rules, notJudged } = await assess(
      [ruleOf('IamUser should not have firstAccesKey.isActive = true')],
      users,
    ).finish();
    expect(rules[0]?.status).toBe('error');
    expect(notJudged).toBe(0);
  });
});

describe('a comparison that could never be made', () => {
  const list = thing({ s: [{ p: ['*', 'arn'] }] });
  test.each<[string, readonly Entity[], readonly string[]]>([
    [
      "Thing should not have s contain [ p = '*' ]",
      [list],
      ['note: `p` was a list in the 1 element of `s` and was compared with text'],
    ],
    ["Thing should not have s contain [ p = '*' or p contain [ '*' ] ]", [list], []],
    [
      'Thing should have v >= 2',
      [thing({ v: 'TLSv1' })],
      ['note: `v` was text in the 1 `Thing` entity and has no order against a number'],
    ],
    ['Thing should have v >= 2', [thing({ v: 'TLSv1' }), thing({ v: '3' })], []],
    [
      "Thing should have v = 'on'",
      [thing({ v: true })],
      ['error: `v` was true or false in the 1 `Thing` entity and was compared with text'],
    ],
    [
      "Thing should have v = 'Standard'",
      [thing({ v: true })],
      ['note: `v` was true or false in the 1 `Thing` entity and was compared with text'],
    ],
    ["Thing should have v = 'true'", [thing({ v: true })], []],
    [
      "Thing should have v in ('on', 'off')",
      [thing({ v: true })],
      ['error: `v` was true or false in the 1 `Thing` entity and was compared with text'],
    ],
    // Data that most likely means what it is not equal to: all of it, or the rule means what it says.
    ...['no', 'Disabled', '${ENCRYPTED}', '{{ encrypted }}'].map(
      (v): [string, readonly Entity[], readonly string[]] => [
        'Thing should not have v = false',
        [thing({ v })],
        ['error: `v` was text in the 1 `Thing` entity and was compared with true or false'],
      ],
    ),
    [
      'Thing should not have v = false',
      [thing({ v: 0 }), thing({ v: 1 })],
      ['error: `v` was a number in all 2 `Thing` entities and was compared with true or false'],
    ],
    [
      'Thing should not have v = false',
      [thing({ v: 'no' }), thing({ v: 'Standard' })],
      ['note: `v` was text in all 2 `Thing` entities and was compared with true or false'],
    ],
    [
      'Thing should not have v = false',
      [thing({ v: 'no' }), thing({ v: true })],
      [
        "note: `v` was `'no'` in some of what was judged, which `false` is never equal to, and of another kind in the rest",
      ],
    ],
    [
      "Thing should have v < '2026-01-01'",
      [thing({ v: 1_700_000_000_000 })],
      ['error: `v` was a number in the 1 `Thing` entity and has no order against text'],
    ],
    [
      'Thing should have v < w',
      [thing({ v: '2026-01-01', w: 1_700_000_000_000 })],
      ['error: `v` was text in the 1 `Thing` entity and has no order against a number'],
    ],
    ["Thing should have v < '2026-01-01'", [thing({ v: 1 })], []],
  ])('%s', async (logic, entities, expected) => {
    expect(await said(logic, entities)).toEqual(expected);
  });
});

describe('what a function reads nothing from', () => {
  const where = 'in the 1 `Thing` entity, which';
  const rules = (source: unknown): Entity =>
    thing({ r: [{ number: 1, source, destinationPort: 22, action: 'ALLOW' }] });
  test.each<[string, readonly Entity[], readonly string[]]>([
    ...['1.2.3.4/33', '300.1.1.1', '010.1.2.3', '10.0.0', '2001:db8::/129', '1:2:3:4:5:6:7:8:9'].flatMap((v) =>
      (
        [
          ['v numberOfHosts() > 32', 'numberOfHosts'],
          ['v isPublic()', 'isPublic'],
          ['not v isPrivate()', 'isPrivate'],
          ["not v inSubnet('10.0.0.0/8')", 'inSubnet'],
        ] as const
      ).map(([condition, name]): [string, readonly Entity[], readonly string[]] => [
        `Thing should not have ${condition}`,
        [thing({ v })],
        [`error: \`v\` was not an address or a network ${where} \`${name}()\` reads`],
      ]),
    ),
    [
      'Thing should not have v isPublic()',
      [thing({ v: 'sg-0a1b' }), thing({ v: 'NOT-SUPPORTED' })],
      ['note: `v` was not an address or a network in all 2 `Thing` entities, which `isPublic()` reads'],
    ],
    [
      'Thing should not have v isPublic()',
      [thing({ v: 'sg-0a1b' }), thing({ v: '1.2.3.4/33' })],
      ['note: `v` was not an address or a network in all 2 `Thing` entities, which `isPublic()` reads'],
    ],
    ['Thing should not have v isPublic()', [thing({ v: ['sg-0a1b', '10.0.0.1'] })], []],
    ['Thing should not have v isPublic()', [thing({ v: 'sg-0a1b' }), thing({ v: '10.0.0.1' })], []],
    ['Thing should not have v isPublic()', [thing({ v: 'Any' })], []],
    ['Thing should not have v isPublic()', [thing({ v: [] }), thing({ v: null }), thing({ v: '' })], []],
    [
      'Thing should not have v isPublic()',
      [thing({ v: ['1.2.3.4/33', '1.2.3.400'] })],
      [`error: \`v\` was not an address or a network ${where} \`isPublic()\` reads`],
    ],
    [
      'Thing should not have v contain [ $ numberOfHosts() > 32 ]',
      [thing({ v: ['1.2.3.4/33', '1.2.3.400'] })],
      ['error: the element was not an address or a network in all 2 elements of `v`, which `numberOfHosts()` reads'],
    ],
    [
      'Thing should not have r allowedHostsForPort(22) > 0',
      [rules('1.2.3.4/33')],
      [
        `error: \`r\` was not rules with an address or a network as their source ${where} \`allowedHostsForPort()\` reads`,
      ],
    ],
    [
      'Thing should not have r allowedPublicHostsForPort(22) > 0',
      [rules('VirtualNetwork')],
      [
        `note: \`r\` was not rules with an address or a network as their source ${where} \`allowedPublicHostsForPort()\` reads`,
      ],
    ],
    ['Thing should not have r allowedHostsForPort(22) > 0', [rules('*')], []],
    ['Thing should not have r allowedHostsForPort(22) > 0', [rules(['AzureLoadBalancer', '10.0.0.0/8'])], []],
  ])('%s of %j', async (logic, entities, expected) => {
    expect(await said(logic, entities)).toEqual(expected);
  });

  // Among what it can read.
  test.each<[string, readonly Entity[], readonly string[]]>([
    ...(['isPublic()', 'isPrivate()', "inSubnet('10.0.0.0/8')", 'numberOfHosts() > 300'] as const).map(
      (call): [string, readonly Entity[], readonly string[]] => [
        `Thing should not have v ${call}`,
        [thing({ v: '10.0.0.1' }), thing({ v: '1.2.3.4/33' }), thing({ v: '1.2.3.400' }), thing({ v: 'sg-0a1b' })],
        [
          `note: \`${call.slice(0, call.indexOf('('))}()\` met 2 texts that are written like addresses and are none, such as \`1.2.3.4/33\``,
        ],
      ],
    ),
    [
      'Thing should not have v isPublic()',
      [thing({ v: ['10.0.0.1', '10.0.0.0/33'] })],
      ['note: `isPublic()` met a text that is written like an address and is none, `10.0.0.0/33`'],
    ],
    [
      "Thing should not have v contain [ $ isPublic() ] or name = 'x'",
      [thing({ v: ['10.0.0.1'] }), thing({ v: ['10.0.0.0/33'] })],
      ['note: `isPublic()` met a text that is written like an address and is none, `10.0.0.0/33`'],
    ],
    ['Thing should not have v isPublic()', [thing({ v: '10.0.0.1' }), thing({ v: 'sg-0a1b' }), thing({ v: '' })], []],
    // Sources of rules for the port, whatever the others of it are; tags and groups are none that could be read.
    ...(['allowedHostsForPort', 'allowedPublicHostsForPort'] as const).map(
      (name): [string, readonly Entity[], readonly string[]] => [
        `Thing should not have v ${name}(22) > 999999999`,
        [
          thing({ v: [row('10.0.0.0/8'), row('1.2.3.4/33'), row('VirtualNetwork'), row('1.2.3.4/34', 80)] }),
          thing({ v: [row('0.0.0.0/O'), row('NOT-SUPPORTED')] }),
          thing({
            v: [{ priority: 1, allowed: [{ IPProtocol: 'tcp' }, { IPProtocol: 'udp' }], sourceRanges: ['::/129'] }],
          }),
        ],
        [`note: \`${name}()\` met 3 texts that are written like addresses and are none, such as \`0.0.0.0/O\``],
      ],
    ),
    [
      'Thing should not have v allowedHostsForPort(22) > 9',
      [thing({ v: [row('10.0.0.0/30'), row('NOT-SUPPORTED'), row('sg-0a1b'), row('*')] })],
      [],
    ],
  ])('%s of %j', async (logic, entities, expected) => {
    expect(await said(logic, entities)).toEqual(expected);
  });

  test('says the same of parts, and nothing of what is secret', async () => {
    const rules = [ruleOf('Thing should not have v isPublic()')];
    const entities = ['10.0.0.1', '10.0.0.0/34', '10.0.0.0/33'].map((v) => thing({ v }));
    const pieces: PartPiece[] = [];
    for (const entity of entities)
      for await (const piece of assessPart(rules, recordsOf(entity), { now: 0 })) pieces.push(piece);
    const parts = await assessParts(rules, pieces, { now: 0 }).finish();
    const whole = await assess(rules, entities, { now: 0 }).finish();
    expect(parts.rules.map(({ evidence }) => evidence)).toEqual(whole.rules.map(({ evidence }) => evidence));
    const secret = entities.map((entity) => ({ ...entityRecord(entity, { file: 'x' }), sensitive: ['v'] }));
    const { rules: summaries } = await assess(rules, secret, { now: 0 }).finish();
    expect(summaries.flatMap(({ evidence }) => evidence)).toEqual([]);
  });

  // What else cannot be read is an error of its own.
  test.each<[string, Entity]>([
    ["Thing should have v before(-1, 'days')", thing({ v: 'yesterday' })],
    ["Thing should have v after(-1, 'days')", thing({ v: '2026-13-45' })],
    ['Thing should have a inSubnet(v)', thing({ a: '10.0.0.1', v: '1.2.3.4/33' })],
    ['Thing should have r allowedHostsForPort(22) = 0', thing({ r: [{ source: '*', destinationPort: 'ssh' }] })],
    ['Thing should have r allowedHostsForPort(22) = 0', thing({ r: [{ source: '*', action: 'MAYBE' }] })],
    ['Thing should have v length() = 1', thing({ v: 'text' })],
    ['Thing should have v first()', thing({ v: 'text' })],
    ['Thing should have v unique() length() = 1', thing({ v: 'text' })],
  ])('%s is undecided', async (logic, entity) => {
    expect((await assess([ruleOf(logic)], [entity]).finish()).counts).toMatchObject({ passed: 0, error: 1 });
  });
});

describe('a type that no input would hold', () => {
  const user: Entity = { type: 'IamUser', id: 'u', name: 'u', accountNumber: '1' };
  const report: readonly InventoryRecord[] = [
    sourceRecord('aws-credential-report', { file: 'r.csv' }, ['IamUser'], 'aws'),
    entityRecord(user, { file: 'r.csv', line: 2 }),
  ];
  const trails = sourceRecord('aws-cli', { file: 't.json' }, ['CloudTrail'], 'aws');
  const rule = ruleOf('List<CloudTrail> should have items');

  test('makes a list undecided, and with an input that would hold it there is none', async () => {
    expect((await assess([rule], report).finish()).counts).toMatchObject({ error: 1, failed: 0 });
    expect((await assess([rule], [...report, trails]).finish()).counts).toMatchObject({ error: 0, failed: 1 });
    expect((await assess([rule], [user]).finish()).counts).toMatchObject({ error: 0, failed: 1 });
  });

  test('is judged for no account of another vendor', async () => {
    const azure: readonly InventoryRecord[] = [
      sourceRecord('azure', { file: 'a.json' }, ['StorageAccount'], 'azure'),
      entityRecord({ type: 'StorageAccount', id: 's', name: 's', accountNumber: 'sub' }, { file: 'a.json' }),
    ];
    expect((await assess([rule], [...report, trails, ...azure]).finish()).counts).toMatchObject({ failed: 1 });
  });

  test('is judged for no account that an export shows to be of another vendor', async () => {
    const both: Entity[] = [
      { ...user, accountNumber: '111122223333' },
      { type: 'StorageAccount', id: 's', name: 's', accountNumber: 'sub' },
      { type: 'Odd', id: 'o', name: 'o', accountNumber: 'sub' },
    ];
    const judged = async (logic: string): Promise<string[]> => {
      const results: string[] = [];
      for await (const { entity, status } of assess([ruleOf(logic)], both))
        results.push(`${String(entity.accountNumber)} ${status}`);
      return results;
    };
    expect(await judged('List<CloudTrail> should have items')).toEqual(['111122223333 failed']);
    expect(await judged('List<KeyVault> should have items')).toEqual(['sub failed']);
    expect(await judged('List<Odd> should have items')).toEqual(['sub passed']);
    expect(await judged('List<Unheard> should have items')).toEqual(['111122223333 failed', 'sub failed']);
  });

  test('has one vendor, as the tables of properties know it', () => {
    const tables = { aws: AWS, azure: AZURE };
    for (const [vendor, table] of Object.entries(tables))
      expect(Object.keys(table).filter((type) => vendorOf(type) !== vendor)).toEqual([]);
  });

  test('misspelt, is an error', async () => {
    const { rules } = await assess(
      [ruleOf('List<CloudTrale> should have items')],
      [{ ...user, type: 'CloudTrail' }],
    ).finish();
    expect(rules[0]).toMatchObject({
      evidence: [{ code: 'unsupported-type', severity: 'error', help: 'did you mean `CloudTrail`?' }],
    });
  });
});

const SSL = 'settings.ip_configuration.require_ssl = false';
const IDENTITY = "workload_identity_config.identity_namespace = 'x'";

describe('a name of the same words', () => {
  const group: Entity = { type: 'SecurityGroup', id: 's', isPublic: true, rules: [{ port: 22, portTo: 22 }] } as Entity;
  test.each([
    ['toPort', 'rules contain [ toPort = 22 ]', 'portTo'],
    ['without its `is`', 'public = true', 'isPublic'],
    ['with one', 'isRules contain [ port = 22 ]', 'rules'],
  ])('%s is the name that is there', async (_, condition, near) => {
    const { rules } = await assess([ruleOf(`SecurityGroup should not have ${condition}`)], [group]).finish();
    expect(rules[0]).toMatchObject({
      status: 'error',
      evidence: [{ severity: 'error', help: `did you mean \`${near}\`?` }],
    });
  });

  test.each([
    ['azurerm_linux_web_app', { site_config: [{ minimum_tls_version: '1.0' }] }, "site_config.min_tls_version = '1.0'"],
    [
      'azurerm_kubernetes_cluster',
      { role_based_access_control_enabled: false },
      'role_based_access_control.enabled = 1',
    ],
    ['google_sql_database_instance', { settings: [{ ip_configuration: [{ ssl_mode: 'x' }] }] }, SSL],
    ['google_storage_bucket', { uniform_bucket_level_access: false }, 'bucket_policy_only = false'],
    ['google_container_cluster', { workload_identity_config: [{ workload_pool: 'x' }] }, IDENTITY],
    ['NACL', { inbound: [{ number: 1, source: '0.0.0.0/0' }] }, "inbound contain [ cidr = '0.0.0.0/0' ]"],
    ['NACL', { inbound: [{ number: 1, source: '0.0.0.0/0' }] }, 'inbound contain [ priority < 100 ]'],
    ['RDS', { dbType: 'mysql' }, "engine = 'mysql'"],
    ['KMS', { rotationStatus: false }, 'keyRotation = false'],
  ])('of %s in another version or vocabulary: %j', async (type, properties, condition) => {
    const entity = { type, id: '1', name: 'x', ...properties };
    const schemas = await loadSchemas(new Set([type]));
    const { rules } = await assess([ruleOf(`${type} should not have ${condition}`)], [entity], { schemas }).finish();
    expect(rules[0]?.evidence.map(({ severity }) => severity)).toContain('error');
    expect(rules[0]?.status).toBe('error');
  });

  test('what a provider has in a resource of its own by now', async () => {
    const bucket = { type: 'aws_s3_bucket', id: 'b', name: 'b', bucket: 'x' };
    const acl = { type: 'aws_s3_bucket_acl', id: 'a', name: 'a', acl: 'public-read' };
    const rules = [ruleOf("aws_s3_bucket should not have acl = 'public-read'")];
    const schemas = await loadSchemas(new Set(['aws_s3_bucket']));
    const said = async (entities: readonly Entity[]): Promise<unknown> => {
      const { rules: found } = await assess(rules, entities, { schemas }).finish();
      return found[0]?.evidence.map(({ severity, message }) => `${severity}: ${message}`);
    };
    expect(await said([bucket, acl])).toEqual([
      'note: `acl` is not in the 1 `aws_s3_bucket` entity, and there is 1 `aws_s3_bucket_acl`, which may hold it',
    ]);
    expect(await said([bucket])).toEqual([]);
    expect(await said([{ ...bucket, acl: 'private' }, acl])).toEqual([]);
  });

  test.each([
    ['aws_security_group', 'ingress', 'aws_vpc_security_group_ingress_rule'],
    ['aws_security_group', 'ingress', 'aws_security_group_rule'],
    ['AWS_EC2_SecurityGroup', 'SecurityGroupIngress', 'AWS_EC2_SecurityGroupIngress'],
    ['azurerm_network_security_group', 'security_rule', 'azurerm_network_security_rule'],
  ])('the rules of %s that stand apart from its empty %s', async (type, list, apart) => {
    const rule = ruleOf(
      `${type} should not have ${list} contain [ cidr_blocks contain ['0.0.0.0/0'] or CidrIp='0.0.0.0/0' ]`,
    );
    const schemas = await loadSchemas(new Set([type]));
    const said = async (...entities: readonly Entity[]): Promise<unknown> => {
      const { rules: found } = await assess([rule], entities, { schemas }).finish();
      return found[0]?.evidence.flatMap(({ code, severity, message }) =>
        code === 'empty-lists' ? [`${severity}: ${message}`] : [],
      );
    };
    const group = { type, id: 'g', name: 'g', [list]: [] };
    const other = { type: apart, id: 'r', name: 'r' };
    expect(await said(group, other)).toEqual([
      `note: \`${list}\` was empty wherever it was there, and there is \`${apart}\`, which may hold what it could`,
    ]);
    expect(
      await said(group, { ...group, id: 'h', [list]: [{ cidr_blocks: ['10.0.0.0/8'], CidrIp: 'x' }] }, other),
    ).toEqual([]);
  });

  test('an entity of which nothing is known is of another form', async () => {
    const schemas = await loadSchemas(new Set(['aws_security_group']));
    const said = async (entity: Entity, condition: string): Promise<unknown> => {
      const { rules: found } = await assess([ruleOf(`${entity.type} should not have ${condition}`)], [entity], {
        schemas,
      }).finish();
      return [found[0]?.status, found[0]?.evidence.map(({ help }) => help)];
    };
    const open = { cidr_blocks: ['0.0.0.0/0'] };
    const OTHER = 'what is there has another form, none of whose names is known of it: ';
    for (const [entity, condition, names] of [
      [{ type: 'aws_security_group', name: 'a', values: { ingress: [open] } }, 'ingress', '`values`'],
      [{ type: 'SecurityGroup', id: 's', GroupId: 's', VpcId: 'v' }, 'inboundRules', '`GroupId`, `VpcId`'],
      [{ type: 'SecurityGroup', id: 's', data: { inboundRules: [] } }, 'inboundRules', '`data`'],
    ] as const)
      expect(await said(entity, `${condition} contain [ scope = '0.0.0.0/0' ]`)).toEqual(['error', [OTHER + names]]);
    // What tells of itself no more than its name may have nothing else.
    expect(await said({ type: 'SecurityGroup', id: 's', name: 's' }, "inboundRules contain [ scope = 'x' ]")).toEqual([
      'passed',
      [],
    ]);
    expect(
      await said({ type: 'SecurityGroup', id: 's', isProtected: true }, "inboundRules contain [ scope = 'x' ]"),
    ).toEqual(['passed', []]);
  });

  test('other words are another name', async () => {
    const { rules } = await assess(
      [ruleOf('SecurityGroup should not have rules contain [ weight = 22 ]')],
      [group],
    ).finish();
    expect(rules[0]).toMatchObject({ status: 'passed', evidence: [{ severity: 'note' }] });
  });
});

describe('all ports written as 0 to 0', () => {
  const PORT =
    "SecurityGroup should not have inboundRules contain [ port <= 22 and portTo >= 22 and protocol in ('TCP', 'ALL') ]";
  const group = (row: object): Entity => ({ type: 'SecurityGroup', id: 'g', name: 'open', inboundRules: [row] });
  test.each<[string, object, string, readonly string[]]>([
    ['an export', { protocol: 'All', port: 0, portTo: 0 }, PORT, ['all-ports-as-zero']],
    ['all ports', { protocol: 'ALL', port: 0, portTo: 65535 }, PORT, []],
    ['another protocol', { protocol: 'ICMP', port: 0, portTo: 0 }, PORT, []],
    ['no port is asked for', { protocol: 'All', port: 0, portTo: 0 }, 'SecurityGroup should have inboundRules', []],
  ])('%s', async (_, row, logic, codes) => {
    const { evidence } = await assess([ruleOf(logic)], [group(row)]).finish();
    expect(evidence.map(({ code }) => code)).toEqual(codes);
  });
});

test('what passed by a rule that is undecided by evidence is not counted as passed', async () => {
  const rules = ['IamUser should not have firstAccesKey.isActive = true', 'IamUser should have name'].map(ruleOf);
  const summary = await assess(rules, users).finish();
  expect(summary.rules.map(({ status, counts }) => [status, counts.passed, counts.error])).toEqual([
    ['error', 0, 2],
    ['passed', 2, 0],
  ]);
  expect(summary.counts).toMatchObject({ passed: 2, error: 2 });
});

describe('what functions look up', () => {
  const USER = entityRecord({ type: 'IamUser', id: 'u', name: 'u' }, { file: 'report.csv' });
  const source = sourceRecord('aws-credential-report', { file: 'report.csv' }, ['IamUser'], 'aws');
  const judged = async (logic: string, records: readonly InventoryRecord[]): Promise<unknown> =>
    (await assess([ruleOf(logic)], records).finish()).counts;

  test.each<[string, object]>([
    ["IamUser should have getResources('IamPolicy', id, 'userId') isEmpty()", { error: 1 }],
    ["IamUser should not have getResource('IamPolicy', id)", { error: 1 }],
    ["IamUser should have name or getResource('IamPolicy', id)", { passed: 1 }],
    ["IamUser should have getResources('IamPolicy', group, 'userId') isEmpty()", { passed: 1 }],
    ["IamUser should have getResources('IamUser', id, 'owner') isEmpty()", { passed: 1 }],
  ])('of a type that no input would hold is not known to be empty: %s', async (logic, counts) => {
    expect(await judged(logic, [source, USER])).toMatchObject(counts);
  });

  test('of entities that come without a word on their source is', async () => {
    expect(await judged("IamUser should have getResources('IamPolicy', id, 'x') isEmpty()", [USER])).toMatchObject({
      passed: 1,
    });
  });
});

describe('a condition that the checker takes for always true or false', () => {
  const group: Entity = {
    type: 'SecurityGroup',
    id: 'sg-1',
    name: 'web',
    inboundRules: [{ protocol: 'TCP', port: 22, portTo: 22, scope: '0.0.0.0/0' }],
    tags: [{ key: 'a', value: 'b' }],
  };
  const asked = async (logic: string, entity: Entity = group): Promise<readonly (string | number)[]> => {
    const { rules, counts } = await assess([ruleOf(logic)], [entity], { schemas: cloudGuardSchemas }).finish();
    const codes = rules.flatMap(({ evidence }) => evidence.filter(isError).map(({ code }) => code));
    return [...codes, counts.passed];
  };

  test.each([
    "SecurityGroup should not have inboundRules contain [ scope = '0.0.0.0' ]",
    "SecurityGroup should have inboundRules contain-none [ scope = '0.0.0.0' ]",
    "SecurityGroup should have inboundRules contain-all [ not scope = '0.0.0.0' ]",
    "SecurityGroup should have inboundRules contain-all [ scope != '0.0.0.0' ]",
    "SecurityGroup should not have inboundRules with [ protocol = '-1' ] length() > 0",
    "SecurityGroup should not have inboundRules contain [ port = 'ssh' ]",
    "SecurityGroup should not have inboundRules contain [ '0.0.0.0/0' ]",
    "SecurityGroup should not have inboundRules like '%0.0.0.0%'",
    "SecurityGroup should not have tags = 'a'",
    "SecurityGroup should not have name = '%web%'",
    "SecurityGroup should not have name = '^web.*$'",
    "SecurityGroup should not have name = 'web' and name = 'db'",
    "SecurityGroup should have name != 'web' or name != 'db'",
    "SecurityGroup where name = 'web' should have name = 'web'",
    "SecurityGroup where name = 'web' should not have name = 'db'",
    "SecurityGroup where name = 'w%' should have vpc",
    "SecurityGroup should have vpc exclude name != 'a' or name != 'b'",
  ])('makes the rule undecided where it keeps silent by it: %s', async (logic) => {
    expect(await asked(logic)).toEqual(['unsupported-condition', 0]);
  });

  test.each<[string, number]>([
    // It fails by it, which everybody sees.
    ["SecurityGroup should have inboundRules contain [ scope = '0.0.0.0' ]", 0],
    ["SecurityGroup should have name = 'web' and name = 'db'", 0],
    // Another value of the list may well be there.
    ["SecurityGroup should not have inboundRules contain [ protocol in ('UDP', '-1') ]", 1],
    // A single value and a list of one are the same.
    ["SecurityGroup should not have managedPolicies = 'x'", 1],
  ])('does not where it fails, or may be otherwise: %s', async (logic, passed) => {
    expect(await asked(logic)).toEqual([passed]);
  });

  test('does so beside entities of which it cannot be decided: these show nothing', async () => {
    const records = [group, { ...group, id: 'sg-2', name: '' }].map((entity, index) =>
      entityRecord(entity, { file: 'f' }, index === 0 ? undefined : { name: 'known after apply' }),
    );
    const logic = "SecurityGroup should not have name = 'web' and name = 'db'";
    for (const given of [records, records.toReversed()]) {
      const { rules, counts } = await assess([ruleOf(logic)], given).finish();
      expect(rules.flatMap(({ evidence }) => evidence.filter(isError).map(({ message }) => message))).toEqual([
        expect.stringContaining('the condition was false for the 1 `SecurityGroup` entity'),
      ]);
      expect(counts).toMatchObject({ passed: 0, error: 2 });
    }
  });

  test('does not where an entity shows otherwise', async () => {
    const odd = { ...group, inboundRules: [{ scope: '0.0.0.0', port: 1, portTo: 1 }, { scope: 'x' }] };
    expect(
      await asked("SecurityGroup should not have inboundRules contain [ scope = '0.0.0.0' and port = 2 ]", odd),
    ).toEqual([1]);
  });
});

describe('a value that most likely means what others of it are', () => {
  test.each<[string, readonly unknown[], readonly string[]]>([
    ['Thing should not have v = false', [true, 'no'], ["`v` was `'no'`"]],
    ['Thing should not have v = false', ['no', true], ["`v` was `'no'`"]],
    ["Thing should not have v = 'on'", ['on', true], ['`v` was `true`']],
    ['Thing should not have v != true', [true, 1], ['`v` was `1`']],
    ['Thing should not have v = false', [true, 'false', null, undefined], []],
    ["Thing should not have v = 'Standard'", ['Basic', true], []],
  ])('%s: %j', async (logic, values, expected) => {
    const messages = await said(
      logic,
      values.map((v) => thing({ v })),
    );
    expect(messages.map((message) => /`v` was `[^`]+`/u.exec(message)?.[0] ?? message)).toEqual(expected);
  });
});
