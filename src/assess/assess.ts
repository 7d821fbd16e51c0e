import type { Environment, EnvironmentOptions } from '../run/environment.ts';
import type { Evaluation } from '../run/compiled-rule.ts';
import type { InventoryRecord, ProblemRecord, Provenance } from '../values/record.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import type { LoadedRule, LoadedRuleset, Rule, Ruleset } from '../rules/rule.ts';
import type { AnyEntity, Entity } from '../values/entity.ts';
import { type Status, STATUSES } from '../values/outcome.ts';
import { isObject } from '../values/value.ts';
import { RunningAssessment } from './assessment.ts';
import type { AssessmentSummary } from './summary.ts';

/** What rules to assess by: a ruleset, several, or rules by themselves. */
export type RulesInput = Ruleset | readonly Ruleset[] | readonly Rule[];

/** Entities, or the records of an inventory reader, from any iterable. */
export type EntitiesInput = Iterable<EntityInput> | AsyncIterable<EntityInput>;

/** An entity of any shape that has a `type`, or what a reader yields. */
export type EntityInput = Entity | AnyEntity | InventoryRecord;

/** How to assess. */
export interface AssessOptions extends EnvironmentOptions {
  /** What rules are run with, made once by `environment`; options that are given beside it come first. */
  readonly environment?: Environment;
  /** Throw where a rule cannot be run. Default: it is an `error` in the summary, and the others are run. */
  readonly throwOnRuleErrors?: boolean;
  /** The statuses whose results are yielded; all are counted. Default: all but `irrelevant`. */
  readonly include?: readonly Status[];
  /** Accepted findings: a result that one applies to is `excluded` instead of `failed`. */
  readonly exclusions?: readonly Exclusion[];
  /** Called for each part of the input that could not be read. */
  readonly onProblem?: (problem: ProblemRecord) => void;
}

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
  /** The counts so far; final (`complete`) when the iteration has ended. */
  readonly summary: AssessmentSummary;
  /** The exclusions that applied at least once so far. */
  readonly appliedExclusions: ReadonlySet<Exclusion>;
  /** Runs to the end without looking at single results. */
  readonly finish: () => Promise<AssessmentSummary>;
}

/**
 * Judges every entity by every rule, as the entities arrive; nothing is held but what `List<…>` targets and resource
 * functions need. A rule that cannot be run is an `error` in the summary and does not stop the others.
 *
 * @param rules a ruleset, several, or bare rules (`bundledRules`)
 * @param entities plain entities, or what `readInventory` yields
 * @returns results in the order of the entities, and for each in the order of the rules; those of `List<…>` targets and
 * of rules with resource functions come last
 * @throws GslError for a rule that cannot be run, with `throwOnRuleErrors`; RangeError when `now` is no time; TypeError for rules, entities or statuses that are none, and when the
 * assessment is iterated twice
 * @example
 * const assessment = assess(bundledRules, readInventory(['users.json']), { include: ['failed'] });
 * for await (const { rule, entity } of assessment) console.log(rule.id, entity.name);
 * console.log(assessment.summary.counts.failed);
 */
export function assess(rules: RulesInput, entities: EntitiesInput, options: AssessOptions = {}): Assessment {
  refuseMisuse(rules, entities, options);
  return new RunningAssessment(rules, entities, options);
}

/** Types say the same, but much is called from JavaScript: better an error than an assessment of nothing. */
function refuseMisuse(rules: unknown, entities: unknown, { include }: AssessOptions): void {
  const items = Array.isArray(rules) ? (rules as readonly unknown[]) : [rules];
  const isRule = (item: unknown): boolean =>
    isObject(item) && (Array.isArray(item['rules']) || typeof item['logic'] === 'string');
  if (!items.every(isRule)) {
    throw new TypeError(
      'assess takes rulesets or rules with `id`, `severity` and `logic`; loadRuleset makes them of data',
    );
  }
  if (
    typeof entities !== 'object' ||
    entities === null ||
    !(Symbol.iterator in entities || Symbol.asyncIterator in entities)
  ) {
    throw new TypeError('assess takes entities from an array, an iterable or an async iterable');
  }
  const known: readonly unknown[] = STATUSES;
  if (include !== undefined && !(Array.isArray(include) && include.every((status) => known.includes(status)))) {
    throw new TypeError(`include is a list of ${STATUSES.join(', ')}`);
  }
}
