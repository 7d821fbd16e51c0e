import { describe, expect, it } from 'vitest';
import { googleJoin } from '../../src/inventory/google/join.ts';
import { entityRecord, type InventoryRecord, isEntityRecord, isProblemRecord } from '../../src/values/record.ts';
import { collectBytes } from './support.ts';

/* A part of a list is no list: what others tell of an entity is known where all of them were read, and not before. */

async function read(value: object): Promise<readonly InventoryRecord[]> {
  const { records, sources } = await collectBytes(JSON.stringify(value));
  return [...records, ...sources];
}

const codesOf = (records: readonly InventoryRecord[]): readonly string[] =>
  records.filter(isProblemRecord).map(({ code }) => code);

describe('a page of an answer of AWS', () => {
  const group = {
    GroupId: 'sg-1',
    GroupName: 'a',
    OwnerId: '111122223333',
    IpPermissions: [],
    IpPermissionsEgress: [],
  };

  it('is told, and covers nothing', async () => {
    const records = await read({ SecurityGroups: [group], NextToken: 'more' });
    expect(codesOf(records)).toEqual(['truncated-input']);
    expect(records.filter(isEntityRecord)).toHaveLength(1);
    expect(
      records.filter(({ kind }) => kind === 'source').flatMap((one) => ('covers' in one ? one.covers : [])),
    ).toEqual([]);
  });

  it('is no more where the last one says so', async () => {
    expect(codesOf(await read({ SecurityGroups: [group], NextToken: null }))).toEqual([]);
    expect(codesOf(await read({ SecurityGroups: [group] }))).toEqual([]);
  });

  const many = Array.from({ length: 2_000 }, (_, index) => ({ ...group, GroupId: `sg-${index}` }));
  const metadata = { ResponseMetadata: { RequestId: 'x', HTTPStatusCode: 200 } };

  it.each([
    ['before its metadata', [{ SecurityGroups: many, NextToken: 'more', ...metadata }], 1],
    ['before its list', [{ NextToken: 'more', SecurityGroups: many }], 1],
    [
      'the last of several',
      [
        { SecurityGroups: many, NextToken: 'more' },
        { SecurityGroups: [group], NextToken: 'x' },
      ],
      1,
    ],
    [
      'before the last',
      [
        { SecurityGroups: many, NextToken: 'more' },
        { SecurityGroups: [group], ...metadata },
      ],
      0,
    ],
    ['none', [{ SecurityGroups: many, ...metadata }], 0],
    [
      'called a marker',
      [
        {
          Marker: 'more',
          DBInstances: [
            {
              DBInstanceIdentifier: 'a',
              DBInstanceClass: 'db.t3.micro',
              DBInstanceArn: 'arn:aws:rds:us-east-1:111122223333:db:a',
            },
          ],
        },
      ],
      1,
    ],
    [
      'a marker of what was asked',
      [
        {
          IsTruncated: false,
          Marker: 'a',
          Users: [{ UserName: 'a', UserId: 'AIDA1', Arn: 'arn:aws:iam::111122223333:user/a' }],
        },
      ],
      0,
    ],
  ])('read item by item: the token is %s', async (_, pages, told) => {
    const { records, sources } = await collectBytes(pages.map((page) => JSON.stringify(page)).join('\n'));
    expect(codesOf(records)).toEqual(told === 1 ? ['truncated-input'] : []);
    const covered = sources.flatMap((one) => ('covers' in one ? one.covers : []));
    expect(covered.length > 0).toBe(told === 0);
  });

  it('says nothing of who is in no group', async () => {
    const details = {
      UserDetailList: [],
      GroupDetailList: [
        { GroupName: 'admins', GroupId: 'G', Arn: 'arn:aws:iam::111122223333:group/admins', Path: '/' },
      ],
      RoleDetailList: [],
      Policies: [],
    };
    const user = { UserName: 'u', UserId: 'U', Arn: 'arn:aws:iam::111122223333:user/u', Path: '/', GroupList: [] };
    const usersOf = async (more: object): Promise<unknown> => {
      const records = await read({ ...details, UserDetailList: [user], ...more });
      const found = records.filter(isEntityRecord).find(({ entity }) => entity.type === 'IamGroup');
      return found?.entity['users'];
    };
    expect(await usersOf({})).toEqual([]);
    expect(await usersOf({ IsTruncated: true, Marker: 'x' })).toBeUndefined();
    expect(await usersOf({ UserDetailList: [user, 7] })).toBeUndefined();
  });
});

it('beyond what is held nothing is put together, and that is told', () => {
  const network = 'https://www.googleapis.com/compute/v1/projects/p/global/networks/n';
  const place = { file: 'x' };
  const of = (type: string, name: string, more: object): InventoryRecord =>
    entityRecord({ type, id: name, name, source: 'google', accountNumber: 'p', ...more }, place, {
      'nics.0.inboundRules': 'x',
    });
  const vm = of('VMInstance', 'vm', { nics: [{ network }] });
  const rule = (name: string): InventoryRecord =>
    of('Google_compute_Firewall', name, { network, inboundRules: [{ name }] });
  const joined = (max: number): readonly InventoryRecord[] => {
    const join = googleJoin(max);
    for (const record of [vm, rule('a'), rule('b')]) join.hold(record);
    return [...join.finish()];
  };
  const rowsOf = (records: readonly InventoryRecord[]): unknown =>
    records.filter(isEntityRecord).find(({ entity }) => entity.type === 'VMInstance')?.entity['nics'];
  expect(rowsOf(joined(3))).toMatchObject([{ inboundRules: [{ name: 'a' }, { name: 'b' }] }]);
  expect(codesOf(joined(3))).toEqual([]);
  expect(rowsOf(joined(2))).toEqual([{ network }]);
  expect(codesOf(joined(2))).toEqual(['too-many-parts']);
});

describe('a page of a list of Kubernetes', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'b' }, spec: { containers: [] } };

  it.each([
    ['List', { continue: 'more', remainingItemCount: 20 }, ['truncated-input']],
    ['PodList', { resourceVersion: '7', continue: 'more' }, ['truncated-input']],
    ['List', { resourceVersion: '', continue: '' }, []],
    ['PodList', { resourceVersion: '7' }, []],
  ])('%s with %j', async (kind, metadata, codes) => {
    expect(codesOf(await read({ apiVersion: 'v1', kind, items: [pod], metadata }))).toEqual(codes);
    expect(codesOf(await read({ apiVersion: 'v1', kind, metadata, items: [pod] }))).toEqual(codes);
    const about = Object.entries(metadata).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}\n`);
    const [head, list] = [`apiVersion: v1\nkind: ${kind}\n`, `items:\n- ${JSON.stringify(pod)}\n`];
    for (const text of [`${head}metadata:\n${about.join('')}${list}`, `${head}${list}metadata:\n${about.join('')}`])
      expect(codesOf((await collectBytes(text)).records)).toEqual(codes);
  });
});
