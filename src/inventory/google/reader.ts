import { isObject, ownValue } from '../entity.ts';
import { inBatches } from '../batches.ts';
import type { CutPlan } from '../formats/json-cutter.ts';
import { jsonLines } from '../formats/json-lines.ts';
import { jsonPieces } from '../formats/json-records.ts';
import { yamlRecords } from '../formats/yaml-records.ts';
import { isYamlOf } from '../formats/yaml-sign.ts';
import type { KeyedRecord } from '../formats/json-value.ts';
import type { InputSample, JsonShape } from '../formats/sample.ts';
import { looksLikeLines } from '../generic/ndjson-reader.ts';
import { problem } from '../problems.ts';
import type { ByteInput, InventoryReader, ReadOptions } from '../reader.ts';
import { sourceRecord, type InventoryRecord } from '../../values/record.ts';
import { assetTypeOf, kindType } from './asset-type.ts';
import { entityType, googleRecord } from './resource.ts';
import { tellsOfMissing, Unreached } from './unreached.ts';

/**
 * Resources of Google Cloud: exports of Cloud Asset Inventory (lines, or a list), what `gcloud … list --format=json` prints,
 * and answers of the interface, those of all zones too. A resource whose type the vendor has an entity of becomes one, as
 * `VMInstance`: with its own properties, and beside them the vendor's, as `isPublic`. Any other is called by its own type,
 * as `Google_compute_Disk`.
 *
 * What the vendor's entity has and the output does not is unknown, with the command that has it. What other outputs tell is
 * put in where they are read together: the firewall rules before a machine, a ring's keys, a bucket's policy (`join.ts`).
 *
 * Assets: https://cloud.google.com/asset-inventory/docs/asset-types
 */
export const google: InventoryReader = {
  name: 'google',
  title: 'Google Cloud resources',
  summary: 'Cloud Asset Inventory, `gcloud … list --format=json` and API answers; each resource becomes an entity.',
  command: 'gcloud asset export --project PROJECT --content-type resource --output-path gs://BUCKET/assets.ndjson',
  // One that lists machines says nothing of buckets.
  covers: [],
  vendor: 'google',
  coversWith: (type) => ({ covers: [type], vendor: 'google' }),
  extensions: ['.json', '.ndjson', '.jsonl', '.yaml', '.yml'],
  joins: 'records',
  detect: (sample) =>
    isYamlOf(sample, YAML) ||
    isResource(sample.firstObject) ||
    listOf(sample) !== undefined ||
    listedKind(sample) !== undefined,
  async *read(input, options) {
    let isCut = false;
    const unreached = new Unreached();
    const listed = kindType(listedKind(input.sample));
    // Also of a type of which there is none.
    if (listed !== undefined) yield sourceRecord('google', { file: input.file }, [entityType(listed)], 'google');
    const recordsIn = function* (found: readonly KeyedRecord[]): Generator<InventoryRecord> {
      for (const { value, problem: broken, place, key } of found) {
        if (key === NEXT) isCut = typeof value === 'string' && value !== '';
        else if (key !== undefined && broken === undefined && tellsOfMissing(key)) unreached.says(key, value);
        else if (broken !== undefined) yield broken;
        else {
          const origin = { place, source: 'google', maxDepth: options.maxDepth };
          if (!isObject(value) || !isScope(value)) yield googleRecord(value, origin);
          else {
            for (const [scope, about] of Object.entries(value))
              if (isObject(about)) unreached.says('warning', ownValue(about, 'warning'), scope);
            for (const inner of inScope(value)) yield googleRecord(inner, origin);
          }
        }
      }
    };
    for await (const found of jsonRecords(input, options)) yield* inBatches(recordsIn(found));
    const missing = unreached.problem(input.file);
    if (missing !== undefined) yield missing;
    if (isCut) {
      const help = 'ask for all of it: the next page is that of `nextPageToken`';
      yield problem('truncated-input', 'the output is one page of several', { file: input.file }, help);
    }
  },
};

