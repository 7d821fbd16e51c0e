import { CLOCK, type Declare, MATCH_CASE, repeated } from '../command.ts';
import { projectOptions } from './shared.ts';
import { explain, type ExplainFlags } from '../explain.ts';

export const declareExplain: Declare = (command, action) => {
  command
    .argument('<rule>', 'a rule: its text, an id, a file, or - for standard input')
    .argument('[input...]', 'entities, as for evaluate')
    .option('--entity <id>', 'only the entity with this id or name')
    .option('--rules <path>', 'files in which an id is looked for too; can be repeated', repeated)
    .option('--lists <file>', 'JSON with the values of named lists')
    .option('--match-case', MATCH_CASE)
    .option('--now <time>', CLOCK)
    .addHelpText(
      'after',
      `\nExamples:\n  gsl explain D9.AWS.IAM.51 credential-report.csv --entity bob\n  gsl explain "IamUser should have mfaActive = true" credential-report.csv --entity alice`,
    )
    .action(action((io, text: string, inputs: string[], flags: ExplainFlags) => explain(text, inputs, flags, io)));
  projectOptions(command);
};
