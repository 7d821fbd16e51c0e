import { pageOfSeveral } from './page-of-several.ts';
import { isYamlConfig, yamlConfig } from './config-yaml.ts';
import { configRecord, recordedTypes } from './config-item.ts';
import type { CutPlan } from '../formats/json-cutter.ts';
import { jsonPieces } from '../formats/json-records.ts';
import { placeOf, problem } from '../problems.ts';
import type { ByteInput, InventoryReader, ReadOptions } from '../reader.ts';
import { sourceRecord, type InventoryRecord, type ProblemRecord } from '../../values/record.ts';
import type { InputSample, JsonShape } from '../formats/sample.ts';

/** Where each kind of output keeps its items. */
const LISTS = new Set(['configurationItems', 'baseConfigurationItems', 'BaseConfigurationItems', 'Results']);

/** Where `get-aggregate-resource-config` has its item, and a notification of a change. */
const ONES: ReadonlySet<string> = new Set(['ConfigurationItem', 'configurationItem']);

/**
 * Items of AWS Config, read one at a time: configuration snapshots, the results of an advanced query (`Results`, each the
 * JSON text of an item), of `batch-get-resource-config`, of an aggregator's calls, also in YAML, and notifications of
 * changes. Each becomes an entity:
 * - IAM users, roles, groups and policies, security groups, S3 buckets, instances, trails, databases, keys, VPCs, subnets,
 *   Lambda functions, volumes, network ACLs, addresses and load balancers in the vendor's shape;
 * - every other type as AWS Config has it, under the type `AWS_Config_EC2_NatGateway` of `AWS::EC2::NatGateway`;
 * - a rule of a security group for each source of addresses: a CIDR range, a security group's id; of a prefix list only
 *   the id is recorded, so that its `scope` is unknown. All protocols are the ports 0 to 65535;
 * - what AWS Config does not record, or the query did not select, is listed as unknown. Access keys, passwords and MFA of
 *   users are in a credential report: read both together. Deleted resources are passed over.
 *
 * Histories (`get-resource-config-history`, history files) hold many states of one resource, and are no inventory.
 *
 * Format: https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationItem.html
 */
export const awsConfig: InventoryReader = {
  name: 'aws-config',
  title: 'AWS Config items',
  summary: 'A configuration snapshot, advanced query or batch-get-resource-config output; each resource is an entity.',
  command:
    'aws configservice select-resource-config --expression "SELECT resourceId, resourceName, resourceType, arn, accountId, ' +
    'awsRegion, tags, configuration, supplementaryConfiguration" > config.json',
  // A query holds what it selects; a snapshot says that it holds all.
  covers: [],
  vendor: 'aws',
  coversWith: (type) => ({ covers: [type], vendor: 'aws' }),
  extensions: ['.json'],
  joins: 'inputs',
  detect: isConfig,
  async *read(input, options) {
    if (isHistory(input.sample)) {
      yield history(input.file);
      return;
    }
    if (isYamlConfig(input.sample)) {
      yield* readYaml(input, options);
      return;
    }
    if (input.sample.rootMember('configSnapshotId') !== undefined) {
      yield sourceRecord('aws-config', placeOf(input.file), recordedTypes(), 'aws');
    }
    const isAlone = isItem(input.sample.firstObject) || isTexts(input.sample);
    // Of pages that follow one another the last tells whether there are more.
    let cutIn: number | undefined;
    for await (const pieces of jsonPieces(input, isAlone ? ALONE : ITEMS, options)) {
      for (const { value, problem: broken, place, key, index, document } of pieces) {
        if (cutIn !== undefined && document > cutIn) cutIn = undefined;
        if (broken !== undefined) yield broken;
        else if (key !== undefined && MORE.has(key) && index === undefined) cutIn = isMore(value) ? document : cutIn;
        else if (index === undefined && !isAlone && (key === undefined || !ONES.has(key))) {
          const message = key === undefined ? 'the document is no object' : `\`${key}\` is not a list`;
          yield problem('not-an-entity', message, place);
        } else {
          const record = configRecord(value, { place, source: 'aws-config', maxDepth: options.maxDepth });
          if (record !== undefined) yield record;
        }
      }
    }
    if (cutIn !== undefined) yield pageOfSeveral(input.file);
  },
};

