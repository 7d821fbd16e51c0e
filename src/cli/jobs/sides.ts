import type { PostingSides } from '../../findings/posted-finding.ts';
import type { Exclusion } from '../../rules/exclusion.ts';
import type { LoadedRuleset } from '../../rules/rule.ts';

/** What the command and its threads have in common. */
export function sidesOf(rulesets: readonly LoadedRuleset[], exclusions: readonly Exclusion[]): PostingSides {
  return { rules: rulesets.flatMap((ruleset) => ruleset.rules.map((rule) => ({ rule, ruleset }))), exclusions };
}
