import { assumedRecord } from '../../coverage.ts';
import { isObject, ownValue } from '../../entity.ts';
import { parseJson } from '../../formats/json-value.ts';
import { placeOf, problem } from '../../problems.ts';
import type { ReadOptions } from '../../reader.ts';
import type { InventoryRecord } from '../../../values/record.ts';
import type { HclFolder } from './folder.ts';
import { instanceRecords, isLeftOut, jsonBody } from './instances.ts';
import { JsonTemplates } from './json-templates.ts';
import { moduleProblem } from './module-problem.ts';
import type { HclParser } from './node.ts';
import { isOverride } from './override.ts';
import { HclScope, type ModuleCall } from './scope.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * The resources of a configuration in JSON. Texts are templates, with the expressions of HCL in `${…}`: without a parser,
 * names of variables and locals alone are known.
 *
 * Format: https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function* jsonConfiguration(
  bytes: Uint8Array,
  file: string,
  options: ReadOptions,
  { folder, parse }: { readonly folder?: HclFolder | undefined; readonly parse?: HclParser | undefined } = {},
): Generator<InventoryRecord> {
  const { value, problem: broken } = parseJson(bytes, placeOf(file), options);
  if (broken !== undefined) yield broken;
  else if (!isObject(value)) yield problem('not-an-entity', 'the configuration is no object', placeOf(file));
  else {
    const given = { json: [{ file, json: value }], ...(parse === undefined ? {} : { parse }) };
    const scope = folder?.scope ?? new HclScope([], [], options.parameters, given);
    const templates = new JsonTemplates(scope.lookup, parse);
    for (const [type, label, body] of labelled(ownValue(value, 'resource'))) {
      const overrides = folder?.overrides.get(`${type}.${label}`) ?? [];
      // What it says stands in the record of what it overrides.
      if (overrides.length > 0 && isOverride(file)) continue;
      yield* instanceRecords(type, label, [jsonBody(body, templates), ...overrides], placeOf(file));
    }
    if (scope.assumed.length > 0) yield assumedRecord('terraform-configuration', placeOf(file), scope.assumed);
    for (const [name, body] of Object.entries(members(ownValue(value, 'module')))) {
      if (isLeftOut(jsonBody(members(body), templates))) continue;
      const missing = moduleProblem(name, templates.value(ownValue(members(body), 'source')), placeOf(file), options);
      if (missing !== undefined) yield missing;
    }
  }
}

/** The modules that a configuration in JSON calls, each with what it gives them. */
export function modulesInJson(
  configuration: Members,
  templates: JsonTemplates,
): readonly { readonly source: unknown; readonly argument: ModuleCall }[] {
  return Object.values(members(ownValue(configuration, 'module'))).map((body) => ({
    source: ownValue(members(body), 'source'),
    argument: (name) => {
      const given = ownValue(members(body), name);
      return given === undefined ? undefined : templates.evaluate(given);
    },
  }));
}

/** An object, or the objects of a list as one. */
export function members(value: unknown): Members {
  if (Array.isArray(value)) return Object.assign({}, ...value.filter(isObject)) as Members;
  return isObject(value) ? value : {};
}

/** `{ "type": { "label": { … } } }`; each level may be a list of such objects. */
export function* labelled(value: unknown): Generator<readonly [type: string, label: string, body: Members]> {
  for (const types of [value].flat()) {
    for (const [type, labels] of Object.entries(isObject(types) ? types : {})) {
      for (const one of [labels].flat()) {
        for (const [label, bodies] of Object.entries(isObject(one) ? one : {})) {
          for (const body of [bodies].flat()) if (type !== '//' && isObject(body)) yield [type, label, body];
        }
      }
    }
  }
}
