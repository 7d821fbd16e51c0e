import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functions } from '../../src/functions/index.ts';
import { inSubnetFunction } from '../../src/functions/in-subnet.ts';
import { joinFunction, MAX_JOINED_LENGTH } from '../../src/functions/join.ts';
import { MAX_PARTS, splitFunction } from '../../src/functions/split.ts';
import { uniqueFunction } from '../../src/functions/unique.ts';

const CONTEXT = { now: 0 };

describe('limits', () => {
  it('split: one part under and one over', () => {
    const split = splitFunction.bind([',']);
    expect(split(','.repeat(MAX_PARTS - 1), CONTEXT)).toHaveLength(MAX_PARTS);
    expect(split(','.repeat(MAX_PARTS), CONTEXT)).toMatchObject({
      code: 'limit',
      message: '`split()` gives 10000 parts at most',
    });
  });

  it('join: at the length and over it', () => {
    const join = joinFunction.bind(['']);
    expect(join(['x'.repeat(MAX_JOINED_LENGTH)], CONTEXT)).toHaveLength(MAX_JOINED_LENGTH);
    expect(join(['x'.repeat(MAX_JOINED_LENGTH), 'x'], CONTEXT)).toMatchObject({
      code: 'limit',
      message: '`join()` gives 1000000 characters at most',
    });
  });

  it('before and after: the last second of the year 9999, and one more', () => {
    const after = functions.find(({ name }) => name === 'after')?.bind([0, 'days']);
    expect(after?.(253_402_300_799, CONTEXT)).toBe(true);
    expect(after?.(253_402_300_800, CONTEXT)).toMatchObject({ code: 'milliseconds' });
  });

  it('unique: elements a hundred deep, and one more', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
    const unique = uniqueFunction.bind([]);
    expect(unique([nested(100), nested(100)], CONTEXT)).toHaveLength(1);
    expect(unique([nested(101)], CONTEXT)).toMatchObject({
      code: 'limit',
      message: '`unique()` compares elements 100 levels deep',
    });
  });
});

describe('unique', () => {
  it('keeps kinds apart', () => {
    const elements = [1, '1', true, 'true', null, 'null', [], {}, '[]', '{}', ['a'], 'a', { a: 1 }, { a: '1' }];
    expect(uniqueFunction.bind([])(elements, CONTEXT)).toEqual(elements);
  });
});

describe('inSubnet', () => {
  it('takes several subnets, of which one must hold the whole range', () => {
    const inSubnet = inSubnetFunction.bind(['10.0.0.0/25', '10.0.0.128/25', 'fd00::/8']);
    expect(inSubnet('10.0.0.200', CONTEXT)).toBe(true);
    expect(inSubnet('fd12::1', CONTEXT)).toBe(true);
    expect(inSubnet('10.0.0.0/24', CONTEXT)).toBe(false);
  });
});

/** Entities are untrusted. Arguments are literals of the right kind, which the checker sees to, or come from entities. */
describe.each(functions.map((definition) => [definition.name, definition] as const))('%s', (_name, definition) => {
  const odd = JSON.parse('{"toString":1,"valueOf":1,"__proto__":{"length":3}}') as unknown;
  const values = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>(undefined, odd, [odd], '10.0.0.0/8', '2001:db8::/32', '{ $.a = 1 }', 10n ** 20n),
  );
  const args = fc.tuple(
    ...definition.parameters.map(({ kind, values: known }) => {
      if (known !== undefined) return fc.constantFrom(...known);
      return kind === 'number' ? fc.double() : kind === 'text' ? fc.string() : values;
    }),
  );

  it('never throws', () => {
    fc.assert(
      fc.property(values, args, (receiver, list) => {
        definition.bind(list)(receiver, CONTEXT);
      }),
    );
  });
});
