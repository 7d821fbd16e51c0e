import { EntityJoin } from './aws/entity-join.ts';
import { azureJoin } from './azure/join.ts';
import { googleJoin } from './google/join.ts';
import type { RecordJoin } from './record-join.ts';

/** What puts together the entities that several records tell parts of, each vendor's by itself. */
export function vendorJoins(): readonly RecordJoin[] {
  return [new EntityJoin(), azureJoin(), googleJoin()];
}
