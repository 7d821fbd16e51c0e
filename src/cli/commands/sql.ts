import { LAYOUTS } from '../../sql/layouts.ts';
import { SQL_DIALECTS } from '../../sql/dialect.ts';
import { byComma, CLOCK, type Declare, MATCH_CASE, repeated } from '../command.ts';
import { sql, type SqlFlags } from '../sql.ts';

export const declareSql: Declare = (command, action) => {
  command
    .argument('<rule...>', 'a rule, or ids of rules; * stands for any run')
    .requiredOption('--dialect <name>', SQL_DIALECTS.join(' or '))
    .option('--table <name>', 'the table of the entities (default: entities, or that of the layout)')
    .option('--map <what>', `where properties are: ${LAYOUTS.join(', ')}, or a JSON file; default: JSON in \`entity\``)
    .option('--status <statuses>', 'whose rows to give, by comma (default: failed)', byComma)
    .option('--prefilter', 'what fails and what the query leaves undecided, for the engine to judge')
    .option('--rules <path>', 'a file or folder of rules that ids are looked for in; can be repeated', repeated)
    .option('--ruleset <id>', 'a bundled ruleset that ids are looked for in (default: all); can be repeated', repeated)
    .option('--lists <file>', 'JSON with the values of named lists: {"Name": ["a", "b"]}')
    .option('--match-case', MATCH_CASE)
    .option('--now <time>', CLOCK)
    .addHelpText('after', EXAMPLES)
    .action(action((io, rules: string[], flags: SqlFlags) => sql(rules, flags, io)));
};

const EXAMPLES = `
Examples:
  gsl sql D9.AWS.IAM.51 --dialect postgres --map steampipe
  gsl sql "IamUser should have mfaActive = true" --dialect duckdb --table "'users/*.parquet'"`;
