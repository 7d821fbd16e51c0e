import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInventory, type ReadInventoryOptions } from '../../src/inventory/index.ts';
import { JsonScan } from '../../src/inventory/formats/json-scan.ts';
import { keepTree } from '../../src/inventory/formats/keep-tree.ts';
import { textOf } from '../../src/inventory/formats/bytes.ts';
import { parseExactJson } from '../../src/values/exact-json.ts';
import { isBatched, isPartialRecord, type EntityNeeds } from '../../src/values/record-batches.ts';
import { isEntityRecord, type InventoryRecord } from '../../src/values/record.ts';

/** A value without what is not asked for, as the scan should give it. */
function kept(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (paths.some((path) => path.length === 0)) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    const below = paths.filter(([first]) => first === name).map(([, ...rest]) => rest);
    return below.length === 0 ? [] : [[name, kept(inner, below)] as const];
  });
  return Object.fromEntries(entries);
}

const PATHS = [['a'], ['b', 'c'], ['b', 'é'], ['k', 'k', 'k'], ['']] as const;
const NEEDS: EntityNeeds = new Map([['X', { paths: PATHS }]]);
const TREE = keepTree(NEEDS)?.tree ?? [];
const WITH_TYPE = [['type'], ...PATHS];

const name = fc.constantFrom('a', 'b', 'c', 'é', 'k', '', 'type', 'other', '__proto__', 'constructor', 'a"b', 'x\\');
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -0, -1, 1.5, 1e21, 1e-7, 123456789012345, 2 ** 53),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom('', 'X', '\u0000', '\ud800', '"', '\\', '\n', '1234567890123456'),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie('json')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
const record = fc
  .tuple(fc.array(fc.tuple(name, json), { maxLength: 6 }), fc.constantFrom(0, 1, '\t'))
  .map(([entries, indent]) => JSON.stringify(Object.fromEntries(entries), undefined, indent));

