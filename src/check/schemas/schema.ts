import { keptIn } from '../kept.ts';

/** The kinds of value that a property can hold, missing and null apart: every property may be either. */
export type PropertyKind = 'boolean' | 'list' | 'network' | 'number' | 'object' | 'text' | 'time';

/**
 * What is known of a property, as plain data: its kind, two kinds where both occur, `any` where nothing is known, a
 * list with the schema of its elements, or an object with the schemas of its properties. `list` and `object` alone
 * are those of which the inside is not known.
 */
export type PropertySchema =
  'any' | PropertyKind | `${PropertyKind}|${PropertyKind}` | readonly [PropertySchema] | ObjectSchema;

/** Properties by name. The name `*` stands for others: an object that has it may have more than is known. */
export interface ObjectSchema {
  readonly [property: string]: PropertySchema;
}

/**
 * What is known of the entities of each type. The properties that every entity ends with (`id`, `name`, `tags`, …) are
 * understood.
 *
 * @example
 * const schemas: EntitySchemas = { Printer: { location: 'text', trays: [{ sheets: 'number' }] } };
 */
export interface EntitySchemas {
  readonly [type: string]: ObjectSchema;
}

/** Parts of an entity that are entities too have these. */
export const ENTITY: ObjectSchema = {
  id: 'text',
  type: 'text',
  name: 'text',
  dome9Id: 'text',
  accountNumber: 'text',
  region: 'text',
  source: 'text',
  tags: [{ key: 'text', value: 'any' }],
  externalFindings: 'any',
};

/** The properties that every CloudGuard entity ends with. */
export const COMMON: ObjectSchema = {
  ...ENTITY,
  vpc: { cidr: 'network', vpnGateways: [{ directConnectVirtualInterfaces: 'list', '*': 'any' }], '*': 'any' },
};

/** The rules of an access list of a network: AWS's and Azure's hold the same. */
export const ACCESS_RULES: PropertySchema = [
  {
    name: 'text',
    number: 'number',
    protocol: 'text',
    source: 'network',
    destination: 'network',
    destinationPort: 'number',
    destinationPortTo: 'number',
    direction: 'text',
    action: 'text',
    '*': 'any',
  },
];

const complete = new WeakMap<ObjectSchema, ObjectSchema>();

/** The schema of a type's entities with the properties that all have; undefined for a type that is not in the table. */
export function entitySchema(schemas: EntitySchemas | undefined, type: string): ObjectSchema | undefined {
  const own = schemas !== undefined && Object.hasOwn(schemas, type) ? schemas[type] : undefined;
  if (own === undefined) return undefined;
  return keptIn(complete, own, () => {
    // Its own first, also in messages. What has `Tags` of its own, as a resource of a template, has no others.
    const { tags, ...others } = COMMON;
    return { ...own, ...others, ...(Object.hasOwn(own, 'Tags') ? {} : { tags: tags ?? 'any' }), ...own };
  });
}

/** The object that a rule on `List<Type>` judges: one per account. */
export function listSchema(element: PropertySchema): ObjectSchema {
  if (typeof element !== 'object') return { ...COMMON, items: [element] };
  // One for each type: what is found out of a schema is kept by the schema.
  return keptIn(lists, element, () => ({ ...COMMON, items: [element] }));
}

const lists = new WeakMap<object, ObjectSchema>();

/** The kinds that a value of the schema can have; empty where nothing is known. */
export function kindsOf(schema: PropertySchema): readonly PropertyKind[] {
  if (schema === 'any') return [];
  if (typeof schema === 'string') return schema.split('|') as PropertyKind[];
  return isListSchema(schema) ? ['list'] : ['object'];
}

/** The elements that a block sees. An object is a list of one; a block on anything else is reported as such. */
export function elementSchema(schema: PropertySchema): PropertySchema {
  if (isListSchema(schema)) return schema[0];
  return typeof schema === 'object' ? schema : 'any';
}

/** Why a path does not go on: the property is not known, or a list or a single value has none. */
export type Stop = 'unknown' | 'list' | 'value';

/** One step of a path through a schema. */
export function stepInto(
  schema: PropertySchema,
  name: string | number,
): { readonly schema: PropertySchema } | { readonly stop: Stop } {
  if (isListSchema(schema)) return typeof name === 'number' ? { schema: schema[0] } : { stop: 'list' };
  if (typeof schema === 'object') {
    // One value and a list of one are the same.
    if (name === 0) return { schema };
    const own = ownSchema(schema, name);
    if (own !== undefined) return { schema: own };
    return isOpen(schema) ? { schema: 'any' } : { stop: 'unknown' };
  }
  const kinds = kindsOf(schema);
  if (kinds.length === 0 || kinds.includes('object')) return { schema: 'any' };
  if (!kinds.includes('list')) return { stop: 'value' };
  return kinds.length > 1 || typeof name === 'number' ? { schema: 'any' } : { stop: 'list' };
}

/** The schema of a property that is known of an object; a list of objects has those of its elements. */
export function ownSchema(schema: PropertySchema, name: string | number): PropertySchema | undefined {
  const owner = elementSchema(schema);
  if (typeof owner !== 'object' || isListSchema(owner) || name === '*') return undefined;
  return Object.hasOwn(owner, name) ? owner[name] : undefined;
}

/** The names of the properties that are known. */
export function propertyNames(schema: PropertySchema): string[] {
  if (typeof schema !== 'object' || isListSchema(schema)) return [];
  return Object.keys(schema).filter((name) => name !== '*');
}

/** Whether the object may have properties that are not known. */
export function isOpen(schema: PropertySchema): boolean {
  return typeof schema === 'object' && !isListSchema(schema) && Object.hasOwn(schema, '*');
}

function isListSchema(schema: PropertySchema): schema is readonly [PropertySchema] {
  return Array.isArray(schema);
}
