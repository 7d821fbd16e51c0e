import { expect, test } from 'vitest';
import { readDocument } from '../../src/values/document.ts';
import { namesWithin } from '../../src/values/names.ts';
import { isEmpty } from '../../src/values/value.ts';

/* What was worked out once and is kept, so that it is not worked out again, and what is not kept. */

const textOf = (n: number): string => `{"n":${n}}`;

test('a document that was read is given again, and the two hundred that were used last are kept', () => {
  const first = readDocument(textOf(0));
  for (const _ of [1, 2, 3]) expect(readDocument(textOf(0))).toBe(first);
  // Always used again, so that it is never the oldest.
  for (let n = 1; n < 300; n += 1) {
    readDocument(textOf(n));
    expect(readDocument(textOf(0))).toBe(first);
  }
  const kept = (others: number): boolean => {
    const before = readDocument(textOf(1_000));
    for (let n = 0; n < others; n += 1) readDocument(textOf(2_000 + n));
    return readDocument(textOf(1_000)) === before;
  };
  expect([kept(199), kept(200)]).toEqual([true, false]);
});

test('what is no document is kept as that', () => {
  const broken = '{"n":';
  expect([readDocument(broken), readDocument(broken)]).toEqual([undefined, undefined]);
});

test.each([
  [15_999, true],
  [16_000, true],
  [16_001, false],
])('a document of %i characters is kept: %s', (length, isKept) => {
  const text = `{"a":"${'x'.repeat(length - 8)}"}`;
  expect(text).toHaveLength(length);
  expect(readDocument(text)).toEqual({ a: 'x'.repeat(length - 8) });
  expect(readDocument(text) === readDocument(text)).toBe(isKept);
});

/** An object, and how often its names were listed. */
function counted<T extends object>(inner: T): { readonly value: T; readonly listed: () => number } {
  let listed = 0;
  const value = new Proxy(inner, {
    ownKeys: (target) => {
      listed += 1;
      return Reflect.ownKeys(target);
    },
  });
  return { value, listed: () => listed };
}

const named = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));

test('the names of an object that has too many are listed once, where there are ten thousand', () => {
  const listings = (count: number): number => {
    const { value, listed } = counted(named(count));
    for (const _ of [1, 2, 3]) expect(namesWithin(value, count - 1)).toBeUndefined();
    const before = listed();
    expect(namesWithin(value, count)).toHaveLength(count);
    return before;
  };
  expect([listings(10_000), listings(10_001)]).toEqual([3, 1]);
});

test('an object of more than sixteen properties is found to be not empty once', () => {
  const listings = (inner: object, isNothing = false): number => {
    const { value, listed } = counted(inner);
    for (const _ of [1, 2, 3]) expect(isEmpty(value)).toBe(isNothing);
    return listed();
  };
  expect([listings(named(16)), listings(named(17)), listings({}, true)]).toEqual([3, 1, 3]);
  // The names of a list are its places: it is asked for its length alone.
  expect([listings([1, 2]), listings([], true)]).toEqual([0, 0]);
});
