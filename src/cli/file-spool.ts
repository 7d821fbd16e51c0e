import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Spool } from '../reporters/index.ts';
import { UsageError } from './exit-codes.ts';
import { forget, removeOnExit } from './leftovers.ts';

/** A spool keeps so much in memory before it goes to the file. */
const CHUNK = 32_768;

/** The text of all spools of a run, in one temporary file that nobody else can read; there is none until it is needed. */
export class SpoolFile {
  private descriptor: number | undefined;
  private path: string | undefined;
  private size = 0;

  /** A new spool. Its functions throw UsageError when the temporary file cannot be written or read. */
  readonly spool = (): Spool => {
    const chunks: { readonly at: number; readonly length: number }[] = [];
    let pending = '';
    return {
      add: (text) => {
        pending += text;
        if (pending.length < CHUNK) return;
        chunks.push(this.saying(() => this.write(Buffer.from(pending))));
        pending = '';
      },
      read: () => this.pieces(chunks, () => pending),
    };
  };

  /** Leaves nothing behind. */
  close(): void {
    if (this.descriptor === undefined) return;
    closeSync(this.descriptor);
    this.descriptor = undefined;
    if (this.path === undefined) return;
    rmSync(this.path, { force: true });
    forget(this.path);
  }

  private *pieces(
    chunks: readonly { readonly at: number; readonly length: number }[],
    pending: () => string,
  ): Generator<string, void, undefined> {
    for (const { at, length } of chunks) yield this.saying(() => this.read(at, length));
    yield pending();
  }

  private write(bytes: Uint8Array): { readonly at: number; readonly length: number } {
    const descriptor = (this.descriptor ??= this.open());
    const at = this.size;
    for (let from = 0; from < bytes.length;) from += writeSync(descriptor, bytes, from, bytes.length - from, at + from);
    this.size += bytes.length;
    return { at, length: bytes.length };
  }

  private read(at: number, length: number): string {
    const bytes = Buffer.allocUnsafe(length);
    const { descriptor = -1 } = this;
    for (let from = 0; from < length;) {
      const count = readSync(descriptor, bytes, from, length - from, at + from);
      if (count === 0) throw new Error('the temporary file is cut short');
      from += count;
    }
    return bytes.toString();
  }

  private open(): number {
    const path = join(tmpdir(), `gsl-${crypto.randomUUID()}.spool`);
    removeOnExit(path);
    this.path = path;
    return openSync(path, 'wx+', 0o600);
  }

  private saying<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new UsageError(`cannot use a temporary file in \`${tmpdir()}\`: ${(error as Error).message}`);
    }
  }
}
