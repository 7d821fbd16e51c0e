/*
 * What was found out once, and is asked for again and again.
 */

interface Keeps<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** What is kept for a key, made when it is first asked for. */
export function keptIn<Key, Value>(kept: Keeps<Key, Value>, key: Key, make: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  return made;
}

/** Rules are untrusted: what is kept of the names in them has an end. */
const MAX_KEPT = 1_000;

/** As {@link keptIn}, of so many keys at most. */
export function keptOfFew<Key, Value>(kept: Map<Key, Value>, key: Key, make: () => Value): Value {
  if (kept.size >= MAX_KEPT && !kept.has(key)) kept.clear();
  return keptIn(kept, key, make);
}
