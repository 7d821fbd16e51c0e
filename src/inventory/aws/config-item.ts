import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { problem } from '../problems.ts';
import type { EntityRecord, InventoryRecord } from '../../values/record.ts';
import { arnFacts, joinable, joinableByArn } from './answers/join-facts.ts';
import { apiShaped, TYPES_BY_API } from './config-by-api.ts';
import { CONFIG_TYPES, type ConfigType } from './config-types.ts';
import { iamGroup, iamPolicy, iamRole, iamUser, type Absent } from './iam.ts';
import { mapped, unknownProperties, valueAt } from './mapping.ts';
import { shaped, tagList, Unknown, type Origin } from './shape.ts';
import { accountOf, tagsOf, unpacked } from './values.ts';

type Item = Readonly<Record<string, unknown>>;

interface IamType {
  /** What the names of its own properties begin with: `userName`, `userId`. */
  readonly prefix: string;
  /** A property that a whole configuration always has. */
  readonly always: string;
  readonly make: (detail: unknown, origin: Origin, absent: Absent) => InventoryRecord;
}

/** The types whose configuration is that of the IAM API. */
const IAM_TYPES = new Map<string, IamType>([
  ['AWS::IAM::User', { prefix: 'user', always: 'attachedManagedPolicies', make: iamUser }],
  ['AWS::IAM::Role', { prefix: 'role', always: 'attachedManagedPolicies', make: iamRole }],
  ['AWS::IAM::Group', { prefix: 'group', always: 'attachedManagedPolicies', make: iamGroup }],
  ['AWS::IAM::Policy', { prefix: 'policy', always: 'policyVersionList', make: iamPolicy }],
]);

/** The types that a snapshot has, and under which the types stand that are read as they are. */
export function recordedTypes(): readonly string[] {
  const types = Object.values(CONFIG_TYPES).map(({ type }) => type);
  return ['IamUser', 'IamRole', 'IamGroup', 'IamPolicy', ...types, ...TYPES_BY_API, 'AWS_Config_*'];
}

const NOT_SELECTED = new Unknown('this output does not have it; a snapshot does, and a query that selects it');

/** What a deleted or unrecorded resource has for a status. */
const GONE = new Set(['ResourceDeleted', 'ResourceDeletedNotRecorded']);

/** The entity of an AWS Config item, given as an object or as its JSON text; none for a resource that is gone. */
export function configRecord(value: unknown, origin: Origin): InventoryRecord | undefined {
  const item = unpacked(value, origin.maxDepth);
  const type = isObject(item) ? ownText(item, 'resourceType') : undefined;
  if (!isObject(item) || type === undefined || type === '') {
    const help = 'a query selects at least resourceType, resourceId, configuration, supplementaryConfiguration';
    return problem('not-an-entity', 'the item has no `resourceType`', origin.place, help);
  }
  if (GONE.has(ownText(item, 'configurationItemStatus') ?? '')) return undefined;
  const configuration = unpacked(ownValue(item, 'configuration'), origin.maxDepth);
  const supplementary = ownObject(item, 'supplementaryConfiguration');
  const whole: Item = {
    ...item,
    configuration: isObject(configuration) ? configuration : undefined,
    supplementaryConfiguration: supplementary && unpackedMembers(supplementary, origin.maxDepth),
  };
  const iam = IAM_TYPES.get(type);
  if (iam !== undefined) return joinableByArn(iamRecord(whole, iam, origin));
  const known = Object.hasOwn(CONFIG_TYPES, type) ? CONFIG_TYPES[type] : undefined;
  if (known !== undefined) return knownRecord(whole, known, origin);
  const tail = (vendorType: string, name: unknown): Item => tailOf(whole, vendorType, name, origin);
  const shapedByApi = apiShaped(type, ownObject(whole, 'configuration'), tail, origin, NOT_SELECTED);
  return shapedByApi ?? otherRecord(whole, type, origin);
}

/** Each member is JSON text, in some outputs twice over. */
function unpackedMembers(supplementary: Item, maxDepth: number): Item {
  return Object.fromEntries(Object.entries(supplementary).map(([name, value]) => [name, unpacked(value, maxDepth)]));
}

