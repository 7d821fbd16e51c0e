import type { NamedLists } from '../run/environment.ts';
import { isObject } from '../values/value.ts';
import { UsageError } from './exit-codes.ts';
import { readText } from './files.ts';

/**
 * The values of named lists, from a JSON file.
 *
 * @throws UsageError when it is none
 */
export async function readLists(file: string): Promise<NamedLists> {
  const text = await readText(file);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--lists: \`${file}\` is not JSON: ${(error as Error).message}`);
  }
  const lists = listsOfApi(data) ?? data;
  const isLists =
    typeof lists === 'object' &&
    lists !== null &&
    Object.values(lists).every(
      (list) => Array.isArray(list) && list.every((value) => ['string', 'number', 'boolean'].includes(typeof value)),
    );
  if (!isLists)
    throw new UsageError(`--lists: \`${file}\` must hold an object of lists: { "Offices": ["192.0.2.0/24"] }`);
  return lists as NamedLists;
}

/** IP lists as CloudGuard's interface gives them: `[{ "name": "Offices", "items": [{ "ip": "192.0.2.0/24" }] }]`, or one. */
function listsOfApi(data: unknown): NamedLists | undefined {
  const given: readonly unknown[] = Array.isArray(data) ? data : [data];
  const lists = given.map((list) => {
    if (!isObject(list) || typeof list['name'] !== 'string' || !Array.isArray(list['items'])) return undefined;
    const addresses = list['items'].map((item: unknown) => (isObject(item) ? item['ip'] : undefined));
    return addresses.every((ip) => typeof ip === 'string') ? ([list['name'], addresses] as const) : undefined;
  });
  return lists.every((list) => list !== undefined) ? Object.fromEntries(lists) : undefined;
}
