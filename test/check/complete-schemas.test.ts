import { beforeAll, describe, expect, test } from 'vitest';
import { loadSchemas, mergedSchemas } from '../../src/check/schemas/complete/index.ts';
import { knows } from '../../src/check/schemas/knows.ts';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import type { EntitySchemas } from '../../src/check/schemas/schema.ts';
import { messages, said, type Said } from './support.ts';

const W = 'warning';
const N = 'note';

let schemas: EntitySchemas = {};
beforeAll(async () => {
  schemas = await loadSchemas();
});

const CASES: readonly (readonly [rule: string, ...expected: readonly Said[]])[] = [
  // CloudFormation
  ["AWS_IAM_Role should not have Policies contain [ PolicyName = 'x' ]"],
  ["AWS_IAM_Role should not have Polices contain [ PolicyName = 'x' ]", ['unknown-property', 'Polices', W]],
  ["AWS_IAM_Role should not have Policies contain [ PolicyNme = 'x' ]", ['unknown-property', 'PolicyNme', W]],
  ['AWS_S3_Bucket should have BucketEncryption.ServerSideEncryptionConfiguration isEmpty() or DeletionPolicy'],
  ['AWS_S3_Bucket should have Encryption', ['unknown-property', 'Encryption', W]],
  ["AWS_IAM_Role should have AssumeRolePolicyDocument.Statement contain [ Effect = 'Allow' ]"],
  ["AWS_EC2_SecurityGroup should not have Tags contain [ key = 'x' ]", ['unknown-property', 'key', W]],
  ['AWS_RDS_DBInstance should have StorageEncrypted = true and name and id'],
  ['AWS_RDS_DBInstance should have MultiAZ = yes', ['unknown-property', 'yes', W]],
  ['AWS_IAM_Roles should have Path', ['unknown-type', 'AWS_IAM_Roles', W]],
  ['AWS::IAM::Role should have Path', ['unknown-type', 'AWS::IAM::Role', W]],
  ['AWS_S3_Bukcet should have BucketName', ['unknown-type', 'AWS_S3_Bukcet', W]],
  ['Custom_Any_Thing should have Path'],
  // Terraform
  ["aws_iam_role should have name = 'x' and inline_policy contain [ policy ] and tags.owner"],
  ["aws_iam_role should have assume_role_polcy = 'x'", ['unknown-property', 'assume_role_polcy', W]],
  ['aws_instance should have metadata_options.http_tokens and metadata_options[0].http_endpoint'],
  ['aws_instance should have metadata_options.http_token', ['unknown-property', 'http_token', W]],
  ['aws_instance should have metadata_options contain [ http_tokens ] and address and root_block_device.encrypted'],
  ['aws_security_group should not have ingress contain [ cidr_blocks contain [ $ ] and from_port = 22 ]'],
  ['aws_security_group should not have ingress.from_port = 22', ['path-through-list', 'from_port', W]],
  // Names of the version before, and properties that no version has: those of others may.
  ['azurerm_storage_account should have enable_https_traffic_only = true or https_traffic_only_enabled = true'],
  ['azurerm_storage_account should have frobnication', ['unknown-property', 'frobnication', N]],
  // Serverless resources have more than their published specification.
  ['AWS_Serverless_Api should have Auth.ApiKeyRequired = true'],
  ['AWS_Serverless_Function should have Runtme', ['unknown-property', 'Runtme', W]],
  // Resources of a template have their own tags.
  ["AWS_S3_Bucket should have Tags contain [ Key = 'a' ]"],
  ["AWS_S3_Bucket should have tags contain [ key = 'a' ]", ['unknown-property', 'tags', W]],
  ['google_storage_bucket should have uniform_bucket_level_access = true'],
  [
    'google_storage_bucket should have uniform_bucket_level_acess = true',
    ['unknown-property', 'uniform_bucket_level_acess', W],
  ],
  ['kubernetes_role_binding should have role_ref.name'],
  // What is not of the provider: a configuration has the one, nothing the other.
  ["aws_db_instance should have lifecycle.prevent_destroy = true and lifecycle[0].ignore_changes contain ['tags']"],
  ['aws_db_instance should have lifecycle contain [ create_before_destroy = true ]'],
  ['aws_db_instance should have lifecycle.prevent_destory = true', ['unknown-property', 'prevent_destory', N]],
  ['aws_db_instance should have count = 1', ['unknown-property', 'count', N]],
  ['aws_instance should have metadata_options.lifecycle', ['unknown-property', 'lifecycle', N]],
  ['AWS_S3_Bucket should have lifecycle', ['unknown-property', 'lifecycle', W]],
  ['aws_s3_bukcet should have arn', ['unknown-type', 'aws_s3_bukcet', W]],
  ['aws_new_thing should have arn'],
  // Kubernetes, with what the vendor adds
  ['KubernetesPod should not have spec.hostPID = true'],
  ['KubernetesPod should not have spec.hostpid = true', ['unknown-property', 'hostpid', W]],
  ['KubernetesPod should have spec.containers contain [ securityContext.runAsNonRoot = true ]'],
  [
    'KubernetesPod should have spec.containers contain [ securityContext.runasNonRoot ]',
    ['unknown-property', 'runasNonRoot', W],
  ],
  ["KubernetesPod should have spec.containers contain [ parsedArgs contain [ key = 'a' ] ] and namespace"],
  [
    "KubernetesDeployment should have labels contain [ key = 'a' ] and metadata.labels.app and spec.template.spec.hostIPC",
  ],
  ["KubernetesPod should have metadata.creationTimestamp before(-1, 'days')"],
  [
    "KubernetesRole should have rules contain [ verbs contain ['*'] and resource ]",
    ['unknown-property', 'resource', W],
  ],
];

