import { expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { entityRecord, type EntityRecord } from '../../src/values/record.ts';

/*
 * What is said of paths, lookups and conditions that nothing rests on, where there is much, and where some of it is missing,
 * as tables in `evidence-much/`. `npx vitest run evidence-much -u` writes it; what changed is to be read.
 */

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const names = (count: number, name = 'k'): object => Object.fromEntries(many(count, (n) => [`${name}${n}`, n]));

/** A rule, and entities of the type `T`, or of another where they say so. */
type Row = readonly [logic: string, entities: readonly object[], more?: Partial<EntityRecord>, matchCase?: boolean];

const KEYS = many(3, (n) => ({ type: 'Key', id: `k${n}`, name: `n${n}`, owner: `o${n}` }));
const LOOKUP = "T should have getResource('Key', key) isEmpty()";

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  'other entities that are looked for': [
    [LOOKUP, [{ key: 'x' }, ...KEYS]],
    [LOOKUP, [{ key: 'x' }, { key: 'k1' }, ...KEYS]],
    [LOOKUP, [{ key: 'x' }, {}, { key: null }, { key: '' }, { key: [] }, { key: 'y' }, ...KEYS]],
    [LOOKUP, [{}, { key: null }, { key: '' }, { key: [] }, ...KEYS]],
    [LOOKUP, [{ key: ['x'] }, ...KEYS]],
    [LOOKUP, [{ key: { x: 1 } }, ...KEYS]],
    [LOOKUP, [...many(1_999, (n) => ({ key: `x${n}` })), ...KEYS]],
    [LOOKUP, [...many(2_000, (n) => ({ key: `x${n}` })), ...KEYS]],
    [LOOKUP, [...many(2_100, (n) => ({ key: n === 2_050 ? 'k1' : `x${n}` })), ...KEYS]],
    ["T should have getResources('Key', key, 'owner') length() = 0", [{ key: 'x' }, { key: 'z' }, ...KEYS]],
    ["T should have getResources('Key', key, 'owner') length() = 0", [{ key: 'x' }, { key: 'o2' }, ...KEYS]],
    ["T should have getResources('Key', key, 'ower') length() = 0", [{ key: 'x' }, ...KEYS]],
    ["T should have l contain [ getResource('Key', key) isEmpty() ]", [{ l: [{ key: 'x' }, { key: 'y' }] }, ...KEYS]],
    ["T should have l contain [ getResource('Key', key) isEmpty() ]", [{ l: [{ key: 'x' }, { key: 'k1' }] }, ...KEYS]],
  ],
  'paths that end early': [
    ['T should have a[2].b = 1', [{ a: [1] }, { a: [1, 2] }, { a: [] }]],
    ['T should have a[2].b = 1', [{ a: [1] }, { a: [1, 2, 3] }]],
    ['T should have a[1].b[1] = 1', [{ a: [1] }, { a: [1, { b: [1] }] }, { a: [] }]],
    ['T should have a[1].b[1] = 1', [{ a: [1, { b: [1] }] }, { a: [1] }]],
    ['T should have a.b.c = 1', [{ a: 5 }, { a: { b: 'x' } }, { a: true }]],
    ['T should have a.b.c = 1', [{ a: { b: 'x' } }, { a: { b: 'y' } }, { a: 5 }]],
    ['T should have a.b.c = 1', [{ a: { b: null } }, {}, { a: null }]],
    ['T should have a.b.c = 1', [{ a: { b: [] } }, { a: [] }]],
    ['T should have a.b.c = 1', [{ a: { b: [{ d: 1 }, { c: 1 }] } }]],
    ['T should have a.b.c = 1', [{ a: { b: [{ d: 1 }] } }, { a: [{ b: '{"e":1}' }] }]],
    ['T should have l contain [ a.b = 1 ]', [{ l: [{ a: 5 }, 'x', { a: { c: 1 } }] }, { l: { a: { d: 1 } } }]],
    ['T should have l contain [ $ = 1 ]', [{ l: ['x', 'y'] }]],
  ],
  'names that differ by case alone': [
    ['T should have a.b = 1', [{ a: { b: 1, B: 2 } }]],
    ['T should have a.b = 1', [{ a: { b: 1, B: 1 } }]],
    ['T should have a.b = 1', [{ a: { b: 1, B: 'x' } }]],
    ['T should have a.b = 1', [{ a: { b: { c: 1 }, B: { c: 2 } } }]],
    ['T should have a.b = 1', [{ a: { b: 1 }, A: 2 }, { a: 1 }]],
    ['T should have a.b = 1', [{ a: '{"b":1}', A: '{"b":2}' }]],
    ['T should have a.b = 1', [{ a: '{"b":1,"B":3}', A: '{"b":2}' }]],
    ['T should have a.b.c = 1', [{ a: [{ b: { c: 1, C: 2 } }] }, { a: 1 }]],
    ['T should have a.b = 1', [{ a: { b: null, B: 1 } }, { a: { b: 1 } }]],
    ['T should have a.b = 1', [{ a: 1, A: 2 }, { a: { b: 1 } }]],
    ['T should have a.b = 1', [{ a: '{"b":1,"B":2}' }]],
    ['T should have a.b = 1', [{ a: [{ b: 1, B: 2 }] }]],
    ['T should have a[0].b = 1', [{ a: [{ b: 1, B: 2 }, { B: 3 }] }]],
    ['T should have ab = 1', [{ ab: 1, Abc: 2, aB: 3 }]],
    ['T should have ab = 1', [{ ab: 1, ...names(490), aB: 3 }]],
    ['T should have ab = 1', [{ ab: 1, ...names(510), aB: 3 }]],
    ['T should have ab = 1', [{ ab: NaN }]],
    ['T should have a[0].b = 1', [{ a: [{ b: 1, B: 2 }] }]],
    ['T should have a[1].b = 1', [{ a: [0, { b: 1, B: 2 }] }]],
  ],
  'what there is instead': [
    ['T should have opne = 1', [{ ...names(400), open: 1 }]],
    ['T should have opne = 1', [{ ...names(600), open: 1 }]],
    ['T should have opne = 1', [names(400), { ...names(90, 'm'), open: 1 }]],
    ['T should have opne = 1', [{ ...names(2_100), open: 1 }, names(2_100)]],
    ['T should have opne = 1', [{ open: 1, ...names(2_100) }, {}]],
    ['T should have opne = 1 or clsoe = 1', [{ open: 1, close: 1, ...names(2_100) }]],
    ['T should have opne = 1 or clsoe = 1', [{ open: 1, ...names(1_000), close: 1, ...names(2_100, 'm') }]],
    ['T should have opne = 1 or clsoe = 1', [{ close: 1, ...names(1_000), open: 1, ...names(2_100, 'm') }]],
    ['T should have a.opne = 1', [{ a: { open: 1, ...names(2_100) } }, { a: { open: 1, ...names(2_100) } }]],
    ['T should have a.opne = 1', [{}, { a: { x: 1 } }, { b: 1 }, { a: { open: 1 } }]],
    [
      'T should have a.opne = 1',
      many(1_200, (n) => ({ a: n < 1_100 ? { x: 1 } : [null, 5, {}, [], [{ x: 1 }], '{"x":1}'][n % 6] })),
    ],
    ['T should have opne = 1', [names(510), ...many(1_100, () => ({})), { opne: 1 }]],
    ['T should have a.opne = 1', many(1_200, (n) => (n < 1_100 ? { a: { type: 1, id: 1 } } : {}))],
    ['T should have a', [{ a: undefined }, { b: 1 }]],
    ['T should have a.b', [{ a: { b: undefined } }, { a: { c: 1 } }]],
    ['T should have colour = 1', [{ inner: { colour: 1 } }]],
    ['T should have colour = 1', [{ ...names(61), inner: { colour: 1 } }]],
    ['T should have colour = 1', [{ ...names(62), inner: { colour: 1 } }]],
    ['T should have colour = 1', [{ inner: [{ colour: 1 }, {}] }]],
    ['T should have colour = 1', [{ inner: [{}, { colour: 1 }] }]],
    ['T should have colour = 1', [{ inner: [{}, {}, {}, { colour: 1 }] }]],
    ['T should have colour = 1', [{ inner: [{}, {}, {}, {}, { colour: 1 }] }]],
    ['T should have colour = 1', [{ a: { colour: 1 }, b: { colour: 1 }, c: { colour: 1 }, d: { colour: 1 } }]],
    ['T should have a.colour = 1', [{ inner: { colour: 1 } }, { a: { x: { colour: 1 } } }]],
    ['T should have a.colour = 1', [{ inner: { a: 1 } }, { a: { x: 1 } }]],
    ['T should have a', [{ b: 1 }], { unknown: { c: 'later' } }],
    ['T should have a', [{ b: 1 }], { unknown: { a: 'later' } }],
    ['T should have a.b', [{ a: { c: 1 } }], { unknown: { a: 'later' } }],
  ],
  'what is always so': [
    ['T should not have a = 1 and a = 2', [{ a: 1 }, { a: 3 }]],
    ['T should not have a != a', [{ a: 1 }]],
    ['T should not have a = b and a != b', [{ a: 1, b: 1 }]],
    ['T should not have a and not a', [{ a: true }]],
    ['T should not have a isEmpty() and not a isEmpty()', [{ a: true }]],
    ['T should have true', [{ a: true }]],
    ["T should not have a in ('x') and not a in ('x')", [{ a: 'x' }]],
    ['T should not have a = 1 and a = 2', [{ a: 1 }], { unknown: { a: 'later' } }],
    ['T should not have (a = 1 and a = 2) or b', [{ a: 1 }, { b: 1 }]],
    ['T should have not (a = 1 and a = 2)', [{ a: 1 }]],
    ['T should have a = 1 and a = 2', [{ a: 1 }]],
    ['T where a = 1 and a = 2 should have b', [{ a: 1, b: 1 }]],
    ['T where not (a = 1 and a = 2) should have b', [{ a: 1, b: 1 }]],
    ['T where b = 1 should not have a = 1 and a = 2', [{ b: 2, a: 1 }]],
    ['T where b = 1 should not have a = 1 and a = 2', [{ b: 1, a: 1 }]],
    ['T where b = 1 should have a != 1 or a != 2', [{ b: 1, a: 1 }]],
    ['T should have b exclude a = 1 and a = 2', [{ a: 1 }]],
    ['T should have b exclude a != 1 or a != 2', [{ a: 1 }]],
    ['T should not have l contain [ a = 1 and a = 2 ]', [{ l: [{ a: 1 }] }]],
    ['T where b = 1 should not have l contain [ a = 1 and a = 2 ]', [{ b: 1, l: [{ a: 1 }] }]],
    ['T should have l contain-none [ a = 1 and a = 2 ]', [{ l: [{ a: 1 }] }]],
    ['T should not have l contain-none [ a = 1 and a = 2 ]', [{ l: [{ a: 1 }] }]],
    ['T should have l contain-all [ a != 1 or a != 2 ]', [{ l: [{ a: 1 }, { a: 2 }] }]],
    ['T should have l with [ a = 1 and a = 2 ] length() = 0', [{ l: [{ a: 1 }] }]],
    ['T should have l groupBy [ a ] contain [ key = 1 and key = 2 ]', [{ l: [{ a: 1 }] }]],
  ],
  'what a rule reads on purpose': [
    ['T should fail', [{ a: 1 }]],
    ['T should have fail', [{ a: 1 }]],
    ['T should have fail = true', [{ a: 1 }]],
    ['T should have fail.x', [{ a: 1 }]],
    ['T should have fails', [{ a: 1 }]],
    ['T where fail should have a', [{ a: 1 }]],
    ["T should have a getValue('b') = 1", [{ a: { c: 1 } }]],
    ["T should have a getValue('b.c') = 1", [{ a: { b: { d: 1 } } }]],
    ['T should have a getValue(b) = 1', [{ a: { c: 1 }, b: 'x' }]],
    ["T should have a getValues('b') length() = 0", [{ a: [{ c: 1 }, { d: 1 }] }]],
    ["T should have a getValues('b.c') length() = 0", [{ a: [{ b: 1 }, { b: { d: 1 } }] }]],
    ['T should have l contain [ x contain [ ~.y = 1 and ~~.z = 1 ] ]', [{ l: [{ x: [1], w: 1 }], v: 1 }]],
    [
      'T should have l contain [ x contain [ ~~.opne = 1 and y ] ]',
      [{ l: [{ x: [1], w: 1 }, { x: [2], v: 1 }, { x: [3] }], open: 1 }],
    ],
    [
      'T should have l contain [ x contain [ ~.opne = 1 and ~~.clsoe = 1 ] and m contain [ ~.opne = 1 ] ]',
      [
        {
          l: [
            { x: [1], m: [1], open: 1 },
            { x: [2], m: [2], w: 1 },
          ],
          close: 1,
        },
      ],
    ],
    ['T should have l with [ x ] contain [ y = 1 ]', [{ l: [{ x: 1, w: 1 }] }]],
    ['T should have l contain [ x = 1 ]', [{ l: many(2_100, (n) => (n === 2_050 ? { x: 1 } : { y: n })) }]],
  ],
  'functions that cannot read what they are called on': [
    ['T should have a isPublic()', [{ a: 'sg-1' }, {}, { a: null }, { a: [] }, { a: ['sg-2'] }]],
    ['T should have a isPublic()', [{ a: '1.2.3.4/33' }, { a: 'x' }]],
    ['T should have a isPublic()', [{ a: 'x' }, { a: '8.8.8.8' }]],
    ['T should have l contain [ a isPublic() ]', [{ l: [{ a: 'x' }, { a: 'y' }] }]],
    ['T should have l contain [ $ isPublic() ]', [{ l: ['x', 'y'] }]],
  ],
  'values of another kind': [
    ['T should have a = 1', [{ a: 'x' }, { a: true }, { a: 'y' }, {}, { a: null }]],
    ['T should have a < b', [{ a: 'x', b: true }, { a: 'x' }, { b: true }]],
    [
      'T should have a = b',
      [
        { a: 1, b: 'x' },
        { a: 'yes', b: true },
        { a: 2, b: '2' },
      ],
    ],
    [
      'T should have a = b',
      [
        { a: 1, b: 'x' },
        { a: 'yes', b: true },
      ],
    ],
    ['T should have a = true', [{ a: 'yes' }, { a: 'x' }]],
    ['T should have a in (1, true)', [{ a: 'yes' }]],
    ['T should have a = 6', [{ a: 'tcp' }]],
    ['T should have a = 6', [{ a: 'udp' }]],
    ['T should have a = 1', [{ a: `<${'x'.repeat(98)}>` }]],
    ['T should have a = 1', [{ a: `<${'x'.repeat(99)}>` }]],
    ['T should have a < null', [{ a: 1 }]],
    ["T should have a > '2026-01-01'", [{ a: 1_767_225_600_000 }]],
    ["T should have a = '2026-01-01'", [{ a: 1_767_225_600_000 }]],
    ['T should have a = 1', many(2_100, () => ({ a: 'x' }))],
    ['T should have a = 1 and b = 1', many(2_100, () => ({ a: 'x' }))],
    ['T should have a length() = b', [{ a: [1], b: 'x' }]],
    [
      'T should have a = b',
      [
        { a: 1, b: null },
        { a: 'x', b: 5 },
        { a: null, b: 5 },
      ],
    ],
    ['T should have a with [ c ] = b', [{ a: [{ c: 1 }], b: 'x' }]],
    ['T should have a toLower() = 1', [{ a: 'X' }, { a: 5 }]],
    ['T should have l contain [ a > ~.b ]', [{ l: [{ a: 1 }, { a: 2 }], b: 'x' }]],
    ['T should have a = 1', [{ a: 'x' }], { unknown: { a: 'later' } }],
    ['T should have a = b', [{ a: 'x', b: 1 }], { unknown: { b: 'later' } }],
    ["T should have a = 'on'", [{ a: 'off' }, { a: true }]],
    ["T should have a != 'on'", [{ a: 'off' }, { a: true }]],
    ["T should have a < 'on'", [{ a: 'off' }, { a: true }]],
    ["T should have a in ('on', 'x')", [{ a: 'off' }, { a: true }]],
    ['T should have a = true', [{ a: false }, { a: 'on' }, { a: 'off' }]],
    ['T should have a != true', [{ a: false }, { a: 'on' }]],
    ['T should have a < true', [{ a: false }, { a: 'on' }]],
    ['T should have a = true', [{ a: false }, { a: 'x' }]],
    ["T should have a = '*'", [{ a: { AWS: '*' } }, { a: 'x' }]],
    ["T should have a = '*'", [{ a: { AWS: '*' } }]],
    ['T should have 1 = 1 and a', [{ a: true }]],
    ["T should have 1 = 'x' or a", [{ a: true }]],
    ["T should have a isEmpty() or 1 = 'x'", [{ a: true }]],
  ],
};

