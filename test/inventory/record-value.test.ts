import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Making, objectOf, type ObjectMaking, valueMaker } from '../../src/inventory/formats/record-value.ts';

const NAMES = ['a', 'b', '__proto__', 'constructor', "it's", '`${x}`', ']:v(', '', '\u2028', '0'];
const GROUPS = 5;

const group = fc.integer({ min: 1, max: GROUPS });
const { object } = fc.letrec<{ making: Making; object: ObjectMaking }>((tie) => ({
  making: fc.oneof(
    { depthSize: 'small' },
    fc.record({ kind: fc.constant('constant' as const), value: fc.constantFrom(...NAMES) }),
    fc.record({ kind: fc.constant('group' as const), group }),
    fc.record({ kind: fc.constant('either' as const), group, object: tie('object') }),
    tie('object'),
  ),
  object: fc.record({
    kind: fc.constant('object' as const),
    members: fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES.filter((name) => name !== '__proto__')), tie('making')), {
      maxLength: 4,
      selector: ([name]) => name,
    }),
  }),
}));
const written = fc.constantFrom(
  undefined,
  '"x"',
  '""',
  'true',
  'false',
  'null',
  '-1.5e3',
  '12345678901234567890',
  '[1,2]',
  '{"a":1}',
);
const groups = fc.array(written, { minLength: GROUPS + 1, maxLength: GROUPS + 1 });

test('generated code makes what the loop makes, with the names in the same order', () => {
  fc.assert(
    fc.property(object, groups, (making, found) => {
      const made = valueMaker(making)(found);
      expect(isDeepStrictEqual(made, objectOf(making, found))).toBe(true);
      expect(JSON.stringify(made, shown)).toBe(JSON.stringify(objectOf(making, found), shown));
    }),
    { numRuns: 500 },
  );
});

test('no name is code, or sets a prototype', () => {
  const members = NAMES.map((name) => [name, { kind: 'group', group: 1 }] as const);
  const made = valueMaker({ kind: 'object', members })([undefined, '{"polluted":true}']);
  expect(Object.keys(made)).toEqual(['0', ...NAMES.filter((name) => name !== '0')]);
  expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
});

function shown(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
