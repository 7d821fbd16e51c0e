import {
  coversType,
  type Provenance,
  sourceRecord,
  type InventoryRecord,
  type SourceRecord,
} from '../values/record.ts';
import type { RecordBatch } from './batches.ts';
import { placeOf } from './problems.ts';
import type { ByteInput, InventoryReader } from './reader.ts';

/** That a reader took something for values which its input does not tell. */
export function assumedRecord(reader: string, place: Provenance, assumed: readonly string[]): SourceRecord {
  return { ...sourceRecord(reader, place, []), assumed };
}

/** What one input covers: said before its records, and whenever its entities show it to cover more. */
export class InputCoverage {
  readonly #reader: InventoryReader;
  readonly #file: string;
  readonly #said: SourceRecord[];
  readonly #seen = new Set<string>();

  constructor(reader: InventoryReader, { file, sample }: Pick<ByteInput, 'file' | 'sample'>) {
    this.#reader = reader;
    this.#file = file;
    this.#said = [sourceRecord(reader.name, placeOf(file), reader.coversIn?.(sample) ?? reader.covers, reader.vendor)];
  }

  /** What every input of the format covers. */
  get opening(): RecordBatch {
    return [...this.#said];
  }

  /** What a record adds. */
  shownBy(record: InventoryRecord): SourceRecord | undefined {
    if (record.kind === 'source') this.#said.push(record);
    if (record.kind !== 'entity' || this.#reader.coversWith === undefined) return undefined;
    const { type } = record.entity;
    if (this.#seen.has(type)) return undefined;
    this.#seen.add(type);
    if (this.#said.some((source) => coversType(source, type))) return undefined;
    const more = this.#reader.coversWith(type);
    if (more === undefined) return undefined;
    const source = sourceRecord(this.#reader.name, placeOf(this.#file), more.covers, more.vendor);
    this.#said.push(source);
    return source;
  }
}
