import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What `kubectl kustomize` reads in a folder. */
const NAMES: ReadonlySet<string> = new Set(['kustomization', 'kustomization.yaml', 'kustomization.yml']);
const MAX_BYTES = 1024 * 1024;

/** Whether a file says by its name which manifests and patches a folder is made of. */
export function isKustomization(name: string): boolean {
  return NAMES.has(name.toLowerCase());
}

/** The part of a file of it that lists patches, up to the next key. */
const LISTS = /^["']?patches(?:StrategicMerge|Json6902)?["']?[ \t]*:(.*(?:\n(?:[ \t#-].*|[ \t]*))*)/gmu;
/** A file in such a list: by itself, or behind `path:`. The path of a change within an object has no ending. */
const FILE =
  /(?:^[ \t]*-[ \t]+|\bpath["']?[ \t]*:[ \t]*|[[,][ \t]*)["']?([^\s"',{}[\]:]+\.(?:ya?ml|json))["']?[ \t]*(?=[,}\]#]|$)/gmu;

/**
 * The files of patches that a kustomization names, from its text: what they hold is laid over manifests, and is none.
 *
 * @example
 * patchesIn('patches:\n  - path: replicas.yaml\n') // ['replicas.yaml']
 */
export function patchesIn(text: string): readonly string[] {
  return [...text.replaceAll('\r\n', '\n').matchAll(LISTS)].flatMap(([, list = '']) =>
    [...list.matchAll(FILE)].map(([, file = '']) => file),
  );
}

/** The paths of the patches that the kustomization of a folder names; none where it cannot be read. */
export async function patchesOf(folder: string, name: string): Promise<readonly string[]> {
  const path = join(folder, name);
  const about = await stat(path).catch(() => undefined);
  if (about?.isFile() !== true || about.size > MAX_BYTES) return [];
  const text = await readFile(path, 'utf8').catch(() => '');
  return patchesIn(text).map((file) => join(folder, file));
}
