import { check } from '../check/check.ts';
import type { EntitySchemas } from '../check/schemas/schema.ts';
import type { NamedLists } from '../run/environment.ts';
import { bundledRulesets } from '../rules/bundled/index.ts';
import { applyOverrides, type SeverityOverride } from '../rules/overrides.ts';
import type { Problem } from '../rules/problem.ts';
import { loadRuleset } from '../rules/load.ts';
import type { LoadedRule, LoadedRuleset } from '../rules/rule.ts';
import { type Selection, selectRules } from '../rules/select.ts';
import { type EmbeddedText, type ParsedRulesets, parseRuleset } from '../rules/parse-text.ts';
import type { Diagnostic } from '../text/message.ts';
import { nearest } from '../text/suggest.ts';
import { UsageError } from './exit-codes.ts';
import { readText, ruleFiles } from './files.ts';
import { required } from '../text/required.ts';

/** The options that say which rules to take. */
export interface RuleOptions extends Selection {
  /** Rules given as text. */
  readonly rule?: readonly string[];
  /** Files and folders. */
  readonly rules?: readonly string[];
  /** Ids of bundled rulesets, or `all`. */
  readonly ruleset?: readonly string[];
  readonly strict?: boolean;
  readonly lists?: NamedLists;
  readonly overrides?: readonly SeverityOverride[];
}

/** Rules as the command line names them, with everything that is to be said of them. */
export interface LoadedRules {
  readonly rulesets: readonly LoadedRuleset[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where the value at a path of a rule stands in its file; undefined for a rule that came from none. */
  readonly placeOf: ParsedRulesets['placeOf'];
  /** What is known of the types that the rules name. */
  readonly schemas: EntitySchemas;
}

/** The rules that are meant when none are named. */
const DEFAULT_RULESET = 'cloudguard';

/** Loads, selects and checks the rules of a command. A rule that cannot be run stays, for the summary to count. */
export async function loadRules(options: RuleOptions): Promise<LoadedRules> {
  const { rule: texts = [], rules: paths = [], ruleset: bundled = [] } = options;
  const rulesets: LoadedRuleset[] = [];
  const files: ParsedRulesets[] = [];
  const diagnostics: Diagnostic[] = [];
  const places = new Map<LoadedRule, EmbeddedText>();
  if (texts.length > 0) rulesets.push({ name: 'command line', rules: texts.map(ruleOfText) });
  for (const path of paths) {
    for (const file of await ruleFiles(path)) {
      const read = parseRuleset(await readText(file), file);
      files.push(read);
      for (const ruleset of read.rulesets) rulesets.push(ruleset);
      for (const diagnostic of read.diagnostics) diagnostics.push(diagnostic);
      for (const [rule, place] of read.logic) places.set(rule, place);
    }
  }
  const named = bundled.length === 0 && texts.length === 0 && paths.length === 0 ? [DEFAULT_RULESET] : bundled;
  rulesets.push(...named.flatMap(bundledRulesetNamed));
  const rules = rulesets.flatMap((ruleset) => ruleset.rules);
  const schemas = await schemasFor(rules);
  const checked = rules.flatMap((rule) => checkRule(rule, places.get(rule), options, schemas));
  const placeOf: LoadedRules['placeOf'] = (rule, path, on) => {
    for (const file of files) {
      const place = file.placeOf(rule, path, on);
      if (place !== undefined) return place;
    }
    return undefined;
  };
  return { rulesets: select(rulesets, options), diagnostics: [...diagnostics, ...checked], placeOf, schemas };
}

/** The published schemas of what rules name are loaded, and no others: any word may be a type, or a slip of one. */
async function schemasFor(rules: readonly LoadedRule[]): Promise<EntitySchemas> {
  const { loadSchemas } = await import('../check/schemas/complete/index.ts');
  return await loadSchemas(new Set(rules.flatMap(({ logic }) => logic.match(/[A-Za-z]\w*/gu) ?? [])));
}

function ruleOfText(logic: string, index: number): LoadedRule {
  const { rulesets } = loadRuleset({ id: `rule-${index + 1}`, name: logic, logic, severity: 'Medium' });
  return required(rulesets[0]?.rules[0]);
}

function bundledRulesetNamed(name: string): readonly LoadedRuleset[] {
  if (name === 'all') return bundledRulesets;
  const found = bundledRulesets.find(({ id }) => id === name);
  if (found !== undefined) return [found];
  const ids = bundledRulesets.map(({ id }) => id ?? '');
  const near = nearest(name, ids);
  throw new UsageError(
    `no bundled ruleset \`${name}\`; there are ${[...ids, 'all'].join(', ')}${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
  );
}

/** What is wrong with a rule's text, at its place in the file that it came from. */
function checkRule(
  rule: LoadedRule,
  place: EmbeddedText | undefined,
  { strict, lists }: RuleOptions,
  schemas: EntitySchemas,
): Diagnostic[] {
  const source = place?.source ?? { name: rule.name === rule.logic ? 'rule' : rule.id, text: rule.logic };
  const options = {
    schemas,
    ...(strict === undefined ? {} : { strict }),
    ...(lists === undefined ? {} : { lists }),
  };
  return check(source, options).map((diagnostic) => (place === undefined ? diagnostic : place.inFile(diagnostic)));
}

function select(rulesets: readonly LoadedRuleset[], options: RuleOptions): readonly LoadedRuleset[] {
  const { ids = [], severities = [], frameworks = [], categories = [], overrides = [] } = options;
  const all = rulesets.flatMap(({ rules }) => rules);
  const selected = selectRules(all, { ids, severities, frameworks, categories });
  refuse(selected.problems);
  const kept = new Set(selected.rules);
  const chosen = rulesets.map((ruleset) => ({ ...ruleset, rules: ruleset.rules.filter((rule) => kept.has(rule)) }));
  if (overrides.length === 0) return chosen;
  refuse(applyOverrides(all, overrides).problems);
  return chosen.map((ruleset) => ({ ...ruleset, rules: applyOverrides(ruleset.rules, overrides).rules }));
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new UsageError(
    problems.map(({ message, help }) => (help === undefined ? message : `${message}; ${help}`)).join('\n'),
  );
}
