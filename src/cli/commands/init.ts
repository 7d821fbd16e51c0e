import type { Declare } from '../command.ts';
import { init, type InitFlags } from '../init.ts';

export const declareInit: Declare = (command, action) => {
  command
    .argument('[file]', 'the file of the first rule (default: rules.yaml), or the folder of a pack (default: this one)')
    .option('--ci <system>', 'also what a CI system needs: github, gitlab, azure or jenkins')
    .option('--pack <name>', 'a package of rules for npm instead, which `--rules npm:NAME` takes')
    .addHelpText('after', `\nExamples:\n  gsl init\n  gsl init --ci github\n  gsl init acme-rules --pack @acme/rules`)
    .action(action((io, file: string | undefined, flags: InitFlags) => init(file, flags, io)));
};
