import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { base64Of } from '../formats/base64.ts';
import { problem } from '../problems.ts';
import { secretPaths } from '../secret-names.ts';
import { changedPaths, changedPlaces, placeIn, type ChangedPlaces, type ManifestChange } from './changes.ts';
import { podSpec } from './pod-defaults.ts';
import { isMeant, partlyKnownImages, placeholdersIn } from './placeholders.ts';
import { entityTypeOf, NAMESPACED } from './kinds.ts';
import { openPart } from './open-parts.ts';
import type { OwnedTemplates } from './owned-templates.ts';
import type { PodTemplate } from './pod-template.ts';
import { hasTemplate, podOfTemplate, podTemplates } from './pod-templates.ts';
import { restored, restoredValue } from './template-text.ts';
import {
  entityRecord,
  type EntityRecord,
  type InventoryRecord,
  type ProblemRecord,
  type Provenance,
} from '../../values/record.ts';
import type { Entity } from '../../values/entity.ts';

type Manifest = Readonly<Record<string, unknown>>;

/** What a manifest may hold that is replaced before it is applied. */
interface Templating {
  readonly hasActions?: boolean;
  readonly hasPlaceholders?: boolean;
}

/** What is known of a manifest, and of the input that it is in. */
interface Origin extends Templating {
  readonly owned: OwnedTemplates;
  readonly changes: readonly ManifestChange[];
  readonly onTemplate: () => void;
}

/** Holds what was applied, as JSON text: of a secret, its data; of a pod, its variables. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The entities of one manifest: itself, and a pod for each template of pods in it. What the context says
 * it may hold (actions of a template, hidden as `withHiddenActions` does; placeholders) makes values unknown.
 */
export function* manifestEntities(
  manifest: Manifest,
  kind: string,
  place: Provenance,
  context: Origin,
): Generator<InventoryRecord> {
  const address = addressOf(manifest, kind);
  const at = { ...place, address: context.hasActions === true ? restored(address) : address };
  const changed = changedPlaces(manifest, kind, context.changes);
  const own = toRecord(manifest, kind, at, context);
  const pods = podTemplates(manifest, kind).map((template) => {
    const pod = toRecord(podOfTemplate(template, manifest), 'Pod', partOf(at, template), context);
    const record = generated(leavingOpen(pod, template), manifest);
    return changed.size === 0 ? record : changedIn(record, changed, { at: placeIn(manifest, template.template) });
  });
  yield changedIn(generated(hidingVariables(own, manifest, pods), manifest), changed);
  if (pods.length === 0) {
    if (hasTemplate(manifest, kind)) yield withoutTemplate(kind, at);
    return;
  }
  context.owned.sees(manifest, kind);
  const owners = listOf(ownValue(metadataOf(manifest), 'ownerReferences'));
  // A revision is what its owner was made of before, and may still be asked.
  if (owners.length === 0 || kind === 'Revision') yield* pods;
  else if (!isFormer(manifest, kind)) yield* context.owned.hold(manifest, owners, pods);
}

/** A patch, or what a file that was cut has left: the rules of pods have nothing to judge of it. */
function withoutTemplate(kind: string, place: Provenance): ProblemRecord {
  const help = 'read the whole manifest: of a patch, what `kubectl kustomize` makes of it';
  return problem('incomplete-input', `the ${kind} has no template of pods, which each has`, place, help);
}

/** What the API server names is called by what it begins with; the rest is not known. */
function generated(record: InventoryRecord, manifest: Manifest): InventoryRecord {
  const start = ownText(metadataOf(manifest), 'generateName');
  if (record.kind !== 'entity' || start === undefined || record.entity.name !== undefined) return record;
  return {
    ...record,
    entity: { ...record.entity, name: start },
    unknown: { ...record.unknown, name: 'the API server adds to `generateName`' },
    partly: { ...record.partly, name: [start, ''] },
  };
}

/** With what changes of the manifest leave open. */
function changedIn(
  record: InventoryRecord,
  changed: ChangedPlaces,
  template?: Parameters<typeof changedPaths>[2],
): InventoryRecord {
  if (record.kind !== 'entity' || changed.size === 0) return record;
  const unknown = changedPaths(record.entity, changed, template);
  const isKept = ([path]: readonly [string, unknown]): boolean =>
    !Object.keys(unknown).some((one) => path === one || path.startsWith(`${one}.`));
  const partly = Object.fromEntries(Object.entries(record.partly ?? {}).filter(isKept));
  return { ...record, unknown: { ...record.unknown, ...unknown }, partly };
}

/** The place of a template, where its owner has several. */
function partOf(place: Provenance, { part }: PodTemplate): Provenance {
  return part === undefined ? place : { ...place, address: `${place.address ?? ''}/${part}` };
}

/** With what others decide about the pod. */
function leavingOpen(record: InventoryRecord, { unknown }: PodTemplate): InventoryRecord {
  if (record.kind !== 'entity' || unknown === undefined || Object.keys(unknown).length === 0) return record;
  return { ...record, unknown: { ...record.unknown, ...unknown } };
}

