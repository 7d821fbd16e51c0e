import { describe, expect, it } from 'vitest';
import { isEntityRecord, type EntityRecord } from '../../src/inventory/index.ts';
import { collect, collectBytes, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k-1';
const POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Resource: 'arn:aws:s3:::a/*' }],
};

/** What some answers make, each in a file of its name. */
async function read(files: Readonly<Record<string, unknown>>): ReturnType<typeof collect> {
  const id = Object.keys(files).join().length + JSON.stringify(files).length;
  const names = Object.entries(files).map(([name, answer]) => folder.write(`${id}/${name}`, JSON.stringify(answer)));
  return collect(names);
}

async function only(files: Readonly<Record<string, unknown>>): Promise<EntityRecord> {
  const { records, problems } = await read(files);
  expect(problems).toEqual([]);
  const [record, ...others] = records.filter(isEntityRecord);
  expect(others).toEqual([]);
  if (record === undefined) throw new Error('no entity was read');
  return record;
}

describe('answers about a part', () => {
  const buckets = { Buckets: [{ Name: 'a', CreationDate: '2024-01-01T00:00:00Z' }] };

  it.each<readonly [string, string, unknown, object]>([
    ['get-bucket-policy/a.json', 'policy', { Policy: JSON.stringify(POLICY) }, POLICY],
    ['a.get-bucket-versioning.json', 'versioning', { Status: 'Enabled' }, { status: 'Enabled', mfaDelete: false }],
    [
      's3api_get-bucket-versioning_a.json',
      'versioning',
      { ResponseMetadata: { HTTPStatusCode: 200 } },
      { status: 'Off' },
    ],
    [
      'get-bucket-logging-a.json',
      'logging',
      { LoggingEnabled: { TargetBucket: 'l', TargetPrefix: 'p' } },
      { enabled: true, grants: [] },
    ],
    ['get_bucket_logging/a.json', 'logging', { ResponseMetadata: { HTTPStatusCode: 200 } }, { enabled: false }],
    [
      'x/get-bucket-acl/a.json',
      'acl',
      { Owner: { ID: 'o' }, Grants: [{ Grantee: { Type: 'Group', URI: 'u' }, Permission: 'READ' }] },
      { grants: [{ uri: 'u', premission: 'READ' }], ownerId: 'o' },
    ],
    [
      'any.json',
      'encryption',
      { Bucket: 'a', ServerSideEncryptionConfiguration: { Rules: [] } },
      { serverSideEncryptionRules: [] },
    ],
    ['get-bucket-website/a.json', 'website', { IndexDocument: { Suffix: 'i' } }, { indexDocumentSuffix: 'i' }],
    [
      'get-public-access-block/a.json',
      'PublicAccessBlockConfiguration',
      { PublicAccessBlockConfiguration: { BlockPublicAcls: true } },
      { BlockPublicAcls: true },
    ],
    ['policy-of-some-bucket.json', 'policy', { Policy: JSON.stringify(POLICY) }, POLICY],
  ])('%s gives the %s of a bucket', async (file, property, answer, expected) => {
    for (const files of [
      { 'b.json': buckets, [file]: answer },
      { [file]: answer, 'b.json': buckets },
    ]) {
      const { entity, unknown } = await only(files);
      expect(entity).toMatchObject({ type: 'S3Bucket', id: 'a', name: 'a', creationDate: 1704067200 });
      expect(entity[property]).toMatchObject(expected);
      expect(unknown).not.toHaveProperty([property]);
      expect(unknown).toHaveProperty('replication', '`aws s3api get-bucket-replication` has it');
    }
    const { entity, unknown } = await only({ [file]: answer });
    expect(entity).toMatchObject({ type: 'S3Bucket', name: 'a' });
    expect(unknown).toHaveProperty('creationDate', '`aws s3api list-buckets` has it');
  });

  it('says when it is not told of which', async () => {
    const { entities, problems } = await read({
      'e.json': { ServerSideEncryptionConfiguration: { Rules: [] } },
      'r.json': { KeyRotationEnabled: true },
    });
    expect(entities).toEqual([]);
    expect(problems).toEqual([
      'unnamed-part@1: the answer of `aws s3api get-bucket-encryption` does not say of which bucket it is',
      'unnamed-part@1: the answer of `aws kms get-key-rotation-status` does not say of which key it is',
    ]);
  });

  it('joins a key with its rotation, a trail with its status, selectors and filters', async () => {
    const key = { KeyMetadata: { KeyId: 'k-1', Arn: KEY, KeyManager: 'CUSTOMER' } };
    const rotated = await only({ 'k.json': key, 'get-key-rotation-status/k-1.json': { KeyRotationEnabled: false } });
    expect(rotated.entity).toMatchObject({ id: 'k-1', rotationStatus: false, isCustomerManaged: true });
    const arn = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/t';
    const group = 'arn:aws:logs:eu-west-1:111122223333:log-group:g:*';
    const { entities, problems } = await read({
      't.json': { trailList: [{ Name: 't', TrailARN: arn, CloudWatchLogsLogGroupArn: group }] },
      'get-trail-status/t.json': { IsLogging: true, LatestCloudWatchLogsDeliveryTime: '2026-01-01T00:00:00Z' },
      's.json': { TrailARN: arn, EventSelectors: [{ ReadWriteType: 'All' }] },
      'f.json': { metricFilters: [{ filterName: 'f', filterPattern: '{ $.x = 1 }', logGroupName: 'g' }] },
    });
    expect(problems).toEqual([]);
    expect(entities[0]).toMatchObject({
      id: arn,
      status: { isLogging: true, latestCloudWatchLogsDeliveryTime: 1767225600 },
      eventSelectors: [{ ReadWriteType: 'All' }],
      metricFilters: [{ filterPattern: '{ $.x = 1 }' }],
    });
  });

  it('joins load balancers with their listeners, and accounts with their settings', async () => {
    const arn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/n/1';
    const listener = { ListenerArn: 'l', LoadBalancerArn: arn, Port: 21, Protocol: 'TCP' };
    const { entity } = await only({
      'b.json': {
        LoadBalancers: [{ LoadBalancerArn: arn, LoadBalancerName: 'n', Type: 'network', Scheme: 'internal' }],
      },
      'l.json': { Listeners: [listener] },
    });
    expect(entity).toMatchObject({ type: 'NetworkLoadBalancer', isPublic: false, listeners: [{ port: 21 }] });
    const settings = await only({
      '111122223333/p.json': { PasswordPolicy: { MinimumPasswordLength: 8, RequireSymbols: true } },
      '111122223333/s.json': { SummaryMap: { AccountMFAEnabled: 1 } },
    });
    expect(settings.entity).toMatchObject({
      type: 'Iam',
      accountNumber: '111122223333',
      passwordPolicy: { minPasswordLength: 8, maxPasswordAge: null },
      stats: { accountMfaEnabled: 1 },
    });
  });

  it('says when a name is in several accounts or regions', async () => {
    const trail = (region: string): object => ({
      trailList: [{ Name: 't', TrailARN: `arn:aws:cloudtrail:${region}:111122223333:trail/t` }],
    });
    const { entities, problems } = await read({
      'a.json': trail('eu-west-1'),
      'b.json': trail('eu-west-2'),
      'get-trail-status/t.json': { IsLogging: true },
    });
    expect(entities.map(({ region }) => region)).toEqual(['eu-west-1', 'eu-west-2', undefined]);
    expect(problems).toEqual([expect.stringMatching(/^ambiguous-part@1: 2 `CloudTrail` are called `t`/u)]);
  });
});

