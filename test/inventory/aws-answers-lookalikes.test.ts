import { describe, expect, it } from 'vitest';
import { collect, collectBytes, judge, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const ACCOUNT = '111122223333';
const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${rest}`;

/** Answers of services that are not read, each of which was taken for a thing that it looks like. */
const OTHERS: readonly (readonly [what: string, name: string, answer: unknown, taken: string])[] = [
  [
    'users of AWS Transfer',
    'transfer-list-users.json',
    { ServerId: 's-1', Users: [{ Arn: arn('transfer', 'user/s-1/ann'), Role: 'r', UserName: 'ann' }] },
    'IamUser',
  ],
  [
    'a user of AWS Transfer',
    'transfer-describe-user.json',
    { ServerId: 's-1', User: { Arn: arn('transfer', 'user/s-1/ann'), UserName: 'ann' } },
    'IamUser',
  ],
  [
    'a broker that has no users',
    'broker.json',
    { BrokerArn: arn('mq', 'broker:b'), BrokerId: 'b', Users: [] },
    'IamUser',
  ],
  ['no users of a server', 'users.json', { ServerId: 's-1', Users: [] }, 'IamUser'],
  [
    'a schedule',
    'schedule.json',
    { Arn: arn('scheduler', 'schedule/default/x'), CreationDate: '2026-01-01T00:00:00Z', Name: 'x', State: 'ENABLED' },
    'S3Bucket',
  ],
  [
    'user pools by themselves',
    'pools.json',
    [{ Id: 'p', Name: 'x', CreationDate: '2026-01-01T00:00:00Z' }],
    'S3Bucket',
  ],
  [
    'an access point',
    's3control-get-access-point.json',
    {
      Name: 'ap',
      Bucket: 'b',
      NetworkOrigin: 'Internet',
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
      CreationDate: '2026-01-01T00:00:00Z',
      AccessPointArn: arn('s3', 'accesspoint/ap'),
    },
    'S3Bucket',
  ],
  [
    'a cluster',
    'get-cluster.json',
    { identifier: 'c', arn: arn('dsql', 'cluster/c'), status: 'ACTIVE', deletionProtectionEnabled: true },
    'AWS_API_AccessAnalyzer_Analyzer',
  ],
  [
    'a notebook',
    'notebook.json',
    { NotebookInstanceArn: arn('sagemaker', 'notebook-instance/n'), NetworkInterfaceId: 'eni-1', SubnetId: 'subnet-1' },
    'AWS_API_EC2_NetworkInterface',
  ],
  [
    'what its service calls a type',
    'profiles.json',
    {
      inferenceProfileSummaries: [
        { inferenceProfileArn: arn('bedrock', 'p/x'), status: 'ACTIVE', type: 'APPLICATION' },
      ],
    },
    'APPLICATION',
  ],
  [
    'what its service calls a type, without an envelope',
    'machine.json',
    { stateMachineArn: arn('states', 'stateMachine:x'), name: 'x', type: 'STANDARD' },
    'STANDARD',
  ],
];

describe('answers of AWS that look like others', () => {
  it.each(OTHERS)('%s', async (_, name, answer, type) => {
    const { entities, problems, sources } = await collect([folder.write(name, JSON.stringify(answer))]);
    expect(entities).toEqual([]);
    expect(sources.flatMap(({ covers }) => covers)).not.toContain(type);
    expect(problems).toHaveLength(1);
    if (JSON.stringify(answer).includes('"arn:')) expect(problems[0]).not.toContain('has no `type`');
    // A call that is read is not said to be none.
    expect(problems[0]).not.toMatch(/`aws (?:iam list-users|ec2 describe-volumes|kms list-keys)`, which is not read/u);
  });

  it.each<readonly [string, unknown, string]>([
    ['a policy of a file system', { FileSystemId: 'fs-1', Policy: '{}' }, '`aws efs describe-file-system-policy`'],
    ['users with a code of HTTP', { Status: 200, UserList: [{ Arn: 'arn:aws:x', UserName: 'a' }] }, 'not known'],
    ['grants of a key', { Grants: [], Truncated: false }, '`aws kms list-grants`'],
    [
      'rules of a listener',
      { Rules: [{ RuleArn: arn('elasticloadbalancing', 'r/1'), Priority: '1' }] },
      '`elasticloadbalancing`',
    ],
    [
      'attributes as a list',
      { Attributes: [{ Key: 'access_logs.s3.enabled', Value: 'true' }] },
      '`aws elbv2 describe-load-balancer-attributes`',
    ],
    [
      'who may make volumes of a snapshot',
      { SnapshotId: 'snap-1', CreateVolumePermissions: [{ UserId: ACCOUNT }] },
      '`aws ec2 describe-snapshot-attribute`',
    ],
    ['who may start an image', { ImageId: 'ami-1', LaunchPermissions: [{ Group: 'all' }] }, 'describe-image-attribute'],
    ['a policy beside an ARN', { ResourceArn: arn('osis', 'pipeline/p'), Policy: '{}' }, '`osis`'],
  ])('says of %s what it is', async (_, answer, call) => {
    const { entities, problems } = await collectBytes(JSON.stringify(answer), { format: 'aws-cli' });
    expect(entities).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^unread-answer.*${call}`, 'u'))]);
    expect(problems.join()).not.toContain('s3api');
    expect((await collectBytes(JSON.stringify(answer))).entities).toEqual([]);
  });

  it('what has them in place is read', async () => {
    const { entities, problems } = await collectBytes(
      JSON.stringify([
        { Users: [{ Arn: `arn:aws:iam::${ACCOUNT}:user/ann`, UserName: 'ann' }] },
        { Buckets: [{ Name: 'b', CreationDate: '2026-01-01T00:00:00Z', BucketArn: 'arn:aws:s3:::b' }] },
        { analyzers: [{ arn: arn('access-analyzer', 'analyzer/a'), name: 'a', type: 'ACCOUNT', status: 'ACTIVE' }] },
        { Users: [] },
      ]),
    );
    expect(problems).toEqual([]);
    expect(entities.map(({ type }) => type).toSorted()).toEqual([
      'AWS_API_AccessAnalyzer_Analyzer',
      'IamUser',
      'S3Bucket',
    ]);
  });

  it('entities of someone whose type stands beside an ARN stay entities', async () => {
    const own = [
      { type: 'IamUser', id: 'A', arn: `arn:aws:iam::${ACCOUNT}:user/ann`, name: 'ann' },
      { type: 'Lambda', id: 'f', functionArn: arn('lambda', 'function:f') },
    ];
    expect((await collectBytes(JSON.stringify(own))).entities).toEqual(own);
  });

  it('the public access block of an account is no bucket', async () => {
    const block = { PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true } };
    const file = folder.write('s3-control-get-public-access-block.json', JSON.stringify(block));
    expect((await collect([file])).entities.map(({ type }) => type)).toEqual(['AWS_API_S3Control_PublicAccessBlock']);
  });
});