/** What is said of states of one resource. */
function history(file: string): ProblemRecord {
  const help =
    'read a snapshot, or the output of `aws configservice batch-get-resource-config` or `select-resource-config`';
  return problem('unread-answer', 'this is the history of a resource, many states of one', placeOf(file), help);
}

async function* readYaml(input: ByteInput, options: ReadOptions): AsyncGenerator<InventoryRecord> {
  let isCut = false;
  for await (const { items, beside, isHistory: areStates } of yamlConfig(input, options, [...LISTS], [...ONES])) {
    isCut = [...MORE].some((name) => isMore(beside.get(name)));
    if (areStates) yield history(input.file);
    if (beside.has('configSnapshotId')) yield sourceRecord('aws-config', placeOf(input.file), recordedTypes(), 'aws');
    for (const { value, problem: broken, place } of areStates ? [] : items) {
      const record = broken ?? configRecord(value, { place, source: 'aws-config', maxDepth: options.maxDepth });
      if (record !== undefined) yield record;
    }
  }
  if (isCut) yield pageOfSeveral(input.file);
}

/** Pages that were printed one after the other are read as one. */
const ITEMS: CutPlan = { many: true, each: true, object: planOf };

/** What says that there is more: the next page of a query, what a batch did not come to. */
const MORE: ReadonlySet<string> = new Set([
  'NextToken',
  'nextToken',
  'UnprocessedResourceKeys',
  'unprocessedResourceKeys',
]);

function isMore(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : typeof value === 'string' && value !== '';
}

function planOf(key: string): CutPlan {
  if (ONES.has(key) || MORE.has(key)) return {};
  return LISTS.has(key) ? { array: {} } : { skip: true };
}

/** What `get-resource-config-history` answers, or a history file: items without the snapshot that they are of. */
function isHistory(sample: InputSample): boolean {
  const items = sample.rootMember('configurationItems');
  const first = items?.kind === 'array' ? items.first : undefined;
  const isOfItems = first?.kind === 'object' && first.members.has('configurationItemCaptureTime');
  return isOfItems && sample.rootMember('configSnapshotId') === undefined && sample.complete && !isOfOne(sample);
}

/** Whether there is one item: of `--limit 1` that is the state in which the resource is. */
function isOfOne(sample: InputSample): boolean {
  const items = sample.parts().find(({ key }) => key === 'configurationItems');
  return sample.complete && items?.sample.parts().length === 1;
}

/**
 * Items by themselves, as a rule of AWS Config is given them and `--query Results` takes them out: one, a list, or one after
 * the other.
 */
const ALONE: CutPlan = { array: {}, many: true };

function isItem(members: ReadonlyMap<string, JsonShape> | undefined): boolean {
  const type = members?.get('resourceType');
  if (members === undefined || type?.kind !== 'text' || !/^AWS::/u.test(type.text)) return false;
  const isSelected = members.has('resourceId') && members.has('configuration') && !members.has('type');
  return isSelected || members.has('configurationItemCaptureTime');
}

/** Results of a query without their envelope: a list of the JSON texts of items. */
function isTexts({ text }: InputSample): boolean {
  return /^\s*\[\s*"\s*\{/u.test(text) && /\\"resourceType\\"\s*:\s*\\"AWS::/u.test(text);
}

function isConfig(sample: InputSample): boolean {
  if (isHistory(sample) || isItem(sample.firstObject) || isTexts(sample)) return true;
  const isList = (name: string): boolean => sample.rootMember(name)?.kind === 'array';
  if (isList('configurationItems') && (sample.rootMember('configSnapshotId') !== undefined || isOfOne(sample)))
    return true;
  if (isList('baseConfigurationItems') || isList('BaseConfigurationItems')) return true;
  const ones = [...ONES].map((name) => sample.rootMember(name));
  if (isYamlConfig(sample) || ones.some((one) => one?.kind === 'object' && isItem(one.members))) return true;
  const results = sample.rootMember('Results');
  if (results?.kind !== 'array') return false;
  // A long first item fills the sample: how it starts is all that shows.
  const isResult = /"Results"\s*:\s*\[\s*"\s*\{/u.test(sample.text);
  return isResult || (results.first === undefined && sample.rootMember('QueryInfo') !== undefined);
}
