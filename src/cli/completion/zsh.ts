import type { CommandWords, FlagWords } from './words.ts';

/** A script for zsh: sourced, or as a file `_gsl` of fpath. */
export function zshCompletion(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name).join('|');
  const valueCases = commands.flatMap(({ name, flags }) =>
    flags.filter(({ takesValue }) => takesValue).map((flag) => valueCase(name, flag)),
  );
  const flagCases = commands.map(({ name, flags, values }) => {
    const described = flags.flatMap((flag) => flag.names.map((word) => quoted(word, flag.description)));
    const words = values.length === 0 ? '_files' : `compadd -- ${values.join(' ')}`;
    return `    (${name}) flags=(${described.join(' ')}); rest='${words}' ;;`;
  });
  return `#compdef gsl gsl-engine
# zsh completion of gsl: source <(gsl completion zsh)
_gsl() {
  local command='' word rest='_files'
  local -a flags
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$word" in (${names}) command="$word"; break ;; esac
  done
  case "$command \${words[CURRENT-1]}" in
${valueCases.join('\n')}
  esac
  if [[ -z "$command" ]]; then
    flags=(${commands.map(({ name, description }) => quoted(name, description)).join(' ')})
    _describe command flags
    return
  fi
  case "$command" in
${flagCases.join('\n')}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then _describe option flags; else eval "$rest"; fi
}
compdef _gsl gsl gsl-engine
`;
}

function valueCase(command: string, { names, values }: FlagWords): string {
  const before = names.map((name) => `'${command} ${name}'`).join('|');
  const complete = values.length === 0 ? '_files' : `compadd -- ${values.join(' ')}`;
  return `    (${before}) ${complete}; return ;;`;
}

/** A word with what it means, as \`_describe\` takes it. */
function quoted(word: string, description: string): string {
  return `'${word}:${description.replaceAll("'", "'\\''")}'`;
}
