import type { LoadedRuleset } from '../rule.ts';
import type { Severity } from '../severity.ts';

/** What is known of a pack without its rules. */
export interface PackSummary {
  /** What `--ruleset` calls it by: `cis-aws-foundations`. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Raised whenever a rule of it may judge otherwise. */
  readonly version: string;
  /** `aws`, `azure`, `google`, `kubernetes`. */
  readonly cloudVendor: string;
  /** How many rules it has. */
  readonly rules: number;
}

/** A control of a benchmark that no inventory can answer. */
export interface UnansweredControl {
  /** `AWS CIS Foundations v. 5.0.0 (1.1)` */
  readonly control: string;
  readonly why: string;
}

/** A ruleset of the package's own, with what it leaves open. */
export interface Pack extends LoadedRuleset {
  readonly id: string;
  readonly unanswered: readonly UnansweredControl[];
}

/** A rule of a pack as listings show it. */
export interface PackRule {
  readonly pack: string;
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  /** The type of entity that it judges. */
  readonly entityType: string;
  readonly frameworks: readonly string[];
}

/** What public rules ask in short words, as far as a rule of a pack answers it. */
export interface RuleIntent {
  /** `AWS` */
  readonly cloud: string;
  /** `IAM` */
  readonly service: string;
  readonly intent: string;
  /** What the rules that answer it leave out. */
  readonly lacks?: string;
}
