import type { Declare } from '../command.ts';
import { playground, type PlaygroundFlags } from '../playground.ts';

export const declarePlayground: Declare = (command, action) => {
  command
    .option('-o, --output <file>', 'write the page to this file, and do not open it')
    .addHelpText('after', '\nThe page is one file. It works offline, and nothing that is typed or dropped\nleaves it.')
    .action(action((io, flags: PlaygroundFlags) => playground(flags, io)));
};
