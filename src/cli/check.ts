import { EXIT } from './exit-codes.ts';
import { type CommandIo, printDiagnostics } from './io.ts';
import { isBeyond, mostWarningsOf, warningsIn } from './max-warnings.ts';
import { loadRules, type RuleOptions } from './rules.ts';
import { plural } from '../reporters/words.ts';

/** `gsl check`: whether rules can be run, and what is odd about them. Gives the exit code. */
export async function check(
  files: readonly string[],
  flags: Pick<RuleOptions, 'rule' | 'strict'> & { readonly maxWarnings?: string },
  io: CommandIo,
): Promise<number> {
  const mostWarnings = mostWarningsOf(flags.maxWarnings);
  const { rulesets, diagnostics } = await loadRules({ ...flags, rules: files });
  printDiagnostics(io, diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const count = rulesets.reduce((sum, { rules }) => sum + rules.length, 0);
  await io.out(`${plural(count, 'rule')} checked: ${plural(errors, 'error')}, ${plural(warnings, 'warning')}\n`);
  return errors > 0 || isBeyond(warningsIn(diagnostics), mostWarnings, io) ? EXIT.error : EXIT.ok;
}
