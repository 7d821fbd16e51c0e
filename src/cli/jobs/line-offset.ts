import type { PostedFinding } from '../../findings/posted-finding.ts';
import type { InventoryRecord, Provenance } from '../../values/record.ts';

/** Puts what a piece gave to its place in the file. */
interface Placed {
  readonly finding: (finding: PostedFinding) => PostedFinding;
  readonly record: (record: InventoryRecord) => InventoryRecord;
}

const AS_IT_IS: Placed = { finding: (finding) => finding, record: (record) => record };

/**
 * What a piece gave, with the lines of the whole file. Threads count lines from the start of their piece: to know how many stand
 * before it they would read twice what others read.
 *
 * @param before how many lines of the file stand before the piece
 */
export function placedAt(before: number): Placed {
  if (before === 0) return AS_IT_IS;
  const placed = (place: Provenance): Provenance =>
    place.line === undefined ? place : { ...place, line: place.line + before };
  return {
    finding: (finding) =>
      finding.location === undefined ? finding : { ...finding, location: placed(finding.location) },
    record: (record) => ({ ...record, provenance: placed(record.provenance) }),
  };
}
