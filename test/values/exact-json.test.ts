import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { compileRule } from '../../src/index.ts';
import { byMarks, parseExactJson } from '../../src/values/exact-json.ts';
import { collectBytes } from '../inventory/support.ts';

const CASES: readonly (readonly [string, unknown])[] = [
  ['9007199254740993', 9007199254740993n],
  ['-9007199254740993', -9007199254740993n],
  ['9007199254740991', 9007199254740991],
  ['9007199254740992', 9007199254740992n],
  ['[1234567890123456789, "1234567890123456789", 1]', [1234567890123456789n, '1234567890123456789', 1]],
  ['{"a":{"b":[12345678901234567890]}}', { a: { b: [12345678901234567890n] } }],
  ['1234567890123456789.5', 1234567890123456789.5],
  ['1e20', 1e20],
  ['0.12345678901234567', 0.12345678901234567],
  ['"\\ue00012345678901234567"', '\ue00012345678901234567'],
  ['["\ue000", "\\uE001", 12345678901234567]', ['\ue000', '\ue001', 12345678901234567n]],
  ['"a\\"12345678901234567,\\\\"', 'a"12345678901234567,\\'],
  [`${'9'.repeat(5000)}`, Infinity],
  ['[123456789012345]', [123456789012345]],
  ['["1234567890123456789", 1234567890123456789]', ['1234567890123456789', 1234567890123456789n]],
  [
    '["x12345678901234567", "1234567890123456x",\t-1234567890123456789]',
    ['x12345678901234567', '1234567890123456x', -1234567890123456789n],
  ],
  ['{"1234567890123456":1,"a":[\n1234567890123456789]}', { '1234567890123456': 1, a: [1234567890123456789n] }],
  ['[1,1234567890123456789]', [1, 1234567890123456789n]],
  ['[111111111111111,1,1234567890123456789]', [111111111111111, 1, 1234567890123456789n]],
  ['{"12345678901234567":12345678901234567}', { '12345678901234567': 12345678901234567n }],
  ...Array.from({ length: 18 }, (_, spaces): [string, unknown] => [
    `${' '.repeat(spaces)}9007199254740993${' '.repeat(spaces)}`,
    9007199254740993n,
  ]),
];

describe.each([
  ['by the source that the engine tells', parseExactJson],
  ['by marks', byMarks],
] as const)('whole numbers beyond 2^53, %s', (_, parse) => {
  it.each(CASES.map(([text, value]) => [text.slice(0, 60), text, value] as const))('%s', (_name, text, value) => {
    expect(parse(text)).toEqual(value);
  });

  it('reads all else as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // Numbers that JSON.stringify writes without an exponent, beyond what is exact, are whole numbers here.
        const text = JSON.stringify([value, 'x1234567890123456789'], (_key, one: unknown) =>
          typeof one === 'number' && Math.abs(one) > 2 ** 53 ? 0 : one,
        );
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what JSON.parse refuses, and keeps `__proto__` as data', () => {
    expect(() => parse('[12345678901234567,]')).toThrow(SyntaxError);
    expect(() => parse('[12345678901234567 1]')).toThrow(SyntaxError);
    // Broken text is told of as it was written.
    const broken = '{"a": 12345678901234567, b';
    const message = ((): string => {
      try {
        return String(JSON.parse(broken));
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(() => parse(broken)).toThrow(message);
    const value = parse('{"__proto__":{"admin":12345678901234567}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

it('reads them from YAML too', async () => {
  const { entities } = await collectBytes(
    'apiVersion: v1\nkind: X\nn: [9007199254740993, -9007199254740993, 0x20000000000001, 9007199254740991, !!int 9007199254740993]\n',
  );
  const n = [9007199254740993n, -9007199254740993n, 9007199254740993n, 9007199254740991, 9007199254740993n];
  expect(entities[0]).toMatchObject({ n });
});

it('tells ids apart that differ in their last digit only', async () => {
  const { entities } = await collectBytes('[{"type":"X","n":9007199254740993},{"type":"X","n":9007199254740992}]');
  const rule = compileRule('X should have n = 9007199254740993');
  expect(entities.map((entity) => rule.evaluate(entity).status)).toEqual(['passed', 'failed']);
});

it('takes ids that are text for no numbers, of which each would be looked at', () => {
  const parse = vi.spyOn(JSON, 'parse');
  const text =
    '{"id":"1234567890123456789","names":["n-12345678901234567","12345678901234567x", "a/1234567890123456/b"]}';
  parseExactJson(text);
  expect(parse.mock.calls).toEqual([[text]]);
  parse.mockRestore();
});
