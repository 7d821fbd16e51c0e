import { isObject, ownText, ownValue } from '../entity.ts';
import { KEYS } from './strategic-merge.ts';

/*
 * What a kustomization does to the manifests that it is made of. What comes out is known when it is rendered: each place that
 * a change touches is not known before.
 */

type Values = Readonly<Record<string, unknown>>;
type Steps = readonly string[];

/** Which manifests a change is for; all where it says nothing. */
export interface ChangeTarget {
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
}

/** A change of manifests, as plain data. */
export type ManifestChange = {
  /** The folder of the kustomization that makes it. */
  readonly by: string;
  readonly target?: ChangeTarget | undefined;
  /** Why what comes out is not known, where no kustomization makes it. */
  readonly why?: string;
} & (
  | { readonly does: 'merge'; readonly patch: Values }
  | { readonly does: 'set'; readonly paths: readonly Steps[] }
  /** Sets the properties of a name that are there, wherever they stand. */
  | { readonly does: 'set-all'; readonly key: string }
  | { readonly does: 'set-image'; readonly image: string }
  /** Sets what is not there. */
  | { readonly does: 'set-absent'; readonly paths: readonly Steps[] }
  /** Puts values for the variables in texts, as Flux does. */
  | { readonly does: 'substitute' }
);

/** Where something of a manifest may be other than it says, each place with why; the empty path stands for all of it. */
export type ChangedPlaces = ReadonlyMap<Steps, string>;

/** What changes do to a manifest. */
export function changedPlaces(manifest: Values, kind: string, changes: readonly ManifestChange[]): ChangedPlaces {
  if (changes.length === 0) return UNCHANGED;
  const isRenamed = changes.some((change) => change.does === 'set' && change.paths.some(isName));
  const found = new Map<Steps, string>();
  for (const change of changes) {
    if (!isMeant(manifest, kind, change.target, isRenamed)) continue;
    const why = change.why ?? `what \`kubectl kustomize ${change.by}\` makes of it is known when it is rendered`;
    for (const path of pathsOf(manifest, change).flatMap((one) => [one, ...besides(one)])) found.set(told(path), why);
  }
  return found;
}

const UNCHANGED: ChangedPlaces = new Map();

function isName(path: Steps): boolean {
  return path.join('.') === 'metadata.name';
}

/** Kinds and names are patterns: what is no plain word may mean any. */
const PLAIN = /^[\w-]+$/u;

function isMeant(manifest: Values, kind: string, target: ChangeTarget = {}, isRenamed: boolean): boolean {
  const about = ownValue(manifest, 'metadata');
  const name = isObject(about) ? ownText(about, 'name') : undefined;
  const isKind = target.kind === undefined || !PLAIN.test(target.kind) || target.kind === kind;
  if (target.name === undefined || name === undefined || !PLAIN.test(target.name)) return isKind;
  // A patch may name what it is called by then.
  return isKind && (target.name === name || (isRenamed && target.name.includes(name)));
}

function pathsOf(manifest: Values, change: ManifestChange): readonly Steps[] {
  switch (change.does) {
    case 'merge':
      return mergedPaths(manifest, change.patch, [], 0);
    case 'set':
      return change.paths;
    case 'set-all':
      return [...named(manifest, change.key, () => true)];
    case 'set-image':
      return [...named(manifest, 'image', (value) => isImage(value, change.image))];
    case 'set-absent':
      return change.paths.filter((path) => valueAt(manifest, path) === undefined);
    case 'substitute':
      return isLeftAlone(manifest) ? [] : [...withVariables(manifest)];
  }
}

function isImage(value: unknown, name: string): boolean {
  return typeof value === 'string' && [name, `${name}:`, `${name}@`].some((start) => isOf(value, start));
}

function isOf(value: string, start: string): boolean {
  return /[:@]$/u.test(start) ? value.startsWith(start) : value === start;
}

/** More are not told by themselves: then what they stand in may be anything. */
const MAX_DEPTH = 50;

/** Where a strategic merge patch touches values: lists by the keys of their items, where it only changes those that are there. */
function mergedPaths(below: unknown, patch: unknown, path: Steps, depth: number): readonly Steps[] {
  if (!isObject(patch) || depth > MAX_DEPTH || Object.keys(patch).some((key) => key.startsWith('$'))) return [path];
  const isRoot = path.length === 0;
  return Object.entries(patch).flatMap(([key, value]) => {
    // By these it says what it is for.
    if (isRoot && (key === 'apiVersion' || key === 'kind')) return [];
    if (path.length === 1 && path[0] === 'metadata' && (key === 'name' || key === 'namespace')) return [];
    const own = isObject(below) ? ownValue(below, key) : undefined;
    const at = [...path, key];
    return Array.isArray(value) ? mergedItems(own, value, at, depth) : mergedPaths(own, value, at, depth + 1);
  });
}