describe('answers that refer to others', () => {
  const list = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: 'pl-1' }] };
  const open = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  const groups = {
    SecurityGroups: [
      { GroupId: 'sg-1', GroupName: 'a', IpPermissions: [open], IpPermissionsEgress: [] },
      { GroupId: 'sg-2', GroupName: 'b', IpPermissions: [list], IpPermissionsEgress: [] },
    ],
  };
  const instance = (...ids: readonly string[]): object => ({
    Reservations: [
      {
        Instances: [
          {
            InstanceId: 'i-1',
            ImageId: 'ami-1',
            InstanceType: 't',
            VpcId: 'vpc-1',
            SecurityGroups: ids.map((GroupId) => ({ GroupId })),
          },
        ],
      },
    ],
  });
  const find = async (files: Readonly<Record<string, unknown>>, type: string): Promise<EntityRecord> => {
    const { records } = await read(files);
    const found = records.filter(isEntityRecord).find(({ entity }) => entity.type === type);
    if (found === undefined) throw new Error(`no ${type} was read`);
    return found;
  };

  it('an instance has the rules of its groups, and what is not known of them', async () => {
    const { entity, unknown } = await find({ 'i.json': instance('sg-1', 'sg-2'), 'g.json': groups }, 'Instance');
    expect(entity['inboundRules']).toMatchObject([{ protocol: 'ALL', scope: '0.0.0.0/0' }, { protocol: 'TCP' }]);
    expect(unknown).toHaveProperty(['inboundRules.1.scope']);
    expect(unknown).not.toHaveProperty('inboundRules');
  });

  it('knows no rules where a group is missing', async () => {
    const { entity, unknown } = await find({ 'i.json': instance('sg-1', 'sg-9'), 'g.json': groups }, 'Instance');
    expect(entity).not.toHaveProperty('inboundRules');
    expect(unknown).toHaveProperty('inboundRules', expect.stringContaining('describe-security-groups'));
  });

  it('has its VPC', async () => {
    const vpcs = { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', IsDefault: true }] };
    const { entity, unknown } = await find({ 'i.json': instance(), 'v.json': vpcs }, 'Instance');
    expect(entity['vpc']).toMatchObject({ id: 'vpc-1', cidr: '10.0.0.0/16', isDefault: true });
    expect(unknown).not.toHaveProperty(['vpc.cidr']);
    expect(unknown).toHaveProperty(['vpc.hasFlowLogs']);
    const flows = { FlowLogs: [{ FlowLogId: 'fl-1', ResourceId: 'vpc-1', FlowLogStatus: 'ACTIVE' }] };
    expect((await find({ 'v.json': vpcs, 'f.json': flows }, 'VPC')).entity['hasFlowLogs']).toBe(true);
  });
});

