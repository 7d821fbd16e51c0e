import type { LoadedRule, LoadedRuleset, Rule } from '../rules/rule.ts';
import type { Diagnostic, Message } from '../text/message.ts';
import type { Status } from '../values/outcome.ts';
import type { Provenance } from '../values/record.ts';

/** How often each status was given. */
export type StatusCounts = Readonly<Record<Status, number>>;

/** What an assessment says of one rule. */
export interface RuleSummary {
  readonly rule: LoadedRule;
  readonly ruleset: LoadedRuleset;
  /**
   * `error` when the rule cannot be run, or an entity could not be judged and none failed; otherwise `failed` when an
   * entity failed, `passed` when none did, and `not judged` when there was none of the target's type, or `where` held for
   * none of them.
   */
  readonly status: 'passed' | 'failed' | 'error' | 'not judged';
  /** Errors that keep the rule from running, and warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Entities of the target's type. */
  readonly tested: number;
  /** Those of them that are neither irrelevant nor excluded. */
  readonly relevant: number;
  /** Where an error is among `evidence`, what passed counts as `error`: results came before it was known. */
  readonly counts: StatusCounts;
  /**
   * What the verdicts do not rest on: a property that none of the entities had, a comparison of what cannot be compared.
   * An `error` among it makes the rule undecided; `at` is the part of the rule, where there is one.
   */
  readonly evidence: readonly Message[];
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
  /** Rules that can be run and judged no entity. */
  readonly notJudged: number;
  /** Rules that cannot be run: they have no results, so that no other count tells of them. */
  readonly notRun: number;
  /** What is to be said of the whole: that nothing was judged, which an input holds and which rules ask for. */
  readonly evidence: readonly Message[];
  /** How the failed results compare to those of an earlier report, where one was given. */
  readonly baseline?: {
    readonly new: number;
    readonly unchanged: number;
    /** Those of the earlier report that did not come again. */
    readonly gone: readonly {
      readonly ruleId: string;
      readonly entity: string;
      readonly type?: string;
      readonly id?: string;
      readonly location?: Pick<Provenance, 'file' | 'line'>;
    }[];
  };
  /** False while the assessment is still running. */
  readonly complete: boolean;
}
