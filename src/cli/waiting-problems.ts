import { type AskNeeds, isBatched, type RecordBatch } from '../values/record-batches.ts';
import type { InventoryRecord, ProblemRecord } from '../values/record.ts';

/** So many wait for a result at most. */
const MOST = 1_000;

/**
 * What could not be read, until it is written to the reports. Results come in between; where none come, as of a long input
 * without a sound record, it is written while the input is read, so that it is never held.
 */
export class WaitingProblems {
  /** How one is written to the reports, from when they are open. */
  write: ((problem: ProblemRecord) => Promise<void>) | undefined;
  #waiting: ProblemRecord[] = [];

  add(problem: ProblemRecord): void {
    this.#waiting.push(problem);
  }

  get any(): boolean {
    return this.#waiting.length > 0;
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    const { write } = this;
    if (write === undefined || this.#waiting.length === 0) return;
    for (const problem of this.#waiting.splice(0)) await write(problem);
  }

  /**
   * The records as they are, in batches where they come so, with a pause for writing where too many problems wait.
   *
   * @param onBatch told of each batch
   */
  watch<R extends InventoryRecord | PartOf>(records: AsyncIterable<R>, onBatch?: () => void): AsyncIterable<R> {
    const pause = (): Promise<void> => this.pause();
    const watched: AsyncIterable<R> = {
      async *[Symbol.asyncIterator]() {
        for await (const record of records) {
          await pause();
          yield record;
        }
      },
    };
    if (!isBatched(records)) return watched;
    // One by one, and whole, they would cost several times as much.
    const batches = async function* (needs?: AskNeeds): AsyncGenerator<RecordBatch> {
      for await (const batch of records.batches(needs)) {
        onBatch?.();
        await pause();
        yield batch;
      }
    };
    return Object.assign(watched, { batches });
  }

  /** Writes what waits, where that is much. */
  async pause(): Promise<void> {
    if (this.#waiting.length >= MOST) await this.flush();
  }
}

/** What a part of an assessment gives. */
interface PartOf {
  readonly kind: 'record' | 'supported' | 'state';
}
