import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import type { CutPlan } from '../formats/json-cutter.ts';
import { jsonPieces } from '../formats/json-records.ts';
import { placeOf, problem } from '../problems.ts';
import type { InventoryReader } from '../reader.ts';
import { entityRecord, type ProblemRecord, type InventoryRecord, type Provenance } from '../../values/record.ts';
import type { Entity } from '../../values/entity.ts';
import type { InputSample } from '../formats/sample.ts';

type Resource = Readonly<Record<string, unknown>>;

/**
 * Terraform plans and states: what `terraform show -json` prints, and the state file itself. Each managed resource becomes
 * an entity, in modules and with `count` and `for_each` too:
 * - `type` is the resource type (`aws_iam_user`), its attributes stand at the top; an attribute called `type` is then
 *   called `typeProperty`;
 * - `name` and `id` are the attributes; without them, the name in the configuration and the address;
 * - `address` is the resource's address, unless it has an attribute of that name; the provenance always has it.
 *
 * Of a plan, the state after it is read: resources that it deletes are not there. What is known only after the apply is
 * left out, never guessed, and listed as unknown by its path (`arn`, `ingress.0.cidr_blocks`). Data sources are passed
 * over: they describe what others manage.
 *
 * Format: https://developer.hashicorp.com/terraform/internals/json-format
 */
export const terraform: InventoryReader = {
  name: 'terraform',
  title: 'Terraform plan or state',
  summary: 'The JSON of a Terraform plan or state; each managed resource becomes an entity of its resource type.',
  command: 'terraform plan -out plan.tfplan && terraform show -json plan.tfplan > plan.json',
  extensions: ['.json', '.tfstate'],
  detect: isTerraform,
  async *read(input, options) {
    const isState = ['values', 'lineage'].some((key) => input.sample.rootMember(key) !== undefined);
    // A plan has its resources twice: as values, and as changes, which alone tell what is unknown. The values come first
    // and are wanted only where there are no changes, as in a plan that only refreshes.
    const planned: InventoryRecord[] = [];
    let changed = false;
    for await (const pieces of jsonPieces(input, planFor(options.maxDepth), options)) {
      for (const { value, problem: broken, place, key } of pieces) {
        if (broken !== undefined) yield broken;
        else if (key === 'resource_changes') {
          changed = true;
          yield* changeRecords(value, place);
        } else if (isState) yield* valueRecords(value, place);
        else planned.push(...valueRecords(value, place));
      }
    }
    if (!changed) yield* planned;
  },
};

function isTerraform(sample: InputSample): boolean {
  if (sample.rootMember('terraform_version') === undefined) {
    // An empty state is printed as its format version and nothing else.
    const isEmpty = sample.rootText('format_version') !== undefined && sample.firstObject?.size === 1;
    return isEmpty || sample.rootMember('resource_changes') !== undefined;
  }
  return ['format_version', 'planned_values', 'values', 'lineage', 'resource_changes'].some(
    (key) => sample.rootMember(key) !== undefined,
  );
}

const SKIP: CutPlan = { skip: true };
const LIST: CutPlan = { array: {} };

/** The parts of the document that hold resources. Modules nest, within the limit. */
function planFor(maxDepth: number): CutPlan {
  const module = (depth: number): CutPlan => ({
    object: (key) => {
      if (key === 'resources') return LIST;
      return key === 'child_modules' && depth < maxDepth ? { array: module(depth + 1) } : SKIP;
    },
  });
  const values: CutPlan = { object: (key) => (key === 'root_module' ? module(0) : SKIP) };
  return {
    object: (key) => {
      if (key === 'values' || key === 'planned_values') return values;
      // At the top of a state file, `resources` are the resources with their instances.
      return key === 'resource_changes' || key === 'resources' ? LIST : SKIP;
    },
  };
}

