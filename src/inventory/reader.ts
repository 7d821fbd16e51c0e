import type { AskNeeds } from '../values/record-batches.ts';
import type { InventoryRecord, SourceRecord } from '../values/record.ts';
import type { RecordBatch } from './batches.ts';
import type { InputSample } from './formats/sample.ts';
import type { ManifestChange } from './kubernetes/changes.ts';
import type { ParameterValues } from './parameters.ts';

/** The bytes of one input, decompressed and without a byte order mark. */
export interface ByteInput {
  /** The name as it was given; `<stdin>` for standard input. */
  readonly file: string;
  /** Where the same bytes lie on the disk, for formats that need to jump; absent for standard input and compressed files. */
  readonly path?: string;
  /** The first 64 KiB. */
  readonly sample: InputSample;
  /** All bytes from the start, once. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /**
   * Says that a chunk is done with once the next is asked for, so that the memory of one may be that of another: new memory
   * for each costs more than reading it. Absent where each has memory of its own anyway.
   */
  readonly reuseMemory?: () => void;
  /** What kustomizations do to the manifests in it. */
  readonly changes?: readonly ManifestChange[];
  /** Where it stands, if it is a part of a document that holds several (see `wrapped.ts`). */
  readonly part?: PartPlace;
}

/** Where a part of a document stands. */
export interface PartPlace {
  /** What it stands under, the innermost first, as `us-east-1`, with what is said beside it of where it is from. */
  readonly under: readonly string[];
  readonly firstLine: number;
  /** In how many others it stands. */
  readonly depth: number;
}

/** An opened input. `close` must be called, whether or not it was read to the end. */
export interface OpenInput extends ByteInput {
  close(): Promise<void>;
}

/** The limits that every reader keeps. */
export interface ReadOptions {
  /** The largest record in bytes; for formats that are read as a whole, the largest document. */
  readonly maxRecordBytes: number;
  /** How deep objects and lists may nest. */
  readonly maxDepth: number;
  /** The names of all inputs that are read together: what an input points at may be among them. */
  readonly inputs?: readonly string[];
  /** Values of parameters of templates, by name: they count in place of the defaults. */
  readonly parameters?: ParameterValues;
  /**
   * That what waits for other records may be yielded as what it is found by, with a way to make all of it (`again`): whoever
   * asks for this holds it until all inputs are read.
   */
  readonly isJoined?: boolean;
  /** What of entities is looked at. A reader that cannot leave out the rest yields whole entities. */
  readonly needs?: AskNeeds;
}

/** The types of entity that an input would hold if they were there, and whose they are. */
export type Coverage = Pick<SourceRecord, 'covers' | 'vendor'>;

/**
 * One input format. A reader never throws for what is in the input: it yields ProblemRecords and goes on.
 * An own reader is given by the option `readers`. To add a format here, write one file `<vendor>/<name>-reader.ts` and add it to the table in `readers.ts`.
 */
export interface InventoryReader extends Coverage {
  /** What `--input` takes: lower case with hyphens. */
  readonly name: string;
  /** What a person calls the format. */
  readonly title: string;
  /** One sentence: what is read, and what becomes an entity. */
  readonly summary: string;
  /** The shell command that makes such a file. */
  readonly command: string;
  /** The endings by which files of a folder are taken, with the dot; each also counts with `.gz` and `.zst` after it. */
  readonly extensions?: readonly string[];
  /**
   * The types of entity that every input of this format would hold if they were there: `aws_*` for all that start so,
   * `all` for any. An input that covers a type and holds none of it says that there is none; only what is true of each
   * input stands here. What one input covers beyond that, the reader says as it goes, by a `SourceRecord` or `coversWith`.
   */
  readonly covers: readonly string[] | 'all';
  /** What this input covers, where that is less than others of the format do. */
  coversIn?(sample: InputSample): readonly string[] | 'all';
  /** Whose resources it holds: `aws`. */
  readonly vendor?: string;
  /** What an input covers as well once an entity of this type is in it. */
  coversWith?(type: string): Coverage | undefined;
  /**
   * Whether its entities may be known in part only, and are joined with what other records say of them: those of other
   * inputs, or also those of the same input. Such entities are held until all inputs are read.
   */
  readonly joins?: 'inputs' | 'records';
  /** Whether the content is of this format. The first reader in the table that says yes reads the input. */
  detect(sample: InputSample): boolean;
  /** Whether an input of this name says something though nothing is in it. */
  detectEmpty?(file: string): boolean;
  /** The records, singly or as many together as are there: a step costs more than most records. */
  read(input: ByteInput, options: ReadOptions): AsyncIterable<InventoryRecord | RecordBatch>;
}
