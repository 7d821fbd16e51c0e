import { foldAscii } from '../values/pattern.ts';
import { finderOf } from '../values/search.ts';

/** An escaped sign, a class, the opening of a group with what stands behind it, a number of repetitions, anything else; one by one. */
const TOKEN = /\\(?:[^]|$)|\[\^?\]?(?:\\[^]|[^\]\\])*\]|\((?:\?[^:)]*:?)?|\{\d+(?:,\d*)?\}|[^]/gu;
/** What repeats, or leaves out, what stands before it. */
const REPEATS = /^[?*+{]/u;
/** What is read by signs that stand behind it: characters by number, classes by name, quoted text. */
const FAR = /\\[pPxQEC\d]|\[:/u;

/**
 * The longest text that stands in all that a pattern matches; empty where there is none, or where it is not known. What is
 * not plain is left out: groups, classes, what may be missing.
 *
 * @example
 * textNeeded('^arn:aws:iam::\\d+:role/.*Admin$') // 'arn:aws:iam::'
 */
export function textNeeded(pattern: string): string {
  if (FAR.test(pattern)) return '';
  const tokens = pattern.match(TOKEN) ?? [];
  let longest = '';
  let run = '';
  let depth = 0;
  const end = (): void => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  for (const [index, token] of tokens.entries()) {
    // Flags change how all is read; of two alternatives none is needed.
    if (token.startsWith('(?') && token !== '(?:') return '';
    if (token === '|' && depth === 0) return '';
    if (token.startsWith('(')) depth += 1;
    const literal = depth === 0 ? literalOf(token) : undefined;
    if (token === ')') depth -= 1;
    const next = tokens[index + 1] ?? '';
    // Of what may be missing nothing is needed; of what is repeated once is.
    if (literal !== undefined && (next === '+' || !REPEATS.test(next))) run += literal;
    if (literal === undefined || REPEATS.test(next)) end();
  }
  end();
  return longest;
}

/**
 * The bound by which a pattern is found in no text: `$` with something that must stand behind it, `^` with something before it.
 * It may miss some; what it finds is certain.
 *
 * @example
 * neverMatched(':latest^') // '^'
 */
export function neverMatched(pattern: string): '^' | '$' | undefined {
  if (FAR.test(pattern)) return undefined;
  const tokens = pattern.match(TOKEN) ?? [];
  let depth = 0;
  let isBegun = false;
  let isEnded = false;
  let never: '^' | '$' | undefined;
  for (const [index, token] of tokens.entries()) {
    // Flags change what a bound is; of alternatives another may hold.
    if ((token.startsWith('(?') && token !== '(?:') || (token === '|' && depth === 0)) return undefined;
    const isOutside = depth === 0;
    if (token.startsWith('(')) depth += 1;
    if (token === ')') depth -= 1;
    const next = tokens[index + 1] ?? '';
    if (!isOutside || depth > 0 || /^(?:[?*]|\{0)/u.test(next)) continue;
    if (token === '^' && isBegun) never ??= '^';
    if (token === '$') isEnded = true;
    else if (token.startsWith('[') || token === '.' || literalOf(token) !== undefined) {
      if (isEnded) never ??= '$';
      isBegun = true;
    }
  }
  return never;
}

/** The text that a token stands for; undefined where it stands for several, or for none. */
function literalOf(token: string): string | undefined {
  if (/^\\[^a-zA-Z\d]$/u.test(token)) return token.slice(1);
  return /^[^\\^$.|?*+{}()[\]]$/u.test(token) ? token : undefined;
}

/**
 * Tells of most texts, without the engine of patterns, that a pattern does not match them in whatever case: it takes longer to
 * load than a few entities to judge, and a pattern as long to compile as hundreds of them.
 *
 * @example
 * holdingNeeded('^arn:aws:iam::\\d+:role/')('ARN:aws:s3:::logs') // false
 */
export function holdingNeeded(pattern: string): (text: string) => boolean {
  const needed = textNeeded(pattern);
  // Signs of other alphabets have other cases than these.
  if (needed === '' || !/^[\0-\x7f]*$/u.test(needed)) return () => true;
  const find = finderOf(foldAscii(needed));
  return (text) => find(foldAscii(text), 0) >= 0;
}