function iamRecord(item: Item, { prefix, always, make }: IamType, origin: Origin): InventoryRecord {
  const configuration = ownObject(item, 'configuration') ?? {};
  const tags = ownValue(item, 'tags') ?? ownValue(configuration, 'tags');
  const detail: Item = {
    [`${prefix}Name`]: ownValue(item, 'resourceName'),
    [`${prefix}Id`]: ownValue(item, 'resourceId'),
    arn: ownText(item, 'ARN') ?? ownText(item, 'arn'),
    ...configuration,
    ...(tags === undefined ? {} : { tags }),
  };
  return make(detail, origin, Object.hasOwn(configuration, always) ? 'empty' : 'unknown');
}

/** What every item tells of its resource. */
function tailOf(item: Item, type: string, name: unknown, origin: Origin): Record<string, unknown> {
  const tags = ownValue(item, 'tags');
  const arn = ownText(item, 'ARN') ?? ownText(item, 'arn');
  const region = ownText(item, 'awsRegion');
  const id = ownText(item, 'resourceId');
  const tagged = tagsOf(tags)?.find(({ key }) => key === 'Name')?.value;
  const names = [name, ownText(item, 'resourceName'), tagged, id];
  return {
    ...(arn === undefined ? {} : { arn }),
    id,
    type,
    name: names.find((one) => typeof one === 'string' && one !== ''),
    accountNumber: ownText(item, 'awsAccountId') ?? ownText(item, 'accountId') ?? accountOf(arn),
    region: region === 'global' ? null : region,
    source: origin.source,
    tags: tags === undefined ? NOT_SELECTED : tagList(tags, 'tags'),
  };
}

function knownRecord(item: Item, { type, always, properties, unknown }: ConfigType, origin: Origin): InventoryRecord {
  const isWhole = (section: string): boolean =>
    ownObject(item, section) !== undefined &&
    always.every((path) => !path.startsWith(`${section}.`) || valueAt(item, path) !== undefined);
  const sections = new Map(['configuration', 'supplementaryConfiguration'].map((name) => [name, isWhole(name)]));
  const values = mapped(properties, item, origin.maxDepth, (path) =>
    sections.get(path.slice(0, path.indexOf('.'))) === true ? null : NOT_SELECTED,
  );
  const direct = Object.fromEntries(Object.entries(unknown).filter(([path]) => !path.includes('.')));
  // Parts of a `vpc` that is not there are not unknown.
  const inner = Object.entries(unknown).filter(
    ([path]) => path.includes('.') && isObject(values[path.slice(0, path.indexOf('.'))]),
  );
  const record = { ...values, ...unknownProperties(direct), ...tailOf(item, type, values['name'], origin) };
  return joined(shaped(record, origin.place, Object.fromEntries(inner)));
}

/** Found by what the answers of its service's calls are found by: its ARN, its name, or else its id. */
function joined(record: EntityRecord): InventoryRecord {
  const { type, id, name, arn } = record.entity;
  if (BY_ARN.has(type) && typeof arn === 'string')
    return joinable(record, type === 'RDS' ? { name: arn } : arnFacts(arn));
  return joinable(record, { name: String((type === 'S3Bucket' ? name : id) ?? '') });
}

const BY_ARN: ReadonlySet<string> = new Set(['CloudTrail', 'KMS', 'Lambda', 'RDS']);

/**
 * A type without an entity type of the vendor's: the configuration as AWS Config has it. Not `AWS_EC2_NatGateway`, which is the
 * CloudFormation resource with its other property names: rules for one must not pass over the other.
 */
function otherRecord(item: Item, resourceType: string, origin: Origin): InventoryRecord {
  const configuration = ownObject(item, 'configuration');
  const supplementary = ownObject(item, 'supplementaryConfiguration');
  const type = resourceType.replace(/^AWS::/u, 'AWS_Config_').replaceAll('::', '_');
  return shaped(
    {
      ...configuration,
      ...(configuration !== undefined && Object.hasOwn(configuration, 'type')
        ? { typeProperty: configuration['type'] }
        : {}),
      ...(supplementary === undefined ? {} : { supplementaryConfiguration: supplementary }),
      ...tailOf(item, type, configuration && ownValue(configuration, 'name'), origin),
    },
    origin.place,
  );
}
