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
    if (part === '^') return DIGIT.test(next) ? '(?:^|[/:=,<]|^[A-Za-z]+[-_. ]?)' : '(?:^|[/:=,<])';
    if (part === 'v' && parts[index - 1] === '^' && DIGIT.test(next)) return 'v?';
    if (part === '$') return '(?:$|[/:=,>])';
    if (/^[?*+{]/u.test(next)) return part;
    const before = parts[index - 1] ?? '';
    // `TLSv1`, `TLS1`, `TLS_1`.
    if (V.test(part) && DIGIT.test(next) && (LETTER.test(before) || isSign(before))) return `${SIGN}?v?`;
    if (DIGIT.test(part) && LETTER.test(before) && !V.test(before)) return `${SIGN}?v?${part}`;
    if (!isSign(part)) return part;
    // `10.` is not the beginning of `100`.
    if (/^\d|\]$/u.test(before)) return SIGN;
    return DIGIT.test(next) ? `${SIGN}?v?` : `${SIGN}?`;
  });
  const text = made.join('');
  return text === pattern ? undefined : text;
}

/** Of parts of one sign. */
const LETTER = /^[a-z]$/iu;
const DIGIT = /^\d/u;
const V = /^v$/iu;

/** A sign that stands for itself between words. */
function isSign(part: string): boolean {
  return /^(?:[-_ ]|\\[-_. ])$/u.test(part);
}

/**
 * What a pattern of `like` would match if it minded signs and ends less, as a regular expression; undefined where that is the
 * same, or where it is none of one text.
 *
 * @example
 * relaxedLike('TLSv1%')?.test('TLS1_2') // true
 */
export function relaxedLike(pattern: string): RegExp | undefined {
  const core = /^%*([^%]{2,100})%*$/u.exec(pattern)?.[1];
  if (core === undefined || core === pattern) return undefined;
  const escaped = core.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  const near = relaxed(`${pattern.startsWith('%') ? '' : '^'}${escaped}${pattern.endsWith('%') ? '' : '$'}`);
  if (near === undefined) return undefined;
  // A sign at an end is there, whichever it is: `prod-%` is no `production`.
  const strict = near.replace(/^\[-_\. \]\?(?!v\?)/u, SIGN).replace(/\[-_\. \]\?$/u, SIGN);
  return new RegExp(strict, 'iu');
}

/** What a pattern of `like` would match if `_` and `?` stood for one sign; undefined where it has none within a word. */
export function signsUnderLike(pattern: string): RegExp | undefined {
  const word = pattern.replaceAll(/^%+|%+$/gu, '');
  if (word.length > 100 || word.includes('%') || !/[a-z\d]_[a-z\d]|[a-z\d]\?|\?[a-z\d]/iu.test(word)) return undefined;
  if (word.replaceAll(/[^a-z\d]/giu, '').length < 2) return undefined;
  const escaped = word.replaceAll(/[\\^$.*+()[\]{}|/]/gu, '\\$&').replaceAll(/[_?]/gu, '[a-z\\d]');
  return new RegExp(`${pattern.startsWith('%') ? '' : '^'}${escaped}${pattern.endsWith('%') ? '' : '$'}`, 'iu');
}

/**
 * The texts that a pattern asks for as a whole: `root` of `^root$`, `TCP` and `UDP` of `^(?:TCP|UDP)$`; none where it asks for
 * anything else.
 *
 * @example
 * wholeTexts('^(TCP|UDP)$') // ['TCP', 'UDP']
 */
export function wholeTexts(pattern: string): readonly string[] {
  const [, inside] =
    /^\^(?:\((?:\?:)?)?((?:[\w :@,/-]|\\[./:_-])+(?:\|(?:[\w :@,/-]|\\[./:_-])+)*)\)?\$$/u.exec(pattern) ?? [];
  const isGroup = /^\^\(.*\)\$$/u.test(pattern);
  // Without a group, `^` and `$` bind to one of them each.
  if (inside === undefined || isGroup !== /[()]/u.test(pattern) || (!isGroup && inside.includes('|'))) return [];
  return inside.split('|').map((text) => text.replaceAll('\\', ''));
}

/** The text that a pattern begins with, before what may be several: `TLSv1\\.` of `^TLSv1\\.[01]$`; empty where there is none. */
export function beginningOf(pattern: string): string {
  if (/[|]/u.test(pattern.replaceAll(/\([^()]*\)/gu, ''))) return '';
  const [text = ''] = /\^?(?:[\w -]|\\[-_. /:])*/u.exec(pattern) ?? [];
  const rest = pattern.slice(text.length);
  return /^[?*+{]/u.test(rest) ? text.replace(/(?:\\.|.)$/u, '') : text;
}

/** Whether all that a pattern matches has a letter in it, so that it never matches a number. */
export function needsLetter(pattern: string): boolean {
  const bare = pattern.replaceAll(CLASS, '.').replaceAll(/(?:[^()]|\([^()]*\))(?:[?*]|\{0)/gu, '');
  // What a group in a group leaves open is not worked out.
  return !/\(\?|\)[?*{]/u.test(bare) && bare.split('|').every((part) => /[a-z]/iu.test(part));
}
