import { CLOCK, type Declare } from '../command.ts';
import { explain, type ExplainFlags } from '../explain.ts';

export const declareExplain: Declare = (command, action) => {
  command
    .argument('<rule>', 'the rule')
    .argument('<input...>', 'entities, as for evaluate')
    .option('--entity <id>', 'only the entity with this id or name')
    .option('--now <time>', CLOCK)
    .addHelpText(
      'after',
      `\nExample:\n  gsl explain "IamUser should have mfaActive = true" credential-report.csv --entity alice`,
    )
    .action(action((io, text: string, inputs: string[], flags: ExplainFlags) => explain(text, inputs, flags, io)));
};
