import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { AWS_CALLS } from '../../src/inventory/aws/answers/calls.ts';
import { readInventory } from '../../src/inventory/index.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { collectBytes, stream } from './support.ts';

const ACCOUNT = '111122223333';
const arn = (rest: string): string => `arn:aws:${rest.replace('ACCOUNT', ACCOUNT)}`;
const document = (...statement: readonly object[]): object => ({ Version: '2012-10-17', Statement: statement });
const ANYBODY = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
const ADMIN = { Effect: 'Allow', Action: '*', Resource: '*' };
const OPEN = { IpProtocol: 'tcp', FromPort: 0, ToPort: 65_535, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const entry = (Egress: boolean, more: object): object => ({ Egress, RuleNumber: 100, RuleAction: 'allow', ...more });

type Case = readonly [call: string, answer: object, passes: string, fails: string];

/** For each type an answer in the documented shape, and rules in the manner of published ones. */
const CASES: readonly Case[] = [
  [
    'ec2 describe-instances',
    {
      Reservations: [
        {
          OwnerId: ACCOUNT,
          Instances: [
            {
              InstanceId: 'i-1',
              ImageId: 'ami-1',
              InstanceType: 't3.micro',
              LaunchTime: '2020-01-01T00:00:00+00:00',
              Placement: { AvailabilityZone: 'us-west-2-lax-1a' },
              PublicIpAddress: '198.51.100.1',
              State: { Name: 'running' },
              VpcId: 'vpc-1',
              SecurityGroups: [],
              Tags: [{ Key: 'owner', Value: 'web' }],
            },
          ],
        },
      ],
    },
    `Instance where isPublic=true and isRunning=true should have tags with [ key='owner' ] and region='us-west-2' and accountNumber='${ACCOUNT}' and inboundRules isEmpty()`,
    `Instance should have launchTime after(-12, 'months')`,
  ],
  [
    'ec2 describe-security-groups',
    {
      SecurityGroups: [
        { GroupId: 'sg-1', GroupName: 'default', VpcId: 'v', IpPermissions: [OPEN], IpPermissionsEgress: [], Tags: [] },
      ],
    },
    `SecurityGroup where name like 'default' should have outboundRules isEmpty() and vpc.id='v'`,
    `SecurityGroup should not have inboundRules with [scope = '0.0.0.0/0' and port<=3389 and portTo>=3389]`,
  ],
  [
    'ec2 describe-volumes',
    {
      Volumes: [
        {
          VolumeId: 'vol-1',
          AvailabilityZone: 'eu-west-1a',
          Size: 8,
          Encrypted: false,
          State: 'in-use',
          Attachments: [{ InstanceId: 'i-1', State: 'attached', AttachTime: '2020-01-01T00:00:00Z' }],
        },
      ],
    },
    `Volume should have attachments contain [ state='attached' and attachTime before(-1, 'days') ] and region='eu-west-1'`,
    'Volume should have encrypted=true',
  ],
  [
    'ec2 describe-vpcs',
    { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', IsDefault: true, State: 'available', OwnerId: ACCOUNT }] },
    'VPC should have cidr numberOfHosts() = 65536',
    'VPC should have isDefault=false',
  ],
  [
    'ec2 describe-subnets',
    { Subnets: [{ SubnetId: 's-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24', MapPublicIpOnLaunch: true }] },
    `Subnet should have cidr='10.0.0.0/24' and vpc.id='vpc-1'`,
    'Subnet should not have mapPublicIpOnLaunch=true',
  ],
  [
    'ec2 describe-network-acls',
    {
      NetworkAcls: [
        {
          NetworkAclId: 'acl-1',
          IsDefault: false,
          VpcId: 'vpc-1',
          Entries: [
            entry(false, { Protocol: '6', CidrBlock: '0.0.0.0/0', PortRange: { From: 22, To: 22 } }),
            entry(false, { Protocol: '-1', CidrBlock: '0.0.0.0/0', RuleNumber: 32_767, RuleAction: 'deny' }),
            entry(true, { Protocol: '-1', Ipv6CidrBlock: '::/0' }),
          ],
        },
      ],
    },
    `NACL should have inbound contain [ protocol='TCP' and destinationPort=22 and action='ALLOW' ] and outbound contain [ destination='::/0' and destinationPortTo=65535 ]`,
    'NACL should not have inbound allowedHostsForPort(22) > 0',
  ],
  [
    'ec2 describe-images',
    { Images: [{ ImageId: 'ami-1', Name: 'base', Public: true, CreationDate: '2020-01-01T00:00:00.000Z' }] },
    `AMI should have name='base' and creationDate before(-1, 'days')`,
    'AMI should have isPublic=false',
  ],
  [
    'ec2 describe-addresses',
    { Addresses: [{ PublicIp: '198.51.100.1', Domain: 'vpc', AllocationId: 'a' }] },
    `ElasticIP should have allocationId='a'`,
    'ElasticIP should have associationId',
  ],
  [
    'ec2 describe-snapshots',
    { Snapshots: [{ SnapshotId: 'snap-1', VolumeSize: 8, Encrypted: true, OwnerId: ACCOUNT }] },
    'AWS_API_EC2_Snapshot should have Encrypted=true',
    `AWS_API_EC2_Snapshot should not have accountNumber='${ACCOUNT}'`,
  ],
  [
    'iam list-roles',
    {
      Roles: [
        {
          RoleName: 'r',
          RoleId: 'AROA1',
          Path: '/',
          Arn: arn('iam::ACCOUNT:role/r'),
          CreateDate: '2020-01-01T00:00:00Z',
          AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(document(ANYBODY))),
        },
      ],
    },
    `IamRole should have assumeRolePolicy.Version='2012-10-17' and createDate before(-1, 'days')`,
    `IamRole should not have assumeRolePolicy.Statement contain [Effect='Allow' and Principal.AWS='*']`,
  ],
  [
    'iam get-account-password-policy',
    { PasswordPolicy: { MinimumPasswordLength: 8, RequireSymbols: true, RequireUppercaseCharacters: true } },
    'Iam should have passwordPolicy.enabledInAccount=true and passwordPolicy.requireUppercaseCharacter=true',
    'Iam should have passwordPolicy.minPasswordLength>=14',
  ],
  [
    'iam get-account-summary',
    { SummaryMap: { AccountMFAEnabled: 0, Users: 3 } },
    'Iam should have stats.users=3',
    'Iam should have stats.accountMfaEnabled = 1',
  ],
  [
    'kms describe-key',
    {
      KeyMetadata: {
        KeyId: 'k',
        Arn: arn('kms:eu-west-1:ACCOUNT:key/k'),
        KeyManager: 'CUSTOMER',
        Enabled: false,
        KeyState: 'PendingDeletion',
        DeletionDate: '2026-01-01T00:00:00+00:00',
      },
    },
    `KMS where isCustomerManaged=true should have deletionDate>0 and region='eu-west-1'`,
    'KMS should have enabled=true',
  ],
  [
    'cloudtrail describe-trails',
    {
      trailList: [
        {
          Name: 't',
          TrailARN: arn('cloudtrail:eu-west-1:ACCOUNT:trail/t'),
          S3BucketName: 'b',
          IsMultiRegionTrail: true,
          LogFileValidationEnabled: false,
        },
      ],
    },
    'CloudTrail should have isMultiRegionTrail=true and metricFilters isEmpty()',
    'CloudTrail should have kmsKeyId',
  ],
  [
    'rds describe-db-instances',
    {
      DBInstances: [
        {
          DBInstanceIdentifier: 'db',
          DBInstanceClass: 'db.t3.micro',
          DBInstanceArn: arn('rds:eu-west-1:ACCOUNT:db:db'),
          Engine: 'postgres',
          PubliclyAccessible: true,
          StorageEncrypted: true,
          MultiAZ: false,
          BackupRetentionPeriod: 7,
          VpcSecurityGroups: [],
          TagList: [],
        },
      ],
    },
    `RDS should have isStorageEncrypted = 'true' and backupRetentionPeriod!=0 and dbType='postgres'`,
    `RDS should not have isPublic = 'true'`,
  ],
  [
    'lambda list-functions',
    {
      Functions: [
        {
          FunctionName: 'f',
          FunctionArn: arn('lambda:eu-west-1:ACCOUNT:function:f'),
          CodeSize: 1,
          Runtime: 'python3.7',
          KMSKeyArn: 'k',
          TracingConfig: { Mode: 'PassThrough' },
        },
      ],
    },
    `Lambda should have name='f' and kmsKeyArn='k'`,
    `Lambda should not have runtime='python3.7'`,
  ],
  [
    'elbv2 describe-load-balancers',
    {
      LoadBalancers: [
        {
          LoadBalancerArn: arn('elasticloadbalancing:eu-west-1:ACCOUNT:loadbalancer/app/a/1'),
          LoadBalancerName: 'a',
          Scheme: 'internet-facing',
          Type: 'application',
          VpcId: 'vpc-1',
        },
      ],
    },
    `ApplicationLoadBalancer should have name='a' and vpc.id='vpc-1'`,
    'ApplicationLoadBalancer should not have isPublic=true',
  ],
  [
    'elb describe-load-balancers',
    {
      LoadBalancerDescriptions: [
        {
          LoadBalancerName: 'c',
          Scheme: 'internal',
          DNSName: 'c.example',
          ListenerDescriptions: [
            {
              Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: 21 },
              PolicyNames: [],
            },
          ],
          SecurityGroups: [],
        },
      ],
    },
    'ELB should have isPublic=false and inboundRules isEmpty()',
    'ELB should not have elbListeners with [ instancePort=21 ]',
  ],
  [
    'dynamodb describe-table',
    {
      Table: {
        TableName: 't',
        TableStatus: 'ACTIVE',
        KeySchema: [],
        TableArn: arn('dynamodb:eu-west-1:ACCOUNT:table/t'),
      },
    },
    `DynamoDbTable should have region='eu-west-1'`,
    'DynamoDbTable should have encrypted=true',
  ],
  [
    'efs describe-file-systems',
    {
      FileSystems: [{ FileSystemId: 'fs-1', LifeCycleState: 'available', Encrypted: true, Tags: [], OwnerId: ACCOUNT }],
    },
    'EFS should have encrypted=true',
    'EFS should have tags',
  ],
  [
    'ecs describe-clusters',
    {
      clusters: [
        {
          clusterArn: arn('ecs:eu-west-1:ACCOUNT:cluster/c'),
          clusterName: 'c',
          registeredContainerInstancesCount: 0,
          activeServicesCount: 0,
        },
      ],
      failures: [],
    },
    'EcsCluster should have services isEmpty()',
    'EcsCluster should not have containerInstances length() = 0',
  ],
  [
    'route53domains list-domains',
    { Domains: [{ DomainName: 'example.com', AutoRenew: false, TransferLock: true, Expiry: '2020-01-01T00:00:00Z' }] },
    'Route53Domain should have transferLock=true',
    `Route53Domain should have expirationTime after(7, 'days')`,
  ],
  [
    'eks describe-cluster',
    {
      cluster: {
        name: 'c',
        arn: arn('eks:eu-west-1:ACCOUNT:cluster/c'),
        resourcesVpcConfig: { endpointPublicAccess: true },
      },
    },
    `AWS_API_EKS_Cluster should have name='c'`,
    'AWS_API_EKS_Cluster should not have resourcesVpcConfig.endpointPublicAccess=true',
  ],
  [
    'redshift describe-clusters',
    {
      Clusters: [
        {
          ClusterIdentifier: 'c',
          NodeType: 'ra3.large',
          ClusterStatus: 'available',
          AvailabilityZone: 'us-east-1c',
          Encrypted: false,
        },
      ],
    },
    `AWS_API_Redshift_Cluster should have region='us-east-1'`,
    'AWS_API_Redshift_Cluster should have Encrypted=true',
  ],
  [
    'sqs get-queue-attributes',
    {
      Attributes: {
        QueueArn: arn('sqs:eu-west-1:ACCOUNT:q'),
        Policy: JSON.stringify(document({ Effect: 'Allow', Principal: '*', Action: 'sqs:*' })),
      },
    },
    `AWS_API_SQS_Queue should have accountNumber='${ACCOUNT}'`,
    `AWS_API_SQS_Queue should not have Policy.Statement contain [Principal='*']`,
  ],
  [
    'cloudfront list-distributions',
    {
      DistributionList: {
        Quantity: 1,
        Items: [{ Id: 'E1', ARN: arn('cloudfront::ACCOUNT:distribution/E1'), Enabled: true }],
      },
    },
    'AWS_API_CloudFront_Distribution should have Enabled=true',
    'AWS_API_CloudFront_Distribution should have WebACLId',
  ],
  [
    'iam list-policies',
    {
      Policies: [
        {
          PolicyName: 'p',
          PolicyId: 'ANPA1',
          Arn: arn('iam::ACCOUNT:policy/p'),
          Path: '/',
          DefaultVersionId: 'v1',
          AttachmentCount: 0,
        },
      ],
    },
    'IamPolicy should have users isEmpty() and roles isEmpty() and groups isEmpty()',
    'IamPolicy should have attachmentCount>0',
  ],
];

