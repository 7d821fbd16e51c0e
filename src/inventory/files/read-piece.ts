import { rangeChunks } from './byte-range.ts';
import type { FoundInput } from './inputs.ts';
import { parquetShare } from './parquet/reader.ts';
import type { Piece } from './pieces.ts';
import { FolderReport, readFound } from './read.ts';
import { FlatRecords, type RecordBatch } from '../batches.ts';
import { entityLines } from '../formats/json-lines.ts';
import { InputSample } from '../formats/sample.ts';
import { ndjson } from '../generic/ndjson-reader.ts';
import { Reading } from '../read-input.ts';
import type { InventoryReader, OpenInput } from '../reader.ts';
import type { ReadSettings } from '../read-settings.ts';
import type { AskNeeds } from '../../values/record-batches.ts';
import type { InventoryRecord } from '../../values/record.ts';

/** What reading a piece needs to know of the others. */
export interface PieceReading {
  readonly settings: ReadSettings;
  /** The names of all inputs. */
  readonly names: readonly string[];
  /** Told how many lines a piece has that is cut out of a file. */
  readonly onLines: (lines: number) => void;
  readonly onBytes: (count: number) => void;
}

/** The records of a piece, as `readInventory` gives those of all; where it is cut out of a file, with lines counted from its start. */
export function readPiece(piece: Piece, reading: PieceReading): FlatRecords {
  return new FlatRecords((needs) => batchesOf(piece, reading, needs), reading.settings.signal);
}

async function* batchesOf(piece: Piece, given: PieceReading, needs: AskNeeds | undefined): AsyncGenerator<RecordBatch> {
  const { settings, names, onBytes, onLines } = given;
  if (piece.kind === 'files') {
    let before = 0;
    const onProgress = ({ bytesRead }: { readonly bytesRead: number }): void => {
      onBytes(bytesRead - before);
      before = bytesRead;
    };
    const folders = new FolderReport();
    yield* readFound(piece.found, { settings, options: { onProgress }, names, folders, needs, atEnd: () => [] });
    return;
  }
  const { file } = piece;
  const reading = new Reading(settings, names, needs);
  if (piece.kind === 'rows') {
    yield* reading.input(file.file, () => Promise.resolve(opened(file, NO_CHUNKS)), { reader: parquetShare(piece) });
    onBytes(piece.bytes);
    return;
  }
  const { path = file.file } = file;
  const open = (): Promise<OpenInput> => Promise.resolve(opened(file, rangeChunks(path, piece.range, onBytes)));
  const reader: InventoryReader = {
    ...ndjson,
    read: (input, options) => entityLines({ ...input, onLines }, options),
  };
  yield* reading.input(file.file, open, { reader });
}

/** A part of a file that need not be looked at first. */
function opened({ file, path }: FoundInput, chunks: AsyncIterable<Uint8Array>): OpenInput {
  const sample = new InputSample(file, new Uint8Array(), false);
  return { file, ...(path === undefined ? {} : { path }), sample, chunks, close: () => Promise.resolve() };
}

const NO_CHUNKS: AsyncIterable<Uint8Array> = {
  async *[Symbol.asyncIterator]() {
    // The reader opens the file by itself.
  },
};

/** What is said of a file whose rest is not read: it is damaged there. */
const ENDS: ReadonlySet<string> = new Set(['invalid-parquet', 'missing-package', 'unreadable-input']);

/** Whether nothing after this is read of its file, in whichever piece. */
export function endsFile(record: InventoryRecord): boolean {
  return record.kind === 'problem' && ENDS.has(record.code);
}
