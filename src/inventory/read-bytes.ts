import { FlatRecords, type RecordBatch } from './batches.ts';
import { decompressHere } from './formats/decompress.ts';
import { openBytes, type Decompress } from './formats/open.ts';
import { formatReaders } from './format-readers.ts';
import { Reading } from './read-input.ts';
import { readSettings, type ReaderOptions } from './read-settings.ts';
import { isObject } from '../values/value.ts';
import type { AskNeeds } from '../values/record-batches.ts';
import type { InventoryRecord } from '../values/record.ts';

/** A file that was dropped into a page, or anything else that gives its bytes as a stream. */
export interface BlobLike {
  stream(): ReadableStream<Uint8Array>;
}

/** The options of `readBytes`. */
export interface ReadBytesOptions extends ReaderOptions {
  /** Undoes gzip and zstd; by default gzip is undone by the platform's `DecompressionStream`. */
  readonly decompress?: Decompress;
}

/**
 * Reads one inventory from bytes, as `readInventory` does from files: for a browser, a worker, a function that gets a
 * file. Neither the disk nor any module of Node.js is touched; the readers are `formatReaders`.
 *
 * Throws TypeError for what is no bytes and for an unknown `format`, RangeError for a limit that is no positive whole number; never for the bytes.
 *
 * @example
 * for await (const record of readBytes('users.json', new TextEncoder().encode('[{"type":"IamUser","name":"alice"}]'))) {
 *   if (record.kind === 'entity') console.log(record.entity.name); // alice
 * }
 */
export function readBytes(
  name: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array> | BlobLike,
  options: ReadBytesOptions = {},
): AsyncIterable<InventoryRecord> {
  refuseMisuse(name, bytes);
  const settings = readSettings(options, formatReaders);
  const decompress = options.decompress ?? decompressHere;
  async function* batches(needs: AskNeeds | undefined): AsyncGenerator<RecordBatch> {
    const reading = new Reading(settings, [name], needs);
    yield* reading.input(name, () => openBytes(name, chunksOf(bytes), decompress));
    yield* reading.end();
  }
  return new FlatRecords(batches, settings.signal);
}

/** From JavaScript: what a client answers, or a buffer, is not yet bytes. */
function refuseMisuse(name: unknown, bytes: unknown): void {
  const isStream =
    bytes instanceof Uint8Array ||
    (isObject(bytes) && (Symbol.asyncIterator in bytes || typeof bytes['stream'] === 'function'));
  if (typeof name === 'string' && isStream) return;
  const help = bytes instanceof Promise ? ', and this is a promise of them: `await` it' : '';
  throw new TypeError(`readBytes takes a name and bytes: a Uint8Array, a Blob or a stream of them${help}`);
}

async function* chunksOf(bytes: Uint8Array | AsyncIterable<Uint8Array> | BlobLike): AsyncGenerator<Uint8Array> {
  if (bytes instanceof Uint8Array) {
    if (bytes.length > 0) yield await Promise.resolve(bytes);
  } else if (Symbol.asyncIterator in bytes) yield* bytes;
  else {
    const reader = bytes.stream().getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        yield value;
      }
    } finally {
      reader.cancel().catch(() => undefined);
    }
  }
}
