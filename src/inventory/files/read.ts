import { nearest } from '../../text/suggest.ts';
import { openInput, type OpenInput } from './bytes.ts';
import { findInputs, type FoundInput } from './inputs.ts';
import { withSources } from '../coverage.ts';
import { UserJoin } from '../aws/user-join.ts';
import type { ParameterValues } from '../parameters.ts';
import { InputFailure, placeOf, problem } from '../problems.ts';
import type { InventoryReader, ReadOptions } from '../reader.ts';
import { inventoryReaders } from '../readers.ts';
import { isProblemRecord, type ProblemRecord, type InventoryRecord } from '../../values/record.ts';

/** How far the reading is, in bytes as they lie on the disk: compressed where the file is. */
export interface ReadProgress {
  readonly bytesRead: number;
  /** The size of all inputs together; absent when one is standard input or a pipe. */
  readonly totalBytes?: number;
}

/** The options of `readInventory`. */
export interface ReadInventoryOptions {
  /** The name of a reader, used for all inputs in place of detection. */
  readonly format?: string;
  /** What `-` reads; the process's standard input by default. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Called after each chunk that was read. */
  readonly onProgress?: (progress: ReadProgress) => void;
  /** The largest record (for formats read as a whole: the largest document) in bytes; 64 MiB by default. */
  readonly maxRecordBytes?: number;
  /** How deep objects and lists of a record may nest; 200 by default. */
  readonly maxDepth?: number;
  /** Values of parameters of templates, by name, as `parseParameters` reads them; else the defaults count. */
  readonly parameters?: ParameterValues;
}

const DEFAULTS = { maxRecordBytes: 64 * 1024 * 1024, maxDepth: 200 };

/**
 * Reads inventories: files, folders, globs, or `-` for standard input, plain or compressed with gzip or zstd. The format
 * is told by the content. A SourceRecord says of each input which types of entity it would hold. Entities and problems come in the order of the inputs; a broken record, an unreadable file and
 * an unknown format are ProblemRecords, and the rest is still read. Memory holds one chunk and one record at a time
 * where the format allows it. IAM users that several inputs tell parts of (a credential report, authorization details,
 * lists of keys) are held until all is read, and come last, each as one entity.
 *
 * Throws TypeError for an unknown `format`, RangeError for a limit that is no positive whole number; never for an input.
 * The formats are listed in `inventoryReaders`.
 *
 * @example
 * for await (const record of readInventory(['users.ndjson.gz', '-'])) {
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
  const reader = options.format === undefined ? undefined : readerNamed(options.format);
  const limits: ReadOptions = {
    maxRecordBytes: limit('maxRecordBytes', options.maxRecordBytes),
    maxDepth: limit('maxDepth', options.maxDepth),
    ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
  };
  return readAll(inputs, reader, limits, options);
}

function readerNamed(name: string): InventoryReader {
  const reader = inventoryReaders.find((candidate) => candidate.name === name);
  if (reader !== undefined) return reader;
  const names = inventoryReaders.map((candidate) => candidate.name);
  const near = nearest(name, names);
  const advice = near === undefined ? '' : `; did you mean \`${near}\`?`;
  throw new TypeError(`unknown input format \`${name}\`; known are ${names.join(', ')}${advice}`);
}

function limit(name: keyof typeof DEFAULTS, value: number = DEFAULTS[name]): number {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`\`${name}\` should be a positive whole number, found \`${String(value)}\``);
  }
  return value;
}

async function* readAll(
  inputs: readonly string[],
  reader: InventoryReader | undefined,
  limits: ReadOptions,
  options: ReadInventoryOptions,
): AsyncGenerator<InventoryRecord> {
  const found = await findInputs(inputs, options.stdin, hasKnownExtension);
  const names = found.flatMap((input) => (isProblemRecord(input) ? [] : [input.file]));
  const total = totalBytes(found);
  let bytesRead = 0;
  const onBytes = (count: number): void => {
    bytesRead += count;
    options.onProgress?.({ bytesRead, ...(total === undefined ? {} : { totalBytes: total }) });
  };
  const users = new UserJoin();
  for (const input of found) {
    if (isProblemRecord(input)) {
      yield input;
      continue;
    }
    let open: OpenInput | undefined;
    try {
      open = await openInput(input, onBytes);
      const chosen = reader ?? inventoryReaders.find((candidate) => candidate.detect(open!.sample));
      if (open.sample.complete && open.sample.text.trim() === '') {
        yield problem('empty-input', 'nothing was read: the input is empty', placeOf(input.file));
      } else if (chosen === undefined) {
        yield unknownFormat(input.file);
      } else {
        const joins = chosen.joins === 'records' || (chosen.joins === 'inputs' && found.length > 1);
        const read = chosen.read(open, { ...limits, inputs: names });
        for await (const record of withSources(chosen, input.file, read)) {
          if (!joins || !users.hold(record)) yield record;
        }
      }
    } catch (thrown) {
      if (!(thrown instanceof InputFailure)) throw thrown;
      yield problem(thrown.code, thrown.message, placeOf(input.file), thrown.help);
    } finally {
      await open?.close();
    }
  }
  yield* users.finish();
}

function unknownFormat(file: string): ProblemRecord {
  const titles = inventoryReaders.map((candidate) => candidate.title).join(', ');
  return problem(
    'unknown-format',
    'the content is of no known format',
    placeOf(file),
    `the known formats are ${titles}; --input names one where the content does not tell`,
  );
}

/** Whether a file of a folder can be an inventory, by its name. */
function hasKnownExtension(file: string): boolean {
  const name = file.toLowerCase().replace(/\.(gz|zst)$/u, '');
  return inventoryReaders.some((reader) => reader.extensions?.some((extension) => name.endsWith(extension)) === true);
}

function totalBytes(found: readonly (FoundInput | ProblemRecord)[]): number | undefined {
  let total = 0;
  for (const input of found) {
    if (isProblemRecord(input)) continue;
    if (input.bytes === undefined) return undefined;
    total += input.bytes;
  }
  return total;
}
