import { openInput } from './bytes.ts';
import { findInputs, type FoundInput, type PassedOver } from './inputs.ts';
import { FlatRecords, type RecordBatch } from '../batches.ts';
import { placeOf, problem } from '../problems.ts';
import { Reading } from '../read-input.ts';
import { readSettings, type ReaderOptions, type ReadSettings } from '../read-settings.ts';
import { inventoryReaders } from '../readers.ts';
import type { OpenInput } from '../reader.ts';
import { defined } from '../../text/defined.ts';
import type { AskNeeds } from '../../values/record-batches.ts';
import { isProblemRecord, type ProblemRecord, type InventoryRecord } from '../../values/record.ts';

/** How far the reading is, in bytes as they lie on the disk: compressed where the file is. */
export interface ReadProgress {
  readonly bytesRead: number;
  /** The size of all inputs together; absent when one is standard input or a pipe. */
  readonly totalBytes?: number;
}

/** The options of `readInventory`. */
export interface ReadInventoryOptions extends ReaderOptions {
  /** What `-` reads; the process's standard input by default. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /**
   * Files of folders and globs to pass over, in the syntax of .gitignore, relative to the folder that is read. A file
   * `.gslignore` in a folder does the same for what lies below.
   */
  readonly exclude?: readonly string[];
  /**
   * Of all files that are found, only a share of them, the `index`-th (from 1) of `of`: neighbours, of about the same size.
   * What is not found is a problem in the share that it falls into.
   */
  readonly share?: { readonly index: number; readonly of: number } | undefined;
  /**
   * Called at the end of a share with the folders of its files, and how many of these it read: whether a folder holds no
   * inventory at all is known when all shares are there ({@link emptyFolders}).
   */
  readonly onShared?: (folders: FoldersRead) => void;
  /** Called after each chunk that was read. */
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Called for each file that is passed over: excluded, the same as one before, or no inventory. */
  readonly onPassedOver?: (passed: PassedOver) => void;
}

/**
 * Reads inventories: files, folders, globs, or `-` for standard input, plain or compressed with gzip or zstd. The format
 * is told by the content. A SourceRecord says of each input which types of entity it would hold. Entities and problems
 * come in the order of the inputs; a broken record, an unreadable file and an unknown format are ProblemRecords, and the
 * rest is still read. Of folders, what is no inventory is passed over. Memory holds one chunk and one record at a time
 * where the format allows it. IAM users that several inputs tell parts of (a credential report, authorization details,
 * lists of keys) are held until all is read, and come last, each as one entity.
 *
 * Throws TypeError for an unknown `format` and a misspelt option, RangeError for a limit that is no positive whole number; never for an input.
 * The formats are listed in `inventoryReaders`.
 *
 * @example
 * for await (const record of readInventory(['users.ndjson'])) {
 *   if (isProblemRecord(record)) console.error(record.message, record.provenance);
 *   else if (isEntityRecord(record)) console.log(record.entity.type, record.entity.name);
 * }
 */
export function readInventory(
  inputs: readonly string[],
  options: ReadInventoryOptions = {},
): AsyncIterable<InventoryRecord> {
  if (!Array.isArray(inputs) || !inputs.every((input) => typeof input === 'string')) {
    throw new TypeError('readInventory takes a list of file names');
  }
  const settings = readSettings(options, inventoryReaders);
  return new FlatRecords((needs) => readAll(inputs, settings, options, needs), settings.signal);
}

async function* readAll(
  inputs: readonly string[],
  settings: ReadSettings,
  options: ReadInventoryOptions,
  needs: AskNeeds | undefined,
): AsyncGenerator<RecordBatch> {
  const all = await foundInputs(inputs, settings, options);
  const { share, onShared } = options;
  const isShared = share !== undefined && share.of > 1;
  const found = isShared ? shareOf(all, share) : all;
  const names = namesOf(found);
  const folders = new FolderReport();
  // Of a folder that is shared out, no share knows whether it holds anything.
  const atEnd = (): RecordBatch => (isShared ? [] : emptyFolders(folders.read));
  yield* readFound(found, { settings, options, names, folders, needs, atEnd });
  if (isShared) onShared?.(folders.read);
}

/** What the inputs stand for: files, and what cannot be read. */
export function foundInputs(
  inputs: readonly string[],
  settings: ReadSettings,
  options: ReadInventoryOptions,
): Promise<readonly (FoundInput | ProblemRecord)[]> {
  return findInputs(inputs, {
    stdin: options.stdin,
    hasKnownExtension: (file) => hasKnownExtension(file, settings),
    exclude: options.exclude ?? [],
    onPassedOver: options.onPassedOver ?? (() => undefined),
  });
}

