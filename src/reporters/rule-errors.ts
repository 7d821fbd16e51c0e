import type { RuleSummary } from '../assess/summary.ts';
import type { Diagnostic } from '../text/message.ts';

/** What keeps a rule from running; empty for a rule that runs. Such a rule has no results: a report must name it. */
export function ruleErrors({ diagnostics }: RuleSummary): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** Whether a rule that can be run met nothing to judge, so that its `passed` says little. */
export function isIdle(summary: RuleSummary): boolean {
  const isConstant = summary.rule.logic.trim().toLowerCase() === 'true';
  return summary.tested === 0 && !isConstant && ruleErrors(summary).length === 0;
}
