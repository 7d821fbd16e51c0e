import { describeValue } from '../values/kinds.ts';
import { notInExports } from './cloudguard/not-in-exports.ts';
import { problem } from './problems.ts';
import { entityRecord, type InventoryRecord, type Provenance } from '../values/record.ts';
import type { Entity } from '../values/entity.ts';

/** What an entity is, for whoever gave something else. */
export const ENTITY_HELP =
  'an entity is a JSON object whose `type` names its kind, as rules do: { "type": "IamUser", ... }; ' +
  'rows of another system need one first: jq \'map(.type = "IamUser")\'';

/** What to do with documents that were written as text, as queues and logs hand them on. */
const TEXT_HELP = "the text holds JSON: take it out first, as `jq -c 'fromjson'` does";

/** A JSON object: not null, not an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property, so that `__proto__` and `constructor` in the input are data like any other. */
export function ownValue(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** An own property if it is text. */
export function ownText(object: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = ownValue(object, key);
  return typeof value === 'string' ? value : undefined;
}

/** An own property if it is an object. */
export function ownObject(
  object: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> | undefined {
  const value = ownValue(object, key);
  return isObject(value) ? value : undefined;
}

/** An own property if it is a list; otherwise an empty one. */
export function ownList(object: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const value = ownValue(object, key);
  return Array.isArray(value) ? value : [];
}

/** The objects in an own property that is a list. */
export function ownObjects(
  object: Readonly<Record<string, unknown>>,
  key: string,
): readonly Readonly<Record<string, unknown>>[] {
  return ownList(object, key).filter(isObject);
}

/**
 * A parsed value as an entity, or the problem that it is none. `impliedType` is used only where the value has no `type`:
 * a type that contradicts it is the entity's own and stays.
 */
export function toRecord(value: unknown, place: Provenance, impliedType?: string): InventoryRecord {
  if (!isObject(value))
    return problem(
      'not-an-entity',
      `expected an entity, found ${describeValue(value)}`,
      place,
      typeof value === 'string' && /^\s*[[{]/u.test(value) ? TEXT_HELP : ENTITY_HELP,
    );
  if (!Object.hasOwn(value, 'type')) {
    if (impliedType === undefined || impliedType === '')
      return problem('not-an-entity', 'the object has no `type`', place, ENTITY_HELP);
    // Spread defines properties, it does not assign them: a `__proto__` key stays data.
    return entityRecord({ type: impliedType, ...value } as Entity, place);
  }
  if (typeof value['type'] !== 'string' || value['type'].trim() === '') {
    return problem(
      'not-an-entity',
      `\`type\` should be text, found ${describeValue(value['type'])}`,
      place,
      ENTITY_HELP,
    );
  }
  return entityRecord(value as Entity, place, notInExports(value as Entity));
}
