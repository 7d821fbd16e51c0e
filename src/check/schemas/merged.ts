import type { EntitySchemas } from './schema.ts';

/**
 * Several tables of schemas as one, the later ones first; each type's schema is still made when it is first read.
 *
 * @example
 * const schemas = mergedSchemas([cloudGuardSchemas, { Printer: { trays: [{ sheets: 'number' }] } }]);
 * 'Printer' in schemas // true
 */
export function mergedSchemas(tables: readonly EntitySchemas[]): EntitySchemas {
  const all = Object.create(null) as EntitySchemas;
  for (const table of tables) Object.defineProperties(all, Object.getOwnPropertyDescriptors(configurable(table)));
  return Object.freeze(all);
}

/** The descriptors of frozen tables may not be defined twice. */
function configurable(table: EntitySchemas): EntitySchemas {
  const descriptors = Object.getOwnPropertyDescriptors(table);
  for (const descriptor of Object.values(descriptors)) descriptor.configurable = true;
  return Object.create(null, descriptors) as EntitySchemas;
}
