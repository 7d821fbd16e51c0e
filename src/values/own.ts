/** Whether nothing was put into the prototype of all objects by assignment. */
export function isObjectPrototypePlain(): boolean {
  for (const _ in EMPTY) return false;
  return true;
}

/** Whether the same is so of lists, texts and their kin. */
export function arePrimitivesPlain(): boolean {
  for (const one of PRIMITIVES) for (const _ in one) return false;
  return true;
}

const EMPTY = {};
const PRIMITIVES: readonly object[] = [[], Object(''), Object(0), Object(false), Object(0n)];
