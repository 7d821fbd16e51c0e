/** A flag of a container's command line; the vendor's `parsedArgs` are a list of these. */
export interface ParsedArgument {
  readonly key: string;
  readonly value: string;
}

/**
 * The flags in a container's command and arguments: `--a=b`, `--a b`, and a bare `--a`, which means true, as for the
 * programs of Kubernetes. Names lose their hyphens. The words of a script given to a shell (`sh -c "exec server --a=b"`)
 * are looked at as well. Values that are put in when the container starts (`$(POD_IP)`) stay as they are written.
 *
 * @example
 * parsedArguments(['kube-apiserver', '--authorization-mode=Node,RBAC', '--profiling'])
 * // [{ key: 'authorization-mode', value: 'Node,RBAC' }, { key: 'profiling', value: 'true' }]
 */
export function parsedArguments(words: readonly string[]): ParsedArgument[] {
  const found: ParsedArgument[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') break;
    if (!isFlag(word)) continue;
    const name = word.startsWith('--') ? word.slice(2) : word.slice(1);
    const equals = name.indexOf('=');
    const next = words[index + 1];
    if (equals >= 0) found.push({ key: name.slice(0, equals), value: name.slice(equals + 1) });
    else if (next === undefined || next === '--' || isFlag(next)) found.push({ key: name, value: 'true' });
    else {
      found.push({ key: name, value: next });
      index += 1;
    }
  }
  const script = scriptOf(words);
  return script === undefined ? found : [...found, ...parsedArguments(shellWords(script))];
}

/** A hyphen and a name: `-5` is a number. */
function isFlag(word: string): boolean {
  return /^--?[A-Za-z]/u.test(word);
}

/** What a shell is told to run: the word after its `-c`. */
function scriptOf(words: readonly string[]): string | undefined {
  if (!/(?:^|\/)(?:ba|da|a|z|k)?sh$/u.test(words[0] ?? '')) return undefined;
  const at = words.findIndex((word) => /^-[a-z]*c$/u.test(word));
  return at < 0 ? undefined : words[at + 1];
}

/** The words of a script, as far as flags need: quotes keep blanks together and fall away; commands are not told apart. */
function shellWords(script: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  const end = (): void => {
    if (word !== '') words.push(word);
    word = '';
  };
  for (const char of script) {
    if (quote !== '') {
      if (char === quote) quote = '';
      else word += char;
    } else if (char === '"' || char === "'") quote = char;
    else if (/[\s;&|]/u.test(char)) end();
    // A line that goes on.
    else if (char !== '\\') word += char;
  }
  end();
  return words;
}
