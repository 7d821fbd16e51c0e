import { expect, test } from 'vitest';
import { differential } from './support/differential.ts';

/* `npm run differential -- --pairs 1000000` looks further. */
test('every way of judging, and the laws that need no second opinion, say the same', () => {
  const tally = differential(3_000, 51);
  for (const way of [
    'reference',
    'generated code',
    'tracing',
    'should not',
    'double negation',
    'De Morgan, and',
    'in',
    'with',
    'all',
  ])
    expect(tally[way], way).toBeGreaterThan(100);
});
