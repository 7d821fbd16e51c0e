import type { Declare } from '../command.ts';
import { init } from '../init.ts';

export const declareInit: Declare = (command, action) => {
  command.argument('[file]', 'the file to write', 'rules.yaml').action(action((io, file: string) => init(file, io)));
};
