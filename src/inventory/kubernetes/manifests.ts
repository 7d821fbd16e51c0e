import { isObject, ownObject, ownObjects, ownText, ownValue } from '../entity.ts';
import { clip } from '../../text/clip.ts';
import { placeOf, problem } from '../problems.ts';
import type { ReadOptions } from '../reader.ts';
import { readYaml, type ChildLines, type YamlDocument, type YamlText } from '../formats/yaml-documents.ts';
import { yamlItems } from '../formats/yaml-items.ts';
import type { ManifestChange } from './changes.ts';
import { brokenTemplate, manifestEntities, unrendered } from './entity.ts';
import type { KindsCovered } from './kinds-covered.ts';
import type { OwnedTemplates } from './owned-templates.ts';
import { mayHoldPlaceholders } from './placeholders.ts';
import { hasAction, restored, withHiddenActions } from './template-text.ts';
import type { InventoryRecord, ProblemRecord, Provenance } from '../../values/record.ts';

/** What is known of the input as it is read. */
export interface ManifestInput {
  readonly covered: KindsCovered;
  readonly owned: OwnedTemplates;
  /** What kustomizations do to it. */
  readonly changes: readonly ManifestChange[];
  /** Called when an object of it is a template, which is read as it stands. */
  readonly onTemplate: () => void;
}

/** What is known of a manifest from where it stands. */
export interface ManifestContext extends ManifestInput {
  /** The kind of the items of a `PodList`, which have none of their own. */
  readonly impliedKind?: string | undefined;
  readonly hasActions?: boolean;
  /** Whether it may hold what is replaced before it is applied. */
  readonly hasPlaceholders?: boolean;
  /** Whether it stands in a list. */
  readonly isListed?: boolean;
  /** The lines in the document that the manifest is in, and its path there. */
  readonly childLines?: ChildLines;
  readonly path?: readonly (string | number)[];
}

/** The entities of the manifests in one YAML document, which may be a list of any length. */
export function* yamlRecords(source: YamlText, options: ReadOptions, input: ManifestInput): Generator<InventoryRecord> {
  const text = withHiddenActions(source.text);
  const hasActions = text !== undefined;
  const hasPlaceholders = mayHoldPlaceholders(source.text);
  const document = hasActions ? { ...source, text } : source;
  const list = yamlItems(document);
  if (list === undefined || !list.kind.endsWith('List')) {
    yield* documentRecords(readYaml(document, options), source, { ...input, hasActions, hasPlaceholders });
    return;
  }
  const impliedKind = itemKind(list.kind);
  if (impliedKind !== undefined) yield* input.covered.kind(impliedKind);
  const context = { ...input, impliedKind, hasActions, hasPlaceholders, isListed: true };
  let whole: YamlDocument | undefined;
  for (const [index, item] of list.items.entries()) {
    // The item stands in a list of one, which is a level less than it has in the document.
    const piece = readYaml(item, { ...options, maxDepth: options.maxDepth - 1 });
    if (piece.problem === undefined) {
      const line = startsAtOnce(item.text) ? item.startLine : (piece.childLines([]).get(0) ?? item.startLine);
      const value: unknown = Array.isArray(piece.value) ? piece.value[0] : undefined;
      yield* manifestRecords(value, placeOf(item.place.file, line, index), {
        ...context,
        childLines: piece.childLines,
        path: [0],
      });
      continue;
    }
    // An item may name the anchor of another: then the whole is right, and the pieces are not.
    whole ??= readYaml(document, options);
    if (whole.problem === undefined) {
      yield* documentRecords(whole, source, { ...input, hasActions, hasPlaceholders }, index);
      return;
    }
    const text = restored(item.text);
    yield hasAction(item.text) ? brokenTemplate({ ...item, text }, piece.problem) : piece.problem;
  }
  const about = list.metadata && readYaml(list.metadata, options).value;
  if (isObject(about) && isPageOfSeveral(ownValue(about, 'metadata'))) yield pageOfSeveral(placeOf(source.place.file));
}

