import { existsSync, statSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import type { ParquetMessage, ParquetTask } from './messages.ts';
import { reasonOf } from '../../problems.ts';

/** What a thread may take before it is ended. */
export interface ThreadLimits {
  /** How long it may work on one message, in time of the processor: so long for little, and longer for more. */
  readonly idleSeconds: number;
  readonly heapMegabytes: number;
  /** By how much the memory of the process may grow while it works: buffers are no part of the heap. */
  readonly growthMegabytes: number;
}

const MEGABYTE = 1024 * 1024;
const WATCH_MILLISECONDS = 100;
/** On a busy machine, or from a slow disk, a good file takes longer than the work on it. */
const MOST_WAITING = 10;
/** A file may claim any number of rows, which gives it no more than so many times as long. */
const MOST_FOR_ROWS = 5;
const ROWS_A_SECOND = 10_000;

/** The messages of a thread that reads Parquet. Throws Error in our words where it fails or takes too much. */
export async function* parquetMessages(
  task: ParquetTask,
  limits: ThreadLimits,
): AsyncGenerator<Exclude<ParquetMessage, { readonly kind: 'group' }>> {
  // Loaded for Parquet alone: most runs are short.
  const threads = process.getBuiltinModule('node:worker_threads');
  const worker = new threads.Worker(workerFile(), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes },
    // It is handed nothing of the process's own.
    env: {},
    stdout: true,
    stderr: true,
  });
  const forBytes = (task.bytes?.length ?? sizeOf(task.path)) / MEGABYTE;
  let rows = 0;
  try {
    for (;;) {
      const forRows = rows > 0 ? Math.min(limits.idleSeconds * MOST_FOR_ROWS, rows / ROWS_A_SECOND) : 0;
      const idleSeconds = Math.round(limits.idleSeconds + forRows + forBytes);
      const message = await answer(worker, { ...limits, idleSeconds });
      if (message.kind === 'group') {
        ({ rows } = message);
        continue;
      }
      yield message;
      if (message.kind !== 'rows') return;
    }
  } finally {
    await worker.terminate();
  }
}

function answer(worker: Worker, limits: ThreadLimits): Promise<ParquetMessage> {
  const before = process.memoryUsage.rss();
  let waited = 0;
  let seen = performance.now();
  const late = (seconds: number): Error => {
    const time = seconds === 1 ? 'one second' : `${seconds} seconds`;
    return new Error(`no row came of it in ${time}, far longer than so many bytes and rows need`);
  };
  let started: Promise<number | undefined> | undefined;
  return new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      const now = performance.now();
      // An answer may be there while this process was busy with something else.
      waited += Math.min(now - seen, 2 * WATCH_MILLISECONDS);
      seen = now;
      started ??= workOf(worker);
      if (waited > limits.idleSeconds * MOST_WAITING * 1000) fail(late(limits.idleSeconds * MOST_WAITING));
      else if (waited > limits.idleSeconds * 1000) {
        void Promise.all([started, workOf(worker)]).then(([from, to]) => {
          if (from !== undefined && to !== undefined && to - from > limits.idleSeconds * 1000)
            fail(late(limits.idleSeconds));
        });
      } else if (process.memoryUsage.rss() - before > limits.growthMegabytes * MEGABYTE) fail(outOfMemory());
    }, WATCH_MILLISECONDS);
    const done = (): void => {
      clearInterval(watch);
      worker.off('message', take).off('error', fail).off('exit', exit);
    };
    const take = (message: ParquetMessage): void => {
      done();
      resolve(message);
    };
    const fail = (thrown: unknown): void => {
      done();
      const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
      reject(code === 'ERR_WORKER_OUT_OF_MEMORY' ? outOfMemory() : new Error(reasonOf(thrown)));
    };
    const exit = (): void => fail(new Error('the thread that reads it ended'));
    worker.on('message', take).on('error', fail).on('exit', exit);
    worker.postMessage('next');
  });
}

/** The time of the processor that a thread took, in milliseconds; undefined where Node.js does not tell it, or it ended. */
async function workOf(worker: Worker): Promise<number | undefined> {
  if (!('cpuUsage' in worker)) return undefined;
  const used = await worker.cpuUsage().catch(() => undefined);
  return used === undefined ? undefined : (used.user + used.system) / 1000;
}

function sizeOf(path: string | undefined): number {
  return path === undefined ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
}

function outOfMemory(): Error {
  return new Error('it takes more memory than a file of this kind needs');
}

/** Beside this module, as it was written or built. */
function workerFile(): URL {
  const names = ['./parquet-worker.ts', './parquet-worker.js'];
  const found = names.map((name) => new URL(name, import.meta.url)).find((url) => existsSync(url));
  if (found === undefined) throw new Error('the module that reads it is not installed');
  return found;
}
