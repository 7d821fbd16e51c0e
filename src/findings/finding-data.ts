import type { Exclusion } from '../rules/exclusion.ts';
import type { LoadedRule, LoadedRuleset, Remediation, Rule } from '../rules/rule.ts';
import type { Entity } from '../values/entity.ts';
import type { Status } from '../values/outcome.ts';
import type { Provenance } from '../values/record.ts';
import type { Fact } from './fact.ts';

/** What an entity is known by in reports. */
export interface EntityReference {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly accountNumber?: string;
  readonly region?: string;
  /** Of a Kubernetes object. */
  readonly namespace?: string;
}

/** What a finding is about, whole. Findings of one rule share the rule, and those of one entity the entity. */
export interface FindingSubject {
  readonly rule: LoadedRule;
  /** The ruleset that the rule stands in, without its rules. */
  readonly ruleset: Omit<LoadedRuleset, 'rules'>;
  readonly entity: Entity;
}

/** A finding as it is stored: what the reports `json` and `ndjson` hold of it. */
export interface FindingRecord {
  /** The same in every run: 32 hexadecimal digits. In reports, what passed has none. */
  readonly id?: string;
  readonly status: Status;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly severity: Rule['severity'];
  /** Set where the project's configuration changed the severity. */
  readonly severityOverride?: NonNullable<Rule['severityOverride']>;
  readonly ruleset: string;
  readonly entity: EntityReference;
  readonly location?: Provenance;
  /** The facts in one line. For an error: what could not be decided. */
  readonly reason: string;
  readonly facts: readonly Fact[];
  readonly error?: { readonly code: string; readonly message: string; readonly help?: string };
  readonly exclusion?: Exclusion;
  /** Of what failed: how to mend it, as far as the rule's text names values of the entity. The rest stands with the rule. */
  readonly remediation?: Remediation;
  /** Whether an earlier report has the same finding; only where one was given to compare with. */
  readonly baseline?: 'new' | 'unchanged';
}

/**
 * A result as plain data, with its reason: what reports are made of. It can be posted to a worker, stored and cloned. The
 * reason, the id and the tree are worked out when they are first read, and then kept.
 */
export interface Finding extends FindingRecord {
  readonly id: string;
  readonly subject: FindingSubject;
  /** The whole tree of the condition, a line a part; empty where `explain` did not ask for it. */
  readonly tree: readonly string[];
}