/** Whether what an item of a block list holds begins on its first line, as it nearly always does. */
function startsAtOnce(text: string): boolean {
  return /^ *- +[A-Za-z]/u.test(text);
}

function* documentRecords(
  { value, problem: broken, place, childLines }: YamlDocument,
  source: YamlText,
  context: ManifestContext,
  firstItem = 0,
): Generator<InventoryRecord> {
  if (broken !== undefined) yield context.hasActions === true ? brokenTemplate(source, broken) : broken;
  else if (value !== null) yield* manifestRecords(value, place, { ...context, childLines }, firstItem);
}

/** The kind of what is in a list of one kind. */
export function itemKind(listKind: string | undefined): string | undefined {
  return listKind !== undefined && listKind !== 'List' && listKind.endsWith('List') ? listKind.slice(0, -4) : undefined;
}

/**
 * The entities of one manifest, or of those in a list of them. Lists may hold lists: the depth of the document bounds that.
 */
export function* manifestRecords(
  manifest: unknown,
  place: Provenance,
  context: ManifestContext,
  firstItem = 0,
): Generator<InventoryRecord> {
  const kind = isObject(manifest) ? (ownText(manifest, 'kind') ?? context.impliedKind) : undefined;
  const open = [kind, manifest].find((value) => typeof value === 'string' && hasAction(value));
  if (context.hasActions === true && typeof open === 'string') {
    yield unrendered(restored(open), place);
    return;
  }
  if (!isObject(manifest) || kind === undefined || !KIND.test(kind)) {
    yield problem(
      'not-an-entity',
      kind === undefined || kind === ''
        ? 'the document has no `kind`'
        : `no object is of kind \`${clip(kind, MAX_REASON)}\``,
      place,
      'a manifest has `apiVersion`, `kind` and `metadata`',
    );
    return;
  }
  const items = itemsOf(manifest, kind);
  if (items === 'missing') {
    yield problem('not-an-entity', 'the list has no `items`', place, READ_OBJECTS);
    return;
  }
  if (items === undefined) {
    yield* objectRecords(manifest, kind, place, context);
    return;
  }
  const impliedKind = itemKind(kind);
  if (impliedKind !== undefined) yield* context.covered.kind(impliedKind);
  const path = [...(context.path ?? []), 'items'];
  const lines = context.childLines?.(path);
  for (const [index, item] of items.entries()) {
    if (index < firstItem) continue;
    const at = placeOf(place.file, lines?.get(index) ?? place.line, index);
    yield* manifestRecords(item, at, { ...context, isListed: true, impliedKind, path: [...path, index] });
  }
  if (isPageOfSeveral(ownValue(manifest, 'metadata'))) yield pageOfSeveral(place);
}

/**
 * The items of a list. Go writes an empty list as null; without any, what it would have held is not known. What has a name,
 * a spec or other items is an object that is called a list.
 */
function itemsOf(
  manifest: Readonly<Record<string, unknown>>,
  kind: string,
): readonly unknown[] | 'missing' | undefined {
  if (!kind.endsWith('List')) return undefined;
  const items = ownValue(manifest, 'items') ?? undefined;
  if (Array.isArray(items)) return items;
  const about = ownObject(manifest, 'metadata') ?? {};
  if (items !== undefined || ownText(about, 'name') !== undefined || Object.hasOwn(manifest, 'spec')) return undefined;
  return Object.hasOwn(manifest, 'items') ? [] : 'missing';
}

const READ_OBJECTS = 'read the objects: `kubectl get … -o json`';

/** What others call a kind (`compute#firewall`) is none, and no rule could name it; a placeholder is replaced. */
const KIND = /^[^\s#]+$/u;

/** What is no object of a cluster, though it looks like one: what it is, and what to write instead. */
const NO_OBJECTS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['meta.k8s.io Table', ['a table, as `kubectl get` shows it', 'print the objects: `kubectl get … -o json`']],
  ['PartialObjectMetadata', ['the metadata of an object alone', 'print the whole object: `kubectl get … -o json`']],
  ['v1 Status', ['an error in place of an answer', READ_OBJECTS]],
  [
    'kustomize.config.k8s.io Kustomization',
    ['a kustomization, which says how manifests are made', 'render it: kubectl kustomize FOLDER > manifests.yaml'],
  ],
  ['audit.k8s.io Event', ['a line of an audit log, which tells what was asked of a cluster', READ_OBJECTS]],
]);

