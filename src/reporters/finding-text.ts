import type { AssessmentSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import type { Rule } from '../rules/rule.ts';
import { printable } from '../text/format-message.ts';

/** Who accepted an excluded finding, and why. */
export function exclusionText({ exclusion }: Finding): string {
  if (exclusion === undefined) return "excluded by the rule's own `exclude`";
  const { id, comment } = exclusion;
  return `excluded${id === undefined ? '' : ` by ${printable(id)}`}${comment === undefined ? '' : `: ${printable(comment)}`}`;
}

/** What the severity was before the project's configuration changed it, and why; empty where it did not. */
export function overrideText({ severityOverride }: Pick<Rule, 'severityOverride'>): string {
  return severityOverride === undefined ? '' : `was ${severityOverride.from}: ${printable(severityOverride.reason)}`;
}

/** How the findings compare to those of an earlier report. */
export function baselineText({ new: fresh, unchanged, gone }: NonNullable<AssessmentSummary['baseline']>): string {
  return `${fresh} new, ${unchanged} unchanged, ${gone.length} gone`;
}
