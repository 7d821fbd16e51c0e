import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duckdbDatabase, postgresDatabase, postgresPrograms, type TestDatabase } from '../support/sql/databases.ts';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { compare, compareRule, newTally } from '../support/sql/differential.ts';

/*
 * Rules and entities that are made at random, judged by the engine and by databases. `npm run differential:sql -- --pairs N`
 * does the same with as many as one likes.
 */

const programs = postgresPrograms();
if (programs === undefined)
  console.warn('PostgreSQL is not installed, so its queries are NOT tried: apt-get install postgresql');

const DATABASES = [
  { dialect: 'duckdb', open: duckdbDatabase, isThere: true },
  { dialect: 'postgres', open: () => postgresDatabase(programs ?? ''), isThere: programs !== undefined },
] as const;

describe.each(DATABASES)('$dialect', ({ dialect, open, isThere }) => {
  let database: TestDatabase | undefined;

  beforeAll(async () => {
    if (isThere) database = await open();
  }, 60_000);
  afterAll(async () => {
    await database?.close();
  });

  it.skipIf(!isThere)(
    'says what the engine says',
    async () => {
      if (database === undefined) throw new TypeError('no database');
      const { wrong, pairs, left, same } = await compare(database, dialect, { pairs: 300, seed: 11 });
      expect(wrong).toEqual([]);
      expect(pairs).toBeGreaterThanOrEqual(300);
      // Most is decided, and of every status there is something.
      expect(left / pairs).toBeLessThan(0.3);
      for (const status of ['passed', 'failed', 'irrelevant', 'error'])
        expect(same[status] ?? 0, status).toBeGreaterThan(3);
    },
    60_000,
  );

  it.skipIf(!isThere)('reads a property of a list of one as the engine does', async () => {
    if (database === undefined) throw new TypeError('no database');
    const values = [['a'], [['a']], [{ a: 1 }], { a: { b: 1 } }, [null], [], null, 'a', [1, 2], [{}], [[{ a: 1 }]]];
    const tally = newTally();
    for (const text of ["b should have b getValue('a') = 1", "b should not have b getValue('a.b') like 'x'"])
      await compareRule(
        database,
        dialect,
        compileRule(text),
        values.map((b) => ({ type: 'b', b })),
        tally,
      );
    expect(tally.wrong).toEqual([]);
    expect(tally.left).toBeLessThan(4);
  });

  it.skipIf(!isThere)('minds case where it is asked to, but for the words of the language', async () => {
    if (database === undefined) throw new TypeError('no database');
    const texts = ['svc-A', 'SVC-a', 'svc-a', 'TRUE', 'Null', 'ſvc-a', 'straße', 'STRASSE'];
    const entities = texts.flatMap((a) => texts.map((c) => ({ type: 'b', a, c })));
    const conditions = [
      "a startsWith('svc-')",
      "a endsWith('-a')",
      "a endsWith('ße')",
      "a = 'svc-a'",
      'a = true',
      'a = null',
      "a like 'svc%'",
      "a in ('SVC-a', 'x')",
      'a = c',
      "a < 'a'",
    ];
    for (const matchCase of [true, false]) {
      const tally = newTally();
      for (const condition of conditions) {
        const rule = compileRule(`b should have ${condition}`, { matchCase });
        await compareRule(database, dialect, rule, entities, tally, matchCase);
      }
      expect(tally.wrong).toEqual([]);
      expect(tally.left).toBeLessThan(tally.pairs / 4);
    }
  });

  it.skipIf(!isThere)('takes a text that begins with a quote for a text', async () => {
    if (database === undefined) throw new TypeError('no database');
    const entities = ['":', '"', '" a"', '"a'].map((c) => ({ type: 'b', c }));
    const tally = newTally();
    for (const text of ['b should not have c contain-any [ $.in = 1 ]', 'b should have c.in = 1'])
      await compareRule(database, dialect, compileRule(text), entities, tally);
    expect(tally.wrong).toEqual([]);
    expect(tally.left).toBe(0);
  });

  it.skipIf(!isThere)(
    'takes lists of one for what they hold, at every depth, or leaves them to the engine',
    async () => {
      if (database === undefined) throw new TypeError('no database');
      const values = [
        [],
        [[]],
        [[[]]],
        1,
        [1],
        [[1]],
        [[[1]]],
        [1, 2],
        [[1, 2]],
        [[[1, 2]]],
        [[1], [2]],
        [1, [2]],
        null,
      ];
      const entities = values.flatMap((a) => values.map((c) => ({ type: 'b', a, c })));
      const tally = newTally();
      for (const text of ['b should have a = c', 'b should have a != c', 'b should have a in (c)'])
        await compareRule(database, dialect, compileRule(text), entities, tally);
      expect(tally.wrong).toEqual([]);
      expect(tally.left).toBeLessThan(tally.pairs / 2);
    },
  );
});