/** Of texts, what differs from them by case alone, or by signs, by whether case is minded. */
const WRITTEN: readonly (readonly [condition: string, values: readonly string[]])[] = [
  ["a = 'enabled'", ['Enabled', 'x']],
  ["a != 'enabled'", ['Enabled', 'x']],
  ["a < 'enabled'", ['Enabled', 'x']],
  ["a in ('enabled', '1')", ['Enabled', 'x']],
  ['a in ($Known)', ['Enabled', 'x']],
  ["a like 'enab%'", ['Enabled', 'x']],
  ["a like 'enab*'", ['enabled', 'x']],
  ["a like '%1%'", ['x1', 'X1']],
  ["a like '%2%'", ['x1', 'X1']],
  ["a like 'x1'", ['x', 'X1', 'x1y']],
  ['a regexMatch /^enabled$/', ['Enabled', 'x']],
  ['a regexMatch /^enabled$/i', ['Enabled1', 'x']],
  ['a regexMatch /^10-x$/', ['10-X', '10_x']],
  ['a regexMatch /^10-x$/', ['10_x']],
  ['a regexMatch /^x1$/', ['X1']],
  ['a regexMatch /^[ab]$/', ['A']],
  ['a regexMatch /^[ab]{2}-c$/', ['AB-c', 'ab-C', 'ab_c']],
  [String.raw`a regexMatch /^\d+\.x$/`, ['1.X', '1-x']],
  [String.raw`a regexMatch /^a\wc-d$/`, ['aBC-d', 'abc_d']],
  ["a = '--anonymous-auth'", ['kubelet --Anonymous-Auth=true', 'kubelet --other']],
  ["a = '123456789012'", ['arn:aws:iam::123456789012:root', 'arn:aws:iam::1:root']],
  ["a like '--anonymous-auth'", ['--anonymus-auth', 'x']],
  ["a in ('--a', '--b')", ['x --A', 'x --c']],
  ["a in ('--a', 'b')", ['x --A', 'x --c']],
  ["a = 'x'", ['X', 'y']],
  ['a regexMatch /^v1-[01]/', ['v1_2', 'x']],
  ['a regexMatch /^v1_[01]/', ['1.2', 'x']],
  ["a in ('x', 'zz')", ['X', 'ZZ']],
  ["a like '10-x%'", ['10_xy', 'zz']],
  ["a = '22'", [...many(40, (n) => String(n + 100)), '20-25']],
  ["a in ('22', '3389')", [...many(40, (n) => String(n + 100)), '*']],
  ["a in ('22', 'x')", [...many(40, (n) => String(n + 100)), '20-25']],
  ["a like '%%1.2%%'", ['1-2', 'v1_2']],
  ["a like '1.2.%'", ['1-2', '1_2_3']],
];

