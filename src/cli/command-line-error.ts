import type { CommanderError } from 'commander';
import { UsageError } from './exit-codes.ts';

/** How commander says what is wrong with a line, and how it is said here. */
const WORDINGS: readonly (readonly [RegExp, (...parts: readonly string[]) => string])[] = [
  [/^unknown (\w+) '(.*)'$/su, (what = '', name = '') => `unknown ${what} \`${name}\``],
  [/^missing required argument '(.*)'$/su, (name = '') => `\`${name}\` is missing`],
  [/^required option '(.*)' not specified$/su, (flags = '') => `\`${flags}\` is needed`],
  [/^option '(.*)' argument missing$/su, (flags = '') => `\`${flags}\` needs a value`],
  [
    /^option '.*?(--[\w-]+).*' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/su,
    (flag = '', value = '', choices = '') => `${flag}: \`${value}\` is none of ${choices}`,
  ],
  [
    /^command-argument value '(.*)' is invalid for argument '(.*)'\. Allowed choices are (.*)\.$/su,
    (value = '', name = '', choices = '') => `${name}: \`${value}\` is none of ${choices}`,
  ],
  [
    /^too many arguments(?: for '.*?')?\. Expected (\d+) arguments? but got (\d+)\b.*$/su,
    (expected = '', given = '') =>
      `${given} words are given, and it takes ${expected}; quote a rule, or a name with blanks`,
  ],
];

/**
 * What is wrong with a command line, in the words of this command, with what to do about it.
 *
 * @param command the words that name the command that was called: `gsl evaluate`
 * @param known the names of all commands
 */
export function commandLineError({ message }: CommanderError, command: string, known: readonly string[]): UsageError {
  const [, said = message, near] =
    /^(?:error: )?(.*?)(?:\s*\(Did you mean (?:one of )?(.*)\?\))?$/su.exec(message) ?? [];
  const help =
    near === undefined ? otherHelp(said, command, known) : `did you mean ${near.split(', ').map(quoted).join(' or ')}?`;
  for (const [pattern, wording] of WORDINGS) {
    const parts = pattern.exec(said);
    if (parts !== null) return new UsageError(wording(...parts.slice(1)), help);
  }
  return new UsageError(said, help);
}

/** A file whose name begins with a dash, and the beginning of a command's name, are near nothing that commander looks at. */
function otherHelp(said: string, command: string, known: readonly string[]): string {
  const [, what, name = ''] = /^unknown (option|command) '(.{2,})'$/su.exec(said) ?? [];
  if (what === 'option' && /^-[^-].*\.\w+$/su.test(name)) return `a file of that name is written \`./${name}\``;
  const begun = what === 'command' ? known.filter((one) => one.startsWith(name)) : [];
  if (begun.length > 0) return `did you mean ${begun.map(quoted).join(' or ')}?`;
  return `\`${command} --help\` says how it is written`;
}

function quoted(text: string): string {
  return `\`${text}\``;
}
