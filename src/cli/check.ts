import { isVendorList, listsNeeded } from '../check/lists-needed.ts';
import type { LoadedRuleset } from '../rules/rule.ts';
import { parse } from '../syntax/parse.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { readLists } from './lists.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics } from './messages.ts';
import { isBeyond, mostWarningsOf, warningsIn } from './max-warnings.ts';
import { loadRules, type RuleOptions } from './rules.ts';
import { defined } from '../text/defined.ts';
import { plural } from '../reporters/words.ts';

/** The flags of `gsl check`, as they were written. */
export interface CheckFlags extends Pick<RuleOptions, 'rule' | 'strict'> {
  readonly maxWarnings?: string;
  readonly lists?: string;
}

/** `gsl check`: whether rules can be run, and what is odd about them. Gives the exit code. */
export async function check(files: readonly string[], flags: CheckFlags, io: CommandIo): Promise<number> {
  if (files.length === 0 && flags.rule === undefined) throw new UsageError('name a file, or give a rule with --rule');
  const mostWarnings = mostWarningsOf(flags.maxWarnings);
  const lists = flags.lists === undefined ? undefined : await readLists(flags.lists);
  const { rulesets, diagnostics } = await loadRules({
    ...defined({ rule: flags.rule, strict: flags.strict, lists }),
    rules: files,
  });
  printDiagnostics(io, diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const notes = diagnostics.filter(({ severity }) => severity === 'note').length;
  const warnings = diagnostics.length - errors - notes;
  const count = rulesets.reduce((sum, { rules }) => sum + rules.length, 0);
  const counts = [plural(errors, 'error'), plural(warnings, 'warning'), ...(notes > 0 ? [plural(notes, 'note')] : [])];
  await io.out(`${plural(count, 'rule')} checked: ${counts.join(', ')}\n`);
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
