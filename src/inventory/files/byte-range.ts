import { closeSync, openSync, readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { unreadable } from './bytes.ts';

/** A run of whole lines of a file. */
export interface ByteRange {
  readonly start: number;
  /** The place behind its last byte. */
  readonly end: number;
}

const LINE_FEED = 0x0a;
const BUFFER_BYTES = 262_144;

/**
 * Cuts a file behind line feeds into ranges of about a size; the last may be short, and one with a long line is longer.
 *
 * @param start where the lines begin: behind a byte order mark
 * @param sizeAt the size of a range that begins at a place
 */
export async function cutAtLines(
  path: string,
  start: number,
  end: number,
  sizeAt: (start: number) => number,
): Promise<readonly ByteRange[]> {
  const ranges: ByteRange[] = [];
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(65_536);
    for (let from = start; from < end;) {
      const to = await behindLineFeed(file, buffer, from + sizeAt(from), end);
      ranges.push({ start: from, end: to });
      from = to;
    }
    return ranges;
  } finally {
    await file.close();
  }
}

/** The place behind the first line feed from a place on. */
async function behindLineFeed(file: FileHandle, buffer: Buffer, from: number, end: number): Promise<number> {
  for (let at = from - 1; at < end;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return end;
    const feed = buffer.subarray(0, bytesRead).indexOf(LINE_FEED);
    if (feed >= 0) return Math.min(end, at + feed + 1);
    at += bytesRead;
  }
  return end;
}

/**
 * The bytes of a range. They are read without a detour by other threads: a thread that reads pieces has nothing else to do.
 * A chunk is good until the next is asked for: they share their memory.
 */
export async function* rangeChunks(
  path: string,
  range: ByteRange,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  for (const window of windowsOf(path, range)) {
    onBytes(window.length);
    // Whoever waits for a message of another thread gets it now.
    await new Promise(setImmediate);
    yield window;
  }
}

function* windowsOf(path: string, { start, end }: ByteRange): Generator<Uint8Array> {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
    for (let at = start; at < end;) {
      const count = readSync(file, buffer, 0, Math.min(buffer.length, end - at), at);
      if (count === 0) return;
      at += count;
      yield buffer.subarray(0, count);
    }
  } catch (thrown) {
    throw unreadable(thrown);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
