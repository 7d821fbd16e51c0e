import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/* Commands that answer as the samples of the packs do. */

const SAMPLES = 'test/rules/samples/aws/111111111111';

/** Every command is a file of answers: SERVICE.OPERATION, what it is about, and `.txt` for what `--output text` gives. */
const FAKE = `#!/bin/sh
NAME=\${0##*/}
printf '%s\\n' "$NAME $*" >> "$LOG"
KEY="$NAME.$1.\${2:-}" FORM=json R=global
[ "$NAME" = aws ] && KEY="$1.$2"
while [ $# -gt 0 ]; do
  case "$1" in
    --region) R=$2 ;;
    --output) FORM=$2 ;;
    --bucket | --key-id | --name | --trail-name | --*-arn | --topic-arn | --table-name | --stream-name | --queue-url | --task-definition | --detector-id | --domain-name | --ids) KEY="$KEY.$(printf %s "$2" | tr '/:' '__')" ;;
    -out) printf plan > "$2" ;;
  esac
  shift
done
if [ "$R" = eu-west-9 ]; then printf '\\nCould not connect to the endpoint URL: "https://x.eu-west-9.amazonaws.com/"\\n' >&2; exit 255; fi
if [ "\${DENIED:-}" = "$KEY" ]; then printf '\\nAn error occurred (AccessDeniedException) when calling the "X" operation: \\\\ not\\tauthorized\\n' >&2; exit 254; fi
F="$ANSWERS/$R/$KEY"
[ -e "$F.$FORM" ] && cat "$F.$FORM" && exit 0
[ -e "$F.error" ] && cat "$F.error" >&2 && exit 254
[ "$R" = us-east-1 ] && { [ "$FORM" = json ] && echo "$KEY" >> "$LOG.empty"; cat "$ANSWERS/empty/\${KEY%%.get-*}.json" 2> /dev/null; exit 0; }
printf '\\nAn error occurred (NotInTheSamples) when calling %s\\n' "$KEY" >&2
exit 254
`;

/** What a call answers: the file of the samples, and for calls on one thing the member that names it. */
const LISTS: Readonly<Record<string, string>> = {
  'iam.list-server-certificates': 'list-server-certificates',
  'iam.get-account-password-policy': 'get-account-password-policy',
  'iam.get-account-summary': 'get-account-summary',
  'iam.get-account-authorization-details': 'authorization-details',
  'cloudfront.list-distributions': 'list-distributions',
  'redshift.describe-clusters': 'describe-clusters-redshift',
  'elb.describe-load-balancers': 'describe-load-balancers-classic',
  'elbv2.describe-load-balancers': 'describe-load-balancers',
  'efs.describe-file-systems': 'describe-file-systems',
  'secretsmanager.list-secrets': 'list-secrets',
  'lambda.list-functions': 'list-functions',
  'accessanalyzer.list-analyzers': 'list-analyzers',
  'securityhub.describe-hub': 'describe-hub',
  'ec2.get-ebs-encryption-by-default': 'get-ebs-encryption-by-default',
  'ec2.describe-regions': 'describe-regions',
  'account.get-alternate-contact': 'get-alternate-contact',
  's3control.get-public-access-block': 's3control.get-public-access-block',
  'route53domains.list-domains': 'list-domains',
};
const SERVICES: Readonly<Record<string, string>> = {
  autoscaling: 'launch-configurations',
  cloudtrail: 'trails',
  cloudwatch: 'alarms',
  configservice: 'configuration-recorders configuration-recorder-status',
  ec2: 'addresses flow-logs images instances network-acls security-groups snapshots subnets volumes vpcs',
  ecr: 'repositories',
  elasticache: 'replication-groups',
  logs: 'log-groups metric-filters',
  rds: 'db-cluster-snapshots db-clusters db-instances db-snapshots',
};
/** Documents about one thing: the call, the member that tells it, and the member that names the thing. */
const PARTS: readonly (readonly [call: string, file: string, member: string, name: string])[] = [
  ['s3api.get-bucket-policy', 's3', 'Policy', 'Bucket'],
  ['s3api.get-bucket-policy-status', 's3', 'PolicyStatus', 'Bucket'],
  ['s3api.get-bucket-encryption', 's3', 'ServerSideEncryptionConfiguration', 'Bucket'],
  ['s3api.get-public-access-block', 's3', 'PublicAccessBlockConfiguration', 'Bucket'],
  ['s3api.get-bucket-versioning', 's3', 'Status', 'Bucket'],
  ['s3api.get-bucket-logging', 's3', 'LoggingEnabled', 'Bucket'],
  ['s3api.get-bucket-acl', 's3', 'Grants', 'Bucket'],
  ['kms.describe-key', 'kms', 'KeyMetadata', 'KeyMetadata.KeyId'],
  ['kms.get-key-rotation-status', 'kms', 'KeyRotationEnabled', 'KeyId'],
  ['cloudtrail.get-trail-status', 'trail-parts', 'IsLogging', 'TrailARN'],
  ['cloudtrail.get-event-selectors', 'trail-parts', 'EventSelectors', 'TrailARN'],
  ['acm.describe-certificate', 'acm', 'Certificate', 'Certificate.CertificateArn'],
  ['dynamodb.describe-table', 'dynamodb', 'Table', 'Table.TableName'],
  ['ecs.describe-task-definition', 'ecs', 'taskDefinition', 'taskDefinition.taskDefinitionArn'],
  ['eks.describe-cluster', 'eks', 'cluster', 'cluster.name'],
  ['kinesis.describe-stream', 'kinesis', 'StreamDescription', 'StreamDescription.StreamName'],
  ['sns.get-topic-attributes', 'sns', 'Attributes', 'Attributes.TopicArn'],
  ['sqs.get-queue-attributes', 'sqs', 'Attributes', 'Attributes.QueueArn'],
];

