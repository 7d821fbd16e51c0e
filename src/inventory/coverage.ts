import { coversType, sourceRecord, type InventoryRecord, type SourceRecord } from '../values/record.ts';
import { placeOf } from './problems.ts';
import type { InventoryReader } from './reader.ts';

/** The records of one input, with what it covers before them, and what its entities show it to cover as they come. */
export async function* withSources(
  reader: InventoryReader,
  file: string,
  records: AsyncIterable<InventoryRecord>,
): AsyncGenerator<InventoryRecord> {
  const said: SourceRecord[] = [sourceRecord(reader.name, placeOf(file), reader.covers, reader.vendor)];
  yield* said;
  const seen = new Set<string>();
  for await (const record of records) {
    if (record.kind === 'source') said.push(record);
    else if (record.kind === 'entity' && reader.coversWith !== undefined && !seen.has(record.entity.type)) {
      const { type } = record.entity;
      seen.add(type);
      const more = said.some((source) => coversType(source, type)) ? undefined : reader.coversWith(type);
      if (more !== undefined) {
        const source = sourceRecord(reader.name, placeOf(file), more.covers, more.vendor);
        said.push(source);
        yield source;
      }
    }
    yield record;
  }
}
