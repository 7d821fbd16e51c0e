import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, getCompileCacheDir } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/** Defined in what is built; undefined where the sources run by themselves. */
declare const GSL_BUILD: string | undefined;

/** What a part of the command exports. */
type Exports = Readonly<Record<string, unknown>>;

/** What scripts/parts.ts makes of a module of the command: a function that gives what it exports. */
type Part = (
  load: (file: string) => Exports,
  later: (file: string) => Promise<Exports>,
  url: string,
  require: NodeJS.Require,
) => Exports;

interface LoadedPart {
  readonly exports: Exports;
  /** The file that its code is kept in; undefined where nothing is to be kept. */
  readonly file: string | undefined;
  readonly script: Script;
  /** The kinds of runs that its code was kept in; undefined where there was none. The code is done with once it is loaded. */
  readonly kinds: readonly string[] | undefined;
}

/** The engine's code of a part, and the kinds of runs that it was made in; a kind stands there once for each of them. */
interface KeptCode {
  readonly code: Buffer;
  readonly kinds: readonly string[];
}

/** Functions that a first run compiles are not all that a second one does, which has rules to read that the first kept. */
const RUNS_OF_A_KIND = 2;
/** So many runs add to what is kept of a part. */
const MAX_RUNS = 40;
/** A part ends in a hash of itself. */
const HASH_LENGTH = 22;
/** Microseconds of the processor: in a longer run the engine has dropped the code of what it began with. */
const SHORT_RUN = 2_000_000;

const loaded = new Map<string, LoadedPart>();
const making = new Set<string>();
let required: NodeJS.Require | undefined;

/**
 * A module of the command: a script of the built one, and in the sources what `imported` gives. Node.js keeps of a module
 * what is compiled before it runs, which is none of its functions; of a script all that a run has called can be kept.
 */
export async function part<T>(file: string, imported: () => Promise<T>): Promise<T> {
  return typeof GSL_BUILD === 'string' ? (loadPart(file) as T) : await imported();
}

/** Loads a part of the built command, with the code that was kept of it. */
export function loadPart(file: string): Exports {
  const before = loaded.get(file);
  if (before !== undefined) return before.exports;
  if (making.has(file)) throw new Error(`${file} is needed while it is made`);
  making.add(file);
  try {
    const part = loadedPart(file);
    loaded.set(file, part);
    return part.exports;
  } finally {
    making.delete(file);
  }
}

function loadedPart(file: string): LoadedPart {
  const url = new URL(file, import.meta.url);
  const filename = fileURLToPath(url);
  // The build writes ASCII.
  const text = readFileSync(filename, 'latin1');
  const keptIn = fileFor(file, text.slice(-HASH_LENGTH));
  const kept = keptIn === undefined ? undefined : keptCode(keptIn);
  const script = new Script(text, { filename, ...(kept === undefined ? {} : { cachedData: kept.code }) });
  const made = script.runInThisContext() as Part;
  const exports = made(loadPart, importLater, url.href, (required ??= createRequire(import.meta.url)));
  return { exports, file: keptIn, script, kinds: script.cachedDataRejected === true ? undefined : kept?.kinds };
}

function importLater(name: string): Promise<Exports> {
  return name.startsWith('./') ? Promise.resolve(name).then(loadPart) : (import(name) as Promise<Exports>);
}

/** Keeps what the engine has compiled for this command line, for the next run of its kind. Says nothing where it cannot. */
export function keepCode(args: readonly string[]): void {
  const kind = kindOf(args);
  const isShort = process.cpuUsage().user < SHORT_RUN;
  for (const { file, script, kinds } of loaded.values()) {
    if (file === undefined) return;
    const runs = kinds?.filter((of) => of === kind).length ?? 0;
    if (kinds !== undefined && (!isShort || runs >= RUNS_OF_A_KIND || kinds.length >= MAX_RUNS)) continue;
    try {
      write(file, script.createCachedData(), isShort ? [...(kinds ?? []), kind] : []);
    } catch {
      return;
    }
  }
}

/** What tells which functions a command line needs: its words and options, and the kinds of its files. */
function kindOf(args: readonly string[]): string {
  const words = args.map((arg) => /^-[^=]*|^[a-z-]{1,20}$|\.[a-z]{2,8}$/u.exec(arg)?.[0] ?? '');
  return ['gsl', ...new Set(words)].sort().join(' ');
}

/** Where threads find the folder, for which Node.js keeps nothing by itself. */
export const CODE_FOLDER = 'gsl-code-folder';

/** Beside what Node.js keeps, in a folder of this version of it; undefined where nothing is to be kept. */
function fileFor(file: string, hash: string): string | undefined {
  folder ??= getCompileCacheDir() ?? folderOfThreads();
  return folder === undefined ? undefined : `${folder}/${file.slice(2, -3)}-${hash}`;
}

let folder: string | undefined;

/** Not imported: the shortest runs need no threads. */
function folderOfThreads(): string | undefined {
  const threads = process.getBuiltinModule('node:worker_threads');
  return threads.isMainThread ? undefined : (threads.getEnvironmentData(CODE_FOLDER) as string | undefined);
}

/**
 * The code, the kinds as lines, and in four bytes each the length of these and a sum of the code: the engine takes code from the
 * beginning of a buffer.
 */
function keptCode(file: string): KeptCode | undefined {
  try {
    const bytes = readFileSync(file);
    const end = bytes.length - 8;
    const start = end - bytes.readUInt32LE(end);
    if (sumOf(bytes.subarray(0, start)) !== bytes.readInt32LE(end + 4)) return undefined;
    return { code: bytes.subarray(0, start), kinds: bytes.toString('utf8', start, end).split('\n').filter(Boolean) };
  } catch {
    return undefined;
  }
}

/** Bytes between those that are summed: a block of a disk that holds something else is seen, at the cost of a few of them. */
const STRIDE = 252;

/** A sum of a part of some bytes: the engine ends the process by code that it did not write so, and to sum all takes too long. */
function sumOf(bytes: Buffer): number {
  let sum = bytes.length;
  for (let at = 0; at + 4 <= bytes.length; at += STRIDE) sum = (Math.imul(sum, 31) + bytes.readInt32LE(at)) | 0;
  return sum;
}

/** Whole or not at all, also where the machine stops. */
function write(file: string, code: Buffer, kinds: readonly string[]): void {
  const words = Buffer.from(kinds.join('\n'));
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(words.length);
  tail.writeInt32LE(sumOf(code), 4);
  // In a container all processes may have the number of one that was ended in the middle.
  const partial = `${file}.${process.pid}-${process.hrtime.bigint()}.part`;
  const to = openSync(partial, 'wx', 0o600);
  try {
    try {
      writeFileSync(to, Buffer.concat([code, words, tail]));
      fsyncSync(to);
    } finally {
      closeSync(to);
    }
    renameSync(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
}
