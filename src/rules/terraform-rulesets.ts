import type { DataPath } from '../text/message.ts';
import { isObject, type JsonObject } from '../values/value.ts';

/** The resource of CloudGuard's Terraform provider that holds a ruleset. */
const RESOURCE = 'dome9_ruleset';

/** A ruleset inside of a plan or state, and where it stands. */
export interface TerraformRuleset {
  readonly attributes: JsonObject;
  readonly path: DataPath;
}

/**
 * The rulesets in the JSON of a Terraform plan or state: what `dome9_ruleset` resources, and data sources of that name, hold.
 * Undefined for what is neither.
 */
export function rulesetsInTerraform(document: JsonObject): readonly TerraformRuleset[] | undefined {
  const changes = document['resource_changes'];
  if (Array.isArray(changes)) {
    return changes.flatMap((resource: unknown, index) => {
      const change = isRuleset(resource) ? resource['change'] : undefined;
      const after = isObject(change) ? change['after'] : undefined;
      const path = ['resource_changes', index, 'change', 'after'];
      return isObject(after) ? [{ attributes: after, path }] : [];
    });
  }
  for (const key of ['planned_values', 'values']) {
    const values = document[key];
    if (isObject(values) && isObject(values['root_module'])) {
      return inModule(values['root_module'], [key, 'root_module']);
    }
  }
  if (document['version'] !== 4 || !Array.isArray(document['resources'])) return undefined;
  return document['resources'].flatMap((resource: unknown, index) => {
    const instances: unknown = isRuleset(resource) ? resource['instances'] : [];
    return (Array.isArray(instances) ? instances : []).flatMap((instance: unknown, at) => {
      const attributes = isObject(instance) ? instance['attributes'] : undefined;
      const path = ['resources', index, 'instances', at, 'attributes'];
      return isObject(attributes) ? [{ attributes, path }] : [];
    });
  });
}

function isRuleset(resource: unknown): resource is JsonObject {
  return isObject(resource) && resource['type'] === RESOURCE;
}

const MAX_DEPTH = 50;

function inModule(module: JsonObject, path: DataPath): readonly TerraformRuleset[] {
  if (path.length > MAX_DEPTH) return [];
  const listAt = (key: string): readonly unknown[] => {
    const list = module[key];
    return Array.isArray(list) ? (list as readonly unknown[]) : [];
  };
  const own = listAt('resources').flatMap((resource, index) => {
    const values = isRuleset(resource) ? resource['values'] : undefined;
    return isObject(values) ? [{ attributes: values, path: [...path, 'resources', index, 'values'] }] : [];
  });
  const inner = listAt('child_modules').flatMap((child, index) =>
    isObject(child) ? inModule(child, [...path, 'child_modules', index]) : [],
  );
  return [...own, ...inner];
}
