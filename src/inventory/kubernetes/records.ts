import type { CutPlan } from '../formats/json-cutter.ts';
import { jsonLines } from '../formats/json-lines.ts';
import { jsonPieces, type ParsedPiece } from '../formats/json-records.ts';
import type { ParsedRecord } from '../formats/json-value.ts';
import { inBatches, type RecordBatch } from '../batches.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';
import { isObject, ownText } from '../entity.ts';
import { assumedRecord } from '../coverage.ts';
import { placeOf, problem } from '../problems.ts';
import { isProblemRecord, type InventoryRecord } from '../../values/record.ts';
import type { InputSample } from '../formats/sample.ts';
import { yamlTexts } from '../formats/yaml-documents.ts';
import { looksLikeLines } from '../generic/ndjson-reader.ts';
import { isList, isWatched, isYaml } from './detect.ts';
import { KindsCovered } from './kinds-covered.ts';
import { ListPieces } from './list-pieces.ts';
import { manifestRecords, yamlRecords, type ManifestInput } from './manifests.ts';
import { OwnedTemplates } from './owned-templates.ts';

/** The entities of an input's manifests. */
export async function* manifestsOf(
  input: ByteInput,
  options: ReadOptions,
): AsyncGenerator<InventoryRecord | RecordBatch> {
  const { sample } = input;
  const { changes = [] } = input;
  let isTemplate = false;
  const onTemplate = (): void => {
    isTemplate = true;
  };
  const known = { covered: new KindsCovered(input.file), owned: new OwnedTemplates(), changes, onTemplate };
  if (isYaml(sample) || DIVIDED.test(sample.text)) {
    for await (const text of yamlTexts(input, options)) {
      if (isProblemRecord(text)) yield text;
      else yield* inBatches(yamlRecords(text, options, known));
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
  if (isTemplate)
    yield assumedRecord('kubernetes', placeOf(input.file), [`one value for each \`{{ … }}\` in ${input.file}`]);
}

/** Documents in JSON with marks of YAML between them, which is all YAML: no JSON has a line of these. */
const DIVIDED = /^---[ \t]*\r?$/mu;

async function* jsonManifests(
  input: ByteInput,
  options: ReadOptions,
  known: ManifestInput,
): AsyncGenerator<RecordBatch> {
  // A long list is read item by item; what stands before and behind its items tells of them all.
  const list = isStreamedList(input.sample) ? new ListPieces(known, input.sample.rootText('kind')) : undefined;
  let isInText = false;
  const recordsIn = function* (found: readonly (ParsedRecord | ParsedPiece)[]): Generator<InventoryRecord> {
    for (const record of found) {
      const { value, problem: broken, place } = record;
      const wasInText = isInText;
      isInText = isText(record) || (isInText && !isListPart(record, list) && !holdsManifest(value));
      // Logs between the lists of a dump are many words: the first stands for them.
      if (isInText && wasInText) continue;
      if (broken !== undefined) yield broken;
      else if (list !== undefined && isPiece(record)) yield* list.piece(record);
      else yield* manifestRecords(value, place, known);
    }
  };
  for await (const found of jsonRecords(input, options)) yield* inBatches(recordsIn(found));
  if (list !== undefined) yield [...list.end()];
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
