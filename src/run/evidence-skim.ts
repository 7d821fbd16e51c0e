import type { Segments } from '../plan/plan.ts';
import { hasJust, hasNoNew, MAX_NAMES, type PathEvidence } from './evidence-path.ts';

/** What is looked at of an element, as far as skimming asks. */
interface Looked {
  readonly watches: readonly { readonly place: number; readonly reads?: Segments | undefined }[];
  readonly blocks: readonly unknown[];
}

/** A path from the entity, and the evidence of its own that is counted by where it ends. */
interface Skimmed {
  readonly segments: Segments;
  readonly counted: PathEvidence[];
  /** Names that objects have all together, and that are known here, at this depth of the path. */
  readonly known: Set<readonly string[]>;
  depth: number;
}

/** So many kinds of objects, by the names that they have, are known at a time. */
const MAX_SHAPES = 8;

/**
 * What is left to be watched once enough was looked at: paths that no entity has had. Whether one still has not is asked by
 * its names alone, and all of them must be known; all else is looked at as before when one has it, or another name.
 */
export interface Skim {
  readonly paths: readonly Skimmed[];
  /** The names that entities have, one list for all that have the same: many paths ask one entity for them once. */
  readonly shapes: (readonly string[])[];
}

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
    if (skimmed === undefined)
      byPath.set(key, (skimmed = { segments: reads, counted: [], known: new Set(), depth: 0 }));
    if (!isOfPath(found)) continue;
    if (found.asked === 0) return undefined;
    skimmed.counted.push(found);
  }
  // What is compared and never was a path that is missing is looked at.
  const paths = [...byPath.values()];
  return paths.every(({ counted }) => counted.length > 0) ? { paths, shapes: [] } : undefined;
}

/** Counts an entity that has none of the paths, and no new name; false, and nothing counted, where one must be looked at. */
export function skim(entity: unknown, { paths, shapes }: Skim): boolean {
  let before: object | undefined;
  let names: readonly string[] | undefined;
  for (const path of paths) {
    const { segments, counted, known } = path;
    const depth = counted[0]?.depth ?? 0;
    const owner = ownerAt(entity, segments, depth);
    if (owner === undefined) return false;
    // Names further out say nothing of those further in.
    if (depth !== path.depth) known.clear();
    path.depth = depth;
    if (counted.every(isFull)) continue;
    if (owner !== before) names = shapeOf(owner, shapes);
    before = owner;
    if (names !== undefined && known.has(names)) continue;
    if (!counted.every((evidence) => evidence.depth === depth && hasNoNew(evidence, owner))) return false;
    if (names !== undefined) known.add(names);
  }
  for (const { counted } of paths) for (const evidence of counted) evidence.asked += 1;
  return true;
}

function isFull({ names }: PathEvidence): boolean {
  return names.size >= MAX_NAMES;
}

/** The list of just the names that an object has; undefined where there are too many lists already, or names. */
function shapeOf(owner: object, shapes: (readonly string[])[]): readonly string[] | undefined {
  const known = shapes.find((names) => hasJust(owner, names));
  if (known !== undefined || shapes.length >= MAX_SHAPES) return known;
  const names = Object.keys(owner);
  if (names.length > MAX_NAMES) return undefined;
  shapes.push(names);
  return names;
}

/** The object that has no such step of a path, by its names alone; undefined where the path ends elsewhere. */
export function ownerAt(entity: unknown, segments: Segments, end?: number): object | undefined {
  let value = entity;
  for (let depth = 0; depth < segments.length; depth += 1) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const name = segments[depth] ?? 0;
    if (!Object.hasOwn(value, name)) return end === undefined || depth === end ? value : undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[name];
  }
  return undefined;
}

function isOfPath(found: { readonly kind: string }): found is PathEvidence {
  return found.kind === 'path';
}
