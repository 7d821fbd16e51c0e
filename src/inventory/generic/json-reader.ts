import { ENTITY_HELP, isObject, toRecord } from '../entity.ts';
import type { CutPlan } from '../formats/json-cutter.ts';
import { entityPieces } from '../formats/json-records.ts';
import { placeOf, problem } from '../problems.ts';
import type { InventoryReader } from '../reader.ts';
import { coversIn, coversWith } from './covered.ts';
import { isUntyped } from './untyped.ts';
import type { ProblemRecord, InventoryRecord, Provenance } from '../../values/record.ts';
import type { InputSample } from '../formats/sample.ts';

/**
 * An array of entities, an object of such arrays, or entities one after the other as `jq` prints them. Elements of arrays
 * are read one at a time. The name of a list types nothing: what has no `type` of its own is no entity, since `Users` of
 * an answer or of another system are not the users that rules are about. An object that holds arrays only, as far as
 * its first 64 KiB show, is read for their elements.
 */
export const json: InventoryReader = {
  name: 'json',
  title: 'JSON',
  summary: 'A JSON array of entities, an object of such arrays, or single entities; each has a `type` of its own.',
  command: "jq -s '.' entity-*.json > entities.json",
  covers: 'all',
  coversIn,
  coversWith,
  extensions: ['.json'],
  detect: (sample) => sample.shape !== undefined && !isUntyped(sample),
  async *read(input, options) {
    const whole = isOneObject(input.sample);
    for await (const pieces of entityPieces(input, whole ? OBJECTS : LISTS, options)) {
      const records: InventoryRecord[] = [];
      for (const piece of pieces) {
        if (piece.record !== undefined) {
          if (!whole && isNoList(piece)) records.push(notAList(piece.key, placeOf(input.file, piece.line)));
          else records.push(piece.record);
        } else if (piece.problem !== undefined) records.push(piece.problem);
        else if (whole) for (const record of rootRecords(piece.value, piece.place)) records.push(record);
        else if (isNoList(piece)) records.push(notAList(piece.key, piece.place));
        else records.push(toRecord(piece.value, piece.place));
      }
      yield records;
    }
  },
};

const OBJECTS: CutPlan = { many: true };
const LISTS: CutPlan = { array: {}, object: () => ({ array: {} }) };

/** What stands in the root object without a list around it. */
function isNoList<T extends { readonly key?: string | undefined; readonly index?: number | undefined }>(
  piece: T,
): piece is T & { readonly key: string } {
  return piece.key !== undefined && piece.index === undefined;
}

/**
 * Whether the root object is taken as one record. Only an object that holds nothing but arrays, as far as the sample
 * reaches, is streamed: an entity has at least a text, its `type`.
 */
function isOneObject(sample: InputSample): boolean {
  if (sample.shape?.kind !== 'object') return false;
  return (
    [...sample.shape.members.values()].some((member) => member.kind !== 'array') || sample.shape.members.size === 0
  );
}

/** A root object that was read whole: an entity, or, without a `type`, lists with something beside them. */
function* rootRecords(value: unknown, place: Provenance): Generator<InventoryRecord> {
  if (!isObject(value) || Object.hasOwn(value, 'type') || !Object.values(value).some(isListOfObjects)) {
    yield toRecord(value, place);
    return;
  }
  const lists = Object.values(value).filter((list): list is readonly unknown[] => Array.isArray(list));
  if (!lists.some((list) => list.some((item) => isObject(item) && Object.hasOwn(item, 'type')))) {
    yield nothingTyped(value, place);
    return;
  }
  for (const [key, list] of Object.entries(value)) {
    if (!Array.isArray(list)) yield notAList(key, place);
    else for (const [index, element] of list.entries()) yield toRecord(element, placeOf(place.file, undefined, index));
  }
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && isObject(value[0]);
}

/** Said once of an object in which nothing is an entity, and not of each of its members. */
function nothingTyped(value: Readonly<Record<string, unknown>>, place: Provenance): ProblemRecord {
  const names = Object.keys(value);
  const shown = names.slice(0, SHOWN).map((name) => `\`${name}\``);
  const more = names.length > SHOWN ? `, and ${names.length - SHOWN} more` : '';
  return problem(
    'not-an-entity',
    `the object has no \`type\`, and nothing in its lists has one; it holds ${shown.join(', ')}${more}`,
    place,
    ENTITY_HELP,
  );
}

const SHOWN = 6;

function notAList(key: string, place: Provenance): ProblemRecord {
  const help =
    key === 'type'
      ? 'if the whole object is one entity, put it into an array: [ { "type": ... } ]'
      : 'an object without a `type` is read for its lists: { "users": [ { "type": "IamUser", ... } ] }';
  return problem('not-an-entity', `\`${key}\` is not a list of entities`, place, help);
}
