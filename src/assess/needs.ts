import type { FunctionTable } from '../functions/define.ts';
import { type Condition, PLAN_PARTS, partsOf, type RulePlan, type Value } from '../plan/plan.ts';
import { readsOf, type Step } from '../plan/reads.ts';
import type { AskNeeds, EntityNeeds } from '../values/record-batches.ts';
import { compiledOf, type RuleRun } from './rule-run.ts';

/** What tells that an entity came before. */
const IDENTITY: Paths = [['id'], ['name'], ['accountNumber'], ['region'], ['source']];
const NOTHING: Paths = [];

type Paths = readonly (readonly string[])[];

/**
 * What the rules of an assessment look at of entities, for readers that can leave out the rest. A type is read whole until
 * all that its rules rest on was seen: what is there instead is told by the names of what is there.
 *
 * @param asksIdentity whether it is still asked what entities are known by
 */
export function needsOf(
  runsOfTypes: ReadonlyMap<string, readonly RuleRun[]>,
  functions: FunctionTable,
  asksIdentity: () => boolean,
): AskNeeds {
  const known = new Map<string, Paths | undefined>();
  const pathsFor = (type: string, runs: readonly RuleRun[]): Paths | undefined => {
    if (!known.has(type)) known.set(type, pathsOf(runs, functions));
    return known.get(type);
  };
  const isOpen = (type: string): boolean => runsOfTypes.get(type)?.some(isOpenRun) === true;
  let open: readonly string[] = [...runsOfTypes.keys()];
  let identity: Paths | undefined;
  let needs: EntityNeeds = new Map();
  return () => {
    const stillOpen = open.filter(isOpen);
    const asked = asksIdentity() ? IDENTITY : NOTHING;
    if (asked !== identity || stillOpen.length < open.length) {
      open = stillOpen;
      identity = asked;
      const whole = new Set(stillOpen);
      needs = new Map(
        [...runsOfTypes].map(([type, runs]) => {
          const ofType = whole.has(type) ? undefined : pathsFor(type, runs);
          return [type, ofType === undefined ? undefined : [...ofType, ...asked]];
        }),
      );
    }
    return needs;
  };
}

/** Whether something of a rule is still to be looked at, as before its first entity. */
function isOpenRun({ about, evidence }: RuleRun): boolean {
  return about !== undefined && evidence?.isOpen !== false;
}

/** The paths that rules look at in entities of their type; undefined where one looks at the entity as a whole. */
function pathsOf(runs: readonly RuleRun[], functions: FunctionTable): Paths | undefined {
  const all: Paths[] = [];
  for (const run of runs) {
    const compiled = compiledOf(run);
    if (compiled === undefined) continue;
    const { plan } = compiled;
    if (asksWhole(plan)) return undefined;
    const ofRule = readsOf(plan, functions).get(compiled.target ?? '') ?? [];
    all.push(ofRule.map(namesOf));
  }
  return all.flat();
}

/** The steps up to the first that is no name: a list is kept with all of its elements. */
function namesOf(path: readonly Step[]): readonly string[] {
  const end = path.findIndex((step) => typeof step !== 'string');
  return (end < 0 ? path : path.slice(0, end)) as readonly string[];
}

/** Whether a plan asks for the entity itself and not for a path of it. */
function asksWhole(plan: RulePlan): boolean {
  const visit = (part: Condition | Value, depth: number): boolean => {
    if (part.kind === 'path') return part.segments.length === 0 && part.levels === depth;
    if (part.kind === 'block') return visit(part.list, depth) || visit(part.body, depth + 1);
    if (part.kind === 'groups') return visit(part.list, depth) || visit(part.key, depth + 1);
    return partsOf(part).some((inner) => visit(inner, depth));
  };
  return PLAN_PARTS.some((name) => {
    const condition = plan[name];
    return condition !== undefined && visit(condition, 0);
  });
}
