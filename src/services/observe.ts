import { isObject } from '../values/value.ts';
import type { AnyEntity, Entity } from '../values/entity.ts';
import { isEntityRecord, type EntityRecord } from '../values/record.ts';

/** A value that was seen, short enough to be offered. */
export type SeenValue = string | number | boolean;

/** What was seen at one place of the entities of a type. */
export interface ObservedValue {
  /** In how many values this one was: of entities, of elements. */
  count: number;
  /** The kinds that were seen, `null` apart. */
  readonly kinds: Set<'boolean' | 'list' | 'number' | 'object' | 'text'>;
  readonly properties: Map<string, ObservedValue>;
  elements?: ObservedValue;
  /** The first distinct values, in the order in which they were seen. */
  readonly values: Set<SeenValue>;
}

/** What the entities of an inventory hold, by type: their number, properties, kinds and some of the values. */
export type ObservedInventory = ReadonlyMap<string, ObservedValue>;

const MAX_DEPTH = 12;
const MAX_PROPERTIES = 1_000;
const MAX_ELEMENTS = 50;
const MAX_VALUES = 20;
const MAX_VALUE_LENGTH = 80;

/**
 * What entities hold, for completion and hover: properties, kinds, and short values. Of what a source marks as secret no
 * value is kept, and of everything no more than can be offered.
 *
 * @param entities plain entities, or records of a reader
 * @example
 * const seen = observe([{ type: 'IamUser', name: 'alice', mfaActive: true }]);
 * seen.get('IamUser')?.properties.get('name')?.values.has('alice') // true
 */
export function observe(entities: Iterable<Entity | AnyEntity | EntityRecord>): ObservedInventory {
  const types = new Map<string, ObservedValue>();
  for (const input of entities) {
    const entity: AnyEntity = isEntityRecord(input) ? input.entity : input;
    const sensitive = new Set(isEntityRecord(input) ? (input.sensitive ?? []).map(String) : []);
    let seen = types.get(entity.type);
    if (seen === undefined) types.set(entity.type, (seen = nothing()));
    take(seen, entity, '', sensitive, 0);
  }
  return types;
}

function nothing(): ObservedValue {
  return { count: 0, kinds: new Set(), properties: new Map(), values: new Set() };
}

function take(seen: ObservedValue, value: unknown, path: string, sensitive: ReadonlySet<string>, depth: number): void {
  seen.count += 1;
  if (value === null || value === undefined || depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    seen.kinds.add('list');
    seen.elements ??= nothing();
    for (const [index, element] of (value.slice(0, MAX_ELEMENTS) as unknown[]).entries()) {
      take(seen.elements, element, `${path}.${index}`, sensitive, depth + 1);
      // A list of texts is asked for by its elements.
      for (const one of seen.elements.values) if (seen.values.size < MAX_VALUES) seen.values.add(one);
    }
  } else if (isObject(value)) {
    seen.kinds.add('object');
    for (const [name, own] of Object.entries(value)) {
      let property = seen.properties.get(name);
      if (property === undefined) {
        if (seen.properties.size === MAX_PROPERTIES) continue;
        seen.properties.set(name, (property = nothing()));
      }
      take(property, own, path === '' ? name : `${path}.${name}`, sensitive, depth + 1);
    }
  } else takeScalar(seen, value, sensitive.size > 0 && isSensitive(path, sensitive));
}

function takeScalar(seen: ObservedValue, value: unknown, isSecret: boolean): void {
  if (typeof value === 'string') seen.kinds.add('text');
  else if (typeof value === 'number' || typeof value === 'bigint') seen.kinds.add('number');
  else if (typeof value === 'boolean') seen.kinds.add('boolean');
  const isShort = typeof value === 'string' ? value.length <= MAX_VALUE_LENGTH && !/[\r\n]/u.test(value) : true;
  const isOffered = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (!isSecret && isOffered && isShort && seen.values.size < MAX_VALUES) seen.values.add(value);
}

/** Whether a path lies at or below one that the source marks. */
function isSensitive(path: string, sensitive: ReadonlySet<string>): boolean {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) if (sensitive.has(at)) return true;
  return false;
}
