import type { ResourceIndex } from '../functions/define.ts';
import { equals } from '../values/compare.ts';
import type { Entity } from '../values/entity.ts';
import { bucketOf } from '../values/identity.ts';
import { pathReader, segmentsOf } from '../values/path.ts';

/**
 * An index of a snapshot for the resource functions: entities by type, and by the value of any property that is asked
 * for, worked out the first time.
 *
 * @example
 * const resources = indexResources(entities);
 * compileRule("Instance should have getResource('VPC', vpcId)").evaluate(entity, { resources });
 */
export function indexResources(entities: Iterable<Entity>): ResourceIndex {
  const byType = new Map<string, Entity[]>();
  for (const entity of entities) {
    const known = byType.get(entity.type);
    if (known === undefined) byType.set(entity.type, [entity]);
    else known.push(entity);
  }
  const byPath = new Map<string, Map<string, Entity[]>>();
  return {
    find(type, path, value) {
      const key = keyOf(value);
      if (key === undefined) return [];
      const name = `${type}\0${path}`;
      let index = byPath.get(name);
      if (index === undefined) {
        index = indexBy(byType.get(type) ?? [], path);
        byPath.set(name, index);
      }
      const read = readerOf(path);
      // Values of one key are nearly always equal; `equals` decides, as it does for `=`.
      return (index.get(key) ?? []).filter((entity) => equals(read(entity), value));
    },
  };
}

function indexBy(entities: readonly Entity[], path: string): Map<string, Entity[]> {
  const index = new Map<string, Entity[]>();
  const read = readerOf(path);
  for (const entity of entities) {
    const key = keyOf(read(entity));
    if (key === undefined) continue;
    const known = index.get(key);
    if (known === undefined) index.set(key, [entity]);
    else known.push(entity);
  }
  return index;
}

function readerOf(path: string): (entity: unknown) => unknown {
  return pathReader(segmentsOf(path));
}

/** A list, an object or nothing cannot be looked up. */
function keyOf(value: unknown): string | undefined {
  return typeof value === 'object' || value === undefined ? undefined : bucketOf(value);
}
