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
 */
export function commandLineError({ message }: CommanderError, command: string): UsageError {
  const [, said = message, near] =
    /^(?:error: )?(.*?)(?:\s*\(Did you mean (?:one of )?(.*)\?\))?$/su.exec(message) ?? [];
  const help =
    near === undefined
      ? `\`${command} --help\` says how it is written`
      : `did you mean ${near
          .split(', ')
          .map((one) => `\`${one}\``)
          .join(' or ')}?`;
  for (const [pattern, wording] of WORDINGS) {
    const parts = pattern.exec(said);
    if (parts !== null) return new UsageError(wording(...parts.slice(1)), help);
  }
  return new UsageError(said, help);
}
