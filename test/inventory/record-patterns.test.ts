import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { JsonScan } from '../../src/inventory/formats/json-scan.ts';
import { keepTree } from '../../src/inventory/formats/keep-tree.ts';
import { RecordPatterns } from '../../src/inventory/formats/record-patterns.ts';
import type { EntityNeeds } from '../../src/values/record-batches.ts';

/*
 * A pattern reads a part of what a scan reads, and the same of it; that a scan reads what JSON.parse does is held by
 * partial-properties.test.ts.
 */

const NEEDS: EntityNeeds = new Map([
  ['X', { paths: [['a'], ['b', 'c'], ['k', 'k', 'k']], names: new Set(['other', 'l']) }],
  ['Y', { paths: [['l']], names: new Set(['other']) }],
]);
const TREE = keepTree(NEEDS)?.tree ?? [];
const scan = new JsonScan(20);

/** Patterns of records, each of them learned so often that there are some. */
function learned(records: readonly string[]): RecordPatterns {
  const patterns = new RecordPatterns();
  patterns.keep(TREE);
  for (let times = 0; times * records.length < 16; times += 1) for (const record of records) patterns.learn(record);
  return patterns;
}

/** Where the record ends by a pattern, of which a scan must say the same. */
function readBy(patterns: RecordPatterns, text: string): number {
  const bytes = new TextEncoder().encode(text);
  scan.open(bytes, 0, bytes.length);
  const end = patterns.areReady ? patterns.read(scan.characters, 0) : -1;
  if (end < 0) return -1;
  expect(scan.read(0, TREE)).toBe(end);
  expect(isDeepStrictEqual(patterns.value, scan.value)).toBe(true);
  expect([patterns.passed, scan.lines]).toEqual([scan.passed, 0]);
  return end;
}

const single = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 1.5, 1e21, 1e-7, 123456789012345, 2 ** 60, '', 'X', 'a b', '{"c":1}'),
  fc.string({ maxLength: 6 }),
);
const name = fc.constantFrom('a', 'b', 'c', 'k', 'l', 'other', '', 'x.y', '__proto__', '$^*');
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    single,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie('json')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
const record = fc
  .tuple(fc.array(fc.tuple(name, json), { maxLength: 6 }), fc.constantFrom('X', 'Y', 'Z'), fc.nat(6))
  .map(([members, type, at]) => Object.fromEntries([...members.slice(0, at), ['type', type], ...members.slice(at)]));
const written = fc
  .tuple(fc.array(record, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([records, isSpaced]) => records.map((one) => textOf(one, isSpaced)));

function textOf(value: unknown, isSpaced: boolean): string {
  const text = JSON.stringify(value);
  // As Python writes it, but for what stands in texts.
  return isSpaced ? text.replaceAll(/"(?:[^"\\]|\\.)*"|[:,]/gu, (one) => (one.length === 1 ? `${one} ` : one)) : text;
}

const INSERTED = [
  ...'{}[]",:\\ \t\n0123456789-+.eEtfnulr/\u0000\u001f\u007f\u00e9',
  '01',
  '1.',
  '-',
  'true',
  'null',
  '\\u0061',
];
const changes = fc.array(
  fc.tuple(fc.double({ min: 0, max: 0.9999, noNaN: true }), fc.nat(2), fc.constantFrom(...INSERTED, '')),
  { maxLength: 2 },
);

const RUNS = 1_000 * Number(process.env['FUZZ_FACTOR'] ?? 1);

describe('patterns of records', () => {
  it('match nothing that a scan refuses, and give the same', () => {
    let matched = 0;
    fc.assert(
      fc.property(written, changes, (records, some) => {
        const patterns = learned(records);
        for (const text of records) {
          if (readBy(patterns, text) >= 0) matched += 1;
          const changed = some.reduce((before, [where, removed, inserted]) => {
            const at = Math.floor(where * (before.length + 1));
            return before.slice(0, at) + inserted + before.slice(at + removed);
          }, text);
          if (readBy(patterns, changed) >= 0) matched += 1;
        }
      }),
      { numRuns: RUNS },
    );
    expect(matched).toBeGreaterThan(RUNS);
  });
});

const user = (more: object = {}): string =>
  JSON.stringify({ type: 'X', a: 1, b: { c: true, d: 'x' }, l: [{ k: 1 }], ...more });

/** What is read of a record by the pattern of others. */
test.each([
  ['other values', user({ a: -20, b: { c: false, d: 'yy' }, l: [] }), true],
  ['more elements', user({ l: [{ k: 1 }, { k: 2 }, { k: 33 }] }), true],
  ['another type', user({ type: 'Y' }), false],
  ['a kind of value that was not met', user({ b: { c: null, d: 'x' } }), true],
  ['a text where numbers were met', user({ a: '1' }), false],
  ['a member more', user({ z: 1 }), false],
  ['elements that are made otherwise', user({ l: [{ k: 1, z: 1 }] }), false],
  ['an escape', user({ b: { c: true, d: '\n' } }), false],
  ['what is beyond ASCII', user({ b: { c: true, d: 'é' } }), false],
  ['a number that begins with zero', user().replace('"a":1', '"a":01'), false],
  ['a space', user().replace(':', ': '), false],
  ['a name twice', user().replace('"a":1', '"a":1,"a":2'), false],
  ['what comes behind it', `${user()} x`, true],
])('%s', (_, text, isMatched) => {
  expect(readBy(learned([user(), user({ l: [{ k: 2 }] })]), text) >= 0).toBe(isMatched);
});

