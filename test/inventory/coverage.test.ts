import { describe, expect, it } from 'vitest';
import { coversType, inventoryReaders } from '../../src/inventory/index.ts';
import { collect, collectBytes, temporaryFolder } from './support.ts';

const folder = temporaryFolder();

const plan = (...types: string[]): string =>
  JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.0',
    resource_changes: types.map((type, index) => ({
      address: `${type}.x${index}`,
      type,
      name: 'x',
      mode: 'managed',
      change: { after: {} },
    })),
  });

const CASES: readonly (readonly [name: string, input: string, covered: readonly string[], not: readonly string[]])[] = [
  ['JSON', '[{"type":"IamUser"}]', ['IamUser', 'Anything'], []],
  ['NDJSON', '{"type":"IamUser"}\n{"type":"A"}', ['Anything'], []],
  ['a list without entities', '[]', ['Anything'], []],
  ['a credential report', 'user,arn\n', ['IamUser'], ['CloudTrail', 'IamRole', 'aws_iam_user']],
  ['authorization details', '{"UserDetailList":[]}', ['IamUser', 'IamRole', 'IamPolicy'], ['SecurityGroup']],
  ['user lists', '{"Users":[{"UserName":"a","Arn":"arn:aws:iam::1:user/a"}]}', ['IamUser'], ['IamRole']],
  [
    'a Config snapshot',
    '{"configSnapshotId":"x","configurationItems":[]}',
    ['CloudTrail', 'AWS_Config_EC2_NatGateway'],
    ['X'],
  ],
  ['Config items', '{"baseConfigurationItems":[]}', [], ['CloudTrail']],
  ['a manifest', 'apiVersion: v1\nkind: Pod\n', ['KubernetesPod', 'KubernetesSecret'], ['IamUser', 'AWS_S3_Bucket']],
  ['a file of manifests', 'apiVersion: v1\nkind: Pod\n---\nkind: Service\napiVersion: v1\n', ['KubernetesSecret'], []],
  [
    'what kubectl get pods gives',
    '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod"},{"apiVersion":"v1","kind":"Pod"}]}',
    ['KubernetesPod'],
    ['KubernetesService', 'KubernetesNetworkPolicy'],
  ],
  [
    'the same as YAML',
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n',
    ['KubernetesPod'],
    ['KubernetesService'],
  ],
  [
    'a list without items',
    '{"apiVersion":"v1","kind":"ServiceList","items":[]}',
    ['KubernetesService'],
    ['KubernetesPod'],
  ],
  [
    'an object of a cluster',
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","uid":"u"}}',
    ['KubernetesPod'],
    ['KubernetesService'],
  ],
  [
    'a template',
    '{"AWSTemplateFormatVersion":"x","Resources":{"A":{"Type":"Org::A::B"}}}',
    ['AWS_S3_Bucket', 'Org_X'],
    ['aws_x'],
  ],
  [
    'a plan',
    plan('aws_iam_user', 'datadog_monitor'),
    ['aws_s3_bucket', 'datadog_user'],
    ['azurerm_key_vault', 'IamUser'],
  ],
  ['an empty plan', plan(), [], ['aws_s3_bucket']],
];

describe('what an input covers', () => {
  it.each(CASES)('%s', async (_, input, covered, not) => {
    const { sources } = await collectBytes(input);
    const covers = (type: string): boolean => sources.some((source) => coversType(source, type));
    expect(covered.filter((type) => !covers(type))).toEqual([]);
    expect(not.filter(covers)).toEqual([]);
  });

  it('is said for each input once, before its records, with whose resources they are', async () => {
    const files = [
      folder.write('a.json', '[{"type":"A"}]'),
      folder.write('report.csv', 'user,arn\na,arn:aws:iam::1:user/a\n'),
      folder.write('plan.json', plan('aws_iam_user', 'aws_iam_role', 'google_sql', 'aws_x')),
    ];
    const { sources } = await collect(files);
    expect(sources.map(({ provenance: { file }, reader, covers, vendor }) => [file, reader, covers, vendor])).toEqual([
      [files[0], 'json', 'all', undefined],
      [files[1], 'aws-credential-report', ['IamUser'], 'aws'],
      [files[2], 'terraform', [], undefined],
      [files[2], 'terraform', ['aws_*'], 'aws'],
      [files[2], 'terraform', ['google_*'], 'google'],
    ]);
  });

  it('is not said of what no reader reads', async () => {
    const { sources } = await collect([folder.write('x.txt', 'hello'), folder.write('empty.json', ' '), 'none.json']);
    expect(sources).toEqual([]);
  });

  it.each(inventoryReaders.map((reader) => [reader.name, reader] as const))('%s names types', (_, { covers }) => {
    if (covers !== 'all') for (const type of covers) expect(type).toMatch(/^!?[A-Z][A-Za-z_]*\*?$/u);
  });
});
