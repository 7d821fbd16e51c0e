import { describe, expect, it } from 'vitest';
import { isSecretName, secretPaths } from '../../src/inventory/secret-names.ts';
import { findingOf } from '../../src/findings/finding.ts';
import { assess } from '../../src/assess/assess.ts';
import { collect, collectBytes, judge, temporaryFolder } from './support.ts';

describe('what is secret by its name', () => {
  it.each([
    ...['password', 'master_password', 'MasterUserPassword', 'DB_PASSWORD', 'secret', 'client_secret', 'SecretString'],
    ...['auth_token', 'GITHUB_TOKEN', 'api_key', 'APIKEY', 'private_key_pem', 'primary_access_key', 'password_wo'],
    ...['administrator_login_password', 'connection_string', 'SecretAccessKey'],
  ])('%s', (name) => expect(isSecretName(name)).toBe(true));

  it.each([
    ...['password_reset_required', 'secret_name', 'secret_arn', 'key', 'access_key_1_active', 'token_type', 'kms_key'],
    ...['public_key', 'passwordEnabled', 'SecretId', 'ssh_keys', 'tokens_per_second', 'key_name', 'x'.repeat(10_000)],
  ])('not %.40s', (name) => expect(isSecretName(name)).toBe(false));

  it('stands at paths, in pairs of name and value too', () => {
    const values = { a: [{ token: 'x' }, { name: 'API_TOKEN', value: 'x' }], password: '', secret: { data: 1 } };
    expect(secretPaths(values)).toEqual(['a.0.token', 'a.1.value']);
    expect(
      secretPaths({ Environment: [{ Name: 'DB_PASSWORD', Value: 'hunter2' }], MasterUserPassword: 12345678 }),
    ).toEqual(['Environment.0.Value', 'MasterUserPassword']);
    expect(secretPaths({ 'a.b': { token: 'x' }, c: { 'd.e': { token: 'x' } } })).toEqual(['token', 'c.token']);
  });
});

const state = (type: string, attributes: object): string =>
  JSON.stringify({
    version: 4,
    terraform_version: '1.9.0',
    lineage: 'l',
    resources: [{ mode: 'managed', type, name: 'r', instances: [{ attributes }] }],
  });
const folder = temporaryFolder();

it.each<[string, string, string]>([
  ['a .tf file', 'aws_x', 'resource "aws_x" "r" {\n  password = "hunter2"\n}\n'],
  [
    'a variable of one',
    'aws_x',
    'variable "p" {\n  default = "hunter2"\n}\nresource "aws_x" "r" {\n  password = var.p\n}\n',
  ],
  ['known parts in one', 'aws_x', 'resource "aws_x" "r" {\n  password = "hunter2-${var.none}"\n}\n'],
  ['a state', 'aws_x', state('aws_x', { password: 'hunter2' })],
  ['what providers mark', 'random_password', state('random_password', { result: 'hunter2', password: 'hunter2' })],
  ['a template', 'AWS_X_Y', 'Resources:\n  R:\n    Type: AWS::X::Y\n    Properties:\n      password: hunter2\n'],
  [
    'known parts in one with a parameter that is not to be echoed',
    'AWS_X_Y',
    "Parameters:\n  P: { Type: String, Default: hunter2, NoEcho: true }\nResources:\n  R:\n    Type: AWS::X::Y\n    Properties:\n      password: !Sub 'x:${P}:${AWS::Region}'\n",
  ],
])('a secret in %s is in no finding', async (_, type, text) => {
  const { records } = await collectBytes(text);
  const rules = ["password like '%'", "result = 'x'", "password != 'x'"].flatMap((asked) =>
    ['should', 'should not'].map((word, index) => ({
      id: `${asked}${index}`,
      severity: 'High' as const,
      logic: `${type} ${word} have ${asked}`,
    })),
  );
  const said: string[] = [];
  for await (const result of assess(rules, records)) {
    const { reason, facts, ...finding } = findingOf(result, { explainPassed: true });
    said.push(JSON.stringify([reason, facts, finding, result.entity, result.error, result.explain()]));
  }
  expect(said.length).toBeGreaterThanOrEqual(rules.length);
  expect(said.join('\n')).not.toContain('hunter2');
});

describe('a configuration beside its plan', () => {
  const planned = (addresses: readonly string[]): string =>
    JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.9.0',
      resource_changes: addresses.map((address) => ({
        address,
        mode: 'managed',
        type: 'aws_x',
        name: /aws_x\.(\w+)/u.exec(address)?.[1],
        change: { actions: ['create'], after: { a: 2 }, after_unknown: {} },
      })),
    });
  const RULE = 'aws_x should have a = 2';

  it.each<[string, readonly string[], readonly string[]]>([
    ['of the same folder is judged once', ['aws_x.r'], ['passed r']],
    ['has blocks that make several', ['aws_x.r[0]', 'aws_x.r["a.b[1]"]'], ['passed r', 'passed r']],
    ['has blocks that the plan does not have', ['aws_x.other'], ['passed other', 'failed r']],
    ['has blocks of other folders than a module', ['module.m.aws_x.r'], ['passed r', 'failed r']],
  ])('in JSON %s', async (name, addresses, said) => {
    const dir = name.replaceAll(' ', '-');
    const plan = folder.write(`${dir}/plan.json`, planned(addresses));
    const json = folder.write(`${dir}/main.tf.json`, JSON.stringify({ resource: { aws_x: { r: { a: 1 } } } }));
    expect(await judge(RULE, [plan, json])).toEqual(said);
    expect([...(await judge(RULE, [json, plan]))].sort()).toEqual([...said].sort());
  });

  it('in HCL is judged once beside a compressed plan too', async () => {
    const { gzipSync } = await import('node:zlib');
    const plan = folder.write('gz/plan.json.gz', gzipSync(planned(['aws_x.r'])));
    const hcl = folder.write('gz/main.tf', 'resource "aws_x" "r" {\n  a = 1\n}\n');
    expect(await judge(RULE, [plan, hcl])).toEqual(['passed r']);
  });

  it('of another folder is judged by itself', async () => {
    const plan = folder.write('one/plan.json', planned(['aws_x.r']));
    const json = folder.write('two/main.tf.json', JSON.stringify({ resource: { aws_x: { r: { a: 1 } } } }));
    expect((await collect([plan, json])).entities).toHaveLength(2);
  });
});
