import { type Condition, PLAN_PARTS, partsOf, type RulePlan, type Segments, type Value } from '../plan/plan.ts';
import type { Entity } from '../values/entity.ts';
import { isObject } from '../values/value.ts';
import type { Explanation } from './explanation.ts';

/** Of so many kinds of entities, those that came last, explanations are kept. */
const KEPT = 8;

interface Kept {
  readonly values: readonly unknown[];
  readonly explanation: Omit<Explanation, 'entity'>;
}

/**
 * Entities that a rule cannot tell apart are explained once: what fails a rule mostly fails it alike, and an explanation
 * costs many times what the verdict does. Only where the rule reads nothing but single values at paths of the entity.
 */
export class Alike {
  readonly #paths: readonly Segments[] | undefined;
  #kept: Kept[] = [];

  constructor(plan: RulePlan) {
    this.#paths = pathsOf(plan);
  }

  /** What was said of an entity with the same values at the same time, or else what `explain` says. */
  explained(entity: Entity, now: number, explain: () => Explanation): Explanation {
    const values = this.#paths === undefined ? undefined : valuesOf(entity, this.#paths);
    if (values === undefined) return explain();
    const known = this.#kept.find((kept) => kept.explanation.now === now && areSame(kept.values, values));
    if (known !== undefined) return { ...known.explanation, entity };
    const explanation = explain();
    const { entity: _, ...kept } = explanation;
    this.#kept = [{ values, explanation: kept }, ...this.#kept.slice(0, KEPT - 1)];
    return explanation;
  }
}

/** The paths of everything that a rule reads; undefined where it reads more than values at paths. */
function pathsOf(plan: RulePlan): readonly Segments[] | undefined {
  if (plan.isList || plan.resourceTypes.length > 0) return undefined;
  const paths: Segments[] = [];
  const isSimple = (part: Condition | Value): boolean => {
    switch (part.kind) {
      case 'path':
        paths.push(part.segments);
        return true;
      case 'block':
      case 'groups':
      case 'count':
        return false;
      case 'call':
        // Without a receiver a function may look at the entity itself.
        return part.on !== undefined && partsOf(part).every(isSimple);
      default:
        return partsOf(part).every(isSimple);
    }
  };
  const isAll = PLAN_PARTS.every((name) => {
    const part = plan[name];
    return part === undefined || isSimple(part);
  });
  return isAll ? paths : undefined;
}

/** What stands at the paths, and how deep where one ends early; undefined where that is a list or an object. */
function valuesOf(entity: Entity, paths: readonly Segments[]): readonly unknown[] | undefined {
  const values: unknown[] = [];
  for (const path of paths) {
    let value: unknown = entity;
    let depth = 0;
    for (const name of path) {
      if (!isObject(value)) break;
      value = Object.hasOwn(value, name) ? value[name] : undefined;
      depth += 1;
    }
    if (typeof value === 'object' && value !== null) return undefined;
    values.push(value, depth);
  }
  return values;
}

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((value, index) => Object.is(value, b[index]));
}
