import {
  entityRecord,
  problemRecord,
  isEntityRecord,
  type EntityRecord,
  type InventoryRecord,
} from '../../src/values/record.ts';
import { describe, expect, it } from 'vitest';
import { type Entity } from '../../src/inventory/index.ts';
import { UserJoin } from '../../src/inventory/aws/user-join.ts';
import { collect, temporaryFolder } from './support.ts';

const folder = temporaryFolder();

const record = (file: string, values: object, unknown?: Readonly<Record<string, string>>): EntityRecord =>
  entityRecord(
    { type: 'IamUser', name: 'u', accountNumber: '1', source: file, ...values } as Entity,
    { file },
    unknown,
  );

function join(...records: readonly InventoryRecord[]): readonly InventoryRecord[] {
  const users = new UserJoin();
  for (const one of records) expect(users.hold(one)).toBe(true);
  return [...users.finish()];
}

const one = (...records: readonly InventoryRecord[]): EntityRecord => {
  const joined = join(...records);
  expect(joined).toHaveLength(1);
  return joined[0] as EntityRecord;
};

describe('joining users', () => {
  it('takes what is known over what is not', () => {
    const { entity, unknown, provenance } = one(
      record('a', { path: '/' }, { mfaActive: 'a', tags: 'a', virtualMfaEnabled: 'a' }),
      record('b', { mfaActive: null }, { path: 'b', tags: 'b', virtualMfaEnabled: 'b' }),
      record('c', { tags: [] }, { path: 'c', virtualMfaEnabled: 'c' }),
    );
    expect(entity).toEqual({
      type: 'IamUser',
      name: 'u',
      accountNumber: '1',
      source: 'a+b+c',
      path: '/',
      mfaActive: null,
      tags: [],
    });
    expect(unknown).toEqual({ virtualMfaEnabled: 'a' });
    expect(provenance).toEqual({ file: 'a' });
  });

  it('takes the credential report, then what came first', () => {
    const report = record('aws-credential-report', { id: 'arn:x', mfaActive: true }, { tags: 'r' });
    const other = record('x', { id: 'AIDA1', mfaActive: false, tags: [1] });
    for (const records of [
      [report, other],
      [other, report],
    ]) {
      expect(one(...records).entity).toMatchObject({ mfaActive: true, tags: [1], id: 'AIDA1' });
      expect(one(...records).unknown).toBeUndefined();
    }
    expect(one(record('a', { mfaActive: 1 }), record('b', { mfaActive: 2 })).entity['mfaActive']).toBe(1);
  });

  it('never makes one value of two', () => {
    const { entity, unknown } = one(
      record('a', { firstAccessKey: { isActive: true } }, { 'firstAccessKey.lastUsedDate': 'a' }),
      record('aws-credential-report', { firstAccessKey: { isActive: false } }, { 'firstAccessKey.lastRotated': 'r' }),
    );
    expect(entity['firstAccessKey']).toEqual({ isActive: false });
    expect(unknown).toEqual({ 'firstAccessKey.lastRotated': 'r' });
  });

  it('keeps accounts apart, and names without an account with the one user of that name', () => {
    const joined = join(
      record('a', { accountNumber: undefined, mfaActive: true }),
      record('b', { accountNumber: '2', name: 'v' }),
      record('c', { accountNumber: '1' }),
      record('d', { accountNumber: undefined, arn: 'arn:odd' }),
    ) as readonly EntityRecord[];
    // Two are called `u`, so whose record the first is cannot be told.
    expect(joined.map((user) => (isEntityRecord(user) ? user.entity['source'] : 'problem'))).toEqual([
      'a',
      'b',
      'c',
      'd',
      'problem',
    ]);
    expect(one(record('a', { accountNumber: undefined }), record('c', {})).entity['source']).toBe('a+c');
  });

  it('keeps `__proto__` as data, and holds users alone, not too many', () => {
    const hostile = JSON.parse('{"__proto__":{"mfaActive":true}}') as object;
    const { entity } = one(record('a', {}), record('b', Object.fromEntries(Object.entries(hostile))));
    expect(Object.getPrototypeOf(entity)).toBe(Object.prototype);
    expect(Object.hasOwn(entity, '__proto__')).toBe(true);
    const users = new UserJoin(1);
    expect(users.hold(entityRecord({ type: 'IamRole' }, { file: 'a' }))).toBe(false);
    expect(users.hold(problemRecord('x', 'x', { file: 'a' }))).toBe(false);
    expect(users.hold(record('a', {}))).toBe(true);
    expect(users.hold(record('b', {}))).toBe(false);
    expect([...users.finish()].slice(1)).toMatchObject([{ code: 'too-many-users', provenance: { file: 'b' } }]);
  });

  it('leaves complete sources as they are, in their order', async () => {
    const entity = { type: 'IamUser', name: 'u', accountNumber: '111122223333' };
    const files = [
      'examples/inventory/aws-credential-report',
      folder.write('a.json', JSON.stringify([entity])),
      folder.write('b.ndjson', `${JSON.stringify(entity)}\n`),
    ];
    const { entities } = await collect(files);
    expect(entities.slice(0, 2)).toEqual([entity, entity]);
    expect(entities.slice(2).map(({ name }) => name)).toEqual(['<root_account>', 'alice', 'ci-deploy']);
  });
});
