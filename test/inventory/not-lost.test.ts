import { describe, expect, it, test } from 'vitest';
import { coversType } from '../../src/values/record.ts';
import { collect, collectBytes, judge, temporaryFolder } from './support.ts';

/* What stood in a file and was not seen, or was taken for all that there is: each with a rule that passed. */

const folder = temporaryFolder();
const ACCOUNT = '111122223333';
const group = (ranges: readonly string[]): object => ({
  GroupId: 'sg-1',
  GroupName: 'web',
  OwnerId: ACCOUNT,
  Description: 'd',
  VpcId: 'v',
  IpPermissions: ranges.map((CidrIp) => ({ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp }] })),
  IpPermissionsEgress: [],
});
const OPEN = "SecurityGroup should not have inboundRules contain [ scope = '0.0.0.0/0' ]";
const PRIVILEGED = 'KubernetesPod should not have spec.containers contain [ securityContext.privileged = true ]';
const BUCKETS = { Buckets: [{ Name: 'b', CreationDate: '2024-01-01T00:00:00Z' }], Owner: { ID: 'o' } };
const INSTANCE = {
  InstanceId: 'i-1',
  ImageId: 'ami-1',
  InstanceType: 't3.micro',
  LaunchTime: '2024-01-01T00:00:00Z',
  State: { Name: 'running' },
  VpcId: 'v',
  SecurityGroups: [],
};
const instances = (more: object): object => ({
  Reservations: [{ OwnerId: ACCOUNT, Instances: [{ ...INSTANCE, ...more }] }],
});
const SITE = {
  id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/w',
  name: 'w',
  type: 'Microsoft.Web/sites',
  location: 'l',
};
const FTP = "Azure_Microsoft_Web_sites should not have siteConfig.ftpsState = 'AllAllowed'";
const VM = {
  kind: 'compute#instance',
  name: 'vm',
  zone: 'https://www.googleapis.com/compute/v1/projects/p/zones/a',
  networkInterfaces: [{}],
  canIpForward: false,
  selfLink: 'https://www.googleapis.com/compute/v1/projects/p/zones/a/instances/vm',
};
const machines = (about: object, more: object = {}): object => ({
  kind: 'compute#instanceAggregatedList',
  items: { 'zones/a': { instances: [VM] }, 'zones/b': about },
  ...more,
});
const FORWARD = 'VMInstance should not have canIpForward = true';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\n';
const SECRET = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { password: 'pässword' } };
const STATE = { format_version: '1.0', terraform_version: '1.9.0' };
const BUCKET = { address: 'aws_s3_bucket.b', mode: 'managed', type: 'aws_s3_bucket', name: 'b', provider_name: 'aws' };
const SERVERLESS =
  'Transform: AWS::Serverless-2016-10-31\nResources:\n  F: { Type: AWS::Serverless::Function, Properties: { Handler: a.b } }\n';

type Case = readonly [title: string, rule: string, content: unknown, said: readonly string[]];

