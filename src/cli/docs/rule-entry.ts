import { ruleTarget } from '../../check/rule-target.ts';
import { frameworksOf } from '../../reporters/frameworks.ts';
import type { RuleIntent } from '../../rules/packs/pack.ts';
import type { LoadedRule, LoadedRuleset } from '../../rules/rule.ts';
import { withoutHidden } from '../../text/hidden.ts';
import type { Message } from '../../text/message.ts';

/** A rule as the pages show it. */
export interface RuleEntry {
  readonly rule: LoadedRule;
  readonly ruleset: LoadedRuleset;
  /** The name of its page, without the folder. */
  readonly page: string;
  readonly target: string;
  /** Standards without numbers of controls, each once. */
  readonly standards: readonly string[];
  /** What is wrong with it or doubtful. */
  readonly messages: readonly Message[];
  /** What public rules ask that it answers. */
  readonly intents: readonly RuleIntent[];
}

/** What the pages are made of. */
export interface RulesFound {
  readonly rulesets: readonly LoadedRuleset[];
  readonly messagesOf: (rule: LoadedRule) => readonly Message[];
  readonly intentsOf: (rule: LoadedRule) => readonly RuleIntent[];
}

/** The rules in order, each with the name of its page. */
export function ruleEntries({ rulesets, messagesOf, intentsOf }: RulesFound): readonly RuleEntry[] {
  const taken = new Set<string>();
  return rulesets.flatMap((ruleset) =>
    ruleset.rules.map((rule): RuleEntry => ({
      rule,
      ruleset,
      page: `${pageName(rule.id, taken)}.html`,
      target: ruleTarget(rule.logic) ?? '',
      standards: [...new Set(frameworksOf(rule).map(({ standard }) => standard))],
      messages: messagesOf(rule),
      intents: intentsOf(rule),
    })),
  );
}

/** Names that Windows keeps for devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/** Long ids make long names; file systems allow 255 bytes. */
const MAX_NAME = 50;

/**
 * A name that every file system and host takes: of letters, digits, `.`, `_` and `-`, and none that differs from another
 * only in case.
 */
function pageName(id: string, taken: Set<string>): string {
  const seen = withoutHidden(id.normalize('NFC'), () => '-');
  const letters = [...seen.replace(/[^\p{L}\p{N}._-]+/gu, '-')].slice(0, MAX_NAME).join('');
  const clean = letters.replace(/^[.-]+|[.-]+$/gu, '');
  const base = clean === '' || DEVICE.test(clean) ? `rule-${clean}` : clean;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`;
    const key = name.normalize('NFKC').toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return name;
  }
}
