import type { CommandWords, FlagWords } from './words.ts';

/** A script for bash: values of flags, flags, commands, and files where nothing else is known. */
export function bashCompletion(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name);
  const valueCases = commands.flatMap(({ name, flags }) =>
    flags.filter(({ takesValue }) => takesValue).map((flag) => valueCase(name, flag)),
  );
  const flagCases = commands.map(({ name, flags, values }) => {
    const words = flags.flatMap((flag) => flag.names);
    return `    ${name}) flags='${[...words, '--help'].join(' ')}' words='${values.join(' ')}' ;;`;
  });
  return `# bash completion of gsl: eval "$(gsl completion bash)"
_gsl() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command='' word flags='' words=''
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in ${names.join('|')}) command="$word"; break ;; esac
  done
  case "$command $before" in
${valueCases.join('\n')}
  esac
  case "$command" in
    '') flags='--help --version' words='${names.join(' ')} help' ;;
${flagCases.join('\n')}
  esac
  [[ "$current" == -* ]] && words="$flags"
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _gsl gsl gsl-engine
`;
}

/** Without values it is a file, which bash looks for itself. */
function valueCase(command: string, { names, values }: FlagWords): string {
  const before = names.map((name) => `'${command} ${name}'`).join('|');
  return `    ${before}) COMPREPLY=($(compgen -W '${values.join(' ')}' -- "$current")); return ;;`;
}
