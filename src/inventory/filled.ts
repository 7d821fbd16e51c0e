import { isObject } from './entity.ts';
import { entityRecord, type EntityRecord } from '../values/record.ts';

/** A value for a property that other records tell, with what is not known within it by its path from the property. */
export interface Found {
  readonly value: unknown;
  readonly unknown?: Readonly<Record<string, string>>;
}

/** A record with the value of a property that its own source did not have. */
export function filled(record: EntityRecord, name: string, { value, unknown = {} }: Found): EntityRecord {
  const others = Object.entries(record.unknown ?? {}).filter(([path]) => path !== name && !path.startsWith(`${name}.`));
  const inner = Object.entries(unknown).map(([path, reason]) => [`${name}.${path}`, reason] as const);
  const all = Object.fromEntries([...others, ...inner]);
  // Spread and a computed key define properties, they do not assign them: a `__proto__` key stays data.
  const entity = { ...record.entity, [name]: value } as EntityRecord['entity'];
  return entityRecord(entity, record.provenance, Object.keys(all).length === 0 ? undefined : all, record.sensitive);
}

/** An entity as the value of another's property. */
export function embedded(record: EntityRecord): Found {
  return { value: record.entity, unknown: record.unknown ?? {} };
}

/** Several values as one list. */
export function listed(items: readonly Found[]): Found {
  const unknown = items.flatMap((item, index) => within(item, String(index)));
  return { value: items.map(({ value }) => value), unknown: Object.fromEntries(unknown) };
}

/** An object with a value put into it. */
export function withMember(object: Found, name: string, member: Found): Found {
  const own = isObject(object.value) ? object.value : {};
  const others = Object.entries(object.unknown ?? {}).filter(([path]) => path !== name && !path.startsWith(`${name}.`));
  return { value: { ...own, [name]: member.value }, unknown: Object.fromEntries([...others, ...within(member, name)]) };
}

/** An object of which a member is not known. */
export function withoutMember(object: Found, name: string, reason: string): Found {
  const entries = isObject(object.value) ? Object.entries(object.value) : [];
  const value = Object.fromEntries(entries.filter(([key]) => key !== name));
  return { value, unknown: { ...object.unknown, [name]: reason } };
}

function within({ unknown = {} }: Found, step: string): readonly (readonly [string, string])[] {
  return Object.entries(unknown).map(([path, reason]) => [`${step}.${path}`, reason] as const);
}
