import { isError } from '../text/message.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics } from './messages.ts';
import { projectOf } from './project/project.ts';
import { type RuleFlags, ruleSettings } from './project/rule-settings.ts';
import { type LoadedRules, loadRules } from './rules.ts';

/** The flags of commands that show rules. */
export interface ChosenRulesFlags extends RuleFlags {
  readonly config?: string | false;
}

/**
 * The rules that a command shows: those that are named, else those of the project, else all that is bundled. Errors in them
 * are told.
 */
export async function chosenRules(
  named: readonly string[],
  flags: ChosenRulesFlags,
  io: CommandIo,
): Promise<LoadedRules> {
  const project = await projectOf(flags.config, io);
  const rule = [...named, ...(flags.rule ?? [])];
  const sources = [rule, flags.rules, flags.ruleset, project.rules, project.rulesets];
  const isNothingNamed = sources.every((some) => some === undefined || some.length === 0);
  const given = { ...flags, rule, ...(isNothingNamed ? { ruleset: ['all'] } : {}) };
  const loaded = await loadRules({ ...(await ruleSettings(given, project, io)), isListing: true });
  printDiagnostics(io, loaded.diagnostics.filter(isError));
  return loaded;
}
