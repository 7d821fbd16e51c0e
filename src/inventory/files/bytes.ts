import { createReadStream } from 'node:fs';
import { Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { InputFailure, reasonOf, type ProblemCode } from '../problems.ts';
import type { ByteInput } from '../reader.ts';
import { InputSample, SAMPLE_BYTES } from '../formats/sample.ts';

/** Large reads: the per-chunk cost of streams is what bounds the speed. */
const CHUNK_BYTES = 262_144;

/** What an input can be opened from. */
export interface ByteSource {
  readonly file: string;
  /** The path on the disk; absent for standard input. */
  readonly path?: string;
  /** The bytes of standard input, where there is no path. */
  readonly stream?: AsyncIterable<Uint8Array>;
}

/** An opened input. `close` must be called, whether or not it was read to the end. */
export interface OpenInput extends ByteInput {
  close(): Promise<void>;
}

/**
 * Opens an input: gzip and zstd are undone by their magic bytes, a UTF-8 byte order mark is dropped, other Unicode
 * encodings are refused. `onBytes` hears of every chunk as it was read, before decompression.
 * Throws InputFailure, here and while the chunks are read.
 */
export async function openInput(source: ByteSource, onBytes: (count: number) => void): Promise<OpenInput> {
  const raw = new Peekable(counted(rawBytes(source), onBytes));
  try {
    const codec = codecOf(await raw.peek(4));
    const content = codec === undefined ? raw : new Peekable(decompress(raw, codec));
    const { bytes, complete } = await peekSample(content);
    return {
      file: source.file,
      ...(source.path === undefined || codec !== undefined ? {} : { path: source.path }),
      sample: new InputSample(source.file, bytes, complete),
      chunks: content,
      close: async () => {
        await content.close();
        await raw.close();
      },
    };
  } catch (thrown) {
    await raw.close();
    throw thrown;
  }
}

async function peekSample(content: Peekable): Promise<{ bytes: Buffer; complete: boolean }> {
  const start = await content.peek(SAMPLE_BYTES + 3);
  const encoding = encodingOf(start);
  if (encoding !== undefined) {
    throw new InputFailure(
      'unsupported-encoding',
      `the text is ${encoding}, not UTF-8`,
      `convert it: iconv -f ${encoding} -t UTF-8`,
    );
  }
  const mark = hasMark(start) ? 3 : 0;
  content.drop(mark);
  return { bytes: start.subarray(mark, mark + SAMPLE_BYTES), complete: start.length - mark <= SAMPLE_BYTES };
}

function hasMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** The Unicode encoding that is not UTF-8, by its byte order mark or by the zero half of a first ASCII character. */
function encodingOf(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if (bytes.length < 2) return undefined;
  if (first === 0xff && second === 0xfe) return 'UTF-16LE';
  if (first === 0xfe && second === 0xff) return 'UTF-16BE';
  if (first === 0 && isAsciiText(second!)) return 'UTF-16BE';
  if (isAsciiText(first!) && second === 0) return 'UTF-16LE';
  return undefined;
}

function isAsciiText(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

type Codec = 'gzip' | 'zstd';

function codecOf(bytes: Buffer): Codec | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
  return undefined;
}

function rawBytes(source: ByteSource): AsyncIterable<Uint8Array> {
  if (source.stream !== undefined) return source.stream;
  return createReadStream(source.path ?? source.file, { highWaterMark: CHUNK_BYTES });
}

/** Node's words for what users meet most, in plainer ones. */
const SYSTEM_ERRORS = new Map([
  ['ENOENT', 'no such file'],
  ['EACCES', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['ELOOP', 'too many symbolic links'],
  ['EMFILE', 'too many open files'],
]);

/** What a failed system call says, as a failure to read. */
export function unreadable(thrown: unknown): InputFailure {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return new InputFailure('unreadable-input', `cannot be read: ${SYSTEM_ERRORS.get(code) ?? reasonOf(thrown)}`);
}

async function* counted(raw: AsyncIterable<Uint8Array>, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  const chunks = raw[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch((thrown: unknown) => {
        throw unreadable(thrown);
      });
      if (next.done === true) return;
      const chunk = asBuffer(next.value);
      onBytes(chunk.length);
      if (chunk.length > 0) yield chunk;
    }
  } finally {
    await chunks.return?.();
  }
}

/** The same memory as a Buffer. A stream that was given an encoding yields text: its bytes are then UTF-8. */
function asBuffer(chunk: unknown): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, 'utf8');
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new InputFailure('unreadable-input', 'cannot be read: the stream yields something else than bytes');
}

