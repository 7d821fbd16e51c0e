import { describe, expect, it } from 'vitest';
import { collect, collectBytes, temporaryFolder } from './support.ts';

const group = (id: string): object => ({
  GroupId: id,
  GroupName: id,
  OwnerId: '111122223333',
  Description: 'x',
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  IpPermissionsEgress: [],
});
const bucket = { Buckets: [{ Name: 'b', CreationDate: '2024-01-01T00:00:00Z' }], Owner: { ID: 'o' } };
const nsg = (name: string): object => ({
  id: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/${name}`,
  name,
  type: 'Microsoft.Network/networkSecurityGroups',
  securityRules: [],
});
const firewall = (name: string): object => ({ kind: 'compute#firewall', id: name, name, sourceRanges: ['0.0.0.0/0'] });
const pod = (name: string): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [] } });
const plan = { format_version: '1.2', terraform_version: '1.9.0', planned_values: { root_module: { resources: [] } } };
const template = { Resources: { B: { Type: 'AWS::S3::Bucket' } } };

/** What scripts make of answers, and what is read of it: type, name, account and region of each. */
const CASES: readonly (readonly [title: string, document: object, entities: readonly string[]])[] = [
  [
    'answers by region',
    { 'us-east-1': { SecurityGroups: [group('a')] }, 'eu-west-1': { SecurityGroups: [group('b')] } },
    ['SecurityGroup a 111122223333 us-east-1', 'SecurityGroup b 111122223333 eu-west-1'],
  ],
  ['lists by region', { 'us-east-1': [group('a')], 'eu-west-1': [] }, ['SecurityGroup a 111122223333 us-east-1']],
  ['answers by account and region', { 444455556666: { 'us-east-1': bucket } }, ['S3Bucket b 444455556666 undefined']],
  [
    'answers by name of a profile, the first of which has nothing',
    { dev: { SecurityGroups: [] }, prod: { SecurityGroups: [group('a')] } },
    ['SecurityGroup a 111122223333 undefined'],
  ],
  [
    'answers by call',
    { describe_security_groups: { SecurityGroups: [group('a')] }, list_buckets: bucket },
    ['SecurityGroup a 111122223333 undefined', 'S3Bucket b undefined undefined'],
  ],
  [
    'a list of answers with what they are of beside them',
    [{ region: 'us-east-1', account_id: '444455556666', data: bucket, groups: [group('a')] }],
    ['S3Bucket b 444455556666 undefined', 'SecurityGroup a 111122223333 us-east-1'],
  ],
  [
    'resources by subscription',
    { '11111111-2222-3333-4444-555555555555': [nsg('a')], '21111111-2222-3333-4444-555555555555': [nsg('b')] },
    ['NetworkSecurityGroup a s undefined', 'NetworkSecurityGroup b s undefined'],
  ],
  [
    'lists of lists',
    [[nsg('a')], [nsg('b')]],
    ['NetworkSecurityGroup a s undefined', 'NetworkSecurityGroup b s undefined'],
  ],
  [
    'resources by project, all of them',
    { one: [firewall('a')], two: [firewall('b')] },
    ['Google_compute_Firewall a undefined undefined', 'Google_compute_Firewall b undefined undefined'],
  ],
  [
    'resources by project where the first has none',
    { one: [], two: [firewall('a')], three: { kind: 'compute#firewallList', items: [firewall('b')] } },
    ['Google_compute_Firewall a undefined undefined', 'Google_compute_Firewall b undefined undefined'],
  ],
  [
    'objects by cluster',
    { one: [pod('a')], two: { items: [pod('b')] } },
    ['KubernetesPod a undefined undefined', 'KubernetesPod b undefined undefined'],
  ],
  [
    'templates in a list',
    [template, template],
    ['AWS_S3_Bucket B undefined undefined', 'AWS_S3_Bucket B undefined undefined'],
  ],
];

async function read(document: object): Promise<{ shown: readonly string[]; problems: readonly string[] }> {
  const { entities, problems } = await collectBytes(JSON.stringify(document));
  const shown = entities.map(({ type, name, accountNumber, region }) =>
    [type, name, accountNumber, region].map(String).join(' '),
  );
  return { shown, problems };
}

describe('several documents in one', () => {
  it.each(CASES)('%s', async (_, document, entities) => {
    expect(await read(document)).toEqual({ shown: entities, problems: [] });
  });

  it('each covers what it would by itself', async () => {
    const { sources } = await collectBytes(JSON.stringify({ 'us-east-1': { Volumes: [] }, 'eu-west-1': bucket }));
    expect(sources.flatMap(({ covers }) => covers)).toEqual(expect.arrayContaining(['Volume', 'S3Bucket']));
    expect(sources.every(({ reader }) => reader === 'aws-cli')).toBe(true);
  });

  it.each([
    ['a page of several', { a: [firewall('a')], nextPageToken: 'x' }, ['truncated-input']],
    ['a page of several, in one of them', { a: { SecurityGroups: [group('a')], NextToken: 'x' } }, ['truncated-input']],
    [
      'an error in place of an answer',
      { a: { SecurityGroups: [] }, b: { Error: { Code: 'AuthFailure' } } },
      ['refused-answer'],
    ],
    ['nothing in place of an answer', { a: { SecurityGroups: [] }, b: null }, ['not-an-entity']],
    [
      'what is no inventory',
      { a: { SecurityGroups: [] }, b: { runs: [{ tool: {} }], version: '2.1.0' } },
      ['unknown-format'],
    ],
    ['what no reader knows', { a: { SecurityGroups: [] }, b: [{ name: 'x' }] }, ['not-an-entity']],
    ['what is not read yet', { a: plan, b: { version: 3, deployment: { resources: [] } } }, ['unknown-format']],
  ])('%s is told', async (_, document, codes) => {
    const { problems } = await read(document);
    expect(problems.map((said) => said.replace(/[@#:].*$/u, ''))).toEqual(codes);
  });

  it.each([
    ['by its name', { 'us-east-1': [group('a')], 'ap-east-1': { error: 'not opted in' } }],
    ['as an object', { 'us-east-1': [group('a')], 'ap-east-1': { err: { code: 'AuthFailure' }, data: null } }],
    [
      'as a command printed it',
      {
        'us-east-1': [group('a')],
        'ap-east-1': 'An error occurred (AuthFailure) when calling the DescribeVpcs operation: no',
      },
    ],
  ])('an error %s is told', async (_, document) => {
    const { problems } = await read(document);
    expect(problems).toEqual([
      expect.stringMatching(/^refused-answer.* of `ap-east-1`: .*(?:AuthFailure|not opted in)/u),
    ]);
  });

  it('nothing beside what is said of the others is nothing', async () => {
    const document = { made: '2024-01-01', diff: null, 'us-east-1': [group('a')] };
    expect((await read(document)).problems).toEqual([]);
    expect((await read({ ...document, 'ap-east-1': null })).problems).toHaveLength(1);
  });

  it('what says when and where they were made is none of them', async () => {
    const document = { made: '2024-01-01', by: { user: 'x' }, count: 1, 'us-east-1': [group('a')] };
    expect((await read(document)).problems).toEqual([]);
  });

  it.each([
    ['an entity', { type: 'Own', groups: { SecurityGroups: [group('a')] } }],
    ['a list of entities', [{ type: 'Own', groups: { SecurityGroups: [group('a')] } }]],
  ])('%s holds what it wants', async (_, document) => {
    expect((await read(document)).shown).toEqual(['Own undefined undefined undefined']);
  });

  it('lines are those of the file, and a document that is longer than what is looked at first is read to its end', async () => {
    const groups = Array.from({ length: 500 }, (_, index) => group(`g${index}`));
    const document = {
      'us-east-1': { SecurityGroups: groups },
      'eu-west-1': { more: { SecurityGroups: [group('z')] } },
    };
    const text = JSON.stringify(document, null, 1);
    const { records } = await collectBytes(text);
    expect(records).toHaveLength(501);
    const { provenance, kind } = records[500] ?? {};
    expect([kind, provenance?.line]).toEqual([
      'entity',
      text.slice(0, text.lastIndexOf('"more": {')).split('\n').length,
    ]);
  });

  it('parts of entities that stand in several are joined', async () => {
    const document = {
      buckets: bucket,
      'get-bucket-versioning': { Bucket: 'b', Status: 'Enabled' },
      encryption: {
        Bucket: 'b',
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
    };
    const { entities } = await collectBytes(JSON.stringify(document));
    expect(entities).toEqual([
      expect.objectContaining({
        type: 'S3Bucket',
        versioning: expect.objectContaining({ status: 'Enabled' }) as unknown,
      }),
    ]);
  });

  const folder = temporaryFolder();

  it('in a folder as by themselves', async () => {
    folder.write('a/groups.json', JSON.stringify({ 'us-east-1': [group('a')] }));
    const { entities, problems } = await collect([folder.path]);
    expect([entities.length, problems]).toEqual([1, []]);
  });

  it('deep nesting is no document', async () => {
    const deep = `${'{"a":'.repeat(150)}${JSON.stringify({ SecurityGroups: [group('a')] })}${'}'.repeat(150)}`;
    const { entities, problems } = await collectBytes(deep);
    expect([entities, problems]).toEqual([[], [expect.stringMatching(/^not-an-entity/u)]]);
  });
});
