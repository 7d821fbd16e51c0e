import { readDocument } from '../values/document.ts';
import { kindOf } from '../values/kinds.ts';
import { isObject, single } from '../values/value.ts';
import type { PathValue, Segments } from '../plan/plan.ts';
import type { Location } from '../plan/reads.ts';

/** So many different names are kept of what is there instead, of all objects: their order must not decide what is near. */
export const MAX_NAMES = 500;

/** Where a name stands that is not where it was asked for. */
export interface Within {
  /** The place of the first object that has it so. */
  readonly at: number;
  /** It is an element of a list that has the name. */
  readonly isList: boolean;
}

/** In so many objects it is looked for, among so many of their names and so many elements of a list. */
export const MAX_WITHIN = 100;
const MAX_INNER = 64;
const MAX_ELEMENTS = 4;

/** A path of a rule, and what was found where it leads. */
export interface PathEvidence {
  readonly kind: 'path';
  readonly part: PathValue;
  /** Where its element stands; undefined where that is not told. */
  readonly owner: Location | undefined;
  /** An entity had it, with null too. */
  supported: boolean;
  /** How many entities (or elements) had an object where the path could not go on, the deepest that it came. */
  asked: number;
  /** The step that none had. */
  depth: number;
  /** The names that these objects have instead, with the place among them of the first that has it. */
  readonly names: Map<string, number>;
  /** Names of theirs whose value has the name that was asked for, in one of the first {@link MAX_WITHIN} objects. */
  readonly within: Map<string, Within>;
  /** The names, all of them known, of the last object that was looked at for new ones. */
  last?: readonly string[] | undefined;
  /** How many had a list that ends before the place that the path asks for, and the length of the longest. */
  beyond:
    { readonly depth: number; readonly place: number; readonly longest: number; readonly count: number } | undefined;
  /** Where the path could not go on since there is a single value, the deepest that it came. */
  stop: { readonly depth: number; readonly kind: string; readonly count: number } | undefined;
  /** What it was first met in was looked at: that it is supported may be told before that. */
  isMet?: boolean;
  /** A name that differs from a step by case alone, beside it where the path was first met. */
  twin?: string;
}

/** Goes along a path; notes where it ends in an object that has other names. */
export function follow(element: unknown, segments: Segments, evidence: PathEvidence): boolean {
  let value = element;
  for (let depth = 0; depth < segments.length; depth += 1) {
    const name = segments[depth] ?? 0;
    if (typeof value === 'string') value = readDocument(value) ?? value;
    if (Array.isArray(value) && typeof name === 'number') {
      if (name >= value.length) {
        noteBeyond(evidence, depth, name, value.length);
        return false;
      }
      value = (value as readonly unknown[])[name];
      continue;
    }
    value = single(value);
    // At a list of several the verdict is undecided, and says so itself.
    if (Array.isArray(value)) return value.length > 1;
    if (!isObject(value)) {
      noteStop(evidence, depth, value);
      return false;
    }
    if (!Object.hasOwn(value, String(name))) {
      note(evidence, depth, value, String(name));
      return false;
    }
    value = value[String(name)];
    if (value === undefined) return false;
  }
  noteTwin(element, segments, evidence);
  evidence.isMet = true;
  return true;
}

/** Looks, once a path is met, whether one of its steps has a name beside it that differs by case alone. */
function noteTwin(element: unknown, segments: Segments, evidence: PathEvidence): void {
  let value = element;
  for (const name of segments) {
    if (typeof value === 'string') value = readDocument(value) ?? value;
    if (Array.isArray(value) && typeof name !== 'number') value = single(value);
    if (typeof value !== 'object' || value === null) return;
    const twin = Array.isArray(value) ? undefined : twinOf(String(name), value);
    if (twin !== undefined) evidence.twin = twin;
    value = Object.hasOwn(value, name) ? (value as Readonly<Record<string | number, unknown>>)[name] : undefined;
  }
}

/** Another name of an object that differs by case alone, and has another value. */
function twinOf(name: string, owner: object): string | undefined {
  if (wide.has(owner)) return undefined;
  const folded = name.toLowerCase();
  let seen = 0;
  for (const other in owner) {
    if ((seen += 1) > MAX_NAMES) return undefined;
    if (other.length !== name.length || other === name || other.toLowerCase() !== folded) continue;
    // Readers give what a source calls `LaunchTime` as `launchTime` too, mostly in another form: only what contradicts is told.
    const [a, b] = [ownOf(owner, name), ownOf(owner, other)];
    if (typeof a === typeof b && typeof a !== 'object' && a !== b) return other;
  }
  return undefined;
}

