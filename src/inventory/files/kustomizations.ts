import { dirname, resolve } from 'node:path';
import { placeOf, problem } from '../problems.ts';
import type { ManifestChange } from '../kubernetes/changes.ts';
import type { ProblemRecord } from '../../values/record.ts';
import { readKustomization, type Kustomization } from './kustomization.ts';

/** What the kustomizations of a run say of its files. */
export interface Kustomized {
  /** What is done to the manifests of a file, by its path. */
  changesOf(file: string): readonly ManifestChange[] | undefined;
  /** The folder whose kustomization lays a file over others, where one does. */
  patchedBy(file: string): string | undefined;
  readonly problems: readonly ProblemRecord[];
}

/**
 * Reads kustomizations, and works out which manifests they change.
 *
 * @param files where they stand
 * @param isLookedFor whether a file that is not among the inputs was left out with intent
 */
export async function kustomized(
  files: readonly { readonly folder: string; readonly name: string }[],
  isLookedFor: (path: string) => boolean,
): Promise<Kustomized> {
  const all: Kustomization[] = [];
  for (const { folder, name } of files) all.push(await readKustomization(folder, name));
  const byFolder = new Map(all.map((one) => [resolve(one.folder), one]));
  const changes = new Map<string, ManifestChange[]>();
  const patches = new Map(all.flatMap((one) => one.patches.map((path) => [resolve(path), one.folder] as const)));
  const problems: ProblemRecord[] = [];
  for (const one of all) {
    const done = changesBy(one, byFolder, new Set());
    for (const file of reach(one, byFolder, new Set())) changes.set(file, [...(changes.get(file) ?? []), ...done]);
    const missing = missingOf(one, (path) => byFolder.has(path) || isLookedFor(path));
    if (missing !== undefined) problems.push(missing);
  }
  return {
    changesOf: (file) => {
      // A folder without a kustomization of its own stands for what is in it.
      const done = [resolve(file), resolve(dirname(file))].flatMap((path) => changes.get(path) ?? []);
      return done.length === 0 ? undefined : done;
    },
    patchedBy: (file) => patches.get(resolve(file)),
    problems,
  };
}

type ByFolder = ReadonlyMap<string, Kustomization>;

/** Its changes, and those of the components that it takes. */
function changesBy(one: Kustomization, all: ByFolder, seen: Set<Kustomization>): readonly ManifestChange[] {
  if (seen.has(one)) return [];
  seen.add(one);
  const others = one.components.flatMap((path) => all.get(resolve(path)) ?? []);
  return [...one.changes, ...others.flatMap((other) => changesBy(other, all, seen))];
}

/** The files that it takes manifests from, through other folders too. */
function reach(one: Kustomization, all: ByFolder, seen: Set<Kustomization>): readonly string[] {
  if (seen.has(one)) return [];
  seen.add(one);
  return [...one.resources, ...one.components].flatMap((path) => {
    const other = all.get(resolve(path));
    return other === undefined ? [resolve(path)] : reach(other, all, seen);
  });
}

/** That manifests are in no input, and that what is done to them is not known. */
function missingOf(one: Kustomization, isThere: (path: string) => boolean): ProblemRecord | undefined {
  const help = `render it first: kubectl kustomize ${one.folder} > manifests.yaml`;
  if (one.isBroken)
    return problem('unrendered-template', 'the kustomization cannot be read as YAML', placeOf(one.file), help);
  const absent = [...one.resources, ...one.components].filter((path) => !isThere(resolve(path)));
  const makes = [...one.makes, ...absent.map((path) => `\`${path}\``)];
  if (makes.length === 0) return undefined;
  const message = `the kustomization makes manifests that are in no input: of ${makes.join(', ')}`;
  return problem('incomplete-input', message, placeOf(one.file), help);
}
