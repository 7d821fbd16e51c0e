import { isObject } from '../entity.ts';
import { problem } from '../problems.ts';
import { entityRecord, type EntityRecord, type InventoryRecord, type Provenance } from '../../values/record.ts';
import type { Entity } from '../../values/entity.ts';
import { secretVariables } from './secret-variables.ts';
import { managedPolicies, tagsOf, epochSeconds, policyDocument } from './values.ts';

/** Stands for a value that the entity has, but its source does not hold. */
export class Unknown {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Where the values of an entity come from. */
export interface Origin {
  readonly place: Provenance;
  readonly source: string;
  /** What the document stands under in its file: its region, its account. */
  readonly under?: readonly string[];
  /** How deep a document inside of text may nest. */
  readonly maxDepth: number;
}

/** The value, or that the source has it in a form which is not documented: never a guess. */
export function orUnknown(value: unknown, name: string): unknown {
  return value === undefined ? new Unknown(`\`${name}\` has another form in the source than documented`) : value;
}

/** An entity whose unknown values are listed beside it. `undefined` is left out. */
export function shaped(
  properties: Readonly<Record<string, unknown>>,
  place: Provenance,
  more: Readonly<Record<string, string>> = {},
): EntityRecord {
  const known: [string, unknown][] = [];
  const unknown: [string, string][] = [];
  for (const [name, value] of Object.entries(properties)) {
    if (value instanceof Unknown) unknown.push([name, value.reason]);
    else if (value !== undefined) known.push([name, withoutUnknown(value, name, unknown)]);
  }
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  const entity = Object.fromEntries(known) as unknown as Entity;
  const missing = { ...Object.fromEntries(unknown), ...more };
  return entityRecord(entity, place, Object.keys(missing).length === 0 ? undefined : missing, secretVariables(entity));
}

/** An entity in the making: the properties of its source, and those of the vendor's shape, each of which is set once. */
export class EntityMaking {
  readonly #entity: Record<string, unknown>;
  readonly #unknown: [string, string][] = [];
  readonly #left = new Set<string>();

  constructor(source: Readonly<Record<string, unknown>>) {
    // Spread defines properties, it does not assign them: a `__proto__` key stays data.
    this.#entity = { ...source };
  }

  /** Sets a property of ours; what is unknown is listed, and `undefined` left out, whatever the source has there. */
  set(name: string, value: unknown): void {
    const isUnknown = value instanceof Unknown;
    if (isUnknown) this.#unknown.push([name, value.reason]);
    if (!isUnknown && value !== undefined) this.#entity[name] = withoutUnknown(value, name, this.#unknown);
    else if (Object.hasOwn(this.#entity, name)) this.#left.add(name);
  }

  /** The place of a property among the others, where it is set later. */
  reserve(name: string): void {
    if (!Object.hasOwn(this.#entity, name)) this.#entity[name] = undefined;
  }

  /** @param more what else is not known, by path */
  record(place: Provenance, more: readonly (readonly [string, string])[]): EntityRecord {
    const entity =
      this.#left.size === 0
        ? this.#entity
        : Object.fromEntries(Object.entries(this.#entity).filter(([name]) => !this.#left.has(name)));
    const unknown = [...this.#unknown, ...more];
    const missing = unknown.length === 0 ? undefined : Object.fromEntries(unknown);
    return entityRecord(entity as Entity, place, missing, secretVariables(entity));
  }
}

/** A value without the unknown ones in it: in an object, in a list, or in the objects of one. */
function withoutUnknown(value: unknown, path: string, unknown: [string, string][]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => {
      if (!(item instanceof Unknown)) return stripped(item, `${path}.${index}`, unknown);
      unknown.push([`${path}.${index}`, item.reason]);
      return null;
    });
  }
  return stripped(value, path, unknown);
}

function stripped(value: unknown, path: string, unknown: [string, string][]): unknown {
  // Nearly always nothing is unknown in it.
  if (!isObject(value) || !holdsUnknown(value)) return value;
  const entries = Object.entries(value);
  const missing = entries.filter(([, item]) => item instanceof Unknown);
  for (const [key, item] of missing) unknown.push([`${path}.${key}`, (item as Unknown).reason]);
  return Object.fromEntries(entries.filter(([, item]) => !(item instanceof Unknown)));
}

function holdsUnknown(value: Readonly<Record<string, unknown>>): boolean {
  // Without a list of its values: this is asked of every object in the lists of every entity.
  for (const name in value) if (value[name] instanceof Unknown) return true;
  return false;
}

/** The problem that a thing has no name to call it by. */
export function nameless(what: string, names: string, place: Provenance): InventoryRecord {
  return problem('not-an-entity', `the ${what} has no ${names}`, place);
}

/** A list and what is made of it; null is an empty list, as several tools write it. */
export function listOf(
  value: unknown,
  name: string,
  make: (list: readonly unknown[]) => readonly unknown[] | undefined,
): unknown {
  if (value === null) return [];
  return orUnknown(Array.isArray(value) ? make(value as readonly unknown[]) : undefined, name);
}

/** A time, null where there is none. */
export function timeOf(value: unknown, name: string): unknown {
  return value === null ? null : orUnknown(epochSeconds(value), name);
}

export function documentOf(value: unknown, name: string, maxDepth: number): unknown {
  return orUnknown(policyDocument(value, maxDepth), name);
}

/** {@link documentOf} of a policy that may not be set. */
export function policyDocumentOrNull(value: unknown, name: string, maxDepth: number): unknown {
  return value === null || value === '' ? null : documentOf(value, name, maxDepth);
}

export function tagList(value: unknown, name: string): unknown {
  return value === null ? [] : orUnknown(tagsOf(value), name);
}

export function policyList(value: unknown, name: string): unknown {
  return listOf(value, name, managedPolicies);
}
