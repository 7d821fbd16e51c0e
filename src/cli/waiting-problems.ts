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

  /** Writes what waits. */
  async flush(): Promise<void> {
    const { write } = this;
    if (write === undefined || this.#waiting.length === 0) return;
    for (const problem of this.#waiting.splice(0)) await write(problem);
  }

  /** The records as they are, with a pause for writing where too many problems wait. */
  async *watch<R extends InventoryRecord | PartOf>(records: AsyncIterable<R>): AsyncGenerator<R, void, undefined> {
    for await (const record of records) {
      if (this.#waiting.length >= MOST) await this.flush();
      yield record;
    }
  }
}

/** What a part of an assessment gives. */
interface PartOf {
  readonly kind: 'record' | 'state';
}
