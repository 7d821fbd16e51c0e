import { Option } from 'commander';
import { convert, type ConvertFlags } from '../convert.ts';
import { type Declare, repeated } from '../command.ts';

export const declareConvert: Declare = (command, action) => {
  command
    .argument('[path...]', 'files or folders of rules (.gsl, .yaml, .json, .tf, a plan)')
    .addOption(new Option('--to <form>', 'what to write').choices(['portal', 'terraform']).default('portal'))
    .option('--ruleset <id>', 'a bundled ruleset or pack, or all; can be repeated', repeated)
    .option('-o, --output <file>', 'where to write it; standard output when absent')
    .addHelpText(
      'after',
      '\nExamples:\n  gsl convert rules.yaml > portal.json\n  gsl convert rules/ --to terraform -o ruleset.tf',
    )
    .action(action((io, paths: string[], flags: ConvertFlags) => convert(paths, flags, io)));
};
