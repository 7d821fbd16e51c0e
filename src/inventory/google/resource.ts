import { OTHERS } from '../../check/schemas/others.ts';
import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { parseJsonText } from '../formats/json-value.ts';
import { problem } from '../problems.ts';
import { unknownProperties } from '../aws/mapping.ts';
import { shaped, Unknown, type Origin } from '../aws/shape.ts';
import type { EntityRecord, InventoryRecord } from '../../values/record.ts';
import { bucketOfGcloud } from './gcloud-bucket.ts';
import { assetTypeOf } from './asset-type.ts';
import { GOOGLE_TYPES, type GoogleType } from './resource-types.ts';

type Values = Readonly<Record<string, unknown>>;

const NOT_GIVEN = new Unknown(
  'this output does not have it; an export of Cloud Asset Inventory with the resources does',
);

/** A resource and what is told beside it. */
export interface GoogleResource {
  /** As Cloud Asset Inventory names it: `compute.googleapis.com/Instance`. */
  readonly assetType: string;
  readonly data: Values;
  /** Of an asset: its full name, its place and its policy. */
  readonly asset?: Values;
}

const POLICY_APART = new Unknown(
  '`gcloud … get-iam-policy` has it, and `gcloud asset export --content-type iam-policy` for all',
);

/** An entity that was an asset, with what others tell the asset by: its type and full name. */
export interface AssetRecord extends EntityRecord {
  readonly asset: string;
}

/** The entity of a Google resource: an asset of Cloud Asset Inventory, or what the interface or `gcloud` prints. */
export function googleRecord(value: unknown, origin: Origin): InventoryRecord {
  const resource = isObject(value) ? (assetOf(value, origin) ?? resourceOf(value)) : undefined;
  if (resource === undefined) {
    const help = 'a resource of Google has a `kind` such as compute#instance, an `assetType`, or a `selfLink`';
    return problem('not-an-entity', 'the resource does not tell its type', origin.place, help);
  }
  const { assetType, data, asset } = resource;
  const known = Object.hasOwn(GOOGLE_TYPES, assetType) ? GOOGLE_TYPES[assetType] : undefined;
  const policy = asset && policyOf(asset);
  const record = shaped(
    {
      // A policy is kept beside the resource.
      ...(asset === undefined ? {} : { iamPolicy: POLICY_APART }),
      ...data,
      ...(Object.hasOwn(data, 'type') ? { typeProperty: data['type'] } : {}),
      ...(Object.hasOwn(data, 'tags') ? { tagsProperty: data['tags'] } : {}),
      ...(known === undefined ? {} : vendorProperties(data, known)),
      ...(asset === undefined || Object.keys(data).length > 0 ? {} : foundBySearch(asset)),
      ...(policy === undefined ? {} : { iamPolicy: policy }),
      ...tailOf(resource, entityType(assetType), origin),
    },
    origin.place,
  );
  const name = asset && ownText(asset, 'name');
  if (name === undefined) return record;
  const found: AssetRecord = { ...record, asset: `${assetType} ${name}` };
  return found;
}

/** What an asset holds; of some only the policy is given. */
function assetOf(value: Values, origin: Origin): GoogleResource | undefined {
  const assetType = ownText(value, 'assetType') ?? ownText(value, 'asset_type');
  if (assetType === undefined) return undefined;
  const resource = ownObject(value, 'resource');
  // A search for policies names the resource where others have it.
  const address = ownText(value, 'resource');
  if (address !== undefined) return { assetType, data: {}, asset: { ...value, name: address } };
  const data = (resource && dataOf(resource, origin)) ?? versionOf(value) ?? {};
  return { assetType, data, asset: value };
}

/** The resource itself; an export to BigQuery has it as JSON text. */
function dataOf(resource: Values, { place, maxDepth }: Origin): Values | undefined {
  const text = ownText(resource, 'data');
  if (text === undefined) return ownObject(resource, 'data');
  const { value } = parseJsonText(text, place, { maxDepth, maxRecordBytes: Number.POSITIVE_INFINITY });
  return isObject(value) ? value : undefined;
}

