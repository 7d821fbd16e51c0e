import { assumedRecord } from '../coverage.ts';
import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { secretPaths } from '../secret-names.ts';
import { placeOf, problem } from '../problems.ts';
import type { Origin } from '../aws/shape.ts';
import {
  entityRecord,
  type EntityRecord,
  isEntityRecord,
  type InventoryRecord,
  type ProblemRecord,
} from '../../values/record.ts';
import { azureRecord, EXPRESSION, isExpression } from './resource.ts';
import { loopsOf } from './template-loops.ts';
import { TemplateValues } from './template-values.ts';

type Values = Readonly<Record<string, unknown>>;

/** Types whose parts may be resources of their own, and the property that these would be in. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'microsoft.network/networksecuritygroups/securityrules': [
    'inboundRules',
    'outboundRules',
    'inboundSecurityRules',
    'outboundSecurityRules',
  ],
};

/** Resources of a template as they were read: one, or the list or object of all; and the line that they begin on. */
export interface TemplatePart {
  readonly value: unknown;
  readonly line: number | undefined;
}

/** What a template has beside its resources, and the values that are given for its parameters. */
export interface TemplateSource {
  readonly template: Values;
  readonly given: Values;
}

/**
 * The resources of a template (ARM), those inside of others and of nested deployments too. Expressions are evaluated as far
 * as parameters and variables tell (`template-values.ts`). What holds another is unknown, and so is what is left out, since
 * the deployment fills it in. What a condition leaves out whatever else is given is left out here, and said.
 */
export function* templateRecords(
  parts: readonly TemplatePart[],
  origin: Origin,
  inputs: readonly string[] = [],
  { template, given }: TemplateSource = { template: {}, given: {} },
): Generator<InventoryRecord> {
  const leftOut: string[] = [];
  const values = new TemplateValues(template, given, 'assumed');
  const scope = { values, certain: new TemplateValues(template, given, 'unknown'), leftOut };
  const resources = parts.flatMap(({ value, line }) =>
    [...resourcesOf(isSingle(value) ? [value] : value, '', scope)].map((found) => ({ ...found, line })),
  );
  const apart = resources.flatMap(({ type }) => PARTS[type.toLowerCase()] ?? []);
  for (const { resource: written, type, line, values: its } of resources) {
    const name = its.resolve(ownText(written, 'name') ?? '');
    const place = placeOf(origin.place.file, line, undefined, `${type}/${String(name)}`);
    if (type === '') {
      yield problem('not-an-entity', 'the resource has no `type`', place);
      continue;
    }
    const resolved = its.resolve(written);
    const resource = isObject(resolved) ? resolved : written;
    const record = azureRecord({ ...resource, type }, { ...origin, place }, true);
    yield isEntityRecord(record) ? withExpressions(record, apart, place, its) : record;
    const linked = linkedTemplate(resource, type, inputs, place);
    if (linked !== undefined) yield linked;
  }
  const assumed = [...leftOut, ...values.assumed];
  if (assumed.length > 0) yield assumedRecord('azure', origin.place, assumed);
}

/** A resource names its type; an object of symbolic names holds resources. */
function isSingle(value: unknown): boolean {
  return isObject(value) && typeof ownValue(value, 'type') === 'string';
}

/** The values that count where a resource stands. */
interface Scope {
  readonly values: TemplateValues;
  /** Those that no default of a parameter goes into. */
  readonly certain: TemplateValues;
  /** What is not made, in words, where an expression says so. */
  readonly leftOut: string[];
}

interface TemplateResource {
  readonly resource: Values;
  readonly type: string;
  readonly values: TemplateValues;
}

/** A list, or an object of symbolic names; the document's depth limit bounds the recursion. */
function* resourcesOf(value: unknown, parentType: string, scope: Scope): Generator<TemplateResource> {
  const { values, certain, leftOut } = scope;
  const named = isObject(value) ? Object.values(value) : [];
  const items: readonly unknown[] = Array.isArray(value) ? value : named;
  for (const resource of items) {
    if (!isObject(resource)) continue;
    const turns = turnsOf(resource, values);
    if (turns !== undefined) {
      for (const each of turns) yield* resourcesOf([each.resource], parentType, { ...scope, ...each.scope(scope) });
      continue;
    }
    const own = ownText(resource, 'type') ?? '';
    const type = parentType === '' || own === '' || own.includes('.') ? own : `${parentType}/${own}`;
    const isMade = !isNotMade(resource, scope);
    if (isMade) yield { resource, type, values };
    // A condition counts for the resource alone: those inside are made without it.
    yield* resourcesOf(ownValue(resource, 'resources'), type, scope);
    const properties = ownObject(resource, 'properties') ?? {};
    const nested = isMade ? ownObject(properties, 'template') : undefined;
    if (nested === undefined) continue;
    const inner = { values: values.within(properties), certain: certain.within(properties), leftOut };
    yield* resourcesOf(ownValue(nested, 'resources'), '', inner);
  }
}

