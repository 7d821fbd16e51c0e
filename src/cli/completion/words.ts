import { Command, type Option } from 'commander';
import { inventoryReaders } from '../../inventory/index.ts';
import { reporterNames } from '../../reporters/by-name.ts';
import { GROUPINGS } from '../../reporters/terminal/options.ts';
import { severities } from '../../rules/severity.ts';
import type { CommandEntry } from '../command.ts';
import { CI_FILES } from '../init-files/ci.ts';
import { rulesetNames } from '../named-rulesets.ts';

/** A flag, for whoever completes a line. */
export interface FlagWords {
  /** `--format`, `-f`. */
  readonly names: readonly string[];
  readonly description: string;
  /** It has a value. */
  readonly takesValue: boolean;
  /** What the value can be; files where it is empty. */
  readonly values: readonly string[];
}

/** A command, for whoever completes a line. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly FlagWords[];
  /** What its first word can be; files where it is empty. */
  readonly values: readonly string[];
}

/** What the values of flags can be, where the flags themselves do not say it. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  '--fail-on': [...severities, 'never'],
  '--severity': severities,
  '--group-by': GROUPINGS,
  '--format': reporterNames,
  '--input': inventoryReaders.map(({ name }) => name),
  '--ci': Object.keys(CI_FILES),
};

/** The commands of the table with their flags. */
export async function commandWords(commands: readonly CommandEntry[]): Promise<readonly CommandWords[]> {
  const values = { ...VALUES, '--ruleset': [...(await rulesetNames()), 'all'] };
  return await Promise.all(
    commands.map(async ({ name, description, load }): Promise<CommandWords> => {
      const command = new Command(name);
      (await load())(command, () => () => Promise.resolve());
      const [first] = command.registeredArguments;
      return {
        name,
        description,
        flags: command.options.map((option) => flagWords(option, values)),
        values: first?.argChoices ?? [],
      };
    }),
  );
}

function flagWords(
  { long, short, description, required, optional, argChoices }: Option,
  known: Readonly<Record<string, readonly string[]>>,
): FlagWords {
  const names = [long, short].filter((name) => name !== undefined);
  const values = argChoices ?? known[long ?? ''] ?? [];
  return { names, description, takesValue: required || optional, values };
}
