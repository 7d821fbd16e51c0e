import type { LoadedRule, LoadedRuleset, Packaging } from '../rules/rule.ts';
import { required } from '../text/required.ts';
import { version } from '../version.ts';
import { unknownChoice } from './unknown-choice.ts';

// Loaded where they are asked for: most runs have rules of their own.
const loadBundled = () => import('../rules/bundled/index.ts');
const loadPacks = () => import('../rules/packs/index.ts');

/** What `--ruleset` takes: the bundled rulesets, then the packs. */
export async function rulesetNames(): Promise<readonly string[]> {
  const [{ bundledRulesets }, { packs }] = await Promise.all([loadBundled(), loadPacks()]);
  return [...bundledRulesets.map(({ id }) => required(id)), ...packs.map(({ id }) => id)];
}

/** The ruleset with the vendor's own rule. */
const VENDOR = 'cloudguard';

const packaging: Packaging = { name: 'gsl-engine', version };

/** The bundled rulesets, as those of this version of the package. */
export async function ownRulesets(): Promise<readonly LoadedRuleset[]> {
  const { bundledRulesets } = await loadBundled();
  return bundledRulesets.map((ruleset) => ({ ...ruleset, packaging }));
}

/**
 * The rulesets of the package by their names, or all. A rule that several of them have is taken once, with the frameworks
 * that each of them names: a benchmark's newer version stands in its pack alone. The vendor's rule stays as its page has it.
 */
export async function rulesetsNamed(names: readonly string[]): Promise<readonly LoadedRuleset[]> {
  const wanted = [...new Set(names.includes('all') ? await rulesetNames() : names)];
  const rulesets = await Promise.all(wanted.map(rulesetNamed));
  const frameworks = new Map<string, Set<string>>();
  for (const { id, frameworks: own = [] } of rulesets.flatMap(({ rules }) => rules))
    frameworks.set(id, new Set([...(frameworks.get(id) ?? []), ...own]));
  const seen = new Set<string>();
  return rulesets.map((ruleset) => {
    const rules = ruleset.rules.filter(({ id }) => !seen.has(id));
    for (const { id } of rules) seen.add(id);
    const whole = rules.map((rule) => (ruleset.id === VENDOR ? rule : withFrameworks(rule, frameworks.get(rule.id))));
    const isSame = whole.length === ruleset.rules.length && whole.every((rule, at) => rule === ruleset.rules[at]);
    return isSame ? ruleset : { ...ruleset, rules: whole };
  });
}

function withFrameworks(rule: LoadedRule, all: ReadonlySet<string> = new Set()): LoadedRule {
  return all.size === (rule.frameworks?.length ?? 0) ? rule : { ...rule, frameworks: [...all] };
}

async function rulesetNamed(name: string): Promise<LoadedRuleset> {
  const found = (await ownRulesets()).find(({ id }) => id === name);
  if (found !== undefined) return found;
  const { loadPack } = await loadPacks();
  const pack = await loadPack(name);
  if (pack !== undefined) return { ...pack, packaging };
  const known = [...(await rulesetNames()), 'all'];
  throw unknownChoice(`no bundled ruleset \`${name}\`; there are ${known.join(', ')}`, name, known);
}