test.each(CASES.map(([rule, ...expected]) => ({ rule, expected })))('$rule', ({ rule, expected }) => {
  expect(said(rule, { schemas })).toEqual(expected);
});

test('what was meant is said', () => {
  expect(messages('aws_db_instance should have lifecycle.prevent_destory = true', { schemas })).toEqual([
    'note: `prevent_destory` is not a known property of `lifecycle` (did you mean `lifecycle.prevent_destroy`?)',
  ]);
  expect(messages('aws_db_instance should have depends_on', { schemas })).toEqual([
    'note: `depends_on` is not a known property of `aws_db_instance` (`depends_on` steers Terraform, and stands in no entity)',
  ]);
  expect(messages("AWS_IAM_Role should not have Polices contain [ PolicyName = 'x' ]", { schemas })).toEqual([
    'warning: `Polices` is not a known property of `AWS_IAM_Role` (did you mean `Policies`?)',
  ]);
});

describe('what is loaded', () => {
  test('only the tables that hold types of these names', async () => {
    const some = Object.keys(await loadSchemas(['aws_iam_role', 'IamUser', 'where']));
    expect(some).toContain('aws_instance');
    expect(some).toContain('IamUser');
    expect(some.filter((type) => /^(?:AWS_|azurerm_|Kubernetes(?!Pod|Role|ServiceA))/u.test(type))).toEqual([]);
    expect(await loadSchemas(['IamUser'])).toBe(cloudGuardSchemas);
  });

  test('a table of one’s own beside them', () => {
    const all = mergedSchemas([schemas, { Printer: { trays: 'list' }, KubernetesPod: { mine: 'text' } }]);
    expect(said('Printer should have tray', { schemas: all })).toEqual([['unknown-property', 'tray', W]]);
    expect(said('KubernetesPod should have mine', { schemas: all })).toEqual([]);
    expect(all['aws_iam_role']).toBe(schemas['aws_iam_role']);
  });

  test('schemas that hold themselves come to an end', () => {
    const rule = `KubernetesCustomResourceDefinition should have spec.versions contain [ schema.openAPIV3Schema${'.items'.repeat(50)} and nme ]`;
    expect(said(rule, { schemas })).toEqual([['unknown-property', 'nme', W]]);
  });

  test('every type can be read, and no name is that of an object of the language', () => {
    for (const [type, schema] of Object.entries(schemas)) {
      expect(Object.keys(schema).length, type).toBeGreaterThan(0);
      expect(type).not.toMatch(/^(?:constructor|__proto__|toString)$/u);
    }
    expect(Object.keys(schemas).length).toBeGreaterThan(5_000);
  });
});

test.each<[string, (string | number)[], ReturnType<typeof knows>]>([
  ['AWS_IAM_Role', ['Policies', 0, 'PolicyName'], { known: 'yes' }],
  ['AWS_IAM_Role', ['PermissionsBoundary'], { known: 'yes' }],
  ['AWS_IAM_Role', ['Polices', 'PolicyName'], { known: 'no', near: ['Policies'] }],
  ['AWS_IAM_Role', ['Frobnication'], { known: 'no' }],
  ['AWS_IAM_Role', ['AssumeRolePolicyDocument', 'Statement'], { known: 'unknown' }],
  ['IamUser', ['firstAccessKey', 'isActive'], { known: 'yes' }],
  ['IamUser', ['firstAccesKey', 'isActive'], { known: 'unknown', near: ['firstAccessKey'] }],
  ['IamUser', ['frobnication'], { known: 'unknown' }],
  ['SecurityGroup', ['inboundRules', 'scope'], { known: 'yes' }],
  ['KubernetesPod', ['spec', 'hostpid'], { known: 'no', near: ['spec', 'hostPID'] }],
  ['Frobnicator', ['name'], { known: 'unknown' }],
  ['toString', ['name'], { known: 'unknown' }],
])('knows %s %j', (type, path, expected) => {
  expect(knows(schemas, type, path)).toEqual(expected);
});
