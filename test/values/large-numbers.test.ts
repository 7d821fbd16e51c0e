import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { compiledJson, compileRules } from '../../src/run/precompiled/compile.ts';
import { lengthFunction } from '../../src/functions/definitions.ts';
import { loadCompiled } from '../../src/run/precompiled/index.ts';
import type { CompiledFile } from '../../src/run/precompiled/stored.ts';
import { sqlOf } from '../../src/sql/index.ts';
import type { Entity } from '../../src/values/entity.ts';
import { generatedJudge } from '../support/back-ends.ts';
import { judge } from '../support/reference/interpreter.ts';
import { duckdbDatabase, type TestDatabase } from '../support/sql/databases.ts';

/* Whole numbers beyond 2^53 in the text of a document are as exact as those of the entity itself, wherever a rule is run. */

const NOW = Date.parse('2026-01-01T00:00:00Z');

/** What a document is written as: its JSON goes in, the property's value comes out. */
const FORMS: Readonly<Record<string, (json: string) => string>> = {
  text: (json) => json,
  'text with white space': (json) => `\n  ${json} `,
  'URL-encoded text': (json) => encodeURIComponent(json),
  'text encoded twice': (json) => JSON.stringify(json),
};

/** Asks of a document at `p` (`{"a": N}`, or a list of such), by its one number. */
const ASKS: readonly (readonly [what: string, logic: (n: string) => string, json: (n: string) => string])[] = [
  ['a path', (n) => `X should have p.a = ${n}`, (n) => `{"a":${n}}`],
  ['a deep path', (n) => `X should have p.a.b.c = ${n}`, (n) => `{"a":{"b":[{"c":${n}}]}}`],
  ['an inequality', (n) => `X should not have p.a != ${n}`, (n) => `{"a":${n}}`],
  ['both orders', (n) => `X should have p.a >= ${n} and p.a <= ${n}`, (n) => `{"a":${n}}`],
  ['text of digits', (n) => `X should have p.a = '${n}'`, (n) => `{"a":${n}}`],
  ['in', (n) => `X should have p.a in (1, ${n})`, (n) => `{"a":${n}}`],
  ['a block', (n) => `X should have p contain [ a = ${n} ]`, (n) => `[{"a":1},{"a":${n}}]`],
  ['a literal block', (n) => `X should have p contain [ ${n} ]`, (n) => `[1,${n}]`],
  ['with and length()', (n) => `X should have p with [ $ = ${n} ] length() = 1`, (n) => `[${n},2]`],
  ['like', (n) => `X should have p.a like '${n}'`, (n) => `{"a":${n}}`],
];

/** Numbers, and one beside each that a double can not tell from it. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['9007199254740991', '9007199254740990'],
  ['9007199254740992', '9007199254740993'],
  ['9007199254740993', '9007199254740992'],
  ['-9007199254740993', '-9007199254740992'],
  ['18446744073709551615', '18446744073709551614'],
  ['123456789012345678901234567890', '123456789012345678901234567891'],
];

function surfaces(logic: string, entity: Entity): Readonly<Record<string, string | undefined>> {
  const rule = compileRule(logic);
  const file = JSON.parse(compiledJson(compileRules([{ id: 'R', severity: 'Low', logic }]))) as CompiledFile;
  return {
    evaluate: rule.evaluate(entity, { now: NOW }).status,
    reference: judge(rule.syntax, entity, { now: NOW / 1000, lists: {} }),
    generated: generatedJudge(rule, {}, NOW)?.(entity),
    'compiled ahead': loadCompiled(file, { functions: [lengthFunction] })[0]?.evaluate(entity, { now: NOW }).status,
  };
}

describe.each(Object.entries(FORMS))('in %s', (_form, written) => {
  it.each(ASKS)('%s', (_what, logic, json) => {
    for (const [number, beside] of PAIRS) {
      const entity = { type: 'X', p: written(json(number)) };
      for (const [asked, expected] of [
        [number, 'passed'],
        [beside, 'failed'],
      ] as const)
        for (const [surface, status] of Object.entries(surfaces(logic(asked), entity)))
          if (status !== undefined) expect(status, `${surface}: ${logic(asked)}\n${entity.p}`).toBe(expected);
    }
  });
});

describe('DuckDB', () => {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await duckdbDatabase();
  }, 60_000);
  afterAll(() => database?.close());

  /** What each entity is found to be. */
  async function found(logic: string, entities: readonly object[]): Promise<readonly unknown[]> {
    const rows = entities.map((entity, n) => `(${n}, CAST('${JSON.stringify(entity)}' AS JSON))`);
    const { sql } = sqlOf(compileRule(logic), {
      dialect: 'duckdb',
      include: ['passed', 'failed', 'error'],
      mapping: {
        table: `(SELECT * FROM (VALUES ${rows.join(', ')}) AS t (n, entity))`,
        document: 'entity',
        properties: { n: { column: 'n', kind: 'number' } },
        identity: ['n'],
      },
    });
    const answers = (await database?.query(sql)) ?? [];
    return entities.map((_, n) => answers.find((row) => Number(row['n']) === n)?.['status']);
  }

  it.each(ASKS)('says the same or nothing of %s', async (_what, logic, json) => {
    for (const pair of PAIRS) {
      const entities = Object.values(FORMS).map((written) => ({ type: 'X', p: written(json(pair[0])) }));
      for (const [at, asked] of pair.entries())
        for (const status of await found(logic(asked), entities))
          expect([at === 0 ? 'passed' : 'failed', 'error'], logic(asked)).toContain(status);
    }
  });

  it.each(['{"a":9007199254740993', '[{"a":1},{"a"', '"{\\"a\\":1', '%7B%22a%22%3A', `{"a":"${'x'.repeat(200_000)}"}`])(
    'says nothing of text that is not opened: %.30s',
    async (p) => {
      for (const logic of ['X should have p.a = 1', 'X should have p contain [ a = 1 ]']) {
        expect(compileRule(logic).evaluate({ type: 'X', p }).status, logic).toBe('error');
        expect(await found(logic, [{ type: 'X', p }]), logic).toEqual(['error']);
      }
    },
  );
});

it('is as exact in the text as in the entity, of any document and number', () => {
  const seen = { same: 0, other: 0 };
  const digits = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
  fc.assert(
    fc.property(digits, fc.constantFrom(-1n, 0n, 1n), fc.constantFrom(...Object.keys(FORMS)), (n, by, form) => {
      const entity = { type: 'X', p: FORMS[form]?.(`{"a":[{"b":${n}}]}`) ?? '' };
      const direct = { type: 'X', p: { a: [{ b: n }] } };
      for (const logic of [`X should have p.a.b = ${n + by}`, `X should have p.a contain [ b < ${n + by} ]`]) {
        const expected = compileRule(logic).evaluate(direct, { now: NOW }).status;
        seen[expected === 'passed' ? 'same' : 'other'] += 1;
        for (const [surface, status] of Object.entries(surfaces(logic, entity)))
          if (status !== undefined) expect(status, `${surface}: ${logic}\n${entity.p}`).toBe(expected);
      }
    }),
    { numRuns: 150 },
  );
  expect(seen.same).toBeGreaterThan(20);
  expect(seen.other).toBeGreaterThan(20);
});