function policyOf(asset: Values): Values | undefined {
  return ownObject(asset, 'iamPolicy') ?? ownObject(asset, 'iam_policy') ?? ownObject(asset, 'policy');
}

/** A search tells the labels; whatever else is not there may be set. */
function foundBySearch(asset: Values): Values {
  return { labels: ownObject(asset, 'labels') ?? NOT_GIVEN, '*': NOT_GIVEN };
}

/** A search that asks for all has the resource in each version of its interface, the first of which is as good as another. */
function versionOf(found: Values): Values | undefined {
  const versions = ownValue(found, 'versionedResources') ?? ownValue(found, 'versioned_resources');
  const [first] = Array.isArray(versions) ? (versions as readonly unknown[]) : [];
  return isObject(first) ? ownObject(first, 'resource') : undefined;
}

function resourceOf(data: Values): GoogleResource | undefined {
  const assetType = assetTypeOf(data);
  if (assetType === undefined) return undefined;
  return { assetType, data: Object.hasOwn(data, 'storage_url') ? bucketOfGcloud(data) : data };
}

/** The type of the entity that a resource of a type becomes. */
export function entityType(assetType: string): string {
  const known = Object.hasOwn(GOOGLE_TYPES, assetType) ? GOOGLE_TYPES[assetType] : undefined;
  return known?.type ?? otherType(assetType);
}

/** `Google_compute_Disk`: its own name, which is neither the vendor's nor Terraform's. */
function otherType(assetType: string): string {
  return `Google_${assetType.replace('.googleapis.com', '').replaceAll(/[^A-Za-z\d]+/gu, '_')}`;
}

function vendorProperties(data: Values, known: GoogleType): Values {
  const isWhole = Object.hasOwn(data, known.always);
  const derived = Object.entries(known.derived ?? {}).map(([name, of]) => [name, isWhole ? of(data) : NOT_GIVEN]);
  // What is known of the vendor's entities: absent from a whole resource it is not set.
  const expected = [...known.members, known.always, ...Object.keys(OTHERS[known.type ?? ''] ?? {})].filter(
    (name) => name !== '*' && !Object.hasOwn(data, name),
  );
  return {
    ...Object.fromEntries(isWhole ? [] : expected.map((name) => [name, NOT_GIVEN])),
    ...unknownProperties(known.unknown ?? {}),
    ...Object.fromEntries(derived),
  };
}

/** What every resource tells. */
function tailOf({ data, asset }: GoogleResource, type: string, origin: Origin): Values {
  const address = (asset && ownText(asset, 'name')) ?? ownText(data, 'selfLink') ?? ownText(data, 'name') ?? '';
  const id = ownValue(data, 'id') ?? ownValue(data, 'uniqueId') ?? (address === '' ? undefined : address);
  const full = ownText(data, 'name') ?? address;
  const name = full.slice(full.lastIndexOf('/') + 1);
  const places = ['region', 'zone', 'location'].map((key) => ownText(data, key));
  const resource = asset && ownObject(asset, 'resource');
  const place =
    places.find((text) => text !== undefined && text !== '') ?? ownText(resource ?? asset ?? {}, 'location');
  const labels =
    ownObject(data, 'labels') ?? ownObject(data, 'resourceLabels') ?? ownObject(asset ?? {}, 'labels') ?? {};
  return {
    ...(typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}),
    type,
    ...(name === '' ? {} : { name }),
    // A project's own address has its number, by which nothing else is called.
    accountNumber: ownText(data, 'projectId') ?? projectOf(address) ?? ownText(data, 'project'),
    region: place === undefined ? undefined : place.slice(place.lastIndexOf('/') + 1).toLowerCase(),
    source: origin.source,
    tags: Object.entries(labels).map(([key, value]) => ({ key, value })),
  };
}

function projectOf(address: string): string | undefined {
  return /(?:^|\/)projects\/([^/]+)(?:\/|$)/u.exec(address)?.[1];
}
