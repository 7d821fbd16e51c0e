import { bundledRulesets } from '../rules/bundled/index.ts';
import { loadPack, packs } from '../rules/packs/index.ts';
import type { LoadedRuleset, Packaging } from '../rules/rule.ts';
import { required } from '../text/required.ts';
import { version } from '../version.ts';
import { unknownChoice } from './unknown-choice.ts';

/** What `--ruleset` takes: the bundled rulesets, then the packs. */
export const RULESET_NAMES: readonly string[] = [
  ...bundledRulesets.map(({ id }) => required(id)),
  ...packs.map(({ id }) => id),
];

const packaging: Packaging = { name: 'gsl-engine', version };

/** The bundled rulesets, as those of this version of the package. */
export const ownRulesets: readonly LoadedRuleset[] = bundledRulesets.map((ruleset) => ({ ...ruleset, packaging }));

/** The rulesets of the package by their names, or all. A rule that several of them have is taken once. */
export async function rulesetsNamed(names: readonly string[]): Promise<readonly LoadedRuleset[]> {
  const wanted = [...new Set(names.includes('all') ? RULESET_NAMES : names)];
  const rulesets = await Promise.all(wanted.map(rulesetNamed));
  const seen = new Set<string>();
  return rulesets.map((ruleset) => {
    const rules = ruleset.rules.filter(({ id }) => !seen.has(id));
    for (const { id } of rules) seen.add(id);
    return rules.length === ruleset.rules.length ? ruleset : { ...ruleset, rules };
  });
}

async function rulesetNamed(name: string): Promise<LoadedRuleset> {
  const found = ownRulesets.find(({ id }) => id === name);
  if (found !== undefined) return found;
  const pack = await loadPack(name);
  if (pack !== undefined) return { ...pack, packaging };
  const known = [...RULESET_NAMES, 'all'];
  throw unknownChoice(`no bundled ruleset \`${name}\`; there are ${known.join(', ')}`, name, known);
}
