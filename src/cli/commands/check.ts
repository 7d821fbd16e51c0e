import { type CheckFlags, check } from '../check.ts';
import { answerOptions, projectOptions, watchOption } from './shared.ts';
import { type Declare, MATCH_CASE, MAX_WARNINGS, repeated } from '../command.ts';

export const declareCheck: Declare = (command, action) => {
  command
    .argument('[rule...]', 'rules: files, folders, globs, ids, texts, or - for standard input')
    .option('--rule <rule>', 'a rule as text; can be repeated', repeated)
    .option('--ruleset <id>', 'a bundled ruleset, or all; can be repeated', repeated)
    .option(
      '--fix',
      'make the repairs that leave what a rule means, and no suggestions; what came by - goes to standard output',
    )
    .option('--max-warnings <number>', MAX_WARNINGS)
    .option('--strict', 'refuse extensions of the language')
    .option('--match-case', MATCH_CASE)
    .option('--lists <file>', 'JSON with the values of named lists, to see which are missing')
    .addHelpText(
      'after',
      `
Examples:
  gsl check rules/
  gsl check 'rules/**/*.yaml' --max-warnings 0
  gsl check rules/ --fix
  cat rule.gsl | gsl check - --format github
  gsl check --rule "IamUser shoud have mfaActive==true"`,
    )
    .action(action((io, files: string[], flags: CheckFlags) => check(files, flags, io)));
  watchOption(projectOptions(answerOptions(command)));
};
