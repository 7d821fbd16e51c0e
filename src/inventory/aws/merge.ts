import { addTo } from '../by-key.ts';
import { entityRecord, type EntityRecord } from '../../values/record.ts';
import type { Entity } from '../../values/entity.ts';
import { secretVariables } from './secret-variables.ts';

/** What a record is called, and within what the name is unique, where the record tells that. */
export interface Identity {
  readonly name: string;
  readonly scope: string | undefined;
}

/** Records that are of one thing, in the order of the first; and those that could be of several. */
export interface Grouped<T> {
  readonly groups: readonly (readonly T[])[];
  readonly doubtful: readonly { readonly record: T; readonly name: string; readonly things: number }[];
}

/**
 * Records are of one thing when scope and name are the same; one that tells no scope goes with the one thing of its name,
 * and stays by itself where there are several.
 */
export function grouped<T>(records: readonly T[], identityOf: (record: T) => Identity): Grouped<T> {
  const things = new Map<string, T[]>();
  const byName = new Map<string, T[][]>();
  const unscoped: { readonly record: T; readonly name: string }[] = [];
  for (const record of records) {
    const { name, scope } = identityOf(record);
    if (scope === undefined) unscoped.push({ record, name });
    else if (!addTo(things, `${scope}\n${name}`, record)) addTo(byName, name, things.get(`${scope}\n${name}`) ?? []);
  }
  const doubtful: { record: T; name: string; things: number }[] = [];
  for (const { record, name } of unscoped) {
    const [only, ...others] = byName.get(name) ?? [];
    if (only !== undefined && others.length === 0) only.push(record);
    else addTo(things, `\n${name}`, record);
    if (others.length > 0) doubtful.push({ record, name, things: others.length + 1 });
  }
  const order = new Map(records.map((record, index) => [record, index]));
  const at = (record: T | undefined): number => (record === undefined ? 0 : (order.get(record) ?? 0));
  const groups = [...things.values()].map((list) => list.toSorted((a, b) => at(a) - at(b)));
  return { groups: groups.toSorted((a, b) => at(a[0]) - at(b[0])), doubtful };
}

/** What is known of a thing, and why the rest is not. */
export interface Merged {
  readonly values: Map<string, unknown>;
  readonly unknown: Map<string, string>;
}

/**
 * The properties of several records. A known value wins over an unknown one, and of two known ones that of the record which
 * comes first in `ranked`. A property is taken whole from one record. Reasons are those of `reasons`, in order.
 */
export function merged(ranked: readonly EntityRecord[], reasons: readonly EntityRecord[]): Merged {
  const values = new Map<string, unknown>();
  const unknown = new Map<string, string>();
  for (const record of ranked) {
    for (const [name, value] of Object.entries(record.entity)) {
      if (values.has(name) || Object.hasOwn(record.unknown ?? {}, name)) continue;
      values.set(name, value);
      // What is not known within the value goes with it.
      for (const [path, reason] of Object.entries(record.unknown ?? {})) {
        if (path.startsWith(`${name}.`)) unknown.set(path, reason);
      }
    }
  }
  for (const { unknown: missing = {} } of reasons) {
    for (const [path, reason] of Object.entries(missing)) {
      if (!path.includes('.') && !values.has(path) && !unknown.has(path)) unknown.set(path, reason);
    }
  }
  return { values, unknown };
}

/** The record of what was merged, from where the first part was read. `source` names the sources of all parts. */
export function mergedRecord(
  { values, unknown }: Merged,
  parts: readonly [EntityRecord, ...EntityRecord[]],
): EntityRecord {
  values.set('source', [...new Set(parts.map(({ entity }) => String(entity['source'])))].join('+'));
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  const entity = Object.fromEntries(values) as unknown as Entity;
  const missing = unknown.size === 0 ? undefined : Object.fromEntries(unknown);
  return entityRecord(entity, parts[0].provenance, missing, secretVariables(entity));
}