/** What a Deployment ran before is scaled to none. Other workloads keep what they make when they are scaled up again. */
function isFormer(manifest: Manifest, kind: string): boolean {
  const isMadeForRollout = kind === 'ReplicaSet' || kind === 'ReplicationController';
  return isMadeForRollout && ownValue(ownObject(manifest, 'spec') ?? {}, 'replicas') === 0;
}

function toRecord(manifest: Manifest, kind: string, place: Provenance, context: Origin): InventoryRecord {
  const entity = toEntity(manifest, kind);
  const sensitive = sensitiveIn(entity, manifest, kind);
  // What the cluster gave an identity was applied.
  if (context.hasActions !== true) {
    const isApplied = context.hasPlaceholders !== true || ownText(metadataOf(manifest), 'uid') !== undefined;
    return isApplied ? told(entity, place, sensitive) : withPlaceholders(told(entity, place, sensitive), kind);
  }
  const { value, actions, pieces } = restoredValue(entity);
  const root = actions.get('');
  if (root !== undefined || !isObject(value)) return unrendered(root ?? kind, place);
  // What the cluster gave an identity is no template: its braces are text like any other.
  const isTemplate = actions.size > 0 && ownText(metadataOf(manifest), 'uid') === undefined;
  if (!isTemplate) return entityRecord(value as Entity, place, undefined, sensitive);
  if ([...actions.keys()].some((path) => !isMeant(path))) context.onTemplate();
  const unknown = [...actions].map(([path, text]) => [path, `\`${shortened(text)}\` is known when it is rendered`]);
  const record = entityRecord(value as Entity, place, Object.fromEntries(unknown), sensitive);
  return pieces.size === 0 ? record : { ...record, partly: Object.fromEntries(pieces) };
}

function told(entity: Entity, place: Provenance, sensitive: readonly string[] | undefined): EntityRecord {
  // What takes over the rules of others is filled by the control plane, whatever is written there.
  const isFilled = isObject(entity['aggregationRule']) && entity.type === 'KubernetesClusterRole';
  const isApplied = ownText(metadataOf(entity), 'uid') !== undefined;
  return entityRecord(entity, place, isFilled && !isApplied ? FILLED : openPart(entity), sensitive);
}

const FILLED = { rules: 'the control plane fills them from the roles that `aggregationRule` selects' };

/** With what is put in before the manifest is applied. */
function withPlaceholders(record: EntityRecord, kind: string): EntityRecord {
  const { entity } = record;
  const images = kind === 'Pod' ? partlyKnownImages(entity) : NO_IMAGES;
  const unknown = Object.entries(placeholdersIn(entity));
  for (const path of images.keys()) {
    const why = 'what stands for `$…` is put in before it is applied';
    unknown.push([path, why], [`${path.slice(0, -'image'.length)}imagePullPolicy`, why]);
  }
  if (unknown.length === 0) return record;
  const all = { ...record, unknown: { ...record.unknown, ...Object.fromEntries(unknown) } };
  return images.size === 0 ? all : { ...all, partly: Object.fromEntries(images) };
}

const NO_IMAGES: ReadonlyMap<string, readonly string[]> = new Map();

const MAX_SHOWN = 60;

function shortened(text: string): string {
  const start = text.indexOf('{{');
  const action = text.slice(start, text.indexOf('}}', start) + 2).replaceAll(/\s+/gu, ' ');
  return action.length > MAX_SHOWN ? `${action.slice(0, MAX_SHOWN)}…` : action;
}

/** The problem that what a document holds depends on its rendering. */
export function unrendered(action: string, place: Provenance): InventoryRecord {
  return problem(
    'unrendered-template',
    `the document is a template, no manifest: \`${shortened(action)}\` is known when it is rendered`,
    place,
    'render it first: helm template NAME CHART > manifests.yaml',
  );
}

/**
 * The same where the text is no YAML, at a line that most likely hangs on the action before it.
 *
 * @param text the document, and the line on which it starts
 */
export function brokenTemplate(
  { text, startLine }: { readonly text: string; readonly startLine: number },
  { message, provenance }: ProblemRecord,
): InventoryRecord {
  const { line = startLine } = provenance;
  const before = text.split('\n').slice(0, line - startLine + 1);
  // What stands on a line of its own leaves its lines out, or puts others in.
  const alone = before.findLastIndex((one) => one.trimStart().startsWith('{{'));
  const from = alone <= 0 ? 0 : before.slice(0, alone).join('\n').length;
  const start = alone < 0 ? before.join('\n').lastIndexOf('{{') : text.indexOf('{{', from);
  const action = start < 0 ? text : text.slice(start);
  return problem(
    'unrendered-template',
    `the document is a template, no manifest: line ${line} is no YAML before \`${shortened(action)}\` is rendered (${restored(message)})`,
    provenance,
    'render it first: helm template NAME CHART > manifests.yaml',
  );
}