/** The names of what is read together. */
export function namesOf(found: readonly (FoundInput | ProblemRecord)[]): readonly string[] {
  return found.flatMap((input) => (isProblemRecord(input) ? [] : [input.file]));
}

/** What reading files needs to know, of which a part may be read elsewhere. */
export interface FoundReading {
  readonly settings: ReadSettings;
  readonly options: Pick<ReadInventoryOptions, 'onProgress' | 'onPassedOver'>;
  /** The names of all that are read together. */
  readonly names: readonly string[];
  readonly folders: FolderReport;
  readonly needs: AskNeeds | undefined;
  /** What is said when all files are read, before what was held back. */
  readonly atEnd: () => RecordBatch;
}

/** Reads files that were found. */
export async function* readFound(
  found: readonly (FoundInput | ProblemRecord)[],
  { settings, options, names, folders, needs, atEnd }: FoundReading,
): AsyncGenerator<RecordBatch> {
  const { onPassedOver = () => undefined } = options;
  const total = totalBytes(found);
  let bytesRead = 0;
  const onBytes = (count: number): void => {
    bytesRead += count;
    options.onProgress?.({ bytesRead, ...(total === undefined ? {} : { totalBytes: total }) });
  };
  const reading = new Reading(settings, names, needs);
  for (const input of found) {
    if (isProblemRecord(input)) {
      yield [input];
      continue;
    }
    const { folder, file, database } = input;
    if (database !== undefined) {
      yield* readDatabase(reading, file, database);
      continue;
    }
    const open = async (): Promise<OpenInput> => ({
      ...(await openInput(input, onBytes, settings.signal)),
      ...defined({ changes: input.changes }),
    });
    const reader = settings.readers.find(({ name }) => name === input.reader);
    if (folder === undefined) {
      yield* reading.input(file, open, { reader });
      continue;
    }
    // In a folder lies much that is no inventory.
    folders.found(folder);
    const onUnknown = (): RecordBatch => {
      onPassedOver({ file, reason: 'unknown-format' });
      folders.passed(folder);
      return [];
    };
    yield* reading.input(file, open, { reader, onUnknown });
  }
  yield atEnd();
  yield* reading.end();
}

/** Its libraries load with the first that is asked for. */
async function* readDatabase(reading: Reading, name: string, address: string): AsyncGenerator<RecordBatch> {
  const { openDatabase } = await import('./databases/reader.ts');
  yield* reading.database(name, () => openDatabase(address));
}

/** Files whose middle lies within the share, by their sizes; where a size is not known, by their numbers. */
function shareOf<T extends FoundInput | ProblemRecord>(
  found: readonly T[],
  { index, of }: NonNullable<ReadInventoryOptions['share']>,
): readonly T[] {
  const bytes = totalBytes(found);
  const sizeOf = (input: T): number => (isProblemRecord(input) || bytes === undefined ? 1 : (input.bytes ?? 0) + 1);
  const total = found.reduce((sum, input) => sum + sizeOf(input), 0);
  let start = 0;
  return found.filter((input) => {
    const middle = start + sizeOf(input) / 2;
    start += sizeOf(input);
    return Math.min(of, Math.floor((middle / total) * of) + 1) === index;
  });
}

/** Folders, each with how many of its files were read. */
export type FoldersRead = readonly (readonly [folder: string, files: number])[];

/** The folders that hold files, and none that a reader knows. */
export function emptyFolders(folders: FoldersRead): readonly ProblemRecord[] {
  const read = new Map<string, number>();
  for (const [folder, files] of folders) read.set(folder, (read.get(folder) ?? 0) + files);
  return [...read].flatMap(([folder, files]) =>
    files > 0 ? [] : [problem('no-input', `the folder \`${folder}\` holds no file of a known format`, placeOf(folder))],
  );
}

/** Which folders hold files, and how many that a reader knows. */
export class FolderReport {
  readonly #read = new Map<string, number>();

  found(folder: string): void {
    this.#read.set(folder, (this.#read.get(folder) ?? 0) + 1);
  }

  passed(folder: string): void {
    this.#read.set(folder, (this.#read.get(folder) ?? 0) - 1);
  }

  get read(): FoldersRead {
    return [...this.#read];
  }
}

/** Whether a file of a folder can be an inventory, by its name. */
function hasKnownExtension(file: string, { readers, named }: ReadSettings): boolean {
  const name = file.toLowerCase().replace(/\.(gz|zst)$/u, '');
  return [...readers, ...(named === undefined ? [] : [named])].some(
    (reader) => reader.extensions?.some((extension) => name.endsWith(extension)) === true,
  );
}

export function totalBytes(found: readonly (FoundInput | ProblemRecord)[]): number | undefined {
  let total = 0;
  for (const input of found) {
    if (isProblemRecord(input)) continue;
    if (input.bytes === undefined) return undefined;
    total += input.bytes;
  }
  return total;
}
