import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EntityRecord } from '../../src/inventory/index.ts';
import { collect, collectBytes, judge } from './support.ts';

const FOLDER = 'examples/inventory/aws-config';
const NOT_HERE = 'this output does not have it; a snapshot does, and a query that selects it';

const item = (resourceType: string, more: object): object => ({
  resourceType,
  resourceId: 'r',
  awsAccountId: '1',
  ...more,
});
const snapshot = (...items: readonly unknown[]): string =>
  JSON.stringify({ fileVersion: '1.0', configSnapshotId: 'x', configurationItems: items });
const read = async (...items: readonly unknown[]): Promise<EntityRecord> => {
  const { records, problems } = await collectBytes(snapshot(...items));
  expect(problems).toEqual([]);
  return records[0] as EntityRecord;
};

const permission = (more: object): object => ({ ipProtocol: 'tcp', ipv4Ranges: [{ cidrIp: '10.0.0.0/8' }], ...more });
const group = (permissions: unknown): object =>
  item('AWS::EC2::SecurityGroup', {
    configuration: { groupId: 'sg-1', groupName: 'g', ipPermissions: permissions, ipPermissionsEgress: [] },
  });
const rule = (protocol: string, port: number, portTo: number, scope = '10.0.0.0/8'): object => ({
  protocol,
  port,
  portTo,
  scope,
  scopeMetaData: null,
});

