import { collect, type CollectFlags } from '../collect.ts';
import { type Declare, repeated } from '../command.ts';

export const declareCollect: Declare = (command, action) => {
  command
    .argument('[path...]', 'files or folders of rules')
    .option('--ruleset <id>', 'a bundled ruleset or pack, or all; can be repeated', repeated)
    .option('--policy', 'print the IAM policy that the commands need, instead of the commands')
    .addHelpText(
      'after',
      '\nIt runs nothing by itself.\n\nExamples:\n  gsl collect --ruleset cis-aws-foundations > collect.sh\n  sh collect.sh inventory; gsl evaluate inventory --ruleset cis-aws-foundations',
    )
    .action(action((io, paths: string[], flags: CollectFlags) => collect(paths, flags, io)));
};
