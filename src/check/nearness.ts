import { vocabularyOf } from './names.ts';

/** Shorter words have their beginning in common by chance. */
const LEAST_STEM = 4;

/**
 * Names in the order of how much they have in common with one that was written: words, or the beginnings of words. Those
 * that have nothing keep their order behind the others.
 *
 * @example
 * byNearness('accessPublicly', ['name', 'publiclyAccessible']) // ['publiclyAccessible', 'name']
 */
export function byNearness(written: string, names: Iterable<string>): readonly string[] {
  const words = [...vocabularyOf([written])];
  const scored = [...names].map((name) => ({ name, score: inCommon(words, [...vocabularyOf([name])]) }));
  return scored.sort((a, b) => b.score - a.score).map(({ name }) => name);
}

function inCommon(words: readonly string[], others: readonly string[]): number {
  let score = 0;
  for (const word of words) {
    if (others.includes(word)) score += 2;
    else if (others.some((other) => word.slice(0, stemOf(word, other)) === other.slice(0, stemOf(word, other))))
      score += 1;
  }
  return score;
}

/** So many letters must two words begin with in common: two thirds of the shorter one. */
function stemOf(a: string, b: string): number {
  return Math.max(LEAST_STEM, Math.ceil((Math.min(a.length, b.length) * 2) / 3));
}
