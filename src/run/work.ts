/** This many characters of a text cost as much as an element of a list. */
const CHARACTERS = 256;

/** What it costs a function to look at a value, in elements; never more than it takes to find that out. */
export function workOf(value: object | string, weight: number): number {
  if (typeof value === 'string') return Math.ceil(value.length / CHARACTERS) * weight;
  return Array.isArray(value) ? value.length * weight : weight;
}
