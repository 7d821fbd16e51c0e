import { JsonCutter, type CutPlan, type JsonPiece } from '../formats/json-cutter.ts';
import { jsonPieces } from '../formats/json-records.ts';
import { parseJson } from '../formats/json-value.ts';
import { placeOf, problem } from '../problems.ts';
import { inBatches, type RecordBatch } from '../batches.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';
import type { EntityNeeds } from '../../values/record-batches.ts';
import type { EntityRecord, InventoryRecord } from '../../values/record.ts';
import { isBareResource, unreadablePlan } from './detect.ts';
import { bareRecords, TerraformDocument, type Piece } from './document.ts';
import { PlanLinks } from './links.ts';
import { PLAN_COMMAND, type PlanDisk } from './plan-disk.ts';

/** The entities of a plan or a state. */
export async function* resourcesOf(
  input: ByteInput,
  options: ReadOptions,
  disk: PlanDisk | undefined,
): AsyncGenerator<RecordBatch> {
  const unreadable = unreadablePlan(input.sample);
  if (unreadable !== undefined) yield [problem('unknown-format', unreadable, placeOf(input.file), PLAN_COMMAND)];
  else {
    const { path } = input;
    const sources = await disk?.sources(path);
    let links: PlanLinks | undefined;
    for await (const records of documents(input, options)) {
      const batch: InventoryRecord[] = [];
      const needs = options.needs?.() ?? (options.needs === undefined ? NO_NEEDS : undefined);
      for (const record of records) {
        let linked = record;
        if (disk !== undefined && path !== undefined && record.kind === 'entity' && record.unknown !== undefined) {
          // The configuration stands behind the changes, so the file is read for it once more.
          links ??= await PlanLinks.of(disk.bytes(path), options);
          linked = links.linked(record);
        }
        const located = sources === undefined ? linked : await sources.located(linked);
        batch.push(asksForLifecycle(located, needs) ? withoutLifecycle(located) : located);
      }
      yield batch;
    }
  }
}

/** Who reads records alone asks for nothing. */
const NO_NEEDS: EntityNeeds = new Map();

/** Whether a rule may look at what steers Terraform, which only the configuration has. */
function asksForLifecycle(record: InventoryRecord, needs: EntityNeeds | undefined): record is EntityRecord {
  if (record.kind !== 'entity' || (needs !== undefined && !needs.has(record.entity.type))) return false;
  const ofType = needs?.get(record.entity.type);
  return ofType === undefined || ofType.paths.some(([first]) => first === undefined || first === LIFECYCLE);
}

const LIFECYCLE = 'lifecycle';
const NO_LIFECYCLE = { [LIFECYCLE]: 'a plan or state does not have it; the `.tf` files do' };

function withoutLifecycle(record: EntityRecord): EntityRecord {
  const { unknown } = record;
  return { ...record, unknown: unknown === undefined ? NO_LIFECYCLE : { ...NO_LIFECYCLE, ...unknown } };
}

const SKIP: CutPlan = { skip: true };

/** The parts of the document that hold resources, each a section. Modules nest, within the limit. */
function planFor(maxDepth: number): CutPlan {
  const list = (section: string): CutPlan => ({ array: {}, section });
  const module = (section: string, depth: number): CutPlan => ({
    object: (key) => {
      if (key === 'resources') return list(section);
      return key === 'child_modules' && depth < maxDepth ? { array: module(section, depth + 1) } : SKIP;
    },
  });
  const values = (section: string): CutPlan => ({
    object: (key) => (key === 'root_module' ? module(section, 0) : SKIP),
  });
  const oldModules: CutPlan = {
    array: {
      section: 'module',
      object: (key) => {
        if (key === 'resources') return { section: 'flat', object: () => ({}) };
        return key === 'path' ? {} : SKIP;
      },
    },
  };
  const parts: Readonly<Record<string, CutPlan>> = {
    values: values('values'),
    planned_values: values('planned'),
    prior_state: { object: (key) => (key === 'values' ? values('prior') : SKIP) },
    resource_changes: list('changes'),
    resource_drift: list('drift'),
    deferred_changes: list('deferred'),
    // At the top of a state file, `resources` are the resources with their instances.
    resources: list('state'),
    modules: oldModules,
    errored: {},
    complete: {},
    // Of an empty state it is all that there is.
    format_version: {},
  };
  const document = (key: string): CutPlan => (Object.hasOwn(parts, key) ? (parts[key] ?? SKIP) : SKIP);
  return { many: true, each: true, object: document, array: { object: document } };
}

/** Resources by themselves: a list of them, or one after the other. */
async function* bareResources(input: ByteInput, options: ReadOptions): AsyncGenerator<RecordBatch> {
  for await (const pieces of jsonPieces(input, { array: {}, many: true }, options)) {
    yield pieces.flatMap(({ value, problem: broken, place }) =>
      broken === undefined ? bareRecords(value, place) : [broken],
    );
  }
}

async function* documents(input: ByteInput, options: ReadOptions): AsyncGenerator<RecordBatch> {
  if (isBareResource(input.sample)) {
    yield* bareResources(input, options);
    return;
  }
  const linesBefore = (input.part?.firstLine ?? 1) - 1;
  const cutter = new JsonCutter(planFor(options.maxDepth), options);
  // The cutter has watched the depth already.
  const parseOptions = { ...options, maxDepth: Number.POSITIVE_INFINITY };
  let document = new TerraformDocument(input.file);
  let number = 1;
  const take = function* (pieces: readonly JsonPiece[]): Generator<InventoryRecord> {
    for (const { bytes, fault, ...at } of pieces) {
      if (at.document !== number) {
        yield* document.end();
        document = new TerraformDocument(input.file);
        number = at.document;
      }
      const place = placeOf(input.file, at.line + linesBefore, at.index);
      if (fault !== undefined || bytes === undefined) {
        if (fault !== undefined) yield problem(fault.code, fault.message, place);
        continue;
      }
      const piece: Piece = { ...at, place, bytes, parse: (held) => parseJson(held, place, parseOptions) };
      yield* document.take(piece);
    }
  };
  for await (const chunk of input.chunks) yield* inBatches(take(cutter.push(chunk)));
  yield* inBatches(take(cutter.end()));
  yield* inBatches(document.end());
}
