export { knows } from '../knows.ts';
export type { Knowledge, PathKnowledge } from '../knows.ts';
export { mergedSchemas } from '../merged.ts';
import { cloudGuardSchemas } from '../cloudguard.ts';
import { mergedSchemas } from '../merged.ts';
import { asPublished } from '../published.ts';
import type { EntitySchemas } from '../schema.ts';
import { schemasOf, tablesFor } from './tables.ts';

/**
 * What is known of entities, with the complete schemas of CloudFormation, of the Terraform providers aws, azurerm, google
 * and kubernetes, and of Kubernetes. Of a type with a complete schema, a property that is not in it is a slip.
 *
 * @param types types that rules name: only the tables that hold such types are loaded; without it, all are
 * @returns the schemas, {@link cloudGuardSchemas} among them; each type's is made when it is first read
 * @example
 * const schemas = await loadSchemas(['AWS_IAM_Role']);
 * check('AWS_IAM_Role should have Polices', { schemas })[0].help // 'did you mean `Policies`?'
 */
export async function loadSchemas(types?: Iterable<string>): Promise<EntitySchemas> {
  const tables = tablesFor(types === undefined ? undefined : [...types]);
  if (tables.length === 0) return asPublished(cloudGuardSchemas);
  return asPublished(mergedSchemas([cloudGuardSchemas, ...(await Promise.all(tables.map(schemasOf)))]));
}
