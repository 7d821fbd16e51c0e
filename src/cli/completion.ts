import { bashCompletion } from './completion/bash.ts';
import { fishCompletion } from './completion/fish.ts';
import { commandWords, type CommandWords } from './completion/words.ts';
import { zshCompletion } from './completion/zsh.ts';
import type { CommandEntry } from './command.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';

const SHELLS: Readonly<Record<string, (commands: readonly CommandWords[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** The shells that `gsl completion` writes for. */
export const SHELL_NAMES: readonly string[] = Object.keys(SHELLS);

/** `gsl completion`: a script that completes lines of a shell, made of the table of commands. Gives the exit code. */
export async function completion(shell: string, commands: readonly CommandEntry[], io: CommandIo): Promise<number> {
  const script = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (script === undefined) throw new UsageError(`\`${shell}\` is none of ${SHELL_NAMES.join(', ')}`);
  await io.out(script(await commandWords(commands)));
  return EXIT.ok;
}
