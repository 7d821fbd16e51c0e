import type { Declare } from '../command.ts';
import { parse } from '../parse.ts';

export const declareParse: Declare = (command, action) => {
  command
    .argument('<rule>', 'the rule: a text, an id, a file, or - for standard input')
    .addHelpText('after', `\nExample:\n  gsl parse "IamUser should have mfaActive = true"`)
    .action(action((io, text: string) => parse(text, io)));
};
