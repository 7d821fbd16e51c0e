import type { AssessmentSummary } from '../assess/summary.ts';
import { formatMessage } from '../text/format-message.ts';

/** The summary as JSON reports show it: rules by id, diagnostics as text; evidence stands beside it. */
export function plainSummary({ evidence: _, ...summary }: AssessmentSummary): object {
  return {
    ...summary,
    rules: summary.rules.map(({ rule, ruleset, diagnostics, evidence: __, ...rest }) => ({
      id: rule.id,
      name: rule.name,
      severity: rule.severity,
      ...(rule.severityOverride === undefined ? {} : { severityOverride: rule.severityOverride }),
      logic: rule.logic,
      ruleset: ruleset.name,
      ...rest,
      ...(diagnostics.length === 0 ? {} : { diagnostics: diagnostics.map(formatMessage) }),
    })),
  };
}
