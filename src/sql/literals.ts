import { Unsayable } from './unsayable.ts';

/*
 * Texts of a rule within a query. They mean the same whatever a server is set to, and what ends a line, is not seen, or is a
 * command to whoever prints the query (`##vso[…]`) is written otherwise, since queries are read, pasted and logged.
 */

/** What is not written as it is. */
const SPECIAL = /([\u0000-\u001f\u007f-\u009f\p{DI}\u2028-\u202e\ufff9-\ufffb]|(?<=#)#)/u;
const SPECIALS = new RegExp(SPECIAL, 'gu');
/** Half of a pair: UTF-8 has none. */
const HALF = /\p{Cs}/u;

/** As DuckDB reads it: there are no escapes in it, so that what needs some is put together. */
export function duckdbText(text: string): string {
  refuseHalves(text);
  if (!SPECIAL.test(text)) return quoted(text);
  // In one call: `||` of thousands nests too deep.
  const parts = text.split(SPECIAL).map((part, at) => (at % 2 === 0 ? quoted(part) : `chr(${codeOf(part)})`));
  return `concat(${parts.filter((part) => part !== "''").join(', ')})`;
}

/** As PostgreSQL reads it. A backslash means two things there, by a setting (`standard_conforming_strings`), but not behind an `E`. */
export function postgresText(text: string): string {
  refuseHalves(text);
  if (text.includes('\0')) throw new Unsayable('PostgreSQL has no text with U+0000');
  if (!SPECIAL.test(text) && !text.includes('\\')) return quoted(text);
  return `E${quoted(text.replaceAll('\\', '\\\\').replace(SPECIALS, escaped))}`;
}

function escaped(character: string): string {
  return `\\U${codeOf(character).toString(16).padStart(8, '0')}`;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function refuseHalves(text: string): void {
  if (HALF.test(text)) throw new Unsayable('half of a surrogate pair is in no text of a database');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
