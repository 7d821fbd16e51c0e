import { loadSchemas } from '../../src/check/schemas/complete/index.ts';
import { tablesFor } from '../../src/check/schemas/complete/tables.ts';
import type { EntitySchemas } from '../../src/check/schemas/schema.ts';

const known = new Map<string, Promise<EntitySchemas>>();

/** What is known of the types that a rule may name, the same for rules that need the same tables. */
export async function schemasFor(rule: string): Promise<EntitySchemas> {
  const types = rule.match(/[A-Za-z]\w*/gu) ?? [];
  const key = tablesFor(types).join(' ');
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = loadSchemas(types)));
  return await found;
}
