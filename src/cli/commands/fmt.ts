import type { Declare } from '../command.ts';
import { fmt, type FmtFlags } from '../fmt.ts';
import { answerOptions, projectOptions } from './shared.ts';

export const declareFmt: Declare = (command, action) => {
  command
    .argument('[path...]', 'files, folders or globs of rules (.gsl, .yaml), or - for standard input')
    .option('--check', 'change nothing; exit code 1 when something would change')
    .addHelpText('after', `\nExamples:\n  gsl fmt rules/\n  gsl fmt --check --format github`)
    .action(action((io, paths: string[], flags: FmtFlags) => fmt(paths, flags, io)));
  projectOptions(answerOptions(command));
};
