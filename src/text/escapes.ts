import { withoutHidden } from './hidden.ts';

/**
 * A JSON text, or a literal of JavaScript, that can be printed into a log: characters that are not seen are written as escapes,
 * and so is the second `#` of `##`, with which the commands of CI systems begin. Who reads it gets the same values.
 *
 * @param text JSON, in which such characters stand in strings only
 * @example
 * withEscapes('"##vso[x]"') // '"#\\u0023vso[x]"'
 */
export function withEscapes(text: string): string {
  return withoutHidden(text.includes('##') ? text.replaceAll('##', '#\\u0023') : text, escapes);
}

function escapes(character: string): string {
  return Array.from({ length: character.length }, (_, at) => escape(character.charCodeAt(at))).join('');
}

function escape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
