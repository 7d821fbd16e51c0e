import { RE2JS } from 're2js';
import { fold } from './compare.ts';

/** Longer patterns are refused: a pattern comes from a rule, and rules are untrusted. In UTF-16 code units. */
export const MAX_PATTERN_LENGTH = 1_000;

/**
 * The test of `like`: `%` stands for any run of characters, everything else for itself, case apart. Without `%` it is
 * equality.
 */
export function likeTest(pattern: string): (text: string) => boolean {
  const parts = fold(pattern).split('%');
  const [first] = parts;
  if (parts.length === 1) return (text) => fold(text) === first;
  const last = parts.at(-1)!;
  const middle = parts.slice(1, -1).filter((part) => part !== '');
  return (text) => {
    const folded = fold(text);
    if (folded.length < first!.length + last.length || !folded.startsWith(first!) || !folded.endsWith(last))
      return false;
    let from = first!.length;
    const end = folded.length - last.length;
    for (const part of middle) {
      // The leftmost place is as good as any: what follows has the most room then.
      const at = folded.indexOf(part, from);
      if (at < 0 || at + part.length > end) return false;
      from = at + part.length;
    }
    return true;
  };
}

/** Why a pattern cannot be used, in the words of a rule author. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

/**
 * The test of `regexMatch`: whether the pattern occurs anywhere in the text, in time linear in its length (RE2).
 *
 * @throws PatternError when the pattern is not valid, or has what linear time cannot do (look-around, back-references)
 */
export function regexTest(pattern: string, ignoreCase: boolean): (text: string) => boolean {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw new PatternError(`the pattern has ${pattern.length} characters; the limit is ${MAX_PATTERN_LENGTH}`);
  }
  const simple = ignoreCase ? undefined : literalTest(pattern);
  if (simple !== undefined) return simple;
  if (/\(\?<?[=!]/u.test(pattern)) throw new PatternError('look-around is not possible in linear time');
  if (/\\[1-9]/u.test(pattern)) throw new PatternError('back-references are not possible in linear time');
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    throw new PatternError((error as Error).message.replace(/^error parsing regexp: /u, ''));
  }
  return (text) => compiled.test(text);
}

/** Most patterns are plain text between optional anchors, which the engine's own search does many times faster. */
function literalTest(pattern: string): ((text: string) => boolean) | undefined {
  const match = /^(\^?)([\w\s\-:@,<>=;"'!#%&~`]*)(\$?)$/u.exec(pattern);
  if (match === null) return undefined;
  const [, start, literal, end] = match as unknown as [string, string, string, string];
  if (start && end) return (text) => text === literal;
  if (start) return (text) => text.startsWith(literal);
  if (end) return (text) => text.endsWith(literal);
  return (text) => text.includes(literal);
}
