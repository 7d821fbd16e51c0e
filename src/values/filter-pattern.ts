/** CloudWatch takes 1,024 characters; longer texts are not compared, only held against each other as they are. */
const MAX_LENGTH = 4_096;
const TOKEN = /"(?:[^"\\]|\\.)*"|[^\s"{}()=!<>&|]+|./gsu;
const WORD = /^[^\s"{}()=!<>&|]+$/u;
const BLANK = /^\s$/u;

/**
 * The form in which CloudWatch filter patterns are compared. For patterns on JSON events (`{ … }`), white space counts only
 * between two words, quotes around a value do not count, and `NOT EXISTS` and `IS NULL` may be written in any case. In other
 * patterns quotes make a phrase, so only white space is evened out. Order, brackets and case are kept: two patterns that
 * mean the same but are built otherwise are not equal.
 *
 * @example
 * canonicalPattern('{ ($.eventName = "ConsoleLogin") }'); // {($.eventName=ConsoleLogin)}
 */
export function canonicalPattern(pattern: string): string {
  const text = pattern.trim();
  if (text.length > MAX_LENGTH) return text;
  const json = text.startsWith('{');
  const pieces: string[] = [];
  let afterWord = false;
  let blank = false;
  for (const [token] of text.matchAll(TOKEN)) {
    if (BLANK.test(token)) {
      blank = true;
      continue;
    }
    const quoted = token.length > 1 && token.startsWith('"');
    const word = quoted || WORD.test(token);
    if (blank && pieces.length > 0 && (!json || (word && afterWord))) pieces.push(' ');
    pieces.push(json && quoted ? token.slice(1, -1) : token);
    if (json && !quoted && pieces.at(-2) === ' ') tidyKeyword(pieces);
    afterWord = word;
    blank = false;
  }
  return pieces.join('');
}

const KEYWORDS = new Set(['NOT EXISTS', 'IS NULL', 'IS TRUE', 'IS FALSE']);

/** Writes the last two words large, if they are one of the operators that are words. */
function tidyKeyword(pieces: string[]): void {
  const words = pieces.slice(-3).join('').toUpperCase();
  if (KEYWORDS.has(words)) pieces.splice(-3, 3, ...words.split(/( )/u));
}