/** A resource in each turn of its loop, without that; undefined where there is none, or it is not known how often it turns. */
function turnsOf(
  resource: Values,
  values: TemplateValues,
): readonly { readonly resource: Values; readonly scope: (around: Scope) => Partial<Scope> }[] | undefined {
  const loop = ownObject(resource, 'copy');
  const name = loop === undefined ? undefined : ownText(loop, 'name');
  if (loop === undefined || name === undefined) return undefined;
  const turns = values.turns(ownValue(loop, 'count'), resource);
  // None by a default is not certain: then it is judged once.
  if (turns === undefined || turns === 0) return undefined;
  const { copy, ...rest } = resource;
  return Array.from({ length: turns }, (_, index) => ({
    resource: rest,
    scope: (around) => ({
      values: around.values.looped(name, index, true),
      certain: around.certain.looped(name, index, true),
    }),
  }));
}

/** What Bicep refers to (`existing`), what a condition leaves out and what is copied no times are not of the template. */
function isNotMade(resource: Values, { values, certain, leftOut }: Scope): boolean {
  if (ownValue(resource, 'existing') === true) return true;
  const condition = ownValue(resource, 'condition');
  const count = ownValue(ownObject(resource, 'copy') ?? {}, 'count');
  const isLeftOut = certain.resolve(condition) === false;
  if (!isLeftOut && certain.resolve(count) !== 0) return false;
  if (isExpression(isLeftOut ? condition : count)) {
    const why = isLeftOut ? 'its `condition` is false' : 'its `copy` makes none';
    leftOut.push(`no \`${String(values.resolve(ownValue(resource, 'name')))}\` (${why})`);
  }
  return true;
}

/** A deployment of a template that stands elsewhere, and is in no input: its resources are not seen. */
function linkedTemplate(
  resource: Values,
  type: string,
  inputs: readonly string[],
  place: Origin['place'],
): ProblemRecord | undefined {
  if (!/^microsoft\.resources\/deployment(?:s|stacks)$/iu.test(type)) return undefined;
  const link = ownObject(ownObject(resource, 'properties') ?? {}, 'templateLink');
  if (link === undefined) return undefined;
  const where = ['relativePath', 'uri', 'id'].map((name) => ownText(link, name)).find((text) => text !== undefined);
  // Where it is put together by an expression, its last part mostly is not.
  const name = where === undefined ? undefined : /([^/\\'"\s]+\.json)\b(?!.*\.json\b)/su.exec(where)?.[1];
  if (name !== undefined && inputs.some((input) => input.split(/[/\\]/u).at(-1) === name)) return undefined;
  const from = where === undefined ? '' : ` (${where})`;
  const message = `the deployment \`${ownText(resource, 'name') ?? ''}\`${from} makes resources that are in no input`;
  return problem('incomplete-input', message, place, 'read its template too');
}

function withExpressions(
  { entity, unknown = {} }: EntityRecord,
  apart: readonly string[],
  place: Origin['place'],
  values: TemplateValues,
): InventoryRecord {
  const found = new Map(Object.entries(unknown));
  for (const name of apart)
    if (Object.hasOwn(entity, name)) found.set(name, 'the template has rules as resources of their own');
  // Whatever the expression gives stands at the top as well.
  if (isExpression(entity['properties'])) found.set('*', EXPRESSION);
  const texts = new Map<string, string>();
  findExpressions(entity, '', found, texts);
  const record = entityRecord(
    entity,
    place,
    found.size === 0 ? undefined : Object.fromEntries(found),
    secretPaths(entity),
  );
  const known = new Map<string, readonly string[] | undefined>();
  const partly = [...texts].flatMap(([path, text]) => {
    if (!known.has(text)) known.set(text, values.partly(text));
    const pieces = known.get(text);
    return pieces === undefined ? [] : [[path, pieces] as const];
  });
  return partly.length === 0 ? record : { ...record, partly: Object.fromEntries(partly) };
}

/** A name with a dot in it cannot be told in a path: then all that it stands in is unknown. */
function findExpressions(value: unknown, path: string, found: Map<string, string>, texts: Map<string, string>): void {
  if (typeof value === 'string') {
    if (!isExpression(value) || path === '') return;
    found.set(path, EXPRESSION);
    texts.set(path, value);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const name of copiedIn(value)) found.set(path === '' ? name : `${path}.${name}`, COPIED);
  for (const [key, item] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    // What stands for several is none of them.
    if (key.includes('.')) findExpressions(item, path, found, new Map());
    else findExpressions(item, at, found, texts);
  }
}

const COPIED = 'how many `copy` makes is known at the deployment';

/** The properties that loops of an object fill, where it is not known how often they turn. */
function copiedIn(value: object): readonly string[] {
  return isObject(value) ? loopsOf(value).flatMap(({ name }) => (name.includes('.') ? [] : [name])) : [];
}
