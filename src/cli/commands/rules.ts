import { Option } from 'commander';
import type { Declare } from '../command.ts';
import { LIST_FORMATS, type ListFlags, listRules } from '../list-rules.ts';
import { projectOptions, ruleOptions, selectionOptions } from './shared.ts';

export const declareRules: Declare = (command, action) => {
  command.argument('[rule...]', 'ids, files, folders or globs; what is named is shown whole');
  projectOptions(selectionOptions(ruleOptions(command)))
    .addOption(new Option('-f, --format <name>', 'how to answer').choices(LIST_FORMATS).default('text'))
    .addHelpText(
      'after',
      `
Examples:
  gsl rules
  gsl rules D9.AWS.IAM.51
  gsl rules --framework "AWS CIS Foundations v. 2.0.0" --severity High,Critical`,
    )
    .action(action((io, named: string[], flags: ListFlags) => listRules(named, flags, io)));
};
