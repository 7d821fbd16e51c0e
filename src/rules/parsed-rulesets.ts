import type { DataPath, Diagnostic, TextPlace } from '../text/message.ts';
import type { EmbeddedText } from './embedded.ts';
import type { LoadedRule, LoadedRuleset } from './rule.ts';

/** Rulesets read from a text. */
export interface ParsedRulesets {
  readonly rulesets: readonly LoadedRuleset[];
  /** In the order of the text. A rule with an error is left out; the others are kept. */
  readonly diagnostics: readonly Diagnostic[];
  /** The logic of each rule as it stands in the text, to parse it and to place what is wrong with it. */
  readonly logic: ReadonlyMap<LoadedRule, EmbeddedText>;
  /** Where the value at a path of a rule stands in the text, as far as the path leads; undefined for a rule of another text. */
  readonly placeOf: (rule: LoadedRule, path: DataPath, on?: 'key') => TextPlace | undefined;
}
