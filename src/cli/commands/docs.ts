import type { Declare } from '../command.ts';
import { docs, type DocsFlags } from '../docs.ts';
import { projectOptions, ruleOptions, selectionOptions } from './shared.ts';

export const declareDocs: Declare = (command, action) => {
  command
    .argument('<folder>', 'where the pages go; pages of an earlier site there are replaced')
    .argument('[rule...]', 'ids, files, folders or globs; those of gsl.yaml, else all bundled ones, when absent');
  projectOptions(selectionOptions(ruleOptions(command)))
    .option('--title <text>', 'the heading of the list (default: Rules)')
    .addHelpText(
      'after',
      `
The pages work from a disk and on any host: they load nothing from elsewhere.

Examples:
  gsl docs site
  gsl docs site rules/ --title "Rules of Acme"
  gsl docs site --ruleset cis-aws-foundations`,
    )
    .action(action((io, folder: string, named: string[], flags: DocsFlags) => docs(folder, named, flags, io)));
};
