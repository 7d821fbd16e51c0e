import { describe, expect, test } from 'vitest';
import { functions } from '../../src/functions/index.ts';
import { isUnreadDocument, readDocument } from '../../src/values/document.ts';
import { equals, fold } from '../../src/values/equality.ts';
import { hostsAllowed } from '../../src/values/firewall.ts';
import { bucketOf, identityOf } from '../../src/values/identity.ts';
import { jsonTextOf } from '../../src/values/json-text.ts';
import { canMatch, mustMatch } from '../../src/values/partly-known.ts';
import { pathReader } from '../../src/values/path.ts';
import { regexTest } from '../../src/values/pattern.ts';
import { openRanges } from '../../src/values/ranges.ts';
import { asParsed, isBatched, isParsed, isPartialRecord } from '../../src/values/record-batches.ts';
import { coversType, entityRecord, problemRecord } from '../../src/values/record.ts';
import { singleFor } from '../../src/values/value.ts';
import { costOfText, payForText, type Work } from '../../src/values/work.ts';

/*
 * What things cost of the work of a judgement, in units, and what is said where little is left: as a table in `costs.txt`, since
 * the budget is what bounds time. `npx vitest run costs -u` writes it; what changed is to be read.
 */

const WHOLE = 1_000_000;
const list = (length: number): number[] => Array.from({ length }, (_, place) => place);
const names = (length: number): Record<string, number> => Object.fromEntries(list(length).map((n) => [`n${n}`, n]));
const text = (length: number, last = ''): string => 'ab'.repeat(length).slice(last.length, length) + last;
const document = (length: number, name: string): string => JSON.stringify({ [name]: text(length) });
const rules = (count: number, more: object = {}): object[] =>
  list(count).map((n) => ({ source: `10.${n % 250}.0.0/16`, port: 22, ...more }));

const within = (value: unknown, depth: number): unknown => (depth === 0 ? value : [within(value, depth - 1)]);

/** The same but for its end. */
function otherThan(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[]).slice(0, -1), otherThan(value.at(-1))];
  if (typeof value === 'object' && value !== null) return { ...value, n0: 'x' };
  return typeof value === 'string' ? `${value.slice(0, -1)}X` : 'x';
}

/** A name, and what is done with the work. */
type Item = readonly [name: string, (work: Work) => unknown];

const VALUES: readonly (readonly [string, unknown])[] = [
  ...[0, 1, 7, 8, 9, 64, 1000].map((length) => [`list of ${length}`, list(length)] as const),
  ...[0, 1, 3, 16, 17, 40, 1000].map((length) => [`object of ${length}`, names(length)] as const),
  ...[0, 31, 32, 33, 64, 65, 5_000, 100_000].map((length) => [`text of ${length}`, text(length)] as const),
  ['texts', list(10).map((n) => text(100, String(n)))],
  ['objects', list(10).map((n) => names(n))],
  ['nested', [[[[list(9)]]]]],
  ...[128, 129, 200].map((length) => [`name of ${length}`, { [text(length)]: 1 }] as const),
];

