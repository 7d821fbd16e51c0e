import { parquetWriteBuffer } from 'hyparquet-writer';
import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inventoryReaders } from '../../src/inventory/index.ts';
import { parquetReader } from '../../src/inventory/files/parquet/reader.ts';
import { plainValue } from '../../src/inventory/files/parquet/plain-value.ts';
import { collect, collectBytes, temporaryFolder } from './support.ts';

const folder = temporaryFolder();

function written(rows: readonly Readonly<Record<string, unknown>>[]): Buffer {
  const columnData = Object.keys(rows[0] ?? {}).map((name) => ({ name, data: rows.map((row) => row[name]) }));
  return Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: [2, 1] }));
}

const rows = [
  { type: 'IamUser', name: 'a', big: 2n ** 60n, keys: { isActive: true }, at: new Date(0) },
  { type: null, name: 'b', big: 7n, keys: null, at: new Date(1000) },
  { type: 'S3Bucket', name: 'c', big: 8n, keys: { isActive: false }, at: null },
];
const file = written(rows);
const path = folder.write('entities.parquet', file);
const LIMITS = { idleSeconds: 20, heapMegabytes: 64, growthMegabytes: 1024 };
const FAULTY = new URL('../support/parquet/faulty.mjs', import.meta.url).href;

describe('parquet', () => {
  it('rows of CloudQuery, which have no type, are told what to be', async () => {
    const columns = [
      { name: '_cq_id', data: ['u'], type: 'STRING' as const },
      { name: 'arn', data: ['a'], type: 'STRING' as const },
    ];
    const rows = Buffer.from(parquetWriteBuffer({ columnData: columns }));
    const { records } = await collect([folder.write('$(touch cloudquery).parquet', rows)]);
    const message = 'the row is of CloudQuery, whose tables are read from JSON and CSV';
    // A command is there to be copied: it holds no name of the file.
    const help = expect.stringMatching(/^[^$]*duckdb -c[^$]*$/u) as unknown;
    expect(records).toEqual([expect.objectContaining({ code: 'not-an-entity', message, help })]);
  });

  it('reads rows, from a file, from standard input and compressed', async () => {
    for (const found of [await collect([path]), await collectBytes(file), await collectBytes(zlib.gzipSync(file))]) {
      expect(found.problems).toEqual(['not-an-entity#1: `type` should be text, found null']);
      expect(found.entities).toEqual([
        { type: 'IamUser', name: 'a', big: 2n ** 60n, keys: { isActive: true }, at: '1970-01-01T00:00:00.000Z' },
        { type: 'S3Bucket', name: 'c', big: 8, keys: { isActive: false }, at: null },
      ]);
      expect(found.records.map(({ provenance }) => provenance.index)).toEqual([0, 1, 2]);
    }
  });

  it('reports a file that is cut', async () => {
    const { problems } = await collect([folder.write('cut.parquet', file.subarray(0, 40))]);
    expect(problems).toEqual([expect.stringMatching(/^invalid-parquet: the file cannot be read as Parquet: /u)]);
  });

  it('keeps the limits', async () => {
    expect((await collectBytes(file, { maxRecordBytes: 8 })).problems).toEqual([
      'record-too-large: the record is larger than 8 bytes',
    ]);
    expect((await collect([path], { maxDepth: 1 })).problems).toContain(
      'too-deep#0: the record nests deeper than 1 levels',
    );
  });

  it('makes JSON of every kind of value', () => {
    const cases: readonly (readonly [unknown, unknown])[] = [
      [7n, 7],
      [2n ** 60n, 2n ** 60n],
      [Number.NaN, 'NaN'],
      [new Uint8Array([1, 2]), 'AQI='],
      [new Int32Array([1]), [1]],
      [new Date(Number.NaN), null],
      [undefined, null],
      [[{ a: 1n }], [{ a: 1 }]],
    ];
    for (const [value, plain] of cases) expect(plainValue(value, 5)).toEqual({ value: plain });
    expect(plainValue([[[]]], 1)).toBeUndefined();
  });

  it('says which package is missing', async () => {
    const readers = [parquetReader('no-such-package', LIMITS)];
    const { problems, records } = await collect([path], { readers });
    expect(problems).toEqual(['missing-package: reading Parquet needs the package `no-such-package`']);
    expect(records[0]).toMatchObject({ help: 'npm install no-such-package' });
  });
});

describe('a library that fails', () => {
  const faults: readonly (readonly [what: string, message: RegExp, rows: number])[] = [
    ['loop', /#?: .*no row came of it in one second, far longer/u, 0],
    ['reject', /: nobody waits for this$/u, 0],
    ['exit', /: the thread that reads it ended$/u, 0],
    ['heap', /: it takes more memory than a file of this kind needs$/u, 0],
    ['page', /: a page claims 8589934592 bytes$/u, 0],
    ['wait and throw', /^invalid-parquet#2: .*: bad page$/u, 2],
    ['throw', /^invalid-parquet#2: .*: bad page$/u, 2],
  ];
  it.each(faults)('%s: costs its own input only', async (what, message, count) => {
    const limits = { ...LIMITS, idleSeconds: /loop|wait/u.test(what) ? 1 : 20 };
    const readers = [parquetReader(FAULTY, limits), ...inventoryReaders];
    const inputs = [
      folder.write(`${what}.parquet`, `PAR1 ${what}`),
      folder.write('after.json', '[{"type":"A","name":"z"}]'),
    ];
    const { entities, problems } = await collect(inputs, { readers });
    expect(problems).toEqual([expect.stringMatching(message)]);
    expect(entities.map(({ name }) => name)).toEqual([...['a', 'b'].slice(0, count), 'z']);
  });
});
