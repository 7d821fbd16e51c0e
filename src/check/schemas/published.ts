import type { EntitySchemas } from './schema.ts';

const published = new WeakSet<EntitySchemas>();

/** Notes that schemas are those which come with the package, and none of one's own. */
export function asPublished(schemas: EntitySchemas): EntitySchemas {
  published.add(schemas);
  return schemas;
}

/** Whether schemas are those which come with the package, or none at all. */
export function isPublished(schemas: EntitySchemas | undefined): boolean {
  return schemas === undefined || published.has(schemas);
}
