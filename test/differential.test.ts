import { expect, test } from 'vitest';
import { differential } from './support/differential.ts';
import { differentialParts } from './support/differential-parts.ts';

/* `npm run differential -- --pairs 1000000` looks further. */
test('every way of judging, and the laws that need no second opinion, say the same', () => {
  const tally = differential(1_000, 51);
  for (const way of [
    'reference',
    'generated code',
    'tracing',
    'should not',
    'double negation',
    'De Morgan, and',
    'in',
    'element order',
    'with',
    'all',
  ])
    expect(tally[way], way).toBeGreaterThan(50);
});

test('an assessment in parts says what the whole says', async () => {
  const tally = await differentialParts(60, 77);
  expect(tally['split of inputs']).toBeGreaterThan(20);
});