const MAX_REASON = 60;

function* objectRecords(
  manifest: Readonly<Record<string, unknown>>,
  kind: string,
  place: Provenance,
  context: ManifestContext,
): Generator<InventoryRecord> {
  const [group = ''] = (ownText(manifest, 'apiVersion') ?? '').split('/', 1);
  const [what, help] = NO_OBJECTS.get(`${group} ${kind}`) ?? NO_OBJECTS.get(kind) ?? [];
  // An answer that is refused says why.
  const why = kind === 'Status' ? ownText(manifest, 'reason') : undefined;
  const said = why === undefined ? '' : `: \`${clip(why, MAX_REASON)}\``;
  if (what !== undefined) yield problem('not-an-entity', `the document is ${what}${said}`, place, help);
  else if (kind === 'AdmissionReview') yield* reviewed(manifest, place, context);
  else {
    yield* context.covered.of(manifest, kind, context.isListed === true);
    yield* manifestEntities(manifest, kind, place, context);
    yield* templated(manifest, kind, place, context);
    if (isRelease(manifest, `${group} ${kind}`))
      yield problem(
        'incomplete-input',
        `the chart of this ${kind} makes manifests that are in no input`,
        place,
        'render it first: helm template NAME CHART > manifests.yaml',
      );
  }
}

/** Whether charts are made manifests of by an object of Flux or Argo CD; those of a cluster are there already. */
function isRelease(manifest: Readonly<Record<string, unknown>>, kind: string): boolean {
  if (ownText(ownObject(manifest, 'metadata') ?? {}, 'uid') !== undefined) return false;
  const spec = ownObject(manifest, 'spec') ?? {};
  if (kind === 'helm.toolkit.fluxcd.io HelmRelease') return true;
  const sources = [ownObject(spec, 'source') ?? [], ownObjects(spec, 'sources')].flat();
  return kind === 'argoproj.io Application' && sources.some((source) => ownText(source, 'chart') !== undefined);
}

/** What is asked to be admitted: the object, which is not in the cluster yet. */
function* reviewed(
  review: Readonly<Record<string, unknown>>,
  place: Provenance,
  context: ManifestContext,
): Generator<InventoryRecord> {
  const object = ownObject(ownObject(review, 'request') ?? {}, 'object');
  if (object === undefined) yield problem('not-an-entity', 'the review holds no object to admit', place);
  else yield* manifestRecords(object, place, { ...context, isListed: true });
}

/** The objects in a template of OpenShift, whose parameters are put in before they are applied. */
function* templated(
  template: Readonly<Record<string, unknown>>,
  kind: string,
  place: Provenance,
  context: ManifestContext,
): Generator<InventoryRecord> {
  const objects = ownValue(template, 'objects');
  if (kind !== 'Template' || !Array.isArray(objects)) return;
  const path = [...(context.path ?? []), 'objects'];
  const lines = context.childLines?.(path);
  for (const [index, object] of objects.entries()) {
    const at = placeOf(place.file, lines?.get(index) ?? place.line, index);
    yield* manifestRecords(object, at, { ...context, hasPlaceholders: true, path: [...path, index] });
  }
}

/** Whether the metadata of a list say that more follows, as the API answers with `limit`. */
export function isPageOfSeveral(metadata: unknown): boolean {
  return isObject(metadata) && (ownText(metadata, 'continue') ?? '') !== '';
}

/** That a list is not the whole of it. */
export function pageOfSeveral(place: Provenance): ProblemRecord {
  return problem(
    'truncated-input',
    'the list is one page of several',
    place,
    'ask for all of it, without `limit`: `kubectl get -o json` does',
  );
}
