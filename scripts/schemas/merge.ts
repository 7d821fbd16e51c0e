import type { Shape, Structure } from './shape.ts';

/** Types of several versions as one: each with all properties that it has in any of them. */
export function merged(versions: readonly ReadonlyMap<string, Structure>[]): Map<string, Structure> {
  const names = new Set(versions.flatMap((types) => [...types.keys()]));
  const pairs = new Map<Structure, Map<Structure, Structure>>();
  return new Map(
    [...names].map((name) => {
      const found = versions.flatMap((types) => types.get(name) ?? []);
      return [name, found.reduce((all, one) => mergedStructure(all, one, pairs))];
    }),
  );
}

function mergedStructure(a: Structure, b: Structure, pairs: Map<Structure, Map<Structure, Structure>>): Structure {
  if (a === b) return a;
  const known = pairs.get(a)?.get(b);
  if (known !== undefined) return known;
  const both: Structure = { properties: new Map(a.properties) };
  pairs.set(a, (pairs.get(a) ?? new Map<Structure, Structure>()).set(b, both));
  for (const [name, shape] of b.properties) {
    const own = both.properties.get(name);
    both.properties.set(name, own === undefined ? shape : mergedShape(own, shape, pairs));
  }
  return both;
}

function mergedShape(a: Shape, b: Shape, pairs: Map<Structure, Map<Structure, Structure>>): Shape {
  if (typeof a === 'string' || typeof b === 'string') return a === b ? a : 'any';
  if (isList(a)) return [mergedStructure(a[0], isList(b) ? b[0] : b, pairs)];
  // A block that may stand several times in one of the versions is a list.
  return isList(b) ? [mergedStructure(a, b[0], pairs)] : mergedStructure(a, b, pairs);
}

function isList(shape: Structure | readonly [Structure]): shape is readonly [Structure] {
  return Array.isArray(shape);
}
