import { Buffer } from 'node:buffer';
import { open } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { compressorsOf, type AsyncBuffer, type Hyparquet } from './hyparquet.ts';
import type { ParquetMessage, ParquetRow, ParquetTask } from './messages.ts';
import { plainValue } from './plain-value.ts';

/*
 * The thread that reads a Parquet file: a library that loops, or takes all memory, for a few damaged bytes is ended with
 * it. It sends a message for each that it is asked for, so that it is never ahead by more than a row group.
 */

const ROWS_A_MESSAGE = 1000;

async function* read(task: ParquetTask): AsyncGenerator<ParquetMessage> {
  const library = await load(task.library);
  if (library === undefined) {
    yield { kind: 'missing' };
    return;
  }
  let start = 0;
  try {
    const file = await fileOf(task);
    const metadata = await library.parquetMetadataAsync(file);
    const compressors = compressorsOf(library);
    const { index, of } = task.share ?? { index: 0, of: 1 };
    const groups = metadata.row_groups;
    for (const [place, group] of groups.entries()) {
      const rowStart = start;
      const rowEnd = rowStart + Number(group.num_rows);
      if (Math.floor((place * of) / groups.length) !== index) {
        start = rowEnd;
        continue;
      }
      yield { kind: 'group', rows: rowEnd - rowStart };
      const found = await library.parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors });
      for (let at = 0; at < found.length; at += ROWS_A_MESSAGE) {
        const rows = found
          .slice(at, at + ROWS_A_MESSAGE)
          .map((row): ParquetRow => plainValue(row, task.maxDepth) ?? { isTooDeep: true });
        yield { kind: 'rows', start: rowStart + at, rows };
      }
      start = rowEnd;
    }
    yield { kind: 'end' };
  } catch (thrown) {
    yield { kind: 'damaged', start, reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

async function load(name: string): Promise<Hyparquet | undefined> {
  try {
    return (await import(name)) as Hyparquet;
  } catch {
    return undefined;
  }
}

async function fileOf({ path, bytes }: ParquetTask): Promise<AsyncBuffer> {
  if (path === undefined) {
    const whole = bytes ?? new Uint8Array();
    return {
      byteLength: whole.length,
      slice: (start, end) => Promise.resolve(new Uint8Array(whole.subarray(start, end)).buffer),
    };
  }
  const handle = await open(path);
  const { size } = await handle.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const length = Math.max(0, Math.min(end, size) - start);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
      // Buffers may share memory with others; hyparquet takes a whole ArrayBuffer.
      return new Uint8Array(buffer.subarray(0, bytesRead)).buffer;
    },
  };
}

const messages = read(workerData as ParquetTask);
parentPort?.on('message', () => {
  void messages.next().then(({ value }) => {
    const message: ParquetMessage | undefined = value;
    if (message !== undefined) parentPort?.postMessage(message);
  });
});
