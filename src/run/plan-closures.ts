import type { RulePlan } from '../plan/plan.ts';
import type { Status } from '../values/outcome.ts';
import type { EvaluationError } from '../values/value.ts';
import { ClosureMaker } from './closures.ts';
import type { RunEnvironment } from './environment.ts';
import { begin, type Scope, TOO_MANY_ELEMENTS, type TruthClosure } from './scope.ts';

/** The closures of a rule's conditions, and what they say together. */
export class PlanClosures {
  readonly where: TruthClosure | undefined;
  readonly condition: TruthClosure | undefined;
  readonly exclude: TruthClosure | undefined;
  private readonly whenTrue: Status;
  private readonly whenFalse: Status;

  constructor(plan: RulePlan, environment: RunEnvironment) {
    const maker = new ClosureMaker(environment, plan.usesOuter);
    this.whenTrue = plan.whenTrue;
    this.whenFalse = plan.whenFalse;
    if (plan.where !== undefined) this.where = maker.condition(plan.where);
    if (plan.exclude !== undefined) this.exclude = maker.condition(plan.exclude);
    if (plan.condition !== undefined) this.condition = maker.condition(plan.condition);
  }

  judge(entity: unknown, scope: Scope): Status | EvaluationError {
    begin(scope);
    const judged = this.asked(entity, scope);
    // What was said when nothing was left says nothing.
    return scope.left < 0 ? TOO_MANY_ELEMENTS : judged;
  }

  private asked(entity: unknown, scope: Scope): Status | EvaluationError {
    if (this.where !== undefined) {
      const relevant = this.where(entity, scope);
      if (relevant !== true) return relevant === false ? 'irrelevant' : relevant;
    }
    if (this.exclude !== undefined) {
      const excluded = this.exclude(entity, scope);
      if (excluded !== false) return excluded === true ? 'excluded' : excluded;
    }
    if (this.condition === undefined) return this.whenTrue;
    const truth = this.condition(entity, scope);
    if (truth === true) return this.whenTrue;
    return truth === false ? this.whenFalse : truth;
  }
}
