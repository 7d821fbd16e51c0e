import { afterEach, describe, expect, it, vi } from 'vitest';
import { collect, collectBytes, temporaryFolder } from './support.ts';

/**
 * hyparquet is an optional peer dependency and not installed here: a stand-in with the two functions that the reader
 * calls plays its part.
 */
const groups = [
  [
    { type: 'IamUser', big: 2n ** 60n, small: 7n, at: new Date(0), raw: new Uint8Array([1, 2]), none: undefined },
    { type: null, name: 'x' },
  ],
  [{ type: 'S3Bucket', tags: [{ key: 'a', value: 1n }], nan: Number.NaN, numbers: new Int32Array([1]) }],
];

interface File {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

function useLibrary(failAt = Number.POSITIVE_INFINITY): void {
  vi.doMock('hyparquet', () => ({
    parquetMetadataAsync: async (file: File) => {
      const end = Buffer.from(await file.slice(file.byteLength - 4, file.byteLength)).toString();
      if (end !== 'PAR1') throw new Error('parquet file invalid (footer != PAR1)');
      return { row_groups: groups.map((rows) => ({ num_rows: BigInt(rows.length) })) };
    },
    parquetReadObjects: ({ rowStart, rowEnd }: { rowStart: number; rowEnd: number }) => {
      if (rowStart >= failAt) throw new Error('Bad page.');
      return Promise.resolve(groups.flat().slice(rowStart, rowEnd));
    },
  }));
}

const folder = temporaryFolder();
const path = folder.write('entities.parquet', 'PAR1....PAR1');
const broken = folder.write('broken.parquet', 'PAR1....');

afterEach(() => {
  vi.doUnmock('hyparquet');
  vi.resetModules();
});

describe('parquet', () => {
  it('reads rows, from a file and from standard input', async () => {
    useLibrary();
    for (const found of [await collect([path]), await collectBytes('PAR1....PAR1')]) {
      expect(found.problems).toEqual(['not-an-entity#1: `type` should be text, found null']);
      expect(found.entities).toEqual([
        {
          type: 'IamUser',
          big: '1152921504606846976',
          small: 7,
          at: '1970-01-01T00:00:00.000Z',
          raw: 'AQI=',
          none: null,
        },
        { type: 'S3Bucket', tags: [{ key: 'a', value: 1 }], nan: 'NaN', numbers: [1] },
      ]);
      expect(found.records.map(({ provenance }) => provenance.index)).toEqual([0, 1, 2]);
    }
  });

  it('keeps the rows before damage', async () => {
    useLibrary(2);
    const { entities, problems } = await collect([path]);
    expect(entities).toHaveLength(1);
    expect(problems.at(-1)).toBe('invalid-parquet#2: the file cannot be read as Parquet: bad page');
    expect((await collect([broken])).problems).toEqual([
      'invalid-parquet: the file cannot be read as Parquet: parquet file invalid (footer != PAR1)',
    ]);
  });

  it('keeps the limits', async () => {
    useLibrary();
    expect((await collectBytes('PAR1....PAR1', { maxRecordBytes: 8 })).problems).toEqual([
      'record-too-large: the record is larger than 8 bytes',
    ]);
    expect((await collect([path], { maxDepth: 1 })).problems).toContain(
      'too-deep#2: the record nests deeper than 1 levels',
    );
  });

  it('says which package is missing', async () => {
    vi.doMock('hyparquet', () => {
      throw new Error('not installed');
    });
    const { problems, records } = await collect([path]);
    expect(problems).toEqual(['missing-package: reading Parquet needs the package `hyparquet`']);
    expect(records[0]).toMatchObject({ help: 'npm install hyparquet' });
  });
});
