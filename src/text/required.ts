/**
 * A value that the lines around it make sure of, where the compiler cannot follow: a place below a list's length, a key
 * of a table that holds all. Checked, unlike an assertion.
 *
 * @throws TypeError when it is missing after all: a mistake of ours
 */
export function required<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('a value is missing that was to be there');
  return value;
}
