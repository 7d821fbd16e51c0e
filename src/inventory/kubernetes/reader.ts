import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import type { CutPlan } from '../formats/json-cutter.ts';
import { jsonLines, jsonPieces } from '../formats/json-records.ts';
import { placeOf, problem } from '../problems.ts';
import type { ByteInput, InventoryReader, ReadOptions } from '../reader.ts';
import { entityRecord, type InventoryRecord, type Provenance } from '../../values/record.ts';
import type { Entity } from '../../values/entity.ts';
import type { InputSample } from '../formats/sample.ts';
import { yamlDocuments, type ChildLines } from '../formats/yaml-documents.ts';
import { looksLikeLines } from '../generic/ndjson-reader.ts';

type Manifest = Readonly<Record<string, unknown>>;

/**
 * Kubernetes manifests: YAML of any number of documents, and what `kubectl get -o json` prints. A manifest becomes an
 * entity as it is, with:
 * - `type`: its kind after `Kubernetes`, as `KubernetesDeployment`; the kind's own `type` (of a Secret, an Event) is then
 *   called `typeProperty`;
 * - `name` from its metadata, and `id` where the cluster has given a uid.
 *
 * Lists are read item by item. The pod template of a workload is also yielded as the `KubernetesPod` that it makes, in the
 * workload's namespace, under the template's name or else the workload's; not for a workload that another one owns, whose
 * template is the same. The provenance's address is `namespace/Kind/name`, of the workload for its template.
 */
export const kubernetes: InventoryReader = {
  name: 'kubernetes',
  title: 'Kubernetes manifests',
  summary: 'YAML manifests and kubectl JSON; each object becomes an entity, each pod template a KubernetesPod as well.',
  command:
    'kubectl get all,configmaps,ingresses,networkpolicies,serviceaccounts --all-namespaces -o json > cluster.json',
  extensions: ['.yaml', '.yml', '.json', '.ndjson', '.jsonl'],
  detect: (sample) => {
    if (sample.shape === undefined) return /^apiVersion:\s/mu.test(sample.text) && /^kind:\s/mu.test(sample.text);
    const first = sample.firstObject;
    const type = first?.get('type');
    // An entity that was made from a manifest is an entity, not a manifest.
    if (type?.kind === 'text' && type.text.startsWith('Kubernetes')) return false;
    return first?.get('apiVersion')?.kind === 'text' && (first.get('kind')?.kind === 'text' || isList(sample));
  },
  async *read(input, options) {
    const { sample } = input;
    if (sample.shape === undefined) {
      for await (const document of yamlDocuments(input, options)) {
        if (document.problem !== undefined) yield document.problem;
        else if (document.value !== null) yield* manifestRecords(document.value, document.place, undefined, document);
      }
      return;
    }
    for await (const records of jsonRecords(input, options)) {
      for (const { value, problem: broken, place } of records) {
        if (broken !== undefined) yield broken;
        else yield* manifestRecords(value, place, itemKind(sample));
      }
    }
  },
};

function isList(sample: InputSample): boolean {
  const kind = sample.rootText('kind');
  return sample.rootMember('items')?.kind === 'array' && (kind === undefined || kind.endsWith('List'));
}

/** The items of a `PodList` have no kind of their own. */
function itemKind(sample: InputSample): string | undefined {
  const kind = sample.rootText('kind');
  return kind !== undefined && kind !== 'List' && kind.endsWith('List') ? kind.slice(0, -4) : undefined;
}

function jsonRecords(input: ByteInput, options: ReadOptions): ReturnType<typeof jsonLines> {
  const { sample } = input;
  if (sample.shape?.kind === 'object' && looksLikeLines(sample)) return jsonLines(input, options);
  const items: CutPlan = { object: (key) => (key === 'items' ? { array: {} } : { skip: true }) };
  return jsonPieces(input, isList(sample) ? items : { array: {} }, options);
}

/** The entities of one manifest. Lists may hold lists: the depth of the document bounds that. */
function* manifestRecords(
  manifest: unknown,
  place: Provenance,
  impliedKind: string | undefined,
  document?: { readonly childLines: ChildLines },
  path: readonly (string | number)[] = [],
): Generator<InventoryRecord> {
  const kind = isObject(manifest) ? (ownText(manifest, 'kind') ?? impliedKind) : undefined;
  if (!isObject(manifest) || kind === undefined || kind === '') {
    yield problem(
      'not-an-entity',
      'the document has no `kind`',
      place,
      'a manifest has `apiVersion`, `kind` and `metadata`',
    );
    return;
  }
  const items = ownValue(manifest, 'items');
  if (kind.endsWith('List') && Array.isArray(items)) {
    const inner = kind === 'List' ? undefined : kind.slice(0, -4);
    const itemsPath = [...path, 'items'];
    const lines = document?.childLines(itemsPath);
    for (const [index, item] of items.entries()) {
      const at = placeOf(place.file, lines?.get(index) ?? place.line, index);
      yield* manifestRecords(item, at, inner, document, [...itemsPath, index]);
    }
    return;
  }
  const at = { ...place, address: addressOf(manifest, kind) };
  yield entityRecord(toEntity(manifest, kind), at);
  const pod = isOwned(manifest) ? undefined : podOf(manifest, kind);
  if (pod !== undefined) yield entityRecord(toEntity(pod, 'Pod'), at);
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
  return {
    ...manifest,
    ...(Object.hasOwn(manifest, 'type') ? { typeProperty: manifest['type'] } : {}),
    ...(id === undefined ? {} : { id }),
    type: `Kubernetes${kind}`,
    ...(name === undefined ? {} : { name }),
    source: 'kubernetes',
  };
}

function isOwned(manifest: Manifest): boolean {
  const owners = ownValue(metadataOf(manifest), 'ownerReferences');
  return Array.isArray(owners) && owners.length > 0;
}

/** Where each kind of workload keeps the template of its pods. */
const TEMPLATES = new Map<string, readonly string[]>([
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['DaemonSet', ['spec', 'template']],
  ['Deployment', ['spec', 'template']],
  ['DeploymentConfig', ['spec', 'template']],
  ['Job', ['spec', 'template']],
  ['PodTemplate', ['template']],
  ['ReplicaSet', ['spec', 'template']],
  ['ReplicationController', ['spec', 'template']],
  ['StatefulSet', ['spec', 'template']],
]);

/** The pod that a workload makes, as a manifest. */
function podOf(manifest: Manifest, kind: string): Manifest | undefined {
  let template: Manifest | undefined = manifest;
  for (const key of TEMPLATES.get(kind) ?? ['']) template = template && ownObject(template, key);
  if (template === undefined) return undefined;
  const { name, namespace } = metadataOf(manifest);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    ...template,
    metadata: {
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
      ...metadataOf(template),
    },
  };
}
