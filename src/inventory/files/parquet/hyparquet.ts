import zlib from 'node:zlib';

/** What is used of hyparquet, an optional peer dependency: its types are not there when it is not installed. */
export interface Hyparquet {
  parquetMetadataAsync(file: AsyncBuffer): Promise<ParquetMetadata>;
  parquetReadObjects(options: {
    readonly file: AsyncBuffer;
    readonly metadata: ParquetMetadata;
    readonly rowStart: number;
    readonly rowEnd: number;
    readonly compressors: Readonly<Record<string, Decompress>>;
  }): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Its own decoder, which makes as many bytes as the page claims. */
  readonly snappyUncompress?: (input: Uint8Array, output: Uint8Array) => boolean;
}

export interface ParquetMetadata {
  readonly row_groups: readonly { readonly num_rows: bigint }[];
}

export interface AsyncBuffer {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

type Decompress = (input: Uint8Array, outputLength: number) => Uint8Array;

/** A page is about a megabyte in what tools write. */
const MAX_PAGE_BYTES = 256 * 1024 * 1024;

/** The codecs that Node.js has, and snappy: each within the limit on a page, which may claim any size. */
export function compressorsOf({ snappyUncompress }: Hyparquet): Readonly<Record<string, Decompress>> {
  const found: Record<string, Decompress> = {
    GZIP: (input, outputLength) => zlib.gunzipSync(input, { maxOutputLength: outputLength + 1 }),
    BROTLI: (input, outputLength) => zlib.brotliDecompressSync(input, { maxOutputLength: outputLength + 1 }),
  };
  // Node.js 22.12 to 22.14 have no zstd: hyparquet then says that the codec is not supported.
  if (typeof zlib.zstdDecompressSync === 'function') {
    found['ZSTD'] = (input, outputLength) => zlib.zstdDecompressSync(input, { maxOutputLength: outputLength + 1 });
  }
  if (snappyUncompress !== undefined) {
    found['SNAPPY'] = (input, outputLength) => {
      const output = new Uint8Array(outputLength);
      snappyUncompress(input, output);
      return output;
    };
  }
  return Object.fromEntries(
    Object.entries(found).map(([codec, decompress]) => [
      codec,
      (input: Uint8Array, outputLength: number) => {
        if (!(outputLength <= MAX_PAGE_BYTES)) throw new Error(`a page claims ${outputLength} bytes`);
        return decompress(input, outputLength);
      },
    ]),
  );
}
