import { JsonCutter, type CutPlan, type JsonPiece } from '../formats/json-cutter.ts';
import { parseJson } from '../formats/json-value.ts';
import { placeOf, problem } from '../problems.ts';
import type { ByteInput, InventoryReader, ReadOptions } from '../reader.ts';
import type { InventoryRecord } from '../../values/record.ts';
import { isTerraform, unreadablePlan } from './detect.ts';
import { TerraformDocument, type Piece } from './document.ts';
import { PlanLinks } from './links.ts';
import { providerOf } from './provider.ts';

const COMMAND = 'terraform plan -out plan.tfplan && terraform show -json plan.tfplan > plan.json';

/** What a plan's file has beside it on the disk: without one, a plan is read by its own bytes alone. */
export interface PlanDisk {
  /** The bytes of a file, from its start. */
  bytes(path: string): AsyncIterable<Uint8Array>;
  /** What tells the places of resources in the `.tf` files beside a plan. */
  sources(
    path: string | undefined,
  ): Promise<{ located(record: InventoryRecord): Promise<InventoryRecord> } | undefined>;
}

/**
 * Terraform plans and states: what `terraform show -json` prints, and the state file itself, of version 4 or 3. Each
 * managed resource becomes an entity, in modules and with `count` and `for_each` too:
 * - `type` is the resource type (`aws_iam_user`), its attributes stand at the top; an attribute called `type` is then
 *   called `typeProperty`;
 * - `name` and `id` are the attributes; without them, the name in the configuration and the address;
 * - `address` is the resource's address and `source` is `terraform`, unless it has attributes of these names; the
 *   provenance always has the address.
 *
 * Of a plan, the state after it is read: resources that it deletes are not there. What is known only after the apply is
 * left out, never guessed, and listed as unknown by its path (`arn`, `ingress.0.cidr_blocks`); what Terraform marks as
 * sensitive is listed as that. A plan that is not whole (it ended in an error, it defers changes, it was made for some
 * targets) is a problem, and what it holds is read. Data sources are passed over: they describe what others manage.
 * Where the `.tf` files lie beside the plan, an entity's place is that of its block.
 *
 * Format: https://developer.hashicorp.com/terraform/internals/json-format
 */
export function terraformReader(disk?: PlanDisk): InventoryReader {
  return {
    name: 'terraform',
    title: 'Terraform plan or state',
    summary: 'The JSON of a Terraform plan or state; each managed resource becomes an entity of its resource type.',
    command: COMMAND,
    // Which providers a configuration uses shows in its resources.
    covers: [],
    coversWith: providerOf,
    extensions: ['.json', '.tfstate', '.tfplan'],
    detect: isTerraform,
    async *read(input, options) {
      const unreadable = unreadablePlan(input.sample);
      if (unreadable !== undefined) yield problem('unknown-format', unreadable, placeOf(input.file), COMMAND);
      else {
        const { path } = input;
        const sources = await disk?.sources(path);
        let links: PlanLinks | undefined;
        for await (const record of documents(input, options)) {
          let linked = record;
          if (disk !== undefined && path !== undefined && record.kind === 'entity' && record.unknown !== undefined) {
            // The configuration stands behind the changes, so the file is read for it once more.
            links ??= await PlanLinks.of(disk.bytes(path), options);
            linked = links.linked(record);
          }
          yield sources === undefined ? linked : await sources.located(linked);
        }
      }
    },
  };
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
  };
  const document = (key: string): CutPlan => (Object.hasOwn(parts, key) ? (parts[key] ?? SKIP) : SKIP);
  return { many: true, object: document, array: { object: document } };
}

async function* documents(input: ByteInput, options: ReadOptions): AsyncGenerator<InventoryRecord> {
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
      const place = placeOf(input.file, at.line, at.index);
      if (fault !== undefined || bytes === undefined) {
        if (fault !== undefined) yield problem(fault.code, fault.message, place);
        continue;
      }
      const piece: Piece = { ...at, place, bytes, parse: (held) => parseJson(held, place, parseOptions) };
      yield* document.take(piece);
    }
  };
  for await (const chunk of input.chunks) yield* take(cutter.push(chunk));
  yield* take(cutter.end());
  yield* document.end();
}
