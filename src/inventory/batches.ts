import type { AskNeeds, BatchedRecords, RecordBatch } from '../values/record-batches.ts';
import type { InventoryRecord } from '../values/record.ts';

export type { RecordBatch } from '../values/record-batches.ts';

/** Begins the reading. */
export type OpenBatches = (needs: AskNeeds | undefined) => AsyncIterator<RecordBatch>;

/** So many records are made and judged before the next ones are. */
const BATCH = 64;

/** Records that are made one at a time, in batches: all of them together would be held. */
export function* inBatches(records: Iterable<InventoryRecord>): Generator<RecordBatch> {
  let batch: InventoryRecord[] = [];
  for (const record of records) {
    batch.push(record);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/**
 * The records of batches, one at a time or as they come. An aborted signal ends it with the signal's reason, also while a
 * batch is waited for.
 */
export class FlatRecords implements AsyncIterableIterator<InventoryRecord>, BatchedRecords {
  readonly #open: OpenBatches;
  readonly #signal: AbortSignal | undefined;
  #batches: AsyncIterator<RecordBatch> | undefined;
  #batch: RecordBatch = [];
  #at = 0;
  /** Calls of `next` that wait, and the last of them: each waits for the one before. */
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(open: OpenBatches, signal?: AbortSignal) {
    this.#open = open;
    this.#signal = signal;
  }

  next(): Promise<IteratorResult<InventoryRecord, undefined>> {
    const record = this.#waiting === 0 && this.#signal?.aborted !== true ? this.#batch[this.#at] : undefined;
    if (record !== undefined) {
      this.#at += 1;
      return Promise.resolve({ done: false, value: record });
    }
    this.#waiting += 1;
    const result = this.#last
      .then(() => this.#advance())
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#last = result.catch(() => undefined);
    return result;
  }

  async return(): Promise<IteratorResult<InventoryRecord, undefined>> {
    this.#batch = [];
    await this.#opened().return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async *batches(needs?: AskNeeds): AsyncGenerator<RecordBatch, undefined> {
    const rest = this.#batch.slice(this.#at);
    this.#batch = [];
    if (rest.length > 0) yield rest;
    try {
      this.#opened(needs);
      for (;;) {
        if (this.#signal?.aborted === true) this.#abandon(this.#signal);
        const next = await this.#nextBatch();
        if (next.done === true) return undefined;
        yield next.value;
      }
    } finally {
      // An abandoned one ends when its input does something.
      if (this.#signal?.aborted !== true) await this.return();
    }
  }

  #opened(needs?: AskNeeds): AsyncIterator<RecordBatch> {
    return (this.#batches ??= this.#open(needs));
  }

  async #advance(): Promise<IteratorResult<InventoryRecord, undefined>> {
    for (;;) {
      if (this.#signal?.aborted === true) this.#abandon(this.#signal);
      const record = this.#batch[this.#at];
      if (record !== undefined) {
        this.#at += 1;
        return { done: false, value: record };
      }
      const next = await this.#nextBatch();
      if (next.done === true) return { done: true, value: undefined };
      this.#batch = next.value;
      this.#at = 0;
    }
  }

  async #nextBatch(): Promise<IteratorResult<RecordBatch>> {
    const signal = this.#signal;
    if (signal === undefined) return this.#opened().next();
    let onAbort = (): void => undefined;
    const aborted = new Promise<undefined>((resolve) => {
      onAbort = () => resolve(undefined);
      signal.addEventListener('abort', onAbort);
    });
    try {
      const next = this.#opened().next();
      // The one that is not waited for any more may fail later.
      next.catch(() => undefined);
      return (await Promise.race([next, aborted])) ?? this.#abandon(signal);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  #abandon(signal: AbortSignal): never {
    this.#batch = [];
    // Not waited for: it ends when the input does something, which may be never.
    this.#opened()
      .return?.()
      .catch(() => undefined);
    throw signal.reason;
  }
}
