import type { Origin } from '../aws/shape.ts';
import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { inBatches } from '../batches.ts';
import type { CutPlan } from '../formats/json-cutter.ts';
import { jsonLines } from '../formats/json-lines.ts';
import { jsonPieces } from '../formats/json-records.ts';
import { yamlRecords } from '../formats/yaml-records.ts';
import { isYamlOf } from '../formats/yaml-sign.ts';
import type { KeyedRecord } from '../formats/json-value.ts';
import type { InputSample, JsonShape } from '../formats/sample.ts';
import { looksLikeLines } from '../generic/ndjson-reader.ts';
import { placeOf, problem } from '../problems.ts';
import type { ByteInput, InventoryReader, ReadOptions } from '../reader.ts';
import { Page, PAGE_MEMBERS } from './page.ts';
import { azureRecord } from './resource.ts';
import { isVaultItem } from './vault-item.ts';
import { templateRecords, type TemplatePart } from './template.ts';
import type { InventoryRecord } from '../../values/record.ts';

/**
 * Resources of Azure as its tools print them: `az … list` and `az … show`, pages of the interface (`value`), Resource Graph
 * (`data`, or the bare rows), and the resources of a template (ARM). A resource whose type the vendor has an entity of
 * becomes one, as `NetworkSecurityGroup`: with its own properties, and beside them the vendor's, as `inboundRules`. Any
 * other is called by its own type, as `Azure_Microsoft_Compute_disks`.
 *
 * What the vendor's entity has and the output does not is unknown, with the command that has it. Lists leave out more than
 * they show: `az keyvault list` has next to nothing. What other outputs tell is put in where they are read together: into
 * machines their interfaces with the security groups before them, into servers and vaults what Azure lists apart (`parts.ts`).
 *
 * Of a template, expressions are evaluated as far as parameters, as they are given or by their defaults, variables and
 * functions whose result is sure tell; all else is unknown.
 *
 * Resources: https://learn.microsoft.com/azure/templates
 */
export const azure: InventoryReader = {
  name: 'azure',
  title: 'Azure resources',
  summary: 'Outputs of `az … list`, Resource Graph and the API, and ARM templates; each resource becomes an entity.',
  command: 'az network nsg list > groups.json',
  // One that lists groups says nothing of machines.
  covers: [],
  vendor: 'azure',
  coversWith: (type) => ({ covers: [type], vendor: 'azure' }),
  extensions: ['.json', '.ndjson', '.jsonl', '.yaml', '.yml'],
  joins: 'records',
  detect: (sample) =>
    isYamlOf(sample, YAML) ||
    isTemplate(sample) ||
    isWhatIf(sample) ||
    isResource(sample.firstObject) ||
    LISTS.some((name) => isResource(firstOf(sample.rootMember(name)))),
  async *read(input, options) {
    const page = new Page();
    const parts: TemplatePart[] = [];
    const head = new Map<string, unknown>();
    const recordsIn = function* (found: readonly KeyedRecord[]): Generator<InventoryRecord> {
      for (const { value, problem: broken, place, key } of found) {
        if (key !== undefined && PAGE_MEMBERS.has(key)) page.says(key, value);
        else if (broken !== undefined) yield broken;
        else {
          const origin = { place, source: 'azure', maxDepth: options.maxDepth };
          if (key === RESOURCES && isTemplate(input.sample)) parts.push({ value, line: place.line });
          else if (key !== undefined && HEAD.has(key) && isTemplate(input.sample)) head.set(key, value);
          else if (key !== undefined && input.sample.shape === undefined) continue;
          else if (key === CHANGES) yield* changed(value, origin);
          else if (isTemplateValue(value))
            yield* templateRecords([{ value: value['resources'], line: place.line }], origin, options.inputs, {
              template: value,
              given: options.parameters ?? {},
            });
          else yield azureRecord(value, origin);
        }
      }
    };
    for await (const found of jsonRecords(input, options)) yield* inBatches(recordsIn(found));
    if (parts.length > 0) {
      const origin = { place: placeOf(input.file), source: 'azure', maxDepth: options.maxDepth };
      const template = Object.fromEntries(head);
      yield* templateRecords(parts, origin, options.inputs, { template, given: options.parameters ?? {} });
    }
    if (page.isOfSeveral) {
      const help = 'ask for all of it: `az graph query --first 1000 --skip-token …`, or the page that `nextLink` names';
      yield problem('truncated-input', 'the output is one page of several', { file: input.file }, help);
    }
  },
};

