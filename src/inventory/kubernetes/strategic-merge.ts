import { isObject, ownValue } from '../entity.ts';

type Values = Readonly<Record<string, unknown>>;

/** By what the items of a list are one and the same, as the types of Kubernetes and Argo say it; other lists are replaced. */
export const KEYS: ReadonlyMap<string, string> = new Map([
  ['containers', 'name'],
  ['env', 'name'],
  ['hostAliases', 'ip'],
  ['initContainers', 'name'],
  ['ports', 'containerPort'],
  ['sidecars', 'name'],
  ['tolerations', 'key'],
  ['volumeDevices', 'devicePath'],
  ['volumeMounts', 'mountPath'],
  ['volumes', 'name'],
]);

/**
 * Values over their defaults, as a strategic merge patch of Kubernetes makes them: objects deeply, some lists by a key of their
 * items. What is null or an empty list says nothing, since the tools leave both out of the patch. The document's depth limit
 * bounds the recursion.
 */
export function strategicMerge(defaults: Values, values: Values): Values {
  const own = Object.entries(values).flatMap(([name, value]) => {
    const below = ownValue(defaults, name);
    if (below === undefined) return [[name, value] as const];
    if (value === null || (Array.isArray(value) && value.length === 0)) return [];
    return [[name, mergedValue(name, below, value)] as const];
  });
  return { ...defaults, ...Object.fromEntries(own) };
}

function mergedValue(name: string, below: unknown, value: unknown): unknown {
  if (isObject(below) && isObject(value)) return strategicMerge(below, value);
  const key = KEYS.get(name);
  return key !== undefined && Array.isArray(below) && Array.isArray(value) ? mergedList(key, below, value) : value;
}

function mergedList(key: string, below: readonly unknown[], values: readonly unknown[]): readonly unknown[] {
  const identity = (item: unknown): unknown => (isObject(item) ? ownValue(item, key) : undefined);
  const own = new Map(values.map((item) => [identity(item), item]));
  const kept = below.map((item) => {
    const over = identity(item) === undefined ? undefined : own.get(identity(item));
    return isObject(item) && isObject(over) ? strategicMerge(item, over) : item;
  });
  const known = new Set<unknown>(below.map(identity).filter((one) => one !== undefined));
  return [...kept, ...values.filter((item) => !known.has(identity(item)))];
}
