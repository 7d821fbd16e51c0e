/** Kinds of values in the words of a rule author. The one table: what differs from it for a reason says so where it does. */
export const KIND_WORDS = {
  any: 'anything',
  boolean: 'true or false',
  list: 'a list',
  missing: 'missing',
  network: 'an address or network',
  null: 'null',
  number: 'a number',
  object: 'an object',
  path: 'a property',
  text: 'text',
  time: 'a time',
} as const;

/** What kind of thing a value is. */
export function kindOf(value: unknown): string {
  if (value === undefined) return KIND_WORDS.missing;
  if (value === null) return KIND_WORDS.null;
  if (Array.isArray(value)) return KIND_WORDS.list;
  if (typeof value === 'string') return KIND_WORDS.text;
  if (typeof value === 'boolean') return KIND_WORDS.boolean;
  if (typeof value === 'object') return KIND_WORDS.object;
  return KIND_WORDS.number;
}

/**
 * A value in data as a message names it: `a list`, `empty text`, `` `5` ``. Never a whole text, list or object: it may be
 * long or secret.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === '') return 'empty text';
  if (typeof value === 'string' && value.trim() === '') return 'blanks';
  if (Array.isArray(value) && value.length === 0) return 'an empty list';
  return typeof value === 'boolean' || typeof value === 'number' ? `\`${value}\`` : kindOf(value);
}
