import { likeTest, PatternError, regexTest } from '../values/pattern.ts';
import { needsLetter } from './near-patterns.ts';

/*
 * Whether a pattern can hold of what is no text: numbers, true and false are read as their text.
 */

/** A pattern of `like` or `regexMatch`, as the plan and the tree have it. */
export type TextPattern =
  | { readonly kind: 'like'; readonly pattern: string }
  | { readonly kind: 'match'; readonly pattern: string; readonly ignoreCase: boolean };

/**
 * Whether a pattern holds of true or of false.
 *
 * @example
 * holdsOfTruths({ kind: 'like', pattern: 'y%' }) // false
 */
export function holdsOfTruths(of: TextPattern): boolean {
  const holds = of.kind === 'like' ? likeTest(of.pattern) : readRegex(of.pattern, of.ignoreCase);
  return holds === undefined || holds('true') || holds('false');
}

/** A regular expression as a test of texts; undefined where it cannot be read, which it says itself. */
export function readRegex(pattern: string, ignoreCase: boolean): ((text: string) => boolean) | undefined {
  try {
    return regexTest(pattern, ignoreCase);
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

/** Whether all that a pattern matches has something in it that no number has. */
export function needsOtherThanNumber({ kind, pattern }: TextPattern): boolean {
  return kind === 'match' ? needsLetter(pattern) : /[^\d.+\-e%]/iu.test(pattern);
}
