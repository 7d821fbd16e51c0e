import { BUCKETS } from './collecting-buckets.ts';

/*
 * The read-only commands that make the inventory of a type of entity, in a layout that the readers understand as it is, and
 * the IAM actions that they need. `$R` is the region, `$D` the folder of the account and region.
 */

/** How to collect what a type of entity is made of. */
export interface Collecting {
  /** Where the commands run: once for an account, in each of its regions, or for another vendor. */
  readonly where: 'account' | 'region' | 'azure' | 'google' | 'kubernetes' | 'terraform' | 'cloudformation';
  readonly lines: readonly string[];
  /** IAM actions of AWS; the other vendors have a role that reads. */
  readonly actions: readonly string[];
}

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
      return `aws ${call} --region "$R" > "$D/${service}.${operation}.json"`;
    }),
    actions: calls.map((call) => actionOf(call)),
  };
}

/** A call for each thing that another lists. */
function each(list: string, query: string, calls: readonly (readonly [call: string, flag: string])[]): Collecting {
  return {
    where: 'region',
    lines: [
      `for X in $(aws ${list} --region "$R" --query '${query}' --output text); do`,
      ...calls.map(([call, flag]) => `  aws ${call} ${flag} "$X" --region "$R" >> "$D/${call.replace(' ', '.')}.json"`),
      'done',
    ],
    actions: [list, ...calls.map(([call]) => call)].map((call) => actionOf(call)),
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
  ['aws iam get-account-authorization-details > "$D/authorization-details.json"'],
  ['iam:GetAccountAuthorizationDetails'],
);

const USERS = once(
  [
    'aws iam generate-credential-report > /dev/null; sleep 10',
    'aws iam get-credential-report --query Content --output text | base64 -d > "$D/credential-report.csv"',
    ...DETAILS.lines,
    'aws iam list-virtual-mfa-devices --assignment-status Assigned > "$D/iam.list-virtual-mfa-devices.json"',
  ],
  ['iam:GenerateCredentialReport', 'iam:GetCredentialReport', ...DETAILS.actions, 'iam:ListVirtualMFADevices'],
);

const TRAILS = both(listed('cloudtrail describe-trails', 'logs describe-metric-filters'), {
  where: 'region',
  lines: [
    `for X in $(aws cloudtrail describe-trails --no-include-shadow-trails --region "$R" --query 'trailList[].TrailARN' --output text); do`,
    '  aws cloudtrail get-trail-status --name "$X" --region "$R" --query "{TrailARN:\'$X\',IsLogging:IsLogging}" >> "$D/cloudtrail.get-trail-status.json"',
    '  aws cloudtrail get-event-selectors --trail-name "$X" --region "$R" >> "$D/cloudtrail.get-event-selectors.json"',
    'done',
  ],
  actions: ['cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'],
});

const AWS: Readonly<Record<string, Collecting>> = {
  AMI: {
    ...listed('ec2 describe-images'),
    lines: ['aws ec2 describe-images --owners self --region "$R" > "$D/ec2.describe-images.json"'],
  },
  AWS_API_ACM_Certificate: each('acm list-certificates', 'CertificateSummaryList[].CertificateArn', [
    ['acm describe-certificate', '--certificate-arn'],
  ]),
  AWS_API_AutoScaling_LaunchConfiguration: listed('autoscaling describe-launch-configurations'),
  AWS_API_CloudFront_Distribution: once(
    ['aws cloudfront list-distributions > "$D/cloudfront.list-distributions.json"'],
    ['cloudfront:ListDistributions'],
  ),
  AWS_API_CloudWatch_Alarm: listed('cloudwatch describe-alarms'),
  AWS_API_Config_ConfigurationRecorder: listed('configservice describe-configuration-recorders'),
  AWS_API_Config_ConfigurationRecorderStatus: listed('configservice describe-configuration-recorder-status'),
  AWS_API_EC2_Snapshot: {
    ...listed('ec2 describe-snapshots'),
    lines: ['aws ec2 describe-snapshots --owner-ids self --region "$R" > "$D/ec2.describe-snapshots.json"'],
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
      'for X in $(aws guardduty list-detectors --region "$R" --query \'DetectorIds[]\' --output text); do',
      '  mkdir -p "$D/get-detector" && aws guardduty get-detector --detector-id "$X" --region "$R" > "$D/get-detector/$X.json"',
      'done',
    ],
    actions: ['guardduty:ListDetectors', 'guardduty:GetDetector'],
  },
  AWS_API_IAM_ServerCertificate: once(
    ['aws iam list-server-certificates > "$D/iam.list-server-certificates.json"'],
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
  AWS_API_SecretsManager_Secret: listed('secretsmanager list-secrets'),
  ApplicationLoadBalancer: both(
    listed('elbv2 describe-load-balancers'),
    each('elbv2 describe-load-balancers', 'LoadBalancers[].LoadBalancerArn', [
      ['elbv2 describe-listeners', '--load-balancer-arn'],
    ]),
  ),
  CloudTrail: TRAILS,
  DynamoDbTable: each('dynamodb list-tables', 'TableNames[]', [['dynamodb describe-table', '--table-name']]),
  EFS: listed('efs describe-file-systems'),
  ELB: listed('elb describe-load-balancers'),
  Iam: once(
    [
      'aws iam get-account-password-policy > "$D/iam.get-account-password-policy.json"',
      'aws iam get-account-summary > "$D/iam.get-account-summary.json"',
    ],
    ['iam:GetAccountPasswordPolicy', 'iam:GetAccountSummary'],
  ),
  IamGroup: DETAILS,
  IamPolicy: DETAILS,
  IamRole: DETAILS,
  IamUser: USERS,
  Instance: listed('ec2 describe-instances', 'ec2 describe-security-groups'),
  KMS: {
    where: 'region',
    lines: [
      'for X in $(aws kms list-keys --region "$R" --query \'Keys[].KeyId\' --output text); do',
      '  aws kms describe-key --key-id "$X" --region "$R" >> "$D/kms.describe-key.json"',
      '  aws kms get-key-rotation-status --key-id "$X" --region "$R" --query "{KeyId:\'$X\',KeyRotationEnabled:KeyRotationEnabled}" >> "$D/kms.get-key-rotation-status.json"',
      'done',
    ],
    actions: ['kms:ListKeys', 'kms:DescribeKey', 'kms:GetKeyRotationStatus'],
  },
  Lambda: { ...listed('lambda list-functions'), actions: ['lambda:ListFunctions'] },
  NACL: listed('ec2 describe-network-acls'),
  RDS: listed('rds describe-db-instances'),
  S3Bucket: BUCKETS,
  SecurityGroup: listed('ec2 describe-security-groups'),
  Subnet: listed('ec2 describe-subnets'),
  VPC: listed('ec2 describe-vpcs', 'ec2 describe-flow-logs'),
  Volume: listed('ec2 describe-volumes'),
};

/** The `az` command of each type of Azure. */
const AZURE: Readonly<Record<string, string>> = {
  ApplicationGateway: 'network application-gateway list',
  Azure_Microsoft_Compute_disks: 'disk list',
  Azure_Microsoft_ContainerService_managedClusters: 'aks list',
  ContainerRegistry: 'acr list',
  CosmosDbAccount: 'cosmosdb list',
  NetworkSecurityGroup: 'network nsg list',
  PostgreSQL: 'postgres flexible-server list',
  RedisCache: 'redis list',
  SQLServer: 'sql server list',
  StorageAccount: 'storage account list',
  VNet: 'network vnet list',
  VirtualMachine: 'vm list --show-details',
};

/** Those of which a list leaves out the half. */
const AZURE_EACH: Readonly<Record<string, readonly [list: string, show: string]>> = {
  Azure_Microsoft_Web_sites: ['webapp list', 'webapp show'],
  KeyVault: ['keyvault list', 'keyvault show'],
  SQLDB: ['sql server list', 'sql db list'],
};

/** What Cloud Asset Inventory calls the types of Google. */
const GOOGLE: Readonly<Record<string, string>> = {
  CloudSql: 'sqladmin.googleapis.com/Instance',
  GkeCluster: 'container.googleapis.com/Cluster',
  StorageBucket: 'storage.googleapis.com/Bucket',
  VMInstance: 'compute.googleapis.com/Instance',
};

/** How to collect what a rule on a type needs; undefined where no command is known. */
export function collecting(type: string, vendor?: string): Collecting | undefined {
  const own = (where: Collecting['where'], lines: readonly string[]): Collecting => ({ where, lines, actions: [] });
  if (type === 'Subnet' && vendor === 'google')
    return own('google', [asset('compute.googleapis.com/Subnetwork', type)]);
  if (Object.hasOwn(AWS, type)) return AWS[type];
  const az = Object.hasOwn(AZURE, type) ? AZURE[type] : undefined;
  if (az !== undefined) return own('azure', [`az ${az} --output json > "$OUT/azure/${type}.json"`]);
  const [list, show] = (Object.hasOwn(AZURE_EACH, type) ? AZURE_EACH[type] : undefined) ?? [];
  if (list !== undefined && show !== undefined) {
    return own('azure', [
      `az ${list} --query '[].id' --output tsv | while read -r X; do az ${show} --ids "$X" --output json; done > "$OUT/azure/${type}.json"`,
    ]);
  }
  const google = Object.hasOwn(GOOGLE, type) ? GOOGLE[type] : /^Google_([a-z]+)_(\w+)$/u.exec(type);
  if (typeof google === 'string') return own('google', [asset(google, type)]);
  if (google !== null && google !== undefined)
    return own('google', [asset(`${google[1] ?? ''}.googleapis.com/${google[2] ?? ''}`, type)]);
  if (/^Kubernetes[A-Z]/u.test(type)) {
    const kinds = plural(type.slice('Kubernetes'.length).toLowerCase());
    return own('kubernetes', [`kubectl get ${kinds} --all-namespaces --output json > "$OUT/kubernetes/${kinds}.json"`]);
  }
  if (/^(?:aws|azurerm|google)_\w+$/u.test(type))
    return own('terraform', [
      'terraform plan -out "$OUT/plan.tfplan" > /dev/null && terraform show -json "$OUT/plan.tfplan" > "$OUT/terraform/plan.json" && rm -f "$OUT/plan.tfplan"',
    ]);
  if (/^AWS_[A-Za-z\d]+_[A-Za-z\d]+$/u.test(type) && !type.startsWith('AWS_API_')) {
    return {
      where: 'cloudformation',
      lines: [
        "for X in $(aws cloudformation list-stacks --query 'StackSummaries[?StackStatus!=`DELETE_COMPLETE`].StackName' --output text); do",
        '  aws cloudformation get-template --template-stage Processed --stack-name "$X" --query TemplateBody > "$OUT/cloudformation/$X.json"',
        'done',
      ],
      actions: ['cloudformation:ListStacks', 'cloudformation:GetTemplate'],
    };
  }
  return undefined;
}

/** The name by which kubectl lists a kind. */
function plural(kind: string): string {
  if (kind.endsWith('y')) return `${kind.slice(0, -1)}ies`;
  return kind.endsWith('s') ? `${kind}es` : `${kind}s`;
}

function asset(assetType: string, type: string): string {
  return ['resource', 'iam-policy']
    .map(
      (content) =>
        `gcloud asset list --project "$PROJECT" --asset-types ${assetType} --content-type ${content} --format json > "$OUT/google/${type}.${content}.json"`,
    )
    .join('\n');
}