/** The id of a resource as `az … --output yaml` writes it, of an item of a list, of a page, or alone. */
const YAML = /^(?:- |[ \t]{2}(?:- )?|[ \t]{4})?id:[ \t]*\/(?:subscriptions|providers)\/[^/\s]+(?:\/|$)/mu;

/** Where an answer keeps its resources. */
const LISTS = ['data', 'value'];

/** Where a what-if keeps what it would change. */
const CHANGES = 'changes';

function isWhatIf(sample: InputSample): boolean {
  const first = firstOf(sample.rootMember(CHANGES));
  return first?.has('changeType') === true && first.has('resourceId');
}

/** The resource as it would be; of one that is deleted nothing is left. */
function* changed(change: unknown, origin: Origin): Generator<InventoryRecord> {
  const kind = isObject(change) ? ownText(change, 'changeType') : undefined;
  if (kind === 'Delete') return;
  const after = isObject(change) ? ownObject(change, 'after') : undefined;
  if (after !== undefined) yield azureRecord(after, origin, true);
  else {
    const help =
      'ask for whole resources: `az deployment group what-if --result-format FullResourcePayloads --no-pretty-print`';
    yield problem('not-an-entity', 'the change does not tell what the resource would be', origin.place, help);
  }
}

/** Where a template keeps its resources. */
const RESOURCES = 'resources';
/** And what the values of their expressions are made of. */
const HEAD: ReadonlySet<string> = new Set(['languageVersion', 'parameters', 'variables']);

const TEMPLATE = /^https?:\/\/schema\.management\.azure\.com\/.{0,100}deploymentTemplate\.json/iu;

function isTemplate(sample: InputSample): boolean {
  return TEMPLATE.test(sample.rootText('$schema') ?? '');
}

function isTemplateValue(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isObject(value) &&
    TEMPLATE.test(ownText(value, '$schema') ?? '') &&
    typeof ownValue(value, 'resources') === 'object'
  );
}

function firstOf(shape: JsonShape | undefined): ReadonlyMap<string, JsonShape> | undefined {
  return shape?.kind === 'array' && shape.first?.kind === 'object' ? shape.first.members : undefined;
}

/** By its id; an entity that was made of one has a type without a slash. */
function isResource(members: ReadonlyMap<string, JsonShape> | undefined): boolean {
  const [id, type] = [textOf(members, 'id'), textOf(members, 'type')];
  if (id === undefined) return isVaultItem(textOf(members, 'kid'));
  return isVaultItem(id) || (/^\/(?:subscriptions|providers)\//iu.test(id) && type?.includes('/') !== false);
}

function textOf(members: ReadonlyMap<string, JsonShape> | undefined, name: string): string | undefined {
  const shape = members?.get(name);
  return shape?.kind === 'text' ? shape.text : undefined;
}

function jsonRecords(input: ByteInput, options: ReadOptions): AsyncIterable<readonly KeyedRecord[]> {
  const { sample } = input;
  if (sample.shape === undefined) return yamlRecords(input, options, LISTS);
  const name = isWhatIf(sample)
    ? CHANGES
    : LISTS.find((list) => sample.rootMember(list)?.kind === 'array' && !isTemplate(sample));
  if (sample.shape?.kind === 'object' && name === undefined && !isTemplate(sample) && looksLikeLines(sample)) {
    return jsonLines(input, options);
  }
  if (isTemplate(sample) && sample.rootMember(RESOURCES) !== undefined) {
    const template: CutPlan = {
      object: (key) => {
        if (key === RESOURCES) return { array: {} };
        return HEAD.has(key) ? {} : { skip: true };
      },
    };
    return jsonPieces(input, template, options);
  }
  const answer: CutPlan = {
    object: (key) => {
      if (key === name) return { array: {} };
      return PAGE_MEMBERS.has(key) ? {} : { skip: true };
    },
  };
  return jsonPieces(input, name === undefined ? { array: {}, many: true } : answer, options);
}
