import { AZURE } from '../../check/schemas/azure.ts';
import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { problem } from '../problems.ts';
import { mapped, unknownProperties, type Convert, type PropertyTable } from '../aws/mapping.ts';
import { shaped, Unknown, type Origin } from '../aws/shape.ts';
import { tagsOf } from '../aws/values.ts';
import type { InventoryRecord } from '../../values/record.ts';
import { flat } from './network-rules.ts';
import { asResource } from './parts.ts';
import { AZURE_TYPES, nameIn, type AzureType } from './resource-types.ts';
import { withOpenSettings } from './site-config.ts';
import { typeName } from './type-names.ts';

type Values = Readonly<Record<string, unknown>>;

const NOT_GIVEN = new Unknown('this output does not have it; `az … show` and Resource Graph do');
const NO_TEXT = new Unknown('the `id` is no text');
const LEFT_OUT = new Unknown('the template leaves it to the deployment');

/**
 * The entity of an Azure resource, as the command line, the interface, Resource Graph, or a template writes it. It has the
 * resource's own properties, those in `properties` at the top too, and beside them those of the vendor's entity. What the
 * vendor's entity has and the resource does not is unknown.
 */
export function azureRecord(given: unknown, origin: Origin, isTemplate = false): InventoryRecord {
  const value = isObject(given) ? asResource(given) : given;
  const resourceType = isObject(value) ? typeOf(value) : undefined;
  if (!isObject(value) || resourceType === undefined) {
    const help =
      'a resource of Azure has a `type` such as Microsoft.Network/networkSecurityGroups, or an `id` that tells it';
    return problem('not-an-entity', 'the resource has no `type`', origin.place, help);
  }
  const key = resourceType.toLowerCase();
  const known = Object.hasOwn(AZURE_TYPES, key) ? AZURE_TYPES[key] : undefined;
  const plain = withOtherNames(flat(value), known);
  const resource = isTemplate ? plain : withOpenSettings(plain, key);
  const own = ownProperties(resource, value, known, isTemplate);
  const vendor = known === undefined ? {} : vendorProperties(resource, own, known, origin, isTemplate);
  return shaped({ ...own, ...vendor, ...tailOf(resource, resourceType, known?.type, origin) }, origin.place);
}

/** The type as the resource tells it, or else as its id does. */
export function typeOf(resource: Values): string | undefined {
  const type = ownText(resource, 'type');
  if (type?.includes('/') === true) return type;
  const [, provider] = /^.*\/providers\/(.+)$/iu.exec(ownText(resource, 'id') ?? '') ?? [];
  if (provider !== undefined) {
    const steps = provider.split('/');
    return [steps[0], ...steps.filter((_, index) => index % 2 === 1)].join('/');
  }
  const isGroup = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/iu.test(ownText(resource, 'id') ?? '');
  return isGroup ? 'Microsoft.Resources/resourceGroups' : undefined;
}

/** `Azure_Microsoft_Compute_disks`: its own name, which is neither the vendor's nor Terraform's. */
function otherType(resourceType: string): string {
  return `Azure_${typeName(resourceType).replaceAll(/[^A-Za-z\d]+/gu, '_')}`;
}

function withOtherNames(resource: Values, known: AzureType | undefined): Values {
  const names = Object.entries(known?.also ?? {}).flatMap(([name, other]) => [
    [name, other] as const,
    [other, name] as const,
  ]);
  const missing = names.flatMap(([name, other]) => {
    const value = ownValue(resource, other);
    return value === undefined || Object.hasOwn(resource, name) ? [] : [[name, value] as const];
  });
  return missing.length === 0 ? resource : { ...resource, ...Object.fromEntries(missing) };
}

/** What is a resource's own in every list of them; the rest is what Azure's interface keeps in `properties`. */
const ENVELOPE = new Set([
  'id',
  'name',
  'type',
  'location',
  'tags',
  'resourceGroup',
  'etag',
  'sku',
  'identity',
  'zones',
]);

/** What lists of resources of any type tell of each beside that. */
const BESIDE = new Set([
  ...ENVELOPE,
  'apiVersion',
  'changedTime',
  'createdTime',
  'extendedLocation',
  'kind',
  'managedBy',
  'plan',
  'provisioningState',
  'subscriptionId',
  'systemData',
  'tenantId',
]);

