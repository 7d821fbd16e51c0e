import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { hclParser } from '../../inventory/files/hcl-library.ts';
import type { FileKind } from './file-kind.ts';
import { type FileReading, readFileTexts } from './file-texts.ts';

/** What the thread is asked to read. */
export interface ReadingTask {
  readonly id: number;
  readonly kind: FileKind;
  readonly name: string;
  readonly text: string;
}

/** Shorter files are read at once: that takes less than handing them over. In UTF-16 units. */
const SHORT = 20_000;

/** Reads files, long ones in a thread beside. */
export class ReadingThread {
  #worker: Worker | undefined;
  #count = 0;
  readonly #waiting = new Map<number, (reading: FileReading | undefined) => void>();

  /** The rules of a file; undefined where the thread has ended. */
  async read(kind: FileKind, name: string, text: string): Promise<FileReading | undefined> {
    const hcl = kind === 'terraform' ? await hclParser() : undefined;
    if (text.length <= SHORT) return readFileTexts(kind, name, text, hcl);
    this.#worker ??= this.#start();
    this.#count += 1;
    const id = this.#count;
    this.#worker.postMessage({ id, kind, name, text } satisfies ReadingTask);
    return await new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(workerFile(), { stdout: true, stderr: true });
    worker.on('message', ({ id, ...reading }: FileReading & { readonly id: number }) => {
      this.#waiting.get(id)?.(reading);
      this.#waiting.delete(id);
    });
    // A file that ends the thread is not read, and the next one starts another.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#worker = undefined;
      for (const resolve of this.#waiting.values()) resolve(undefined);
      this.#waiting.clear();
    });
    worker.unref();
    return worker;
  }
}

/** Beside this module, as it was written or built. */
function workerFile(): URL {
  const names = ['./file-reading-worker.ts', './file-reading-worker.js'];
  const found = names.map((name) => new URL(name, import.meta.url)).find((url) => existsSync(url));
  if (found === undefined) throw new Error('the module that reads files is not installed');
  return found;
}
