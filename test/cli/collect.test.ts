import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readInventory } from '../../src/inventory/index.ts';
import { packs } from '../../src/rules/packs/index.ts';
import { gsl } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-collect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(packs.map(({ id }) => id))('collect for %s', (id) => {
  test('knows a command for every type, and prints a script that a shell reads', async () => {
    const { code, out, err } = await gsl(['collect', '--ruleset', id]);
    expect(err).toBe('');
    expect(code).toBe(0);
    const script = join(folder, `${id}.sh`);
    writeFileSync(script, out);
    execFileSync('sh', ['-n', script]);
    // Read-only by the names of the commands.
    expect(out).not.toMatch(/aws [a-z\d-]+ (?:create|delete|put|update|modify|attach|detach|start|stop)-/u);
  });
});

test('the script for cis-aws-foundations, and its policy', async () => {
  expect((await gsl(['collect', '--ruleset', 'cis-aws-foundations'])).out).toMatchSnapshot();
  const { out } = await gsl(['collect', '--ruleset', 'cis-aws-foundations', '--policy']);
  const [statement] = (JSON.parse(out) as { Statement: { Action: string[] }[] }).Statement;
  expect(statement?.Action).toMatchSnapshot();
  expect(
    statement?.Action.filter((action) => !/:(?:Describe|Get|List|GenerateCredentialReport)/u.test(action)),
  ).toEqual([]);
});

/** What each call of the scripts needs, by the service authorization reference of AWS. */
const ACTIONS: Readonly<Record<string, string>> = {
  'accessanalyzer=access-analyzer': 'list-analyzers',
  account: 'get-alternate-contact',
  acm: 'describe-certificate list-certificates',
  autoscaling: 'describe-launch-configurations',
  cloudformation: 'get-template list-stacks',
  cloudfront: 'list-distributions',
  cloudtrail: 'describe-trails get-event-selectors get-trail-status',
  cloudwatch: 'describe-alarms',
  'configservice=config': 'describe-configuration-recorder-status describe-configuration-recorders',
  dynamodb: 'describe-table list-tables',
  ec2: 'get-ebs-encryption-by-default describe-addresses describe-flow-logs describe-images describe-instances describe-network-acls describe-regions describe-security-groups describe-snapshots describe-subnets describe-volumes describe-vpcs',
  ecr: 'describe-repositories',
  ecs: 'describe-task-definition list-task-definitions',
  'efs=elasticfilesystem': 'describe-file-systems',
  eks: 'describe-cluster list-clusters',
  elasticache: 'describe-replication-groups',
  'elb=elasticloadbalancing': 'describe-load-balancers',
  'elbv2=elasticloadbalancing': 'describe-listeners describe-load-balancers',
  guardduty: 'get-detector list-detectors',
  iam: 'generate-credential-report get-account-authorization-details get-account-password-policy get-account-summary get-credential-report list-server-certificates list-virtual-mfa-devices=ListVirtualMFADevices',
  kinesis: 'describe-stream list-streams',
  kms: 'describe-key get-key-policy get-key-rotation-status list-keys',
  lambda: 'get-policy list-functions',
  logs: 'describe-log-groups describe-metric-filters',
  'opensearch=es': 'describe-domain list-domain-names',
  rds: 'describe-db-instances=DescribeDBInstances describe-db-clusters=DescribeDBClusters describe-db-snapshots=DescribeDBSnapshots describe-db-cluster-snapshots=DescribeDBClusterSnapshots',
  redshift: 'describe-clusters',
  's3api=s3':
    'list-buckets=ListAllMyBuckets get-bucket-acl get-bucket-encryption=GetEncryptionConfiguration get-bucket-logging get-bucket-policy get-bucket-policy-status get-bucket-versioning get-bucket-website get-public-access-block=GetBucketPublicAccessBlock',
  route53domains: 'list-domains',
  's3control=s3': 'get-public-access-block=GetAccountPublicAccessBlock',
  secretsmanager: 'list-secrets',
  securityhub: 'describe-hub',
  sns: 'get-topic-attributes list-topics',
  sqs: 'get-queue-attributes list-queues',
  // Everybody may ask who he is.
  'sts=': 'get-caller-identity=',
};

const pascal = (operation: string): string =>
  operation.replaceAll(/(?:^|-)([a-z])/gu, (_, letter: string) => letter.toUpperCase());

/** `s3api list-buckets` to `s3:ListAllMyBuckets`. */
const actionOf = new Map(
  Object.entries(ACTIONS).flatMap(([service, operations]) => {
    const [command = '', prefix = command] = service.split('=');
    return operations.split(' ').map((one): [string, string] => {
      const [operation = '', action = pascal(operation)] = one.split('=');
      return [`${command} ${operation}`, action === '' ? '' : `${prefix}:${action}`];
    });
  }),
);

const policyOf = async (id: string): Promise<string> => (await gsl(['collect', '--ruleset', id, '--policy'])).out;

describe.each([...packs.filter(({ cloudVendor }) => cloudVendor === 'aws').map(({ id }) => id), 'all'])(
  'the policy for %s',
  (id) => {
    test('has the action of every call of the script, and nothing more', async () => {
      const { out } = await gsl(['collect', '--ruleset', id]);
      const calls = [
        ...new Set([...out.matchAll(/\baws ([a-z][a-z\d]+ [a-z][a-z\d-]+)/gu)].map(([, call = '']) => call)),
      ];
      expect(calls.filter((call) => !actionOf.has(call))).toEqual([]);
      const needed = calls.map((call) => actionOf.get(call) ?? '').filter((action) => action !== '');
      const policy = JSON.parse(await policyOf(id)) as { Version: string; Statement: { Action: string[] }[] };
      expect(policy.Statement[0]?.Action).toEqual([...new Set(needed)].toSorted());
    });

    test('is one that IAM takes: valid, and below 6,144 characters without blanks', async () => {
      const text = await policyOf(id);
      const policy = JSON.parse(text) as Record<string, unknown>;
      expect(Object.keys(policy)).toEqual(['Version', 'Statement']);
      expect(policy['Version']).toBe('2012-10-17');
      const [statement, ...others] = policy['Statement'] as Record<string, unknown>[];
      expect(others).toEqual([]);
      expect(statement).toMatchObject({ Sid: 'Collect', Effect: 'Allow', Resource: '*' });
      expect(text.replaceAll(/\s/gu, '').length).toBeLessThan(6144);
    });
  },
);

