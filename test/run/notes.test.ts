import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { type Note, Notes } from '../../src/run/notes.ts';
import { unknownPaths } from '../../src/inventory/terraform/marked-paths.ts';

/* What is not known of an entity is found among much of it as it is among little. */

const segment = fc.constantFrom<string | number>('a', 'b', 'c', '*', 0, 1);
const note = fc.record({
  path: fc.array(segment, { minLength: 1, maxLength: 4 }),
  reason: fc.constant('r'),
  pieces: fc.constant(undefined),
  isDocument: fc.boolean(),
});

test('the first note that tells of a path is found', () => {
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(note, { minLength: 9, maxLength: 30 }),
      fc.array(fc.array(segment, { maxLength: 4 }), { minLength: 5, maxLength: 20 }),
      (notes: readonly Note[], paths) => {
        const many = new Notes(notes);
        for (const path of [...paths, ...paths])
          for (const isMissing of [true, false]) {
            const first = notes.find((one) => new Notes([one]).find(path, isMissing, {}) !== undefined);
            expect(many.find(path, isMissing, {})).toBe(first);
            if (first !== undefined) found += 1;
          }
      },
    ),
    { numRuns: 200 },
  );
  expect(found).toBeGreaterThan(1_000);
});

test('what is not known is below the names that paths of it begin with', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 });
  const seen = { touched: 0, apart: 0 };
  fc.assert(
    fc.property(fc.array(note, { minLength: 1, maxLength: 12 }), names, (notes: readonly Note[], read) => {
      const asked = new Set(read);
      const touches = new Notes(notes).touches(asked);
      expect(touches).toBe(notes.some((one) => new Notes([one]).touches(asked)));
      for (const name of touches ? [] : read)
        for (const path of [[name], [name, 'a'], [name, 0, 'a']])
          for (const isMissing of [true, false]) expect(new Notes(notes).find(path, isMissing, {})).toBeUndefined();
      seen[touches ? 'touched' : 'apart'] += 1;
    }),
    { numRuns: 300 },
  );
  expect(Math.min(seen.touched, seen.apart)).toBeGreaterThan(10);
});

test('looking through many is paid for, once', () => {
  const notes = Array.from({ length: 1_000 }, (_, n) => ({
    path: ['list', n, 'x'],
    reason: 'r',
    pieces: undefined,
    isDocument: false,
  }));
  const many = new Notes(notes);
  const [path, other, list] = [['list'], ['other'], ['list', 5, 'x']];
  const work = { left: 1_000 };
  const costs = [path, path, other, list, list].map((one) => {
    const before = work.left;
    const hit = many.find(one, true, work);
    return [before - work.left, hit?.path[1]];
  });
  expect(costs).toEqual([
    [125, 0],
    [0, 0],
    [0, undefined],
    [125, 5],
    [0, 5],
  ]);
});

test('why something is missing, and why it is there, are remembered beside each other', () => {
  const notes = Array.from({ length: 16 }, (_, n) => ({
    path: ['list', n, 'x'],
    reason: 'r',
    pieces: undefined,
    isDocument: false,
  }));
  const many = new Notes(notes);
  const [path, work] = [['list', 3, 'x'], { left: 100 }];
  const costs = [true, false, true, false].map((isMissing) => {
    const before = work.left;
    expect(many.find(path, isMissing, work)).toBe(notes[3]);
    return before - work.left;
  });
  expect(costs).toEqual([2, 2, 0, 0]);
});

test('those that any path may begin with are looked through too', () => {
  const notes = Array.from({ length: 800 }, (_, n) => ({
    path: ['*', `x${n}`],
    reason: 'r',
    pieces: undefined,
    isDocument: false,
  }));
  const work = { left: 1_000 };
  expect(new Notes(notes).find(['list', 'y'], true, work)).toBeUndefined();
  expect(work.left).toBe(900);
  const both = new Notes([...notes, ...notes.map((note) => ({ ...note, path: ['list', 'x'] }))]);
  expect(both.find(['list', 'y'], true, work)).toBeUndefined();
  expect(work.left).toBe(700);
});

const count = 20_000;
const range = Array.from({ length: count }, (_, n) => n);

test('a plan that marks much is read and judged in time', () => {
  const marks = { l: range.map(() => ({ b: true })), ...Object.fromEntries(range.map((n) => [`u${n}`, true])) };
  const values = { l: range.map((a) => ({ a })) };
  const paths = unknownPaths(marks, values);
  expect(paths.size).toBe(2 * count);
  const unknown = Object.fromEntries([...paths].map((path) => [path, 'the plan has it']));
  const judged = (condition: string): string =>
    compileRule(`T should have ${condition}`).evaluate({ type: 'T', ...values }, { unknown }).status;
  expect(judged('l contain [ a = ~.zz ]')).toBe('failed');
  expect(judged('l contain [ a = ~.u7 ]')).toBe('error');
  expect(judged('l contain [ b = 1 ]')).toBe('error');
  expect(
    judged(
      range
        .slice(0, 1_000)
        .map((n) => `z${n} = 1`)
        .join(' or '),
    ),
  ).toBe('failed');
  expect(
    judged(
      range
        .slice(0, 1_000)
        .map((n) => `u${n} = 1`)
        .join(' or '),
    ),
  ).toBe('error');
});
