import { Command, CommanderError } from 'commander';
import { printableLines } from '../reporters/words.ts';
import { version } from '../version.ts';
import type { ActionOf } from './command.ts';
import { commandLineError } from './command-line-error.ts';
import { commands } from './commands.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printSaid } from './messages.ts';

export { processIo } from './io.ts';

/** Runs the command line and gives the exit code. What a command needs loads when it is called: `--help` is there at once. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  let code: number = EXIT.ok;
  const action: ActionOf =
    (work) =>
    async (...given) => {
      code = await work(io, ...given);
    };
  try {
    const program = await programOf(args, io, action);
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    const said = error instanceof CommanderError ? wrongLine(error, args) : error;
    if (typeof said === 'number') return said;
    if (!(said instanceof UsageError)) throw said;
    printSaid(io, 'error', said.message, said.help);
    return EXIT.error;
  }
}

/** What is wrong with the line; the exit code where commander has printed what was asked for, or the help in place of it. */
function wrongLine(error: CommanderError, args: readonly string[]): UsageError | number {
  if (error.exitCode === 0) return EXIT.ok;
  if (error.code === 'commander.help') return EXIT.error;
  const named = commands.find(({ name }) => name === args.find((arg) => !arg.startsWith('-')))?.name;
  const known = commands.map(({ name }) => name);
  return commandLineError(error, named === undefined ? 'gsl' : `gsl ${named}`, known);
}

/** The command line with all its commands; of those that the arguments do not name only what the list says. */
async function programOf(args: readonly string[], io: CommandIo, action: ActionOf): Promise<Command> {
  const program = new Command('gsl')
    .description("Judge cloud inventories by rules in GSL, CloudGuard's Governance Specification Language.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.out(text),
      writeErr: (text) => io.err(printableLines(text)),
      // Said when it has come up here.
      outputError: () => undefined,
    })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `
Exit codes: 0 nothing failed, 1 findings, 2 bad use, a rule or an input that is
broken, or nothing judged. gsl COMMAND --help has examples.`,
    );
  for (const { name, description, load } of commands) {
    const command = program.command(name).description(description);
    if (args.includes(name)) (await load())(command, action);
  }
  return program;
}
