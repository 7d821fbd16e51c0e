import { GROUPINGS } from '../../reporters/terminal/options.ts';
import { sarifFlags } from './shared.ts';
import { type Declare, repeated } from '../command.ts';
import { report, type ReportFlags } from '../report.ts';

export const declareReport: Declare = (command, action) => {
  command
    .argument(
      '<file...>',
      'reports of --format json or ndjson, or - for standard input; several are merged, or a series (--trend)',
    )
    .option('-f, --format <name>', 'as for evaluate, each with =file; can be repeated (default: pretty)', repeated)
    .option('-o, --output <file>', 'write the report to a file, whole or not at all')
    .option('--compare <file>', 'an earlier report (new, unchanged, gone), or an assessment of CloudGuard (verdicts)')
    .option(
      '--trend',
      'the reports are of the same at several times: show the last, with what came and went (default: where --format html finds them to be)',
    )
    .option('--no-trend', 'add the reports up, whatever they are of')
    .option('--new-only', 'show only findings that --compare, or the report before, does not have')
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
  gsl report september.json october.json november.json --format html=trend.html
  gsl report report.json --compare cloudguard-assessment.json`,
    )
    .action(action((io, files: string[], flags: ReportFlags) => report(files, flags, io)));
  sarifFlags(command);
};
