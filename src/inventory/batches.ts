import type { InventoryRecord } from '../values/record.ts';

/** Records, as many together as came together: a step of an iteration costs more than most records. */
export type RecordBatch = readonly InventoryRecord[];

/**
 * The records of batches, one at a time. An aborted signal ends it with the signal's reason, also while a batch is
 * waited for.
 */
export class FlatRecords implements AsyncIterableIterator<InventoryRecord> {
  readonly #batches: AsyncIterator<RecordBatch>;
  readonly #signal: AbortSignal | undefined;
  #batch: RecordBatch = [];
  #at = 0;
  /** Calls of `next` that wait, and the last of them: each waits for the one before. */
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(batches: AsyncIterator<RecordBatch>, signal?: AbortSignal) {
    this.#batches = batches;
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
    await this.#batches.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
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
    if (signal === undefined) return this.#batches.next();
    let onAbort = (): void => undefined;
    const aborted = new Promise<undefined>((resolve) => {
      onAbort = () => resolve(undefined);
      signal.addEventListener('abort', onAbort);
    });
    try {
      const next = this.#batches.next();
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
    this.#batches.return?.().catch(() => undefined);
    throw signal.reason;
  }
}
