/*
 * Patterns of rules are RE2's. PostgreSQL's regular expressions say the same for what nearly all rules write: literals,
 * classes, groups, alternatives, repetition, anchors. What is read otherwise there (`\b`, flags, Unicode classes, lazy
 * repetition of anchors, …) is not said. Whether something is found does not depend on greed.
 */

const CLASSES: Readonly<Record<string, string>> = {
  d: '0-9',
  w: 'A-Za-z0-9_',
  s: ' \\t\\n\\f\\r',
};
const ESCAPES: Readonly<Record<string, string>> = { n: '\\n', t: '\\t', r: '\\r', f: '\\f' };
/** Letters that are the same as another apart from case, beyond ASCII. */
const OTHER_CASES: Readonly<Record<string, string>> = { k: '\\u212A', s: '\\u017F' };

/** A pattern as PostgreSQL reads it (with the collation C), or undefined where it cannot be said there. */
export function postgresPattern(pattern: string, ignoreCase: boolean): string | undefined {
  if (/[^\u0020-\u007e]/u.test(pattern) && ignoreCase) return undefined;
  let result = '';
  let at = 0;
  while (at < pattern.length) {
    const rest = pattern.slice(at);
    const [piece, length] = pieceOf(rest, ignoreCase) ?? [undefined, 0];
    if (piece === undefined) return undefined;
    result += piece;
    at += length;
  }
  return result === '' ? undefined : `(?:${result})`;
}

type Piece = readonly [sql: string, length: number];

function pieceOf(rest: string, ignoreCase: boolean): Piece | undefined {
  const [first = ''] = rest;
  switch (first) {
    case '\\':
      return escapeOf(rest);
    case '[':
      return classOf(rest, ignoreCase);
    case '(':
      if (rest.startsWith('(?:')) return ['(?:', 3];
      return rest.startsWith('(?') ? undefined : ['(', 1];
    case '.':
      return ['[^\\n]', 1];
    case '{': {
      const repeat = /^\{\d{1,2}(?:,\d{0,2})?\}\??/u.exec(rest)?.[0];
      return repeat === undefined ? undefined : [repeat.replace(/\?$/u, ''), repeat.length];
    }
    case '*':
    case '+':
    case '?': {
      // A repetition of a repetition is an error to one and lazy to the other.
      if (/^[*+?][*+{]/u.test(rest) || /^[*+?]\?[*+?{]/u.test(rest)) return undefined;
      return rest[1] === '?' ? [first, 2] : [first, 1];
    }
    case '^':
    case '$':
      return /^.[*+?{]/u.test(rest) ? undefined : [first, 1];
    case '|':
    case ')':
      return [first, 1];
    case ']':
    case '}':
      return [`\\${first}`, 1];
    default:
      return ignoreCase && /[A-Za-z]/u.test(first) ? [anyCase(first), 1] : [first, 1];
  }
}

function anyCase(letter: string): string {
  const lower = letter.toLowerCase();
  return `[${lower}${lower.toUpperCase()}${OTHER_CASES[lower] ?? ''}]`;
}

function escapeOf(rest: string): Piece | undefined {
  const letter = rest[1];
  if (letter === undefined) return undefined;
  const small = CLASSES[letter.toLowerCase()];
  if (small !== undefined) return [letter === letter.toLowerCase() ? `[${small}]` : `[^${small}]`, 2];
  const known = ESCAPES[letter];
  if (known !== undefined) return [known, 2];
  return /[A-Za-z0-9]/u.test(letter) ? undefined : [`\\${letter}`, 2];
}

/** A class between brackets. */
function classOf(text: string, ignoreCase: boolean): Piece | undefined {
  const end = /^\[\^?(?:\\.|[^\]\\[])+\]/u.exec(text)?.[0];
  if (end === undefined) return undefined;
  const isNegated = end[1] === '^';
  const body = end.slice(isNegated ? 2 : 1, -1);
  let result = '';
  for (const [item] of body.matchAll(/\\.|./gsu)) {
    if (item.length === 1) {
      result += item;
      continue;
    }
    const letter = item[1] ?? '';
    if (CLASSES[letter] !== undefined) result += CLASSES[letter];
    else if (ESCAPES[letter] !== undefined) result += ESCAPES[letter];
    else if (/[A-Za-z0-9]/u.test(letter)) return undefined;
    else result += item;
  }
  if (ignoreCase) {
    const cases = bothCases(body.replaceAll(/\\./gu, ''));
    if (cases === undefined) return undefined;
    result += cases;
  }
  return [`[${isNegated ? '^' : ''}${result}]`, end.length];
}

/** What a class also holds where case does not matter; undefined for ranges that are not of the whole alphabet. */
function bothCases(body: string): string | undefined {
  if (!/[A-Za-z]/u.test(body)) return '';
  const withoutAlphabet = body.replaceAll(/a-z|A-Z/gu, '');
  const letters = withoutAlphabet.replaceAll(/\d-\d/gu, '');
  // A range that begins or ends elsewhere holds other letters than one can see.
  if (/[^-]-[^-]/u.test(letters)) return undefined;
  if (withoutAlphabet !== body) return 'A-Za-z\\u212A\\u017F';
  return [...letters].map((letter) => (/[A-Za-z]/u.test(letter) ? anyCase(letter).slice(1, -1) : '')).join('');
}
