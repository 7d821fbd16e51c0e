import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gsl } from './support.ts';

/* The script that `gsl collect` prints, run by shells with commands that answer as the samples of the packs; then judged. */

const SAMPLES = 'test/rules/samples/aws/111111111111';
const NOW = '2026-06-30T12:00:00Z';
const folder = mkdtempSync(join(tmpdir(), 'gsl-collected-'));
const bin = join(folder, 'bin');
const log = join(folder, 'log');
const answers = join(folder, 'answers');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
};
const SERVICES: Readonly<Record<string, string>> = {
  autoscaling: 'launch-configurations',
  cloudtrail: 'trails',
  cloudwatch: 'alarms',
  configservice: 'configuration-recorders configuration-recorder-status',
  ec2: 'flow-logs images instances network-acls security-groups snapshots subnets volumes vpcs',
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
  ['elbv2.describe-listeners', 'describe-listeners', 'Listeners', 'Listeners.0.LoadBalancerArn'],
];

type Answer = Readonly<Record<string, unknown>>;
function documents(file: string): Answer[] {
  const [path = ''] = [`${file}.json`, `eu-west-1/${file}.json`].filter((one) => existsSync(join(SAMPLES, one)));
  const lines = readFileSync(join(SAMPLES, path), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Answer);
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce((one, key) => (one as Answer)[key], value);
}

function put(region: string, call: string, answer: unknown, ending = 'json'): void {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer, undefined, 4);
  writeFileSync(join(answers, region, `${call}.${ending}`), `${text}\n`);
}

const safe = (name: string): string => name.replaceAll(/[/:]/gu, '_');

