import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EntityRecord } from '../../src/inventory/index.ts';
import { collect, collectBytes } from './support.ts';

const FOLDER = 'examples/inventory/steampipe';
const both = (rows: readonly object[]): readonly string[] => [
  JSON.stringify(rows),
  JSON.stringify({ columns: Object.keys(rows[0]!).map((name) => ({ name })), rows }, null, 2),
];
const read = async (row: object): Promise<EntityRecord> => {
  for (const text of both([row])) expect((await collectBytes(text)).problems).toEqual([]);
  return (await collectBytes(JSON.stringify([row]))).records[0] as EntityRecord;
};

const rule = {
  security_group_rule_id: 'r',
  group_id: 'sg-1',
  is_egress: false,
  ip_protocol: 'tcp',
  from_port: 22,
  to_port: 22,
};

describe('steampipe', () => {
  it('joins users and keys', async () => {
    const { entities, problems } = await collect([`${FOLDER}/users.json`, `${FOLDER}/access-keys.json`]);
    expect(problems).toEqual([]);
    expect(entities).toHaveLength(2);
    expect(entities[0]).toMatchObject({
      name: 'alice',
      id: 'AIDAEXAMPLEALICE00001',
      passwordEnabled: true,
      mfaActive: true,
      attachedGroups: ['developers'],
      managedPolicies: [],
      tags: [{ key: 'team', value: 'web' }],
      firstAccessKey: { isActive: true, lastUsedService: 's3' },
      secondAccessKey: { isActive: false, lastRotated: null },
    });
    expect(entities[1]).toMatchObject({
      passwordEnabled: false,
      managedPolicies: [{ name: 'deploy', arn: 'arn:aws:iam::111122223333:policy/deploy' }],
      firstAccessKey: { isActive: true, lastRotated: Date.UTC(2024, 0, 15, 13, 20) / 1000 },
      secondAccessKey: { isActive: true, lastUsedDate: -62_135_596_800, lastUsedRegion: '' },
    });
  });

  it('reads the credential report, and takes its word', async () => {
    const row = {
      user_name: 'alice',
      user_arn: 'arn:aws:iam::111122223333:user/alice',
      user_creation_time: '2023-02-11T09:14:05Z',
      password_enabled: true,
      password_last_used: null,
      mfa_active: false,
      access_key_1_active: false,
      access_key_1_last_rotated: null,
      access_key_2_active: true,
      access_key_2_last_rotated: '2026-01-01 00:00:00',
      access_key_2_last_used_date: null,
    };
    const { entity, unknown } = await read(row);
    expect(entity).toMatchObject({
      passwordLastUsed: -62_135_596_800,
      mfaActive: false,
      firstAccessKey: { isActive: false, lastRotated: null },
      secondAccessKey: { isActive: true, lastRotated: Date.UTC(2026, 0) / 1000, lastUsedDate: -62_135_596_800 },
    });
    expect(unknown).toMatchObject({ firstCertificate: 'an IAM credential report has it' });
    const users = readFileSync(`${FOLDER}/users.json`, 'utf8');
    const joined = await collectBytes(`${users}${JSON.stringify({ columns: [], rows: [row] })}`);
    expect(joined.entities[0]).toMatchObject({ name: 'alice', mfaActive: false, id: 'AIDAEXAMPLEALICE00001' });
    expect((await collectBytes(JSON.stringify([{ ...row, mfa_active: 5 }]))).problems).toEqual([
      expect.stringMatching(/^invalid-value@1#0: `mfa_active` should be `true` or `false`/u),
    ]);
  });

  it('reads roles, security groups and buckets', async () => {
    const role = await read({
      role_id: 'AROA',
      name: 'r',
      arn: 'arn:aws:iam::111122223333:role/r',
      assume_role_policy: { Statement: [] },
    });
    expect(role.entity).toMatchObject({
      type: 'IamRole',
      assumeRolePolicy: { Statement: [] },
      accountNumber: '111122223333',
    });
    expect(role.unknown).toMatchObject({
      managedPolicies: 'the rows do not tell `attached_policy_arns`',
    });
    const group = await read({
      group_id: 'sg-1',
      ip_permissions: [
        { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], PrefixListIds: [{ PrefixListId: 'pl-1' }] },
      ],
      ip_permissions_egress: null,
    });
    expect(group.entity).toMatchObject({
      inboundRules: [{ protocol: 'ALL', port: 0, portTo: 65_535, scope: '0.0.0.0/0' }, { protocol: 'ALL' }],
      outboundRules: [],
    });
    expect(group.unknown).toHaveProperty(['inboundRules.1.scope']);
    const bucket = await read({
      name: 'b',
      versioning_enabled: true,
      versioning_mfa_delete: false,
      policy: null,
      logging: { TargetBucket: 'logs', TargetPrefix: 'p' },
      server_side_encryption_configuration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'k' } }],
      },
      acl: {
        Grants: [
          {
            Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
            Permission: 'READ_ACP',
          },
        ],
        Owner: { ID: 'o' },
      },
    });
    expect(bucket.entity).toMatchObject({
      type: 'S3Bucket',
      versioning: { status: 'Enabled', mfaDelete: false },
      policy: null,
      logging: { enabled: true, targetBucketName: 'logs' },
      encryption: {
        serverSideEncryptionRules: [{ serverSideEncryptionByDefault: { serverSideEncryptionAlgorithm: 'aws:kms' } }],
      },
      acl: { ownerId: 'o', grants: [{ premission: 'READ_ACP', premissionHeaderName: 'x-amz-grant-read-acp' }] },
    });
    expect(bucket.unknown).toHaveProperty(['logging.grants']);
  });

  it('gathers the rules of a security group', async () => {
    const rows = [
      { ...rule, cidr_ipv4: '0.0.0.0/0' },
      { ...rule, group_id: 'sg-2', cidr_ipv6: '::/0' },
      { ...rule, is_egress: true, prefix_list_id: 'pl-1' },
      { ...rule, group_id: 'sg-3' },
    ];
    const { records, problems } = await collectBytes(JSON.stringify(rows));
    expect(problems).toEqual([]);
    const [one, two, three] = records as EntityRecord[];
    expect(one!.entity).toMatchObject({
      id: 'sg-1',
      inboundRules: [{ port: 22, scope: '0.0.0.0/0' }],
      outboundRules: [{}],
    });
    expect(one!.unknown).toHaveProperty(['outboundRules.0.scope']);
    expect(two!.entity['inboundRules']).toEqual([
      { protocol: 'TCP', port: 22, portTo: 22, scope: '::/0', scopeMetaData: null },
    ]);
    // A rule without a source cannot be read: what the group lets through is then not known.
    expect(three!.unknown).toHaveProperty('inboundRules');
  });

  it('leaves entities alone', async () => {
    const entity = { type: 'Custom', name: 'b', versioning_enabled: true, role_id: 'r' };
    expect((await collectBytes(JSON.stringify([entity]))).entities).toEqual([entity]);
  });

  it('reports what is broken, and reads the rest', async () => {
    const good = '{"role_id":"R","name":"r","arn":"arn:aws:iam::1:role/r"}';
    const { entities, problems } = await collectBytes(
      `[${good},5,{"a":1},{"access_key_id":1,"user_name":"u","status":"Active"},{"role_id":"R","name":5,"arn":""},{"__proto__":{"role_id":"R"},"name":"x"},{"x":${'['.repeat(300)}${']'.repeat(300)}},${good}]`,
    );
    expect(entities.map(({ name }) => name)).toEqual(['r', 'r']);
    expect(problems).toEqual([
      'not-an-entity@1#1: the row has not the columns of a known table',
      'not-an-entity@1#2: the row has not the columns of a known table',
      'not-an-entity@1#3: the row has no `user_name` and `access_key_id`',
      'not-an-entity@1#4: the row has no `name`',
      'not-an-entity@1#5: the row has not the columns of a known table',
      'too-deep@1#6: the record nests deeper than 200 levels',
    ]);
    const cut = await collectBytes(`{"columns":[],"rows":[${good},{"role_id":"R","na`);
    expect(cut.entities).toHaveLength(1);
    expect(cut.problems).toEqual([expect.stringMatching(/^truncated-input/u)]);
  });
});