function written(): readonly Row[] {
  return WRITTEN.flatMap(([condition, values]): Row[] =>
    [false, true].map((matchCase) => [`T should have ${condition}`, values.map((a) => ({ a })), {}, matchCase]),
  );
}

/** Beside an entity that lacks what is asked for, before and behind it. */
const BESIDE: readonly object[] = [
  ...[{}, { a: null }, { a: [] }, { a: {} }, { a: 5 }, { a: 'x' }, { a: '{"b":1}' }, { a: '{"c":1}' }, { a: '{"b":' }],
  ...[{ a: [{ b: 1 }] }, { a: [{ c: 1 }] }, { a: [{ b: 1 }, { b: 2 }] }, { a: [[{ b: 1 }]] }, { a: { b: null } }],
  ...[
    { a: { b: [] } },
    { a: { b: { c: 1 } } },
    { a: { b: { d: 1 } } },
    { a: { b: 5 } },
    { a: { B: 1 } },
    { A: { b: 1 } },
  ],
];
const ASKED = [
  'T should have a.b = 1',
  'T should have a.b.c = 1',
  "T should have a getValue('b') = 1",
  'T should have a[1].b',
];

function besides(): readonly Row[] {
  const without = { a: { x: 1 } };
  return ASKED.flatMap((logic) =>
    BESIDE.flatMap((entity): Row[] => [
      [logic, [entity, without]],
      [logic, [without, entity]],
    ]),
  );
}

