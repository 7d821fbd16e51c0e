export { parseExclusions, parseOverrides, parseRuleset } from './parse-text.ts';
export { loadRuleset } from './load.ts';
export { loadExclusions } from './exclusions.ts';
export { applyOverrides, loadOverrides } from './overrides.ts';
export { idleExclusions } from './exclusion-match.ts';
export { portalRuleset, terraformRuleset } from './portal.ts';
export { yamlRuleset } from './yaml-ruleset.ts';
export { selectRules } from './select.ts';
export { logicHash } from './logic-hash.ts';
export { bundledRules, bundledRulesets } from './bundled/index.ts';
export { listPackRules, loadPack, packs } from './packs/index.ts';

export type { EmbeddedText, ParsedExclusions, ParsedOverrides, ParsedRulesets, TextLimits } from './parse-text.ts';
export type { LoadedRulesets, LoadOptions } from './load.ts';
export type { Exclusion, RuleReference } from './exclusion.ts';
export type { LoadedExclusions } from './exclusions.ts';
export type { LoadedOverrides, SeverityOverride } from './overrides.ts';
export type { IdleExclusion } from './exclusion-match.ts';
export type { SelectedRules, Selection } from './select.ts';
export type { Pack, PackRule, PackSummary, UnansweredControl } from './packs/pack.ts';
export type { PortalRule, PortalRuleset } from './portal.ts';
export type { Problem } from './problem.ts';
export type {
  CloudEntity,
  LoadedRule,
  LoadedRuleset,
  Packaging,
  Reference,
  Remediation,
  Rule,
  Ruleset,
} from './rule.ts';
export type { Severity } from './severity.ts';
export type { Diagnostic } from '../text/message.ts';
