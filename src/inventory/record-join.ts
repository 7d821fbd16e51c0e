import { problem } from './problems.ts';
import type { EntityRecord, InventoryRecord } from '../values/record.ts';

/** What puts entities together that several records tell parts of, within one input or several. */
export interface RecordJoin {
  /** Holds the record until `finish`; false where there is nothing to join, or too many are held: then it stays as it is. */
  hold(record: InventoryRecord): boolean;
  /** What was held, put together. */
  finish(): Iterable<InventoryRecord>;
}

/** The whole of a record that nothing holds, and that may be no more than what it is found by. */
export function wholeRecord(record: InventoryRecord): InventoryRecord {
  return 'again' in record && typeof record.again === 'function' ? (record.again() as InventoryRecord) : record;
}

/** So many records are held of one vendor. Where there are more, nothing is put together: a part of a list is no list. */
export const MAX_JOINED = 200_000;

/** Entities of one source that are held until all inputs are read, and then filled with what the others tell. */
export class HeldRecords implements RecordJoin {
  readonly #source: string;
  readonly #fill: (records: readonly EntityRecord[]) => Iterable<InventoryRecord>;
  readonly #records: EntityRecord[] = [];
  readonly #takes: (record: EntityRecord) => boolean;
  readonly #max: number;
  /** The first record that was not held. */
  #refused: EntityRecord | undefined;

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
    if (!this.#takes(record)) return false;
    if (this.#records.length >= this.#max) {
      this.#refused ??= record;
      return false;
    }
    this.#records.push(record);
    return true;
  }

  finish(): Iterable<InventoryRecord> {
    if (this.#refused === undefined) return this.#fill(this.#records);
    const message = `more than ${this.#max} records of ${this.#source}: nothing is put together, and what others tell of an entity is not known`;
    const help = 'read the inputs of one project or subscription at a time';
    return [...this.#records, problem('too-many-parts', message, this.#refused.provenance, help)];
  }
}
