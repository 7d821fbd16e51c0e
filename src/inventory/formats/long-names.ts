/*
 * Tables of V8 tell texts beyond 16,383 units apart by their length alone, and compare those of one length to their ends:
 * JSON.parse takes 13 seconds for an object of 3,000 names of 20,000 characters, and a quarter of one for 300.
 */

/** Names from this length on, in UTF-16 units. */
export const LONG_NAME = 16_384;
/** More of them are refused. */
export const MAX_LONG_NAMES = 300;

/** A shorter text has no room for so many. */
const FEWEST = LONG_NAME * MAX_LONG_NAMES;

/** Whether a JSON text has more long names of properties than can be read in time. Looks at each quote once. */
export function hasManyLongNames(text: string): boolean {
  if (text.length < FEWEST) return false;
  let found = 0;
  for (let start = text.indexOf('"'); start >= 0;) {
    const end = endOfText(text, start);
    if (end < 0) return false;
    if (end - start > LONG_NAME && NAME_ENDS.test(text.slice(end + 1, end + 64)) && (found += 1) > MAX_LONG_NAMES)
      return true;
    start = text.indexOf('"', end + 1);
  }
  return false;
}

/** The quote that ends a text; -1 where there is none. */
function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, start, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, start: number, at: number): boolean {
  let before = at - 1;
  while (before > start && text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 0;
}

const BACKSLASH = 0x5c;
/** A colon behind some blanks; more of them are taken for that. */
const NAME_ENDS = /^[ \t\r\n]*(?::|$)/u;
