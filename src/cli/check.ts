import { type RuleFlags, ruleSettings } from './project/rule-settings.ts';
import { projectOf } from './project/project.ts';
import { isVendorList, listsNeeded } from '../check/lists-needed.ts';
import type { LoadedRuleset } from '../rules/rule.ts';
import { parseRepaired } from '../syntax/repaired.ts';
import { plural } from '../reporters/words.ts';
import { certainFix } from '../text/apply-fixes.ts';
import { version } from '../version.ts';
import { fixAll } from './authoring/fixing.ts';
import type { AuthoringFindings, Looked } from './authoring/report.ts';
import { type AuthoringFlags, authoringTargets } from './authoring/targets.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { readStdin, STDIN } from './files.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics, printSaid } from './messages.ts';
import { isBeyond, mostWarningsOf, warningsIn } from './max-warnings.ts';
import { type LoadedRules, loadRules, type RuleOptions } from './rules.ts';
import { watchCommand } from './watching/watch-command.ts';

/** The flags of `gsl check`, as they were written. */
export interface CheckFlags extends RuleFlags, AuthoringFlags {
  readonly maxWarnings?: string;
  readonly config?: string | false;
  readonly fix?: boolean;
  readonly watch?: boolean;
}

/** `gsl check`: whether rules can be run, and what is odd about them. Gives the exit code. */
export async function check(files: readonly string[], flags: CheckFlags, io: CommandIo): Promise<number> {
  const given = { ...flags, rule: [...files, ...(flags.rule ?? [])] };
  if (flags.watch) return await watchCommand(undefined, given, io);
  const project = await projectOf(flags.config, io);
  const isNothingNamed = given.rule.length + (flags.ruleset ?? []).length === 0;
  if (isNothingNamed && project.rules === undefined && project.rulesets === undefined)
    throw new UsageError('name a file, or give a rule with --rule');
  const maxWarnings = project.maxWarnings === undefined ? undefined : String(project.maxWarnings);
  const mostWarnings = mostWarningsOf(flags.maxWarnings ?? maxWarnings);
  const targets = await authoringTargets(flags, io);
  const options = await ruleSettings(given, project, io);
  // What is repaired of standard input goes to standard output, and all words to standard error.
  const isFilter = flags.fix === true && given.rule.includes('-');
  if (isFilter && !targets.isText)
    throw new UsageError('the repaired standard input goes to standard output: write --format FMT=FILE');
  const say = isFilter ? (text: string) => Promise.resolve(io.err(text)) : io.out;
  const sayText = async (text: string): Promise<void> => (targets.isText ? await say(text) : undefined);

  const { loaded, count: fixed, stdin } = await loadOrFix(options, flags, sayText, io);
  const { rulesets, diagnostics, checked } = loaded;
  if (isFilter) await io.out(stdin ?? '');
  if (targets.isText) printDiagnostics(io, diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const notes = diagnostics.filter(({ severity }) => severity === 'note').length;
  const warnings = diagnostics.length - errors - notes;
  const counts = [
    plural(errors, 'error'),
    plural(warnings, 'warning'),
    ...(notes > 0 ? [plural(notes, 'note')] : []),
    ...(fixed > 0 ? [`${fixed} fixed`] : []),
  ];
  await sayText(`${plural(checked.length, 'rule')} checked: ${counts.join(', ')}\n`);
  const open = diagnostics.filter(({ fixes = [] }) => fixes.length > 0);
  const fixable = open.filter((found) => certainFix(found) !== undefined).length;
  await sayText(fixesText(flags.fix === true ? 0 : fixable, open.length - fixable));
  const needed = options.lists === undefined ? neededBy(rulesets) : [];
  if (needed.length > 0) await sayText(listsText(needed));
  const repairs = { fixable, suggestions: open.length - fixable, ...(flags.fix ? { fixed } : {}) };
  const figures = { rules: checked.length, errors, warnings, notes, ...repairs };
  await targets.write(reportOf(loaded, figures));
  await loaded.keep();
  if (checked.length === 0 && errors === 0)
    printSaid(io, 'error', 'there is no rule to check', 'a file or folder of rules holds at least one');
  return errors > 0 || checked.length === 0 || isBeyond(warningsIn(diagnostics), mostWarnings, io)
    ? EXIT.error
    : EXIT.ok;
}

async function loadOrFix(
  options: RuleOptions,
  { fix = false }: CheckFlags,
  tell: (text: string) => Promise<void>,
  io: CommandIo,
): Promise<{ readonly loaded: LoadedRules; readonly count: number; readonly stdin?: string | undefined }> {
  if (!fix) return { loaded: await loadRules({ ...options, isKept: true }), count: 0 };
  const isStdin = [...(options.rule ?? []), ...(options.rules ?? [])].includes('-');
  const stdin = isStdin ? await readStdin(io.stdin) : undefined;
  return await fixAll(options, stdin, loadRules, tell, io);
}

/** A case for each rule, and one for each file of which itself something is said. */
function reportOf(
  { checked, ofFiles, fileNames }: LoadedRules,
  counts: AuthoringFindings['counts'],
): AuthoringFindings {
  const files = new Set(fileNames);
  const ofRules = checked.map(({ rule, ruleset, diagnostics }): Looked => ({
    suite: ruleset.name,
    name: rule.id,
    rule: rule.id,
    messages: diagnostics,
  }));
  const names = [...new Set(ofFiles.map(({ at }) => at.source.name))];
  const ofOthers = names.map((name): Looked => ({
    suite: name === STDIN ? 'standard input' : name,
    name: 'the file',
    messages: ofFiles.filter(({ at }) => at.source.name === name),
  }));
  return { command: 'check', version, looked: [...ofOthers, ...ofRules], files, counts };
}

/** What `--fix` would do, and what it leaves to the author. */
function fixesText(fixable: number, suggestions: number): string {
  const parts = [
    ...(fixable === 0 ? [] : [`${fixable} can be fixed with --fix.`]),
    ...(suggestions === 0
      ? []
      : [
          `${plural(suggestions, 'suggestion')} would change what a rule means, and ${suggestions === 1 ? 'is' : 'are'} left to you.`,
        ]),
  ];
  return parts.length === 0 ? '' : `${parts.join(' ')}\n`;
}

/** The named lists that rules need, sorted. */
function neededBy(rulesets: readonly LoadedRuleset[]): string[] {
  const rules = rulesets.flatMap((ruleset) => ruleset.rules);
  // Few rules name a list, and to read thousands once more is a third of the command.
  const trees = rules.flatMap(({ logic }) => (/\$\w/u.test(logic) ? (parseRepaired(logic).rule ?? []) : []));
  return [...new Set(trees.flatMap(listsNeeded))].sort();
}

function listsText(needed: readonly string[]): string {
  const names = needed.map((name) => `$${name}`).join(', ');
  const vendors = needed.some(isVendorList)
    ? 'The vendor does not publish what is in $CloudGuard_… lists; examples/lists/cloudguard-lists.json has lists of ours.\n'
    : '';
  return `Named lists needed: ${names}. Give their values with --lists FILE, also when the rules are evaluated.\n${vendors}`;
}