beforeAll(() => {
  for (const path of ['bin', 'answers/global', 'answers/eu-west-1', 'answers/us-east-1', 'answers/empty'].map((one) =>
    join(folder, one),
  )) {
    mkdirSync(path, { recursive: true });
  }
  for (const name of ['aws', 'az', 'gcloud', 'kubectl', 'terraform']) {
    writeFileSync(join(bin, name), FAKE, { mode: 0o755 });
  }
  writeFileSync(join(bin, 'sleep'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const region = (call: string): string =>
    /^(?:iam|s3api|cloudfront|sts|account)\.|describe-regions$/u.test(call) ? 'global' : 'eu-west-1';
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
});

interface Collected {
  readonly out: string;
  readonly code: number | null;
  readonly said: string;
}

let runs = 0;

/** Runs the script for a ruleset in an empty folder. */
async function collected(
  rulesets: readonly string[],
  { shell = ['sh'], env = {} }: { shell?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<Collected> {
  const { out: text } = await gsl([
    'collect',
    ...rulesets.flatMap((id) => (id.endsWith('.yaml') ? [id] : ['--ruleset', id])),
  ]);
  const name = String((runs += 1));
  const script = join(folder, `${name}.sh`);
  writeFileSync(script, text);
  const cwd = join(folder, `in-${name}`);
  mkdirSync(cwd);
  rmSync(log, { force: true });
  const [command = 'sh', ...args] = shell;
  const { status, stderr } = spawnSync(command, [...args, script], {
    cwd,
    env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, LOG: log, ANSWERS: answers, ...env },
    encoding: 'utf8',
  });
  return { out: join(cwd, 'inventory'), code: status, said: stderr };
}

interface Judged {
  readonly code: number;
  readonly err: string;
  /** The statuses that each rule gave. */
  readonly statuses: ReadonlyMap<string, readonly string[]>;
}

async function judged(path: string, ruleset: string): Promise<Judged> {
  const { code, out, err } = await gsl(['evaluate', path, '--ruleset', ruleset, '--now', NOW, '--format', 'json']);
  const { rules } = (JSON.parse(out) as { summary: { rules: { id: string; counts: Record<string, number> }[] } })
    .summary;
  const given = (counts: Record<string, number>): string[] => Object.keys(counts).filter((one) => counts[one] !== 0);
  return { code, err, statuses: new Map(rules.map(({ id, counts }) => [id, given(counts)])) };
}

describe('the script for cis-aws-foundations', () => {
  test('makes an inventory that decides every rule', { timeout: 60_000 }, async () => {
    const { out, code, said } = await collected(['cis-aws-foundations']);
    expect([code, said]).toEqual([0, '']);
    const { err, statuses } = await judged(out, 'cis-aws-foundations');
    expect(err).toBe('');
    const open = [...statuses].filter(([, found]) => !found.includes('passed') && !found.includes('failed'));
    expect(open).toEqual([]);
    // A group that lets in a prefix list, of which no call of the script tells the addresses.
    const undecided = [...statuses].filter(([, found]) => found.includes('error')).map(([id]) => id);
    expect(undecided).toEqual(['GSL.AWS.NET.04', 'GSL.AWS.NET.06']);
    // Regions are those of the folders, and a VPC without flow logs is one where those of its region were read.
    expect(statuses.get('GSL.AWS.NET.01')).toEqual(expect.arrayContaining(['passed', 'failed']));
    // It does not mix with what was there before.
    const again = spawnSync('sh', [join(folder, `${runs}.sh`), out], { encoding: 'utf8' });
    expect([again.status, again.stderr]).toEqual([2, `${out} is not empty: name a new folder\n`]);
  });

  test('tells what it may not read, and gsl evaluate tells it again', { timeout: 60_000 }, async () => {
    const env = { DENIED: 'ec2.describe-volumes', REGIONS: 'eu-west-1' };
    const { out, code, said } = await collected(['cis-aws-foundations'], { env });
    expect(code).toBe(1);
    expect(said).toContain('could not read: aws ec2 describe-volumes --region eu-west-1: An error occurred');
    expect(said).toMatch(/1 commands? failed: inventory\/failed\.json tells which\n$/u);
    const { code: exit, err, statuses } = await judged(out, 'cis-aws-foundations');
    expect(exit).toBe(2);
    expect(err).toContain('`aws ec2 describe-volumes --region eu-west-1` failed: `AccessDeniedException`');
    expect(statuses.get('GSL.AWS.EC2.01')).not.toContain('passed');
  });
});

test.each([['dash'], ['dash', '-eu'], ['bash'], ['bash', '-eu'], ['sh', '-eu']])(
  '%s %s runs it, with a region that is not there',
  { timeout: 60_000 },
  async (...shell) => {
    const rules = join(folder, 'rules.yaml');
    writeFileSync(rules, RULES);
    const { out, code, said } = await collected([rules], { shell, env: { REGIONS: 'eu-west-9 eu-west-1' } });
    expect(code).toBe(1);
    expect(said.match(/could not read: .*: Could not connect/gu)).toHaveLength(2);
    const [, second = '', ...others] = readFileSync(join(out, 'failed.json'), 'utf8').trim().split('\n');
    expect(JSON.parse(second)).toEqual({
      Error: {
        Code: '',
        Message: expect.stringMatching(/^Could not connect to the endpoint URL: 'https.*'$/u) as string,
      },
      Command: 'aws ec2 describe-volumes --region eu-west-9',
    });
    expect(others).toEqual([]);
    const { code: exit, err } = await gsl(['evaluate', out, '--rules', rules, '--now', NOW]);
    expect(exit).toBe(2);
    expect(err.match(/`aws [^`]*--region eu-west-9[^`]*` failed: Could/gu)).toHaveLength(2);
  },
);

test('a page of an answer is no answer', { timeout: 60_000 }, async () => {
  const rules = join(folder, 'rules.yaml');
  writeFileSync(rules, RULES);
  const [whole = {}] = documents('describe-volumes');
  put('eu-west-1', 'ec2.describe-volumes', { ...whole, NextToken: 'more' });
  const { out, code } = await collected([rules], { env: { REGIONS: 'eu-west-1' } });
  put('eu-west-1', 'ec2.describe-volumes', whole);
  expect(code).toBe(0);
  const { code: exit, err } = await gsl(['evaluate', out, '--rules', rules, '--now', NOW]);
  expect(exit).toBe(2);
  expect(err).toContain('ec2.describe-volumes.json: the answer is one page of several');
});

const RULES = `
- {id: V, severity: Low, logic: Volume should have encrypted=true}
- {id: K, severity: Low, logic: KMS should have rotationStatus=true}
`;
