import { slipOf } from './names.ts';
import type { EntitySchemas } from './schemas/schema.ts';

/** Sources of records: their names are those of entity types in lower case, and mean something else. */
const RECORD_SOURCES: ReadonlySet<string> = new Set(['cloudtrail', 'vpcfl']);
/** Types that no table lists: of Terraform, of CloudFormation, of Kubernetes. */
const ELSEWHERE = /^(?:[a-z][a-z0-9]*_\w+|(?:AWS|Alexa)_\w+_\w+|Kubernetes\w*)$/u;

/**
 * The known type that a name stands for: itself, or the one that it is a slip of. Undefined for all others: there are far
 * more types than any table knows.
 */
export function typeMeant(name: string, schemas: EntitySchemas): string | undefined {
  if (Object.hasOwn(schemas, name)) return name;
  return RECORD_SOURCES.has(name) || ELSEWHERE.test(name) ? undefined : slipOf(name, Object.keys(schemas));
}
