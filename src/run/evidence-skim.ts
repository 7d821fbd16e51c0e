import type { Segments } from '../plan/plan.ts';
import { hasJust, hasNoNew, MAX_NAMES, type PathEvidence } from './evidence-path.ts';

/** What is looked at of an element, as far as skimming asks. */
interface Looked<W extends Watched> {
  readonly watches: readonly W[];
  readonly own: readonly { readonly reads: Segments | undefined }[];
}

interface Watched {
  readonly place: number;
  readonly reads?: Segments | undefined;
}

/** A path, and the evidence of its own that is counted by where it ends. */
interface Skimmed {
  readonly segments: Segments;
  readonly counted: PathEvidence[];
  /** The object that is skimmed now has an owner at the depth that is counted. */
  isCounted: boolean;
  /** The depth to which entities are read; undefined where all of them are. */
  readTo: number | undefined;
}

/** So many kinds of objects, by the names that they have, are known at a time. */
const MAX_SHAPES = 8;

/**
 * What is left to be watched once enough was looked at: paths that nothing has had. Whether something still has not is asked
 * by its names alone, and all of them must be known; all else is looked at as before when it has one, or another name.
 */
export interface Skim<W extends Watched = Watched> {
  readonly paths: readonly Skimmed[];
  /** Paths of which first values are taken; undefined where some are taken of what is not there too. */
  readonly absent: readonly Segments[] | undefined;
  /** The names that objects have together that have no first step of any path, and no new name. */
  readonly shapes: (readonly string[])[];
  /** What is watched besides. */
  readonly rest: readonly W[];
}

/** What of skimming is not done yet of an object: all, what is watched besides and first values, what is watched besides. */
export type Left = 'all' | 'firsts' | 'rest';

/** So often it is asked whether the rest can be skimmed. */
export const SKIMMED_AFTER = 1_001;

/** How to skim what is left; undefined where too little was looked at, or paths are watched that lead out of the object. */
export function skimOf<W extends Watched>(
  { watches, own }: Looked<W>,
  evidence: readonly { readonly kind: string }[],
): Skim<W> | undefined {
  const byPath = new Map<string, Skimmed>();
  const others: W[] = [];
  for (const watch of watches) {
    const { place, reads } = watch;
    const found = evidence[place];
    if (found === undefined || !isOfPath(found)) {
      others.push(watch);
      continue;
    }
    if (reads === undefined || found.asked === 0) return undefined;
    const key = JSON.stringify(reads);
    const skimmed = byPath.get(key);
    if (skimmed === undefined)
      byPath.set(key, { segments: reads, counted: [found], isCounted: true, readTo: undefined });
    else skimmed.counted.push(found);
  }
  const absent = own.map(({ reads }) => reads);
  // What is compared where a path never leads is not there.
  const rest = others.filter(({ reads }) => reads === undefined || !byPath.has(JSON.stringify(reads)));
  const isSure = absent.every((reads) => reads !== undefined);
  return { paths: [...byPath.values()], absent: isSure ? absent : undefined, shapes: [], rest };
}

/** Counts an object that has just the names of one before that had no first step of any path; false, and nothing counted, where it has others. */
export function skimAlike(self: unknown, { paths, shapes }: Skim): boolean {
  if (!isOfShape(self, shapes)) return false;
  // By index, here and below: nothing that iterates is made for each of millions.
  for (let at = 0; at < paths.length; at += 1) {
    const path = paths[at] as Skimmed;
    if (!isFlat(path) || !isMissing(self, path)) return false;
  }
  for (let at = 0; at < paths.length; at += 1) countOne(paths[at] as Skimmed);
  return true;
}

function countOne({ counted }: Skimmed): void {
  for (let at = 0; at < counted.length; at += 1) (counted[at] as PathEvidence).asked += 1;
}

