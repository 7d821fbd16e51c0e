import { Command, CommanderError } from 'commander';
import { printableLines } from '../reporters/words.ts';
import { version } from '../version.ts';
import type { ActionOf } from './command.ts';
import { commands } from './commands.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printSaid } from './messages.ts';

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
    if (error instanceof UsageError) printSaid(io, 'error', error.message);
    // Commander has printed its own message; help and version are no errors.
    else if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.error;
    else throw error;
    return EXIT.error;
  }
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
      outputError: (text) => printSaid(io, 'error', text.replace(/^error: /u, '').trimEnd()),
    })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `\nExit codes: 0 nothing failed, 1 findings, 2 bad use, bad rule, unreadable input, or nothing judged.`,
    );
  for (const { name, description, load } of commands) {
    const command = program.command(name).description(description);
    if (args.includes(name)) (await load())(command, action);
  }
  return program;
}
