import type { AssessmentSummary } from '../assess/summary.ts';
import type { LoadedRule, LoadedRuleset } from '../rules/rule.ts';
import { defined } from '../text/defined.ts';
import { formatMessage } from '../text/format-message.ts';

/**
 * The summary as JSON reports show it: what the rules say of themselves stands here, once a rule, diagnostics as text;
 * evidence stands beside it.
 */
export function plainSummary({ evidence: _, ...summary }: AssessmentSummary): object {
  return {
    ...summary,
    rulesets: [...new Set(summary.rules.map(({ ruleset }) => ruleset))].map(rulesetOf),
    rules: summary.rules.map(({ rule, ruleset, diagnostics, evidence: __, ...rest }) => ({
      ...ruleOf(rule),
      ruleset: ruleset.name,
      ...rest,
      ...(diagnostics.length === 0 ? {} : { diagnostics: diagnostics.map(formatMessage) }),
    })),
  };
}

function rulesetOf({ name, id, description, cloudVendor, version, packaging }: LoadedRuleset): object {
  return defined({ name, id, description, cloudVendor, version, packaging });
}

/** All that reports are made of; not tests, and not the fields of others. */
function ruleOf({
  id,
  name,
  severity,
  severityOverride,
  logic,
  tests: _,
  extra: __,
  enabled: ___,
  ...rest
}: LoadedRule): object {
  return defined({ id, name, severity, severityOverride, logic, ...rest });
}
