import { describe, expect, it, test } from 'vitest';
import { hasManyLongNames } from '../../src/inventory/formats/long-names.ts';
import { collectBytes } from './support.ts';

const name = (n: number, length = 20_000): string => 'x'.repeat(length - 6) + String(n).padStart(6, '0');
const members = (count: number, made: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => made(n)).join(',');

test.each<[string, string, boolean]>([
  ['names', `{${members(301, (n) => `"${name(n)}":1`)}}`, true],
  ['few names', `{${members(300, (n) => `"${name(n)}":1`)}}`, false],
  ['names of 16,384', `{${members(301, (n) => `"${name(n, 16_384)}":1`)}}`, true],
  ['names of 16,383', `{${members(320, (n) => `"${name(n, 16_383)}":1`)}}`, false],
  ['values', `{${members(400, (n) => `"${n}":"${name(n)}"`)}}`, false],
  ['elements', `[${members(400, (n) => `"${name(n)}"`)}]`, false],
  ['names of several objects', `[${members(301, (n) => `{"${name(n)}":{}}`)}]`, true],
  ['names before blanks', `{${members(301, (n) => `"${name(n)}" \t\r\n:1`)}}`, true],
  ['names with quotes', `{${members(301, (n) => `"${name(n, 10_000)}\\"${name(n, 10_000)}":1`)}}`, true],
  ['names behind backslashes', `{${members(301, (n) => `"a":"\\\\","${name(n)}":1`)}}`, true],
  ['a text of backslashes', `{"a":"${'\\\\'.repeat(3_000_000)}"}`, false],
  ['a text without an end', `{"a":"${name(1).repeat(300)}`, false],
])('%s', (_, text, expected) => {
  expect(hasManyLongNames(text)).toBe(expected);
});

describe.each([
  ['ndjson', (record: string) => `${record}\n{"type":"A","name":"after"}\n`],
  ['json', (record: string) => `[${record},{"type":"A","name":"after"}]`],
])('in %s', (_, file) => {
  it('a record that cannot be read in time is reported, and the others are judged', async () => {
    const record = `{"type":"A","name":"long",${members(1_000, (n) => `"${name(n)}":1`)}}`;
    const { entities, problems } = await collectBytes(Buffer.from(file(record)));
    expect(entities.map((entity) => entity.name)).toEqual(['after']);
    expect(problems).toEqual([expect.stringMatching(/^record-too-large#?.*: the record has more than 300 names/u)]);
  });
});
