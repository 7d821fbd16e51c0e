import { describe, expect, it } from 'vitest';
import { collectBytes, judge, temporaryFolder } from './support.ts';

/* What was read otherwise than it says, each with a rule that passed, and right files in forms that were not read. */

const folder = temporaryFolder();
const ACCOUNT = '111122223333';
const HEADER = 'user,arn,mfa_active,access_key_1_active,access_key_1_last_rotated';
const USER = `u,arn:aws:iam::${ACCOUNT}:user/u,false`;
const KEY = 'IamUser should not have firstAccessKey.isActive = true';
const PUBLIC = "AWS_S3_Bucket should not have AccessControl = 'PublicRead'";
const OPEN = "SecurityGroup should not have inboundRules contain [ scope = '0.0.0.0/0' ]";
const ENCRYPTED = 'Volume should have encrypted = true';
const ADMIN = "IamRole should not have managedPolicies contain [ name = 'AdministratorAccess' ]";

const bucket = (body: string): string => `Resources:\n  B:\n    Type: AWS::S3::Bucket\n${body}`;
const group = { GroupId: 'sg-1', GroupName: 'web', OwnerId: ACCOUNT, IpPermissions: [], IpPermissionsEgress: [] };
const volume = { VolumeId: 'vol-1', Encrypted: true, Size: 8, Attachments: [] };
const answers = (...documents: readonly object[]): string => documents.map((one) => JSON.stringify(one)).join('\n');
const item = (encrypted: boolean, more: object = {}): object => ({
  configurationItemCaptureTime: '2024-01-01T00:00:00Z',
  awsAccountId: ACCOUNT,
  configurationItemStatus: 'OK',
  resourceType: 'AWS::EC2::Volume',
  resourceId: 'vol-1',
  configuration: { volumeId: 'vol-1', encrypted, attachments: [] },
  ...more,
});
const row = (permissions: unknown): object => ({
  group_id: 'sg-1',
  group_name: 'web',
  arn: `arn:aws:ec2:us-east-1:${ACCOUNT}:security-group/sg-1`,
  ip_permissions: permissions,
  account_id: ACCOUNT,
});
const WIDE = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
const FIREWALL =
  'assetType: compute.googleapis.com/Firewall\nname: //compute.googleapis.com/projects/p/global/firewalls/f\n' +
  'resource:\n  data:\n    network: n\n    name: f\n    direction: INGRESS\n    sourceRanges: [0.0.0.0/0]\n' +
  '    allowed: [{ IPProtocol: tcp }]\n';

const GOOGLE_PUBLIC = 'VMInstance should not have isPublic = true';
const machine = (networkInterfaces: unknown): string =>
  JSON.stringify([{ kind: 'compute#instance', name: 'm', zone: 'z', networkInterfaces }]);
const PRIVILEGED = 'KubernetesPod should not have spec.containers contain [ securityContext.privileged = true ]';
const ARGUMENT =
  "KubernetesPod should not have spec.containers contain [ parsedArgs contain [ key = 'a' and value = 'true' ] ]";
