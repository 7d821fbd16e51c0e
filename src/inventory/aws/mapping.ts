import { isObject, ownValue } from '../entity.ts';
import { orUnknown, Unknown } from './shape.ts';

/**
 * Makes a property's value of what the source has; null is a value that the source says is not there. `name` is for the
 * reason when the value has another form than documented; `source` tells what it stands beside.
 */
export type Convert = (value: unknown, name: string, maxDepth: number, source?: unknown) => unknown;

/** Where the value of each property is in the source: a path, and how to convert it where it is not taken as it is. */
export type PropertyTable = Readonly<Record<string, string | readonly [path: string, convert: Convert]>>;

/** The names of paths, all of them of our tables. */
const STEPS = new Map<string, readonly string[]>();

/** The names of a path of our tables. */
export function stepsOf(path: string): readonly string[] {
  let steps = STEPS.get(path);
  if (steps === undefined) STEPS.set(path, (steps = path.split('.')));
  return steps;
}

/** The value at a dotted path of own properties. */
export function valueAt(source: unknown, path: string): unknown {
  let value = source;
  for (const name of stepsOf(path)) {
    if (!isObject(value)) return undefined;
    value = ownValue(value, name);
  }
  return value;
}

/**
 * The properties of a table. What is absent is null where the source leaves out what is not set, and unknown where
 * `missing` says that this part of the source was not given. `find` looks up a path.
 */
export function mapped(
  table: PropertyTable,
  source: unknown,
  maxDepth: number,
  missing: (path: string) => Unknown | null,
  find: (source: unknown, path: string) => unknown = valueAt,
): Record<string, unknown> {
  const entries = Object.entries(table).map(([property, where]) => {
    const [path, convert] = typeof where === 'string' ? [where, asIs] : where;
    const found = find(source, path);
    const value = found === undefined ? missing(path) : found;
    return [property, value instanceof Unknown ? value : convert(value, path, maxDepth, source)] as const;
  });
  return Object.fromEntries(entries);
}

/** As the source has it. */
export const asIs: Convert = (value) => value;

/** Text, or null. */
export const text: Convert = (value, name) =>
  value === null ? null : orUnknown(typeof value === 'string' ? value : undefined, name);

/** True or false. An absent one is not taken for false: nobody said so. */
export const flag: Convert = (value, name) =>
  value === null
    ? new Unknown(`\`${name}\` is absent in the source`)
    : orUnknown(typeof value === 'boolean' ? value : undefined, name);

/** Whether the value is this one. */
export const is =
  (expected: string): Convert =>
  (value) =>
    value === expected;

/** Whether there is a value. */
export const isThere: Convert = (value) => value !== null && value !== '';

/** The same value for every entity of the type: that it is not known, and why. */
export function unknownProperties(reasons: Readonly<Record<string, string>>): Record<string, Unknown> {
  return Object.fromEntries(Object.entries(reasons).map(([property, reason]) => [property, new Unknown(reason)]));
}
