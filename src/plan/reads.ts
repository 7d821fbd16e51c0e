import type { FunctionTable } from '../functions/define.ts';
import { segmentsOf } from '../values/path.ts';
import type { Condition, RulePlan, Segments, Value } from './plan.ts';
import { PLAN_PARTS, partsOf } from './plan.ts';

/** Stands in a path for every element of a list; a single value is a list of one. */
export const ELEMENTS = Symbol.for('gsl.elements');

/** A step from a value to one inside it. */
export type Step = string | number | typeof ELEMENTS;

/** Where a value stands: in entities of a type, at a path. */
export interface Location {
  readonly type: string;
  readonly path: readonly Step[];
}

/** The elements around the current one, innermost last; undefined where it is not told where they come from. */
export type Locations = readonly (Location | undefined)[];

/** Where the entity of a plan stands: what is in the `items` of a `List<X>` is of type `X`. */
export function rootOf({ target, isList }: Pick<RulePlan, 'target' | 'isList'>): Location | undefined {
  if (target === undefined) return undefined;
  return { type: isList ? `List<${target}>` : target, path: [] };
}

/** Where the value of something comes from; undefined for what is made (a count, a part of a text). */
export function locationOf(value: Value, around: Locations, functions: FunctionTable): Location | undefined {
  switch (value.kind) {
    case 'path':
      return inside(around[around.length - 1 - value.levels], value.segments);
    case 'block':
      return value.operator === 'with' ? locationOf(value.list, around, functions) : undefined;
    case 'call': {
      const [first] = value.args;
      const text = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : undefined;
      const on = value.on === undefined ? undefined : locationOf(value.on, around, functions);
      switch (functions.named(value.name)?.gives) {
        case 'receiver':
          return on;
        case 'element':
          return elementsAt(on);
        case 'value':
          return text === undefined ? undefined : inside(on, segmentsOf(text));
        case 'values':
          return text === undefined ? undefined : inside(elementsAt(on), segmentsOf(text));
        case 'resources':
          return text === undefined ? undefined : { type: text, path: [] };
        default:
          return undefined;
      }
    }
    default:
      return undefined;
  }
}

/** Where the elements of a list stand. */
export function elementsAt(list: Location | undefined): Location | undefined {
  if (list === undefined) return undefined;
  const { type, path } = list;
  // A function gives entities themselves; a block over them looks at each.
  if (path.length === 0) return list;
  const item = /^List<(.*)>$/u.exec(type)?.[1];
  if (item !== undefined && path.length === 1 && path[0] === 'items') return { type: item, path: [] };
  return { type, path: [...path, ELEMENTS] };
}

function inside(owner: Location | undefined, segments: Segments): Location | undefined {
  return owner === undefined ? undefined : { type: owner.type, path: [...owner.path, ...segments] };
}

/**
 * The paths that a rule can read, of each type of entity; {@link ELEMENTS} stands for the elements of a list. All below the
 * end of a path can be read too. What a reader must keep, evidence is shown for, and a query must select.
 *
 * @example
 * readsOf(plan, functions).get('SecurityGroup') // [['inboundRules'], ['inboundRules', ELEMENTS, 'port']]
 */
export function readsOf(plan: RulePlan, functions: FunctionTable): ReadonlyMap<string, readonly (readonly Step[])[]> {
  const reads = new Map<string, Map<string, readonly Step[]>>();
  const note = (location: Location | undefined): void => {
    if (location === undefined || location.path.length === 0) return;
    let ofType = reads.get(location.type);
    if (ofType === undefined) reads.set(location.type, (ofType = new Map()));
    ofType.set(location.path.map((step) => (step === ELEMENTS ? '[]' : JSON.stringify(step))).join('.'), location.path);
  };
  const visit = (part: Condition | Value, around: Locations): void => {
    if (part.kind === 'path' || part.kind === 'call') note(locationOf(part, around, functions));
    if (part.kind === 'block' || part.kind === 'groups') {
      visit(part.list, around);
      const within = [...around, elementsAt(locationOf(part.list, around, functions))];
      visit(part.kind === 'block' ? part.body : part.key, within);
      return;
    }
    if (part.kind === 'call' && functions.named(part.name)?.usesResources === true) noteLookup(part.args, note);
    for (const inner of partsOf(part)) visit(inner, around);
  };
  for (const part of PLAN_PARTS) {
    const condition = plan[part];
    if (condition !== undefined) visit(condition, [rootOf(plan)]);
  }
  return new Map([...reads].map(([type, paths]) => [type, [...paths.values()]]));
}

/** `getResource` looks entities up by `id`, `getResources` by the property that its third argument names. */
function noteLookup([type, , field]: readonly Value[], note: (location: Location) => void): void {
  if (type?.kind !== 'literal' || typeof type.value !== 'string') return;
  const path = field?.kind === 'literal' && typeof field.value === 'string' ? segmentsOf(field.value) : ['id'];
  note({ type: type.value, path });
}

/**
 * The names of an entity's own properties that a plan's paths begin with; undefined where it asks for the entity as a whole.
 *
 * @example
 * namesRead(plan) // Set { 'inboundRules' }
 */
export function namesRead(plan: RulePlan): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  /** Whether only names are asked for. */
  const visit = (part: Condition | Value, depth: number): boolean => {
    if (part.kind === 'path') {
      const [first] = part.segments;
      if (part.levels !== depth) return true;
      if (typeof first === 'string') names.add(first);
      return typeof first === 'string';
    }
    if (part.kind === 'block') return visit(part.list, depth) && visit(part.body, depth + 1);
    if (part.kind === 'groups') return visit(part.list, depth) && visit(part.key, depth + 1);
    return partsOf(part).every((inner) => visit(inner, depth));
  };
  const isByName = PLAN_PARTS.every((name) => {
    const condition = plan[name];
    return condition === undefined || visit(condition, 0);
  });
  return isByName ? names : undefined;
}
