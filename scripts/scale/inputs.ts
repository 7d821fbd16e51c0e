import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { COLUMNS, row, user } from '../../bench/users.ts';
import { loadPack, packs } from '../../src/rules/packs/index.ts';
import { duckdbFile, postgresDatabase, postgresPrograms } from '../../test/support/sql/databases.ts';

/* The inputs that are measured: the same users in every format, and entities of all types that the packs are about. */

/** An input, and what ends what it needs. */
export interface MeasuredInput {
  readonly name: string;
  /** What `gsl evaluate` is given. */
  readonly input: string;
  readonly entities: number;
  readonly close?: () => Promise<void>;
}

const ROWS_A_GROUP = 10_000;
const PIECE = 1_000;

/** Writes texts that do not all fit into one. */
function writePieces(file: string, count: number, make: (index: number) => string): void {
  const out = openSync(file, 'w');
  for (let at = 0; at < count; at += PIECE) {
    const length = Math.min(PIECE, count - at);
    writeSync(out, Array.from({ length }, (_, index) => make(at + index)).join(''));
  }
  closeSync(out);
}

/** Users in a file for each format. */
export function userFiles(folder: string, count: number): readonly MeasuredInput[] {
  const path = (name: string): string => join(folder, `${count}-${name}`);
  const ndjson = path('users.ndjson');
  writePieces(ndjson, count, (index) => `${user(index)}\n`);
  const plain = readFileSync(ndjson);
  writePieces(
    path('users.json'),
    count,
    (index) => `${index === 0 ? '[' : ','}${user(index)}${index === count - 1 ? ']' : ''}`,
  );
  writeFileSync(path('users.ndjson.gz'), gzipSync(plain, { level: 6 }));
  writeFileSync(path('users.ndjson.zst'), zstdCompressSync(plain));
  writePieces(path('credential-report.csv'), count, (index) => `${index === 0 ? `${COLUMNS}\n` : ''}${row(index)}\n`);
  writeFileSync(path('users.parquet'), parquetOf(count));
  const made = (name: string, file: string): MeasuredInput => ({ name, input: path(file), entities: count });
  return [
    made('NDJSON', 'users.ndjson'),
    made('JSON array', 'users.json'),
    made('NDJSON, gzip', 'users.ndjson.gz'),
    made('NDJSON, zstd', 'users.ndjson.zst'),
    made('Parquet (snappy)', 'users.parquet'),
    made('credential report (CSV)', 'credential-report.csv'),
  ];
}

function parquetOf(count: number): Uint8Array {
  const users = Array.from(
    { length: count },
    (_, index) => JSON.parse(user(index)) as Readonly<Record<string, unknown>>,
  );
  const columnData = Object.keys(users[0] ?? {}).map((name) => ({ name, data: users.map((one) => one[name]) }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: ROWS_A_GROUP }));
}

/** The users of an NDJSON file as documents in a table of DuckDB. */
export async function inDuckdb(folder: string, { input, entities }: MeasuredInput): Promise<MeasuredInput> {
  const database = await duckdbFile(join(folder, `${entities}.duckdb`));
  await database.query(`CREATE TABLE entities AS SELECT json AS entity FROM read_ndjson_objects('${input}')`);
  await database.close();
  return { name: 'DuckDB, a table of documents', input: database.url, entities };
}

/** The same in a PostgreSQL server of its own; undefined where it is not installed. */
export async function inPostgres({ input, entities }: MeasuredInput): Promise<MeasuredInput | undefined> {
  const programs = postgresPrograms();
  if (programs === undefined) return undefined;
  const database = await postgresDatabase(programs);
  await database.query('CREATE TABLE entities (entity jsonb)');
  const lines = readFileSync(input, 'utf8').trimEnd().split('\n');
  for (let at = 0; at < lines.length; at += PIECE) {
    const values = lines.slice(at, at + PIECE).map((line) => `('${line.replaceAll("'", "''")}')`);
    await database.query(`INSERT INTO entities VALUES ${values.join(', ')}`);
  }
  return { name: 'PostgreSQL, a table of documents', input: database.url, entities, close: database.close };
}

/** The entities of the tests of all packs, over and over: every rule finds entities of its type. */
export async function packInventory(folder: string, count: number): Promise<MeasuredInput> {
  const loaded = await Promise.all(packs.map(({ id }) => loadPack(id)));
  const entities = loaded
    .flatMap((pack) => pack?.rules ?? [])
    .filter(({ logic }) => !logic.startsWith('List<'))
    .flatMap(({ logic, tests = [] }) => {
      const type = /^[A-Za-z]\w*/u.exec(logic)?.[0];
      return (tests as readonly { readonly entity?: object }[]).map(({ entity }) => ({ type, ...entity }));
    });
  const input = join(folder, `${count}-packs.ndjson`);
  writePieces(
    input,
    count,
    (index) => `${JSON.stringify({ ...entities[index % entities.length], id: `e-${index}` })}\n`,
  );
  return { name: 'all packs', input, entities: count };
}
