import type { RuleSummary } from '../assess/summary.ts';
import type { Diagnostic } from '../text/message.ts';

/** What keeps a rule from running; empty for a rule that runs. Such a rule has no results: a report must name it. */
export function ruleErrors({ diagnostics }: RuleSummary): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}
