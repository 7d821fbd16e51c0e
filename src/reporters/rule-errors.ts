import type { RuleSummary } from '../assess/summary.ts';
import type { Diagnostic } from '../text/message.ts';
import { plural } from './words.ts';

/** What keeps a rule from running; empty for a rule that runs. Such a rule has no results: a report must name it. */
export function ruleErrors({ diagnostics }: RuleSummary): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** `2 rules could not be run`. */
export function notRunText(count: number): string {
  return `${plural(count, 'rule')} could not be run`;
}
