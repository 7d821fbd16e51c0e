import { type Declare, repeated } from '../command.ts';
import { test, type TestFlags } from '../test.ts';

export const declareTest: Declare = (command, action) => {
  command
    .argument('[path...]', 'files or folders of rules')
    .option('--ruleset <id>', 'a bundled ruleset, or all; can be repeated', repeated)
    .option('--coverage', 'name the parts of conditions that no test makes true, or false')
    .addHelpText('after', `\nExamples:\n  gsl test rules/\n  gsl test --ruleset all --coverage`)
    .action(action((io, paths: string[], flags: TestFlags) => test(paths, flags, io)));
};
