import { Option } from 'commander';
import { reporterNames } from '../../reporters/by-name.ts';
import { GROUPINGS } from '../../reporters/terminal/options.ts';
import { type Declare, MAX_WARNINGS, repeated } from '../command.ts';
import { merge, type MergeFlags } from '../merge.ts';
import { projectOptions, sarifFlags } from './shared.ts';

export const declareMerge: Declare = (command, action) => {
  command
    .argument('<partial...>', 'files of `gsl evaluate --partial`; parts without a number in the order of the report')
    .addOption(
      new Option(
        '-f, --format <name>',
        `report format, a module of your own (./mine.js), or either with =file; can be repeated: ${reporterNames.join(', ')} (default: pretty)`,
      ).argParser(repeated),
    )
    .option('-o, --output <file>', 'write the report to a file, whole or not at all')
    .option('--fail-on <severity>', 'least severity of a finding that makes the exit code 1, or never')
    .option('--baseline <file>', 'an earlier report (json, ndjson): marks findings as new or unchanged')
    .option('--new-only', 'show only findings that --baseline does not have, and let only these make the exit code 1')
    .option('--allow-empty', 'accept that no rule had an entity to judge')
    .option('--max-warnings <number>', MAX_WARNINGS)
    .option('--explain', 'show the whole tree of each failed condition')
    .option('--limit <number>', 'findings to list of each group at a terminal, or all (default: 10)')
    .option('--group-by <what>', `what to group findings by at a terminal: ${GROUPINGS.join(', ')} (default: rule)`)
    .option('-q, --quiet', 'only errors and, at a terminal, the counts')
    .option('-v, --verbose', 'what rules say of themselves too, at a terminal')
    .option('--explain-passed', 'give a reason for what passed too (slower, longer reports)')
    .addHelpText('after', EXAMPLES)
    .action(action((io, files: string[], flags: MergeFlags) => merge(files, flags, io)));
  sarifFlags(projectOptions(command));
};

const EXAMPLES = `
Examples:
  gsl evaluate inventory/ --now 2026-11-25T00:00:00Z --shard 1/2 --partial one.part
  gsl evaluate inventory/ --now 2026-11-25T00:00:00Z --shard 2/2 --partial two.part
  gsl merge one.part two.part --format sarif --output findings.sarif`;
