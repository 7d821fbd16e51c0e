/**
 * The text that a text function works on: text, or a number or boolean as it is written, since exports differ in which of
 * them they write. Undefined for everything else.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return undefined;
}
