import { compilationOf } from '../assess/compilation.ts';
import { loadSchemas, mergedSchemas } from '../check/schemas/complete/index.ts';
import type { EntitySchemas } from '../check/schemas/schema.ts';
import type { FunctionDefinition } from '../functions/define.ts';
import { type Environment, environment, type NamedLists } from '../run/environment.ts';
import type { EmbeddedText, ParsedRulesets } from '../rules/parse-text.ts';
import type { SeverityOverride } from '../rules/overrides.ts';
import type { LoadedRule, LoadedRuleset } from '../rules/rule.ts';
import { type Selection, selectRules } from '../rules/select.ts';
import { defined } from '../text/defined.ts';
import { type Diagnostic, inReadingOrder } from '../text/message.ts';
import { lineOf, positionAt } from '../text/source.ts';
import { keptRules } from './kept-rules.ts';
import { refuse } from './refuse.ts';
import { findRules, type RuleSources } from './rule-sources.ts';

/** The options that say which rules to take, and what they are checked with. */
export interface RuleOptions extends RuleSources, Selection {
  /** Ids of rules to leave out. */
  readonly skip?: readonly string[] | undefined;
  readonly strict?: boolean | undefined;
  /** Text is compared with regard to upper and lower case. */
  readonly matchCase?: boolean | undefined;
  readonly lists?: NamedLists | undefined;
  readonly functions?: readonly FunctionDefinition[] | undefined;
  /** Types of entities that are not published. */
  readonly schemas?: EntitySchemas | undefined;
  readonly overrides?: readonly SeverityOverride[] | undefined;
  /** What was read is kept for the next run: places in files are told of messages alone. */
  readonly isKept?: boolean | undefined;
  /** These are not all the rules that the overrides were written for. */
  readonly isPartial?: boolean | undefined;
}

/** A rule that was read, with what its check says. */
export interface CheckedRule {
  readonly rule: LoadedRule;
  readonly ruleset: LoadedRuleset;
  readonly diagnostics: readonly Diagnostic[];
}

/** Rules as the command line names them, with everything that is to be said of them. */
export interface LoadedRules {
  readonly rulesets: readonly LoadedRuleset[];
  readonly diagnostics: readonly Diagnostic[];
  /** The rules that were read and checked, those that are not chosen too. */
  readonly checked: readonly CheckedRule[];
  /** What is to be said of files, and of none of their rules. */
  readonly ofFiles: readonly Diagnostic[];
  /** The files that were read. */
  readonly fileNames: readonly string[];
  /** Where the value at a path of a rule stands in its file; undefined for a rule that came from none. */
  readonly placeOf: ParsedRulesets['placeOf'];
  /** What is known of the types that the rules name. */
  readonly schemas: EntitySchemas;
  /** What they were checked with: who judges by it does not read and check them once more. */
  readonly environment: Environment;
  /** Keeps for the next run what was read of the rules. Says nothing where it cannot. */
  readonly keep: () => Promise<void>;
}

/** Loads, selects and checks the rules of a command. A rule that cannot be run stays, for the summary to count. */
export async function loadRules(options: RuleOptions): Promise<LoadedRules> {
  const { rule, rules: paths, ruleset, ids, isKept = false } = options;
  const { strict, matchCase, lists, functions } = options;
  const asked = { functions, lists, strict, matchCase, own: options.schemas };
  const kept = isKept ? keptRules({ rule, paths, ruleset, ids }, asked) : undefined;
  const { rulesets, files, fileNames } = await findRules(options, kept);
  const rules = rulesets.flatMap((ruleset) => ruleset.rules);
  const schemas = await schemasFor(typesNamed(rules), options.schemas);
  const used = environment({ schemas, ...defined({ strict, matchCase, lists, functions }) });
  kept?.giveTo(used);
  const places = new Map(files.flatMap(({ logic }) => [...logic]));
  const checked = rulesets.flatMap((ruleset) =>
    ruleset.rules.map((rule): CheckedRule => ({
      rule,
      ruleset,
      diagnostics: checkRule(rule, places.get(rule), used),
    })),
  );
  const placeOf: LoadedRules['placeOf'] = (rule, path, on) => {
    for (const file of files) {
      const place = file.placeOf(rule, path, on);
      if (place !== undefined) return place;
    }
    return undefined;
  };
  const ofFiles = files.flatMap((file) => file.diagnostics);
  const diagnostics = inReadingOrder([...ofFiles, ...checked.flatMap((one) => one.diagnostics)]);
  return {
    rulesets: await select(rulesets, options),
    diagnostics,
    checked,
    ofFiles,
    fileNames,
    placeOf,
    schemas,
    environment: used,
    keep: async () => await kept?.keep(used),
  };
}

/** The words of rules: any word may be a type, or a slip of one. */
export function typesNamed(rules: readonly Pick<LoadedRule, 'logic'>[]): ReadonlySet<string> {
  return new Set(rules.flatMap(({ logic }) => logic.match(/[A-Za-z]\w*/gu) ?? []));
}

/** The published schemas of what rules name are loaded, and no others, with one's own. */
export async function schemasFor(types: ReadonlySet<string>, own: EntitySchemas = {}): Promise<EntitySchemas> {
  const published = await loadSchemas(types);
  // Not spread: each of thousands of types would be made, which are made when they are first read.
  return Object.keys(own).length === 0 ? published : mergedSchemas([published, own]);
}

/** What is wrong with a rule's text, at its place in the file that it came from. */
function checkRule(rule: LoadedRule, place: EmbeddedText | undefined, used: Environment): readonly Diagnostic[] {
  const { diagnostics } = compilationOf(rule, used, used);
  if (place !== undefined) return diagnostics.map((diagnostic) => named(rule, place.inFile(diagnostic)));
  // A rule that was given by itself has its text for a name.
  return rule.name === rule.logic ? diagnostics.map((found) => renamed(found, 'rule')) : diagnostics;
}

function renamed(found: Diagnostic, name: string): Diagnostic {
  const { at } = found;
  return { ...found, at: { ...at, source: { ...at.source, name } } };
}

/** In a line that holds more than the rule, as an export on one line does, a column tells nobody which rule it is. */
function named(rule: LoadedRule, found: Diagnostic): Diagnostic {
  const { source, span } = found.at;
  const line = lineOf(source, positionAt(source, span.start).line) ?? '';
  const isLong = line.length > rule.logic.length + LONG;
  return isLong ? { ...found, message: `rule \`${rule.id}\`: ${found.message}` } : found;
}

/** What may stand beside a rule in a line without hiding which one it is. */
const LONG = 200;

async function select(rulesets: readonly LoadedRuleset[], options: RuleOptions): Promise<readonly LoadedRuleset[]> {
  const { ids = [], skip = [], severities = [], frameworks = [], categories = [], overrides = [] } = options;
  const all = rulesets.flatMap(({ rules }) => rules);
  const left = skip.map((id) => `!${id.replace(/^!/u, '')}`);
  const selected = selectRules(all, { ids: [...ids, ...left], severities, frameworks, categories });
  refuse(selected.problems);
  const kept = new Set(selected.rules);
  const chosen = rulesets.map((ruleset) => ({ ...ruleset, rules: ruleset.rules.filter((rule) => kept.has(rule)) }));
  if (overrides.length === 0) return chosen;
  const { applyOverrides } = await import('../rules/overrides.ts');
  if (options.isPartial !== true) refuse(applyOverrides(all, overrides).problems);
  return chosen.map((ruleset) => ({ ...ruleset, rules: applyOverrides(ruleset.rules, overrides).rules }));
}
