import { expect, test } from 'vitest';
import { simulated, turningPoint } from '../scripts/scale/simulate.ts';

/* The arithmetic of docs/scale.md. */

const COSTS = { start: 1, entity: 1e-3, part: 0.1, merged: 1e-4, finding: 1e-3 };
const FLEET = { entities: 1000, failing: 0.5, shards: 10 };

test.each([
  [1, 11, 2.6],
  [5, 2.2, 2.6],
  // Ten parts on four workers take three turns.
  [4, 3.3, 2.6],
  [1000, 1.1, 2.6],
])('%i workers', (workers, working, merging) => {
  const found = simulated(COSTS, { ...FLEET, workers });
  expect(found.working).toBeCloseTo(working);
  expect(found.merging).toBeCloseTo(merging);
  expect(found.total).toBeCloseTo(working + merging);
  // Whoever works, the same is paid for.
  expect(found.coreHours).toBeCloseTo(13.6 / 3600);
});

test('merging takes longer than working from some number of workers on', () => {
  expect(turningPoint(COSTS, FLEET)).toBe(5);
  expect(turningPoint({ ...COSTS, part: 0, merged: 0, finding: 0 }, FLEET)).toBe(Infinity);
});