async function said([logic, entities, more, matchCase = false]: Row): Promise<string> {
  const records = entities.map((entity, index) => ({
    ...entityRecord({ type: 'T', id: String(index), ...entity }, { file: 'x', index }),
    ...more,
  }));
  const { rules } = await assess([{ id: 'r', severity: 'High', logic }], records, {
    ...{ now: 0, matchCase, lists: { Known: ['enabled', 'other'] } },
  }).finish();
  const lines = rules.flatMap(({ counts, evidence }) => [
    Object.entries(counts).flatMap(([status, count]) => (count === 0 ? [] : [`${count} ${status}`])),
    ...evidence.map(({ severity, code, message, help }) => `${severity} ${code}: ${message}; ${help ?? ''}`),
  ]);
  return `${logic}${matchCase ? ', minding case' : ''} <- ${JSON.stringify(entities).slice(0, 100)}\n${lines.map((line) => `  ${String(line)}\n`).join('')}`;
}

test.each([
  ...Object.entries(ROWS),
  ['texts that are written otherwise', written()],
  ['beside an entity that has it not', besides()] as const,
])('%s', async (title, rows) => {
  const parts: string[] = [];
  for (const row of rows) parts.push(await said(row));
  await expect(parts.join('')).toMatchFileSnapshot(`evidence-much/${title.replaceAll(' ', '-')}.txt`);
});
