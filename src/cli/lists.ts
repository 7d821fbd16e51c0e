import type { NamedLists } from '../run/environment.ts';
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
  const isLists =
    typeof data === 'object' &&
    data !== null &&
    Object.values(data).every(
      (list) => Array.isArray(list) && list.every((value) => ['string', 'number', 'boolean'].includes(typeof value)),
    );
  if (!isLists)
    throw new UsageError(`--lists: \`${file}\` must hold an object of lists: { "Offices": ["192.0.2.0/24"] }`);
  return data as NamedLists;
}
