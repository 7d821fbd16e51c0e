import { describe, expect, it } from 'vitest';
import { isEntityRecord, type EntityRecord } from '../../src/inventory/index.ts';
import { collect, collectBytes, temporaryFolder } from './support.ts';

const FOLDER = 'examples/inventory/aws-cli/iam-users';
const NO_KEY = { isActive: false, lastRotated: null, lastUsedDate: null, lastUsedRegion: null, lastUsedService: null };
const folder = temporaryFolder();

const key = (id: string, day: number, status = 'Active', name = 'u'): object => ({
  UserName: name,
  AccessKeyId: id,
  Status: status,
  CreateDate: `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`,
});
const at = (day: number): number => Date.UTC(2026, 0, day) / 1000;
const use = (
  id?: string,
  more: object = { LastUsedDate: '2026-02-01T00:00:00Z', Region: 'eu-west-1', ServiceName: 's3' },
): object => ({
  UserName: 'u',
  ...(id === undefined ? {} : { AccessKeyId: id }),
  AccessKeyLastUsed: more,
});

/** The one user that some outputs make. */
async function userOf(...outputs: readonly object[]): Promise<EntityRecord> {
  const { records, problems } = await collectBytes(outputs.map((output) => JSON.stringify(output, null, 2)).join('\n'));
  expect(problems).toEqual([]);
  const [user, ...others] = records.filter(isEntityRecord);
  expect(others).toEqual([]);
  if (user === undefined) throw new Error('no user was read');
  return user;
}

