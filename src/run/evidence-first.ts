import type { Segments } from '../plan/plan.ts';
import { EvaluationError, isEmpty, isObject, single } from '../values/value.ts';
import type { Scope, ValueClosure } from './scope.ts';

/** So many values are looked at, the first that there are: looking at all would cost, whatever they are. */
export const MAX_FIRST = 200;

/** So many elements of one list are looked at for evidence. */
export const MAX_LOOKED_AT = 2_000;

/** Which values of a place count: what is there, null too, also what is missing, or objects alone. */
export type Counted = 'there' | 'null too' | 'all' | 'objects';

/** How the values of a place are come by, from the entity or element that has them. */
export interface Way {
  readonly value: ValueClosure;
  /** The path to it; undefined where it leads out of the element. */
  readonly segments: Segments | undefined;
  readonly counted: Counted;
}

/** The first values of a place, looked at once for all rules that ask for it. */
export class FirstValues {
  readonly values: unknown[] = [];
  /** The places of those that stand in entities of which some is secret. */
  readonly secret = new Set<number>();
  /** The path without which nothing counts; undefined where names alone do not tell that. */
  readonly reads: Segments | undefined;
  private readonly way: Way;
  private known: { readonly of: number; readonly types: ReadonlySet<string> } | undefined;

  constructor(way: Way) {
    this.way = way;
    this.reads = way.counted === 'all' ? undefined : way.segments;
  }

  get isFull(): boolean {
    return this.values.length >= MAX_FIRST;
  }

  /** The types of the values, of a list of one that of what is in it. */
  get types(): ReadonlySet<string> {
    const { values } = this;
    if (this.known?.of === values.length) return this.known.types;
    const types = new Set<string>();
    for (const value of values) types.add(typeof single(value));
    this.known = { of: values.length, types };
    return types;
  }

  /** Looks at an entity, or an element of a list. */
  look(self: unknown, scope: Scope): void {
    const { reads, way } = this;
    let found = reads === undefined || scope.unknown !== undefined ? OTHERWISE : valueAt(self, reads);
    if (found === MISSING) return;
    if (found === OTHERWISE) found = way.value(self, scope);
    if (!counts(found, way.counted)) return;
    if (scope.hasSecrets === true) this.secret.add(this.values.length);
    this.values.push(found);
  }
}

/** A path ends in an object that has no such step. */
const MISSING = Symbol('missing');
/** A path does not lead through objects alone. */
const OTHERWISE = Symbol('otherwise');

/** What stands at the end of a path through objects, which is most often there at once. */
function valueAt(self: unknown, segments: Segments): unknown {
  let value = self;
  for (let depth = 0; depth < segments.length; depth += 1) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return OTHERWISE;
    const name = segments[depth] ?? 0;
    if (!Object.hasOwn(value, name)) return MISSING;
    value = (value as Readonly<Record<string | number, unknown>>)[name];
  }
  return value;
}

function counts(found: unknown, counted: Counted): boolean {
  if (counted === 'objects') {
    const one = single(found);
    return isObject(one) && !(one instanceof EvaluationError);
  }
  if (found === undefined) return counted === 'all';
  if (found === null) return counted !== 'there';
  // An empty list or object holds nothing that could be meant.
  return typeof found !== 'object' || !(found instanceof EvaluationError || isEmpty(found));
}

/** A place of a rule's evidence that tells of the first values. */
export interface FirstPlace {
  /** Its place among all evidence of the rule. */
  readonly place: number;
  /** The same for all rules that ask for the same; undefined where the rule looks at something else than others do. */
  readonly key: string | undefined;
  /** How the values are come by; made for the first rule that asks. */
  readonly way: () => Way;
}
