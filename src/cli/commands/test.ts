import { type Declare, MATCH_CASE, repeated } from '../command.ts';
import { answerOptions, projectOptions, watchOption } from './shared.ts';
import { test, type TestFlags } from '../test.ts';

export const declareTest: Declare = (command, action) => {
  command
    .argument('[rule...]', 'rules: files, folders, globs, ids, or - for standard input')
    .option('--ruleset <id>', 'a bundled ruleset or pack, or all; can be repeated', repeated)
    .option('--lists <file>', 'JSON with the values of named lists')
    .option('--match-case', MATCH_CASE)
    .option('--allow-empty', 'accept that there is no test')
    .option('--coverage', 'name the parts of conditions that no test makes true, or false')
    .addHelpText(
      'after',
      `\nExamples:\n  gsl test rules/\n  gsl test --ruleset all --coverage\n  gsl test rules/ --format junit=tests.xml`,
    )
    .action(action((io, paths: string[], flags: TestFlags) => test(paths, flags, io)));
  watchOption(projectOptions(answerOptions(command)));
};