describe('aws-cli: IAM users', () => {
  it('joins the outputs of several commands in several files', async () => {
    const { entities, problems, records } = await collect([FOLDER]);
    expect(problems).toEqual([]);
    const byName = new Map(records.filter(isEntityRecord).map((record) => [record.entity.name, record]));
    expect([...byName.keys()]).toEqual(['ci-deploy', 'alice', 'dora', 'emil']);
    expect(entities[1]).toMatchObject({
      id: 'AIDAEXAMPLEALICE00001',
      arn: 'arn:aws:iam::111122223333:user/alice',
      accountNumber: '111122223333',
      passwordLastUsed: Date.UTC(2026, 10, 20, 8, 15, 30) / 1000,
      mfaActive: true,
      virtualMfaEnabled: true,
      firstAccessKey: {
        isActive: true,
        lastRotated: Date.UTC(2026, 9, 2, 9) / 1000,
        lastUsedDate: Date.UTC(2026, 10, 22, 14) / 1000,
        lastUsedRegion: 'eu-west-1',
        lastUsedService: 's3',
      },
      secondAccessKey: NO_KEY,
    });
    expect(byName.get('ci-deploy')!.entity['firstAccessKey']).toEqual({
      isActive: true,
      lastRotated: Date.UTC(2024, 0, 15, 13, 20) / 1000,
    });
    expect(byName.get('ci-deploy')!.unknown).toHaveProperty(
      ['firstAccessKey.lastUsedDate'],
      '`aws iam get-access-key-last-used` has it',
    );
    expect(byName.get('dora')!.entity).toMatchObject({ firstAccessKey: NO_KEY, secondAccessKey: NO_KEY });
    expect(byName.get('emil')!.unknown).toHaveProperty(['firstAccessKey'], 'an IAM credential report has it');
  });

  it('reads outputs in an array, as `jq -s` makes it', async () => {
    const outputs = [{ AccessKeyMetadata: [key('A', 1)] }, use('A')];
    expect((await collectBytes(JSON.stringify(outputs))).entities).toEqual([(await userOf(...outputs)).entity]);
  });

  it('takes the oldest key for the first', async () => {
    const { entity, unknown } = await userOf({ AccessKeyMetadata: [key('B', 9), key('A', 3, 'Inactive')] }, use('B'));
    expect(entity).toEqual({
      type: 'IamUser',
      name: 'u',
      region: null,
      source: 'aws-cli',
      firstAccessKey: { isActive: false, lastRotated: at(3) },
      secondAccessKey: {
        isActive: true,
        lastRotated: at(9),
        lastUsedDate: at(32),
        lastUsedRegion: 'eu-west-1',
        lastUsedService: 's3',
      },
    });
    expect(unknown).toMatchObject({ arn: '`aws iam list-users` has it', accountNumber: '`aws iam list-users` has it' });
    expect(unknown).toHaveProperty(['firstAccessKey.lastUsedDate']);
    expect(unknown).not.toHaveProperty(['secondAccessKey.lastUsedDate']);
  });

  it('uses a last use without a key id only where there is one key', async () => {
    const one = await userOf(
      { AccessKeyMetadata: [key('A', 1)] },
      use(undefined, { Region: 'N/A', ServiceName: 'N/A' }),
    );
    expect(one.entity['firstAccessKey']).toEqual({
      isActive: true,
      lastRotated: at(1),
      lastUsedDate: -62_135_596_800,
      lastUsedRegion: '',
      lastUsedService: '',
    });
    const two = await userOf({ AccessKeyMetadata: [key('A', 1), key('B', 2)] }, use());
    expect(two.unknown).toHaveProperty(
      ['secondAccessKey.lastUsedDate'],
      'the last use that was read does not say of which key it is',
    );
  });

  it('does not take a cut list for all keys, nor more than two keys for keys of one user', async () => {
    const cut = await userOf({ AccessKeyMetadata: [key('A', 1)], IsTruncated: true, Marker: 'x' });
    expect(cut.unknown).toHaveProperty(['secondAccessKey'], 'the list of access keys is cut off');
    const many = await userOf({ AccessKeyMetadata: [key('A', 1), key('B', 2), key('C', 3), key('C', 3)] });
    expect(many.unknown).toHaveProperty(['firstAccessKey'], '3 keys are listed, a user has two at most');
    const odd = await userOf({ AccessKeyMetadata: [{ ...key('A', 1), Status: 'Expired', CreateDate: 5e99 }] });
    expect(odd.unknown).toHaveProperty(['firstAccessKey.isActive']);
    expect(odd.entity['firstAccessKey']).not.toHaveProperty('isActive');
    const never = await userOf({ AccessKeyMetadata: [key('A', 1)] }, use('A', { LastUsedDate: 'soon' }));
    expect(never.unknown).toHaveProperty(['firstAccessKey.lastUsedDate']);
  });

  it('tells virtual MFA devices from others', async () => {
    const device = (serial: string): object => ({ UserName: 'u', MFADevices: [{ SerialNumber: serial }] });
    const mfa = async (output: object): Promise<unknown> => {
      const { entity } = await userOf(output);
      return [entity['mfaActive'], entity['virtualMfaEnabled']];
    };
    expect(await mfa(device('arn:aws:iam::111122223333:mfa/u'))).toEqual([true, true]);
    expect(await mfa(device('arn:aws:iam::111122223333:u2f/user/u/key'))).toEqual([true, false]);
    expect(await mfa(device('GAHT12345678'))).toEqual([true, false]);
    expect(await mfa({ UserName: 'u', MFADevices: [] })).toEqual([false, false]);
    const root = { SerialNumber: 'x', User: { Arn: 'arn:aws:iam::111122223333:root' } };
    const { entity } = await userOf({ VirtualMFADevices: [{ SerialNumber: 'free' }, root] });
    expect(entity).toMatchObject({ name: '<root_account>', accountNumber: '111122223333', virtualMfaEnabled: true });
  });

  it('says when a name is in several accounts', async () => {
    const list = (account: string): object => ({
      Users: [{ UserName: 'u', Arn: `arn:aws:iam::${account}:user/u`, UserId: 'A' }],
    });
    const files = [list('111122223333'), list('444455556666'), { AccessKeyMetadata: [key('A', 1)] }].map(
      (output, index) => folder.write(`${index}.json`, JSON.stringify(output)),
    );
    const { entities, problems } = await collect(files);
    expect(entities.map(({ accountNumber }) => accountNumber)).toEqual(['111122223333', '444455556666', undefined]);
    expect(entities.slice(0, 2).every((user) => !Object.hasOwn(user, 'firstAccessKey'))).toBe(true);
    expect(problems).toEqual(['ambiguous-user@1: a user `u` is in 2 accounts, and this record does not say in which']);
  });

  it('reports what is broken, and reads the rest', async () => {
    const { entities, problems } = await collectBytes(
      `{"AccessKeyMetadata":[5,{"Status":"Active"},${JSON.stringify(key('A', 1))}]}\n{"AccessKeyMetadata":{}}\n{"Users":[null,{"UserName":"__proto__","Arn":"a"}]}\n{"MFADevices":[{"UserName":"u"}]}\n{"AccessKeyLastUsed":{}}\n7\n{"other":1}\n{"Users":[{"x":${'['.repeat(300)}${']'.repeat(300)}}]}\n{"Users":[{"UserN`,
    );
    expect(entities.map(({ name }) => name)).toEqual(['u', '__proto__']);
    expect(problems).toEqual([
      'not-an-entity@1: the access key has no `UserName`',
      'not-an-entity@1: the access key has no `UserName`',
      'not-an-entity@2: `AccessKeyMetadata` is not a list, as `aws iam list-access-keys` gives it',
      'not-an-entity@3#0: the user has no `UserName`',
      'not-an-entity@4: the MFA device has no `UserName`',
      'not-an-entity@5: the last use has no `UserName`',
      'not-an-entity@6: the answer is no object',
      'unread-answer@7: looks like the answer of an AWS call that is not known: it holds `other`',
      'too-deep@8: the record nests deeper than 200 levels',
      'truncated-input@9: the input ends in the middle of this record',
    ]);
  });
});