const pod = (containers: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: ${containers} }\n`;

describe('is not green', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    ['a key of which an empty cell tells', KEY, `${HEADER}\n${USER},,N/A\n`, ['problem invalid-value']],
    ['a column that is there twice', KEY, `${HEADER},mfa_active\n${USER},true,N/A,x\n`, ['problem invalid-value']],
    ['what stands under `properties`', PUBLIC, bucket('    properties: { AccessControl: PublicRead }\n'), ['error B']],
    [
      'a type under `type`',
      PUBLIC,
      bucket('    type: AWS::S3::Bucket\n').replace('Type', 'kind'),
      ['problem unknown-format'],
    ],
    ['a value that is put in', PUBLIC, bucket("    Properties: { AccessControl: '{{ acl }}' }\n"), ['error B']],
    [
      'a type that is put in',
      PUBLIC,
      `${bucket('')}  C:\n    Type: '{{ type }}'\n`,
      ['passed B', 'problem unrendered-template'],
    ],
    [
      'an instance of which little was asked for',
      'Instance should not have isPublic = true',
      answers({ Reservations: [{ Instances: [{ InstanceId: 'i', ImageId: 'a', InstanceType: 't' }] }] }),
      ['error i'],
    ],
    [
      'a page before an answer of another call',
      OPEN,
      answers({ SecurityGroups: [group], NextToken: 't' }, { Volumes: [volume] }),
      ['problem truncated-input', 'passed web'],
    ],
    [
      'a name that stands twice',
      OPEN,
      `{"SecurityGroups":[${JSON.stringify(group)}],"SecurityGroups":[]}`,
      ['problem repeated-name'],
    ],
    [
      'and one within',
      'Thing should not have a.b = 1',
      '[{"type":"Thing","id":"t","a":{"b":1,"\\u0062":2}}]',
      ['problem repeated-name', 'passed t'],
    ],
    [
      'a group of which the rules for what leaves were not asked',
      "SecurityGroup should not have outboundRules contain [ scope = '0.0.0.0/0' ]",
      answers({ SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web', OwnerId: ACCOUNT, IpPermissions: [] }] }),
      ['error web'],
    ],
    [
      'a balancer without its scheme',
      'ELB should not have isPublic = true',
      answers({ LoadBalancerDescriptions: [{ LoadBalancerName: 'l', ListenerDescriptions: [], DNSName: 'd' }] }),
      ['error l'],
    ],
    [
      'and one of the second kind',
      'NetworkLoadBalancer should not have isPublic = true',
      answers({ LoadBalancers: [{ LoadBalancerArn: 'arn:a', LoadBalancerName: 'l', Type: 'network' }] }),
      ['error l'],
    ],
    ['a machine of Google without interfaces', GOOGLE_PUBLIC, machine(null), ['error m']],
    ['and one with others', GOOGLE_PUBLIC, machine([{ accessConfigs: { natIP: '203.0.113.1' } }]), ['error m']],
    [
      'a pool without its settings',
      'GkeCluster should not have nodePools contain [ config.isDefaultServiceAccount = true ]',
      JSON.stringify([
        {
          name: 'c',
          selfLink: 'https://container.googleapis.com/v1/projects/p/locations/z/clusters/c',
          nodePools: [{ name: 'n' }],
        },
      ]),
      ['error c'],
    ],
    ['a container that is none', PRIVILEGED, pod('[null]'), ['error p']],
    ['an argument with a variable', ARGUMENT, pod("[{ name: c, args: ['--a=$(A)'] }]"), ['error p']],
    [
      'a binding without its role',
      "KubernetesClusterRoleBinding should not have roleRef.name = 'cluster-admin'",
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: b }\nsubjects: []\n',
      ['error b'],
    ],
    [
      'a resource of which nothing is known',
      'aws_s3_bucket should not have force_destroy = true',
      JSON.stringify({
        format_version: '1.2',
        terraform_version: '1.9.0',
        planned_values: {},
        resource_changes: [
          {
            address: 'aws_s3_bucket.b',
            mode: 'managed',
            type: 'aws_s3_bucket',
            name: 'b',
            change: { actions: ['create'], before: null, after: {}, after_unknown: true },
          },
        ],
      }),
      ['error b'],
    ],
  ])('%s', async (_, rule, content, said) => {
    expect(await judge(rule, content)).toEqual(said);
  });

  it('a page of the policies of a role', async () => {
    const role = folder.write('roles/list-attached-role-policies/r.json', '{"AttachedPolicies":[],"IsTruncated":true}');
    expect(await judge(ADMIN, [role])).toEqual(['problem truncated-input', 'passed r']);
    const whole = folder.write(
      'whole/list-attached-role-policies/r.json',
      '{"AttachedPolicies":[],"IsTruncated":false}',
    );
    expect(await judge(ADMIN, [whole])).toEqual(['passed r']);
  });
});

describe('is read', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    [
      'pages, and then another call',
      OPEN,
      answers({ SecurityGroups: [group], NextToken: 't' }, { SecurityGroups: [] }, { Volumes: [volume] }),
      ['passed web'],
    ],
    ['a machine of Google without an address', GOOGLE_PUBLIC, machine([{ name: 'n' }]), ['passed m']],
    ['an argument that looks like a variable', ARGUMENT, pod("[{ name: c, args: ['--a=$$(A)'] }]"), ['passed p']],
    ['one beside a variable', ARGUMENT, pod("[{ name: c, args: ['--b=$(B)', '--a=x'] }]"), ['passed p']],
    [
      'a document of Systems Manager, which has such names',
      "AWS_SSM_Document should have Content.assumeRole = '{{ role }}'",
      "Resources:\n  D:\n    Type: AWS::SSM::Document\n    Properties: { Content: { assumeRole: '{{ role }}' } }\n",
      ['passed D'],
    ],
    [
      'a change of an item',
      ENCRYPTED,
      JSON.stringify({ configurationItem: item(false), configurationItemDiff: { changeType: 'CREATE' } }),
      ['failed vol-1'],
    ],
    ['rows whose lists are text', OPEN, JSON.stringify([row(JSON.stringify(WIDE))]), ['failed web']],
    ['and text that is none', OPEN, JSON.stringify([row('[open')]), ['error web']],
    ['rows one after the other', OPEN, answers(row(WIDE), row([])), ['failed web', 'passed web']],
    [
      'assets in YAML',
      "Google_compute_Firewall should not have inboundRules contain [ source = '0.0.0.0/0' ]",
      `---\n${FIREWALL}`,
      ['failed f'],
    ],
  ])('%s', async (_, rule, content, said) => {
    expect(await judge(rule, content)).toEqual(said);
  });
});

describe('AWS Config in YAML', () => {
  const yaml = (encrypted: boolean, id: string): string =>
    `- configurationItemCaptureTime: '2024-01-01T00:00:00Z'\n  awsAccountId: '${ACCOUNT}'\n  configurationItemStatus: OK\n` +
    `  resourceType: AWS::EC2::Volume\n  resourceId: ${id}\n  configuration: { volumeId: ${id}, encrypted: ${String(encrypted)}, attachments: [] }\n`;
  const text = JSON.stringify({
    resourceType: 'AWS::EC2::Volume',
    resourceId: 'v',
    configuration: { volumeId: 'v', encrypted: false },
  });

  it.each<readonly [string, string, readonly string[]]>([
    [
      'a snapshot',
      `configSnapshotId: x\nconfigurationItems:\n${yaml(true, 'a')}${yaml(false, 'b')}`,
      ['passed a', 'failed b'],
    ],
    ['one state', `configurationItems:\n${yaml(false, 'a')}`, ['failed a']],
    ['many states', `configurationItems:\n${yaml(false, 'a')}${yaml(true, 'a')}`, ['problem unread-answer']],
    ['a query', `QueryInfo: {}\nResults:\n- '${text}'\n`, ['failed v']],
    ['a page of one', `NextToken: t\nResults:\n- '${text}'\n`, ['failed v', 'problem truncated-input']],
    ['an item', `ConfigurationItem:\n${yaml(false, 'a').replaceAll(/^(?:- | {2})/gmu, '  ')}`, ['failed a']],
  ])('%s', async (_, content, said) => {
    expect(await judge(ENCRYPTED, content)).toEqual(said);
  });

  it('covers what a snapshot records', async () => {
    const { sources } = await collectBytes(`configSnapshotId: x\nconfigurationItems:\n${yaml(true, 'a')}`);
    expect(sources.some(({ covers }) => covers.includes('SecurityGroup'))).toBe(true);
  });
});
