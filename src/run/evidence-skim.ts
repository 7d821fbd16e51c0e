import type { Segments } from '../plan/plan.ts';
import { hasNoNew, MAX_NAMES, type PathEvidence } from './evidence-path.ts';

/** What is looked at of an element, as far as skimming asks. */
interface Looked {
  readonly watches: readonly { readonly place: number; readonly reads?: Segments | undefined }[];
  readonly blocks: readonly unknown[];
}

/** A path from the entity, and the evidence of its own that is counted by where it ends. */
interface Skimmed {
  readonly segments: Segments;
  readonly counted: PathEvidence[];
}

/**
 * What is left to be watched once enough was looked at: paths that no entity has had. Whether one still has not is asked by
 * its names alone, and all of them must be known; all else is looked at as before when one has it, or another name.
 */
export type Skim = readonly Skimmed[];

/** So often it is asked whether the rest can be skimmed. */
export const SKIMMED_AFTER = 1_001;

/** How to skim what is left; undefined where more than paths from the entity is watched, or too little was looked at. */
export function skimOf({ watches, blocks }: Looked, evidence: readonly { readonly kind: string }[]): Skim | undefined {
  if (blocks.length > 0) return undefined;
  const byPath = new Map<string, Skimmed>();
  for (const { place, reads } of watches) {
    const found = evidence[place];
    if (reads === undefined || found === undefined) return undefined;
    const key = JSON.stringify(reads);
    let skimmed = byPath.get(key);
    if (skimmed === undefined) byPath.set(key, (skimmed = { segments: reads, counted: [] }));
    if (!isOfPath(found)) continue;
    if (found.asked === 0) return undefined;
    skimmed.counted.push(found);
  }
  // What is compared and never was a path that is missing is looked at.
  return [...byPath.values()].every(({ counted }) => counted.length > 0) ? [...byPath.values()] : undefined;
}

/** Counts an entity that has none of the paths, and no new name; false, and nothing counted, where one must be looked at. */
export function skim(entity: unknown, paths: Skim): boolean {
  let before: object | undefined;
  let names: readonly string[] | undefined;
  for (const { segments, counted } of paths) {
    for (const evidence of counted) {
      const owner = ownerAt(entity, segments, evidence.depth);
      if (owner === undefined) return false;
      if (evidence.names.size >= MAX_NAMES || (owner === before && evidence.last === names)) continue;
      if (!hasNoNew(evidence, owner)) return false;
      // Of the same object both are its names: many paths ask one for them once.
      if (owner === before) evidence.last = names;
      [before, names] = [owner, evidence.last];
    }
  }
  for (const { counted } of paths) for (const evidence of counted) evidence.asked += 1;
  return true;
}

/** The object that has no such step of a path, as told by the names alone; undefined where the path ends elsewhere. */
function ownerAt(entity: unknown, segments: Segments, end: number): object | undefined {
  let value = entity;
  for (let depth = 0; depth < segments.length; depth += 1) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const name = segments[depth] ?? 0;
    if (!Object.hasOwn(value, name)) return depth === end ? value : undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[name];
  }
  return undefined;
}

function isOfPath(found: { readonly kind: string }): found is PathEvidence {
  return found.kind === 'path';
}