/** An `aws` that answers as the real one, for two buckets: one with everything set, one bare. */
const AWS = `#!/bin/sh
case "$*" in
  *"sts get-caller-identity"*) echo 111122223333 ;;
  *"s3api list-buckets --query"*) echo "full bare" ;;
  *"s3api list-buckets"*) echo '{"Buckets":[{"Name":"full","CreationDate":"2024-01-01T00:00:00Z"},{"Name":"bare","CreationDate":"2024-01-01T00:00:00Z"}],"Owner":{"ID":"1"}}' ;;
  *get-bucket-policy-status*full*) echo '{"Bucket":"full","PolicyStatus":{"IsPublic":false}}' ;;
  *get-public-access-block*full*) echo '{"Bucket":"full","PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true}}' ;;
  *get-public-access-block*bare*) echo "An error occurred (NoSuchPublicAccessBlockConfiguration) when calling" >&2; exit 254 ;;
  *get-bucket-policy*bare*) echo "An error occurred (NoSuchBucketPolicy)" >&2; exit 254 ;;
  *get-bucket-website*full*) echo '{"Bucket":"full","IndexDocument":{"Suffix":"index.html"},"RedirectAllRequestsTo":null}' ;;
  *get-bucket-website*bare*) echo "An error occurred (NoSuchWebsiteConfiguration) when calling" >&2; exit 254 ;;
  *get-bucket-logging*bare*) echo '{"Bucket":"bare","LoggingEnabled":{}}' ;;
  *) echo "An error occurred (AccessDenied) when calling" >&2; exit 254 ;;
esac
`;

test('what it makes is read as it is; what may not be read stays unknown', async () => {
  const rules = join(folder, 'buckets.yaml');
  writeFileSync(
    rules,
    '- {id: B, severity: Low, logic: S3Bucket should have policy and PublicAccessBlockConfiguration and logging and encryption and versioning and acl and PolicyStatus and website}\n',
  );
  const script = join(folder, 'buckets.sh');
  writeFileSync(script, (await gsl(['collect', rules])).out);
  writeFileSync(join(folder, 'aws'), AWS);
  chmodSync(join(folder, 'aws'), 0o755);
  const out = join(folder, 'inventory');
  // What it may not read ends it with 1.
  const { status } = spawnSync('sh', [script, out], {
    env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    stdio: 'pipe',
  });
  expect(status).toBe(1);
  const found = new Map<string, { entity: Record<string, unknown>; unknown: string[] }>();
  const problems: string[] = [];
  for await (const record of readInventory([out])) {
    if (record.kind === 'problem') problems.push(record.message);
    if (record.kind === 'entity') {
      found.set(record.entity.name ?? '', { entity: record.entity, unknown: Object.keys(record.unknown ?? {}) });
    }
  }
  expect(problems.filter((one) => !/^`aws s3api get-bucket-[a-z-]+ .*` failed: `AccessDenied`/u.test(one))).toEqual([]);
  expect(problems.length).toBeGreaterThan(5);
  const off = {
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  };
  expect(found.get('bare')?.entity).toMatchObject({
    policy: null,
    website: null,
    PublicAccessBlockConfiguration: off,
    logging: { enabled: false },
  });
  expect(found.get('full')?.entity).toMatchObject({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
  // Not allowed to be read: not "none".
  expect(found.get('full')?.unknown).toEqual(expect.arrayContaining(['policy', 'encryption', 'versioning']));
  expect(found.get('bare')?.unknown).toEqual(expect.arrayContaining(['encryption', 'versioning']));
});

test('only what rules read is asked for', async () => {
  const path = join(folder, 'few.yaml');
  writeFileSync(
    path,
    '- {id: A, severity: Low, logic: S3Bucket should have versioning.status}\n- {id: B, severity: Low, logic: KMS should have keyState}\n- {id: C, severity: Low, logic: "List<Lambda> should have items contain [ policy ]"}\n',
  );
  const { out } = await gsl(['collect', path, '--policy']);
  expect((JSON.parse(out) as { Statement: { Action: string[] }[] }).Statement[0]?.Action).toEqual([
    'ec2:DescribeRegions',
    'kms:DescribeKey',
    'kms:ListKeys',
    'lambda:GetPolicy',
    'lambda:ListFunctions',
    's3:GetBucketVersioning',
    's3:ListAllMyBuckets',
  ]);
});

test('a rule that cannot be read is told, and makes no script of the others', async () => {
  const path = join(folder, 'rules.yaml');
  writeFileSync(
    path,
    '- {id: A, severity: Low, logic: SecurityGroup should have name}\n- {id: B, severity: Low, logic: S3Bucket shoud have name}\n',
  );
  const { code, out, err } = await gsl(['collect', path]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('unknown word `shoud`');
});

test('types that are looked up, however the function is written', async () => {
  const path = join(folder, 'looked.gsl');
  writeFileSync(path, "SecurityGroup should have getresources('S3Bucket', name, 'name') isEmpty()");
  expect((await gsl(['collect', path])).out).toContain('aws s3api list-buckets');
});
