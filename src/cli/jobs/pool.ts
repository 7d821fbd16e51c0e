import { existsSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { setEnvironmentData } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { InputKind } from '../../inventory/files/pieces.ts';
import { CODE_FOLDER } from '../kept-code.ts';
import type { JobsReading, JobTask } from './messages.ts';

/** The threads. What ends one rejects what it was at. */
export class Pool {
  readonly #threads: Piscina;

  private constructor(threads: Piscina) {
    this.#threads = threads;
  }

  /** @param worker the module of the threads */
  static async start(threads: number, reading: JobsReading, worker = workerFile()): Promise<Pool> {
    const library = await import('piscina');
    setEnvironmentData(CODE_FOLDER, getCompileCacheDir());
    const pool = new library.Piscina({
      filename: worker,
      name: 'work',
      workerData: reading,
      minThreads: threads,
      maxThreads: threads,
      // Threads are at work until the end; an idle one would not be ended for another.
      idleTimeout: Infinity,
    });
    // What ends a thread is told by what it was at; of one that was at nothing it is no matter.
    pool.on('error', () => undefined);
    return new Pool(pool);
  }

  async kinds(found: Extract<JobTask, { kind: 'detect' }>['found']): Promise<readonly (InputKind | undefined)[]> {
    const task: JobTask = { kind: 'detect', found };
    return (await this.#threads.run(task)) as readonly (InputKind | undefined)[];
  }

  async piece(task: Extract<JobTask, { kind: 'piece' }>): Promise<void> {
    await this.#threads.run(task, { transferList: [task.port] });
  }

  async end(): Promise<void> {
    await this.#threads.destroy();
  }
}

/** Beside this module, as it was written or built. */
function workerFile(): string {
  const names = ['./jobs-worker.ts', './jobs-worker.js'];
  const found = names.map((name) => new URL(name, import.meta.url)).find((url) => existsSync(url));
  if (found === undefined) throw new Error('the module of the threads is not installed');
  return found.href;
}
