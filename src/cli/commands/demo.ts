import type { Declare } from '../command.ts';
import { demo } from '../demo.ts';

export const declareDemo: Declare = (command, action) => {
  command
    .argument('[folder]', 'where the page and the script go', 'gsl-demo')
    .action(action((io, folder: string) => demo(folder, io)));
};
