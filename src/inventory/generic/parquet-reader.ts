import { Buffer } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import zlib from 'node:zlib';
import { readWhole } from '../formats/whole.ts';
import { toRecord } from '../entity.ts';
import { recordTooLarge, tooDeep } from '../formats/json-value.ts';
import { placeOf, problem, reasonOf } from '../problems.ts';
import type { ByteInput, InventoryReader, ReadOptions } from '../reader.ts';
import { problemRecord, type InventoryRecord } from '../../values/record.ts';

/** What is used of hyparquet, an optional peer dependency: its types are not there when it is not installed. */
interface Hyparquet {
  parquetMetadataAsync(file: AsyncBuffer): Promise<ParquetMetadata>;
  parquetReadObjects(options: {
    readonly file: AsyncBuffer;
    readonly metadata: ParquetMetadata;
    readonly rowStart: number;
    readonly rowEnd: number;
    readonly compressors: Readonly<Record<string, (input: Uint8Array, outputLength: number) => Uint8Array>>;
  }): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

interface ParquetMetadata {
  readonly row_groups: readonly { readonly num_rows: bigint }[];
}

interface AsyncBuffer {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/** A variable, so that no compiler or bundler looks for the package. */
const PACKAGE: string = 'hyparquet';

/**
 * Parquet files: each row is an entity, its columns the properties; a column `type` names the kind. Rows are read one row
 * group at a time from a file on the disk; from standard input, or compressed as a whole, the file must fit the record
 * limit, since Parquet keeps its index at the end.
 *
 * Values become JSON: times are ISO text, 64-bit integers are numbers where these are exact and text beyond, bytes are
 * base64; columns that are null stay null. Needs the package `hyparquet`.
 */
export const parquet: InventoryReader = {
  name: 'parquet',
  title: 'Parquet',
  summary: 'A Parquet file with a column `type`; each row is an entity. Needs the package hyparquet.',
  command: `duckdb -c "COPY (SELECT * FROM 'entities.ndjson') TO 'entities.parquet' (FORMAT parquet)"`,
  covers: 'all',
  extensions: ['.parquet'],
  detect: (sample) => sample.bytes.toString('latin1', 0, 4) === 'PAR1',
  async *read(input, options) {
    const library = await load();
    if (library === undefined) {
      const message = `reading Parquet needs the package \`${PACKAGE}\``;
      yield problem('missing-package', message, placeOf(input.file), `npm install ${PACKAGE}`);
      return;
    }
    if (input.path === undefined) {
      const bytes = await readWhole(input, options.maxRecordBytes);
      if (bytes === undefined) yield recordTooLarge(placeOf(input.file), options);
      else yield* rows(library, input, bufferOf(bytes), options);
      return;
    }
    const handle = await open(input.path);
    try {
      yield* rows(library, input, await fileOf(handle), options);
    } finally {
      await handle.close();
    }
  },
};

async function load(): Promise<Hyparquet | undefined> {
  try {
    return (await import(PACKAGE)) as Hyparquet;
  } catch {
    return undefined;
  }
}

function bufferOf(bytes: Buffer): AsyncBuffer {
  return { byteLength: bytes.length, slice: (start, end) => Promise.resolve(copyOf(bytes.subarray(start, end))) };
}

async function fileOf(handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const length = Math.max(0, Math.min(end, size) - start);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
      return copyOf(buffer.subarray(0, bytesRead));
    },
  };
}

/** Buffers share memory with others; hyparquet takes a whole ArrayBuffer. */
function copyOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** The codecs that hyparquet leaves to others, and Node.js has. */
const COMPRESSORS = {
  GZIP: (input: Uint8Array, outputLength: number) => zlib.gunzipSync(input, { maxOutputLength: outputLength + 1 }),
  BROTLI: (input: Uint8Array, outputLength: number) =>
    zlib.brotliDecompressSync(input, { maxOutputLength: outputLength + 1 }),
  // Node.js 22.12 to 22.14 have no zstd: hyparquet then says that the codec is not supported.
  ...(typeof zlib.zstdDecompressSync === 'function'
    ? {
        ZSTD: (input: Uint8Array, outputLength: number) =>
          zlib.zstdDecompressSync(input, { maxOutputLength: outputLength + 1 }),
      }
    : {}),
};

async function* rows(
  library: Hyparquet,
  input: ByteInput,
  file: AsyncBuffer,
  options: ReadOptions,
): AsyncGenerator<InventoryRecord> {
  let rowStart = 0;
  try {
    const metadata = await library.parquetMetadataAsync(file);
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      const found = await library.parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors: COMPRESSORS });
      for (const [offset, row] of found.entries()) {
        const place = placeOf(input.file, undefined, rowStart + offset);
        const value = plainValue(row, options.maxDepth);
        yield value === TOO_DEEP ? tooDeep(place, options) : toRecord(value, place);
      }
      rowStart = rowEnd;
    }
  } catch (thrown) {
    yield problemRecord(
      'invalid-parquet',
      `the file cannot be read as Parquet: ${reasonOf(thrown)}`,
      placeOf(input.file, undefined, rowStart === 0 ? undefined : rowStart),
    );
  }
}

const TOO_DEEP = Symbol('too deep');

function plainValue(value: unknown, depthLeft: number): unknown {
  if (depthLeft < 0) return TOO_DEEP;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (ArrayBuffer.isView(value)) return plainValue([...(value as unknown as Iterable<unknown>)], depthLeft);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (Array.isArray(value)) {
    const items = value.map((item) => plainValue(item, depthLeft - 1));
    return items.includes(TOO_DEEP) ? TOO_DEEP : items;
  }
  const members = Object.entries(value).map(([key, item]) => [key, plainValue(item, depthLeft - 1)] as const);
  return members.some(([, item]) => item === TOO_DEEP) ? TOO_DEEP : Object.fromEntries(members);
}
