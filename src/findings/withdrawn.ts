import type { AssessmentSummary } from '../assess/summary.ts';
import type { Message } from '../text/message.ts';
import type { Status } from '../values/outcome.ts';
import type { Finding } from './finding-data.ts';

/** The rules whose passes do not count, with why: what they ask for was in no entity, which is known only at the end. */
export type Withdrawals = ReadonlyMap<string, Message>;

/** How often something passed by a rule, by the rule's key: what was written before it was known not to count. */
export interface Withdrawn {
  readonly ruleId: string;
  readonly ruleset: string;
  readonly passed: number;
}

/** Why passes of a rule do not count, where they do not: what it rests on was not there. */
export function withdrawalIn(evidence: readonly Message[]): Message | undefined {
  return evidence.find(({ severity }) => severity === 'error');
}

/** A verdict with its reason, as it is once its rule is known to be undecided: what passed is an error. */
export function verdictBy<Verdict extends { readonly status: Status; readonly reason: string }>(
  verdict: Verdict,
  evidence: readonly Message[],
): Verdict {
  const why = verdict.status === 'passed' ? withdrawalIn(evidence) : undefined;
  return why === undefined ? verdict : { ...verdict, status: 'error', reason: why.message };
}

/**
 * The rules of an assessment that are undecided by what they rest on.
 *
 * @example
 * const rule = { id: 'mfa', severity: 'High', logic: 'IamUser should not have mfaActve = false' } as const;
 * const summary = await assess([rule], [{ type: 'IamUser', mfaActive: false }]).finish();
 * withdrawalsOf(summary).size // 1
 */
export function withdrawalsOf({ rules }: Pick<AssessmentSummary, 'rules'>): Withdrawals {
  return new Map(
    rules.flatMap(({ rule, ruleset, evidence }) => {
      const error = withdrawalIn(evidence);
      return error === undefined ? [] : [[keyOf(ruleset.name, rule.id), error] as const];
    }),
  );
}

/**
 * A finding as it is once its rule is known to be undecided: what passed is an error. All others are given back as they are.
 *
 * @example
 * const rule = { id: 'mfa', severity: 'High', logic: 'IamUser should not have mfaActve = false' } as const;
 * const assessment = assess([rule], [{ type: 'IamUser', mfaActive: false }]);
 * const findings: Finding[] = [];
 * for await (const result of assessment) findings.push(findingOf(result));
 * findings.map((finding) => withoutWithdrawn(finding, withdrawalsOf(assessment.summary)).status) // ['error']
 */
export function withoutWithdrawn(finding: Finding, withdrawals: Withdrawals): Finding {
  if (finding.status !== 'passed') return finding;
  const why = withdrawals.get(keyOf(finding.ruleset, finding.ruleId));
  if (why === undefined) return finding;
  const { id, ruleId, ruleName, severity, severityOverride, ruleset, entity, location, subject } = finding;
  const { code, message, help } = why;
  return {
    ...{ id, status: 'error', ruleId, ruleName, severity, ruleset, entity, subject },
    ...(severityOverride === undefined ? {} : { severityOverride }),
    ...(location === undefined ? {} : { location }),
    ...{ reason: message, facts: [], tree: [] },
    error: { code, message, ...(help === undefined ? {} : { help }) },
  };
}

/** Counts what passed, so that a report which wrote it already can say at its end that it does not count. */
export class PassedByRule {
  readonly #counts = new Map<string, number>();

  add({ status, ruleset, ruleId }: Pick<Finding, 'status' | 'ruleset' | 'ruleId'>): void {
    if (status !== 'passed') return;
    const key = keyOf(ruleset, ruleId);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** In the order of the rules. */
  withdrawn(summary: Pick<AssessmentSummary, 'rules'>): readonly Withdrawn[] {
    const withdrawals = withdrawalsOf(summary);
    return summary.rules.flatMap(({ rule, ruleset }) => {
      const key = keyOf(ruleset.name, rule.id);
      const passed = this.#counts.get(key) ?? 0;
      return passed > 0 && withdrawals.has(key) ? [{ ruleId: rule.id, ruleset: ruleset.name, passed }] : [];
    });
  }
}

function keyOf(ruleset: string, ruleId: string): string {
  return `${ruleset}\n${ruleId}`;
}
