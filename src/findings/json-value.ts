/** Big numbers have no place in JSON; as text they keep their digits. What holds none of them is given back as it is. */
export function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const copy = value.map(jsonValue);
    return copy.every((item, index) => item === value[index]) ? value : copy;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, jsonValue(item)] as const);
  const same = entries.every(([key, item]) => item === (value as Readonly<Record<string, unknown>>)[key]);
  return same ? value : Object.fromEntries(entries);
}
