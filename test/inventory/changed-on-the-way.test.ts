import { describe, expect, it } from 'vitest';
import { judge } from './support.ts';

/* Files that a script, a table or a cut has changed on their way, each with a rule that passed of it, or that ended the run. */

const json = (value: unknown): string => JSON.stringify(value);

const OPEN =
  "SecurityGroup should not have inboundRules contain [ scope = '0.0.0.0/0' and port <= 22 and portTo >= 22 ]";
const ADMIN =
  "IamRole should not have trust.Statement contain [ Effect = 'Allow' and Principal.AWS contain [ $ like '%:root' ] ]";
const PRIVILEGED = 'KubernetesPod should not have spec.containers contain [ securityContext.privileged = true ]';
const INTERNET = "NetworkSecurityGroup should not have inboundRules contain [ source = '0.0.0.0/0' ]";
const PUBLIC_BUCKET = "S3Bucket should not have policy.Statement contain [ Principal = '*' ]";
const RUNNING = 'Instance where isRunning = true should have tags';

const permission = (change: object): object => ({
  IpProtocol: 'tcp',
  FromPort: 22,
  ToPort: 22,
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
  ...change,
});
const group = (change: object): string =>
  json({ SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'g', IpPermissions: [permission(change)] }] });
const ruleRow = (change: object): string =>
  json([
    {
      security_group_rule_id: 'sgr-1',
      group_id: 'sg-1',
      group_name: 'g',
      is_egress: false,
      ip_protocol: 'tcp',
      from_port: 22,
      to_port: 22,
      cidr_ipv4: '0.0.0.0/0',
      ...change,
    },
  ]);
const STATEMENT = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::111122223333:root' } };
const role = (document: unknown): string =>
  json({
    RoleDetailList: [
      { RoleName: 'r', RoleId: 'AROA1', Arn: 'arn:aws:iam::111122223333:role/r', AssumeRolePolicyDocument: document },
    ],
  });
const instance = (change: object): string =>
  json({
    Reservations: [{ Instances: [{ InstanceId: 'i-1', ImageId: 'a', InstanceType: 't', Tags: [], ...change }] }],
  });
const nsg = (change: object): string =>
  json([
    {
      id: '/subscriptions/1/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/n',
      name: 'n',
      type: 'Microsoft.Network/networkSecurityGroups',
      securityRules: [
        {
          name: 'in',
          priority: 100,
          access: 'Allow',
          direction: 'Inbound',
          protocol: 'Tcp',
          sourceAddressPrefix: '*',
          destinationAddressPrefix: '*',
          destinationPortRange: '22',
          ...change,
        },
      ],
      defaultSecurityRules: [],
    },
  ]);
const bucket = (policy: unknown): string =>
  json({
    configurationItems: [
      {
        resourceType: 'AWS::S3::Bucket',
        resourceId: 'b',
        resourceName: 'b',
        configuration: { name: 'b' },
        supplementaryConfiguration: {
          AccessControlList: { grantList: [], owner: { id: 'o' } },
          BucketVersioningConfiguration: { status: 'Off' },
          BucketPolicy: policy,
        },
      },
    ],
    fileVersion: '1.0',
  });
const entry = (change: object): string =>
  json({
    NetworkAcls: [
      {
        NetworkAclId: 'acl-1',
        Entries: [
          { CidrBlock: '0.0.0.0/0', Egress: false, Protocol: '-1', RuleAction: 'allow', RuleNumber: 100, ...change },
        ],
      },
    ],
  });
const template = (resource: string): string => `Resources:\n  R:\n${resource}`;
const POLICY = "AWS_S3_BucketPolicy should not have PolicyDocument.Statement contain [ Principal = '*' ]";
const bucketPolicy = (statement: string): string =>
  template(`    Type: AWS::S3::BucketPolicy\n    Properties:\n      PolicyDocument:\n        ${statement}\n`);
