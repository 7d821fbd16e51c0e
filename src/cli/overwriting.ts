import { stat } from 'node:fs/promises';
import { findInputs } from '../inventory/files/inputs.ts';
import { inventoryReaders } from '../inventory/index.ts';
import { isProblemRecord } from '../values/record.ts';
import { UsageError } from './exit-codes.ts';

/**
 * Refuses a report that would take the place of what the command reads: an inventory, also one in a folder or behind a
 * link, or a file of rules or settings.
 *
 * @param outputs files of reports
 * @param inputs inventories as they were named: files, folders, globs, `-`
 * @param settings other files that are read
 * @param exclude patterns of files that are not
 * @throws UsageError that names both
 */
export async function refuseOverwriting(
  outputs: readonly string[],
  inputs: readonly string[],
  settings: readonly string[],
  exclude: readonly string[] = [],
): Promise<void> {
  const existing = new Map<string, string>();
  for (const output of outputs) {
    const identity = await identityOf(output);
    if (identity !== undefined) existing.set(identity, output);
  }
  if (existing.size === 0) return;
  // Standard input is no file, and must not be opened twice.
  const named = inputs.filter((input) => input !== '-');
  const found = await findInputs(named, {
    stdin: undefined,
    hasKnownExtension: isInventoryName,
    exclude,
    onPassedOver: () => undefined,
  });
  const files = found.flatMap((input) => (isProblemRecord(input) || input.path === undefined ? [] : [input.path]));
  for (const file of [...files, ...settings]) {
    const identity = await identityOf(file);
    const output = identity === undefined ? undefined : existing.get(identity);
    if (output === undefined) continue;
    throw new UsageError(
      `a report cannot take the place of what is read: \`${output}\` is the input \`${file}\`; name another file for the report`,
    );
  }
}

/** Whether a file of a folder is read as an inventory, by its name. */
export function isInventoryName(file: string): boolean {
  const name = file.toLowerCase().replace(/\.(?:gz|zst)$/u, '');
  return inventoryReaders.some(({ extensions = [] }) => extensions.some((extension) => name.endsWith(extension)));
}

/** A file by itself, however it is named; undefined for what is not there, and for what no report replaces. */
async function identityOf(file: string): Promise<string | undefined> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found?.isFile() === true ? `${found.dev}:${found.ino}` : undefined;
}
