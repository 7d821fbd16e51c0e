/* Putting test entities together: JSON values, merged and changed. */

export type Json = Readonly<Record<string, unknown>>;

export function isPlain(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with a value at a path; the value itself for no path. */
export function placed(path: readonly (string | number)[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const inner = placed(rest, value);
  if (typeof first === 'string')
    return Object.defineProperty({}, first, { value: inner, enumerable: true, writable: true, configurable: true });
  return [...Array.from({ length: Math.min(first, 5) }, () => null), inner];
}

/**
 * Both values in one: objects by their properties, lists one behind the other (`zip`: element by element), anything else is
 * the second one's.
 */
export function merged(one: unknown, other: unknown, zip = false): unknown {
  if (other === undefined) return one;
  if (isPlain(one) && isPlain(other)) {
    const both: Record<string, unknown> = { ...one };
    for (const [key, value] of Object.entries(other))
      both[key] = Object.hasOwn(both, key) ? merged(both[key], value, zip) : value;
    return both;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    if (!zip) return distinct([...(one as unknown[]), ...(other as unknown[])]).slice(0, 60);
    const longer = one.length > other.length ? one : other;
    return longer.map((_, place) =>
      place in one && place in other
        ? merged(one[place], other[place], zip)
        : ((one[place] ?? other[place]) as unknown),
    );
  }
  return other;
}

export function distinct<T>(values: readonly T[]): T[] {
  const seen = new Map<string, T>();
  for (const value of values) {
    const key = keyOf(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

/** What is put together here is never changed after it, and asked for again and again. */
const keys = new WeakMap<object, string>();

function keyOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  let key = keys.get(value);
  if (key === undefined) keys.set(value, (key = JSON.stringify(value)));
  return key;
}

/** The value with one thing in it changed at a time: taken away, null, of another type. */
export function damaged(value: unknown, depth = 3): unknown[] {
  if (depth === 0) return [];
  if (Array.isArray(value))
    return value
      .slice(0, 2)
      .flatMap((element, place) => damaged(element, depth - 1).map((bad) => value.with(place, bad)));
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const rest = Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
    const others = [
      null,
      typeof inner === 'string' ? 7 : 'text',
      Array.isArray(inner) ? {} : [],
      isPlain(inner) ? [inner] : {},
    ];
    return [rest, ...[...others, ...damaged(inner, depth - 1)].map((bad) => ({ ...value, [key]: bad }))];
  });
}