/** The lists of names that loops go over, by the calls on each. */
const NAMES = [
  ['acm.list-certificates', 'acm.describe-certificate'],
  ['dynamodb.list-tables', 'dynamodb.describe-table'],
  ['ecs.list-task-definitions', 'ecs.describe-task-definition'],
  ['eks.list-clusters', 'eks.describe-cluster'],
  ['kinesis.list-streams', 'kinesis.describe-stream'],
  ['sns.list-topics', 'sns.get-topic-attributes'],
  ['sqs.list-queues', 'sqs.get-queue-attributes'],
] as const;

type Answer = Readonly<Record<string, unknown>>;
export function documents(file: string): Answer[] {
  const [path = ''] = [`${file}.json`, `eu-west-1/${file}.json`].filter((one) => existsSync(join(SAMPLES, one)));
  const lines = readFileSync(join(SAMPLES, path), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Answer);
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce((one, key) => (one as Answer)[key], value);
}

export function put(folder: string, region: string, call: string, answer: unknown, ending = 'json'): void {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer, undefined, 4);
  writeFileSync(join(folder, 'answers', region, `${call}.${ending}`), `${text}\n`);
}

const putAnswer = put;

const safe = (name: string): string => name.replaceAll(/[/:]/gu, '_');

/** Writes commands that answer as the samples, and their answers, into a folder: `bin` and `answers`. */
export function writeAnswers(folder: string): void {
  const bin = join(folder, 'bin');
  const put = (region: string, call: string, answer: unknown, ending = 'json'): void =>
    putAnswer(folder, region, call, answer, ending);
  for (const path of ['bin', 'answers/global', 'answers/eu-west-1', 'answers/us-east-1', 'answers/empty'].map((one) =>
    join(folder, one),
  )) {
    mkdirSync(path, { recursive: true });
  }
  for (const name of ['aws', 'az', 'gcloud', 'kubectl', 'terraform']) {
    writeFileSync(join(bin, name), FAKE, { mode: 0o755 });
  }
  writeFileSync(join(bin, 'sleep'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const region = (call: string): string => {
    if (call.startsWith('route53domains.')) return 'us-east-1';
    return /^(?:iam|s3api|s3control|cloudfront|sts|account)\.|describe-regions$/u.test(call) ? 'global' : 'eu-west-1';
  };
  for (const [call, file] of Object.entries(LISTS)) {
    const [answer = {}] = documents(file);
    put(region(call), call, answer);
    if (region(call) !== 'global') put('empty', call, { [Object.keys(answer)[0] ?? '']: [] });
  }
  for (const [service, things] of Object.entries(SERVICES)) {
    for (const thing of things.split(' ')) {
      const [answer = {}] = documents(`describe-${thing}`);
      put('eu-west-1', `${service}.describe-${thing}`, answer);
      // The other region has nothing of all this.
      put('empty', `${service}.describe-${thing}`, { [Object.keys(answer)[0] ?? '']: [] });
    }
  }
  const names = new Map<string, Set<string>>();
  for (const [call, file, member, name] of PARTS) {
    for (const answer of documents(file)) {
      if (!Object.hasOwn(answer, member)) continue;
      const subject = String(at(answer, name)).replace(/^arn:aws:kms:.*key\//u, '');
      put(region(call), `${call}.${safe(subject)}`, answer);
      names.set(call, (names.get(call) ?? new Set()).add(subject));
    }
  }
  const { Buckets } = documents('s3')[0] as { Buckets: { Name: string }[] };
  put('global', 's3api.list-buckets', documents('s3')[0]);
  put('global', 's3api.list-buckets', Buckets.map(({ Name }) => Name).join('\t'), 'text');
  // What a bare bucket answers is an error, or nothing that is set.
  for (const [call, code] of [
    ['policy', 'NoSuchBucketPolicy'],
    ['policy-status', 'NoSuchBucketPolicy'],
    ['encryption', 'ServerSideEncryptionConfigurationNotFoundError'],
  ]) {
    put('global', `s3api.get-bucket-${call ?? ''}.bare`, `\nAn error occurred (${code ?? ''}) when calling`, 'error');
  }
  put(
    'global',
    's3api.get-public-access-block.bare',
    '\nAn error occurred (NoSuchPublicAccessBlockConfiguration)',
    'error',
  );
  put('global', 's3api.get-bucket-versioning.bare', { Bucket: 'bare', Status: 'Off', MFADelete: 'Disabled' });
  put('global', 's3api.get-bucket-logging.bare', { Bucket: 'bare', LoggingEnabled: {} });
  put('global', 's3api.get-bucket-acl.bare', { Bucket: 'bare', Owner: { ID: 'a1' }, Grants: [] });
  for (const [list, call] of NAMES) {
    put('eu-west-1', list, [...(names.get(call) ?? [])].join('\t'), 'text');
    put('us-east-1', list, 'None', 'text');
  }
  const { LoadBalancers } = documents('describe-load-balancers')[0] as { LoadBalancers: { LoadBalancerArn: string }[] };
  put('eu-west-1', 'elbv2.describe-load-balancers', LoadBalancers.map((one) => one.LoadBalancerArn).join('\t'), 'text');
  const { Listeners } = documents('describe-listeners')[0] as { Listeners: { LoadBalancerArn: string }[] };
  for (const { LoadBalancerArn: arn } of LoadBalancers) {
    const own = Listeners.filter((one) => one.LoadBalancerArn === arn);
    put('eu-west-1', `elbv2.describe-listeners.${safe(arn)}`, { Listeners: own });
  }
  const { DomainStatusList } = documents('describe-domains')[0] as { DomainStatusList: { DomainName: string }[] };
  for (const one of DomainStatusList)
    put('eu-west-1', `opensearch.describe-domain.${one.DomainName}`, { DomainStatus: one });
  put('eu-west-1', 'opensearch.list-domain-names', DomainStatusList.map((one) => one.DomainName).join('\t'), 'text');
  for (const [region, detector] of [
    ['eu-west-1', 'good'],
    ['us-east-1', 'bad'],
  ] as const) {
    put(region, 'guardduty.list-detectors', detector, 'text');
    put(region, `guardduty.get-detector.${detector}`, documents(`${region}/get-detector/${detector}`)[0]);
  }
  put(
    'global',
    's3api.get-bucket-website.bare',
    '\nAn error occurred (NoSuchWebsiteConfiguration) when calling',
    'error',
  );
  put(
    'global',
    's3api.get-bucket-website.good',
    '\nAn error occurred (NoSuchWebsiteConfiguration) when calling',
    'error',
  );
  put('global', 's3api.get-bucket-website.bad', { Bucket: 'bad', IndexDocument: { Suffix: 'index.html' } });
  put('eu-west-1', 'kms.list-keys', [...(names.get('kms.describe-key') ?? [])].join('\t'), 'text');
  put('eu-west-1', 'kms.get-key-rotation-status.gone', '\nAn error occurred (KMSInvalidStateException)', 'error');
  const trails = (documents('describe-trails')[0] as { trailList: { TrailARN: string }[] }).trailList;
  put('eu-west-1', 'cloudtrail.describe-trails', trails.map(({ TrailARN }) => TrailARN).join('\t'), 'text');
  for (const { TrailARN } of trails.slice(1)) {
    put('eu-west-1', `cloudtrail.get-trail-status.${safe(TrailARN)}`, { TrailARN, IsLogging: false });
    const EventSelectors = [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true, DataResources: [] }];
    put('eu-west-1', `cloudtrail.get-event-selectors.${safe(TrailARN)}`, { TrailARN, EventSelectors });
  }
  // In the other region two services are off, and say so in two ways.
  put(
    'us-east-1',
    'securityhub.describe-hub',
    '\nAn error occurred (InvalidAccessException) when calling the DescribeHub operation: Account 1 is not subscribed to AWS Security Hub',
    'error',
  );
  put('us-east-1', 'ec2.get-ebs-encryption-by-default', { EbsEncryptionByDefault: false });
  put('global', 'sts.get-caller-identity', '111111111111', 'text');
  put('global', 'ec2.describe-regions', 'eu-west-1\tus-east-1', 'text');
  put('global', 'iam.generate-credential-report', 'COMPLETE', 'text');
  const report = readFileSync(join(SAMPLES, 'credential-report.csv')).toString('base64');
  put('global', 'iam.get-credential-report', report, 'text');
  put('global', 'iam.list-virtual-mfa-devices', { VirtualMFADevices: [], AssignmentStatus: 'Assigned' });
}
