import { Option } from 'commander';
import { reporterNames } from '../../reporters/by-name.ts';
import { GROUPINGS } from '../../reporters/terminal/options.ts';
import { CLOCK, type Declare, MATCH_CASE, MAX_WARNINGS, repeated } from '../command.ts';
import { evaluate, type EvaluateFlags } from '../evaluate.ts';
import { projectOptions, ruleOptions, sarifFlags, selectionOptions, watchOption } from './shared.ts';

export const declareEvaluate: Declare = (command, action) => {
  command.argument(
    '[input...]',
    'files, folders, globs, postgres:// or duckdb: (docs/sql.md), or - for standard input; plain, gzip or zstd',
  );
  selectionOptions(ruleOptions(command))
    .option('--exclude <pattern>', 'files of folders to pass over, as in .gitignore; can be repeated', repeated)
    .option('--input <format>', 'read all inputs as this format instead of detecting it')
    .addOption(
      new Option(
        '-f, --format <name>',
        `report format, a module of your own (./mine.js), or either with =file; can be repeated: ${reporterNames.join(', ')} (default: pretty)`,
      ).argParser(repeated),
    )
    .option('-o, --output <file>', 'write the report to a file, whole or not at all')
    .option('--now <time>', CLOCK)
    .option(
      '--fail-on <severity>',
      'least severity of a finding that makes the exit code 1, or never (default: Informational)',
    )
    .option('--lists <file>', 'JSON with the values of named lists: {"Name": ["a", "b"]}')
    .option('--parameters <file>', 'JSON with the values of parameters of templates: {"Name": "value"}')
    .option('--exclusions <file>', 'accepted findings, YAML or JSON; can be repeated', repeated)
    .option('--severities <file>', 'severities of rules, YAML: [{rule, severity, reason}]')
    .option('--baseline <file>', 'an earlier report (json, ndjson): marks findings as new or unchanged')
    .option('--new-only', 'show only findings that --baseline does not have, and let only these make the exit code 1')
    .option('--allow-empty', 'accept that no rule had an entity to judge')
    .option('--max-warnings <number>', MAX_WARNINGS)
    .option('--strict', 'refuse extensions of the language')
    .option('--match-case', MATCH_CASE)
    .option('--explain', 'show the whole tree of each failed condition')
    .option('--limit <number>', 'findings to list of each group at a terminal, or all (default: 10)')
    .option('--group-by <what>', `what to group findings by at a terminal: ${GROUPINGS.join(', ')} (default: rule)`)
    .option('-q, --quiet', 'only errors and, at a terminal, the counts')
    .option('-v, --verbose', 'what rules say of themselves too, at a terminal')
    .option('--partial <file>', 'in place of a report, write what `gsl merge` makes one of with other parts')
    .option('--shard <i/n>', 'with --partial: the i-th of n parts of the inputs')
    .option('--jobs <number>', 'threads that read and judge, or 1 for none (default: what helps)')
    .option('--explain-passed', 'give a reason for what passed too (slower, longer reports)')
    .option('--no-progress', 'no progress bar')
    .addHelpText('after', EXAMPLES)
    .action(action((io, inputs: string[], flags: EvaluateFlags) => evaluate(inputs, flags, io)));
  watchOption(sarifFlags(projectOptions(command)));
};

const EXAMPLES = `
Examples:
  gsl evaluate credential-report.csv
  gsl evaluate users.ndjson.gz --rule "IamUser where passwordEnabled = true should have mfaActive = true"
  gsl evaluate users.json --rule D9.AWS.IAM.51
  gsl evaluate snapshot/ --rules rules/ --skip 'ACME.TEST.*' --format json > findings.json
  kubectl get pods -A -o json | gsl evaluate - --rules k8s.yaml --fail-on High`;
