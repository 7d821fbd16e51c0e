import type { Entity } from '../values/entity.ts';
import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { EvaluationError } from '../values/value.ts';
import { spend } from '../values/work.ts';
import { defineFunction, type EvaluationContext, type ResourceIndex } from './define.ts';

const DETAILS = [
  'Needs the whole snapshot. Where an entity is evaluated by itself, the result is an error: that nothing was found must not be taken for an answer.',
  'Values are equal as by `=`. Where the option `matchCase` minds case, and all that would be found differ by it alone, the result is an error.',
];

/** The index of the snapshot, or why there is none. */
function indexOf(name: string, { resources }: EvaluationContext): ResourceIndex | EvaluationError {
  return (
    resources ??
    new EvaluationError(
      'no-resources',
      `\`${name}()\` looks for other entities, and this one is evaluated by itself`,
      'assess a whole inventory, or give the other entities with the option `resources`',
    )
  );
}

/** `getResource()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const getResourceFunction = defineFunction({
  name: 'getResource',
  origin: 'observed',
  parameters: [
    { name: 'type', kind: 'text', summary: 'the type of the entity', constant: true },
    { name: 'idPath', kind: 'path', summary: 'the property that holds its `id`, or the id as text' },
  ],
  result: 'object',
  summary: 'The entity of a type whose `id` is the value of a property.',
  details: [
    ...DETAILS,
    'Missing when there is no such entity, and when the property is missing, null or empty. Of several, the first in the snapshot.',
    'An id that is a list, an object or a boolean: an error; `getResources` takes a list.',
  ],
  examples: [
    {
      condition: "getResource('VPC', vpcId) contain [ isDefault = true ]",
      entity: { vpcId: 'vpc-1' },
      holds: 'error',
      why: 'no snapshot',
    },
    {
      condition: "getResource('VPC', vpcId) contain [ isDefault = true ]",
      entity: { vpcId: 'vpc-1' },
      resources: [{ type: 'VPC', id: 'vpc-1', isDefault: true }],
      holds: true,
    },
    {
      condition: "getResource('VPC', vpcId) contain [ isDefault = true ]",
      entity: { vpcId: 'vpc-2' },
      resources: [{ type: 'VPC', id: 'vpc-1', isDefault: true }],
      holds: false,
      why: 'no such entity',
    },
    { condition: "getResource('VPC', vpcId)", entity: {}, holds: 'error', why: 'no snapshot' },
    {
      condition: "vpcId isEmpty() or getResource('VPC', vpcId) isEmpty()",
      entity: { vpcId: null },
      holds: true,
      why: 'decided without a snapshot',
    },
  ],
  usesResources: true,
  gives: 'resources',
  bind:
    ([type, id], options) =>
    (_receiver, context) => {
      const index = indexOf('getResource', context);
      if (index instanceof EvaluationError) return index;
      if (isNothing(id)) return undefined;
      if (typeof id === 'object' || typeof id === 'boolean') {
        return new EvaluationError(
          'wrong-type',
          `\`getResource()\` takes one id, and this is ${kindOf(id)}`,
          Array.isArray(id) ? 'write `getResources(…)` for a list of ids' : undefined,
        );
      }
      const found = index.find(textOf(type) ?? '', 'id', id, options?.matchCase);
      return found instanceof EvaluationError ? found : found[0];
    },
});

/** `getResources()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const getResourcesFunction = defineFunction({
  name: 'getResources',
  origin: 'observed',
  parameters: [
    { name: 'type', kind: 'text', summary: 'the type of the entities', constant: true },
    { name: 'path', kind: 'path', summary: 'the property with the value to look for, or the value as text' },
    { name: 'field', kind: 'text', summary: 'the property of the entities that must equal it' },
  ],
  result: 'list',
  summary: 'The entities of a type of which a property equals a property of this one.',
  details: [
    ...DETAILS,
    'Where the value to look for is a list, the entities that equal one of its elements, each once, in the order of the elements.',
    'An empty list when there are none, and when the value to look for is missing, null or empty.',
  ],
  examples: [
    {
      condition: "getResources('Subnet', id, 'vpc.id') length() > 0",
      entity: { id: 'vpc-1' },
      holds: 'error',
      why: 'no snapshot',
    },
    {
      condition: "getResources('Subnet', id, 'vpc.id') with [ isPublic = true ] length() = 1",
      entity: { id: 'vpc-1' },
      resources: [
        { type: 'Subnet', id: 'subnet-1', vpc: { id: 'vpc-1' }, isPublic: true },
        { type: 'Subnet', id: 'subnet-2', vpc: { id: 'vpc-2' }, isPublic: true },
      ],
      holds: true,
    },
    { condition: "getResources('Subnet', id, 'vpc.id') isEmpty()", entity: {}, holds: 'error', why: 'no snapshot' },
    {
      condition: "isDefault = true or getResources('Subnet', id, 'vpc.id') length() > 0",
      entity: { isDefault: true, id: 'vpc-1' },
      holds: true,
      why: 'decided without a snapshot',
    },
  ],
  usesResources: true,
  gives: 'resources',
  bind:
    ([type, value, field], options) =>
    (_receiver, context) => {
      const index = indexOf('getResources', context);
      if (index instanceof EvaluationError) return index;
      const found = new Set<Entity>();
      for (const one of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
        if (isNothing(one)) continue;
        const entities = index.find(textOf(type) ?? '', textOf(field) ?? '', one, options?.matchCase);
        if (entities instanceof EvaluationError) return entities;
        spend(context, entities.length);
        for (const entity of entities) found.add(entity);
        if ((context.left ?? 0) < 0) break;
      }
      return [...found];
    },
});

/** No value to look for: two entities that both lack something have nothing to do with each other. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