/** Counts an object that has none of the paths, and no new name; nothing is counted where all of it must be looked at. */
export function skim(self: unknown, skimmed: Skim): Left {
  const { paths, absent, shapes } = skimmed;
  if ((paths.length === 0 && absent?.length === 0) || skimAlike(self, skimmed)) return 'rest';
  let areFlat = true;
  for (const path of paths) {
    const depth = path.counted[0]?.depth ?? 0;
    const owner = whereItEnds(self, path.segments, depth);
    if (owner === undefined) return 'all';
    path.isCounted = owner !== EARLIER;
    areFlat &&= depth === 0 && path.isCounted;
    if (!path.isCounted) continue;
    if (!path.counted.every((evidence) => isFull(evidence) || (evidence.depth === depth && hasNoNew(evidence, owner))))
      return 'all';
  }
  for (const { counted, isCounted } of paths) if (isCounted) for (const evidence of counted) evidence.asked += 1;
  if (absent === undefined) return 'firsts';
  const owners = absent.map((segments) => ownerAt(self, segments));
  if (areFlat && owners.every((owner) => owner === self)) keepShape(self as object, shapes);
  return owners.includes(undefined) ? 'firsts' : 'rest';
}

/** Stands for an end that says nothing: others came further. */
const EARLIER = {};

/** The object that has no such step of a path at a depth; undefined where the path ends otherwise, or further in. */
function whereItEnds(self: unknown, segments: Segments, end: number): object | undefined {
  let value = self;
  for (let depth = 0; depth <= end && depth < segments.length; depth += 1) {
    if (value === null || value === undefined) return EARLIER;
    if (typeof value !== 'object' || Array.isArray(value)) return undefined;
    const name = segments[depth] ?? 0;
    if (!Object.hasOwn(value, name)) return depth === end ? value : EARLIER;
    value = (value as Readonly<Record<string | number, unknown>>)[name];
  }
  return undefined;
}

/** Whether an object has not even the first step, be it one that is not listed. */
function isMissing(self: unknown, { segments: [first = 0] }: Skimmed): boolean {
  // What is not even inherited is asked no further, which is soon told.
  const found = (self as Readonly<Record<string | number, unknown>>)[first];
  return found === undefined || !Object.hasOwn(self as object, first);
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
  for (let at = 0; at < shapes.length; at += 1) if (hasJust(self, shapes[at] as readonly string[])) return true;
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

/** Whether nothing is looked at but what is in lists. */
export function looksAtListsAlone({ watches, own }: Looked<Watched>): boolean {
  return watches.length === 0 && own.length === 0;
}

/** What of an entity is looked at. */
export interface TypeReads {
  /** Paths, with all below their ends. */
  readonly paths: readonly Segments[];
  /** The names of objects that are asked for others, for each such question. */
  readonly names: readonly ReadonlyMap<string, unknown>[];
}

/** Whether what is read of entities is still enough: a path may have come further since. */
export function isReadEnough({ paths }: Skim): boolean {
  return paths.every(({ counted, readTo }) => counted[0]?.depth === readTo);
}

/** Grows where paths come further, or other names are met. */
export function tallyOf(skimmed: Skim | undefined): number {
  if (skimmed === undefined) return -1;
  let tally = 0;
  for (const { counted } of skimmed.paths)
    for (const { depth, names } of counted) tally += 1 + depth * MAX_NAMES * 2 + names.size;
  return tally;
}

/** What of entities must be read so that what is left of them can be looked at; undefined where all must. */
export function askFor(
  looking: Looked<Watched> & { readonly skimmed?: Skim | undefined },
  evidence: readonly { readonly kind: string }[],
): TypeReads | undefined {
  if (looksAtListsAlone(looking)) return { paths: [], names: [] };
  const { skimmed } = looking;
  // Which properties beside a value hold what it was asked for is looked at in the first ones.
  const isWhole = skimmed?.rest.some(({ place }) => evidence[place]?.kind === 'value') !== false;
  if (skimmed?.absent === undefined || isWhole) return undefined;
  const paths: Segments[] = [...skimmed.absent];
  const names: ReadonlyMap<string, unknown>[] = [];
  for (const path of skimmed.paths) {
    const { segments, counted } = path;
    path.readTo = counted[0]?.depth;
    for (const found of counted) {
      // Deeper in, the object is kept with all its names.
      if (found.depth > 0) paths.push(segments.slice(0, found.depth));
      else if (!isFull(found)) names.push(found.names);
    }
  }
  return { paths, names };
}
