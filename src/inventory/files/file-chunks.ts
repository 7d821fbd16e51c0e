import { closeSync, createReadStream, fstatSync, open, read, type Stats } from 'node:fs';
import { defined } from '../../text/defined.ts';

// Not by `promisify`: `node:util` reads the environment when it is loaded.
function opened(path: string): Promise<number> {
  return new Promise((done, fail) => {
    open(path, 'r', (error, file) => {
      if (error === null) done(file);
      else fail(error);
    });
  });
}

function readInto(file: number, memory: Buffer, length: number): Promise<Uint8Array> {
  return new Promise((done, fail) => {
    read(file, memory, 0, length, null, (error, bytes) => {
      if (error === null) done(memory.subarray(0, bytes));
      else fail(error);
    });
  });
}

/** Large chunks: what each costs by itself is what bounds the speed. Of larger ones more records would be held at once. */
const CHUNK_BYTES = 262_144;
/** Several are read together: a read wakes a thread of Node's and is waited for, which costs as much as what it copies. */
const READ_BYTES = 4 * CHUNK_BYTES;
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
  #size = READ_BYTES;

  constructor(path: string, signal: AbortSignal | undefined) {
    this.#path = path;
    this.#signal = signal;
  }

  /** From now on a chunk is done with when the next is asked for. Those that were given before stay as they are. */
  reuseMemory(): void {
    this.#isShared = true;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, undefined> {
    const file = await opened(this.#path);
    // What is asked of an open file is answered at once; a way through the threads of Node costs more than a small file.
    const about = aboutOrClosed(file);
    if (!about.isFile()) {
      // Of a pipe a read may never end, and only a stream can be left then.
      yield* createReadStream(this.#path, {
        fd: file,
        highWaterMark: CHUNK_BYTES,
        ...defined({ signal: this.#signal }),
      });
      return undefined;
    }
    this.#size = Math.min(READ_BYTES, Math.max(LEAST_BYTES, about.size + 1));
    // Some files do not tell their size, and give less than is asked for before their end.
    let left = about.size === 0 ? Infinity : about.size;
    let ahead: Promise<Uint8Array> | undefined = this.#read(file);
    try {
      while (ahead !== undefined) {
        const chunk: Uint8Array = await ahead;
        this.#signal?.throwIfAborted();
        if (chunk.length === 0) return undefined;
        left -= chunk.length;
        // Less than was asked for, and all that it had: its end.
        ahead = left <= 0 && chunk.length < this.#size ? undefined : this.#read(file);
        for (let at = 0; at < chunk.length; at += CHUNK_BYTES) yield chunk.subarray(at, at + CHUNK_BYTES);
      }
      return undefined;
    } finally {
      await ahead?.catch(() => undefined);
      closeSync(file);
    }
  }

  #read(file: number): Promise<Uint8Array> {
    const memory = this.#isShared ? this.#nextMemory() : Buffer.allocUnsafeSlow(this.#size);
    const reading = readInto(file, memory, this.#size);
    // Whoever asks for the chunk hears of it; nobody may.
    reading.catch(() => undefined);
    return reading;
  }

  #nextMemory(): Buffer {
    this.#turn = 1 - this.#turn;
    return (this.#memory[this.#turn] ??= Buffer.allocUnsafeSlow(this.#size));
  }
}

function aboutOrClosed(file: number): Stats {
  try {
    return fstatSync(file);
  } catch (thrown) {
    closeSync(file);
    throw thrown;
  }
}
