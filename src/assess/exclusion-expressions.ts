import type { ExcludedByAbsence } from './absence.ts';
import { nearName } from '../check/known-names.ts';
import { EvidenceCollector, type EvidencePlan } from '../run/evidence.ts';
import type { PathEvidence } from '../run/evidence-path.ts';
import { evidencePlan } from '../run/evidence-plan.ts';
import { begin, type Scope, type TruthClosure } from '../run/scope.ts';
import { lower } from '../plan/lower.ts';
import { type Condition, partsOf, type PathValue, type Value } from '../plan/plan.ts';
import { UnknownValues } from '../run/unknown.ts';
import { isNullish } from '../values/equality.ts';
import { ClosureMaker } from '../run/closures.ts';
import { type EnvironmentOptions, runEnvironment } from '../run/environment.ts';
import type { ExclusionSubject } from '../rules/exclusion-match.ts';
import { queryOf } from '../syntax/condition.ts';
import { parseConditionRepaired } from '../syntax/repaired.ts';
import { defined } from '../text/defined.ts';

/** What conditions are asked with. */
type ExclusionEnvironment = Pick<EnvironmentOptions, 'lists' | 'matchCase'>;

/** A condition that is ready to be asked, and what its answers rest on. */
interface Compiled {
  readonly holds: TruthClosure;
  readonly evidence: EvidencePlan | undefined;
  /** The paths whose values it compares. */
  readonly compared: ReadonlySet<PathValue>;
  /** The lists of the entity that blocks look into. */
  readonly lists: ReadonlySet<PathValue>;
}

/**
 * The GSL conditions of exclusions, each compiled once. One that does not parse excludes nothing, and neither does one that
 * asks an entity for a name that is near one which it has: `nmae != 'prod'` is true of all. A comparison with what the entity
 * has not is not known: what is accepted is said of what is there, and who means the absence asks `isEmpty()`.
 */
export class ExclusionExpressions {
  private readonly compiled = new Map<string, Compiled>();

  private readonly scope: Scope;
  private readonly environment: ExclusionEnvironment;
  private readonly absence: ExcludedByAbsence;

  constructor(scope: Scope, environment: ExclusionEnvironment, absence: ExcludedByAbsence) {
    this.scope = scope;
    this.environment = environment;
    this.absence = absence;
  }

  /** Whether a condition is true of the entity; it can also ask for the rule's `severity`, as CloudGuard's do. */
  readonly matches = (expression: string, { rule, entity }: ExclusionSubject): boolean => {
    let compiled = this.compiled.get(expression);
    if (compiled === undefined) {
      compiled = compileCondition(expression, this.environment);
      this.compiled.set(expression, compiled);
    }
    begin(this.scope);
    const subject = Object.hasOwn(entity, 'severity') ? entity : { ...entity, severity: rule.severity };
    if (subject !== entity) this.scope.unknown?.copy(entity, subject);
    const holds = compiled.holds(subject, this.scope) === true && this.scope.left >= 0;
    return holds && this.isTold(compiled, subject, expression);
  };

  /** Whether a condition holds by what the entity has, and not by a slip or by what is missing in it. */
  private isTold(compiled: Compiled, subject: object, expression: string): boolean {
    const { evidence, compared, lists } = compiled;
    if (evidence === undefined) return true;
    const collector = new EvidenceCollector(evidence);
    collector.observe(subject, this.scope);
    const missing = collector.evidence.filter((found) => found.kind === 'path').filter(({ supported }) => !supported);
    const isSlip = missing.some(
      ({ asked, part, depth, names }) =>
        asked > 0 && nearName(String(part.segments[depth]), names.keys()) !== undefined,
    );
    if (isSlip) return false;
    const untold = missing.filter(({ part }) => compared.has(part));
    // `environment != 'prod'` says nothing of an entity without one: asked once more, with that as not known.
    if (untold.length > 0 && !this.holdsWithout(compiled, subject, untold)) return false;
    // `not labels contain [ … ]` of an entity without labels holds, as in rules, and is said.
    for (const one of missing)
      if (lists.has(one.part) && !this.holdsWithout(compiled, subject, [one]))
        this.absence.add(expression, one.part.segments.join('.'));
    return true;
  }

  /** Whether a condition holds also where what the entity has not is not known. */
  private holdsWithout({ holds }: Compiled, subject: object, untold: readonly Pick<PathEvidence, 'part'>[]): boolean {
    const copy = { ...subject };
    // By itself: nested values are the entity's own, and rules ask for them too.
    const unknown = new UnknownValues(this.scope.unknown);
    unknown.copy(subject, copy);
    unknown.add(copy, Object.fromEntries(untold.map(({ part }) => [part.segments.join('.'), 'the entity has it not'])));
    const scope = { ...this.scope, unknown };
    begin(scope);
    return holds(copy, scope) === true && scope.left >= 0;
  }
}

const NEVER: Compiled = { holds: () => false, evidence: undefined, compared: new Set(), lists: new Set() };

function compileCondition(expression: string, { lists, matchCase }: ExclusionEnvironment): Compiled {
  const { condition } = parseConditionRepaired(expression);
  if (condition === undefined) return NEVER;
  const environment = runEnvironment(defined({ lists, matchCase }));
  const plan = lower(queryOf(condition), environment.functions);
  if (plan.where === undefined) return NEVER;
  const holds = new ClosureMaker(environment, plan.usesOuter).condition(plan.where);
  return {
    holds,
    evidence: evidencePlan(plan, environment),
    compared: comparedPaths(plan.where),
    lists: listPaths(plan.where),
  };
}

/** The paths of the entity that blocks look into, but for those which the condition asks whether they are there. */
function listPaths(condition: Condition): ReadonlySet<PathValue> {
  const lists = new Set<PathValue>();
  const asked = new Set<string>();
  const visit = (part: Condition | Value): void => {
    const isBlock = part.kind === 'block' || part.kind === 'groups';
    if (part.kind === 'path') asked.add(part.segments.join('.'));
    if (!isBlock) partsOf(part).forEach(visit);
    else if (part.list.kind === 'path' && part.list.levels === 0) lists.add(part.list);
    else visit(part.list);
  };
  visit(condition);
  return new Set([...lists].filter(({ segments }) => !asked.has(segments.join('.'))));
}

/** The paths of the entity whose values a condition compares with something that is there. */
function comparedPaths(condition: Condition): ReadonlySet<PathValue> {
  const found = new Set<PathValue>();
  const visit = (part: Condition | Value): void => {
    const asksForNull = part.kind === 'test' && part.predicate.kind === 'compare' && isNullish(part.predicate.to);
    const values = part.kind === 'test' || part.kind === 'compare' || part.kind === 'member' ? partsOf(part) : [];
    for (const value of values)
      if (!asksForNull && value.kind === 'path' && value.levels === 0 && value.segments.length > 0) found.add(value);
    // What stands in a block is a property of its elements.
    if (part.kind !== 'block' && part.kind !== 'groups') partsOf(part).forEach(visit);
  };
  visit(condition);
  return found;
}
