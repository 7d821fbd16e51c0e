import type { CutPlan } from '../formats/json-cutter.ts';
import { jsonLines } from '../formats/json-lines.ts';
import { jsonPieces, type ParsedPiece } from '../formats/json-records.ts';
import type { ParsedRecord } from '../formats/json-value.ts';
import type { ByteInput, InventoryReader, ReadOptions } from '../reader.ts';
import { isObject, ownText } from '../entity.ts';
import { placeOf, problem } from '../problems.ts';
import { isProblemRecord, type InventoryRecord } from '../../values/record.ts';
import type { InputSample } from '../formats/sample.ts';
import { yamlTexts } from '../formats/yaml-documents.ts';
import { looksLikeLines } from '../generic/ndjson-reader.ts';
import { KindsCovered } from './kinds-covered.ts';
import { ListPieces } from './list-pieces.ts';
import { manifestRecords, yamlRecords, type ManifestInput } from './manifests.ts';
import { isNamelessList } from './nameless.ts';
import { OwnedTemplates } from './owned-templates.ts';

/**
 * Kubernetes manifests: YAML of any number of documents, and what `kubectl get -o json` prints. A manifest becomes an
 * entity as it is, and has beside its own properties those of the vendor's entities:
 * - `type`: its kind after `Kubernetes`, as `KubernetesDeployment`; the kind's own `type` (of a Secret, an Event) is then
 *   called `typeProperty`;
 * - `name` from its metadata, and `id` where the cluster has given a uid;
 * - `namespace`, which is `default` where a namespaced kind names none, `labels` and `annotations` as lists of
 *   `{ key, value }`;
 * - in a pod, the values that the API server fills in (`hostNetwork` false, `hostPort` 0, `restartPolicy` Always), and in
 *   each container `parsedArgs`, the flags of its command line as a list of `{ key, value }`.
 *
 * What another maker calls as Kubernetes calls a kind of its own is `Kubernetes_serving_knative_dev_Service`. Lists are read
 * item by item, several one after the other too, and the objects of OpenShift's templates. The pod template of a workload,
 * also of one of another maker, is yielded as the `KubernetesPod` that it makes as well, with the id, name and namespace of
 * the workload; not for a workload whose owner is in the input, whose template is the same. The provenance's address is
 * `namespace/Kind/name`, of the workload for its template.
 *
 * A file of manifests covers every kind, a list that `kubectl get` gives those in it alone.
 *
 * A template of Helm is no manifest: where only values hold an action (`image: "{{ .Values.image }}"`), these are unknown;
 * any other is a problem. The data of a Secret is marked as sensitive.
 */
export const kubernetes: InventoryReader = {
  name: 'kubernetes',
  title: 'Kubernetes manifests',
  summary: 'YAML manifests and kubectl JSON; each object becomes an entity, each pod template a KubernetesPod as well.',
  command:
    'kubectl get all,configmaps,ingresses,networkpolicies,serviceaccounts --all-namespaces -o json > cluster.json',
  covers: [],
  vendor: 'kubernetes',
  extensions: ['.yaml', '.yml', '.json', '.ndjson', '.jsonl'],
  detect: (sample) => {
    if (isYaml(sample))
      return (
        BRACES.test(sample.text) ||
        (hasKey(sample, 'apiVersion') && (hasKey(sample, 'kind') || hasKey(sample, 'items')))
      );
    const first = sample.firstObject;
    const type = first?.get('type');
    // An entity that was made from a manifest is an entity, not a manifest.
    if (type?.kind === 'text' && type.text.startsWith('Kubernetes')) return false;
    return (
      isWatched(sample) ||
      isNamelessList(sample) ||
      (first?.get('apiVersion')?.kind === 'text' && (first.get('kind')?.kind === 'text' || isList(sample)))
    );
  },
  async *read(input, options) {
    const { sample } = input;
    const known = { covered: new KindsCovered(input.file), owned: new OwnedTemplates() };
    if (isYaml(sample)) {
      for await (const text of yamlTexts(input, options)) {
        if (isProblemRecord(text)) yield text;
        else yield* yamlRecords(text, options, known);
      }
    } else if (isWatched(sample)) {
      const help = 'read the objects: `kubectl get … -o json`, without `--watch`';
      yield problem(
        'not-an-entity',
        'the input is what a watch told, many states of one object',
        placeOf(input.file),
        help,
      );
    } else yield* jsonManifests(input, options, known);
    yield* known.owned.finish();
  },
};

