import { decompress } from './decompress.ts';
import { SYSTEM_REASONS } from './system-reasons.ts';
import { FileChunks } from './file-chunks.ts';
import { bytesOfText } from '../formats/bytes.ts';
import { openBytes } from '../formats/open.ts';
import { InputFailure, reasonOf } from '../problems.ts';
import type { OpenInput } from '../reader.ts';

/** What an input can be opened from. */
export interface ByteSource {
  readonly file: string;
  /** The path on the disk; absent for standard input. */
  readonly path?: string;
  /** The bytes of standard input, where there is no path. */
  readonly stream?: AsyncIterable<Uint8Array>;
}

/**
 * Opens an input of the disk or a stream. `onBytes` hears of every chunk as it was read, before decompression. Throws
 * InputFailure, here and while the chunks are read.
 */
export function openInput(
  source: ByteSource,
  onBytes: (count: number) => void,
  signal?: AbortSignal,
): Promise<OpenInput> {
  if (source.stream !== undefined)
    return openBytes(source.file, counted(source.stream, onBytes), decompress, source.path);
  const bytes = new FileChunks(source.path ?? source.file, signal);
  return openBytes(source.file, counted(bytes, onBytes), decompress, source.path, () => bytes.reuseMemory());
}

/** What a failed system call says, as a failure to read. */
export function unreadable(thrown: unknown): InputFailure {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return new InputFailure('unreadable-input', `cannot be read: ${SYSTEM_REASONS.get(code) ?? reasonOf(thrown)}`);
}

async function* counted(raw: AsyncIterable<Uint8Array>, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  const chunks = raw[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch((thrown: unknown) => {
        throw unreadable(thrown);
      });
      if (next.done === true) return;
      const chunk = bytesIn(next.value);
      onBytes(chunk.length);
      if (chunk.length > 0) yield chunk;
    }
  } finally {
    await chunks.return?.();
  }
}

/** A stream that was given an encoding yields text: its bytes are then UTF-8. */
function bytesIn(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return bytesOfText(chunk);
  if (chunk instanceof Uint8Array) return chunk;
  throw new InputFailure('unreadable-input', 'cannot be read: the stream yields something else than bytes');
}
