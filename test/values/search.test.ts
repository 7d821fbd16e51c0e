import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { finderOf, splitter } from '../../src/values/search.ts';

/* Parts that are longer than 64 characters are looked for by our own search: it must find what the engine's finds. */

/** Few letters, so that beginnings come again and again: the cases that such a search can get wrong. */
const letters = fc.constantFrom('a', 'a', 'a', 'b');
const part = fc.oneof(
  fc.string({ unit: letters, minLength: 60, maxLength: 140 }),
  // Periodic ones, and ones that end like they begin.
  fc
    .tuple(fc.string({ unit: letters, minLength: 1, maxLength: 9 }), fc.nat(30))
    .map(([one, more]) => one.repeat(70).slice(0, 62 + more)),
);

it('finds each place where a part is, from wherever it looks', () => {
  fc.assert(
    fc.property(
      part,
      fc.array(fc.string({ unit: letters, maxLength: 80 }), { maxLength: 4 }),
      fc.nat(300),
      fc.nat(139),
      (one, around, from, cut) => {
        const text = around.join(one) + one.slice(0, cut) + around.join(one.slice(1)) + one;
        const find = finderOf(one);
        // A second time too: what is worked out for a part is kept.
        for (const start of [from, 0, text.length - one.length, text.length])
          expect(find(text, start)).toBe(text.indexOf(one, start));
      },
    ),
    { numRuns: 300 },
  );
});

it('divides as the engine divides', () => {
  fc.assert(
    fc.property(
      part,
      fc.array(fc.string({ unit: letters, maxLength: 40 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 8 }),
      (one, pieces, most) => {
        const text = pieces.join(one);
        expect(splitter(one, most)(text)).toEqual(text.split(one, most));
      },
    ),
    { numRuns: 300 },
  );
});

it('`like` and `split` say of long parts what they say of short ones', () => {
  const long = 'aab'.repeat(40);
  const entity = (x: string): { type: string; x: string } => ({ type: 'T', x });
  const like = compileRule(`T should have x like '%${long}c%'`);
  expect(like.evaluate(entity(`aab${long}c`)).status).toBe('passed');
  expect(like.evaluate(entity(`${long}ab${long}`)).status).toBe('failed');
  expect(
    compileRule(`T should have x split('${long}c') length() = 3`).evaluate(entity(`1${long}c2${long}c3`)).status,
  ).toBe('passed');
});

it.each([3, 8, 9, 40, 200])('one of %i values is what any of them is', (count) => {
  const values = Array.from(
    { length: count },
    (_, index) => [`'Name${index}'`, `${index}`, `'${index}.5'`][index % 3] ?? '',
  );
  const isOne = compileRule(`T should have x in (${values.join(', ')}, true, null)`);
  const isAny = compileRule(`T should have ${[...values, 'true', 'null'].map((value) => `x = ${value}`).join(' or ')}`);
  const tried = [
    ...values.map((value) => value.replaceAll("'", '')),
    'NAME0',
    'name3',
    1,
    1.5,
    '1',
    '1.0',
    '2.50',
    true,
    'TRUE',
    'true',
    null,
    'null',
    [null],
    ['name0'],
    [1],
    'other',
    999,
    {},
    [],
  ];
  for (const x of [...tried, ...tried.map(Number)])
    expect(isOne.evaluate({ type: 'T', x }).status, JSON.stringify(x)).toBe(isAny.evaluate({ type: 'T', x }).status);
});
