import type { Segments } from '../plan/plan.ts';
import { MAX_NAMED, type PathEvidence } from './evidence-path.ts';

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
 * its names alone; all else is looked at as before when one has.
 */
export type Skim = readonly Skimmed[];

/** So often it is asked whether the rest can be skimmed; the names of as many were gathered then. */
export const SKIMMED_AFTER = MAX_NAMED + 1;

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
    if (found.asked <= MAX_NAMED) return undefined;
    skimmed.counted.push(found);
  }
  // What is compared and never was a path that is missing is looked at.
  return [...byPath.values()].every(({ counted }) => counted.length > 0) ? [...byPath.values()] : undefined;
}

/** Counts an entity that has none of the paths; false, and nothing counted, where one must be looked at. */
export function skim(entity: unknown, paths: Skim): boolean {
  for (const { segments, counted } of paths) if (endOf(entity, segments) !== counted[0]?.depth) return false;
  for (const { counted } of paths) for (const evidence of counted) evidence.asked += 1;
  return true;
}

/** The step of a path that an object does not have; -1 where that cannot be told by the names alone. */
function endOf(entity: unknown, segments: Segments): number {
  let value = entity;
  for (let depth = 0; depth < segments.length; depth += 1) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return -1;
    const name = segments[depth] ?? 0;
    if (!Object.hasOwn(value, name)) return depth;
    value = (value as Readonly<Record<string | number, unknown>>)[name];
  }
  return -1;
}

function isOfPath(found: { readonly kind: string }): found is PathEvidence {
  return found.kind === 'path';
}