const ITEMS: readonly Item[] = [
  ...VALUES.flatMap(([name, value]): Item[] => [
    [`equals ${name}`, (work) => equals(value, structuredClone(value), fold, work)],
    [`equals ${name}, other at the end`, (work) => equals(value, otherThan(value), fold, work)],
    [`identityOf ${name}`, (work) => identityOf(value, work)?.length],
    [`bucketOf ${name}`, (work) => bucketOf(value, work)?.length],
    [
      `jsonTextOf ${name}`,
      (work) => {
        const json = jsonTextOf(value, work);
        return typeof json === 'string' ? json.length : json;
      },
    ],
  ]),
  [
    'jsonTextOf the same again',
    (work) => {
      const object = names(1000);
      return [1, 2].map(() => jsonTextOf(object, work)).every((json) => typeof json === 'string');
    },
  ],
  ...[1, 7, 8, 9, 16, 17, 100].flatMap((depth): Item[] => [
    [`single of ${depth} lists`, (work) => singleFor(within(1, depth), work)],
    [`a path through ${depth} lists`, (work) => pathReader(['a'])(within({ a: 1 }, depth), work)],
  ]),
  ...[10, 300, 1000, 1001].flatMap((length): Item[] => [
    [`canMatch of ${length}`, (work) => canMatch([text(length)], [text(length, 'x')], work)],
    [`mustMatch of ${length}`, (work) => mustMatch([text(length)], [text(length)], work)],
  ]),
  ...[31, 32, 33, 1000].map((length): Item => [`payForText ${length}`, (work) => payForText(text(length), work)]),
  ...[0, 31, 32, 33, 64, 1000].map((length): Item => [`costOfText ${length}`, () => costOfText(text(length))]),
  ...[10, 1000, 30_000, 150_000].map((length): Item => [
    `readDocument ${length}`,
    (work) =>
      readDocument(document(length, 'a')) !== undefined && readDocument(document(length, 'a'), work) !== undefined,
  ]),
  ...['"abc"', '"{', '"{\\"a\\":1}"', '[1', '%7B%22a%22%3A1%7D', '%7B%', '{"a":{"b":[1,2]}}', '[]x'].map(
    (text): Item => [`readDocument ${text}`, (work) => JSON.stringify(readDocument(text, work)) ?? 'none'],
  ),
  ...[10, 30_000].map((length): Item => [
    `readDocument ${length}, four and again`,
    (work) => [...'abcdabcd'].filter((name) => readDocument(document(length, name), work) !== undefined).length,
  ]),
  ...['{"a":', ' '.repeat(100) + '{"', ' '.repeat(5_000) + '{"', ' '.repeat(100_000), 'x'].map((begun): Item => [
    `isUnreadDocument ${begun.length}`,
    (work) => isUnreadDocument(begun, work),
  ]),
  ...['x', 'a.*b$', '^(a|b)+$', '^ab', 'b$', '[^x]{3}', '(?:a|b)$', '(?s)a.*b', '\\.a'].flatMap((pattern) =>
    [10, 1000, 100_000].map((length): Item => [
      `regexMatch /${pattern}/ ${length}`,
      (work) => regexTest(pattern, false)(text(length), work),
    ]),
  ),
  ...[1, 10, 100].flatMap((count): Item[] => [
    [`hosts of ${count}`, (work) => hostsAllowed(rules(count), 22, false, work)],
    [`public hosts of ${count}`, (work) => hostsAllowed(rules(count), 22, true, work)],
    [
      `hosts of ${count}, one denied`,
      (work) => hostsAllowed([{ source: '10.1.0.0/16', port: 22, action: 'DENY' }, ...rules(count)], 22, false, work),
    ],
    [
      `hosts of ${count}, protocols`,
      (work) =>
        hostsAllowed(
          [
            { source: '*', port: 22, action: 'DENY', protocol: 'UDP' },
            ...list(count).map((n) => ({ source: '1.0.0.0/8', port: 22, protocol: String(n) })),
          ],
          22,
          false,
          work,
        ),
    ],
    [
      `hosts of ${count}, many sources`,
      (work) => hostsAllowed([{ source: list(count * 10).map((n) => `10.0.${n % 250}.1`), port: 22 }], 22, false, work),
    ],
  ]),
  ...functions.flatMap(({ name, bind, receiver, parameters, examples }): Item[] => {
    if (receiver === undefined || examples.length === 0) return [];
    const args = parameters.map(({ kind, values }) => values?.[0] ?? (kind === 'number' ? 22 : 'a'));
    return [
      list(100),
      list(100).map(() => ({ a: list(50) })),
      text(1000),
      list(20).map((n) => text(200, String(n))),
      list(20).map((n) => `8.8.8.${n}`),
      list(20).map((n) => `2001:db8::${n}`),
    ].map((value, which): Item => [
      `${name}() ${which}`,
      (work) => {
        const given = bind(args)(value, Object.assign(work, { now: 0 }));
        return Array.isArray(given)
          ? given.length
          : typeof given === 'object'
            ? (given as { code?: string } | null)?.code
            : given;
      },
    ]);
  }),
];

/** What is worked out once, and what is only asked of long texts, behind all else. */
const MORE: readonly Item[] = [
  [
    'a long document behind many short ones, twice',
    (work) =>
      [...list(50).map((n) => document(10, `n${n}`)), document(30_000, 'a'), document(30_000, 'a')].filter(
        (one) => readDocument(one, work) !== undefined,
      ).length,
  ],
  ...[1, 99, 100, 101, 300].map((depth): Item => [
    `readDocument of ${depth} levels`,
    (work) => {
      const read = readDocument(JSON.stringify({ a: within(1, depth) }), work);
      return read === undefined ? 'unread' : Object.isFrozen(Object.values(read)[0]);
    },
  ]),
  ...['(?i:a.*b)', '(?:ab|cd)', '(?i:ab)', 'a.*b', '\\.\\*', '\\d+', '(?P<n>a)'].map((pattern): Item => [
    `regexMatch /${pattern}/`,
    (work) => regexTest(pattern, false)(text(10_000), work),
  ]),
  ...[[10n ** 20n], { a: 5n, b: undefined }, [names(300_000)], within(1, 299), within(1, 302)].map(
    (value, which): Item => [
      `jsonTextOf ${which}`,
      (work) => {
        const json = jsonTextOf(value, work);
        return typeof json === 'string' ? json : (json as { code?: string } | undefined)?.code;
      },
    ],
  ),
];

