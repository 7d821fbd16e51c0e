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
/** One of each: what they have, they have by themselves. */
export const PRIMITIVES: readonly object[] = [[], ...['', 0, false, 0n].map(Object)];
