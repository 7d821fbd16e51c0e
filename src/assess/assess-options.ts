import type { Exclusion } from '../rules/exclusion.ts';
import type { Rule, Ruleset } from '../rules/rule.ts';
import type { Environment, EnvironmentOptions } from '../run/environment.ts';
import type { AnyEntity, Entity } from '../values/entity.ts';
import type { Status } from '../values/outcome.ts';
import type { InventoryRecord, ProblemRecord } from '../values/record.ts';

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
  /**
   * Ends the assessment: the iteration, or `finish`, then throws the signal's reason. It is looked at between results and
   * batches; a reader that waits for its input is given one itself.
   */
  readonly signal?: AbortSignal;
}
