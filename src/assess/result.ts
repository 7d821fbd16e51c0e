import type { Exclusion } from '../rules/exclusion.ts';
import type { LoadedRule, LoadedRuleset } from '../rules/rule.ts';
import type { Evaluation } from '../run/compiled-rule.ts';
import type { Entity } from '../values/entity.ts';
import type { Provenance } from '../values/record.ts';
import type { AssessmentSummary } from './summary.ts';

/** What one rule says of one entity. */
export interface Result extends Evaluation {
  readonly rule: LoadedRule;
  readonly ruleset: LoadedRuleset;
  readonly entity: Entity;
  /** Where the entity was read; absent for entities that were given as plain objects. */
  readonly provenance?: Provenance;
  /** The exclusion that applied; absent when the rule's own `exclude` clause did. */
  readonly exclusion?: Exclusion;
}

/** A running assessment: iterate it once for the results, then read the summary. */
export interface Assessment extends AsyncIterable<Result> {
  /**
   * The counts so far; final (`complete`) when the iteration has ended. Entities of an array are judged some ahead of their
   * results, and are counted with them. That of `assess` throws TypeError before the iteration has begun: that nothing has failed
   * would be no evidence.
   */
  readonly summary: AssessmentSummary;
  /** The exclusions that applied at least once so far. */
  readonly appliedExclusions: ReadonlySet<Exclusion>;
  /**
   * Whether what passed by a rule so far is final. What it asks for may be in no entity, which is known only at the end: then
   * what passed did not. See `withoutWithdrawn`.
   */
  readonly isSettled: (rule: LoadedRule) => boolean;
  /** Runs to the end without looking at single results. */
  readonly finish: () => Promise<AssessmentSummary>;
}
