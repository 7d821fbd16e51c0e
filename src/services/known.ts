import {
  elementSchema,
  entitySchema,
  type EntitySchemas,
  type ObjectSchema,
  ownSchema,
  type PropertySchema,
  stepInto,
} from '../check/schemas/schema.ts';
import { scopeOf, type Scope } from '../check/places.ts';
import { mergedSchemas } from '../check/schemas/merged.ts';
import type { PathNode } from '../syntax/ast.ts';
import type { ObservedInventory, ObservedValue } from './observe.ts';
import type { ServiceOptions } from './options.ts';

/** What is known of entities, from schemas and from an inventory together. */
export interface Known {
  readonly schemas: EntitySchemas;
  /** What was seen of a property of an object that a schema describes. */
  readonly seen: (owner: PropertySchema, name: string | number) => ObservedValue | undefined;
}

const made = new WeakMap<ObservedInventory, { readonly of: EntitySchemas | undefined; readonly known: Known }>();

/** What the options know of entities; worked out once for an inventory. */
export function knownOf({ schemas, observed }: ServiceOptions): Known {
  if (observed === undefined) return { schemas: schemas ?? {}, seen: () => undefined };
  const before = made.get(observed);
  if (before !== undefined && before.of === schemas) return before.known;
  const seenOf = new WeakMap<object, ObservedValue>();
  const merged: Record<string, ObjectSchema> = Object.create(null) as Record<string, ObjectSchema>;
  for (const [type, value] of observed) {
    const own = schemas !== undefined && Object.hasOwn(schemas, type) ? schemas[type] : undefined;
    const schema = mergedSchema(own, value, seenOf) as ObjectSchema;
    merged[type] = schema;
    const complete = entitySchema(merged, type);
    if (complete !== undefined) seenOf.set(complete, value);
  }
  const all = mergedSchemas([schemas ?? {}, merged]);
  const known: Known = {
    schemas: all,
    seen: (owner, name) => {
      const object = elementSchema(owner);
      return typeof object === 'object' ? seenOf.get(object)?.properties.get(String(name)) : undefined;
    },
  };
  made.set(observed, { of: schemas, known });
  return known;
}

/** A schema with what was seen; what the schema says comes first. */
function mergedSchema(
  schema: PropertySchema | undefined,
  seen: ObservedValue,
  seenOf: WeakMap<object, ObservedValue>,
): PropertySchema {
  if (
    seen.elements !== undefined &&
    (schema === undefined || schema === 'any' || schema === 'list' || Array.isArray(schema))
  ) {
    const element = Array.isArray(schema) ? (schema as readonly [PropertySchema])[0] : undefined;
    return [mergedSchema(element, seen.elements, seenOf)];
  }
  if (seen.properties.size === 0) return schema ?? kindOf(seen);
  if (typeof schema === 'string' && schema !== 'any' && schema !== 'object') return schema;
  const own = Array.isArray(schema) ? {} : ((typeof schema === 'object' ? schema : { '*': 'any' }) as ObjectSchema);
  const names = new Set([...Object.keys(own), ...seen.properties.keys()]);
  const merged: ObjectSchema = Object.fromEntries(
    [...names].map((name): [string, PropertySchema] => {
      const property = seen.properties.get(name);
      const before = Object.hasOwn(own, name) ? own[name] : undefined;
      return [name, property === undefined ? (before ?? 'any') : mergedSchema(before, property, seenOf)];
    }),
  );
  seenOf.set(merged, seen);
  return merged;
}

function kindOf({ kinds }: ObservedValue): PropertySchema {
  const [first, second, ...more] = kinds;
  if (first === undefined || more.length > 0) return 'any';
  return second === undefined ? first : `${first}|${second}`;
}

/** Where a path's segment leads from: what is known of the object that holds it. */
export function ownerOf(path: PathNode, index: number, scope: Scope): PropertySchema {
  let schema: PropertySchema = scopeOf(path, scope)?.element ?? 'any';
  for (const { name } of path.segments.slice(0, index)) {
    const next = stepInto(schema, name);
    schema = 'stop' in next ? (ownSchema(schema, name) ?? 'any') : next.schema;
  }
  return schema;
}