/** What is put into a text to break it, or to make it another. */
const INSERTED = [
  ...'{}[]",:\\ \t\r\n0123456789-+.eEtfnulrsabk/u\u0000\u001f\u007f\u00e9\u2028\ufeff',
  '\\u0061',
  '\\ud83d',
  '\\x',
  '12345678901234567890',
  '-',
  '01',
  '1.',
  '1e',
  'true',
  'nul',
  '"a":1,',
  '"b":{"c":2},',
  "'",
  '//',
];
const mutated = fc
  .tuple(
    record,
    fc.array(fc.tuple(fc.double({ min: 0, max: 0.9999, noNaN: true }), fc.nat(3), fc.constantFrom(...INSERTED, '')), {
      maxLength: 3,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((before, [where, removed, inserted]) => {
      const at = Math.floor(where * (before.length + 1));
      return before.slice(0, at) + inserted + before.slice(at + removed);
    }, text),
  );

const RUNS = 2_000 * Number(process.env['FUZZ_FACTOR'] ?? 1);

describe('reading a part', () => {
  const scan = new JsonScan(20);

  it('accepts nothing that JSON.parse refuses, and gives the same values', () => {
    let accepted = 0;
    fc.assert(
      fc.property(mutated, (text) => {
        const bytes = new TextEncoder().encode(text);
        scan.open(bytes, 0, bytes.length);
        const end = scan.read(0, TREE);
        if (end < 0) return;
        accepted += 1;
        // What lone halves of characters are in bytes is no text any more.
        const read = new TextDecoder().decode(bytes.subarray(0, end));
        expect(isDeepStrictEqual(scan.value, kept(parseExactJson(read), WITH_TYPE))).toBe(true);
        expect(scan.lines).toBe(read.split('\n').length - 1);
      }),
      { numRuns: RUNS },
    );
    expect(accepted).toBeGreaterThan(RUNS / 10);
  });

  it('accepts no bytes that are not UTF-8', () => {
    const damage = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 2 });
    let [accepted, refused] = [0, 0];
    fc.assert(
      fc.property(record, damage, (text, places) => {
        const bytes = new TextEncoder().encode(text.replaceAll('x', 'é'));
        for (const [at, byte] of places) if (at < bytes.length) bytes[at] = byte;
        scan.open(bytes, 0, bytes.length);
        const end = scan.read(0, TREE);
        const read = textOf(bytes.subarray(0, end < 0 ? bytes.length : end));
        if (read === undefined) refused += 1;
        if (end < 0) return;
        accepted += 1;
        expect(isDeepStrictEqual(scan.value, kept(parseExactJson(read ?? ''), WITH_TYPE))).toBe(true);
      }),
      { numRuns: RUNS },
    );
    expect(accepted).toBeGreaterThan(RUNS / 10);
    expect(refused).toBeGreaterThan(RUNS / 100);
  });

  it('gives the type of each, also where many are alike', () => {
    const types = ['A', 'A', 'AB', 'A"', 'A\\', 'A\\', '', 'é', 'é', 'A', 1, 'A'];
    const lines = types.map((type) => JSON.stringify({ z: 1, type }));
    const bytes = new TextEncoder().encode(lines.join('\n'));
    scan.open(bytes, 0, bytes.length);
    let at = 0;
    const read = types.map(() => {
      at = scan.read(at, TREE) + 1;
      return scan.value['type'];
    });
    expect(read).toEqual(types);
  });

  it('is sure of what JSON.stringify writes, where no name is escaped', () => {
    fc.assert(
      fc.property(record, (text) => {
        const bytes = new TextEncoder().encode(text);
        scan.open(bytes, 0, bytes.length);
        expect(scan.read(0, TREE) === bytes.length || text.includes('\\')).toBe(true);
      }),
      { numRuns: RUNS / 4 },
    );
  });

  it.each([
    ['{"a":{"b":[1,{"c":"x"}]},"z":1}', { a: { b: [1, { c: 'x' }] } }],
    ['{"b":{"c":1,"d":2},"type":"X"}', { b: { c: 1 }, type: 'X' }],
    ['{"b":[{"c":1,"d":2}]}', { b: [{ c: 1, d: 2 }] }],
    ['{"b":"{}"}', { b: '{}' }],
    ['{"a":1,"a":2}', { a: 2 }],
    ['{"b":{"c":1},"b":{"d":1}}', { b: {} }],
    ['{"a":-0}', { a: -0 }],
    ['{"a":9007199254740993}', { a: 9007199254740993n }],
    ['{"a":1e400}', { a: Infinity }],
    ['{"a":"\\u00e9\\n"}', { a: 'é\n' }],
    ['{"a":"é","b":{"é":1}}', { a: 'é', b: { é: 1 } }],
    ['{"__proto__":{"a":1},"z":{}}', {}],
  ])('%s', (text, expected) => {
    const bytes = new TextEncoder().encode(text);
    scan.open(bytes, 0, bytes.length);
    expect(scan.read(0, TREE)).toBe(bytes.length);
    expect(scan.value).toStrictEqual(expected);
  });

  it.each([
    '{"\\u0061":1}',
    '[]',
    '{"a":01}',
    '{"z":1.}',
    '{"z":"\\x"}',
    '{"z":"\t"}',
    '{"z":tru}',
    '{,}',
    '{"z":1,}',
    '{"z":[1,]}',
    `{"z":${'['.repeat(20)}${']'.repeat(20)}}`,
    '{"z":1',
    '{"z":"',
    '{"z":"\\',
    '{"z":"\\u12',
    '{"z":1\u0000}',
    '{"z":\u00a01}',
  ])('is not sure of %j', (text) => {
    const bytes = new TextEncoder().encode(text);
    scan.open(bytes, 0, bytes.length);
    expect(scan.read(0, TREE)).toBe(-1);
  });

  it('reads whole what cannot be told by names', () => {
    expect(keepTree(new Map([['X', { paths: [[]] }]]))).toBeUndefined();
    expect(keepTree(new Map([['X', { paths: [['a', '__proto__']] }]]))).toBeUndefined();
  });
});

async function* stream(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
}

async function inBatches(
  bytes: Uint8Array,
  size: number,
  needs: EntityNeeds,
  options: ReadInventoryOptions = {},
): Promise<{ records: InventoryRecord[]; partial: number }> {
  const records: InventoryRecord[] = [];
  let partial = 0;
  const read = readInventory(['-'], { ...options, stdin: stream(bytes, size) });
  if (!isBatched(read)) throw new TypeError('no batches');
  for await (const batch of read.batches(() => needs)) {
    for (const one of batch) {
      if (isEntityRecord(one) && isPartialRecord(one)) {
        partial += 1;
        const whole = one.whole();
        expect(one.entity).toStrictEqual(kept(whole.entity, WITH_TYPE));
        expect(one.provenance).toEqual(whole.provenance);
        records.push(whole);
      } else records.push(one);
    }
  }
  return { records, partial };
}

async function oneByOne(bytes: Uint8Array, options: ReadInventoryOptions): Promise<InventoryRecord[]> {
  const records: InventoryRecord[] = [];
  for await (const one of readInventory(['-'], { ...options, stdin: stream(bytes, 1000) })) records.push(one);
  return records;
}

