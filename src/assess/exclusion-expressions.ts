import { nearName } from '../check/names.ts';
import { EvidenceCollector, type EvidencePlan } from '../run/evidence.ts';
import { evidencePlan } from '../run/evidence-plan.ts';
import { begin, type Scope, type TruthClosure } from '../run/scope.ts';
import { lower } from '../plan/lower.ts';
import { ClosureMaker } from '../run/closures.ts';
import { type NamedLists, runEnvironment } from '../run/environment.ts';
import type { ExclusionSubject } from '../rules/exclusion-match.ts';
import { queryOf } from '../syntax/condition.ts';
import { parseCondition } from '../syntax/parse.ts';

/** A condition that is ready to be asked, and what its answers rest on. */
interface Compiled {
  readonly holds: TruthClosure;
  readonly evidence: EvidencePlan | undefined;
}

/**
 * The GSL conditions of exclusions, each compiled once. One that does not parse excludes nothing, and neither does one that
 * asks an entity for a name that is near one which it has: `nmae != 'prod'` is true of all.
 */
export class ExclusionExpressions {
  private readonly compiled = new Map<string, Compiled>();

  private readonly scope: Scope;
  private readonly lists: NamedLists | undefined;

  constructor(scope: Scope, lists: NamedLists | undefined) {
    this.scope = scope;
    this.lists = lists;
  }

  /** Whether a condition is true of the entity; it can also ask for the rule's `severity`, as CloudGuard's do. */
  readonly matches = (expression: string, { rule, entity }: ExclusionSubject): boolean => {
    let compiled = this.compiled.get(expression);
    if (compiled === undefined) {
      compiled = compileCondition(expression, this.lists);
      this.compiled.set(expression, compiled);
    }
    begin(this.scope);
    const subject = Object.hasOwn(entity, 'severity') ? entity : { ...entity, severity: rule.severity };
    if (subject !== entity) this.scope.unknown?.copy(entity, subject);
    const holds = compiled.holds(subject, this.scope) === true && this.scope.left >= 0;
    return holds && !this.hasSlip(compiled, subject);
  };

  private hasSlip({ evidence }: Compiled, subject: object): boolean {
    if (evidence === undefined) return false;
    const collector = new EvidenceCollector(evidence);
    collector.observe(subject, this.scope);
    return collector.evidence.some(
      (found) =>
        found.kind === 'path' &&
        !found.supported &&
        found.asked > 0 &&
        nearName(String(found.part.segments[found.depth]), found.names) !== undefined,
    );
  }
}

const NEVER: Compiled = { holds: () => false, evidence: undefined };

function compileCondition(expression: string, lists: NamedLists | undefined): Compiled {
  const { condition } = parseCondition(expression);
  if (condition === undefined) return NEVER;
  const environment = runEnvironment(lists === undefined ? {} : { lists });
  const plan = lower(queryOf(condition), environment.functions);
  if (plan.where === undefined) return NEVER;
  const holds = new ClosureMaker(environment, plan.usesOuter).condition(plan.where);
  return { holds, evidence: evidencePlan(plan, environment) };
}