test.each([
  ['by programs', user(), true],
  ['by Python', textOf(JSON.parse(user()), true), true],
  ['on several lines', JSON.stringify(JSON.parse(user()), undefined, 1), false],
  ['too deep', user({ other: { a: { b: { c: { d: { e: { f: 1 } } } } } } }), false],
  ['too long', user({ other: 'x'.repeat(9_000) }), false],
  ['with names that are no plain text', user({ é: 1 }), false],
  ['with a type that is no plain text', user({ type: 'é' }), false],
  ['without a type', '{"a":1}', false],
])('a record that is written %s', (_, text, isRead) => {
  expect(readBy(learned([text]), text) >= 0).toBe(isRead);
});

test('bytes that are no UTF-8 are not read', () => {
  const text = '{"type":"caf\u00e9","a":1}';
  const bytes = Buffer.from(text, 'latin1');
  scan.open(bytes, 0, bytes.length);
  expect(scan.read(0, TREE)).toBe(-1);
  expect(learned([text]).read(scan.characters, 0)).toBe(-1);
});

test('patterns that match nothing are given up', () => {
  const patterns = learned([user()]);
  for (let times = 0; times <= 1_000; times += 1) patterns.read('{"type":"Z"}', 0);
  expect([patterns.areReady, patterns.learns]).toEqual([false, false]);
  const useful = learned([user()]);
  for (let times = 0; times <= 2_500; times += 1) useful.read(times % 2 === 0 ? user() : '{"type":"Z"}', 0);
  expect(useful.areReady).toBe(true);
});

test('what does not match takes no more than what does', () => {
  let deep: unknown = 1;
  for (let depth = 0; depth < 5; depth += 1)
    deep = [
      { a: deep, b: 1 },
      { a: deep, c: 1 },
    ];
  const text = JSON.stringify({ type: 'X', other: deep });
  const patterns = learned([text]);
  // Each way of each list is tried at most: what would run for years does not end.
  expect(readBy(patterns, text.replace(/1\}\]\}$/u, '1}]]'))).toBe(-1);
});

/** Objects in objects, each of which may end in two names. */
function nested(names: readonly string[], leaf: string): object {
  return names.reduce<unknown>((inner, name) => ({ a: inner, [name]: 1 }), leaf) as object;
}

test('objects that begin alike are not read again for each way in which they may end', () => {
  const ofDepth = (names: readonly string[], leaf = 'x', type = 'X'): string =>
    JSON.stringify({ other: nested(names, leaf), type });
  const ways = Array.from({ length: 32 }, (_, bits) => [1, 2, 4, 8, 16].map((bit) => ((bits & bit) === 0 ? 'b' : 'c')));
  const patterns = learned(ways.map((names) => ofDepth(names)));
  for (const names of ways) expect(readBy(patterns, ofDepth(names))).toBeGreaterThan(0);
  // That the type is another shows at the end. Each way of each object would read the text again: 32 times in all.
  const time = (text: string): number => {
    const times = Array.from({ length: 9 }, () => {
      const start = performance.now();
      for (let again = 0; again < 20; again += 1) patterns.read(text, 0);
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  const names = ['b', 'b', 'b', 'b', 'b'];
  const [matched, missed] = ['X', 'Y'].map((type) => time(ofDepth(names, 'x'.repeat(30_000), type)));
  expect(missed).toBeLessThan(12 * (matched ?? 0));
});

test('an object may have only the first names of another', () => {
  const [short, long, none] = [{ k: 1 }, { k: 1, z: 2 }, {}].map((one) => user({ other: [one] }));
  for (const [one = '', other = ''] of [
    [short, long],
    [long, short],
    [long, none],
    [none, long],
  ]) {
    const patterns = learned([one, other]);
    expect([readBy(patterns, one), readBy(patterns, other)]).toEqual([one.length, other.length]);
    for (const wrong of ['{"k":1,}', '{,"z":2}', '{"z":2}'])
      expect(readBy(patterns, user({ other: ['@'] }).replace('"@"', wrong))).toBe(-1);
  }
});

test.each(['[1,]', '[,1]', '[,]', '[1 ]', '[1,2', '[[1]]', '[12,3,]'])('no list is %s', (list) => {
  expect(readBy(learned([user({ l: [1, 2] }), user({ l: [] })]), user({ l: '@' }).replace('"@"', list))).toBe(-1);
});

test('a pattern that would be too long is not made', () => {
  const names = Array.from({ length: 150 }, (_, index) => [`n${index}${'x'.repeat(30)}`, 1] as const);
  const records = Array.from({ length: 32 }, (_, at) => {
    const parts = Array.from({ length: 32 }, (__, index) => [
      `p${index}`,
      index === at ? Object.fromEntries(names) : 1,
    ]);
    return JSON.stringify({ ...Object.fromEntries(parts), type: 'X' });
  });
  const patterns = learned(records);
  expect([patterns.areReady, patterns.learns]).toEqual([false, true]);
});