function cost([name, run]: Item): string {
  const work: Work = { left: WHOLE };
  const given = run(work);
  const poor: Work = { left: 3 };
  const givenToPoor = run(poor);
  const shown = (value: unknown): string => String(value).slice(0, 40);
  return `${name}: ${WHOLE - (work.left ?? 0)}, ${shown(given)}; of 3 ${poor.left ?? ''}, ${shown(givenToPoor)}\n`;
}

test('what is paid', async () => {
  await expect([...ITEMS, ...MORE].map(cost).join('')).toMatchFileSnapshot('costs.txt');
});

describe('openRanges', () => {
  const at = (start: number, end: number, open: boolean) => ({ start, end, open });
  test.each([
    [[], []],
    [[at(1, 2, true)], [[1, 2]]],
    [[at(1, 2, false)], []],
    [
      [at(3, 5, false), at(0, 9, true)],
      [
        [0, 3],
        [5, 9],
      ],
    ],
    [[at(0, 9, true), at(3, 5, false)], [[0, 9]]],
    [
      [at(0, 2, true), at(2, 4, true), at(6, 7, true)],
      [
        [0, 4],
        [6, 7],
      ],
    ],
    [
      [at(5, 6, true), at(0, 2, true), at(1, 4, true)],
      [
        [0, 4],
        [5, 6],
      ],
    ],
    [[at(0, 2, false), at(2, 4, true), at(3, 9, true)], [[2, 9]]],
    [
      [at(2, 4, true), at(3, 9, false), at(8, 10, true)],
      [
        [2, 4],
        [9, 10],
      ],
    ],
  ])('%j', (verdicts, open) => {
    expect(openRanges(verdicts).map(({ start, end }) => [start, end])).toEqual(open);
    const big = verdicts.map(({ start, end, open: isOpen }) => ({
      start: BigInt(start),
      end: BigInt(end),
      open: isOpen,
    }));
    expect(openRanges(big).map(({ start, end }) => [Number(start), Number(end)])).toEqual(open);
  });
});

test.each([
  [undefined, { kind: 'problem', code: 'c', message: 'm', provenance: { file: 'f' } }],
  ['h', { kind: 'problem', code: 'c', message: 'm', provenance: { file: 'f' }, help: 'h' }],
])('a problem with the help %s', (help, expected) => {
  expect(problemRecord('c', 'm', { file: 'f' }, help)).toStrictEqual(expected);
});

test('an entity has what is given with it, and no more', () => {
  const entity = { type: 'T', id: 't' };
  const bare = { kind: 'entity', entity, provenance: { file: 'f' } };
  expect(entityRecord(entity, { file: 'f' })).toStrictEqual(bare);
  expect(entityRecord(entity, { file: 'f' }, undefined, [])).toStrictEqual(bare);
  expect(entityRecord(entity, { file: 'f' }, { a: 'r' }, ['b'])).toStrictEqual({
    ...bare,
    unknown: { a: 'r' },
    sensitive: ['b'],
  });
});

test.each<[readonly string[] | 'all', string, boolean]>([
  [['aws_*', 'IamUser'], 'aws_s3_bucket', true],
  [['aws_*', 'IamUser'], 'aws_', true],
  [['aws_*', 'IamUser'], 'aws', false],
  [['aws_*', 'IamUser'], 'IamUser', true],
  [['aws_*', 'IamUser'], 'IamUsers', false],
  [[], 'IamUser', false],
  ['all', 'IamUser', true],
  ['all', 'AWS_API_User', false],
  ['all', 'Google_Bucket', false],
  ['all', 'MyAzure_Bucket', true],
])('an input that covers %j: %s is %s', (covers, type, expected) => {
  expect(coversType({ covers }, type)).toBe(expected);
});

test.each<[object, boolean]>([
  [{}, false],
  [{ batches: 1 }, false],
  [{ batches: () => [] }, true],
  [[], false],
])('records in %o come in batches: %s', (records, expected) => {
  expect(isBatched(records)).toBe(expected);
});

test('a record of which only a part was read has the whole, and a batch is marked by itself', () => {
  const record = entityRecord({ type: 'T' }, { file: 'f' });
  expect([record, { ...record, whole: () => record }].map(isPartialRecord)).toEqual([false, true]);
  const [batch, other] = [[record], [record]];
  expect([isParsed(batch), asParsed(batch) === batch, isParsed(batch), isParsed(other)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test.each([
  [{ l: [{}, {}] }, ['l', 'x', 'code']],
  [{ l: [{}, {}] }, ['l', 'x', 'message']],
  [{ a: { l: [{}, {}] } }, ['a', 'l', 'x', 'y', 'code']],
  [
    [{}, {}],
    ['x', 'code'],
  ],
])('of %j, whose elements a path does not tell apart, nothing is read by %j', (value, path) => {
  expect(pathReader(path)(value)).toMatchObject({ code: 'path-through-list' });
});
