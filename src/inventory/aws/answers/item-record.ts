import { isObject, ownText, ownValue } from '../../entity.ts';
import type { Entity } from '../../../values/entity.ts';
import type { EntityRecord, InventoryRecord } from '../../../values/record.ts';
import { asIs, type Convert, type PropertyTable } from '../mapping.ts';
import { EntityMaking, nameless, tagList, Unknown } from '../shape.ts';
import { accountOf } from '../values.ts';
import { accountAround, regionAround } from './folders.ts';
import type { AnswerContext, Item } from './call.ts';
import { joinable, type JoinableRecord, type JoinFacts } from './join-facts.ts';
import { textAt, valueAnyCase } from './paths.ts';

/** How the item of an answer becomes an entity. Paths are those of the item, in any case of letters. */
export interface ItemShape {
  readonly type: string;
  readonly id: string;
  /** Where the name is; else it is the tag `Name`, else the id. */
  readonly name?: string;
  readonly arn?: string;
  /** `global` for what belongs to no region; `own` for what is listed with those of all regions, wherever one asks. */
  readonly region?: 'global' | 'own';
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
  context: AnswerContext,
): EntityRecord | Exclude<InventoryRecord, EntityRecord> {
  const { origin, beside } = context;
  const id = isObject(value) ? textAt(value, shape.id) : undefined;
  if (!isObject(value) || id === undefined) return nameless('item', `\`${shape.id}\``, origin.place);
  const { properties, missing, unknown } = planOf(shape);
  const arn = shape.arn === undefined ? undefined : textAt(value, shape.arn);
  const entity = new EntityMaking(value);
  if (Object.hasOwn(value, 'type')) entity.set('typeProperty', value['type']);
  const within: (readonly [string, string])[] = [];
  for (const { property, path, convert, isSetLater, inner } of properties) {
    const found = valueAnyCase(value, path);
    const given = found === undefined ? missing : found;
    const made = given instanceof Unknown ? given : convert(given, path, origin.maxDepth, value);
    if (isSetLater || (property === 'arn' && arn !== undefined)) entity.reserve(property);
    else entity.set(property, made);
    // Parts of a `vpc` that is not there are not unknown.
    if (inner.length > 0 && isObject(made)) within.push(...inner);
  }
  for (const [property, reason] of unknown) entity.set(property, reason);
  const tags = tagsOfItem(value, shape);
  const named = shape.name === undefined ? undefined : textAt(value, shape.name);
  if (arn !== undefined) entity.set('arn', arn);
  entity.set('id', id);
  entity.set('type', shape.type);
  entity.set('name', [named, nameIn(tags), id].find(isNonEmptyText));
  entity.set('accountNumber', accountOfItem(value, shape, arn, beside) ?? accountAround(origin) ?? NO_ACCOUNT);
  entity.set('region', regionOfItem(value, shape, arn) ?? elsewhere(shape, context));
  entity.set('source', origin.source);
  entity.set('tags', tags);
  const record = entity.record(origin.place, within);
  return shape.join === undefined ? record : joinable(record, shape.join(value));
}
/** What the entity of an item is found by, without the rest of it; undefined where that takes the whole. */
export function itemOutline(
  value: unknown,
  shape: ItemShape,
  { origin, beside }: AnswerContext,
): JoinableRecord | undefined {
  const id = isObject(value) ? textAt(value, shape.id) : undefined;
  if (shape.join === undefined || !isObject(value) || id === undefined) return undefined;
  const own = shape.arn === undefined ? undefined : textAt(value, shape.arn);
  if (own === undefined && shape.properties?.['arn'] !== undefined) return undefined;
  const entity = {
    type: shape.type,
    arn: own ?? ownValue(value, 'arn'),
    accountNumber: accountOfItem(value, shape, own, beside) ?? accountAround(origin),
    source: origin.source,
  };
  return { kind: 'entity', entity: entity as Entity, provenance: origin.place, join: shape.join(value) };
}

/** How a shape's items are made, worked out once: an answer has a hundred thousand of them. */
interface Plan {
  readonly properties: readonly {
    readonly property: string;
    readonly path: string;
    readonly convert: Convert;
    /** Another value stands in its place in the end. */
    readonly isSetLater: boolean;
    /** What is not known within it. */
    readonly inner: readonly (readonly [string, string])[];
  }[];
  readonly missing: Unknown | null;
  readonly unknown: readonly (readonly [string, Unknown])[];
}

/** What every item has of its own. */
const SET_LAST: ReadonlySet<string> = new Set(['id', 'type', 'name', 'accountNumber', 'region', 'source', 'tags']);

const PLANS = new WeakMap<ItemShape, Plan>();

function planOf(shape: ItemShape): Plan {
  const known = PLANS.get(shape);
  if (known !== undefined) return known;
  const reasons = Object.entries(shape.unknown ?? {});
  const direct = reasons.filter(([path]) => !path.includes('.') && !SET_LAST.has(path));
  const later = new Set([...SET_LAST, ...direct.map(([path]) => path)]);
  const plan: Plan = {
    properties: Object.entries(shape.properties ?? {}).map(([property, where]) => {
      const [path, convert] = typeof where === 'string' ? [where, asIs] : where;
      const inner = reasons.filter(([name]) => name.startsWith(`${property}.`));
      return { property, path, convert, isSetLater: later.has(property), inner };
    }),
    missing: shape.rest === undefined ? null : new Unknown(`\`aws ${shape.rest}\` has it`),
    unknown: direct.map(([path, reason]) => [path, new Unknown(reason)] as const),
  };
  PLANS.set(shape, plan);
  return plan;
}

/** The name in tags that were read. */
function nameIn(tags: unknown): unknown {
  return Array.isArray(tags) ? (tags as readonly Tag[]).find(({ key }) => key === 'Name')?.value : undefined;
}

interface Tag {
  readonly key: string;
  readonly value: unknown;
}

function isNonEmptyText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
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

/** The region of what does not tell it. */
function elsewhere({ region }: ItemShape, { origin, beside }: AnswerContext): unknown {
  if (region === 'global') return null;
  if (region === 'own') return NO_REGION;
  const said = regionOf(ownText(beside, 'Region') ?? ownText(beside, 'region'));
  return said ?? regionAround(origin) ?? NO_REGION;
}

function regionOfItem(item: Item, shape: ItemShape, arn: string | undefined): string | null | undefined {
  const zone = shape.zone === undefined ? undefined : textAt(item, shape.zone);
  return regionOf(zone) ?? arnRegion(arn);
}