async function judge(rule: string, text: string): Promise<readonly string[]> {
  const rules = [{ id: 'r', name: 'r', severity: 'High', logic: rule }] as unknown as Rule[];
  const statuses: string[] = [];
  const inventory = readInventory(['-'], { stdin: stream([Buffer.from(text)]) });
  for await (const { status, error } of assess(rules, inventory)) {
    statuses.push(error === undefined ? status : `${status}: ${error.message}`);
  }
  return statuses;
}

describe.each(CASES)('aws %s', (call, answer, passes, fails) => {
  const text = JSON.stringify(answer);

  it('is judged by rules', async () => {
    expect(await judge(passes, text)).toEqual(['passed']);
    expect(await judge(fails, text)).toEqual(['failed']);
  });

  it('covers what the call lists', async () => {
    const { entities, problems, sources } = await collectBytes(text);
    expect(problems).toEqual([]);
    const covered = sources.flatMap(({ covers }) => covers);
    expect(covered).toEqual(expect.arrayContaining(entities.map(({ type }) => type)));
    expect(AWS_CALLS.some((one) => one.call === call)).toBe(true);
  });

  it('is the same with what an SDK adds, one after the other, and in a list', async () => {
    const { entities } = await collectBytes(text);
    const sdk = JSON.stringify({
      ...answer,
      NextToken: 'x',
      ResponseMetadata: { HTTPStatusCode: 200, RequestId: 'r' },
    });
    expect((await collectBytes(sdk)).entities).toEqual(entities);
    expect((await collectBytes(`[${text}]`)).entities).toEqual(entities);
    const other = JSON.stringify({ NatGateways: [{ NatGatewayId: 'nat-1' }] });
    for (const both of [`${text}\n${other}\n`, `${other}${text}`]) {
      const types = (await collectBytes(both)).entities.map(({ type }) => type);
      expect(types.toSorted()).toEqual([...entities.map(({ type }) => type), 'AWS_API_EC2_NatGateway'].toSorted());
    }
  });
});

describe('a policy with everything', () => {
  it('is found in its version', async () => {
    const answers = [
      { Policies: [{ PolicyName: 'p', PolicyId: 'ANPA1', Arn: arn('iam::ACCOUNT:policy/p'), AttachmentCount: 1 }] },
      {
        PolicyArn: arn('iam::ACCOUNT:policy/p'),
        PolicyVersion: { Document: document(ADMIN), VersionId: 'v1', IsDefaultVersion: true },
      },
      { PolicyArn: arn('iam::ACCOUNT:policy/p'), PolicyGroups: [], PolicyUsers: [{ UserName: 'u' }], PolicyRoles: [] },
    ];
    const rule =
      "IamPolicy where document.Statement contain-any [Effect = 'Allow' and Resource ='*' and Action ='*'] should have users isEmpty() and roles isEmpty()";
    expect(await judge(rule, answers.map((answer) => JSON.stringify(answer)).join('\n'))).toEqual(['failed']);
    expect(await judge(rule, JSON.stringify(answers[0]))).toEqual([expect.stringMatching(/^error: /u)]);
  });
});
