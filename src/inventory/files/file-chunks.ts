import { type FileHandle, open } from 'node:fs/promises';
import { defined } from '../../text/defined.ts';

/** Large reads: what a chunk costs by itself is what bounds the speed. */
const CHUNK_BYTES = 262_144;
/** Of a small file no more is asked for than it has: of 100,000 files, memory costs more than reading. It may grow, or not tell. */
const LEAST_BYTES = 4_096;

/**
 * The bytes of a file; the next chunk is read while one is looked at. A stream of Node's gives each chunk memory of its own,
 * which costs five times as much as reading it and holds 70 MB until the collector comes: who is done with a chunk when
 * asking for the next says so, and the two that are needed are used in turn.
 */
export class FileChunks implements AsyncIterable<Uint8Array> {
  readonly #path: string;
  readonly #signal: AbortSignal | undefined;
  #isShared = false;
  readonly #memory: Buffer[] = [];
  #turn = 0;
  #size = CHUNK_BYTES;

  constructor(path: string, signal: AbortSignal | undefined) {
    this.#path = path;
    this.#signal = signal;
  }

  /** From now on a chunk is done with when the next is asked for. Those that were given before stay as they are. */
  reuseMemory(): void {
    this.#isShared = true;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, undefined> {
    const file = await open(this.#path, 'r');
    // Of a pipe a read may never end, and only a stream can be left then.
    const about = await file.stat().catch(async (thrown: unknown) => {
      await file.close();
      throw thrown;
    });
    if (!about.isFile()) {
      yield* file.createReadStream({ highWaterMark: CHUNK_BYTES, ...defined({ signal: this.#signal }) });
      return undefined;
    }
    this.#size = Math.min(CHUNK_BYTES, Math.max(LEAST_BYTES, about.size + 1));
    let ahead = this.#read(file);
    try {
      for (;;) {
        const chunk = await ahead;
        this.#signal?.throwIfAborted();
        if (chunk.length === 0) return undefined;
        ahead = this.#read(file);
        yield chunk;
      }
    } finally {
      await ahead.catch(() => undefined);
      await file.close();
    }
  }

  #read(file: FileHandle): Promise<Uint8Array> {
    const reading = file
      .read(this.#isShared ? this.#nextMemory() : Buffer.allocUnsafeSlow(this.#size), 0, this.#size, null)
      .then(({ bytesRead, buffer }) => buffer.subarray(0, bytesRead));
    // Whoever asks for the chunk hears of it; nobody may.
    reading.catch(() => undefined);
    return reading;
  }

  #nextMemory(): Buffer {
    this.#turn = 1 - this.#turn;
    return (this.#memory[this.#turn] ??= Buffer.allocUnsafeSlow(this.#size));
  }
}
