import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withPackage } from './package-files.ts';
import type { Shape, Structure } from './shape.ts';

/*
 * The bindings that CDK for Terraform generates from a provider's schema: a folder for each resource, in which each class
 * has a getter for each attribute that names it as the provider does.
 */

const CLASS = /^class (\w+) extends cdktf\.(\w+)/gmu;
const ATTRIBUTE = /\bget(\w+?)Attribute\('([^']+)'\)/gu;
const INTERPOLATED = /\binterpolationForAttribute\('([^']+)'\)/gu;
const NESTED = /= new (?:\w+\.)?(\w+?)(List|Map|OutputReference)\(this, "([^"]+)"/gu;
const TYPE = /^(\w+)\.tfResourceType = "([^"]+)";/gmu;

/** Every resource type of a Terraform provider with its attributes and blocks. */
export function terraformTypes(packageName: string): Map<string, Structure> {
  return withPackage(packageName, (folder) => {
    const types = new Map<string, Structure>();
    const lib = join(folder, 'lib');
    for (const entry of readdirSync(lib, { withFileTypes: true })) {
      // What `data-…` folders hold describes resources that others manage.
      if (!entry.isDirectory() || entry.name.startsWith('data-') || entry.name === 'provider') continue;
      readResource(join(lib, entry.name), types);
    }
    return types;
  });
}

function readResource(folder: string, types: Map<string, Structure>): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8'));
  const bodies = new Map(texts.flatMap(classesOf));
  const structures = new Map<string, Structure>();
  for (const text of texts) {
    for (const [, name = '', type = ''] of text.matchAll(TYPE)) {
      const structure = structureOf(name, bodies, structures);
      if (structure !== undefined && bodies.get(name)?.base === 'TerraformResource') types.set(type, structure);
    }
  }
}

interface Class {
  readonly base: string;
  readonly body: string;
}

function classesOf(text: string): [string, Class][] {
  const found = [...text.matchAll(CLASS)];
  return found.map(({ 1: name = '', 2: base = '', index }, at) => [
    name,
    { base, body: text.slice(index, found[at + 1]?.index) },
  ]);
}

function structureOf(
  name: string,
  bodies: ReadonlyMap<string, Class>,
  structures: Map<string, Structure>,
): Structure | undefined {
  const known = structures.get(name);
  const found = bodies.get(name);
  if (known !== undefined || found === undefined) return known;
  const structure: Structure = { properties: new Map() };
  structures.set(name, structure);
  const { properties } = structure;
  for (const [, attribute = ''] of found.body.matchAll(INTERPOLATED)) properties.set(attribute, 'any');
  for (const [, kind = '', attribute = ''] of found.body.matchAll(ATTRIBUTE)) properties.set(attribute, shapeOf(kind));
  for (const [, of = '', form, attribute = ''] of found.body.matchAll(NESTED)) {
    const inner = structureOf(`${of}OutputReference`, bodies, structures);
    if (inner === undefined) properties.set(attribute, 'any');
    else if (form === 'Map') properties.set(attribute, 'object');
    else properties.set(attribute, form === 'List' ? [inner] : inner);
  }
  return structure;
}

/** Text may hold an address, a time or JSON. */
function shapeOf(kind: string): Shape {
  if (kind === 'Boolean') return 'boolean';
  if (kind === 'Number') return 'number';
  if (kind.endsWith('Map')) return 'object';
  return kind.endsWith('List') ? 'list' : 'any';
}
