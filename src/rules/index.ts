export { parseExclusionsText, parseOverridesText, parseRulesetText } from './parse-text.ts';
export { loadRuleset } from './load.ts';
export { loadExclusions } from './exclusions.ts';
export { applyOverrides, loadOverrides } from './overrides.ts';
export { idleExclusions } from './exclusion-match.ts';
export { selectRules } from './select.ts';
export { logicHash } from './logic-hash.ts';
export { bundledRules, bundledRulesets } from './bundled/index.ts';

export type { EmbeddedText, ExclusionsText, OverridesText, RulesetText, TextLimits } from './parse-text.ts';
export type { LoadedRulesets, LoadOptions } from './load.ts';
export type { Exclusion, LoadedExclusions, RuleReference } from './exclusions.ts';
export type { LoadedOverrides, SeverityOverride } from './overrides.ts';
export type { IdleExclusion } from './exclusion-match.ts';
export type { SelectedRules, Selection } from './select.ts';
export type { Problem } from './problem.ts';
export type { Reference, Remediation, Rule, Ruleset } from './schema.ts';
export type { Severity } from './severity.ts';
export type { Diagnostic } from '../text/message.ts';
