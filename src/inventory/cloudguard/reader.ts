import { isObject, ownObject, ownText, ownValue, toRecord } from '../entity.ts';
import type { CutPlan } from '../formats/json-cutter.ts';
import { jsonLines } from '../formats/json-lines.ts';
import { jsonPieces } from '../formats/json-records.ts';
import { placeOf, problem } from '../problems.ts';
import type { ByteInput, InventoryReader, ReadOptions } from '../reader.ts';
import { isEntityRecord, type InventoryRecord, type Provenance } from '../../values/record.ts';
import type { InputSample, JsonShape } from '../formats/sample.ts';
import { looksLikeLines } from '../generic/ndjson-reader.ts';

/**
 * What CloudGuard sends and exports, with the assessed entity inside: findings (`entity`; an array, NDJSON, one message,
 * or `{"findings": [...]}`), and assessment results, one or a list of them (`testEntities`, lists by type, and `tests[].entityResults[].testObj`).
 * An entity without a `type` has the `entityType` of the finding or result around it.
 *
 * An entity that several rules tested is yielded once: the first with the same type and id. A `testObj` that only refers
 * to an entity (`entityType`, `entityIndex`) is passed over, since `testEntities` holds it. Findings without an entity
 * are problems.
 */
export const cloudguard: InventoryReader = {
  name: 'cloudguard',
  title: 'CloudGuard export',
  summary: 'CloudGuard findings and assessment results; the entity inside each becomes an entity, once.',
  command:
    'curl -su "$CLOUDGUARD_ID:$CLOUDGUARD_SECRET" -H "Content-Type: application/json" -d @request.json ' +
    'https://api.dome9.com/v2/assessment/bundleV2 > assessment.json',
  covers: 'all',
  extensions: ['.json', '.ndjson', '.jsonl'],
  detect: (sample) => isAssessment(sample) || isFinding(sample.firstObject) || isFinding(firstFinding(sample)),
  async *read(input, options) {
    const seen = new Set<string>();
    let referred = false;
    let read = false;
    const lines = input.sample.shape?.kind === 'object' && looksLikeLines(input.sample);
    for await (const records of lines ? lineRecords(input, options) : documentRecords(input, options)) {
      for (const record of records) {
        if (record === REFERENCE) referred = true;
        else if (isNew(record, seen)) {
          read = true;
          yield record;
        }
      }
    }
    if (!referred || read) return;
    yield problem(
      'not-an-entity',
      'the results refer to entities that are not in the assessment',
      placeOf(input.file),
      'ask for the whole result: an assessment that was minimized has no `testEntities`',
    );
  },
};

/** One, or a list of those of several accounts. */
function isAssessment({ firstObject }: InputSample): boolean {
  const tests = firstObject?.get('tests');
  const test = tests?.kind === 'array' && tests.first?.kind === 'object' ? tests.first.members : undefined;
  return test?.has('entityResults') === true || firstObject?.has('testEntities') === true;
}

function firstFinding(sample: InputSample): ReadonlyMap<string, JsonShape> | undefined {
  const findings = sample.rootMember('findings');
  return findings?.kind === 'array' && findings.first?.kind === 'object' ? findings.first.members : undefined;
}

/** An entity inside, and beside it something that only findings have. */
function isFinding(members: ReadonlyMap<string, JsonShape> | undefined): boolean {
  if (members?.get('entity')?.kind !== 'object') return members?.has('findingKey') === true;
  return members.has('rule') || members.has('findingKey') || members.has('bundle') || members.has('status');
}

const SKIP: CutPlan = { skip: true };
const LIST: CutPlan = { array: {} };

/** The parts of an assessment that hold entities; a finding without these names is taken whole. */
const ASSESSMENT: CutPlan = {
  object: (key) => {
    if (key === 'tests') return { array: { object: (member) => (member === 'entityResults' ? LIST : SKIP) } };
    if (key === 'testEntities') return { object: () => LIST };
    return key === 'findings' ? LIST : SKIP;
  },
};

function planOf(sample: InputSample): CutPlan {
  const of = isAssessment(sample) ? ASSESSMENT : {};
  return sample.shape?.kind === 'array' ? { array: of, each: true } : ASSESSMENT;
}

async function* documentRecords(
  input: ByteInput,
  options: ReadOptions,
): AsyncGenerator<readonly (InventoryRecord | typeof REFERENCE)[]> {
  const { sample } = input;
  const single = sample.shape?.kind === 'object' && isFinding(sample.firstObject);
  const plan = single ? {} : planOf(sample);
  for await (const pieces of jsonPieces(input, plan, options)) {
    yield pieces.map(({ value, problem: broken, place, key }) => {
      if (broken !== undefined) return broken;
      if (key === 'entityResults') return testedEntity(value, place);
      if (key === 'findings' || key === undefined) return foundEntity(value, place);
      // A member of `testEntities`: its name is the type.
      return toRecord(value, place, key);
    });
  }
}

async function* lineRecords(input: ByteInput, options: ReadOptions): AsyncGenerator<readonly InventoryRecord[]> {
  for await (const records of jsonLines(input, options)) {
    yield records.map(({ value, problem: broken, place }) => broken ?? foundEntity(value, place));
  }
}

function foundEntity(finding: unknown, place: Provenance): InventoryRecord {
  const entity = isObject(finding) ? (ownObject(finding, 'entity') ?? ownObject(finding, 'entityObject')) : undefined;
  if (entity !== undefined) return toRecord(entity, place, entityTypeOf(finding));
  return problem(
    'not-an-entity',
    'the finding holds no `entity`',
    place,
    'findings from the search API lack it; export findings through a notification, or read an assessment',
  );
}

function entityTypeOf(around: unknown): string | undefined {
  const type = isObject(around) ? ownText(around, 'entityType') : undefined;
  return type === '' ? undefined : type;
}

/** Stands for a `testObj` that only names an entity. */
const REFERENCE = Symbol('reference');

function testedEntity(result: unknown, place: Provenance): InventoryRecord | typeof REFERENCE {
  const tested = isObject(result) ? ownObject(result, 'testObj') : undefined;
  if (tested === undefined) return problem('not-an-entity', 'the result holds no `testObj`', place);
  const isReference = ownText(tested, 'type') === undefined && ownText(tested, 'entityType') !== undefined;
  return isReference ? REFERENCE : toRecord(tested, place, entityTypeOf(result));
}

/** Whether this entity was not there before. Without any id it cannot be told, and counts as new. */
function isNew(record: InventoryRecord, seen: Set<string>): boolean {
  if (!isEntityRecord(record)) return true;
  const id = ['dome9Id', 'id', 'arn'].map((key) => ownValue(record.entity, key)).find(isId);
  if (id === undefined) return true;
  const identity = `${record.entity.type}\n${id}`;
  if (seen.has(identity)) return false;
  seen.add(identity);
  return true;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
