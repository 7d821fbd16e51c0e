import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { withPackage } from './package-files.ts';
import type { Shape, Structure } from './shape.ts';

/* The part of https://www.npmjs.com/package/@aws-cdk/service-spec-types that is read. */
interface PropertyType {
  readonly type: string;
  readonly element?: PropertyType;
  readonly reference?: { readonly $ref: string };
}
interface Definition {
  readonly $id: string;
  readonly cloudFormationType?: string;
  readonly properties: Readonly<Record<string, { readonly type: PropertyType }>>;
}
interface Database {
  readonly schema: Readonly<Record<'resource' | 'typeDefinition', { readonly entities: readonly Definition[] }>>;
}

/** Every resource type of CloudFormation, as `AWS_S3_Bucket`, with its properties. */
export function cloudFormationTypes(packageName: string): Map<string, Structure> {
  const { schema } = withPackage(
    packageName,
    (folder) => JSON.parse(gunzipSync(readFileSync(join(folder, 'db.json.gz'))).toString()) as Database,
  );
  const structures = new Map<string, Structure>();
  const fill = ({ $id, properties }: Definition): void => {
    const structure = structures.get($id);
    for (const [name, { type }] of Object.entries(properties))
      structure?.properties.set(name, shapeOf(type, structures));
  };
  const definitions = schema.typeDefinition.entities;
  const resources = schema.resource.entities;
  for (const { $id } of definitions) structures.set($id, { properties: new Map() });
  definitions.forEach(fill);
  const types = new Map<string, Structure>();
  for (const { cloudFormationType = '', properties } of resources) {
    const own = Object.entries(properties).map(([name, { type }]) => [name, shapeOf(type, structures)] as const);
    types.set(cloudFormationType.replaceAll('::', '_'), { properties: new Map(own) });
  }
  return types;
}

const TAG: Structure = {
  properties: new Map([
    ['Key', 'any'],
    ['Value', 'any'],
  ]),
};

function shapeOf({ type, element, reference }: PropertyType, structures: ReadonlyMap<string, Structure>): Shape {
  switch (type) {
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'number';
    case 'map':
      return 'object';
    case 'tag':
      return TAG;
    case 'ref':
      return (reference === undefined ? undefined : structures.get(reference.$ref)) ?? 'any';
    case 'array': {
      const inner = element === undefined ? 'any' : shapeOf(element, structures);
      return typeof inner === 'object' && 'properties' in inner ? [inner] : 'list';
    }
    default:
      // Text may hold an address, a time or JSON; a union may be anything of these.
      return 'any';
  }
}
