import { type CheckFlags, check } from '../check.ts';
import { type Declare, MAX_WARNINGS, repeated } from '../command.ts';

export const declareCheck: Declare = (command, action) => {
  command
    .argument('[file...]', 'files or folders of rules')
    .option('--rule <text>', 'a rule; can be repeated', repeated)
    .option('--max-warnings <number>', MAX_WARNINGS)
    .option('--strict', 'refuse extensions of the language')
    .option('--lists <file>', 'JSON with the values of named lists, to see which are missing')
    .addHelpText(
      'after',
      `
Examples:
  gsl check rules/
  gsl check --rule "IamUser shoud have mfaActive==true"`,
    )
    .action(action((io, files: string[], flags: CheckFlags) => check(files, flags, io)));
};