function mergedItems(below: unknown, values: readonly unknown[], path: Steps, depth: number): readonly Steps[] {
  const key = KEYS.get(path.at(-1) ?? '');
  if (key === undefined || !Array.isArray(below)) return [path];
  const found: Steps[] = [];
  for (const value of values) {
    const identity = isObject(value) ? ownValue(value, key) : undefined;
    const index = below.findIndex((item) => isObject(item) && ownValue(item, key) === identity);
    if (!isObject(value) || identity === undefined || index < 0) return [path];
    const { [key]: _identity, ...rest } = value;
    found.push(...mergedPaths(below[index], rest, [...path, String(index)], depth + 1));
  }
  return found;
}

/** The paths of properties of a name. The document's depth limit bounds the recursion. */
function* named(
  value: unknown,
  key: string,
  isMeantBy: (value: unknown) => boolean,
  path: Steps = [],
): Generator<Steps> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  for (const [name, inner] of entries) {
    if (name === key && isMeantBy(inner)) yield [...path, name];
    else yield* named(inner, key, isMeantBy, [...path, name]);
  }
}

function valueAt(value: unknown, path: Steps): unknown {
  return path.reduce((inner: unknown, step) => (isObject(inner) ? ownValue(inner, step) : undefined), value);
}

/** `${NAME}`, also with a default; `$${NAME}` stays as it is. */
const VARIABLE = /(?<!\$)\$\{[A-Za-z_]/u;

/** The paths of texts with variables in them, and of objects with one in a name. */
function* withVariables(value: unknown, path: Steps = []): Generator<Steps> {
  if (typeof value === 'string' && VARIABLE.test(value)) yield path;
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  for (const [name, inner] of entries) {
    if (VARIABLE.test(name)) yield path;
    else yield* withVariables(inner, [...path, name]);
  }
}

/** Whether a manifest says that nothing is put in it. */
function isLeftAlone(manifest: Values): boolean {
  return ['labels', 'annotations'].some(
    (name) => valueAt(manifest, ['metadata', name, 'kustomize.toolkit.fluxcd.io/substitute']) === 'disabled',
  );
}

/** What hangs on a value, and is worked out of it: how an image is pulled hangs on its tag. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  args: ['parsedArgs'],
  command: ['parsedArgs'],
  hostNetwork: ['containers', 'initContainers'],
  image: ['imagePullPolicy'],
  limits: ['requests'],
  serviceAccount: ['serviceAccountName'],
};

function besides(path: Steps): readonly Steps[] {
  return path.flatMap((step, index) => {
    const names = Object.hasOwn(DERIVED, step) ? DERIVED[step] : undefined;
    return (names ?? []).map((name) => [...path.slice(0, index), name]);
  });
}

/** A name with a dot in it cannot be told in a path: then all that it stands in may be other. */
function told(path: Steps): Steps {
  const dotted = path.findIndex((step) => step.includes('.') || step === '');
  return dotted < 0 ? path : path.slice(0, dotted);
}

/** What the vendor's shape has beside the metadata. */
const ABOUT = ['name', 'namespace', 'labels', 'annotations'];

/**
 * The paths in the entity of a manifest, or of the pod whose template stands in it at a place; that of a pod whose template
 * is put together of several is not known.
 */
export function changedPaths(
  entity: Values,
  places: ChangedPlaces,
  template?: { readonly at: Steps | undefined },
): Record<string, string> {
  // `*` is what may be there besides.
  const all = ['*', ...Object.keys(entity).filter((name) => !KEPT.has(name) && !name.includes('.'))];
  const found: Record<string, string> = {};
  for (const [place, why] of places) {
    for (const path of inEntity(place, template)) for (const one of path === '*' ? all : [path]) found[one] = why;
  }
  return found;
}

/** What tells an entity. */
const KEPT: ReadonlySet<string> = new Set(['id', 'name', 'source', 'type']);

function inEntity(place: Steps, template: { readonly at: Steps | undefined } | undefined): readonly string[] {
  const [first, second] = place;
  if (template === undefined) return withAbout(place);
  const { at } = template;
  // A pod is called as its owner is, and stands beside it.
  if (first === 'metadata') return second === 'name' || second === 'namespace' ? withAbout(place.slice(0, 2)) : [];
  if (at === undefined || place.length <= at.length) {
    const isAbove = at === undefined || place.every((step, index) => step === at[index]);
    return isAbove ? ['*'] : [];
  }
  return at.every((step, index) => step === place[index]) ? withAbout(place.slice(at.length)) : [];
}

function withAbout(place: Steps): readonly string[] {
  if (place.length === 0) return ['*'];
  const [first, second] = place;
  if (first !== 'metadata') return [place.join('.')];
  const names = second === undefined ? ABOUT : ABOUT.filter((name) => name === second);
  return [place.join('.'), ...names];
}

/** Where an object stands in a value. The document's depth limit bounds the recursion. */
export function placeIn(value: unknown, wanted: object, path: Steps = []): Steps | undefined {
  if (value === wanted) return path;
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  for (const [name, inner] of entries) {
    const found = placeIn(inner, wanted, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
