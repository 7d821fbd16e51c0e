import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { problem } from '../problems.ts';
import { podSpec } from './pod-defaults.ts';
import { placeholdersIn } from './placeholders.ts';
import { podOfTemplate, podTemplates } from './pod-templates.ts';
import { restored, restoredValue } from './template-text.ts';
import { entityRecord, type InventoryRecord, type Provenance } from '../../values/record.ts';
import type { Entity } from '../../values/entity.ts';

type Manifest = Readonly<Record<string, unknown>>;

/** The kinds of the API that are in a namespace: without one, they are in `default`, which the empty one is equivalent to. */
const NAMESPACED = new Set([
  'ConfigMap',
  'CronJob',
  'DaemonSet',
  'Deployment',
  'EndpointSlice',
  'Endpoints',
  'Event',
  'HorizontalPodAutoscaler',
  'Ingress',
  'Job',
  'Lease',
  'LimitRange',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'Pod',
  'PodDisruptionBudget',
  'PodTemplate',
  'ReplicaSet',
  'ReplicationController',
  'ResourceQuota',
  'Role',
  'RoleBinding',
  'Secret',
  'Service',
  'ServiceAccount',
  'StatefulSet',
]);

/** What a manifest may hold that is replaced before it is applied. */
interface Templating {
  readonly hasActions?: boolean;
  readonly hasPlaceholders?: boolean;
}

/** Holds what was applied, as JSON text: of a secret, its data. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The entities of one manifest: itself, and a pod for each template of pods in it. What the context says
 * it may hold (actions of a template, hidden as `withHiddenActions` does; placeholders) makes values unknown.
 */
export function* manifestEntities(
  manifest: Manifest,
  kind: string,
  place: Provenance,
  context: Templating,
): Generator<InventoryRecord> {
  const at = { ...place, address: restored(addressOf(manifest, kind)) };
  yield toRecord(manifest, kind, at, context);
  // The template of a workload that another one owns is the owner's.
  if (isOwned(manifest)) return;
  for (const template of podTemplates(manifest, kind)) {
    yield toRecord(podOfTemplate(template, manifest), 'Pod', at, context);
  }
}

function toRecord(manifest: Manifest, kind: string, place: Provenance, context: Templating): InventoryRecord {
  const sensitive = kind === 'Secret' ? secrets(manifest) : undefined;
  const entity = toEntity(manifest, kind);
  // What the cluster gave an identity was applied.
  if (context.hasActions !== true) {
    const isApplied = context.hasPlaceholders !== true || ownText(metadataOf(manifest), 'uid') !== undefined;
    const unknown = isApplied ? {} : placeholdersIn(entity);
    return entityRecord(entity, place, Object.keys(unknown).length === 0 ? undefined : unknown, sensitive);
  }
  const { value, actions, pieces } = restoredValue(entity);
  const root = actions.get('');
  if (root !== undefined || !isObject(value)) return unrendered(root ?? kind, place);
  // What the cluster gave an identity is no template: its braces are text like any other.
  const isTemplate = actions.size > 0 && ownText(metadataOf(manifest), 'uid') === undefined;
  if (!isTemplate) return entityRecord(value as Entity, place, undefined, sensitive);
  const unknown = [...actions].map(([path, text]) => [path, `\`${shortened(text)}\` is known when it is rendered`]);
  const record = entityRecord(value as Entity, place, Object.fromEntries(unknown), sensitive);
  return pieces.size === 0 ? record : { ...record, partly: Object.fromEntries(pieces) };
}

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
    ...(Object.hasOwn(manifest, 'type') ? { typeProperty: manifest['type'] } : {}),
    ...(id === undefined ? {} : { id }),
    type: `Kubernetes${kind}`,
    ...(name === undefined ? {} : { name }),
    source: 'kubernetes',
  };
}

/** Labels and annotations as the vendor has them: a list. A template in place of them stays, to be marked unknown. */
function pairs(value: unknown): unknown {
  if (typeof value === 'string') return value;
  return isObject(value) ? Object.entries(value).map(([key, inner]) => ({ key, value: inner })) : [];
}

function secrets(manifest: Manifest): readonly string[] {
  const annotations = Object.keys(ownObject(metadataOf(manifest), 'annotations') ?? {});
  const applied = annotations.indexOf(LAST_APPLIED);
  const data = ['data', 'stringData'].filter((key) => Object.hasOwn(manifest, key));
  // Its name has dots, which no path can tell.
  return applied < 0 ? data : [...data, `annotations.${applied}.value`, 'metadata.annotations'];
}

function isOwned(manifest: Manifest): boolean {
  const owners = ownValue(metadataOf(manifest), 'ownerReferences');
  return Array.isArray(owners) && owners.length > 0;
}
