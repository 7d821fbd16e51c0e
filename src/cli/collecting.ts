import { bucketsWith } from './collecting-buckets.ts';
import type { Collecting } from './collecting-type.ts';
import { collectingElsewhere } from './collecting-elsewhere.ts';

/*
 * The read-only commands that make the inventory of a type of entity, in a layout that the readers understand as it is, and
 * the IAM actions that they need. `$R` is the region, `$D` the folder of the account and region; `save`, `known` and `names`
 * are functions of the script (see `collect-script.ts`).
 */

/** The action of a call: `ec2 describe-volumes` is `ec2:DescribeVolumes`. */
function actionOf(call: string): string {
  const [service = '', operation = ''] = call.split(' ');
  const name = operation
    .replaceAll(/(?:^|-)([a-z])/gu, (_, letter: string) => letter.toUpperCase())
    .replace('Db', 'DB');
  return `${PREFIXES.get(service) ?? service}:${name}`;
}

/** Services that IAM calls otherwise than the command line. */
const PREFIXES = new Map([
  ['accessanalyzer', 'access-analyzer'],
  ['configservice', 'config'],
  ['efs', 'elasticfilesystem'],
  ['elb', 'elasticloadbalancing'],
  ['elbv2', 'elasticloadbalancing'],
  ['opensearch', 'es'],
]);

/** A call that lists everything at once; more of its arguments may follow it. */
function listed(...calls: readonly string[]): Collecting {
  return {
    where: 'region',
    lines: calls.map((call) => {
      const [service = '', operation = ''] = call.split(' ');
      return `save "$D/${service}.${operation}.json" aws ${call} --region "$R"`;
    }),
    actions: calls.map((call) => actionOf(call)),
  };
}

/** A call for each thing that another lists. */
function each(list: string, query: string, calls: readonly (readonly [call: string, flag: string])[]): Collecting {
  return loop(
    list,
    query,
    calls.map(
      ([call, flag]) =>
        [actionOf(call), `save "$D/${call.replace(' ', '.')}.json" aws ${call} ${flag} "$X" --region "$R"`] as const,
    ),
  );
}

/** Calls for each thing that another lists, those that are wanted, each with its action. */
function loop(
  list: string,
  query: string,
  calls: readonly (readonly [action: string, line: string] | false)[],
): Collecting {
  const wanted = calls.filter((call) => call !== false);
  return {
    where: 'region',
    lines: [
      `for X in $(names aws ${list} --region "$R" --query '${query}' --output text); do`,
      ...wanted.map(([, line]) => `  ${line}`),
      'done',
    ],
    actions: [actionOf(list), ...wanted.map(([action]) => action)],
  };
}

function both(...parts: readonly Collecting[]): Collecting {
  const lines = parts.flatMap((part) => part.lines);
  return { where: parts[0]?.where ?? 'region', lines, actions: parts.flatMap((part) => part.actions) };
}

function once(lines: readonly string[], actions: readonly string[]): Collecting {
  return { where: 'account', lines, actions };
}

const DETAILS = once(
  ['save "$D/authorization-details.json" aws iam get-account-authorization-details'],
  ['iam:GetAccountAuthorizationDetails'],
);

const USERS = once(
  [
    // It takes some seconds to make; what went wrong is told by the call that gets it.
    'for X in 1 2 3 4 5 6 7 8; do aws iam generate-credential-report --query State --output text 2> /dev/null | grep -q COMPLETE && break; sleep 2; done',
    'save "$W/report" aws iam get-credential-report --query Content --output text',
    'if [ -s "$W/report" ]; then base64 -d < "$W/report" > "$D/credential-report.csv"; fi',
    ...DETAILS.lines,
    'save "$D/iam.list-virtual-mfa-devices.json" aws iam list-virtual-mfa-devices --assignment-status Assigned --query "{VirtualMFADevices:VirtualMFADevices,AssignmentStatus:\'Assigned\'}"',
  ],
  ['iam:GenerateCredentialReport', 'iam:GetCredentialReport', ...DETAILS.actions, 'iam:ListVirtualMFADevices'],
);

const TRAILS = both(listed('cloudtrail describe-trails', 'logs describe-metric-filters'), {
  where: 'region',
  lines: [
    `for X in $(names aws cloudtrail describe-trails --no-include-shadow-trails --region "$R" --query 'trailList[].TrailARN' --output text); do`,
    '  save "$D/cloudtrail.get-trail-status.json" aws cloudtrail get-trail-status --name "$X" --region "$R" --query "{TrailARN:\'$X\',IsLogging:IsLogging}"',
    '  save "$D/cloudtrail.get-event-selectors.json" aws cloudtrail get-event-selectors --trail-name "$X" --region "$R"',
    'done',
  ],
  actions: ['cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'],
});

/** What is told by calls for each part takes those alone whose property a rule reads. */
type Reads = ReadonlySet<string>;

