import { refuseMisspelt } from '../text/known-options.ts';
import { nearest } from '../text/suggest.ts';
import type { ParameterValues } from './parameters.ts';
import type { InventoryReader, ReadOptions } from './reader.ts';

/** What reading takes from wherever the bytes come. */
export interface ReaderOptions {
  /** The name of a reader, used for all inputs in place of detection. */
  readonly format?: string;
  /** The readers in the order of detection, `inventoryReaders` by default: `[mine, ...inventoryReaders]` adds one. */
  readonly readers?: readonly InventoryReader[];
  /** The largest record (for formats read as a whole: the largest document) in bytes; 64 MiB by default. */
  readonly maxRecordBytes?: number;
  /** How deep objects and lists of a record may nest; 200 by default. */
  readonly maxDepth?: number;
  /** Values of parameters of templates, by name, as `parseParameters` reads them; else the defaults count. */
  readonly parameters?: ParameterValues;
  /** Ends the reading: the iteration then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Options that were looked at, with their defaults. */
export interface ReadSettings {
  readonly readers: readonly InventoryReader[];
  /** Those of them that are ours. */
  readonly known: readonly InventoryReader[];
  /** The reader that was named. */
  readonly named: InventoryReader | undefined;
  readonly limits: ReadOptions;
  readonly signal: AbortSignal | undefined;
}

const DEFAULTS = { maxRecordBytes: 64 * 1024 * 1024, maxDepth: 200 };

/** What reading takes, those of files and folders too. */
const OPTIONS: ReadonlySet<string> = new Set([
  ...['exclude', 'format', 'maxDepth', 'maxRecordBytes', 'onPassedOver', 'onProgress', 'onShared', 'parameters'],
  ...['readers', 'share', 'signal', 'stdin'],
]);

/** Throws TypeError for an unknown `format`, a misspelt option and what is no reader, RangeError for a limit that is no positive whole number. */
export function readSettings(options: ReaderOptions, known: readonly InventoryReader[]): ReadSettings {
  refuseMisspelt('reading', options, OPTIONS);
  const readers = options.readers ?? known;
  for (const reader of readers) {
    if (typeof reader.name !== 'string' || typeof reader.detect !== 'function' || typeof reader.read !== 'function') {
      throw new TypeError('a reader has at least `name`, `detect` and `read`');
    }
  }
  return {
    readers,
    known,
    named: options.format === undefined ? undefined : readerNamed(options.format, readers),
    limits: {
      maxRecordBytes: limit('maxRecordBytes', options.maxRecordBytes),
      maxDepth: limit('maxDepth', options.maxDepth),
      ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
    },
    signal: options.signal,
  };
}

function readerNamed(name: string, readers: readonly InventoryReader[]): InventoryReader {
  const reader = readers.find((candidate) => candidate.name === name);
  if (reader !== undefined) return reader;
  const names = readers.map((candidate) => candidate.name);
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
