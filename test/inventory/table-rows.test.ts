import { describe, expect, it } from 'vitest';
import { isEntityRecord } from '../../src/values/record.ts';
import { collectBytes, judge } from './support.ts';

const ACCOUNT = '111122223333';
const csv = (...rows: readonly Readonly<Record<string, unknown>>[]): string => {
  const cell = (value: unknown): string => {
    const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
    return /[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const columns = Object.keys(rows[0] ?? {});
  return [columns.join(','), ...rows.map((row) => columns.map((name) => cell(row[name])).join(','))].join('\n') + '\n';
};

const steampipeUser = {
  name: 'alice',
  user_id: 'AIDA1',
  arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
  mfa_enabled: false,
  login_profile: { UserName: 'alice' },
  attached_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  tags_src: '<null>',
  account_id: ACCOUNT,
};
const COLUMNS = { _cq_sync_time: '2026-01-01 00:00:00+00', _cq_id: 'u', account_id: ACCOUNT };
const open = [{ FromPort: 22, ToPort: 22, IpProtocol: 'tcp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
const group = {
  ...COLUMNS,
  region: 'eu-west-1',
  arn: 'a',
  group_id: 'sg-1',
  group_name: 'web',
  ip_permissions: open,
  ip_permissions_egress: [],
  tags: {},
  vpc_id: 'v',
};
const role = {
  ...COLUMNS,
  arn: `arn:aws:iam::${ACCOUNT}:role/r`,
  id: 'AROA1',
  role_name: 'r',
  assume_role_policy_document: { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }] },
};
const report = {
  ...COLUMNS,
  arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
  user: 'alice',
  user_creation_time: '2024-01-01 00:00:00 +0000 UTC',
  password_status: 'true',
  mfa_active: true,
  access_key1_active: true,
  access_key_1_last_rotated: '2024-02-01 00:00:00+00',
  access_key_1_last_used_date: '2024-03-01T00:00:00Z',
  access_key2_active: true,
  access_key_2_last_rotated: '2024-02-01 00:00:00+00',
  access_key_2_last_used_date: '',
  cert1_active: false,
  cert2_active: false,
};
const key = {
  ...COLUMNS,
  access_key_id: 'AKIA1',
  user_name: 'alice',
  status: 'Active',
  create_date: '2024-01-01T00:00:00Z',
  last_used: '2024-03-01T00:00:00Z',
  last_used_service_name: 's3',
};
const user = {
  ...COLUMNS,
  arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
  id: 'AIDA1',
  user_name: 'alice',
  password_last_used: '2024-03-01T00:00:00Z',
  path: '/',
};
const bucket = {
  ...COLUMNS,
  arn: 'arn:aws:s3:::b',
  name: 'b',
  creation_date: '2024-01-01T00:00:00Z',
  region: 'eu-west-1',
  versioning_status: 'Enabled',
  logging_target_bucket: 'logs',
  policy: { Statement: [] },
};

const SSH = "SecurityGroup should not have inboundRules contain [ port<=22 and portTo>=22 and scope='0.0.0.0/0' ]";
const lines = (...rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

describe('rows of tables in CSV, and of CloudQuery', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    [
      'a user of Steampipe',
      csv(steampipeUser),
      "IamUser should not have managedPolicies contain [ name='AdministratorAccess' ]",
      ['failed alice'],
    ],
    [
      'whose password is there',
      csv(steampipeUser),
      'IamUser should have passwordEnabled=true and mfaActive=false',
      ['passed alice'],
    ],
    [
      'what a query did not ask for',
      csv(steampipeUser),
      'IamUser should have inlinePolicies isEmpty()',
      ['error alice'],
    ],
    [
      'no password',
      csv({ ...steampipeUser, login_profile: '<null>' }),
      'IamUser should have passwordEnabled=true',
      ['failed alice'],
    ],
    [
      'rules of a group',
      csv({
        security_group_rule_id: 'r',
        group_id: 'sg-1',
        is_egress: false,
        ip_protocol: 'tcp',
        from_port: 22,
        to_port: 22,
        cidr_ipv4: '0.0.0.0/0',
      }),
      SSH,
      ['failed sg-1'],
    ],
    ['a group of CloudQuery in CSV', csv(group), SSH, ['failed web']],
    [
      'a group of CloudQuery in lines',
      lines(group, { ...group, group_name: 'b', group_id: 'sg-2', ip_permissions: [] }),
      SSH,
      ['failed web', 'passed b'],
    ],
    ['a group of CloudQuery alone', lines(group), SSH, ['failed web']],
    [
      'groups of CloudQuery in a list',
      JSON.stringify([group]),
      `SecurityGroup should have accountNumber='${ACCOUNT}' and region='eu-west-1'`,
      ['passed web'],
    ],
    [
      'a role of CloudQuery',
      lines(role),
      "IamRole should not have assumeRolePolicy.Statement contain [ Principal.AWS='*' ]",
      ['failed r'],
    ],
    ['whose policies are in another table', lines(role), 'IamRole should have managedPolicies isEmpty()', ['error r']],
    [
      'the credential report of CloudQuery',
      csv(report),
      'IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true',
      ['failed alice'],
    ],
    [
      'its times',
      csv(report),
      "IamUser should have firstAccessKey.lastUsedDate before(-90, 'days') and createDate after(-10, 'years')",
      ['passed alice'],
    ],
    [
      'a key that was never used',
      csv(report),
      'IamUser should have secondAccessKey.lastUsedDate=-62135596800',
      ['passed alice'],
    ],
    ['keys of CloudQuery', lines(user, key), 'IamUser should not have firstAccessKey.isActive=true', ['failed alice']],
    ['a user without what the other tables tell', lines(user), 'IamUser should have mfaActive=true', ['error alice']],
    [
      'a bucket of CloudQuery',
      lines(bucket),
      "S3Bucket should have versioning.status='Enabled' and logging.enabled=true",
      ['passed b'],
    ],
    [
      'a bucket of which it had no right to ask',
      lines({ ...bucket, policy: null, logging_target_bucket: null }),
      'S3Bucket should have policy isEmpty() and logging.enabled=false',
      ['error b'],
    ],
    [
      'a bucket whose versions it had no right to ask for',
      lines({ ...bucket, versioning_status: null }),
      "S3Bucket should have versioning.status='Enabled' and logging.enabled=true",
      ['error b'],
    ],
    [
      'what else is known of it',
      csv({ ...bucket, versioning_status: '' }),
      'S3Bucket should have logging.enabled=true',
      ['passed b'],
    ],
    [
      'a cell that nests too deep',
      csv({ ...group, ip_permissions: `${'['.repeat(300)}${']'.repeat(300)}` }),
      SSH,
      ['error web'],
    ],
    ['a row that is cut', `${csv(group)}a,b\n`, SSH, ['problem wrong-column-count', 'failed web']],
  ])('%s', async (_title, text, logic, expected) => {
    expect([...(await judge(logic, text))].toSorted()).toEqual([...expected].toSorted());
  });

  it('says of each which tool and table it is of', async () => {
    const { records } = await collectBytes([csv(group), ''].join('\n'));
    expect(records.filter(isEntityRecord).map(({ entity, provenance }) => [entity['source'], provenance.line])).toEqual(
      [['cloudquery:aws_vpc_security_group', 2]],
    );
  });

  it.each<readonly [string, string, RegExp]>([
    [
      'columns that are of no table',
      'name,owner,cost\na,b,1\n',
      /a table in CSV with columns of no table that is known: `name`, `owner`, `cost`/u,
    ],
    [
      'a table of CloudQuery that is not read',
      '_cq_sync_time,_cq_id,arn\n1,2,3\n',
      /rows of CloudQuery, of a table that is not read/u,
    ],
    [
      'the same in lines',
      '{"_cq_id":"a","arn":"b"}\n{"_cq_id":"c","arn":"d"}\n',
      /rows of CloudQuery, of a table that is not read/u,
    ],
  ])('names what is not read: %s', async (_title, text, said) => {
    const { entities, problems } = await collectBytes(text);
    expect(entities).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(said);
  });
});
