import type { CommandWords, FlagWords } from './words.ts';

/** A script for fish: \`gsl completion fish | source\`. */
export function fishCompletion(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap(({ name, description, flags, values }) => [
    `complete -c gsl -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
    ...flags.map((flag) => flagLine(name, flag)),
    ...(values.length === 0
      ? []
      : [`complete -c gsl -n '__fish_seen_subcommand_from ${name}' -f -a '${values.join(' ')}'`]),
  ]);
  return `# fish completion of gsl: gsl completion fish | source\n${lines.join('\n')}\ncomplete -c gsl-engine -w gsl\n`;
}

function flagLine(command: string, { names, description, takesValue, values }: FlagWords): string {
  const words = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const listed = values.length === 0 ? '-r' : `-x -a '${values.join(' ')}'`;
  const value = takesValue ? ` ${listed}` : '';
  return `complete -c gsl -n '__fish_seen_subcommand_from ${command}' ${words.join(' ')}${value} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