/**
 * The decompressed bytes. All that came before damage or an early end is yielded, then InputFailure is thrown: the
 * chunks are taken as they are made, since an erring stream throws away what it holds.
 */
async function* decompress(raw: AsyncIterable<Buffer>, codec: Codec): AsyncGenerator<Buffer> {
  const transform = createDecompressor(codec);
  const ready: Buffer[] = [];
  let ended = false;
  let failure: unknown;
  let wake = (): void => undefined;
  transform.on('data', (chunk: Buffer) => {
    ready.push(chunk);
    transform.pause();
    wake();
  });
  const finish = (thrown?: unknown): void => {
    ended = true;
    failure ??= thrown;
    wake();
  };
  // Not `pipeline`: it reports success when the last byte is written, before zlib has found that more should follow.
  transform.on('end', finish).on('error', finish);
  const source = Readable.from(raw).on('error', finish);
  source.pipe(transform);
  try {
    for (;;) {
      const chunk = ready.shift();
      if (chunk !== undefined) {
        yield chunk;
        continue;
      }
      if (ended) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
        transform.resume();
      });
    }
    if (failure !== undefined) throw failure instanceof InputFailure ? failure : damaged(failure, codec);
  } finally {
    source.destroy();
    transform.destroy();
  }
}

function damaged(thrown: unknown, codec: Codec): InputFailure {
  const code: ProblemCode =
    thrown instanceof Error && 'code' in thrown && thrown.code === 'Z_BUF_ERROR'
      ? 'truncated-input'
      : 'invalid-compression';
  if (code === 'truncated-input') return new InputFailure(code, `the ${codec} data ends too early`);
  return new InputFailure(code, `the ${codec} data is damaged: ${reasonOf(thrown)}`);
}

function createDecompressor(codec: Codec): Transform {
  if (codec === 'gzip') return zlib.createGunzip({ chunkSize: CHUNK_BYTES });
  // Node.js 22.12 to 22.14 have no zstd.
  if (typeof zlib.createZstdDecompress !== 'function') {
    throw new InputFailure(
      'unsupported-compression',
      'this Node.js cannot decompress zstd',
      'use Node.js 22.15 or later, or decompress it first: zstd -d',
    );
  }
  return zlib.createZstdDecompress({ chunkSize: CHUNK_BYTES });
}

/** Chunks whose start can be looked at before they are read. They can be read once. */
class Peekable implements AsyncIterable<Buffer> {
  readonly #chunks: AsyncIterator<Buffer>;
  #peeked: Buffer[] = [];
  #failure: unknown;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The first bytes: fewer than asked only where the input is shorter. A failure after some bytes is kept for later. */
  async peek(count: number): Promise<Buffer> {
    let size = this.#peeked.reduce((sum, chunk) => sum + chunk.length, 0);
    while (size < count && this.#failure === undefined) {
      try {
        const next = await this.#chunks.next();
        if (next.done === true) break;
        this.#peeked.push(next.value);
        size += next.value.length;
      } catch (thrown) {
        if (size === 0) throw thrown;
        this.#failure = thrown;
      }
    }
    if (this.#peeked.length !== 1) this.#peeked = [Buffer.concat(this.#peeked)];
    return this.#peeked[0]!.subarray(0, count);
  }

  /** Takes bytes that were peeked away from the front. */
  drop(count: number): void {
    const [first, ...rest] = this.#peeked;
    if (first !== undefined) this.#peeked = [first.subarray(count), ...rest];
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for (let chunk = this.#peeked.shift(); chunk !== undefined; chunk = this.#peeked.shift()) {
      if (chunk.length > 0) yield chunk;
    }
    if (this.#failure !== undefined) throw this.#failure;
    for (;;) {
      const next = await this.#chunks.next();
      if (next.done === true) return;
      yield next.value;
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

/**
 * The whole input, for formats that cannot be read in parts. Undefined when it is larger than the limit; then the rest
 * is not read.
 */
export async function readWhole(input: ByteInput, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input.chunks) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
