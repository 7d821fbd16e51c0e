import { availableParallelism } from 'node:os';
import { JoinedParts } from '../../assess/joined-parts.ts';
import type { AssessOptions } from '../../assess/assess-options.ts';
import { type InputKind, inputKinds, type Piece, piecesOf } from '../../inventory/files/pieces.ts';
import {
  FolderReport,
  foundInputs,
  namesOf,
  type ReadInventoryOptions,
  totalBytes,
} from '../../inventory/files/read.ts';
import type { FoundInput, PassedOver } from '../../inventory/files/inputs.ts';
import { type ReaderOptions, type ReadSettings, readSettings } from '../../inventory/read-settings.ts';
import { inventoryReaders } from '../../inventory/readers.ts';
import { completeRuleset } from '../../rules/rule.ts';
import { defined } from '../../text/defined.ts';
import { isProblemRecord, type ProblemRecord } from '../../values/record.ts';
import { UsageError } from '../exit-codes.ts';
import { JudgedPieces } from './judged-pieces.ts';
import type { JobsSetting } from './messages.ts';
import { Pool } from './pool.ts';
import { sidesOf } from './sides.ts';

/** Smaller inputs are done before threads are there, if nobody asks for threads. */
const WORTHWHILE_BYTES = 1024 * 1024 * 1024;
/** More threads are started only where they are asked for: what puts the pieces together is one. */
const MOST_THREADS = 8;
/** Each piece begins anew, which costs some milliseconds. */
const MOST_PIECE_BYTES = 32 * 1024 * 1024;
const LEAST_PIECE_BYTES = 64 * 1024;
/** So many pieces a thread, so that all end at about the same time. */
const PIECES_A_THREAD = 4;
/** So many files are looked at before threads are started. */
const FEW_FILES = 32;

/** Reads `--jobs`: a number of threads; undefined for what helps. */
export function jobsOf(text: string | undefined): number | undefined {
  if (text === undefined || text.toLowerCase() === 'auto') return undefined;
  if (/^[1-9]\d{0,2}$/u.test(text)) return Number(text);
  throw new UsageError(`--jobs: \`${text}\` is no number of threads; write one from 1 to 999, or auto`);
}

/** What is judged by threads. */
export interface JobsAsked {
  readonly inputs: readonly string[];
  /** Undefined for what helps. */
  readonly jobs: number | undefined;
  readonly setting: JobsSetting;
  readonly reading: Pick<ReadInventoryOptions, 'stdin' | 'exclude' | 'onPassedOver' | 'onProgress'>;
  readonly onProblem: NonNullable<AssessOptions['onProblem']>;
  /** Waited for after each batch of what threads give. */
  readonly pause?: () => Promise<void>;
  /** The module of the threads in place of ours. */
  readonly worker?: string;
}

/** Threads at work, or why one process does it alone. */
export type Jobs =
  { readonly kind: 'threads'; readonly judged: JudgedPieces } | { readonly kind: 'alone'; readonly why: string };

