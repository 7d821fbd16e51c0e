import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { readInventory } from '../../src/inventory/index.ts';
import type { Status } from '../../src/values/outcome.ts';
import { collect, judge, temporaryFolder } from './support.ts';

/* One thing that several inputs tell of is judged once, or said. */

const folder = temporaryFolder();
const write = (name: string, content: unknown): string =>
  folder.write(name, typeof content === 'string' ? content : JSON.stringify(content));

const ACCOUNT = '111122223333';
const role = {
  RoleName: 'r',
  Arn: `arn:aws:iam::${ACCOUNT}:role/r`,
  RoleId: 'AROA1',
  Path: '/',
  CreateDate: '2024-01-01T00:00:00Z',
  AssumeRolePolicyDocument: { Statement: [] },
};
const details = write('details.json', {
  UserDetailList: [],
  RoleDetailList: [{ ...role, AttachedManagedPolicies: [], RolePolicyList: [], Tags: [] }],
});
const roles = write('roles.json', { Roles: [role] });
const group = {
  GroupId: 'sg-1',
  GroupName: 'g',
  OwnerId: ACCOUNT,
  VpcId: 'v',
  IpPermissions: [],
  IpPermissionsEgress: [],
};
const groups = write('describe-security-groups.json', { SecurityGroups: [group] });
const config = write('config.json', {
  configSnapshotId: 's',
  configurationItems: [
    {
      resourceType: 'AWS::EC2::SecurityGroup',
      resourceId: 'sg-1',
      awsAccountId: ACCOUNT,
      awsRegion: 'eu-west-1',
      configuration: { groupId: 'sg-1', groupName: 'g', ipPermissions: [], ipPermissionsEgress: [], vpcId: 'v' },
    },
  ],
});
const MAIN =
  'resource "aws_s3_bucket" "a" {\n  acl = var.acl\n}\nresource "aws_s3_bucket" "b" {\n  acl = "private"\n}\n';
write('iac/main.tf', MAIN);
write('iac/plan.json', {
  format_version: '1.2',
  terraform_version: '1.9.0',
  resource_changes: [
    {
      address: 'aws_s3_bucket.a',
      mode: 'managed',
      type: 'aws_s3_bucket',
      name: 'a',
      change: { actions: ['create'], after: { acl: 'public-read' }, after_unknown: {} },
    },
  ],
});

describe('one thing in several inputs', () => {
  it.each<readonly [string, readonly string[], string, readonly string[]]>([
    ['a role of details and a list', [details, roles], 'IamRole should have managedPolicies isEmpty()', ['passed r']],
    ['a role of a list and details', [roles, details], 'IamRole should have managedPolicies isEmpty()', ['passed r']],
    [
      'a group of AWS Config and an answer',
      [config, groups],
      "SecurityGroup should have region='eu-west-1'",
      ['passed g'],
    ],
    ['a group of an answer and AWS Config', [groups, config], 'SecurityGroup should have inboundRules', ['failed g']],
    [
      'a block and its plan',
      [`${folder.path}/iac`],
      "aws_s3_bucket should not have acl='public-read'",
      ['failed a', 'passed b'],
    ],
  ])('%s is judged once', async (_, inputs, rule, said) => {
    expect((await judge(rule, inputs)).toSorted()).toEqual(said);
  });

  it('that is not known to be one, is said', async () => {
    const thing = [{ type: 'Thing', id: 't', name: 't' }];
    const again = [write('t1.json', thing), write('t2.json', [...thing, { type: 'Thing', id: 'u', name: 'u' }])];
    const { records } = await collect(again);
    const { evidence } = await assess(
      [{ id: 'r', severity: 'High', logic: 'Thing should have name' }],
      records,
    ).finish();
    expect(evidence.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'note: 1 entity was there before with the same type and id, and judged again: `Thing` `t`',
    ]);
  });

  it('is of no rule and not judged again, however much of it is read', async () => {
    const lines = (name: string): string =>
      Array.from({ length: 40_000 }, (_, index) =>
        JSON.stringify({ type: index % 2 === 0 ? 'Thing' : 'Other', id: `${index % 30_000}`, name }),
      ).join('\n');
    const input = write('again.ndjson', lines('t'));
    const rules = [{ id: 'r', severity: 'High', logic: "Thing should have name = 't'" }] as const;
    const told = async (include: readonly Status[]): Promise<readonly string[]> => {
      const assessment = assess(rules, readInventory([input]), { include });
      for await (const result of assessment) expect(result.status).toBe('passed');
      return assessment.summary.evidence.map(({ message }) => message);
    };
    // What passed is told of whole entities, what failed of what rules look at.
    const whole = await told(['passed']);
    expect(await told(['failed'])).toEqual(whole);
    const one = await assess(
      rules,
      readInventory([
        write(
          'other.ndjson',
          '{"type":"Other","id":"1"}\n{"type":"Other","id":"1"}\n{"type":"Thing","id":"1","name":"t"}',
        ),
      ]),
    ).finish();
    expect(one.evidence).toEqual([]);
  });

  it('is another thing in another file of a template, account or region', async () => {
    const template = { AWSTemplateFormatVersion: 'x', Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } };
    const inputs = [
      write('a.template', template),
      write('b.template', template),
      write('t.json', [
        { type: 'Thing', id: 't', region: 'a' },
        { type: 'Thing', id: 't', region: 'b' },
        { type: 'Thing', id: 't', region: 'b', accountNumber: '1' },
        { type: 'Thing', name: 'without an id' },
        { type: 'Thing', name: 'without an id' },
      ]),
    ];
    const { records } = await collect(inputs);
    const rules = [{ id: 'r', severity: 'High' as const, logic: 'Thing should have type' }];
    expect((await assess(rules, records).finish()).evidence).toEqual([]);
  });
});
