import { Buffer } from 'node:buffer';

const TOO_DEEP = Symbol('too deep');

/**
 * A value of a Parquet column as JSON has it: times are ISO text, bytes base64, whole numbers exact. Undefined where it
 * nests deeper than the limit.
 */
export function plainValue(value: unknown, maxDepth: number): { readonly value: unknown } | undefined {
  const plain = valueAt(value, maxDepth);
  return plain === TOO_DEEP ? undefined : { value: plain };
}

function valueAt(value: unknown, depthLeft: number): unknown {
  if (depthLeft < 0) return TOO_DEEP;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (ArrayBuffer.isView(value)) return valueAt([...(value as unknown as Iterable<unknown>)], depthLeft);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (Array.isArray(value)) {
    const items = value.map((item) => valueAt(item, depthLeft - 1));
    return items.includes(TOO_DEEP) ? TOO_DEEP : items;
  }
  const members = Object.entries(value).map(([key, item]) => [key, valueAt(item, depthLeft - 1)] as const);
  return members.some(([, item]) => item === TOO_DEEP) ? TOO_DEEP : Object.fromEntries(members);
}