function ownOf(owner: object, name: string): unknown {
  return Object.hasOwn(owner, name) ? (owner as Readonly<Record<string, unknown>>)[name] : undefined;
}

function noteBeyond(evidence: PathEvidence, depth: number, place: number, length: number): void {
  const before = evidence.beyond;
  if (before !== undefined && before.depth > depth) return;
  const [longest, count] = before?.depth === depth ? [before.longest, before.count] : [0, 0];
  evidence.beyond = { depth, place, longest: Math.max(longest, length), count: count + 1 };
}

function noteStop(evidence: PathEvidence, depth: number, value: unknown): void {
  if (value === null || value === undefined || Array.isArray(value)) return;
  const before = evidence.stop;
  if (before !== undefined && before.depth > depth) return;
  const count = before?.depth === depth ? before.count + 1 : 1;
  evidence.stop = { depth, kind: kindOf(value), count };
}

function note(evidence: PathEvidence, depth: number, owner: object, sought: string): void {
  if (!isAsDeep(evidence, depth)) return;
  evidence.asked += 1;
  noteWithin(evidence, owner, sought);
  const { names, asked } = evidence;
  if (names.size >= MAX_NAMES) return;
  const first = wide.get(owner);
  if (first !== undefined) {
    for (const name of first) if (!names.has(name) && names.size < MAX_NAMES) names.set(name, asked);
    return;
  }
  if (hasNoNew(evidence, owner)) return;
  let seen = 0;
  // Not `Object.keys`: entity after entity has the same names, and a list of them would be made for each.
  for (const name in owner) {
    if ((seen += 1) > VERY_MANY) {
      wide.set(owner, Object.keys(owner).slice(0, VERY_MANY));
      return;
    }
    if (!names.has(name) && Object.hasOwn(owner, name) && names.size < MAX_NAMES) names.set(name, asked);
  }
}

/** Whether a path came as deep as ever; where it came deeper, what was noted before says nothing. */
export function isAsDeep(evidence: PathEvidence, depth: number): boolean {
  if (depth <= evidence.depth) return depth === evidence.depth;
  evidence.depth = depth;
  evidence.asked = 0;
  evidence.names.clear();
  evidence.within.clear();
  evidence.last = undefined;
  return true;
}

/** Notes which values of an object have the name that it has not. */
function noteWithin({ within, asked }: PathEvidence, owner: object, sought: string): void {
  if (asked > MAX_WITHIN) return;
  for (const name of someNames(owner)) {
    const inner = within.has(name) ? undefined : ownOf(owner, name);
    const isList = Array.isArray(inner);
    const some = isList ? (inner as readonly unknown[]).slice(0, MAX_ELEMENTS) : [inner];
    if (some.some((one) => isObject(one) && Object.hasOwn(one, sought))) within.set(name, { at: asked, isList });
  }
}

/** The first names of an object, of which there may be very many. */
function someNames(owner: object): readonly string[] {
  const known = wide.get(owner);
  if (known !== undefined) return known.slice(0, MAX_INNER);
  const names: string[] = [];
  for (const name in owner) if (names.push(name) === MAX_INNER) break;
  return names;
}

/** Whether all names of an object are among those that are kept, so that another look at it gives none. */
export function hasNoNew(evidence: PathEvidence, owner: object): boolean {
  const { names, last } = evidence;
  if (last !== undefined && hasJust(owner, last)) return true;
  for (const name in owner) if (!names.has(name)) return false;
  evidence.last = Object.keys(owner);
  return true;
}

/** Entity after entity has the same names in the same order. */
export function hasJust(owner: object, names: readonly string[]): boolean {
  const { length } = names;
  let at = 0;
  for (const name in owner) {
    // Not behind the end of the list: what is there may be no text, and texts alone are compared by their addresses.
    if (at === length || name !== names[at]) return false;
    at += 1;
  }
  return at === length;
}

/**
 * Objects of very many properties, with the first of them: JavaScript lists them all before it gives one, and a rule asks for
 * thousands of paths.
 */
const wide = /*#__PURE__*/ new WeakMap<object, readonly string[]>();
const VERY_MANY = 2_000;