describe('inputs that are read in part', () => {
  const good = (index: number): string =>
    JSON.stringify({ type: 'X', name: `n${index}`, a: index, b: { c: [index], d: 'é' }, long: 'x'.repeat(index % 90) });
  const bad = [
    '{"type":"X",}',
    '{"type":1}',
    '{}',
    'null',
    '{"a":1}}',
    '',
    '  ',
    '{"type":"X","\\u0061":7}',
    '{"type":"W","a":2}',
  ];
  const all = Array.from({ length: 1500 }, (_, index) =>
    index % 50 === 7 ? (bad[((index / 50) % bad.length) | 0] ?? '') : good(index),
  );
  const inputs: readonly (readonly [string, string, string])[] = [
    ['NDJSON', 'ndjson', all.join('\n')],
    ['NDJSON of Windows', 'ndjson', all.join('\r\n') + '\r\n'],
    ['an array', 'json', `[${all.filter((text) => text.trim() !== '').join(',\n ')}]`],
    [
      'lists by name',
      'json',
      `{"xs":[${all.filter((text) => text.trim() !== '').join(',')}],"no":{"type":"X"},"ys":[${good(1)}]}`,
    ],
    [
      'objects one after the other',
      'json',
      all.filter((text) => text.startsWith('{"type":"X"') && !text.includes(',}')).join('\n'),
    ],
    [
      'an array with line feeds',
      'json',
      JSON.stringify(
        all.map((text, index) => ({ type: 'X', index, text, b: { c: 1 } })),
        undefined,
        2,
      ),
    ],
  ];

  it.each(inputs)('%s: the same records, whatever the chunks', async (_, format, text) => {
    const needs: EntityNeeds = new Map([
      ['X', { paths: PATHS }],
      ['W', undefined],
    ]);
    const bytes = new TextEncoder().encode(text);
    for (const limits of [{}, { maxRecordBytes: 120 }, { maxDepth: 2 }]) {
      const expected = await oneByOne(bytes, { format, ...limits });
      for (const size of [37, 1000, 70_000, 1_000_000]) {
        const { records, partial } = await inBatches(bytes, size, needs, { format, ...limits });
        expect(records).toEqual(expected);
        if (Object.keys(limits).length === 0 && size > 37) expect(partial).toBeGreaterThan(500);
      }
    }
  });

  it('reads bytes that are no UTF-8 as before', async () => {
    const bytes = Buffer.from(all.map((text) => text.replaceAll('é', '\u00ff')).join('\n'), 'latin1');
    const expected = await oneByOne(bytes, { format: 'ndjson' });
    expect((await inBatches(bytes, 1000, NEEDS, { format: 'ndjson' })).records).toEqual(expected);
  });

  it('reads whole what has a name that its type is not known to have', async () => {
    const names = new Set(['id', 'b']);
    const needs: EntityNeeds = new Map([
      ['X', { paths: [['a']], names }],
      ['Y', { paths: [['c']], names: new Set(['id']) }],
      ['Z', { paths: [] }],
    ]);
    const text = [
      '{"type":"X","a":1,"id":2,"b":{"new":1}}',
      '{"type":"X","a":1,"id":2,"new":3}',
      '{"new":3,"type":"X"}',
      // What another type asks for is kept, and told by whoever looks.
      '{"c":1,"type":"X","id":1}',
      '{"id":1,"type":"Y","c":2}',
      '{"id":1,"b":2,"type":"Y"}',
      '{"type":"Z","new":1}',
      '{"type":"U","new":1}',
      '',
    ].join('\n');
    const read = readInventory(['-'], { format: 'ndjson', stdin: stream(new TextEncoder().encode(text), 1000) });
    if (!isBatched(read)) throw new TypeError('no batches');
    const isPartial: boolean[] = [];
    for await (const batch of read.batches(() => needs))
      for (const one of batch) if (isEntityRecord(one)) isPartial.push(isPartialRecord(one));
    expect(isPartial).toEqual([true, false, false, true, true, false, true, true]);
  });

  it('reads whole the types for which there is no bit', () => {
    const types = Array.from({ length: 40 }, (_, index) => `T${index}`);
    const kept = keepTree(new Map(types.map((type) => [type, { paths: [], names: new Set(['a']) }])));
    const bits = types.map((type) => kept?.bits.get(type));
    expect(new Set(bits.slice(0, 31)).size).toBe(31);
    expect(bits.slice(31)).toEqual(Array.from({ length: 9 }, () => 0));
  });
});
