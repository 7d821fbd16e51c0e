import type { Declare } from '../command.ts';
import { init, type InitFlags } from '../init.ts';

export const declareInit: Declare = (command, action) => {
  command
    .argument('[file]', 'the file of the first rule', 'rules.yaml')
    .option('--ci <system>', 'also what a CI system needs: github, gitlab, azure or jenkins')
    .addHelpText('after', `\nExamples:\n  gsl init\n  gsl init --ci github`)
    .action(action((io, file: string, flags: InitFlags) => init(file, flags, io)));
};
