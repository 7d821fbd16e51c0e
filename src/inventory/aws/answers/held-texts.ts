import { parseExactJson } from '../../../values/exact-json.ts';
import { isEntityRecord, type EntityRecord, type InventoryRecord } from '../../../values/record.ts';
import { textOf } from '../../formats/bytes.ts';
import type { AnswerRecords } from './answer-records.ts';
import { isJoinable } from './join-facts.ts';

/** A document that holds more is not read again for each of them. */
const MAX_RECORDS = 8;

/** Reads a document; what waits for others may be no more than what it is found by. */
export type ReadAnswer = (document: unknown, isOutlined: boolean) => AnswerRecords;

interface Held {
  readonly text: string;
  readonly read: ReadAnswer;
}

/**
 * What waits for other answers is held as the text that it was read from, a fraction of what its entity takes with the
 * vendor's properties beside the answer's own; it is read again when it is its turn.
 */
export class HeldTexts {
  readonly #isJoined: boolean;
  /** What was read again last: the records of one document follow one another. */
  #latest: Held | undefined;
  #records: readonly InventoryRecord[] = [];

  /** @param isJoined whether what may wait is held by whoever reads; else all is read once */
  constructor(isJoined: boolean) {
    this.#isJoined = isJoined;
  }

  /** What is read of a document, given as the value of its bytes. What may wait can be made again. */
  records(value: unknown, bytes: Uint8Array | undefined, read: ReadAnswer): AnswerRecords {
    const mayHold = this.#isJoined && bytes !== undefined;
    const found = read(value, mayHold);
    if (!mayHold || found.records.length > MAX_RECORDS || !found.records.some(mayWait)) return found;
    const held: Held = { text: textOf(bytes) ?? '', read };
    const records = found.records.map((record, index) =>
      mayWait(record) ? { ...record, again: () => this.#again(held, index) } : record,
    );
    return { ...found, records };
  }

  #again(held: Held, index: number): EntityRecord {
    if (this.#latest !== held) {
      this.#records = held.read(parseExactJson(held.text), false).records;
      this.#latest = held;
    }
    return this.#records[index] as EntityRecord;
  }
}

function mayWait(record: InventoryRecord): boolean {
  return isEntityRecord(record) && isJoinable(record);
}
