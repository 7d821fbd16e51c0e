import type { EntitySchemas } from '../check/schemas/schema.ts';
import type { EntityRecord } from '../values/record.ts';

/** What evidence messages are made with. */
export interface EvidenceContext {
  readonly schemas?: EntitySchemas;
  /** How many entities of each type there were. */
  readonly entityTypes: ReadonlyMap<string, number>;
  /** The entities of the types that functions look up. */
  readonly kept: ReadonlyMap<string, readonly EntityRecord[]>;
}
