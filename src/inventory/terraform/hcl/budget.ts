/** Characters and members that are worked with in all of a folder. */
const MAX_WORK = 50_000_000;

/** What was spent so far, of all that has the same names. */
const spentBy = new WeakMap<object, number>();

/** Whether so much more may be worked with. */
export function spend(names: object, size: number): boolean {
  const spent = (spentBy.get(names) ?? 0) + size;
  if (spent > MAX_WORK) return false;
  spentBy.set(names, spent);
  return true;
}
