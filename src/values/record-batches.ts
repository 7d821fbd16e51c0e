import type { EntityRecord, InventoryRecord } from './record.ts';

/*
 * How a reader and `assess` talk when they are alone: records as many together as came together, since a step of an async
 * iteration costs more than most judgements, and of entities only what is asked for. Everybody else iterates the records.
 */

/** Records, as many together as came together. */
export type RecordBatch = readonly InventoryRecord[];

/** What of the entities of a type is looked at. */
export interface TypeNeeds {
  /**
   * Paths, with all below their ends. The names of a path are those of objects; where a list or a text stands on its way, all
   * of that is kept.
   */
  readonly paths: readonly (readonly string[])[];
  /** The other names that an entity may have: one with another name is looked at as a whole. Absent where it may have any. */
  readonly names?: ReadonlySet<string>;
}

/**
 * What of entities is looked at, by type; undefined for all of an entity. Of types that are not in it nothing is looked at but
 * `type`.
 */
export type EntityNeeds = ReadonlyMap<string, TypeNeeds | undefined>;

/** Asked for every chunk: undefined asks for whole entities, the same map as before for the same as before. */
export type AskNeeds = () => EntityNeeds | undefined;

/** An iterable of records that gives them in batches as well. It is read once, in one of the two ways. */
export interface BatchedRecords {
  /**
   * The records in batches, in the same order. With `needs`, a reader that can leaves out what is not asked for: the
   * entities of {@link PartialRecord}s then hold at least that, and `whole` gives the record that would have been read
   * otherwise. Without, no record is partial.
   */
  batches(needs?: AskNeeds): AsyncIterableIterator<RecordBatch>;
}

/** An entity of which a part was read. It is no plain data: what leaves an assessment is `whole`. */
export interface PartialRecord extends EntityRecord {
  /** The record with all of the entity. To be called before the next batch is asked for: the bytes may be gone then. */
  whole(): EntityRecord;
}

/** Whether only a part of an entity was read. */
export function isPartialRecord(record: EntityRecord): record is PartialRecord {
  return 'whole' in record;
}

const parsed = new WeakSet<object>();

/** Notes of a batch that a parser made all that its entities hold: no object of them inherits anything of its own. */
export function asParsed(batch: RecordBatch): RecordBatch {
  parsed.add(batch);
  return batch;
}

/** Whether that was noted of a batch. */
export function isParsed(batch: object): boolean {
  return parsed.has(batch);
}

/** Whether records can be taken in batches. */
export function isBatched(records: object): records is BatchedRecords {
  return 'batches' in records && typeof records.batches === 'function';
}
