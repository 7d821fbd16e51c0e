import type { EntityRecord, InventoryRecord } from '../values/record.ts';

/** What puts entities together that several records tell parts of, within one input or several. */
export interface RecordJoin {
  /** Holds the record until `finish`; false where there is nothing to join, or too many are held: then it stays as it is. */
  hold(record: InventoryRecord): boolean;
  /** What was held, put together. */
  finish(): Iterable<InventoryRecord>;
}

/** So many records are held of one vendor; more are passed on as they are, which leaves unknown what others tell. */
export const MAX_JOINED = 200_000;

/** Entities of one source that are held until all inputs are read, and then filled with what the others tell. */
export class HeldRecords implements RecordJoin {
  readonly #source: string;
  readonly #fill: (records: readonly EntityRecord[]) => Iterable<InventoryRecord>;
  readonly #records: EntityRecord[] = [];
  readonly #takes: (record: EntityRecord) => boolean;
  readonly #max: number;

  constructor(
    source: string,
    takes: (record: EntityRecord) => boolean,
    fill: (records: readonly EntityRecord[]) => Iterable<InventoryRecord>,
    max: number = MAX_JOINED,
  ) {
    this.#source = source;
    this.#takes = takes;
    this.#fill = fill;
    this.#max = max;
  }

  hold(record: InventoryRecord): boolean {
    if (record.kind !== 'entity' || record.entity['source'] !== this.#source) return false;
    if (this.#records.length >= this.#max || !this.#takes(record)) return false;
    this.#records.push(record);
    return true;
  }

  finish(): Iterable<InventoryRecord> {
    return this.#fill(this.#records);
  }
}
