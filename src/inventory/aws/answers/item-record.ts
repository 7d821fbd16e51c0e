import { isObject, ownText } from '../../entity.ts';
import type { EntityRecord, InventoryRecord } from '../../../values/record.ts';
import { mapped, unknownProperties, type PropertyTable } from '../mapping.ts';
import { nameless, shaped, tagList, Unknown } from '../shape.ts';
import { accountOf, tagsOf } from '../values.ts';
import { accountOfFolder, regionOfFolder } from './folders.ts';
import type { AnswerContext, Item } from './call.ts';
import { joinable, type JoinFacts } from './join-facts.ts';
import { textAt, valueAnyCase } from './paths.ts';

/** How the item of an answer becomes an entity. Paths are those of the item, in any case of letters. */
export interface ItemShape {
  readonly type: string;
  readonly id: string;
  /** Where the name is; else it is the tag `Name`, else the id. */
  readonly name?: string;
  readonly arn?: string;
  /** `global` for what belongs to no region. */
  readonly region?: 'global';
  /** Where the region stands, or the zone. */
  readonly zone?: string;
  readonly account?: string;
  /** Where the tags are, or (as a reason) which call has them. */
  readonly tags?: string | Unknown;
  /** Properties in the vendor's shape. */
  readonly properties?: PropertyTable;
  /** What the answer does not hold, and which call does. */
  readonly unknown?: Readonly<Record<string, string>>;
  /** Which call tells what an item of this answer leaves out; without it, what is absent is not set. */
  readonly rest?: string;
  /** How it is found by parts and other entities that belong to it. */
  readonly join?: (item: Item) => JoinFacts;
}

const ZONE = /^([a-z]{2}(?:-[a-z]+){1,3}-\d)(?:[a-z]|-[a-z]+-\d[a-z])?$/u;
const ARN_REGION = /^arn:[^:]*:[^:]*:([^:]*):/u;

const NO_REGION = new Unknown('the answer does not say in which region it is');
const NO_ACCOUNT = new Unknown('the answer does not name the account');

/** The region of an Availability Zone, a local zone, or of itself. */
export function regionOf(zone: string | undefined): string | undefined {
  return zone === undefined ? undefined : ZONE.exec(zone)?.[1];
}

/** The region in an ARN, null where the service has none, undefined without an ARN. */
export function arnRegion(arn: string | undefined): string | null | undefined {
  const region = arn === undefined ? undefined : ARN_REGION.exec(arn)?.[1];
  return region === '' ? null : region;
}

/**
 * The entity of an item: the vendor's properties, where its shape is known, and beside them those of the answer under
 * their own names.
 */
export function itemRecord(
  value: unknown,
  shape: ItemShape,
  { origin, beside }: AnswerContext,
): EntityRecord | Exclude<InventoryRecord, EntityRecord> {
  const id = isObject(value) ? textAt(value, shape.id) : undefined;
  if (!isObject(value) || id === undefined) return nameless('item', `\`${shape.id}\``, origin.place);
  const missing = shape.rest === undefined ? null : new Unknown(`\`aws ${shape.rest}\` has it`);
  const values = mapped(shape.properties ?? {}, value, origin.maxDepth, () => missing, valueAnyCase);
  const arn = shape.arn === undefined ? undefined : textAt(value, shape.arn);
  const tags = tagsOfItem(value, shape);
  const named = shape.name === undefined ? undefined : textAt(value, shape.name);
  const tagged = tagsOf(tags)?.find(({ key }) => key === 'Name')?.value;
  const inner = Object.entries(shape.unknown ?? {});
  const { file } = origin.place;
  const record = shaped(
    {
      ...value,
      ...(Object.hasOwn(value, 'type') ? { typeProperty: value['type'] } : {}),
      ...values,
      ...unknownProperties(Object.fromEntries(inner.filter(([path]) => !path.includes('.')))),
      ...(arn === undefined ? {} : { arn }),
      id,
      type: shape.type,
      name: [named, tagged, id].find((one) => typeof one === 'string' && one !== ''),
      accountNumber: accountOfItem(value, shape, arn, beside) ?? accountOfFolder(file) ?? NO_ACCOUNT,
      region:
        regionOfItem(value, shape, arn) ?? (shape.region === 'global' ? null : (regionOfFolder(file) ?? NO_REGION)),
      source: origin.source,
      tags,
    },
    origin.place,
    // Parts of a `vpc` that is not there are not unknown.
    Object.fromEntries(inner.filter(([path]) => path.includes('.') && isObject(values[path.split('.')[0] ?? '']))),
  );
  return shape.join === undefined ? record : joinable(record, shape.join(value));
}

function tagsOfItem(item: Item, { tags, rest }: ItemShape): unknown {
  if (tags instanceof Unknown) return tags;
  const found = tags === undefined ? undefined : valueAnyCase(item, tags);
  if (found !== undefined) return tagList(found, tags ?? 'Tags');
  return rest === undefined ? [] : new Unknown(`\`aws ${rest}\` has it`);
}

function accountOfItem(item: Item, shape: ItemShape, arn: string | undefined, beside: Item): string | undefined {
  const named = shape.account === undefined ? undefined : textAt(item, shape.account);
  const owner = [named, ownText(item, 'OwnerId'), ownText(beside, 'OwnerId')].find(
    (one) => one !== undefined && /^\d{12}$/u.test(one),
  );
  return owner ?? accountOf(arn);
}

function regionOfItem(item: Item, shape: ItemShape, arn: string | undefined): string | null | undefined {
  const zone = shape.zone === undefined ? undefined : textAt(item, shape.zone);
  return regionOf(zone) ?? arnRegion(arn);
}
