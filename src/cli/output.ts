import { type Stats } from 'node:fs';
import { chmod, type FileHandle, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from './exit-codes.ts';
import { forget, removeOnExit } from './leftovers.ts';
import { writeReason } from './system-reason.ts';

/**
 * Where a report goes. A file is not there until `finish`: a run that breaks off leaves an earlier report as it was. Each
 * function throws UsageError when the target cannot be written.
 */
export interface Output {
  /** Undefined where the text is taken at once, as of most: a wait for each finding would be slow. */
  readonly write: (text: string) => Promise<void> | undefined;
  readonly finish: () => Promise<void>;
  /** Leaves nothing behind; does nothing after `finish`. Never throws. */
  readonly discard: () => Promise<void>;
}

/** Text is collected up to this length before it is written: a call for each result would be slow. */
const CHUNK = 65_536;

/** Whoever reads along waits no longer than this for what was found, in milliseconds. */
const LONGEST_WAIT = 100;

/** Standard output. What was written before a run breaks off stays. */
export function streamOutput(out: (text: string) => Promise<void>): Output {
  let pending = '';
  let timer: NodeJS.Timeout | undefined;
  let failure: { readonly error: unknown } | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (failure !== undefined) throw failure.error;
    const text = pending;
    pending = '';
    await out(text);
  };
  /** Of a failure in between, the next who writes is told. */
  const flushLater = (): void => {
    flush().catch((error: unknown) => (failure = { error }));
  };
  return {
    write: (text) => {
      if (text === '') return undefined;
      pending += text;
      if (pending.length >= CHUNK) return flush();
      timer ??= setTimeout(flushLater, LONGEST_WAIT);
      return undefined;
    },
    finish: flush,
    discard: () => flush().catch(() => undefined),
  };
}

/** A file that takes its name when it is whole. What is no regular file (`/dev/null`, a pipe) is written as it goes. */
export async function fileOutput(file: string): Promise<Output> {
  const saying = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw new UsageError(`cannot write \`${file}\`: ${writeReason(error)}`);
    }
  };
  const { target, partial, replaced } = await saying(() => placesOf(file));
  const handle = await saying(() => (partial === undefined ? open(target, 'w') : openPartial(partial, replaced)));
  let pending = '';
  let finished = false;
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    await writeAll(handle, Buffer.from(text));
  };
  return {
    write: (text) => {
      pending += text;
      return pending.length >= CHUNK ? saying(flush) : undefined;
    },
    finish: () =>
      saying(async () => {
        await flush();
        await handle.close();
        if (partial !== undefined) {
          await rename(partial, target);
          forget(partial);
        }
        finished = true;
      }),
    discard: async () => {
      if (finished) return;
      // It may be closed already; and what cannot be removed is no reason to hide why the run broke off.
      await handle.close().catch(() => undefined);
      if (partial === undefined) return;
      await rm(partial, { force: true }).catch(() => undefined);
      forget(partial);
    },
  };
}

/** Whether a report can be written to a file once more: a pipe has gone out already. */
export async function isReplaceable(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found === undefined || found.isFile() || found.isDirectory();
}

interface Places {
  readonly target: string;
  /** The file in the same folder that becomes it; none for what is no regular file. */
  readonly partial?: string;
  /** The file that is there now. */
  readonly replaced?: Stats;
}

async function placesOf(file: string): Promise<Places> {
  const found = await stat(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (found?.isDirectory() === true || /[\\/]$/u.test(file)) throw new Error('it is a folder');
  if (found !== undefined && !found.isFile()) return { target: file };
  // A link stays, and what it points to is replaced.
  const target = found === undefined ? file : await realpath(file);
  await makeFolder(dirname(target));
  const partial = join(dirname(target), `.gsl-${crypto.randomUUID()}.part`);
  return found === undefined ? { target, partial } : { target, partial, replaced: found };
}

/** Opened with the permissions of the file that it replaces, before anything is in it; its owner too, where that is allowed. */
async function openPartial(partial: string, replaced: Stats | undefined): Promise<FileHandle> {
  removeOnExit(partial);
  let handle: FileHandle | undefined;
  try {
    handle = await open(partial, 'wx', replaced === undefined ? undefined : 0o600);
    if (replaced === undefined) return handle;
    await handle.chown(replaced.uid, replaced.gid).catch(() => undefined);
    await handle.chmod(replaced.mode & 0o7777);
    return handle;
  } catch (error) {
    await handle?.close();
    await rm(partial, { force: true });
    forget(partial);
    throw error;
  }
}

/** Node's own recursive `mkdir` never ends where a folder cannot be made, as below `/proc`. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await mkdir(folder);
  }
}

/** A device can take less than it was given. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.length;) from += (await handle.write(bytes, from)).bytesWritten;
}

/** Writes a text in place of a file: whole or not at all, and with the permissions that it had. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const { mode } = await stat(file);
  await writeWhole(file, text);
  await chmod(file, mode & 0o7777);
}

/** Writes a text as a file, whole or not at all. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const output = await fileOutput(file);
  try {
    await output.write(text);
    await output.finish();
  } finally {
    await output.discard();
  }
}
