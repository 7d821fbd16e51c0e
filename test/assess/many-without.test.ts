import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { SKIMMED_AFTER } from '../../src/run/evidence-skim.ts';
import { type EntityRecord, entityRecord } from '../../src/values/record.ts';

/* A path that is never there is asked for by its names alone once enough was looked at: numbers and what is met stay exact. */

const MANY = 2 * SKIMMED_AFTER + 498;
const LATE = SKIMMED_AFTER + 699;

async function said(
  logic: string,
  entityAt: (index: number) => object,
  unknown?: EntityRecord['unknown'],
): Promise<string[]> {
  const records = Array.from({ length: MANY }, (_, index) => {
    const record = entityRecord({ type: 'T', id: String(index), name: 't', ...entityAt(index) }, { file: 'x', index });
    return index === LATE && unknown !== undefined ? { ...record, unknown } : record;
  });
  const { rules } = await assess([{ id: 'r', severity: 'High', logic }], records, { now: 0 }).finish();
  return rules.flatMap(({ evidence }) => evidence.map(({ message }) => message));
}

const late =
  (there: object, otherwise: object) =>
  (index: number): object =>
    index === LATE ? there : otherwise;

describe('a path that many entities do not have', () => {
  test.each<[logic: string, entityAt: (index: number) => object, expected: readonly string[]]>([
    ['T should not have colour = 1', () => ({ a: 1 }), [`\`colour\` is in none of ${MANY} \`T\` entities`]],
    ['T should not have a.colour = 1', () => ({ a: { b: 1 } }), [`\`colour\` is in none of ${MANY} \`a\``]],
    [
      "T should not have colour = 1 or shape = 'x'",
      () => ({ a: 1 }),
      [`\`colour\` is in none of ${MANY} \`T\` entities`, `\`shape\` is in none of ${MANY} \`T\` entities`],
    ],
    [
      'T should not have l contain [ colour = 1 ]',
      () => ({ l: [{ b: 1 }, { b: 2 }] }),
      [`\`colour\` is in none of ${2 * MANY} elements of \`l\``],
    ],
    // One of them has it, or comes further on the way; another kind of value is there, or nothing.
    ['T should not have colour = 1', late({ colour: 2 }, {}), []],
    ['T should not have a.colour = 1', late({ a: { colour: 2 } }, { a: {} }), []],
    ['T should not have a.colour = 1', late({ a: { x: 1 } }, {}), ['`colour` is not in the 1 `a`']],
    ['T should not have a.colour = 1', late({}, { a: { x: 1 } }), [`\`colour\` is in none of ${MANY - 1} \`a\``]],
    [
      'T should not have a.colour = 1',
      late({ a: null }, { a: { x: 1 } }),
      [`\`colour\` is in none of ${MANY - 1} \`a\``],
    ],
    ['T should not have a.colour = 1', late({ a: '{"colour":2}' }, { a: { x: 1 } }), []],
    ['T should not have a.colour = 1', late({ a: [{ colour: 2 }] }, { a: { x: 1 } }), []],
    ['T should not have l contain [ colour = 1 ]', late({ l: [{ b: 1 }, { colour: 2 }] }, { l: [{ b: 1 }] }), []],
    [
      'T should not have l contain [ colour = 1 ]',
      late({ l: [{ b: 1 }, 5] }, { l: [{ b: 1 }] }),
      [`\`colour\` is in none of ${MANY} elements of \`l\``],
    ],
    // Another name that only one of them has, near the one that none has.
    [
      "T should not have opne = 'yes'",
      late({ open: 'yes' }, { a: 1 }),
      [`\`opne\` is in none of ${MANY} \`T\` entities, which have \`open\``],
    ],
    [
      "T should not have opne = 'yes' or colour = 1",
      late({ open: 'yes', colours: 1 }, { a: 1 }),
      [
        `\`opne\` is in none of ${MANY} \`T\` entities, which have \`open\``,
        `\`colour\` is in none of ${MANY} \`T\` entities, which have \`colours\``,
      ],
    ],
    [
      'T should not have a.colour = 1',
      late({ a: { colours: 1 } }, { a: { b: 1 } }),
      [`\`colour\` is in none of ${MANY} \`a\`, which have \`colours\``],
    ],
    [
      'T should not have l contain [ colour = 1 ]',
      late({ l: [{ b: 1 }, { colours: 1 }] }, { l: [{ b: 1 }] }),
      [`\`colour\` is in none of ${MANY + 1} elements of \`l\`, which have \`colours\``],
    ],
    // A path that is there beside it, compared with what it is not.
    [
      "T should not have a = 'x' and colour = 1",
      () => ({ a: 1 }),
      [
        `\`a\` was a number in all ${MANY} \`T\` entities and was compared with text`,
        `\`colour\` is in none of ${MANY} \`T\` entities`,
      ],
    ],
  ])('%s', async (logic, entityAt, expected) => {
    expect(await said(logic, entityAt)).toEqual(expected);
  });

  test('one of which is not known', async () => {
    expect(await said('T should not have colour = 1', () => ({}), { colour: 'the plan has it' })).toEqual([]);
  });
});
