import type { EntitySchemas, ObjectSchema, PropertySchema } from '../schema.ts';

/*
 * The form of the tables, which scripts/schemas.ts writes: a line `type#number` for each type, an empty line, and a line for
 * each structure, by its number: `name:code,name:code`. A code is nothing for any kind, a letter for a kind, `{number` for
 * an object and `[number` for a list of objects.
 */

const KINDS: Readonly<Record<string, PropertySchema>> = {
  '': 'any',
  b: 'boolean',
  n: 'number',
  l: 'list',
  o: { '*': 'any' },
};

/**
 * A table as schemas of which each is made when it is first read: there are thousands, and a rule needs one.
 *
 * @param text the table
 * @param more properties that a reader adds to the entities of every type
 */
export function decodeSchemas(text: string, more: ObjectSchema): EntitySchemas {
  const split = text.indexOf('\n\n');
  const lines = text.slice(split + 2).split('\n');
  const structures = new Map<number, ObjectSchema>();

  const structure = (number: number): ObjectSchema => {
    let found = structures.get(number);
    if (found === undefined) {
      found = Object.create(null) as ObjectSchema;
      structures.set(number, found);
      for (const property of (lines[number] ?? '').split(',')) define(found, property);
      Object.freeze(found);
    }
    return found;
  };

  const define = (owner: ObjectSchema, property: string): void => {
    const colon = property.indexOf(':');
    const name = colon < 0 ? property : property.slice(0, colon);
    const code = colon < 0 ? '' : property.slice(colon + 1);
    const number = Number(code.slice(1));
    if (code.startsWith('{')) getter(owner, name, () => structure(number));
    else if (code.startsWith('[')) getter(owner, name, () => [structure(number)]);
    else if (name !== '') Object.defineProperty(owner, name, { value: KINDS[code] ?? 'any', enumerable: true });
  };

  const types = Object.create(null) as EntitySchemas;
  for (const line of text.slice(0, split).split('\n')) {
    const [name = '', number] = line.split('#');
    getter(types, name, () => openly(name, { ...structure(Number(number)), ...more }));
  }
  return Object.freeze(types);
}

/** Serverless resources have more than their published specification, which is of 2016. */
function openly(type: string, schema: ObjectSchema): ObjectSchema {
  if (!type.startsWith('AWS_Serverless_')) return schema;
  const own = Object.entries(schema).map(([name, of]) => [name, typeof of === 'string' ? of : 'any'] as const);
  return { ...Object.fromEntries(own), '*': 'any' };
}

/** A property that is worked out when it is first read, and is the same object from then on. */
function getter(owner: object, name: string, make: () => PropertySchema): void {
  let value: PropertySchema | undefined;
  Object.defineProperty(owner, name, { get: () => (value ??= make()), enumerable: true });
}