/** `gcloud … describe` writes YAML unless it is told otherwise, `… list --format=yaml` a document a resource. */
const YAML =
  /^(?:- |[ \t]{2})?(?:kind:[ \t]*[a-z]+#[A-Za-z]|(?:selfLink|self_link):[ \t]*https:\/\/[a-z.]+\.googleapis\.com\/|asset(?:Type|_type):[ \t]*[a-z]+\.googleapis\.com\/|name:[ \t]*projects\/[^/\s]+\/[a-z][A-Za-z]+\/|bindings:[ \t]*\r?\n(?:[ \t]*- )(?:members|role|condition):)/mu;

/** Kinds of lists that are not the kind of their items and `List`. */
const PLURALS = new Map([
  ['sql#instancesList', 'sql#instance'],
  ['storage#buckets', 'storage#bucket'],
  ['dns#managedZonesListResponse', 'dns#managedZone'],
  ['dns#policiesListResponse', 'dns#policy'],
  ['dns#resourceRecordSetsListResponse', 'dns#resourceRecordSet'],
]);

/** The kind of what an answer lists; undefined for what is no list. */
function listedKind(sample: InputSample): string | undefined {
  const kind = sample.rootText('kind') ?? '';
  return PLURALS.get(kind) ?? /^([a-z]+#[A-Za-z]+?)(?:Aggregated)?List$/u.exec(kind)?.[1];
}

const NEXT = 'nextPageToken';

/** Where answers keep their resources. */
const LISTS = ['assets', 'items', 'accounts', 'clusters', 'cryptoKeys', 'keyRings'];

/**
 * The member that holds the resources: one of those, or, as `datasets` of BigQuery, the one list of an answer. Where several
 * may hold them each is read by itself.
 */
function listOf(sample: InputSample): string | undefined {
  const root = sample.shape?.kind === 'object' ? sample.shape.members : undefined;
  // A machine has disks and interfaces, each with a kind of its own.
  const members = root === undefined || isResource(root) ? [] : [...root].filter(([, shape]) => shape.kind === 'array');
  const only = sample.complete || root?.has('kind') === true || root?.has(NEXT) === true ? members : [];
  const names = only.length === 1 ? only.map(([name]) => name) : [];
  return [...LISTS, ...names].find((name) => isResource(firstOf(sample.rootMember(name))));
}

/** The member that holds what a list lists, where its items do not tell. */
function listIn(sample: InputSample): string {
  const members = sample.shape?.kind === 'object' ? [...sample.shape.members.keys()] : [];
  const lists = members.filter((name) => firstOf(sample.rootMember(name)) !== undefined);
  return members.includes('items') ? 'items' : (lists[0] ?? 'items');
}

function firstOf(shape: JsonShape | undefined): ReadonlyMap<string, JsonShape> | undefined {
  return shape?.kind === 'array' && shape.first?.kind === 'object' ? shape.first.members : undefined;
}

/** An entity that was made of a resource has a `source`. */
function isResource(members: ReadonlyMap<string, JsonShape> | undefined): boolean {
  if (members === undefined || members.has('dome9Id')) return false;
  const text = (name: string): string => {
    const shape = members.get(name);
    return shape?.kind === 'text' ? shape.text : '';
  };
  if (text('source') === 'google' && text('type') !== '') return false;
  if (/^[a-z]+\.googleapis\.com\//u.test(text('assetType')) || /^[a-z]+\.googleapis\.com\//u.test(text('asset_type')))
    return true;
  if ((!members.has('type') || isCode(text('type'), members)) && PATH.test(text('name'))) return true;
  const known = ['kind', 'name', 'selfLink', 'storage_url', 'etag'].map((name) => [name, text(name)] as const);
  const bindings = members.get('bindings');
  const binding = bindings?.kind === 'array' && bindings.first?.kind === 'object' ? bindings.first.members : undefined;
  const isPolicy = binding?.has('role') === true && binding.has('members');
  return (
    assetTypeOf({ ...Object.fromEntries(known), ...(isPolicy ? { bindings: [{ role: '' }] } : {}) }) !== undefined &&
    (isPolicy || !members.has('bindings'))
  );
}

/** Whether a type is what a service calls so (`"type": "FIRESTORE_NATIVE"`): none of an entity, which has an id. */
function isCode(type: string, members: ReadonlyMap<string, JsonShape>): boolean {
  return /^[A-Z][A-Z\d_]{3,}$/u.test(type) && !members.has('id');
}

/** How resources are called that do not tell their type: `projects/p/locations/l/functions/f`. */
const PATH = /^(?:projects|organizations|folders|billingAccounts)\/[^/\s]+\/[a-z][A-Za-z]+\/[^\s]+$/u;

/** Of all zones or regions: an object of lists by the name of the place, each with a list of resources and a warning. */
function isScope(value: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(value);
  return (
    names.length > 0 && names.every((name) => isObject(value[name]) && /^(?:global|(?:zones|regions)\/.+)$/u.test(name))
  );
}

function* inScope(value: Readonly<Record<string, unknown>>): Generator<unknown> {
  for (const place of Object.values(value)) {
    if (!isObject(place)) continue;
    for (const name of Object.keys(place)) {
      const list = ownValue(place, name);
      if (Array.isArray(list)) yield* list as readonly unknown[];
    }
  }
}

function jsonRecords(input: ByteInput, options: ReadOptions): AsyncIterable<readonly KeyedRecord[]> {
  const { sample } = input;
  if (sample.shape === undefined) return yamlRecords(input, options, []);
  const list = listOf(sample) ?? (listedKind(sample) === undefined ? undefined : listIn(sample));
  if (sample.shape?.kind === 'object' && list === undefined && looksLikeLines(sample)) return jsonLines(input, options);
  const answer: CutPlan = {
    object: (key) => {
      if (key === list) return { array: {} };
      return key === NEXT || tellsOfMissing(key) ? {} : { skip: true };
    },
  };
  return jsonPieces(input, list === undefined ? { array: {}, many: true } : answer, options);
}