async function* jsonManifests(
  input: ByteInput,
  options: ReadOptions,
  known: ManifestInput,
): AsyncGenerator<InventoryRecord> {
  // A long list is read item by item; what stands before and behind its items tells of them all.
  const list = isStreamedList(input.sample) ? new ListPieces(known, input.sample.rootText('kind')) : undefined;
  let isInText = false;
  for await (const records of jsonRecords(input, options)) {
    for (const record of records) {
      const { value, problem: broken, place } = record;
      const wasInText = isInText;
      isInText = isText(record) || (isInText && !isListPart(record, list) && !holdsManifest(value));
      // Logs between the lists of a dump are many words: the first stands for them.
      if (isInText && wasInText) continue;
      if (broken !== undefined) yield broken;
      else if (list !== undefined && isPiece(record)) yield* list.piece(record);
      else yield* manifestRecords(value, place, known);
    }
  }
  if (list !== undefined) yield* list.end();
}

/** Whether this is a word between documents. */
function isText(record: ParsedRecord | ParsedPiece): boolean {
  const isBetween = isPiece(record) && record.key === undefined && record.index === undefined;
  return isBetween && record.problem?.code === 'invalid-json';
}

/** Whether this is a part of a list that is read item by item: none of them need name a kind. */
function isListPart(record: ParsedRecord | ParsedPiece, list: ListPieces | undefined): boolean {
  return list !== undefined && isPiece(record) && (record.key !== undefined || record.index !== undefined);
}

function holdsManifest(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isManifest) : isManifest(value);
}

function isManifest(value: unknown): boolean {
  return isObject(value) && ownText(value, 'kind') !== undefined;
}

/** What a watch tells: `{ type: 'ADDED', object: {…} }`. */
function isWatched({ firstObject }: InputSample): boolean {
  const type = firstObject?.get('type');
  const object = firstObject?.get('object');
  const isEvent = type?.kind === 'text' && /^(?:ADDED|MODIFIED|DELETED|BOOKMARK|ERROR)$/u.test(type.text);
  return isEvent && object?.kind === 'object' && object.members.has('kind');
}
/** An object in braces whose keys have no quotes. */
const BRACES = /^\s*\{\s*(?:apiVersion|kind)\s*:/u;

/** Not JSON, though it may start with a brace: in YAML keys need no quotes, and templates begin with `{{ if`. */
function isYaml(sample: InputSample): boolean {
  return sample.shape === undefined || /^\s*\{(?:\{|\s*[A-Za-z])/u.test(sample.text);
}

/** Whether some document has the key at its root; the `kind` of a long list stands at its end. */
function hasKey(sample: InputSample, key: string): boolean {
  return new RegExp(`^["']?${key}["']?[ \\t]*:(?:\\s|$)`, 'mu').test(sample.text);
}

function isList(sample: InputSample): boolean {
  const kind = sample.rootText('kind');
  return sample.rootMember('items')?.kind === 'array' && (kind === undefined || kind.endsWith('List'));
}

/** Whether a list is too long to be held. */
function isStreamedList(sample: InputSample): boolean {
  return !sample.complete && sample.shape?.kind === 'object' && isList(sample) && !looksLikeLines(sample);
}

/** What is read of a list: its items, each by itself, and what tells of them. */
const LIST_MEMBERS: ReadonlyMap<string, CutPlan> = new Map([
  ['items', { array: {} }],
  ['kind', {}],
  ['metadata', {}],
]);

function isPiece(record: ParsedRecord | ParsedPiece): record is ParsedPiece {
  return 'key' in record;
}

function jsonRecords(input: ByteInput, options: ReadOptions): AsyncIterable<readonly (ParsedRecord | ParsedPiece)[]> {
  const { sample } = input;
  if (sample.shape?.kind === 'object' && looksLikeLines(sample)) return jsonLines(input, options);
  const items: CutPlan = { many: true, object: (key) => LIST_MEMBERS.get(key) ?? { skip: true } };
  return jsonPieces(input, isStreamedList(sample) ? items : { array: {}, many: true }, options);
}
