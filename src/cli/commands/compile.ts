import { type Declare, repeated } from '../command.ts';
import { compile, type CompileFlags } from '../compile.ts';

export const declareCompile: Declare = (command, action) => {
  command
    .argument('[path...]', 'files or folders of rules (.gsl, .yaml, .json, .tf, a plan)')
    .requiredOption('-o, --output <file>', 'a module with generated code (.mjs, .js), or plans as data (.json)')
    .option('--ruleset <id>', 'a bundled ruleset or pack, or all; can be repeated', repeated)
    .option('--check', 'write nothing; 1 where the file is not what the rules give')
    .addHelpText(
      'after',
      `
Examples:
  gsl compile rules/ -o rules.mjs
  gsl compile --ruleset cis-aws-foundations -o cis.json
  gsl compile rules/ -o rules.mjs --check`,
    )
    .action(action((io, paths: string[], flags: CompileFlags) => compile(paths, flags, io)));
};
