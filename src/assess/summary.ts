import type { LoadedRule, LoadedRuleset, Rule } from '../rules/rule.ts';
import type { Diagnostic } from '../text/message.ts';
import type { Status } from '../values/outcome.ts';

/** How often each status was given. */
export type StatusCounts = Readonly<Record<Status, number>>;

/** What an assessment says of one rule. */
export interface RuleSummary {
  readonly rule: LoadedRule;
  readonly ruleset: LoadedRuleset;
  /**
   * `error` when the rule cannot be run, or an entity could not be judged and none failed; otherwise `failed` when an
   * entity failed, `passed` when none did.
   */
  readonly status: 'passed' | 'failed' | 'error';
  /** Errors that keep the rule from running, and warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Entities of the target's type. */
  readonly tested: number;
  /** Those of them that are neither irrelevant nor excluded. */
  readonly relevant: number;
  readonly counts: StatusCounts;
  /** Something the reader should know: the target is in no entity, but a type that differs in case is. */
  readonly note?: string;
}

/** The counts of a whole assessment. */
export interface AssessmentSummary {
  /** Entities that were read. */
  readonly entities: number;
  /** How many of each type, most first. */
  readonly entityTypes: Readonly<Record<string, number>>;
  /** In the order of the rulesets. */
  readonly rules: readonly RuleSummary[];
  /** Results by status, over all rules. */
  readonly counts: StatusCounts;
  /** Failed results by the severity of their rule. */
  readonly failedBySeverity: Readonly<Record<Rule['severity'], number>>;
  /** Parts of the input that could not be read. */
  readonly problems: number;
  /** How the failed results compare to those of an earlier report, where one was given. */
  readonly baseline?: {
    readonly new: number;
    readonly unchanged: number;
    /** Those of the earlier report that did not come again. */
    readonly gone: readonly { readonly ruleId: string; readonly entity: string }[];
  };
  /** False while the assessment is still running. */
  readonly complete: boolean;
}
