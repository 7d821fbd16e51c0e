import { Command, CommanderError, Option } from 'commander';
import { reporters } from '../reporters/index.ts';
import { version } from '../version.ts';
import { check } from './check.ts';
import { evaluate, type EvaluateFlags } from './evaluate.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { parse } from './parse.ts';

const list = (value: string, before: readonly string[] = []): string[] => [...before, value];
const commas = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  ...value.split(',').map((part) => part.trim()),
];

/** Runs the command line and gives the exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  let code: number = EXIT.ok;
  const program = new Command('gsl')
    .description("Judge cloud inventories by rules in GSL, CloudGuard's Governance Specification Language.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void io.out(text), writeErr: (text) => io.err(text) })
    .showSuggestionAfterError()
    .addHelpText('after', `\nExit codes: 0 nothing failed, 1 findings, 2 bad use, bad rule, or unreadable input.`);

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
    .option('--input <format>', 'read all inputs as this format instead of detecting it')
    .addOption(
      new Option('--format <name>', 'report format').default('pretty').choices(reporters.map(({ name }) => name)),
    )
    .option('--now <time>', 'the clock, as ISO 8601; the current time when absent')
    .option('--fail-on <severity>', 'least severity of a finding that makes the exit code 1, or never', 'Informational')
    .option('--lists <file>', 'JSON with the values of named lists: {"Name": ["a", "b"]}')
    .option('--strict', 'refuse extensions of the language')
    .option('--explain', 'show the whole tree of each failed condition')
    .option('--no-progress', 'no progress bar')
    .addHelpText('after', EVALUATE_EXAMPLES)
    .action(async (inputs: string[], flags: EvaluateFlags & Aliases) => {
      const { id: ids, severity: severities, framework: frameworks, category: categories, ...rest } = flags;
      const selection = Object.fromEntries(
        Object.entries({ ids, severities, frameworks, categories }).filter(([, value]) => value !== undefined),
      );
      code = await evaluate(inputs, { ...rest, ...selection }, io);
    });

  program
    .command('check')
    .description('say whether rules can be run, and what is odd about them')
    .argument('[file...]', 'files or folders of rules')
    .option('--rule <text>', 'a rule; can be repeated', list)
    .option('--strict', 'refuse extensions of the language')
    .addHelpText('after', CHECK_EXAMPLES)
    .action(async (files: string[], flags: { rule?: string[]; strict?: boolean }) => {
      if (files.length === 0 && flags.rule === undefined)
        throw new UsageError('name a file, or give a rule with --rule');
      code = await check(files, flags, io);
    });

  program
    .command('parse')
    .description('print the syntax tree of a rule as JSON')
    .argument('<text>', 'the rule')
    .addHelpText('after', `\nExample:\n  gsl parse "IamUser should have mfaActive = true"`)
    .action(async (text: string) => {
      code = await parse(text, io);
    });

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof UsageError) io.err(`error: ${error.message}\n`);
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
