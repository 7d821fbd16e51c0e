import type { Declare } from '../command.ts';
import { parse } from '../parse.ts';

export const declareParse: Declare = (command, action) => {
  command
    .argument('<text>', 'the rule')
    .addHelpText('after', `\nExample:\n  gsl parse "IamUser should have mfaActive = true"`)
    .action(action((io, text: string) => parse(text, io)));
};