describe('aws-config', () => {
  it('reads a snapshot, without what was deleted', async () => {
    const { entities, problems, records } = await collect([`${FOLDER}/snapshot.json`]);
    expect(problems).toEqual([]);
    expect(entities.map(({ type, name, region }) => [type, name, region])).toEqual([
      ['SecurityGroup', 'web', 'eu-west-1'],
      ['S3Bucket', 'example-logs', 'eu-west-1'],
      ['IamUser', 'alice', null],
      ['CloudTrail', 'main', 'eu-west-1'],
      ['Volume', 'vol-0a1b2c3d4e5f60001', 'eu-west-1'],
    ]);
    expect(entities[1]).toMatchObject({
      acl: {
        grants: [
          {
            premission: 'FULL_CONTROL',
            premissionHeaderName: 'x-amz-grant-full-control',
            type: 'CanonicalUser',
            uri: null,
          },
          { premission: 'READ', type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AllUsers' },
        ],
      },
      policy: { Statement: [{ Effect: 'Allow', Principal: '*' }] },
      versioning: { status: 'Off', mfaDelete: false },
      logging: { enabled: false, targetBucketName: '', targetPrefix: '', grants: [] },
      encryption: {
        serverSideEncryptionRules: [{ serverSideEncryptionByDefault: { serverSideEncryptionAlgorithm: 'AES256' } }],
      },
      website: null,
      tags: [{ key: 'team', value: 'web' }],
      accountNumber: '111122223333',
    });
    expect((records[1] as EntityRecord).unknown).toEqual({
      PolicyStatus: '`aws s3api get-bucket-policy-status` has it',
    });
    expect((records[2] as EntityRecord).unknown).toMatchObject({ firstAccessKey: 'an IAM credential report has it' });
    expect((records[3] as EntityRecord).unknown).toHaveProperty('metricFilters');
    expect(entities[3]).toMatchObject({ isMultiRegionTrail: true, kmsKeyId: null, hasSNSSubscriber: false });
  });

  it('reads the results of queries and of batch-get-resource-config', async () => {
    const query = await collect([`${FOLDER}/query.json`]);
    expect(query.problems).toEqual([]);
    expect(query.entities[0]).toMatchObject({ type: 'RDS', isPublic: true, isStorageEncrypted: false, port: 5432 });
    expect((query.records[0] as EntityRecord).unknown).toMatchObject({
      autoMinorVersionUpgrade: '`configuration.autoMinorVersionUpgrade` is absent in the source',
    });
    expect((query.records[1] as EntityRecord).unknown).toMatchObject({ isCustomerManaged: NOT_HERE });
    const batch = await collect([`${FOLDER}/batch.json`]);
    expect(batch.entities[0]).toMatchObject({ type: 'Instance', isPublic: true, isRunning: true, platform: 'linux' });
    expect((batch.records[0] as EntityRecord).unknown).toMatchObject({ tags: NOT_HERE });
    expect((await collectBytes('{"Results":[],"QueryInfo":{}}')).records).toEqual([]);
    // A first item that is longer than the sample.
    const text = JSON.stringify(item('AWS::X::Y', { configuration: { long: 'x'.repeat(100_000) } }));
    expect((await collectBytes(JSON.stringify({ Results: [text] }))).entities[0]!.type).toBe('AWS_Config_X_Y');
  });

  it.each<readonly [string, unknown, readonly object[]]>([
    ['ports', [permission({ fromPort: 22, toPort: 23 })], [rule('TCP', 22, 23)]],
    ['all protocols', [permission({ ipProtocol: '-1' })], [rule('ALL', 0, 65_535)]],
    ['all ports', [permission({})], [rule('TCP', 0, 65_535)]],
    ['a number for UDP', [permission({ ipProtocol: '17', fromPort: 53, toPort: 53 })], [rule('UDP', 53, 53)]],
    ['another protocol', [permission({ ipProtocol: '47' })], [rule('47', 0, 65_535)]],
    ['ICMP', [permission({ ipProtocol: 'icmp', fromPort: 8, toPort: 0 })], [rule('ICMP', 8, 0)]],
    ['texts', [{ ipProtocol: '6', fromPort: 1, toPort: 2, ipRanges: ['0.0.0.0/0'] }], [rule('TCP', 1, 2, '0.0.0.0/0')]],
    ['none', [], []],
  ])('rules of a security group: %s', async (_, permissions, expected) => {
    expect((await read(group(permissions))).entity['inboundRules']).toEqual(expected);
  });

  it.each([
    5,
    [5],
    [{}],
    [permission({ fromPort: '22' })],
    [permission({ ipv4Ranges: [{}] })],
    [permission({ ipv4Ranges: 1, ipRanges: 1 })],
  ])('never guesses a rule: %j', async (permissions) => {
    expect((await read(group(permissions))).unknown).toHaveProperty('inboundRules');
  });

  it.each<readonly [string, object, string]>([
    ['an access list that is none', { AccessControlList: '"no"' }, 'acl'],
    ['a grant to nobody', { AccessControlList: { grantList: [{ permission: 'Read' }] } }, 'acl'],
    ['a group nobody knows', { AccessControlList: { grantList: [{ grantee: 'Some', permission: 'Read' }] } }, 'acl'],
    ['a deep access list', { AccessControlList: `{"grantList":${'['.repeat(500)}${']'.repeat(500)}}` }, 'acl'],
    ['a policy that is none', { BucketPolicy: { policyText: 'no' } }, 'policy'],
    ['versioning that is none', { BucketVersioningConfiguration: 5 }, 'versioning'],
    ['encryption that is none', { ServerSideEncryptionConfiguration: { rules: 1 } }, 'encryption'],
  ])('never guesses: %s', async (_, supplementary, property) => {
    const { entity, unknown } = await read(
      item('AWS::S3::Bucket', {
        configuration: { name: 'b' },
        supplementaryConfiguration: {
          AccessControlList: { grantList: [] },
          BucketVersioningConfiguration: { status: 'Off' },
          ...supplementary,
        },
      }),
    );
    expect(unknown).toHaveProperty(property);
    expect(Object.hasOwn(entity, property)).toBe(false);
  });

  it('does not take what was not selected for what is not set', async () => {
    const { unknown } = await read(item('AWS::S3::Bucket', { configuration: { name: 'b' } }));
    for (const property of ['acl', 'policy', 'encryption', 'versioning', 'logging', 'website']) {
      expect(unknown).toHaveProperty(property, NOT_HERE);
    }
    const user = await read(item('AWS::IAM::User', { resourceName: 'u', configuration: { path: '/' } }));
    expect(user.entity).toMatchObject({ name: 'u', id: 'r', path: '/' });
    for (const property of ['managedPolicies', 'inlinePolicies', 'attachedGroups', 'createDate']) {
      expect(user.unknown).toHaveProperty(property);
    }
  });

  it('reports what is broken, and reads the rest', async () => {
    const { entities, problems } = await collectBytes(
      `{"configSnapshotId":"x","configurationItems":[5,"no",{"resourceType":""},{"resourceType":"__proto__","configuration":"{"},{"resourceType":"constructor"},{"x":${'['.repeat(300)}${']'.repeat(300)}},{"resourceType":"AWS::X::Y","configuration":{"type":"t","__proto__":{"name":"n"}}}]}`,
    );
    expect(entities.map(({ type }) => type)).toEqual(['__proto__', 'constructor', 'AWS_Config_X_Y']);
    expect(entities[2]).toMatchObject({ typeProperty: 't' });
    expect(entities[2]!.name).toBeUndefined();
    expect(problems.map((problem) => problem.slice(0, 20))).toEqual([
      'not-an-entity@1#0: t',
      'not-an-entity@1#1: t',
      'not-an-entity@1#2: t',
      'too-deep@1#5: the re',
    ]);
    const cut = await collectBytes(readFileSync(`${FOLDER}/snapshot.json`).subarray(0, 5000));
    expect(cut.entities).toHaveLength(2);
    expect(cut.problems).toEqual([expect.stringMatching(/^truncated-input/u)]);
    expect((await collectBytes('{"baseConfigurationItems":{}}')).entities).toEqual([]);
  });
});

it('a history of one state is that state', async () => {
  const state = item('AWS::EC2::Volume', {
    configurationItemCaptureTime: '2024-01-01T00:00:00Z',
    configuration: JSON.stringify({ volumeId: 'v', encrypted: false, attachments: [] }),
  });
  const { entities, problems } = await collectBytes(JSON.stringify({ configurationItems: [state] }));
  expect([entities, problems]).toEqual([[expect.objectContaining({ type: 'Volume', encrypted: false })], []]);
  const changed = { configurationItem: state, configurationItemDiff: null, messageType: 'x' };
  expect((await collectBytes(JSON.stringify(changed))).entities).toEqual(entities);
});

it('a history of a resource is told, with what to read in its place', async () => {
  const item = {
    configurationItemCaptureTime: '2026-01-01T00:00:00Z',
    resourceType: 'AWS::EC2::Volume',
    resourceId: 'v',
  };
  const { records } = await collectBytes(JSON.stringify({ configurationItems: [item, item] }));
  expect(records).toEqual([
    expect.objectContaining({
      code: 'unread-answer',
      message: 'this is the history of a resource, many states of one',
      help: expect.stringContaining('batch-get-resource-config') as unknown,
    }),
  ]);
});

it('items by themselves are read, one or a list', async () => {
  const item = {
    version: '1.3',
    accountId: '111122223333',
    configurationItemCaptureTime: '2026-01-01T00:00:00Z',
    configurationItemStatus: 'OK',
    resourceType: 'AWS::EC2::Volume',
    resourceId: 'vol-1',
    awsRegion: 'eu-west-1',
    configuration: { volumeId: 'vol-1', encrypted: false, attachments: [] },
  };
  for (const input of [item, [item, { ...item, resourceId: 'vol-2' }]]) {
    const said = await judge('Volume should have encrypted=true', JSON.stringify(input));
    expect(said).toEqual(Array.isArray(input) ? [FAILED, FAILED] : [FAILED]);
  }
});

const FAILED = expect.stringMatching(/^failed/u) as unknown as string;

it.each(['BaseConfigurationItems', 'ConfigurationItem'])('an aggregator answers with `%s`', async (member) => {
  const item = {
    configurationItemCaptureTime: '2026-01-01T00:00:00Z',
    resourceType: 'AWS::EC2::SecurityGroup',
    resourceId: 'sg-1',
    accountId: '111122223333',
    configuration: JSON.stringify({ groupName: 'g', groupId: 'sg-1', ipPermissions: [], ipPermissionsEgress: [] }),
  };
  const { entities, problems } = await collectBytes(
    JSON.stringify({ [member]: member === 'ConfigurationItem' ? item : [item] }),
  );
  expect(problems).toEqual([]);
  expect(entities).toEqual([expect.objectContaining({ type: 'SecurityGroup', name: 'g', inboundRules: [] })]);
});

describe('what an output of AWS Config does not hold', () => {
  const found = JSON.stringify(group([permission({})]));
  const page = (more: object, results: readonly string[] = [found]): string =>
    JSON.stringify({ Results: results, QueryInfo: { SelectFields: [] }, ...more });
  const OPEN = "SecurityGroup should not have inboundRules contain [ scope = '0.0.0.0/0' ]";
  const CUT = 'problem truncated-input';

  it.each<readonly [title: string, input: string, said: readonly string[]]>([
    ['all of a query', page({}), ['passed g']],
    ['a page of a query', page({ NextToken: 'x' }), ['passed g', CUT]],
    ['the last page, as an SDK gives it', page({ NextToken: null }), ['passed g']],
    ['all pages, one after the other', page({ NextToken: 'x' }) + page({}), ['passed g', 'passed g']],
    ['the first two pages', page({ NextToken: 'x' }) + page({ NextToken: 'y' }), ['passed g', 'passed g', CUT]],
    [
      'a batch that did not come to all',
      JSON.stringify({ baseConfigurationItems: [group([])], unprocessedResourceKeys: [{ resourceId: 'a' }] }),
      ['passed g', CUT],
    ],
    [
      'a whole batch',
      JSON.stringify({ baseConfigurationItems: [group([])], unprocessedResourceKeys: [] }),
      ['passed g'],
    ],
    // It is there, and what it is was not recorded.
    [
      'a resource that is not recorded',
      snapshot({ ...group([]), configuration: null, configurationItemStatus: 'ResourceNotRecorded' }),
      ['error r'],
    ],
    [
      'a resource that was deleted',
      snapshot({ ...group([]), configurationItemStatus: 'ResourceDeletedNotRecorded' }),
      [],
    ],
  ])('%s', async (_title, input, said) => {
    expect([...(await judge(OPEN, input))].sort()).toEqual(said);
  });
});
