import { createReadStream } from 'node:fs';
import { asUtf8, encodingOf } from './encoding.ts';
import { codecOf, decompress } from './decompress.ts';
import { Peekable } from './peekable.ts';
import { InputFailure, reasonOf } from '../problems.ts';
import type { OpenInput } from '../read-input.ts';
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

/**
 * Opens an input: gzip and zstd are undone by their magic bytes, a byte order mark is dropped, UTF-16 becomes UTF-8.
 * `onBytes` hears of every chunk as it was read, before decompression. Throws InputFailure, here and while the chunks
 * are read.
 */
export async function openInput(
  source: ByteSource,
  onBytes: (count: number) => void,
  signal?: AbortSignal,
): Promise<OpenInput> {
  const raw = new Peekable(counted(rawBytes(source, signal), onBytes));
  try {
    const codec = codecOf(await raw.peek(4));
    const plain = codec === undefined ? raw : new Peekable(decompress(raw, codec));
    const encoding = encodingOf(await plain.peek(SAMPLE_BYTES + 3));
    plain.drop(encoding.mark);
    const content = encoding.name === 'utf-8' ? plain : new Peekable(asUtf8(plain, encoding.name));
    const start = await content.peek(SAMPLE_BYTES + 1);
    const isAsOnDisk = codec === undefined && content === plain;
    return {
      file: source.file,
      ...(source.path === undefined || !isAsOnDisk ? {} : { path: source.path }),
      sample: new InputSample(source.file, start.subarray(0, SAMPLE_BYTES), start.length <= SAMPLE_BYTES),
      chunks: content,
      close: async () => {
        if (content !== plain) await content.close();
        await plain.close();
        await raw.close();
      },
    };
  } catch (thrown) {
    await raw.close();
    throw thrown;
  }
}

function rawBytes(source: ByteSource, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  if (source.stream !== undefined) return source.stream;
  return createReadStream(source.path ?? source.file, {
    highWaterMark: CHUNK_BYTES,
    ...(signal === undefined ? {} : { signal }),
  });
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
