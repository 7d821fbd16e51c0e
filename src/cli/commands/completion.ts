import type { CommandEntry, Declare } from '../command.ts';
import { completion, SHELL_NAMES } from '../completion.ts';
import { Argument } from 'commander';

/** @param commands the table of commands, of which this is one */
export function declareCompletion(commands: readonly CommandEntry[]): Declare {
  return (command, action) => {
    command
      .addArgument(new Argument('<shell>', 'the shell').choices(SHELL_NAMES))
      .addHelpText(
        'after',
        `
Examples:
  eval "$(gsl completion bash)"
  source <(gsl completion zsh)
  gsl completion fish | source`,
      )
      .action(action((io, shell: string) => completion(shell, commands, io)));
  };
}
