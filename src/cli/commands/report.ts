import { GROUPINGS } from '../../reporters/terminal/options.ts';
import { sarifFlags } from './shared.ts';
import { type Declare, repeated } from '../command.ts';
import { report, type ReportFlags } from '../report.ts';

export const declareReport: Declare = (command, action) => {
  command
    .argument('<file...>', 'reports of --format json or ndjson, or - for standard input; several are merged')
    .option('-f, --format <name>', 'as for evaluate, each with =file; can be repeated (default: pretty)', repeated)
    .option('-o, --output <file>', 'write the report to a file, whole or not at all')
    .option('--compare <file>', 'an earlier report (new, unchanged, gone), or an assessment of CloudGuard (verdicts)')
    .option('--new-only', 'show only findings that --compare does not have')
    .option('--fail-on <severity>', 'least severity of a (new) finding that makes the exit code 1 (default: never)')
    .option('--limit <number>', 'findings to list of each group at a terminal, or all (default: 10)')
    .option('--group-by <what>', `what to group findings by at a terminal: ${GROUPINGS.join(', ')} (default: rule)`)
    .option('-q, --quiet', 'only errors and, at a terminal, the counts')
    .option('-v, --verbose', 'what rules say of themselves too, at a terminal')
    .addHelpText(
      'after',
      `
Examples:
  gsl report report.json --format html=report.html
  gsl report team-a.json team-b.json --format json=all.json
  gsl report today.json --compare yesterday.json
  gsl report report.json --compare cloudguard-assessment.json`,
    )
    .action(action((io, files: string[], flags: ReportFlags) => report(files, flags, io)));
  sarifFlags(command);
};