function settingsOf(format: string | undefined, parameters: ReaderOptions['parameters']): ReadSettings {
  try {
    return readSettings(defined({ format, parameters }), inventoryReaders);
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}

/** Starts threads for what can be read in pieces. */
export async function startJobs(asked: JobsAsked): Promise<Jobs> {
  const { inputs, jobs, setting, reading } = asked;
  const threads = jobs ?? Math.min(availableParallelism(), MOST_THREADS);
  if (threads === 1) return alone('there is one core');
  const { format, parameters } = setting;
  const settings = settingsOf(format, parameters);
  const passed: PassedOver[] = [];
  const found = await foundInputs(inputs, settings, { ...reading, onPassedOver: (one) => passed.push(one) });
  const bytes = totalBytes(found);
  if (bytes === undefined) return alone('an input is no file, so that it is read once, from its start');
  if (jobs === undefined && bytes < WORTHWHILE_BYTES) return alone('the inputs are small');
  let pool: Pool | undefined;
  if (found.length > FEW_FILES) pool = await Pool.start(threads, setting, asked.worker);
  try {
    const kinds = pool === undefined ? await inputKinds(found, settings) : await kindsBy(pool, found, threads);
    const joined = joinedReader(kinds);
    const cut = joined === undefined ? await cutInputs(found, kinds, sizeOf(bytes, threads)) : NOTHING;
    if (joined !== undefined || cut.pieces.length < 2) {
      await pool?.end();
      return alone(
        joined === undefined
          ? 'the inputs cannot be read in parts: plain NDJSON, Parquet, and files beside one another can'
          : `inputs of \`${joined}\` are joined with others where they are read`,
      );
    }
    for (const one of [...passed, ...cut.passed]) reading.onPassedOver?.(one);
    pool ??= await Pool.start(Math.min(threads, cut.pieces.length), setting, asked.worker);
    return { kind: 'threads', judged: judgedPieces(asked, { pool, threads, found, bytes, cut }) };
  } catch (error) {
    await pool?.end();
    throw error;
  }
}

function alone(why: string): Jobs {
  return { kind: 'alone', why };
}

function sizeOf(bytes: number, threads: number): number {
  const fair = Math.ceil(bytes / (threads * PIECES_A_THREAD));
  return Math.min(MOST_PIECE_BYTES, Math.max(LEAST_PIECE_BYTES, fair));
}

type Found = readonly (FoundInput | ProblemRecord)[];

/** Looking at thousands of files takes as long as reading them. */
async function kindsBy(pool: Pool, found: Found, threads: number): Promise<readonly (InputKind | undefined)[]> {
  const size = Math.max(FEW_FILES, Math.ceil(found.length / (threads * PIECES_A_THREAD)));
  const asked: Promise<readonly (InputKind | undefined)[]>[] = [];
  for (let at = 0; at < found.length; at += size) asked.push(pool.kinds(found.slice(at, at + size)));
  return (await Promise.all(asked)).flat();
}

/** The reader whose inputs must be read together. */
function joinedReader(kinds: readonly (InputKind | undefined)[]): string | undefined {
  const joined = (kind: InputKind | undefined): boolean =>
    kind?.joins === 'records' || (kind?.joins === 'inputs' && kinds.length > 1);
  return kinds.find(joined)?.reader;
}

interface Cut {
  readonly pieces: readonly Piece[];
  readonly passed: readonly PassedOver[];
  /** Folders that hold nothing that is known. */
  readonly problems: readonly ProblemRecord[];
}

const NOTHING: Cut = { pieces: [], passed: [], problems: [] };

/** Cuts what is known, and passes over what lies in folders and is not. */
async function cutInputs(found: Found, kinds: readonly (InputKind | undefined)[], size: number): Promise<Cut> {
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
  return { pieces: await piecesOf(of(found), of(kinds), size), passed, problems: folders.empty() };
}

function judgedPieces(
  { setting, reading, onProblem, pause = () => Promise.resolve() }: JobsAsked,
  at: {
    readonly pool: Pool;
    readonly threads: number;
    readonly found: Found;
    readonly bytes: number;
    readonly cut: Cut;
  },
): JudgedPieces {
  const { exclusions, schemas, lists, strict, now, include } = setting;
  const rulesets = setting.rulesets.map(completeRuleset);
  const parts = new JoinedParts(rulesets, {
    now,
    include,
    exclusions,
    schemas,
    ...(lists === undefined ? {} : { lists }),
    ...(strict === undefined ? {} : { strict }),
    onProblem,
  });
  let bytesRead = 0;
  return new JudgedPieces({
    pool: at.pool,
    threads: at.threads,
    pieces: at.cut.pieces,
    names: namesOf(at.found),
    parts,
    sides: sidesOf(rulesets, exclusions),
    atEnd: at.cut.problems,
    pause,
    onBytes: (count) => {
      bytesRead += count;
      reading.onProgress?.({ bytesRead, totalBytes: at.bytes });
    },
  });
}