describe('telling answers', () => {
  it.each<readonly [string, unknown, readonly string[]]>([
    ['items alone', [{ GroupId: 'sg-1', IpPermissions: [] }], ['SecurityGroup']],
    ['one item', { VolumeId: 'v', Size: 1, Attachments: [] }, ['Volume']],
    [
      'what a query leaves of instances',
      { Instances: [{ InstanceId: 'i', ImageId: 'a', InstanceType: 't' }] },
      ['Instance'],
    ],
    ['pages in a list', [{ Vpcs: [] }, { Vpcs: [{ VpcId: 'v', CidrBlock: 'c', IsDefault: true }] }], ['VPC']],
    ['an entity', [{ type: 'Volume', VolumeId: 'v', Size: 1, Attachments: [] }], ['Volume']],
  ])('%s', async (_, answer, types) => {
    const { entities, problems } = await collectBytes(JSON.stringify(answer));
    expect(problems).toEqual([]);
    expect(entities.map(({ type }) => type)).toEqual(types);
  });

  it.each<readonly [string, unknown, RegExp]>([
    [
      'an unread call',
      { PlacementGroups: [{ GroupName: 'g', State: 's' }] },
      /`aws ec2 describe-placement-groups`, which/u,
    ],
    [
      'an unread call without items',
      { PlacementGroups: [] },
      /`aws ec2 describe-placement-groups`, which is not read yet/u,
    ],
    ['a list of names', { TableNames: ['a'] }, /`aws dynamodb list-tables`, which is not read yet/u],
    [
      'a policy of another service',
      { Policy: '{}', RevisionId: 'r', ResponseMetadata: { RequestId: 'r' } },
      /`aws lambda get-policy`/u,
    ],
    [
      'a call in camel case whose items have a type',
      { stateMachines: [{ stateMachineArn: 'arn:aws:states:x', name: 's', type: 'STANDARD' }] },
      /`aws stepfunctions list-state-machines`, which is not read yet/u,
    ],
    ['a call nobody knows', { Gadgets: [{ GadgetArn: 'arn:aws:x:::y', Size: 1 }] }, /not known: it holds `Gadgets`/u],
    [
      'another form',
      { ResponseMetadata: { RequestId: 'r' }, Volumes: {} },
      /`Volumes` is not a list, as `aws ec2 describe-volumes`/u,
    ],
    [
      'file systems of another service',
      {
        FileSystems: [
          { FileSystemId: 'fs-1', FileSystemType: 'LUSTRE', ResourceARN: 'arn:aws:fsx:x:1:file-system/fs-1' },
        ],
      },
      /a call of `fsx` which is not read yet: .* of what is in `FileSystems`/u,
    ],
    [
      'clusters of another service',
      { Clusters: [{ ClusterName: 'c', ClusterArn: 'arn:aws:dax:eu-west-1:1:cache/c', Status: 'available' }] },
      /a call of `dax` which is not read yet/u,
    ],
    [
      'file systems of which something is missing',
      { FileSystems: [{ FileSystemId: 'fs-1', FileSystemArn: 'arn:aws:elasticfilesystem:x:1:file-system/fs-1' }] },
      /what is in `FileSystems` has no `LifeCycleState`/u,
    ],
    [
      'other items',
      { ResponseMetadata: { RequestId: 'r' }, Volumes: [{ Name: 'v' }] },
      /what is in `Volumes` has no `VolumeId`/u,
    ],
  ])('%s makes no entity, and is named', async (_, answer, message) => {
    const { entities, problems } = await collectBytes(JSON.stringify(answer));
    expect(entities).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(message)]);
  });

  const volume = (id: string): object => ({ VolumeId: id, Size: 1, Attachments: [] });
  const yamlOf = (indent: string): string =>
    ['Volumes:', ...['a', 'b'].flatMap((id) => [`- VolumeId: ${id}`, '  Size: 1', '  Attachments: []'])]
      .map((line) => `${indent}${line}\n`)
      .join('');

  it.each([
    ['lists in lists', JSON.stringify([[volume('a')], [[volume('b')]]])],
    ['lists in lists, one after the other', `${JSON.stringify([[volume('a')]])}\n${JSON.stringify([volume('b')])}`],
    ['YAML', yamlOf('')],
    ['YAML without its envelope', yamlOf('').slice(yamlOf('').indexOf('\n') + 1)],
    ['a stream of YAML', `- ${yamlOf('  ').trimStart()}`],
    [
      'YAML of two documents',
      ['a', 'b'].map((id) => `---\nVolumes:\n- VolumeId: ${id}\n  Size: 1\n  Attachments: []\n`).join(''),
    ],
    ['YAML with CRLF', yamlOf('').replaceAll('\n', '\r\n')],
  ])('reads %s', async (_, text) => {
    const { entities, problems } = await collectBytes(text);
    expect(problems).toEqual([]);
    expect(entities.map(({ type, id }) => [type, id])).toEqual([
      ['Volume', 'a'],
      ['Volume', 'b'],
    ]);
  });

  it.each([
    'KeyMetadata:\n  AWSAccountId: "1"\n  KeyId: k\n  KeyManager: CUSTOMER\n',
    'Role:\n  Arn: arn:aws:iam::1:role/r\n  RoleName: r\n  AssumeRolePolicyDocument: {}\n',
  ])('reads an object in YAML: %s', async (text) => {
    expect((await collectBytes(text)).entities).toHaveLength(1);
  });

  it.each(['Resources:\n  A:\n    Type: AWS::SNS::Topic\n', 'Volumes: a lot\n', 'users:\n- name: a\n'])(
    'leaves other YAML to others: %s',
    async (text) => {
      expect((await collectBytes(text)).sources.every(({ reader }) => reader !== 'aws-cli')).toBe(true);
    },
  );

  describe('a long answer', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => ({ ...volume(`v${index}`), Tags: [] }));
    const options = { maxRecordBytes: 20_000 };

    it.each([
      ['with its envelope', JSON.stringify({ Volumes: many, ResponseMetadata: { HTTPStatusCode: 200 } })],
      ['in a list of answers', JSON.stringify([{ Volumes: many.slice(0, 2_000) }, { Volumes: many.slice(2_000) }])],
      [
        'in pages',
        [0, 1].map((at) => JSON.stringify({ Volumes: many.slice(at * 1_500, at * 1_500 + 1_500) })).join('\n'),
      ],
      ['without it', JSON.stringify(many)],
    ])('is read item by item, however large it is: %s', async (_, text) => {
      const { entities, problems, sources } = await collectBytes(text, options);
      expect(problems).toEqual([]);
      expect(entities).toHaveLength(3_000);
      expect(sources.flatMap(({ covers }) => covers)).toEqual(['Volume']);
    });

    it('tells what is wrong with an item, and that there are more pages', async () => {
      const { entities, problems } = await collectBytes(
        JSON.stringify({ Volumes: [...many, 7, {}], NextToken: 'more' }),
        options,
      );
      expect(entities).toHaveLength(3_000);
      expect(problems.map((problem) => problem.replace(/:.*/u, ''))).toEqual([
        'not-an-entity@1#3000',
        'not-an-entity@1#3001',
        'truncated-input',
      ]);
    });

    it('is refused where its parts belong together', async () => {
      const { entities, problems } = await collectBytes(
        JSON.stringify({
          AccessKeyMetadata: many.map((_, index) => ({ UserName: `u${index}`, AccessKeyId: `k${index}` })),
        }),
        options,
      );
      expect(entities).toEqual([]);
      expect(problems).toEqual([expect.stringMatching(/^record-too-large/u)]);
    });
  });

  it('an empty answer covers the type that there is none of', async () => {
    const { entities, problems, sources } = await collectBytes('{"SecurityGroups":[],"NextToken":null}');
    expect([entities, problems]).toEqual([[], []]);
    expect(sources.flatMap(({ covers }) => covers)).toEqual(['SecurityGroup']);
  });

  it('reports what is broken, and reads the rest', async () => {
    const deep = `${'['.repeat(300)}${']'.repeat(300)}`;
    const { entities, problems } = await collectBytes(
      `{"Volumes":[5,{"VolumeId":"v","Size":1,"Attachments":7},{"VolumeId":""}]}\n{"Volumes":${deep}}\n{"NatGateways":[{"NatGatewayId":"n","type":"t","__proto__":{"x":1}}]}\n7\n{"Vol`,
    );
    expect(entities.map(({ type, id }) => [type, id])).toEqual([
      ['AWS_API_EC2_NatGateway', 'n'],
      ['Volume', 'v'],
    ]);
    expect(entities[0]).toMatchObject({ typeProperty: 't' });
    expect(problems.map((problem) => problem.slice(0, 34))).toEqual([
      'not-an-entity@1#0: the item has no',
      'not-an-entity@1#2: the item has no',
      'too-deep@2: the record nests deepe',
      'not-an-entity@4: the answer is no ',
      'truncated-input@5: the input ends ',
    ]);
  });
});
