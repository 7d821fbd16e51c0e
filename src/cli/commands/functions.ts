import type { Declare } from '../command.ts';
import { functions } from '../functions.ts';

export const declareFunctions: Declare = (command, action) => {
  command.argument('[name]', 'a function').action(action((io, name: string | undefined) => functions(name, io)));
};
