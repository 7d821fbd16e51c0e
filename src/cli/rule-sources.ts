import { stat } from 'node:fs/promises';
import type { ParsedRulesets } from '../rules/parse-text.ts';
import { completeRule, type LoadedRule, type LoadedRuleset } from '../rules/rule.ts';
import { selectRules } from '../rules/select.ts';
import { STDIN } from './files.ts';
import { ownRulesets, rulesetsNamed } from './named-rulesets.ts';
import { isNpmPack } from './npm-packs.ts';
import { refuse } from './refuse.ts';
import type { KeptRules } from './kept-rules.ts';
import { type ReadFile, readRules } from './rule-files.ts';

/** What rules a command was given. */
export interface RuleSources {
  /** Texts, ids, files, or `-`: what stands where a rule can stand. */
  readonly rule?: readonly string[] | undefined;
  /** Files, folders, globs, packs as `npm:@acme/rules`, or `-`. */
  readonly rules?: readonly string[] | undefined;
  /** Ids of bundled rulesets and packs, or `all`. */
  readonly ruleset?: readonly string[] | undefined;
  /** The rules that will be chosen, where nothing else is named; `!` leaves out. */
  readonly ids?: readonly string[];
  /** Files in which ids are looked for too. */
  readonly library?: readonly string[] | undefined;
  /** Words name rules and files: one that is neither is no rule that has only begun. */
  readonly isListing?: boolean | undefined;
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  /** The folders in whose `node_modules` packs are looked for, first to last; the current one when absent. */
  readonly folders?: readonly string[] | undefined;
}

/** The rules as they were read. */
export interface FoundRules {
  readonly rulesets: readonly LoadedRuleset[];
  /** The files among their sources. */
  readonly files: readonly ParsedRulesets[];
  /** The names of these, as messages give them; standard input has none. */
  readonly fileNames: readonly string[];
}

/** The rules that are meant when none are named. */
const DEFAULT_RULESET = 'cloudguard';

/**
 * Reads the rules of all sources. An id is looked for in the library and in all that is bundled.
 *
 * @throws UsageError for a source that cannot be read, and for an id that no rule has
 */
export async function findRules(
  {
    rule = [],
    rules = [],
    ruleset = [],
    ids: chosen = [],
    library = [],
    isListing = false,
    stdin,
    folders = [process.cwd()],
  }: RuleSources,
  kept?: KeptRules,
): Promise<FoundRules> {
  const readFiles = async (paths: readonly string[]): Promise<readonly ReadFile[]> =>
    await readRules(paths, { stdin, folders, kept });
  const words = await Promise.all(rule.map(async (text) => ({ text, kind: await kindOf(text) })));
  const of = (kind: Kind): readonly string[] => words.filter((word) => word.kind === kind).map(({ text }) => text);
  const files = await readFiles(rules);
  const own = await readFiles(of('path'));
  const isNothingNamed = rule.length + rules.length + ruleset.length === 0;
  const bundled = isNothingNamed ? await unnamed(chosen) : await rulesetsNamed(ruleset);
  const wanted = of('id');
  const books = wanted.length === 0 ? [] : await readFiles(library);
  const known = wanted.length === 0 ? [] : await knownRulesets(rulesetsOf(books), wanted);
  const ids = wanted.filter((word) => isListing || !isTarget(word) || hasRule(known, word));
  const texts = [...of('text'), ...wanted.filter((word) => !ids.includes(word))];
  const written = texts.length === 0 ? [] : [{ name: 'command line', rules: texts.map(ruleOfText) }];
  const byId = ids.length === 0 ? [] : withIds(known, ids);
  return {
    rulesets: [...written, ...rulesetsOf(files), ...rulesetsOf(own), ...bundled, ...byId],
    files: [...files, ...own, ...books].map(({ parsed }) => parsed),
    fileNames: [...files, ...own, ...books].map(({ file }) => file).filter((file) => file !== STDIN),
  };
}

/** Where ids are looked for: the library, then what is bundled. The packs are loaded for what stands in nothing else. */
async function knownRulesets(
  library: readonly LoadedRuleset[],
  wanted: readonly string[],
): Promise<readonly LoadedRuleset[]> {
  const own = await ownRulesets();
  const isAtHand = wanted.every((word) => hasRule([...library, ...own], word));
  return withoutTaken(library, isAtHand ? own : await rulesetsNamed(['all']));
}

/** What is meant where nothing is named: an id that these rules lack is looked for in all that is bundled. */
async function unnamed(chosen: readonly string[]): Promise<readonly LoadedRuleset[]> {
  const rulesets = await rulesetsNamed([DEFAULT_RULESET]);
  const ids = chosen.filter((id) => !id.startsWith('!'));
  const { problems } = selectRules(
    rulesets.flatMap(({ rules }) => rules),
    { ids },
  );
  return problems.length === 0 ? rulesets : await rulesetsNamed(['all']);
}

/** A rule that has only begun: `IamUser`. What is wrong with it is said as of any rule. */
function isTarget(word: string): boolean {
  return /^[A-Za-z]+$/u.test(word);
}

function hasRule(rulesets: readonly LoadedRuleset[], word: string): boolean {
  return rulesets.some(({ rules }) => rules.some(({ id }) => id.toLowerCase() === word.toLowerCase()));
}

/** A rule of the library stands before one that is bundled and has the same id. */
function withoutTaken(library: readonly LoadedRuleset[], bundled: readonly LoadedRuleset[]): LoadedRuleset[] {
  const taken = new Set(library.flatMap(({ rules }) => rules.map(({ id }) => id)));
  const left = bundled.map((ruleset) => ({ ...ruleset, rules: ruleset.rules.filter(({ id }) => !taken.has(id)) }));
  return [...library, ...left];
}

function rulesetsOf(files: readonly ReadFile[]): readonly LoadedRuleset[] {
  return files.flatMap(({ parsed }) => parsed.rulesets);
}

type Kind = 'text' | 'path' | 'id';

/** Whether a word that stands where a rule can stand names files. */
export async function isRulePath(word: string): Promise<boolean> {
  return (await kindOf(word)) === 'path';
}

/** What a word is that stands where a rule can stand. A rule has blanks; a file is there, or ends like one of rules. */
async function kindOf(word: string): Promise<Kind> {
  if (word === '-' || isNpmPack(word)) return 'path';
  const isThere = await stat(word).then(
    () => true,
    () => false,
  );
  if (isThere) return 'path';
  if (/\s|^(?:true|false)$/iu.test(word.trim())) return 'text';
  return /[\\/]|\.(?:gsl|ya?ml|json|tf|txt|md)$/iu.test(word) ? 'path' : 'id';
}

/** A rule that was written on the command line. */
function ruleOfText(text: string, index: number): LoadedRule {
  const logic = text.trim();
  return completeRule({ id: `rule-${index + 1}`, name: logic, logic, severity: 'Medium' });
}

/** The rules with these ids, each once, in the rulesets that they stand in. */
function withIds(rulesets: readonly LoadedRuleset[], ids: readonly string[]): readonly LoadedRuleset[] {
  const { rules, problems } = selectRules(
    rulesets.flatMap((ruleset) => ruleset.rules.map((rule) => ({ ...rule, enabled: true, of: rule }))),
    { ids },
  );
  refuse(problems);
  const kept = new Set(rules.map(({ of }) => of));
  return rulesets
    .map((ruleset) => ({ ...ruleset, rules: ruleset.rules.filter((rule) => kept.has(rule)) }))
    .filter((ruleset) => ruleset.rules.length > 0);
}