const HEADER = 'user,arn,mfa_active';
const user = (name: string): string => `${HEADER}\n${name},arn:aws:iam::111122223333:user/u,false\n`;
const deployment = (spec: string): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n${spec}`;

describe('is not green', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    ['a rule whose source has another name', OPEN, group({ IpRanges: undefined, ip_ranges: [] }), ['error g']],
    ['a rule whose addresses are masked', OPEN, group({ IpRanges: [{ CidrIp: '***' }] }), ['error g']],
    ['a rule without the end of its ports', OPEN, group({ ToPort: undefined }), ['error g']],
    ['a rule whose protocol is a word for none', OPEN, group({ IpProtocol: 'N/A' }), ['error g']],
    ['a row whose addresses are none', OPEN, ruleRow({ cidr_ipv4: 'None' }), ['error g']],
    ['a row whose protocol is none', OPEN, ruleRow({ ip_protocol: ' tcp' }), ['error g']],
    [
      'an entry of a network list that is masked',
      "NACL should not have inbound contain [ source = '0.0.0.0/0' ]",
      entry({ CidrBlock: '***' }),
      ['error acl-1'],
    ],
    ['a source of Azure that is masked', INTERNET, nsg({ sourceAddressPrefix: '***' }), ['error n']],
    ['a source of Azure that is a word for none', INTERNET, nsg({ sourceAddressPrefix: 'N/A' }), ['error n']],
    [
      'a statement in other case',
      ADMIN,
      role({ Statement: [{ ...STATEMENT, Effect: undefined, effect: 'Allow' }] }),
      ['error r'],
    ],
    ['statements under another name', ADMIN, role({ statement: [STATEMENT] }), ['error r']],
    ['statements by number', ADMIN, role({ Statement: { 0: STATEMENT } }), ['error r']],
    ['an effect of other form', ADMIN, role({ Statement: [{ ...STATEMENT, Effect: ' Allow' }] }), ['error r']],
    [
      'a principal that is wrapped',
      ADMIN,
      role({ Statement: [{ ...STATEMENT, Principal: { Data: {} } }] }),
      ['error r'],
    ],
    ['a principal of other case', ADMIN, role({ Statement: [{ ...STATEMENT, Principal: { Aws: 'x' } }] }), ['error r']],
    ['a policy that is wrapped', PUBLIC_BUCKET, bucket({ items: { policyText: null } }), ['error b']],
    ['a policy that is a word for none', PUBLIC_BUCKET, bucket('N/A'), ['error b']],
    ['an instance whose state is not told', RUNNING, instance({ State: { name: 'RUNNING' } }), ['error i-1']],
    [
      'an instance that was never started, as null says',
      "Instance should not have launchTime before(-1, 'days')",
      instance({ LaunchTime: null, State: { Name: 'running' } }),
      ['error i-1'],
    ],
    [
      'an interface whose groups are told otherwise',
      "Instance should not have nics contain [ securityGroups contain [ name = 'open' ] ]",
      instance({ State: { Name: 'running' }, NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Groups: '[...]' }] }),
      ['error i-1'],
    ],
    [
      'a volume of AWS Config whose id has another name',
      'Volume should have encrypted = true',
      json({
        configurationItems: [
          {
            resourceType: 'AWS::EC2::Volume',
            resourceId: 'vol-1',
            configuration: { VolumeID: 'vol-1', encrypted: false, attachments: [], size: 1 },
          },
        ],
        fileVersion: '1.0',
      }),
      ['failed vol-1'],
    ],
    [
      'a listener without its port',
      'ApplicationLoadBalancer should not have listeners contain [ port = 80 ]',
      json({
        Listeners: [
          {
            LoadBalancerArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop/1',
            ListenerArn: 'a',
            Protocol: 'HTTP',
          },
        ],
      }),
      ['error shop'],
    ],
    [
      'policies of a user under another name',
      "IamUser should not have managedPolicies contain [ name = 'AdministratorAccess' ]",
      json({
        UserDetailList: [
          {
            UserName: 'u',
            UserId: 'AIDA1',
            Arn: 'arn:aws:iam::111122223333:user/u',
            attached_managed_policies: [{ PolicyName: 'AdministratorAccess' }],
          },
        ],
      }),
      ['error u'],
    ],
    [
      'a list of details under another name',
      "IamRole should not have managedPolicies contain [ name = 'AdministratorAccess' ]",
      json({ UserDetailList: [], role_detail_list: [{ RoleName: 'r' }] }),
      ['problem not-an-entity'],
    ],
    [
      'the type of a resource that is a word for none',
      POLICY,
      template('    Type: AWS::S3::Bucket\n  S:\n    Type: N/A\n'),
      ['problem not-an-entity'],
    ],
    [
      'a section of a template in other case',
      'AWS_Lambda_Function should not have Timeout isEmpty()',
      `globals: { Function: { Timeout: 3 } }\n${template('    Type: AWS::Lambda::Function\n    Properties: { Timeout: 9 }\n')}`,
      ['passed R', 'problem invalid-value'],
    ],
    [
      'properties behind a blank',
      POLICY,
      template('    Type: AWS::S3::BucketPolicy\n    " Properties": { A: 1 }\n'),
      ['error R'],
    ],
    [
      'a statement of a template in other case',
      POLICY,
      bucketPolicy("Statement: [{ effect: Allow, principal: '*' }]"),
      ['error R'],
    ],
    [
      'statements of a template under another name',
      POLICY,
      bucketPolicy("statement: [{ Effect: Allow, Principal: '*' }]"),
      ['error R'],
    ],
    [
      'a user behind the mark of another file',
      'IamUser should have mfaActive = true',
      user('\u{FEFF}u'),
      ['problem invalid-value'],
    ],
    [
      'a user behind what a terminal overwrites',
      'IamUser should have mfaActive = true',
      user('50%\u0008u'),
      ['problem invalid-value'],
    ],
    [
      'a workload that is cut before its template',
      PRIVILEGED,
      deployment('spec: { replicas: 2 }\n'),
      ['problem incomplete-input'],
    ],
    ['a workload of metadata alone', PRIVILEGED, deployment(''), ['problem incomplete-input']],
    [
      'a workload that is indented as a page has it',
      PRIVILEGED,
      deployment('spec:\n\u00A0\u00A0template:\n\u00A0\u00A0\u00A0\u00A0spec: {}\n'),
      ['problem incomplete-input', 'problem invalid-yaml'],
    ],
    [
      'containers that are wrapped',
      PRIVILEGED,
      'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: { items: [] } }\n',
      ['error p'],
    ],
    [
      'what a container may do as text',
      PRIVILEGED,
      "apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ name: c, securityContext: 'map[privileged:true]' }] }\n",
      ['error p'],
    ],
    [
      'interfaces of Google that are text',
      "VMInstance should not have nics contain [ network like '%default' ]",
      json([{ kind: 'compute#instance', name: 'm', zone: 'z', networkInterfaces: 'map[]' }]),
      ['error m'],
    ],
    [
      'an answer that is refused, in a list of answers',
      INTERNET,
      `[${nsg({ access: 'Deny', sourceAddressPrefix: '10.0.0.1' })}, { "message": "Rate exceeded" }]`,
      ['passed n', 'problem refused-answer'],
    ],
    [
      'a word in a list of answers',
      INTERNET,
      `[${nsg({ access: 'Deny', sourceAddressPrefix: '10.0.0.1' })}, "Rate exceeded"]`,
      ['passed n', 'problem not-an-entity'],
    ],
  ])('%s', async (_, rule, input, expected) => {
    expect((await judge(rule, input)).toSorted()).toEqual([...expected].sort());
  });
});

describe('is read as it is', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    ['a rule for addresses', OPEN, group({}), ['failed g']],
    ['a rule for a group', OPEN, group({ IpRanges: [], UserIdGroupPairs: [{ GroupId: 'sg-2' }] }), ['passed g']],
    ['a row', OPEN, ruleRow({}), ['failed g']],
    ['a tag of Azure', INTERNET, nsg({ sourceAddressPrefix: 'AzureCloud.westeurope' }), ['passed n']],
    ['every address', INTERNET, nsg({ sourceAddressPrefix: '::/0' }), ['passed n']],
    ['a policy of trust', ADMIN, role({ Statement: STATEMENT }), ['failed r']],
    ['a bucket without a policy', PUBLIC_BUCKET, bucket({ policyText: null }), ['passed b']],
    ...["Effect: '{{resolve:ssm:/e}}', Principal: '*'", "Effect: Allow, Principal: '${self:custom.p}'"].map(
      (statement): readonly [string, string, string, readonly string[]] => [
        'a policy that is filled in before it is deployed',
        "AWS_S3_BucketPolicy should not have PolicyDocument.Statement contain [ Action = 's3:*' ]",
        bucketPolicy(`Statement: [{ ${statement}, Action: 's3:*' }]`),
        ['failed R'],
      ],
    ),
    [
      'a document of a resource that is not of AWS',
      'Custom_Thing should have PolicyDocument.rules',
      template('    Type: Custom::Thing\n    Properties: { ServiceToken: a, PolicyDocument: { rules: [1] } }\n'),
      ['passed R'],
    ],
    [
      'a listener of a Gateway Load Balancer, which takes all there is',
      "AWS_API_ELBv2_LoadBalancer should not have listeners contain [ protocol = 'TCP' ]",
      json({
        Listeners: [
          {
            LoadBalancerArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/gwy/g/1',
            ListenerArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/gwy/g/1/2',
          },
        ],
      }),
      ['passed g'],
    ],
    [
      'a document that is empty',
      'AWS_IAM_Role should have AssumeRolePolicyDocument isEmpty()',
      template('    Type: AWS::IAM::Role\n    Properties: { AssumeRolePolicyDocument: {} }\n'),
      ['passed R'],
    ],
    [
      'functions in a policy',
      POLICY,
      bucketPolicy("Statement: [{ 'Fn::If': [C, { Effect: Allow }, { Ref: 'AWS::NoValue' }] }]"),
      ['error R'],
    ],
    [
      'a policy that a function makes part of',
      POLICY,
      bucketPolicy('Statement: [{ Effect: Allow, Action: s3:*, Principal: { AWS: { Ref: P } } }]'),
      ['passed R'],
    ],
    [
      'a resource of Azure whose id is no text, beside another',
      "VirtualMachine should not have name like '%a%'",
      `[${nsg({}).slice(1, -1)}, { "id": { "value": "x" }, "name": "m", "type": "Microsoft.Compute/virtualMachines" }]`,
      ['passed m'],
    ],
  ])('%s', async (_, rule, input, expected) => {
    expect(await judge(rule, input)).toEqual(expected);
  });
});