const AWS: Readonly<Record<string, Collecting | ((reads: Reads) => Collecting)>> = {
  AMI: {
    ...listed('ec2 describe-images'),
    lines: ['save "$D/ec2.describe-images.json" aws ec2 describe-images --owners self --region "$R"'],
  },
  AWS_API_ACM_Certificate: each('acm list-certificates', 'CertificateSummaryList[].CertificateArn', [
    ['acm describe-certificate', '--certificate-arn'],
  ]),
  AWS_API_AccessAnalyzer_Analyzer: listed('accessanalyzer list-analyzers'),
  AWS_API_Account_AlternateContact: once(
    [
      'known ResourceNotFound \'{"AlternateContact":null}\' "$D/account.get-alternate-contact.json" aws account get-alternate-contact --alternate-contact-type SECURITY',
    ],
    ['account:GetAlternateContact'],
  ),
  AWS_API_AutoScaling_LaunchConfiguration: listed('autoscaling describe-launch-configurations'),
  AWS_API_CloudFront_Distribution: once(
    ['save "$D/cloudfront.list-distributions.json" aws cloudfront list-distributions'],
    ['cloudfront:ListDistributions'],
  ),
  AWS_API_CloudWatch_Alarm: listed('cloudwatch describe-alarms'),
  AWS_API_Config_ConfigurationRecorder: listed('configservice describe-configuration-recorders'),
  AWS_API_Config_ConfigurationRecorderStatus: listed('configservice describe-configuration-recorder-status'),
  AWS_API_EC2_EbsEncryptionByDefault: listed('ec2 get-ebs-encryption-by-default'),
  // Those that are collected: a region that is left out is not one without a recorder.
  AWS_API_EC2_Region: once(
    ['save "$D/ec2.describe-regions.json" aws ec2 describe-regions ${REGIONS:+--region-names $REGIONS}'],
    ['ec2:DescribeRegions'],
  ),
  AWS_API_EC2_Snapshot: {
    ...listed('ec2 describe-snapshots'),
    lines: ['save "$D/ec2.describe-snapshots.json" aws ec2 describe-snapshots --owner-ids self --region "$R"'],
  },
  AWS_API_ECR_Repository: listed('ecr describe-repositories'),
  AWS_API_ECS_TaskDefinition: each('ecs list-task-definitions', 'taskDefinitionArns[]', [
    ['ecs describe-task-definition', '--task-definition'],
  ]),
  AWS_API_EKS_Cluster: each('eks list-clusters', 'clusters[]', [['eks describe-cluster', '--name']]),
  AWS_API_ElastiCache_ReplicationGroup: listed('elasticache describe-replication-groups'),
  AWS_API_GuardDuty_Detector: {
    where: 'region',
    lines: [
      'for X in $(names aws guardduty list-detectors --region "$R" --query \'DetectorIds[]\' --output text); do',
      '  mkdir -p "$D/get-detector"',
      '  save "$D/get-detector/$X.json" aws guardduty get-detector --detector-id "$X" --region "$R"',
      'done',
    ],
    actions: ['guardduty:ListDetectors', 'guardduty:GetDetector'],
  },
  AWS_API_IAM_ServerCertificate: once(
    ['save "$D/iam.list-server-certificates.json" aws iam list-server-certificates'],
    ['iam:ListServerCertificates'],
  ),
  AWS_API_Kinesis_Stream: each('kinesis list-streams', 'StreamNames[]', [['kinesis describe-stream', '--stream-name']]),
  AWS_API_Logs_LogGroup: listed('logs describe-log-groups'),
  AWS_API_Logs_MetricFilter: listed('logs describe-metric-filters'),
  AWS_API_OpenSearch_Domain: each('opensearch list-domain-names', 'DomainNames[].DomainName', [
    ['opensearch describe-domain', '--domain-name'],
  ]),
  AWS_API_RDS_DBCluster: listed('rds describe-db-clusters'),
  AWS_API_RDS_DBClusterSnapshot: listed('rds describe-db-cluster-snapshots'),
  AWS_API_RDS_DBSnapshot: listed('rds describe-db-snapshots'),
  AWS_API_Redshift_Cluster: listed('redshift describe-clusters'),
  AWS_API_SNS_Topic: each('sns list-topics', 'Topics[].TopicArn', [['sns get-topic-attributes', '--topic-arn']]),
  AWS_API_SQS_Queue: {
    ...each('sqs list-queues', 'QueueUrls[]', [['sqs get-queue-attributes', '--attribute-names All --queue-url']]),
    actions: ['sqs:ListQueues', 'sqs:GetQueueAttributes'],
  },
  AWS_API_SecurityHub_Hub: {
    where: 'region',
    // A region in which it is off answers with an error.
    lines: [
      'known "InvalidAccessException.*not subscribed" \'{"HubArn":null}\' "$D/securityhub.describe-hub.json" aws securityhub describe-hub --region "$R"',
    ],
    actions: ['securityhub:DescribeHub'],
  },
  AWS_API_SecretsManager_Secret: listed('secretsmanager list-secrets'),
  ApplicationLoadBalancer: both(
    listed('elbv2 describe-load-balancers'),
    each('elbv2 describe-load-balancers', 'LoadBalancers[].LoadBalancerArn', [
      ['elbv2 describe-listeners', '--load-balancer-arn'],
    ]),
  ),
  CloudTrail: TRAILS,
  // Domains are registered in one region.
  Route53Domain: once(
    ['save "$D/route53domains.list-domains.json" aws route53domains list-domains --region us-east-1'],
    ['route53domains:ListDomains'],
  ),
  ElasticIP: listed('ec2 describe-addresses'),
  AWS_API_S3Control_PublicAccessBlock: once(
    [
      'known NoSuchPublicAccessBlockConfiguration \'{"PublicAccessBlockConfiguration":{"BlockPublicAcls":false,"IgnorePublicAcls":false,"BlockPublicPolicy":false,"RestrictPublicBuckets":false}}\' "$D/s3control.get-public-access-block.json" aws s3control get-public-access-block --account-id "$ACCOUNT"',
    ],
    ['s3:GetAccountPublicAccessBlock'],
  ),
  DynamoDbTable: each('dynamodb list-tables', 'TableNames[]', [['dynamodb describe-table', '--table-name']]),
  EFS: listed('efs describe-file-systems'),
  ELB: listed('elb describe-load-balancers'),
  Iam: once(
    [
      'known NoSuchEntity \'{"PasswordPolicy":null}\' "$D/iam.get-account-password-policy.json" aws iam get-account-password-policy',
      'save "$D/iam.get-account-summary.json" aws iam get-account-summary',
    ],
    ['iam:GetAccountPasswordPolicy', 'iam:GetAccountSummary'],
  ),
  IamGroup: DETAILS,
  IamPolicy: DETAILS,
  IamRole: DETAILS,
  IamUser: USERS,
  Instance: listed('ec2 describe-instances', 'ec2 describe-security-groups'),
  KMS: (reads) =>
    loop('kms list-keys', 'Keys[].KeyId', [
      ['kms:DescribeKey', 'save "$D/kms.describe-key.json" aws kms describe-key --key-id "$X" --region "$R"'],
      reads.has('policy') && [
        'kms:GetKeyPolicy',
        'save "$D/kms.get-key-policy.json" aws kms get-key-policy --key-id "$X" --policy-name default --region "$R" --query "{KeyId:\'$X\',Policy:Policy}"',
      ],
      // Keys that cannot be rotated answer with an error.
      reads.has('rotationStatus') && [
        'kms:GetKeyRotationStatus',
        'known \'UnsupportedOperation|KMSInvalidState\' "{\\"KeyId\\":\\"$X\\",\\"KeyRotationEnabled\\":false}" "$D/kms.get-key-rotation-status.json" aws kms get-key-rotation-status --key-id "$X" --region "$R" --query "{KeyId:\'$X\',KeyRotationEnabled:KeyRotationEnabled}"',
      ],
    ]),
  Lambda: (reads) => ({
    ...both(
      listed('lambda list-functions'),
      ...(reads.has('policy')
        ? [
            loop('lambda list-functions', 'Functions[].FunctionArn', [
              [
                'lambda:GetPolicy',
                `known ResourceNotFound "{\\"FunctionArn\\":\\"$X\\",\\"Policy\\":null}" "$D/lambda.get-policy.json" aws lambda get-policy --function-name "$X" --region "$R" --query "{FunctionArn:'$X',Policy:Policy}"`,
              ],
            ]),
          ]
        : []),
    ),
    also: reads.has('executionRole') ? ['IamRole'] : [],
  }),
  NACL: listed('ec2 describe-network-acls'),
  RDS: (reads) => ({
    ...listed('rds describe-db-instances'),
    also: ['inboundRules', 'outboundRules'].some((name) => reads.has(name)) ? ['SecurityGroup'] : [],
  }),
  S3Bucket: bucketsWith,
  SecurityGroup: listed('ec2 describe-security-groups'),
  Subnet: listed('ec2 describe-subnets'),
  VPC: listed('ec2 describe-vpcs', 'ec2 describe-flow-logs'),
  Volume: listed('ec2 describe-volumes'),
};

/** How to collect what a rule on a type needs; undefined where no command is known. */
export function collecting(type: string, vendor: string | undefined, reads: Reads): Collecting | undefined {
  const other = collectingElsewhere(type, vendor, reads);
  if (other !== undefined) return other;
  if (Object.hasOwn(AWS, type)) {
    const how = AWS[type];
    return typeof how === 'function' ? how(reads) : how;
  }
  if (/^AWS_[A-Za-z\d]+_[A-Za-z\d]+$/u.test(type) && !type.startsWith('AWS_API_')) {
    return {
      where: 'region',
      lines: [
        'for X in $(names aws cloudformation list-stacks --region "$R" --query \'StackSummaries[?StackStatus!=`DELETE_COMPLETE`].StackName\' --output text); do',
        '  mkdir -p "$D/templates"',
        '  save "$D/templates/$X.json" aws cloudformation get-template --template-stage Processed --stack-name "$X" --region "$R" --query TemplateBody',
        'done',
      ],
      actions: ['cloudformation:ListStacks', 'cloudformation:GetTemplate'],
    };
  }
  return undefined;
}
