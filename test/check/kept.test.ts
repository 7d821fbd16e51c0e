import { expect, test } from 'vitest';
import { keptIn, keptOfFew } from '../../src/check/kept.ts';

test('what is kept is made once', () => {
  const kept = new Map<string, number>();
  let made = 0;
  const make = (): number => (made += 1);
  expect(['a', 'b', 'a', 'a'].map((key) => keptIn(kept, key, make))).toEqual([1, 2, 1, 1]);
  expect(['a', 'b', 'c', 'c'].map((key) => keptOfFew(kept, key, make))).toEqual([1, 2, 3, 3]);
  expect([...kept]).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
});

test('of so many at most', () => {
  const kept = new Map<number, number>();
  for (let key = 0; key < 1_000; key += 1) keptOfFew(kept, key, () => key);
  expect(kept.size).toBe(1_000);
  expect(keptOfFew(kept, 0, () => -1)).toBe(0);
  expect(kept.size).toBe(1_000);
  expect(keptOfFew(kept, 1_000, () => 1_000)).toBe(1_000);
  expect([...kept.keys()]).toEqual([1_000]);
});