const CASES: readonly Case[] = [
  [
    'one page of the buckets',
    'S3Bucket should have name',
    { ...BUCKETS, ContinuationToken: 'x' },
    ['problem truncated-input', 'passed b'],
  ],
  [
    'a rule of a group without its sources',
    OPEN,
    { SecurityGroups: [{ ...group([]), IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22 }] }] },
    ['error web'],
  ],
  [
    'and one that has none of them, as Go writes it',
    OPEN,
    { SecurityGroups: [{ ...group([]), IpPermissions: null }] },
    ['passed web'],
  ],
  [
    'an address of a second interface',
    'Instance should not have isPublic = true',
    instances({ NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Association: { PublicIp: '198.51.100.7' } }] }),
    ['failed i-1'],
  ],
  [
    'interfaces without any',
    'Instance should not have isPublic = true',
    instances({ NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1' }] }),
    ['passed i-1'],
  ],
  [
    'settings of a site that its list leaves open',
    FTP,
    [{ ...SITE, siteConfig: { ftpsState: null, minTlsVersion: null, http20Enabled: true } }],
    ['error w'],
  ],
  ['or leaves out', FTP, { value: [{ ...SITE, properties: { siteConfig: { http20Enabled: true } } }] }, ['error w']],
  [
    'but for those that it has',
    'Azure_Microsoft_Web_sites should have siteConfig.http20Enabled = true',
    [{ ...SITE, siteConfig: { minTlsVersion: null, http20Enabled: true } }],
    ['passed w'],
  ],
  [
    'and all of the site itself',
    FTP,
    { ...SITE, siteConfig: { minTlsVersion: '1.2', ftpsState: 'Disabled' } },
    ['passed w'],
  ],
  [
    'a zone that Google did not reach',
    FORWARD,
    machines({ warning: { code: 'UNREACHABLE' } }),
    ['problem incomplete-input', 'passed vm'],
  ],
  ['or names apart', FORWARD, machines({}, { unreachables: ['zones/b'] }), ['problem incomplete-input', 'passed vm']],
  ['not one without any machine', FORWARD, machines({ warning: { code: 'NO_RESULTS_ON_PAGE' } }), ['passed vm']],
  [
    'zones without their clusters',
    'GkeCluster should have name',
    {
      clusters: [
        { name: 'c', selfLink: 'https://container.googleapis.com/v1/projects/p/zones/a/clusters/c', nodePools: [] },
      ],
      missingZones: ['b'],
    },
    ['problem incomplete-input', 'passed c'],
  ],
  ['a pod without a spec', PRIVILEGED, POD, ['error p']],
  ['a pod without containers', PRIVILEGED, `${POD}spec: { hostNetwork: true }\n`, ['error p']],
  [
    'and what is known of it',
    'KubernetesPod should not have spec.hostNetwork = true',
    `${POD}spec: { hostNetwork: true }\n`,
    ['failed p'],
  ],
  [
    'texts of a secret, which are data',
    "KubernetesSecret should have data.password = 'cMOkc3N3b3Jk'",
    SECRET,
    ['passed s'],
  ],
  [
    'an error behind manifests',
    PRIVILEGED,
    `apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: { name: p }\n  spec: { containers: [{ name: c }] }\nkind: List\nError from server (Forbidden): secrets is forbidden\n`,
    ['problem refused-answer', 'passed p'],
  ],
  [
    'an error behind an answer in YAML',
    OPEN,
    `SecurityGroups:\n- Description: d\n  GroupId: sg-1\n  GroupName: web\n  IpPermissions: []\n  IpPermissionsEgress: []\n  OwnerId: '${ACCOUNT}'\n  VpcId: v\nAn error occurred (Throttling) when calling the DescribeSecurityGroups operation: slow\n`,
    ['problem refused-answer', 'passed web'],
  ],
  [
    'values of a resource',
    'aws_s3_bucket should not have acl',
    { ...STATE, values: { root_module: { resources: [BUCKET] } } },
    ['error b'],
  ],
  [
    'nothing of an empty state behind another',
    'aws_s3_bucket should not have acl',
    `${JSON.stringify({ ...STATE, values: { root_module: { resources: [{ ...BUCKET, values: { id: 'b' } }] } } })}\n{"format_version":"1.0"}\n`,
    ['passed b'],
  ],
];

test('documents in JSON between marks of YAML are read', async () => {
  const pod = (name: string): string =>
    JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'c' }] } });
  expect(await judge(PRIVILEGED, `${pod('a')}\n---\n${pod('b')}\n`)).toEqual(['passed a', 'passed b']);
});

describe('is seen, or said to be missing', () => {
  it.each(CASES)('%s', async (_title, rule, content, said) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect([...(await judge(rule, text))].sort()).toEqual([...said].sort());
  });
});

test('what serverless resources become is not told by their template', async () => {
  const { sources } = await collectBytes(SERVERLESS);
  const isCovered = (type: string): boolean => sources.some((source) => coversType(source, type));
  expect(['AWS_S3_Bucket', 'AWS_IAM_Role', 'AWS_Lambda_Permission'].map(isCovered)).toEqual([true, false, false]);
});

