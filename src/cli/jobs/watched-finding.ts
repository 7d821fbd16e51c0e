import type { Finding } from '../../findings/finding.ts';

/** All that a report may read; what is absent is undefined. */
type Seen = { readonly [Key in keyof Required<Finding>]: Finding[Key] | undefined };

/**
 * A finding as a report sees it, which notes whether it read what costs more than all else, and whether it read anything that
 * tells it from others of its rule and status. A class, since properties that are defined one by one for each finding cost as
 * much as judging does.
 */
export class WatchedFinding implements Seen {
  isRead = false;
  isKnown = false;
  readonly #finding: Finding;

  constructor(finding: Finding) {
    this.#finding = finding;
  }

  #reads(): void {
    this.isRead = true;
    this.isKnown = true;
  }

  get id(): string {
    this.#reads();
    return this.#finding.id;
  }

  get reason(): string {
    this.#reads();
    return this.#finding.reason;
  }

  get facts(): Finding['facts'] {
    this.#reads();
    return this.#finding.facts;
  }

  get tree(): Finding['tree'] {
    this.#reads();
    return this.#finding.tree;
  }

  get status(): Finding['status'] {
    return this.#finding.status;
  }

  get ruleId(): string {
    return this.#finding.ruleId;
  }

  get ruleName(): string {
    return this.#finding.ruleName;
  }

  get severity(): Finding['severity'] {
    return this.#finding.severity;
  }

  get severityOverride(): Finding['severityOverride'] {
    return this.#finding.severityOverride;
  }

  get ruleset(): string {
    return this.#finding.ruleset;
  }

  get entity(): Finding['entity'] {
    this.isKnown = true;
    return this.#finding.entity;
  }

  get subject(): Finding['subject'] {
    return this.#finding.subject;
  }

  get location(): Finding['location'] {
    this.isKnown = true;
    return this.#finding.location;
  }

  get error(): Finding['error'] {
    this.isKnown = true;
    return this.#finding.error;
  }

  get exclusion(): Finding['exclusion'] {
    return this.#finding.exclusion;
  }

  get remediation(): Finding['remediation'] {
    this.isKnown = true;
    return this.#finding.remediation;
  }

  get baseline(): Finding['baseline'] {
    return this.#finding.baseline;
  }
}