/** A resource of `values` or `planned_values`; one of a state file has instances instead. */
function valueRecords(resource: unknown, place: Provenance): readonly InventoryRecord[] {
  if (isObject(resource) && Array.isArray(ownValue(resource, 'instances'))) return instanceRecords(resource, place);
  const values = isObject(resource) ? ownObject(resource, 'values') : undefined;
  return isObject(resource) ? toRecords(resource, values ?? {}, place, []) : [noResource(place)];
}

function changeRecords(resource: unknown, place: Provenance): readonly InventoryRecord[] {
  const change = isObject(resource) ? ownObject(resource, 'change') : undefined;
  if (!isObject(resource) || change === undefined) return [noResource(place)];
  const after = ownObject(change, 'after');
  // Deleted and forgotten resources have nothing after the plan.
  if (after === undefined) return [];
  const unknown: string[] = [];
  listUnknown(ownValue(change, 'after_unknown'), '', unknown);
  return toRecords(resource, after, place, unknown);
}

/** The instances of a resource in a state file. */
function instanceRecords(resource: unknown, place: Provenance): readonly InventoryRecord[] {
  const instances = isObject(resource) ? ownValue(resource, 'instances') : undefined;
  if (!isObject(resource) || !Array.isArray(instances)) return [noResource(place)];
  return instances.flatMap((instance: unknown) => {
    const attributes = isObject(instance) ? ownObject(instance, 'attributes') : undefined;
    if (!isObject(instance) || attributes === undefined) return [noResource(place)];
    const key = ownValue(instance, 'index_key');
    const parts = [ownText(resource, 'module'), ownText(resource, 'type'), ownText(resource, 'name')];
    const address = `${parts.filter((part) => part !== undefined).join('.')}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`;
    return toRecords({ ...resource, address }, attributes, place, []);
  });
}

function noResource(place: Provenance): ProblemRecord {
  return problem('not-an-entity', 'the element is no Terraform resource', place);
}

function toRecords(
  resource: Resource,
  values: Resource,
  place: Provenance,
  unknown: readonly string[],
): readonly InventoryRecord[] {
  if (ownValue(resource, 'mode') === 'data') return [];
  const type = ownText(resource, 'type');
  const label = ownText(resource, 'name');
  if (type === undefined || type === '') return [noResource(place)];
  const address = ownText(resource, 'address') ?? `${type}.${label ?? ''}`;
  const entity: Entity = {
    ...(Object.hasOwn(values, 'address') ? {} : { address }),
    ...values,
    ...(Object.hasOwn(values, 'type') ? { typeProperty: values['type'] } : {}),
    type,
    id: textOr(ownValue(values, 'id'), address),
    // A name that is known only after the apply is not replaced by another one.
    ...(unknown.includes('name') ? {} : { name: textOr(ownValue(values, 'name'), label ?? address) }),
    source: 'terraform',
  };
  const reason = `known after apply (${address})`;
  return [
    entityRecord(
      entity,
      { ...placeOf(place.file, place.line, place.index), address },
      unknown.length === 0 ? undefined : Object.fromEntries(unknown.map((path) => [path, reason])),
    ),
  ];
}

function textOr(value: unknown, other: string): string {
  return typeof value === 'string' && value !== '' ? value : other;
}

/**
 * The paths that are `true` in `after_unknown`. A name with a dot in it cannot be told in a path: then all that it stands
 * in is unknown. The document's depth limit bounds the recursion.
 */
function listUnknown(unknown: unknown, path: string, out: string[]): void {
  if (unknown === true) {
    if (path !== '' && !out.includes(path)) out.push(path);
  } else if (Array.isArray(unknown)) {
    unknown.forEach((item, index) => listUnknown(item, `${path}.${index}`, out));
  } else if (isObject(unknown)) {
    for (const [key, item] of Object.entries(unknown)) {
      const inner = key.includes('.') ? path : path === '' ? key : `${path}.${key}`;
      listUnknown(item, inner, out);
    }
  }
}
