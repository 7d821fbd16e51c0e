import type { LoadedRuleset, Packaging } from '../rules/rule.ts';
import { defined } from '../text/defined.ts';
import { isObject, type JsonObject } from '../values/value.ts';
import { textOf } from './stored-value.ts';

/** A ruleset as a report tells of it; those of older versions tell the name alone. */
export function rulesetFrom(name: string, fields: JsonObject = {}): LoadedRuleset {
  const { id, description, cloudVendor, version, packaging } = fields;
  const told = { id: textOf(id), description: textOf(description), cloudVendor: textOf(cloudVendor) };
  return { name, rules: [], ...defined({ ...told, version: textOf(version), packaging: packagingFrom(packaging) }) };
}

function packagingFrom(stored: unknown): Packaging | undefined {
  if (!isObject(stored)) return undefined;
  const [name, version] = [textOf(stored['name']), textOf(stored['version'])];
  return name === undefined || version === undefined ? undefined : { name, version };
}