function ownProperties(resource: Values, value: Values, known: AzureType | undefined, isTemplate: boolean): Values {
  // `az resource list` has null for what it does not ask for: whatever is not there may be set.
  if (ownValue(value, 'properties') === null) return { ...resource, properties: NOT_GIVEN, '*': NOT_GIVEN };
  // A query for names has nothing else. A template writes what is set; and some types have no more.
  const isBare =
    !isTemplate && !Object.hasOwn(value, 'properties') && Object.keys(value).every((name) => BESIDE.has(name));
  if (isBare && known?.always.length !== 0) return { ...resource, '*': NOT_GIVEN };
  if (known?.keepsProperties !== true || ownObject(value, 'properties') !== undefined) return resource;
  const rest = Object.entries(resource).filter(([name]) => !ENVELOPE.has(name));
  return { ...resource, properties: Object.fromEntries(rest) };
}

function vendorProperties(
  resource: Values,
  own: Values,
  known: AzureType,
  { maxDepth }: Origin,
  isTemplate: boolean,
): Values {
  const isWhole = known.always.every((name) => Object.hasOwn(resource, name));
  const absent = isTemplate ? LEFT_OUT : NOT_GIVEN;
  const missing = (): Unknown | null => (isWhole && !isTemplate ? null : absent);
  const table = isTemplate ? unlessExpression(known.properties) : known.properties;
  const values = mapped(table, resource, maxDepth, missing);
  const derived = Object.entries(known.derived ?? {}).map(([name, of]) => [
    name,
    isWhole && !isTemplate ? of(resource) : absent,
  ]);
  // What is known of the vendor's entities, and what this one has nothing of.
  const expected = Object.keys(AZURE[known.type] ?? {}).filter((name) => name !== '*' && !Object.hasOwn(own, name));
  return {
    ...Object.fromEntries(expected.map((name) => [name, absent])),
    ...unknownProperties(known.unknown),
    ...values,
    ...Object.fromEntries(derived),
  };
}

/** A table whose values may be expressions of a template. */
function unlessExpression(table: PropertyTable): PropertyTable {
  const guarded = Object.entries(table).map(([property, where]) => {
    const [path, convert] = typeof where === 'string' ? [where, undefined] : where;
    const guard: Convert = (value, name, maxDepth, source) => {
      if (isExpression(value)) return new Unknown(EXPRESSION);
      return convert === undefined ? value : convert(value, name, maxDepth, source);
    };
    return [property, [path, guard] as const] as const;
  });
  return Object.fromEntries(guarded);
}

/** Why what an expression of a template gives is not known. */
export const EXPRESSION = 'the deployment evaluates the expression';

/** An expression of a template: in brackets, of which doubled ones stand for text. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && /^\[(?!\[).*\]$/su.test(value);
}

/** What every resource tells. */
function tailOf(resource: Values, resourceType: string, type: string | undefined, origin: Origin): Values {
  const id = ownText(resource, 'id');
  const location = ownText(resource, 'location');
  const account = ownText(resource, 'subscriptionId') ?? nameIn(id, 'subscriptions');
  const group = ownText(resource, 'resourceGroup') ?? nameIn(id, 'resourceGroups');
  const tags = ownValue(resource, 'tags');
  return {
    // Who joins resources finds them by it.
    ...(typeof resource['id'] === 'object' && resource['id'] !== null ? { id: NO_TEXT } : { id }),
    typeProperty: resourceType,
    type: type ?? otherType(resourceType),
    name: ownText(resource, 'name'),
    accountNumber: account ?? undefined,
    region: location?.startsWith('[') === true ? location : location?.toLowerCase().replaceAll(' ', ''),
    ...(typeof group === 'string' ? { resourceGroup: groupOf(group, account) } : {}),
    source: origin.source,
    tags: tags === null || tags === undefined ? [] : (tagsOf(tags) ?? NOT_GIVEN),
  };
}

function groupOf(name: string, account: unknown): Values {
  return {
    ...(typeof account === 'string'
      ? { id: `/subscriptions/${account}/resourceGroups/${name}`, accountNumber: account }
      : {}),
    type: 'ResourceGroup',
    name,
    locks: new Unknown('`az lock list` has it'),
    region: new Unknown('`az group list` has it'),
    tags: new Unknown('`az group list` has it'),
  };
}
