import { Command, CommanderError, Option } from 'commander';
import { reporters } from '../reporters/index.ts';
import { printableLines } from '../reporters/words.ts';
import { version } from '../version.ts';
import type { EvaluateFlags } from './evaluate.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';

const list = (value: string, before: readonly string[] = []): string[] => [...before, value];
const commas = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  ...value.split(',').map((part) => part.trim()),
];

/** Runs the command line and gives the exit code. Each command loads when it is called, so that `--help` is there at once. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  let code: number = EXIT.ok;
  const program = new Command('gsl')
    .description("Judge cloud inventories by rules in GSL, CloudGuard's Governance Specification Language.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void io.out(text), writeErr: (text) => io.err(printableLines(text)) })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `\nExit codes: 0 nothing failed, 1 findings, 2 bad use, bad rule, unreadable input, or nothing judged.`,
    );

  program
    .command('evaluate')
    .description('judge the entities of inventory files by rules')
    .argument('<input...>', 'files, folders, globs, or - for standard input; plain, gzip or zstd')
    .option('--rule <text>', 'a rule; can be repeated', list)
    .option('--rules <path>', 'a file (.gsl, .yaml, .json) or folder of rules; can be repeated', list)
    .option('--ruleset <id>', 'a bundled ruleset, or all; can be repeated', list)
    .option('--id <ids>', 'only rules with these ids, by comma; * stands for any run', commas)
    .option('--severity <severities>', 'only rules of these severities, by comma', commas)
    .option('--framework <names>', 'only rules of these compliance frameworks, by comma; * stands for any run', commas)
    .option('--category <names>', 'only rules of these categories', list)
    .option('--exclude <pattern>', 'files of folders to pass over, as in .gitignore; can be repeated', list)
    .option('--input <format>', 'read all inputs as this format instead of detecting it')
    .addOption(
      new Option(
        '--format <name>',
        `report format, a module of your own (./mine.js), or either with =file; can be repeated: ${reporters.map(({ name }) => name).join(', ')} (default: pretty)`,
      ).argParser(list),
    )
    .option('--output <file>', 'write the report to a file, whole or not at all')
    .option('--now <time>', CLOCK)
    .option('--fail-on <severity>', 'least severity of a finding that makes the exit code 1, or never', 'Informational')
    .option('--lists <file>', 'JSON with the values of named lists: {"Name": ["a", "b"]}')
    .option('--parameters <file>', 'JSON with the values of parameters of templates: {"Name": "value"}')
    .option('--exclusions <file>', 'accepted findings, YAML or JSON; can be repeated', list)
    .option('--config <file>', 'severities of rules, YAML: {severities: [{rule, severity, reason}]}')
    .option('--baseline <file>', 'an earlier report (json, ndjson): marks findings as new or unchanged')
    .option('--new-only', 'only findings that --baseline does not have make the exit code 1')
    .option('--allow-empty', 'accept that no rule had an entity to judge')
    .option('--max-warnings <number>', MAX_WARNINGS)
    .option('--strict', 'refuse extensions of the language')
    .option('--explain', 'show the whole tree of each failed condition')
    .option('--no-progress', 'no progress bar')
    .addHelpText('after', EVALUATE_EXAMPLES)
    .action(async (inputs: string[], flags: Omit<EvaluateFlags, 'format'> & { format?: string[] } & Aliases) => {
      const { id: ids, severity: severities, framework: frameworks, category: categories, ...rest } = flags;
      const selection = Object.fromEntries(
        Object.entries({ ids, severities, frameworks, categories }).filter(([, value]) => value !== undefined),
      );
      code = await (
        await import('./evaluate.ts')
      ).evaluate(inputs, { ...rest, format: rest.format ?? ['pretty'], ...selection }, io);
    });

  program
    .command('check')
    .description('say whether rules can be run, and what is odd about them')
    .argument('[file...]', 'files or folders of rules')
    .option('--rule <text>', 'a rule; can be repeated', list)
    .option('--max-warnings <number>', MAX_WARNINGS)
    .option('--strict', 'refuse extensions of the language')
    .option('--lists <file>', 'JSON with the values of named lists, to see which are missing')
    .addHelpText('after', CHECK_EXAMPLES)
    .action(
      async (files: string[], flags: { rule?: string[]; strict?: boolean; maxWarnings?: string; lists?: string }) => {
        if (files.length === 0 && flags.rule === undefined)
          throw new UsageError('name a file, or give a rule with --rule');
        code = await (await import('./check.ts')).check(files, flags, io);
      },
    );

  program
    .command('parse')
    .description('print the syntax tree of a rule as JSON')
    .argument('<text>', 'the rule')
    .addHelpText('after', `\nExample:\n  gsl parse "IamUser should have mfaActive = true"`)
    .action(async (text: string) => {
      code = await (await import('./parse.ts')).parse(text, io);
    });

  program
    .command('explain')
    .description('show how a rule comes to its verdict on the entities of a file')
    .argument('<rule>', 'the rule')
    .argument('<input...>', 'entities, as for evaluate')
    .option('--entity <id>', 'only the entity with this id or name')
    .option('--now <time>', CLOCK)
    .addHelpText(
      'after',
      `\nExample:\n  gsl explain "IamUser should have mfaActive = true" credential-report.csv --entity alice`,
    )
    .action(async (text: string, inputs: string[], flags: { entity?: string; now?: string }) => {
      code = await (await import('./explain.ts')).explain(text, inputs, flags, io);
    });

  program
    .command('test')
    .description('run the tests that stand with rules')
    .argument('[path...]', 'files or folders of rules')
    .option('--ruleset <id>', 'a bundled ruleset, or all; can be repeated', list)
    .option('--coverage', 'name the parts of conditions that no test makes true, or false')
    .addHelpText('after', `\nExamples:\n  gsl test rules/\n  gsl test --ruleset all --coverage`)
    .action(async (paths: string[], flags: { ruleset?: string[]; coverage?: boolean }) => {
      if (paths.length === 0 && flags.ruleset === undefined)
        throw new UsageError('name a file, or a bundled ruleset with --ruleset');
      code = await (await import('./test.ts')).test(paths, flags, io);
    });

  program
    .command('fmt')
    .description('write rules in their canonical form')
    .argument('<path...>', 'files or folders of rules (.gsl, .yaml)')
    .option('--check', 'change nothing; exit code 1 when something would change')
    .action(async (paths: string[], flags: { check?: boolean }) => {
      code = await (await import('./fmt.ts')).fmt(paths, flags, io);
    });

  program
    .command('functions')
    .description('list the functions of the language, or show one')
    .argument('[name]', 'a function')
    .action(async (name: string | undefined) => {
      code = await (await import('./functions.ts')).functions(name, io);
    });

  program
    .command('init')
    .description('write a first rule with its tests')
    .argument('[file]', 'the file to write', 'rules.yaml')
    .action(async (file: string) => {
      code = await (await import('./init.ts')).init(file, io);
    });

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof UsageError) io.err(`error: ${printableLines(error.message)}\n`);
    // Commander has printed its own message; help and version are no errors.
    else if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.error;
    else throw error;
    return EXIT.error;
  }
}

interface Aliases {
  readonly id?: string[];
  readonly severity?: string[];
  readonly framework?: string[];
  readonly category?: string[];
}

const MAX_WARNINGS = 'more warnings and notes than this make the exit code 2; 0 allows none';

const CLOCK = 'the clock, as ISO 8601, in UTC where it names no zone; the current time when absent';

const EVALUATE_EXAMPLES = `
Examples:
  gsl evaluate credential-report.csv
  gsl evaluate users.ndjson.gz --rule "IamUser where passwordEnabled = true should have mfaActive = true"
  gsl evaluate snapshot/ --rules rules/ --format json > findings.json
  kubectl get pods -A -o json | gsl evaluate - --rules k8s.yaml --fail-on High`;

const CHECK_EXAMPLES = `
Examples:
  gsl check rules/
  gsl check --rule "IamUser shoud have mfaActive==true"`;
