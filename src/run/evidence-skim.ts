import type { Segments } from '../plan/plan.ts';
import { hasJust, hasNoNew, MAX_NAMES, type PathEvidence } from './evidence-path.ts';

/** What is looked at of an element, as far as skimming asks. */
interface Looked {
  readonly watches: readonly { readonly place: number; readonly reads?: Segments | undefined }[];
  readonly own: readonly { readonly reads: Segments | undefined }[];
  readonly blocks: readonly unknown[];
}

/** A path, and the evidence of its own that is counted by where it ends. */
interface Skimmed {
  readonly segments: Segments;
  readonly counted: PathEvidence[];
}

/** So many kinds of objects, by the names that they have, are known at a time. */
const MAX_SHAPES = 8;

/**
 * What is left to be watched once enough was looked at: paths that nothing has had. Whether something still has not is asked
 * by its names alone, and all of them must be known; all else is looked at as before when it has one, or another name.
 */
export interface Skim {
  readonly paths: readonly Skimmed[];
  /** Paths of which values are taken. */
  readonly absent: readonly Segments[];
  /** The names that objects have together that have no first step of any path, and no new name. */
  readonly shapes: (readonly string[])[];
}

/** So often it is asked whether the rest can be skimmed. */
export const SKIMMED_AFTER = 1_001;

/** How to skim what is left; undefined where more than paths is watched, or too little was looked at. */
export function skimOf(
  { watches, own, blocks }: Looked,
  evidence: readonly { readonly kind: string }[],
): Skim | undefined {
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
  const paths = [...byPath.values()];
  // What is compared and never was a path that is missing is looked at.
  if (!paths.every(({ counted }) => counted.length > 0)) return undefined;
  const absent: Segments[] = [];
  for (const { reads } of own) {
    if (reads === undefined) return undefined;
    absent.push(reads);
  }
  return { paths, absent, shapes: [] };
}

/** Counts an object that has none of the paths, and no new name; false, and nothing counted, where it must be looked at. */
export function skim(self: unknown, { paths, absent, shapes }: Skim): boolean {
  if (!paths.every(isFlat) || !isOfShape(self, shapes)) {
    let areFlat = true;
    for (const { segments, counted } of paths) {
      const depth = counted[0]?.depth ?? 0;
      const owner = ownerAt(self, segments, depth);
      if (owner === undefined) return false;
      if (!counted.every((evidence) => isFull(evidence) || (evidence.depth === depth && hasNoNew(evidence, owner))))
        return false;
      areFlat &&= depth === 0;
    }
    for (const segments of absent) {
      const owner = ownerAt(self, segments);
      if (owner === undefined) return false;
      areFlat &&= owner === self;
    }
    if (areFlat) keepShape(self as object, shapes);
  }
  for (const { counted } of paths) for (const evidence of counted) evidence.asked += 1;
  return true;
}

/** Once a path came further, what has not even its first step says nothing. */
function isFlat({ counted: [evidence] }: Skimmed): boolean {
  return evidence?.depth === 0;
}

function isFull({ names }: PathEvidence): boolean {
  return names.size >= MAX_NAMES;
}

/** Most have the names of the one before. */
function isOfShape(self: unknown, shapes: readonly (readonly string[])[]): boolean {
  if (typeof self !== 'object' || self === null || Array.isArray(self)) return false;
  for (const names of shapes) if (hasJust(self, names)) return true;
  return false;
}

function keepShape(self: object, shapes: (readonly string[])[]): void {
  if (shapes.length >= MAX_SHAPES) return;
  const names = Object.keys(self);
  if (names.length <= MAX_NAMES) shapes.push(names);
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
