/*
 * What a pattern would match if it minded signs and ends less: `/^public_/` of `public-read`, `/^1\.[01]$/` of `TLS1_0`.
 */

/** Parts of a pattern: a class, what is escaped, a bound at an end, a sign between words, anything else. */
const PART = /\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|[\^$]|[-_ ]|[^]/gu;
/** What stands for any of several characters, and what is escaped. */
const CLASS = /\[\^?\]?(?:\\.|[^\]\\])*\]|\\./gu;
const SIGN = '[-_. ]';

/**
 * A pattern that takes one sign between words for another, and binds to the ends of parts of a text; undefined where that is
 * the same.
 *
 * @example
 * relaxed('^public_') // '(?:^|[/:=,<])public[-_. ]?'
 */
export function relaxed(pattern: string): string | undefined {
  // A class alone would match anything.
  if (!/[a-z\d]{2}|^\^v?\d/iu.test(pattern.replaceAll(CLASS, ' '))) return undefined;
  const parts = pattern.match(PART) ?? [];
  const made = parts.map((part, index) => {
    const next = parts[index + 1] ?? '';
    // Before a number stands what it is of: `TLS1_0`, `v1.27`.
    if (part === '^') return /^\d/u.test(next) ? '(?:^|[/:=,<]|^[A-Za-z]+[-_. ]?)' : '(?:^|[/:=,<])';
    if (part === 'v' && parts[index - 1] === '^' && /^\d/u.test(next)) return 'v?';
    if (part === '$') return '(?:$|[/:=,>])';
    if (!/^(?:[-_ ]|\\[-_. ])$/u.test(part) || /^[?*+{]/u.test(next)) return part;
    // `10.` is not the beginning of `100`.
    return /^\d|\]$/u.test(parts[index - 1] ?? '') ? SIGN : `${SIGN}?`;
  });
  const text = made.join('');
  return text === pattern ? undefined : text;
}

/** Whether all that a pattern matches has a letter in it, so that it never matches a number. */
export function needsLetter(pattern: string): boolean {
  const bare = pattern.replaceAll(CLASS, '.').replaceAll(/(?:[^()]|\([^()]*\))(?:[?*]|\{0)/gu, '');
  // What a group in a group leaves open is not worked out.
  return !/\(\?|\)[?*{]/u.test(bare) && bare.split('|').every((part) => /[a-z]/iu.test(part));
}
