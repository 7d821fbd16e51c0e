import { open } from 'node:fs/promises';
import { openInput } from './bytes.ts';
import { type ByteRange, cutAtLines } from './byte-range.ts';
import type { FoundInput } from './inputs.ts';
import { otherDocument } from '../other-documents.ts';
import { readerOf } from '../read-input.ts';
import type { ReadSettings } from '../read-settings.ts';
import { isProblemRecord, type ProblemRecord } from '../../values/record.ts';

/** A part of the inputs that is read by itself, as plain data. All pieces, one after the other, are the inputs. */
export type Piece = { readonly bytes: number } & (
  | { readonly kind: 'files'; readonly found: readonly (FoundInput | ProblemRecord)[] }
  /** Lines of a plain NDJSON file, of which it is the `index`-th piece, from 0. */
  | { readonly kind: 'lines'; readonly file: FoundInput; readonly range: ByteRange; readonly index: number }
  /** Of the row groups of a Parquet file the `index`-th share, from 0. */
  | { readonly kind: 'rows'; readonly file: FoundInput; readonly index: number; readonly of: number }
);

/** What an input turned out to be. */
export interface InputKind {
  /** The name of its reader; undefined where none knows it. */
  readonly reader: string | undefined;
  readonly isEmpty: boolean;
  /** Its bytes lie on the disk as they are read. */
  readonly isPlain: boolean;
  /** Why it must be read together with others; undefined where it need not. */
  readonly joins: 'inputs' | 'records' | undefined;
}

/** What each input is; undefined for one that cannot be opened. */
export async function inputKinds(
  found: readonly (FoundInput | ProblemRecord)[],
  settings: ReadSettings,
): Promise<readonly (InputKind | undefined)[]> {
  const kinds: (InputKind | undefined)[] = [];
  for (const input of found) kinds.push(isProblemRecord(input) ? undefined : await inputKind(input, settings));
  return kinds;
}

async function inputKind(input: FoundInput, settings: ReadSettings): Promise<InputKind | undefined> {
  try {
    const opened = await openInput(input, () => undefined);
    try {
      const reader = readerOf(opened, settings);
      const isConfiguration = reader?.name === 'terraform-configuration';
      return {
        // What tells of resources is missed, also in a folder.
        reader: reader?.name ?? (otherDocument(opened.sample)?.isInventory === true ? 'unread' : undefined),
        isEmpty: opened.sample.complete && opened.sample.text.trim() === '',
        isPlain: opened.path !== undefined,
        // What a plan tells of too waits for all plans.
        joins: reader?.joins ?? (isConfiguration ? 'inputs' : undefined),
      };
    } finally {
      await opened.close();
    }
  } catch {
    // Whoever reads it says why.
    return undefined;
  }
}

/** How large a piece is to be, where so many bytes are left from its start on. */
export type PieceSize = (left: number) => number;

/** Cuts inputs into pieces of about a size, in their order. */
export async function piecesOf(
  found: readonly (FoundInput | ProblemRecord)[],
  kinds: readonly (InputKind | undefined)[],
  sizeOf: PieceSize,
): Promise<readonly Piece[]> {
  const pieces: Piece[] = [];
  let files: (FoundInput | ProblemRecord)[] = [];
  let bytes = 0;
  let left = found.reduce((sum, input) => sum + bytesOf(input), 0);
  const close = (): void => {
    if (files.length > 0) pieces.push({ kind: 'files', found: files, bytes });
    files = [];
    bytes = 0;
  };
  for (const [index, input] of found.entries()) {
    const kind = kinds[index];
    const cut = isProblemRecord(input) || kind === undefined ? [] : await cutsOf(input, kind, sizeOf, left);
    left -= bytesOf(input);
    if (cut.length > 0) {
      close();
      pieces.push(...cut);
      continue;
    }
    const reader = kind?.reader;
    files.push(reader === undefined || isProblemRecord(input) ? input : { ...input, reader });
    bytes += bytesOf(input);
    if (bytes >= sizeOf(left + bytes)) close();
  }
  close();
  return pieces;
}

function bytesOf(input: FoundInput | ProblemRecord): number {
  return isProblemRecord(input) ? 0 : (input.bytes ?? 0);
}

/** The parts of one input; none where it is read as a whole. */
async function cutsOf(file: FoundInput, kind: InputKind, sizeOf: PieceSize, left: number): Promise<readonly Piece[]> {
  const { bytes, path } = file;
  if (!kind.isPlain || kind.isEmpty || path === undefined || bytes === undefined) return [];
  const size = sizeOf(left);
  if (bytes < 2 * size) return [];
  if (kind.reader === 'ndjson') {
    const ranges = await rangesOf(path, bytes, (start) => sizeOf(left - start));
    return ranges.map((range, index) => ({
      kind: 'lines',
      file,
      range,
      index,
      bytes: range.end - range.start,
    }));
  }
  if (kind.reader !== 'parquet') return [];
  const of = Math.ceil(bytes / size);
  return Array.from({ length: of }, (_, index) => ({ kind: 'rows', file, index, of, bytes: bytes / of }));
}

/** None where the file cannot be read at a place where it is to be cut: whoever reads it as a whole says why. */
async function rangesOf(path: string, end: number, sizeAt: (start: number) => number): Promise<readonly ByteRange[]> {
  try {
    return await cutAtLines(path, await markIn(path), end, sizeAt);
  } catch {
    return [];
  }
}

/** How many bytes a byte order mark takes. */
async function markIn(path: string): Promise<number> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0);
    return bytesRead === 3 && buffer.equals(MARK) ? MARK.length : 0;
  } finally {
    await file.close();
  }
}

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
