/**
 * Objects of very many properties, with how many these are: JavaScript lists them all before it gives the first, which takes
 * a second for two million, and several more to sort them or to pair them with their values.
 */
const huge = /*#__PURE__*/ new WeakMap<object, number>();
const HUGE = 10_000;

/** The names of an object's own properties, unless there are more than `most`: then they are listed once and never again. */
export function namesWithin(value: object, most: number): string[] | undefined {
  if ((huge.get(value) ?? 0) > most) return undefined;
  const names = Object.keys(value);
  if (names.length > HUGE) huge.set(value, names.length);
  return names.length > most ? undefined : names;
}