function metadataOf(manifest: Manifest): Manifest {
  return ownObject(manifest, 'metadata') ?? {};
}

function addressOf(manifest: Manifest, kind: string): string {
  const metadata = metadataOf(manifest);
  const name = ownText(metadata, 'name') ?? ownText(metadata, 'generateName') ?? '';
  return [ownText(metadata, 'namespace'), kind, name].filter((part) => part !== undefined && part !== '').join('/');
}

function toEntity(manifest: Manifest, kind: string): Entity {
  const metadata = metadataOf(manifest);
  const name = ownText(metadata, 'name');
  const id = ownText(metadata, 'uid');
  const namespace = ownText(metadata, 'namespace') ?? (NAMESPACED.has(kind) ? 'default' : undefined);
  const spec = kind === 'Pod' ? ownObject(manifest, 'spec') : undefined;
  return {
    // The manifest's own, should there be one of these names, goes before the vendor's.
    labels: pairs(ownValue(metadata, 'labels')),
    annotations: pairs(ownValue(metadata, 'annotations')),
    ...(namespace === undefined ? {} : { namespace }),
    ...manifest,
    ...(spec === undefined ? {} : { spec: podSpec(spec) }),
    ...(kind === 'Secret' ? withTexts(manifest) : {}),
    ...(Object.hasOwn(manifest, 'type') ? { typeProperty: manifest['type'] } : {}),
    ...(id === undefined ? {} : { id }),
    type: entityTypeOf(manifest, kind),
    ...(name === undefined ? {} : { name }),
    source: 'kubernetes',
  };
}

/** The API server puts the texts of a secret among its data, in base64. */
function withTexts(manifest: Manifest): Manifest {
  const texts = Object.entries(ownObject(manifest, 'stringData') ?? {});
  if (texts.length === 0) return {};
  const encoded = texts.map(([key, text]) => [key, typeof text === 'string' ? base64Of(text) : text] as const);
  return { data: { ...ownObject(manifest, 'data'), ...Object.fromEntries(encoded) } };
}

/** Labels and annotations as the vendor has them: a list. A template in place of them stays, to be marked unknown. */
function pairs(value: unknown): unknown {
  if (typeof value === 'string') return value;
  return isObject(value) ? Object.entries(value).map(([key, inner]) => ({ key, value: inner })) : [];
}

/** What reports do not show; undefined where there is none. */
function sensitiveIn(entity: Entity, manifest: Manifest, kind: string): readonly string[] | undefined {
  if (kind === 'Secret') return secrets(entity);
  if (kind === 'ConfigMap') return withApplied(secretPaths(pick(manifest, 'data')), manifest);
  return withApplied(kind === 'Pod' ? passwordsIn(ownObject(entity, 'spec') ?? {}) : [], manifest);
}

/** What is secret of a pod is so in the workload that makes it. Few have any: only these are looked through. */
function hidingVariables(own: InventoryRecord, manifest: Manifest, pods: readonly InventoryRecord[]): InventoryRecord {
  if (own.kind !== 'entity' || !pods.some((pod) => pod.kind === 'entity' && pod.sensitive !== undefined)) return own;
  return { ...own, sensitive: withApplied(variablesIn(manifest), manifest) ?? [] };
}

/** The lists of variables of a manifest, wherever they stand. The document's depth limit bounds the recursion. */
function variablesIn(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => variablesIn(item, `${path}.${index}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    // A name with a dot in it cannot be told in a path: then all that it stands in is.
    const at = name.includes('.') ? path : path + (path === '' ? name : `.${name}`);
    return name === 'env' ? secretPaths(listOf(inner)).map((below) => at + below) : variablesIn(inner, at);
  });
}

function withApplied(found: readonly string[], manifest: Manifest): readonly string[] | undefined {
  return found.length === 0 ? undefined : [...found, ...appliedIn(manifest)];
}

function pick(manifest: Manifest, name: string): Manifest {
  const value = ownValue(manifest, name);
  return value === undefined ? {} : { [name]: value };
}

/** The variables of a pod's containers whose names say that they are secret, and whose values are written out. */
function passwordsIn(spec: Manifest): readonly string[] {
  return ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) =>
    listOf(ownValue(spec, list)).flatMap((container, at) => {
      const variables = listOf(isObject(container) ? ownValue(container, 'env') : undefined);
      return secretPaths(variables).map((path) => `spec.${list}.${at}.env${path}`);
    }),
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function secrets(manifest: Manifest): readonly string[] {
  return [...['data', 'stringData'].filter((key) => Object.hasOwn(manifest, key)), ...appliedIn(manifest)];
}

/** Where an entity repeats, as JSON text, what was applied. */
function appliedIn(manifest: Manifest): readonly string[] {
  const annotations = Object.keys(ownObject(metadataOf(manifest), 'annotations') ?? {});
  const applied = annotations.indexOf(LAST_APPLIED);
  // Its name has dots, which no path can tell.
  return applied < 0 ? [] : [`annotations.${applied}.value`, 'metadata.annotations'];
}
