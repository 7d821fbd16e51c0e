/** Puts a value behind those of its key, in place: a copy for each costs their square. Whether the key was there before. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): boolean {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
  return list !== undefined;
}
