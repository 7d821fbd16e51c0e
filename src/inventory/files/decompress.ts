import { Buffer } from 'node:buffer';
import type { Transform } from 'node:stream';
import type * as Zlib from 'node:zlib';
import type { Codec } from '../formats/open.ts';
import { InputFailure, reasonOf, type ProblemCode } from '../problems.ts';

/** Loaded where something is compressed: most runs read nothing that is, and are short. */
const zlib = (): typeof Zlib => process.getBuiltinModule('node:zlib');

/** Output is made in pieces of this size: the per-chunk cost of streams is what bounds the speed. */
const OUTPUT_BYTES = 262_144;

/**
 * Input is given in pieces of this size: of a piece that holds damage, zlib throws away what it has already made of it.
 * So much of the start is kept that small files lose nothing at all.
 */
const INPUT_BYTES = 16_384;
const KEPT_BYTES = 65_536;

/**
 * The decompressed bytes of all members (gzip) or frames (zstd). All that came before damage or an early end is yielded,
 * then InputFailure is thrown.
 */
export async function* decompress(raw: AsyncIterable<Uint8Array>, codec: Codec): AsyncGenerator<Uint8Array> {
  let engine = new Engine(codec);
  const kept: Uint8Array[] = [];
  let taken = 0;
  let made = 0;
  try {
    for await (const chunk of raw) {
      for (let at = 0; at < chunk.length; at += INPUT_BYTES) {
        let rest = chunk.subarray(at, at + INPUT_BYTES);
        taken += rest.length;
        if (taken <= KEPT_BYTES) kept.push(rest);
        while (rest.length > 0) {
          for await (const output of engine.take(rest)) {
            made += output.length;
            yield output;
          }
          rest = rest.subarray(engine.consumed);
          // Node.js stops after a frame: what follows it in the piece begins another. Zeros are padding.
          if (rest.every((byte) => byte === 0)) break;
          engine = engine.next();
        }
      }
    }
    yield* engine.end();
  } catch (thrown) {
    if (thrown instanceof InputFailure) throw thrown;
    if (taken <= KEPT_BYTES) {
      const rescued = soundStart(Buffer.concat(kept), codec).subarray(made);
      if (rescued.length > 0) yield rescued;
    }
    throw damaged(thrown, codec);
  } finally {
    engine.close();
  }
}

/** One stream of zlib, driven a piece at a time. An erring stream throws away what it holds, so all is taken as it is made. */
class Engine {
  /** How many bytes of the last piece were used. */
  consumed = 0;

  readonly #codec: Codec;
  readonly #transform: Transform & { readonly bytesWritten: number };
  readonly #ready: Buffer[] = [];
  #ended = false;
  #failed = false;
  #failure: unknown;
  #wake = (): void => undefined;

  constructor(codec: Codec) {
    this.#codec = codec;
    this.#transform = createDecompressor(codec);
    this.#transform.on('data', (chunk: Buffer) => {
      this.#ready.push(chunk);
      this.#transform.pause();
      this.#wake();
    });
    this.#transform.on('end', () => {
      this.#ended = true;
      this.#wake();
    });
    this.#transform.on('error', (thrown) => {
      this.#failed = true;
      this.#failure = thrown;
      this.#wake();
    });
  }

  /** What is made of a piece. */
  async *take(piece: Uint8Array): AsyncGenerator<Buffer> {
    const before = this.#transform.bytesWritten;
    let taken = false;
    this.#transform.write(piece, () => {
      taken = true;
      this.#wake();
    });
    yield* this.#drain(() => taken && this.#transform.readableLength === 0);
    this.consumed = this.#transform.bytesWritten - before;
    // What it does not take shows that it has ended.
    if (this.consumed < piece.length) yield* this.end();
  }

  /** What is left at the end of the input. */
  async *end(): AsyncGenerator<Buffer> {
    if (this.#ended) return;
    this.#transform.end();
    yield* this.#drain(() => false);
  }

  next(): Engine {
    this.close();
    return new Engine(this.#codec);
  }

  close(): void {
    this.#transform.destroy();
  }

  async *#drain(isTaken: () => boolean): AsyncGenerator<Buffer> {
    for (;;) {
      const chunk = this.#ready.shift();
      if (chunk !== undefined) {
        yield chunk;
        continue;
      }
      if (this.#failed) throw this.#failure;
      if (this.#ended || isTaken()) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#transform.resume();
      });
    }
  }
}

function createDecompressor(codec: Codec): Transform & { readonly bytesWritten: number } {
  if (codec === 'gzip') return zlib().createGunzip({ chunkSize: OUTPUT_BYTES });
  // Node.js 22.12 to 22.14 have no zstd.
  if (typeof zlib().createZstdDecompress !== 'function') {
    throw new InputFailure(
      'unsupported-compression',
      'this Node.js cannot decompress zstd',
      'use Node.js 22.15 or later, or decompress it first: zstd -d',
    );
  }
  return zlib().createZstdDecompress({ chunkSize: OUTPUT_BYTES });
}

/** What can be made of the longest start without damage. */
function soundStart(raw: Buffer, codec: Codec): Buffer {
  let [low, high] = [0, raw.length];
  let best: Buffer = Buffer.alloc(0);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const output = startOf(raw.subarray(0, middle), codec);
    if (output === undefined) high = middle - 1;
    else {
      low = middle;
      best = output;
    }
  }
  return best;
}

/** The output of a start that is whole so far; undefined where it is damaged. */
function startOf(raw: Buffer, codec: Codec): Buffer | undefined {
  try {
    return codec === 'gzip'
      ? zlib().gunzipSync(raw, { finishFlush: zlib().constants.Z_SYNC_FLUSH })
      : zlib().zstdDecompressSync(raw, { finishFlush: zlib().constants.ZSTD_e_flush });
  } catch {
    return undefined;
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