describe('one thing in two states is judged in both', () => {
  const HEADER = 'user,arn,user_creation_time,password_enabled,mfa_active,access_key_1_active,access_key_2_active';
  const report = (mfa: boolean): string =>
    `${HEADER}\nu,arn:aws:iam::${ACCOUNT}:user/u,2024-01-01T00:00:00+00:00,true,${String(mfa)},true,true\n`;
  const volume = (encrypted: boolean): object => ({ volumeId: 'vol-1', encrypted, attachments: [] });
  const item = {
    configurationItemVersion: '1.3',
    awsAccountId: ACCOUNT,
    configurationItemStatus: 'OK',
    resourceType: 'AWS::EC2::Volume',
    resourceId: 'vol-1',
    awsRegion: 'us-east-1',
  };
  const volumes = {
    Volumes: [
      {
        VolumeId: 'vol-1',
        Encrypted: false,
        Size: 8,
        State: 'in-use',
        AvailabilityZone: 'us-east-1a',
        VolumeType: 'gp3',
        Attachments: [],
      },
    ],
  };

  it.each([
    [
      'groups of two days',
      OPEN,
      { SecurityGroups: [group([])] },
      { SecurityGroups: [group(['0.0.0.0/0'])] },
      ['passed web', 'failed web'],
    ],
    [
      'the other way around',
      OPEN,
      { SecurityGroups: [group(['0.0.0.0/0'])] },
      { SecurityGroups: [group([])] },
      ['failed web', 'passed web'],
    ],
    [
      'a group that is told twice',
      OPEN,
      { SecurityGroups: [group([])] },
      { SecurityGroups: [group([])] },
      ['passed web'],
    ],
    [
      'credential reports of two days',
      'IamUser should have mfaActive = true',
      report(true),
      report(false),
      ['passed u', 'failed u'],
    ],
    ['one that is read twice', 'IamUser should have mfaActive = true', report(true), report(true), ['passed u']],
    [
      'a snapshot, and an answer of another day',
      'Volume should have encrypted = true',
      { fileVersion: '1.0', configSnapshotId: 'x', configurationItems: [{ ...item, configuration: volume(true) }] },
      volumes,
      ['passed vol-1', 'failed vol-1'],
    ],
  ])('%s', async (title, rule, one, other, said) => {
    const files = [one, other].map((content, index) => {
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      return folder.write(`${title}/${String(index)}.${typeof content === 'string' ? 'csv' : 'json'}`, text);
    });
    expect(await judge(rule, files)).toEqual(said);
  });
});

describe('an archive', () => {
  const tar = Buffer.alloc(512);
  tar.write('a.json');
  tar.write('ustar', 257);

  it.each([
    ['zip', Buffer.from('504b03040a000000', 'hex'), 'an archive'],
    ['tar', tar, 'an archive'],
    ['7z', Buffer.from('377abcaf271c0004', 'hex'), 'an archive'],
    ['bzip2', Buffer.from('425a683931415926535900', 'hex'), 'compressed data that is neither gzip nor Zstandard'],
    ['xz', Buffer.from('fd377a585a000004', 'hex'), 'compressed data that is neither gzip nor Zstandard'],
  ])('of %s is named', async (_, bytes, what) => {
    expect((await collectBytes(bytes)).problems).toEqual([`unknown-format: looks like ${what}`]);
  });

  it('in a folder is told to be passed over', async () => {
    folder.write('packed/a.json', '[{"type":"Thing","id":"t"}]');
    folder.write('packed/b.zip', 'x');
    folder.write('packed/c.txt', 'x');
    folder.write('packed/d.tar.gz', 'x');
    const passed: string[] = [];
    await collect([`${folder.path}/packed`], {
      onPassedOver: ({ file }) => passed.push(file.slice(folder.path.length)),
    });
    expect(passed).toEqual(['/packed/b.zip', '/packed/d.tar.gz']);
  });
});
