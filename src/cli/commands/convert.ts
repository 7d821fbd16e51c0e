import { Option } from 'commander';
import { convert, type ConvertFlags } from '../convert.ts';
import { byComma, type Declare, repeated } from '../command.ts';

export const declareConvert: Declare = (command, action) => {
  command
    .argument(
      '[path...]',
      'files or folders of rules (.gsl, .yaml, .json, .tf, a plan, pages of rules as .txt), npm:PACKAGE, or -',
    )
    .addOption(new Option('--to <form>', 'what to write').choices(['portal', 'terraform', 'yaml']).default('portal'))
    .option('--ruleset <id>', 'a bundled ruleset or pack, or all; can be repeated', repeated)
    .option('--id <ids>', 'only rules with these ids, by comma; * stands for any run, ! in front leaves out', byComma)
    .option('--skip <ids>', 'not the rules with these ids, by comma; * stands for any run', byComma)
    .option('-o, --output <file>', 'where to write it; standard output when absent')
    .addHelpText(
      'after',
      '\nExamples:\n  gsl convert rules.yaml > portal.json\n  gsl convert rules/ --to terraform -o ruleset.tf\n  gsl convert portal.json --to yaml -o rules.yaml',
    )
    .action(action((io, paths: string[], flags: ConvertFlags) => convert(paths, flags, io)));
};
