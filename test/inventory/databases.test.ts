import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { databaseName } from '../../src/inventory/files/databases/database-input.ts';
import { readInventory } from '../../src/inventory/index.ts';
import type { InventoryRecord } from '../../src/values/record.ts';
import { duckdbFile, postgresDatabase, postgresPrograms, type TestDatabase } from '../support/sql/databases.ts';

/* Databases as inventories: a server of PostgreSQL that the test starts, and a file of DuckDB. */

const programs = postgresPrograms();
if (programs === undefined)
  console.warn('PostgreSQL is not installed, so inputs of it are NOT tried: apt-get install postgresql');

const folder = mkdtempSync(join(tmpdir(), 'gsl-databases-'));
const DUCKDB_FILE = join(folder, 'inventory.duckdb');
const MAP = join(folder, 'map.json');
writeFileSync(
  MAP,
  JSON.stringify({
    IamUser: {
      table: 'people',
      properties: {
        name: 'user_name',
        mfaActive: { column: 'mfa', kind: 'boolean' },
        createDate: { column: 'created', kind: 'time' },
        'deep.er': { column: 'big', kind: 'number' },
        tags: { column: 'tags', kind: 'json' },
      },
    },
  }),
);

const setup = (json: string): readonly string[] => [
  `CREATE TABLE entities (entity ${json})`,
  `INSERT INTO entities SELECT CAST('{"type":"IamUser","id":"u' || i || '","n":9007199254740993,"mfaActive":' || (CASE WHEN i % 2 = 0 THEN 'true' ELSE 'false' END) || '}' AS ${json}) FROM generate_series(0, 2499) AS s(i)`,
  `INSERT INTO entities VALUES (CAST('[1]' AS ${json})), (NULL), (CAST('{"no":"type"}' AS ${json}))`,
  `CREATE TABLE people (user_name text, mfa boolean, created timestamp, big numeric(38,0), tags ${json})`,
  `INSERT INTO people VALUES ('alice', true, '2020-09-13 12:26:40', 9007199254740993, '{"a":[1]}'), ('bob', NULL, NULL, 7, NULL)`,
  `CREATE TABLE aws_iam_credential_report (user_arn text, user_name text, password_enabled boolean, mfa_active boolean,
     user_creation_time timestamp, password_last_changed timestamp, password_next_rotation timestamp,
     access_key_1_active boolean, access_key_1_last_rotated timestamp, access_key_1_last_used_date timestamp,
     access_key_2_active boolean, access_key_2_last_rotated timestamp, access_key_2_last_used_date timestamp,
     cert_1_active boolean, cert_1_last_rotated timestamp, cert_2_active boolean, cert_2_last_rotated timestamp)`,
  `INSERT INTO aws_iam_credential_report (user_arn, user_name, password_enabled, mfa_active, access_key_1_active, access_key_2_active)
     VALUES ('arn:aws:iam::111122223333:user/carol', 'carol', true, false, true, true)`,
];

async function all(address: string): Promise<InventoryRecord[]> {
  const records: InventoryRecord[] = [];
  for await (const record of readInventory([address])) records.push(record);
  return records;
}

const both = describe.each([
  ['PostgreSQL', programs === undefined ? undefined : () => postgresDatabase(programs)],
  ['DuckDB', () => duckdbFile(DUCKDB_FILE)],
] as const);

both('%s', (kind, open) => {
  let database: (TestDatabase & { readonly url: string }) | undefined;
  let url = '';
  beforeAll(async () => {
    database = await open?.();
    if (database === undefined) return;
    for (const sql of setup(database.json)) await database.query(sql);
    ({ url } = database);
    // A file of DuckDB has one who may write.
    if (kind === 'DuckDB') await database.close();
  }, 30_000);
  afterAll(async () => {
    if (kind === 'PostgreSQL') await database?.close();
    else rmSync(folder, { recursive: true });
  });
  const given = it.skipIf(open === undefined);

  given('a table of documents: entities, and what is none, row by row', async () => {
    const records = await all(`${url}?table=entities`);
    const entities = records.flatMap((record) => (record.kind === 'entity' ? [record] : []));
    expect(entities).toHaveLength(2500);
    expect(entities[7]).toMatchObject({
      entity: { type: 'IamUser', id: 'u7', n: 9007199254740993n, mfaActive: false },
      provenance: { index: 7 },
    });
    expect(records.flatMap((record) => (record.kind === 'problem' ? [record.provenance.index] : []))).toEqual([
      2500, 2501, 2502,
    ]);
    const summary = await assess(
      [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' }],
      readInventory([url]),
    ).finish();
    expect(summary.counts).toMatchObject({ passed: 1250, failed: 1250 });
    expect(summary.problems).toBe(3);
  });

  given('columns by a mapping: kinds, paths, null', async () => {
    const [source, alice, bob] = await all(`${url}?map=${MAP}`);
    expect(source).toMatchObject({ kind: 'source', covers: ['IamUser'] });
    expect(alice).toMatchObject({
      entity: {
        type: 'IamUser',
        name: 'alice',
        mfaActive: true,
        createDate: 1600000000,
        deep: { er: 9007199254740993n },
        tags: { a: [1] },
      },
    });
    expect(bob).toMatchObject({
      entity: { type: 'IamUser', name: 'bob', mfaActive: null, createDate: null, deep: { er: 7 }, tags: null },
    });
  });

  given('the layout of Steampipe: users, and what it does not hold of them is unknown', async () => {
    const [, carol] = await all(`${url}?layout=steampipe`);
    expect(carol).toMatchObject({
      entity: {
        type: 'IamUser',
        name: 'carol',
        accountNumber: '111122223333',
        firstAccessKey: { isActive: true },
        mfaActive: false,
      },
      unknown: { managedPolicies: expect.any(String) },
    });
  });

  given.each([
    ['?table=nowhere', /nowhere/u],
    ['?layout=none', /no layout `none`/u],
    ['?map=/no/such.json', /mapping .* cannot be read/u],
  ])('says what is wrong with %s', async (query, message) => {
    expect(await all(`${url}${query}`)).toContainEqual(
      expect.objectContaining({ kind: 'problem', code: 'unreadable-input', message: expect.stringMatching(message) }),
    );
  });
});

it.each([
  [
    'postgres://user:s3cret@db.example:5432/cloud?password=s3cret&table=users',
    'postgres://db.example:5432/cloud?table=users',
  ],
  ['postgres://user:p@ss@db/cloud', 'postgres://db/cloud'],
  ['postgresql://db/cloud?sslkey=s3cret', 'postgresql://db/cloud'],
  ['duckdb:file.db?layout=cloudquery', 'duckdb:file.db?layout=cloudquery'],
  ['duckdb:md:mydb?motherduck_token=s3cret&table=t', 'duckdb:md:mydb?table=t'],
])('%s is called %s', (address, name) => {
  expect(databaseName(address)).toBe(name);
});

it('prints no password where nobody answers', async () => {
  const records = await all('postgres://gsl:s3cret@127.0.0.1:1/none?password=s3cret');
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({
    kind: 'problem',
    code: 'unreadable-input',
    provenance: { file: 'postgres://127.0.0.1:1/none' },
  });
  expect(JSON.stringify(records)).not.toContain('s3cret');
});
