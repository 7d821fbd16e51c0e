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

/** So many states of one thing are told apart. */
const MAX_STATES = 100;

/**
 * What is told of one thing, by the state that it tells of: answers of two days are not put together, since what one knows
 * would hide what the other shows. A record goes with the first state that it does not contradict.
 */
export function statesOf<T>(items: readonly T[], recordOf: (item: T) => EntityRecord): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  const states: { readonly items: T[]; readonly told: Map<unknown, EntityRecord> }[] = [];
  for (const item of items) {
    const record = recordOf(item);
    const isNew = states.length < MAX_STATES;
    const fitting = states.find(({ told }) => ![...told.values()].some((other) => contradict(other, record)));
    const state = fitting ??
      (isNew ? undefined : states.at(-1)) ?? { items: [], told: new Map<unknown, EntityRecord>() };
    if (state.items.length === 0) states.push(state);
    state.items.push(item);
    const { source } = record.entity;
    // One of each source stands for the others, which agree with it.
    if (!state.told.has(source)) state.told.set(source, record);
  }
  return states.map((state) => state.items);
}

/**
 * Whether two records tell different things of a property that both know. Sources write one thing in their own ways (the
 * order of a list, a time): of two sources only truths are held against each other, and of users the credential report is
 * believed.
 */
function contradict(one: EntityRecord, other: EntityRecord): boolean {
  const isOfOne = one.entity['source'] === other.entity['source'];
  const isUser = one.entity.type === 'IamUser';
  const open = new Set([one, other].flatMap(({ unknown = {} }) => Object.keys(unknown).map(firstStep)));
  return Object.entries(one.entity).some(([name, value]) => {
    if (name === 'source' || open.has(name) || !Object.hasOwn(other.entity, name)) return false;
    const told = other.entity[name];
    if (!isOfOne && (isUser || typeof value !== 'boolean' || typeof told !== 'boolean')) return false;
    return value !== told && textOf(value) !== textOf(told);
  });
}

function firstStep(path: string): string {
  const at = path.indexOf('.');
  return at < 0 ? path : path.slice(0, at);
}

/** A value as text, whatever the order of an object's members. */
function textOf(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const members = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${textOf(inner)}`);
  return `{${members.sort().join()}}`;
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