describe('aws iam get-group', () => {
  const group = { Path: '/', GroupName: 'ops', GroupId: 'G1', Arn: `arn:aws:iam::${ACCOUNT}:group/ops` };
  const ann = { Path: '/', UserName: 'ann', UserId: 'U1', Arn: `arn:aws:iam::${ACCOUNT}:user/ann` };

  it('tells the group with its members', async () => {
    const file = folder.write('iam-get-group.json', JSON.stringify({ Users: [ann], Group: group, IsTruncated: false }));
    const { entities, sources } = await collect([file]);
    expect(entities.find(({ type }) => type === 'IamGroup')).toMatchObject({ id: 'G1', name: 'ops', users: ['ann'] });
    expect(entities.find(({ type }) => type === 'IamUser')).toMatchObject({ id: 'U1', name: 'ann' });
    // The members of one group are not the users of the account.
    expect(sources.flatMap(({ covers }) => covers)).toEqual(['IamGroup']);
  });

  it('a group without users has none, and is judged so', async () => {
    const file = folder.write('get-group-empty.json', JSON.stringify({ Group: group, Users: [], IsTruncated: false }));
    expect(await judge('IamGroup should have users', [file])).toEqual(['failed ops']);
  });

  it('of a page the members are not known', async () => {
    const page = { Group: group, Users: [ann], IsTruncated: true, Marker: 'm' };
    const file = folder.write('get-group-page.json', JSON.stringify(page));
    expect(await judge('IamGroup should have users length() = 1', [file])).toEqual([
      'problem truncated-input',
      'error ops',
    ]);
  });
});

describe('a part of a trail', () => {
  const trail = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/t`;
  const filters =
    "List<CloudTrail> should have items with [ metricFilters contain [ filterPattern like '%DisableKey%' ] ]";

  it('does not say that the trail writes to no log group', async () => {
    const selectors = { TrailARN: trail, EventSelectors: [{ ReadWriteType: 'All' }] };
    const file = folder.write('selectors.json', JSON.stringify(selectors));
    const said = await judge('CloudTrail should not have metricFilters isEmpty()', [file]);
    expect(said).toEqual(['error t']);
    expect(await judge(filters, [file])).toEqual([expect.stringMatching(/^error/u)]);
  });

  it('the trail itself does, also beside its parts', async () => {
    const files = [
      folder.write('beside/selectors.json', JSON.stringify({ TrailARN: trail, EventSelectors: [] })),
      folder.write('beside/trails.json', JSON.stringify({ trailList: [{ Name: 't', TrailARN: trail }] })),
    ];
    expect(await judge('CloudTrail should not have metricFilters isEmpty()', files)).toEqual(['failed t']);
  });
});
