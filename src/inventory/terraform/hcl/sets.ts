/** Lists that are sets to Terraform: what goes through one has each element as its key too. */
const sets = new WeakSet<object>();

/** Marks a list as a set. */
export function asSet<T extends object>(list: T): T {
  sets.add(list);
  return list;
}

export function isSet(value: object): boolean {
  return sets.has(value);
}
