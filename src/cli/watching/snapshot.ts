import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { findInputs } from '../../inventory/files/inputs.ts';
import { isProblemRecord } from '../../values/record.ts';
import { canHoldRules } from '../files.ts';
import { isInventoryName } from '../overwriting.ts';
import type { WatchedPaths } from './watched-paths.ts';

/** What is there to be read at a time. */
export interface Snapshot {
  /** Each file, and what changes with it. */
  readonly files: ReadonlyMap<string, string>;
  /** The folders in which a change can be one of these. */
  readonly folders: ReadonlySet<string>;
}

/** The first part of a path that is a pattern. */
const MAGIC = /[*?[{]/u;

/** Looks at all that paths stand for. What is not there, or cannot be read, is none: it may come. */
export async function snapshot({ inputs, rules, files, outputs, exclude }: WatchedPaths): Promise<Snapshot> {
  const written = new Set(outputs.map((file) => resolve(file)));
  const found = [
    ...files,
    ...(await filesOf(inputs, isInventoryName, exclude)),
    ...(await filesOf(rules, canHoldRules, [])),
  ].map((file) => resolve(file));
  const known = new Map<string, string>();
  for (const file of new Set(found)) {
    if (written.has(file)) continue;
    const there = await stat(file).catch(() => undefined);
    if (there?.isDirectory()) continue;
    known.set(file, there === undefined ? 'gone' : `${there.mtimeMs} ${there.size} ${there.ino}`);
  }
  const folders = new Set<string>();
  for (const path of [...inputs, ...rules, ...files]) await addFolders(path, folders);
  return { files: known, folders };
}

/** The files that differ between two times: changed, come or gone. */
export function changedBetween(before: Snapshot, after: Snapshot): readonly string[] {
  const all = new Set([...before.files.keys(), ...after.files.keys()]);
  return [...all].filter((file) => before.files.get(file) !== after.files.get(file)).sort();
}

async function filesOf(
  paths: readonly string[],
  hasKnownExtension: (name: string) => boolean,
  exclude: readonly string[],
): Promise<readonly string[]> {
  const found = await findInputs(paths, {
    stdin: undefined,
    hasKnownExtension,
    exclude,
    onPassedOver: () => undefined,
  });
  const there = found.flatMap((input) => (isProblemRecord(input) || input.path === undefined ? [] : [input.path]));
  // A file that was named and is gone is looked for still.
  return [...there, ...paths.filter((path) => !MAGIC.test(path))];
}

/** A folder with all below it, or the folder of a file; and the one above, where it would be made again. */
async function addFolders(path: string, folders: Set<string>): Promise<void> {
  const parts = resolve(path).split(/(?=[\\/])/u);
  const magic = parts.findIndex((part) => MAGIC.test(part));
  const isPattern = magic >= 0 && (await kindOf(resolve(path))) === undefined;
  let base = isPattern ? parts.slice(0, magic).join('') || resolve('/') : resolve(path);
  let kind = await kindOf(base);
  if (kind === 'folder') await addBelow(base, folders);
  do {
    base = dirname(base);
    kind = await kindOf(base);
  } while (kind !== 'folder' && base !== dirname(base));
  if (kind === 'folder') folders.add(base);
}

async function addBelow(folder: string, folders: Set<string>): Promise<void> {
  folders.add(folder);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    // What is passed over where files are looked for.
    if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    await addBelow(join(folder, entry.name), folders);
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  return found.isDirectory() ? 'folder' : 'file';
}
