import { type RuleFlags, ruleSettings } from './project/rule-settings.ts';
import { projectOf } from './project/project.ts';
import { isVendorList, listsNeeded } from '../check/lists-needed.ts';
import type { LoadedRuleset } from '../rules/rule.ts';
import { parse } from '../syntax/parse.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics } from './messages.ts';
import { isBeyond, mostWarningsOf, warningsIn } from './max-warnings.ts';
import { loadRules } from './rules.ts';
import { plural } from '../reporters/words.ts';

/** The flags of `gsl check`, as they were written. */
export interface CheckFlags extends RuleFlags {
  readonly maxWarnings?: string;
  readonly config?: string | false;
}

/** `gsl check`: whether rules can be run, and what is odd about them. Gives the exit code. */
export async function check(files: readonly string[], flags: CheckFlags, io: CommandIo): Promise<number> {
  const project = await projectOf(flags.config, io);
  const given = { ...flags, rule: [...files, ...(flags.rule ?? [])] };
  const isNothingNamed = given.rule.length + (flags.ruleset ?? []).length === 0;
  if (isNothingNamed && project.rules === undefined && project.rulesets === undefined)
    throw new UsageError('name a file, or give a rule with --rule');
  const maxWarnings = project.maxWarnings === undefined ? undefined : String(project.maxWarnings);
  const mostWarnings = mostWarningsOf(flags.maxWarnings ?? maxWarnings);
  const options = await ruleSettings(given, project, io);
  const { lists } = options;
  const { rulesets, diagnostics, checked } = await loadRules(options);
  printDiagnostics(io, diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const notes = diagnostics.filter(({ severity }) => severity === 'note').length;
  const warnings = diagnostics.length - errors - notes;
  const counts = [plural(errors, 'error'), plural(warnings, 'warning'), ...(notes > 0 ? [plural(notes, 'note')] : [])];
  await io.out(`${plural(checked, 'rule')} checked: ${counts.join(', ')}\n`);
  const needed = lists === undefined ? neededBy(rulesets) : [];
  if (needed.length > 0) await io.out(listsText(needed));
  return errors > 0 || isBeyond(warningsIn(diagnostics), mostWarnings, io) ? EXIT.error : EXIT.ok;
}

/** The named lists that rules need, sorted. */
function neededBy(rulesets: readonly LoadedRuleset[]): string[] {
  const rules = rulesets.flatMap((ruleset) => ruleset.rules);
  const trees = rules.flatMap(({ logic }) => parse(logic).rule ?? []);
  return [...new Set(trees.flatMap(listsNeeded))].sort();
}

function listsText(needed: readonly string[]): string {
  const names = needed.map((name) => `$${name}`).join(', ');
  const vendors = needed.some(isVendorList)
    ? 'The vendor does not publish what is in $CloudGuard_… lists; examples/lists/cloudguard-lists.json has lists of ours.\n'
    : '';
  return `Named lists needed: ${names}. Give their values with --lists FILE, also when the rules are evaluated.\n${vendors}`;
}
