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
 */
export async function cutAtLines(
  path: string,
  start: number,
  end: number,
  size: number,
): Promise<readonly ByteRange[]> {
  const ranges: ByteRange[] = [];
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(65_536);
    for (let from = start; from < end;) {
      const to = await behindLineFeed(file, buffer, from + size, end);
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

/** How many line feeds a range holds. */
export async function linesIn(path: string, range: ByteRange): Promise<number> {
  let lines = 0;
  for await (const chunk of chunksOf(path, range))
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) lines += 1;
  return lines;
}

/** The bytes of a range. A chunk is good until the next is asked for: they share their memory. */
export async function* chunksOf(
  path: string,
  { start, end }: ByteRange,
  onBytes: (count: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
    for (let at = start; at < end;) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - at), at);
      if (bytesRead === 0) return;
      at += bytesRead;
      onBytes(bytesRead);
      yield buffer.subarray(0, bytesRead);
    }
  } catch (thrown) {
    throw unreadable(thrown);
  } finally {
    await file?.close();
  }
}
