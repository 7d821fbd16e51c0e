import { availableParallelism } from 'node:os';
import type { FoundInput, PassedOver } from '../../inventory/files/inputs.ts';
import { type InputKind, inputKinds, type Piece, piecesOf } from '../../inventory/files/pieces.ts';
import {
  emptyFolders,
  FolderReport,
  foundInputs,
  type ReadInventoryOptions,
  totalBytes,
} from '../../inventory/files/read.ts';
import { type ReadSettings, readSettings } from '../../inventory/read-settings.ts';
import { inventoryReaders } from '../../inventory/readers.ts';
import { defined } from '../../text/defined.ts';
import { isProblemRecord, type ProblemRecord } from '../../values/record.ts';
import { UsageError } from '../exit-codes.ts';
import type { JobsReading } from './messages.ts';
import { LEAST_OF_SMALL, pieceSizes } from './piece-sizes.ts';
import { Pool } from './pool.ts';

/** Smaller inputs are done before threads are there, if nobody asks for threads. */
const WORTHWHILE_BYTES = 1024 * 1024 * 1024;
/** More threads are started only where they are asked for: what puts the pieces together is one. */
const MOST_THREADS = 8;
/** So many pieces a thread, where thousands of files are looked at. */
const PARTS_A_THREAD = 4;
/** So many files are looked at before threads are started. */
const FEW_FILES = 32;

/** What is to be judged by threads. */
export interface InputsAsked {
  readonly inputs: readonly string[];
  /** Undefined for what helps. */
  readonly jobs: number | undefined;
  readonly reading: JobsReading;
  readonly options: Pick<ReadInventoryOptions, 'stdin' | 'exclude'>;
  /** The module of the threads in place of ours. */
  readonly worker?: string;
}

type Found = readonly (FoundInput | ProblemRecord)[];

/** Threads that wait for rules, and what is for them to read. */
export interface PreparedThreads {
  readonly kind: 'threads';
  readonly pool: Pool;
  readonly threads: number;
  readonly found: Found;
  readonly bytes: number;
  readonly pieces: readonly Piece[];
  /** Files of folders that are not read. */
  readonly passed: readonly PassedOver[];
  /** Folders that hold nothing that is known. */
  readonly problems: readonly ProblemRecord[];
}

/** Threads, or why one process does it alone. */
export type PreparedJobs = PreparedThreads | { readonly kind: 'alone'; readonly why: string };

function settingsOf({ format, parameters }: JobsReading): ReadSettings {
  try {
    return readSettings(defined({ format, parameters }), inventoryReaders);
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}

/** Cuts the inputs into pieces and starts threads, which load what they need while others read the rules. */
export async function prepareJobs(asked: InputsAsked): Promise<PreparedJobs> {
  const { inputs, jobs, reading, options, worker } = asked;
  const threads = jobs ?? Math.min(availableParallelism(), MOST_THREADS);
  if (threads === 1) return alone('there is one core');
  const settings = settingsOf(reading);
  const passed: PassedOver[] = [];
  const found = await foundInputs(inputs, settings, { ...options, onPassedOver: (one) => passed.push(one) });
  const bytes = totalBytes(found);
  if (bytes === undefined) return alone('an input is no file, so that it is read once, from its start');
  if (jobs === undefined && bytes < WORTHWHILE_BYTES) return alone('the inputs are small');
  let pool: Pool | undefined;
  if (found.length > FEW_FILES) pool = await Pool.start(threads, reading, worker);
  try {
    const kinds = pool === undefined ? await inputKinds(found, settings) : await kindsBy(pool, found, threads);
    const why = await whyAlone(kinds, pool);
    if (why !== undefined) return why;
    const cut = await cutInputs(found, kinds, pieceSizes(bytes, threads));
    if (cut.pieces.length < 2) {
      await pool?.end();
      return alone(whyOnePiece(found, bytes));
    }
    pool ??= await Pool.start(Math.min(threads, cut.pieces.length), reading, worker);
    return { kind: 'threads', pool, threads, found, bytes, ...cut, passed: [...passed, ...cut.passed] };
  } catch (error) {
    await pool?.end();
    throw error;
  }
}

function whyOnePiece(found: Found, bytes: number): string {
  if (bytes < 2 * LEAST_OF_SMALL) return 'the inputs are too small for a second thread';
  const largest = found.reduce<FoundInput | undefined>((most, input) => {
    if (isProblemRecord(input)) return most;
    return (input.bytes ?? 0) > (most?.bytes ?? -1) ? input : most;
  }, undefined);
  const whole = largest === undefined ? 'what is most of them' : `\`${largest.file}\``;
  return `${whole} is read as a whole, and no other input is large: plain NDJSON and Parquet are read in parts`;
}

function alone(why: string): PreparedJobs {
  return { kind: 'alone', why };
}

/** Inputs that must be read together are. */
async function whyAlone(
  kinds: readonly (InputKind | undefined)[],
  pool: Pool | undefined,
): Promise<PreparedJobs | undefined> {
  const joined = (kind: InputKind | undefined): boolean =>
    kind?.joins === 'records' || (kind?.joins === 'inputs' && kinds.length > 1);
  const reader = kinds.find(joined)?.reader;
  if (reader === undefined) return undefined;
  await pool?.end();
  return alone(`inputs of \`${reader}\` are joined with others where they are read`);
}

/** Looking at thousands of files takes as long as reading them. */
async function kindsBy(pool: Pool, found: Found, threads: number): Promise<readonly (InputKind | undefined)[]> {
  const size = Math.max(FEW_FILES, Math.ceil(found.length / (threads * PARTS_A_THREAD)));
  const asked: Promise<readonly (InputKind | undefined)[]>[] = [];
  for (let at = 0; at < found.length; at += size) asked.push(pool.kinds(found.slice(at, at + size)));
  return (await Promise.all(asked)).flat();
}

/** Cuts what is known, and passes over what lies in folders and is not. */
async function cutInputs(
  found: Found,
  kinds: readonly (InputKind | undefined)[],
  sizeOf: (left: number) => number,
): Promise<Pick<PreparedThreads, 'pieces' | 'passed' | 'problems'>> {
  const passed: PassedOver[] = [];
  const folders = new FolderReport();
  const isRead = found.map((input, index) => {
    const kind = kinds[index];
    if (isProblemRecord(input) || input.folder === undefined) return true;
    folders.found(input.folder);
    if (kind === undefined || kind.reader !== undefined || kind.isEmpty) return true;
    passed.push({ file: input.file, reason: 'unknown-format' });
    folders.passed(input.folder);
    return false;
  });
  const of = <T>(all: readonly T[]): readonly T[] => all.filter((_, index) => isRead[index] === true);
  return { pieces: await piecesOf(of(found), of(kinds), sizeOf), passed, problems: emptyFolders(folders.read) };
}
