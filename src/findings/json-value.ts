/** Big numbers have no place in JSON; as text they keep their digits. What holds none of them is given back as it is. */
export function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (!holdsBig(value)) return value;
  if (Array.isArray(value)) return value.map(jsonValue);
  return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, jsonValue(item)] as const));
}

/** Asked first, without a copy: next to nothing holds one. */
function holdsBig(value: unknown): boolean {
  if (typeof value === 'bigint') return true;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsBig);
  for (const key in value) {
    if (Object.hasOwn(value, key) && holdsBig((value as Readonly<Record<string, unknown>>)[key])) return true;
  }
  return false;
}
