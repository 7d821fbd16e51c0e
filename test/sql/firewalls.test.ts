import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { compareRule, newTally } from '../support/sql/differential.ts';
import { duckdbDatabase, postgresDatabase, postgresPrograms } from '../support/sql/databases.ts';
import { FIREWALL_RULES, firewall } from '../support/sql/firewalls.ts';

/* What gets through a firewall, by the engine and by databases: borders, places, denials, IPv6. */

const programs = postgresPrograms();
if (programs === undefined) console.warn('PostgreSQL is not installed, so firewalls are NOT tried there');

test.each(['duckdb', ...(programs === undefined ? [] : (['postgres'] as const))] as const)(
  'firewalls are judged by %s as by the engine',
  async (dialect) => {
    const database = await (dialect === 'duckdb' ? duckdbDatabase() : postgresDatabase(programs ?? ''));
    const tally = newTally();
    try {
      await database.query(`CREATE TABLE entities (n integer, entity ${database.json})`);
      const entities = fc.sample(firewall, { seed: 11, numRuns: 60 }).map((inbound) => ({ type: 'NACL', inbound }));
      for (const text of FIREWALL_RULES) await compareRule(database, dialect, compileRule(text), entities, tally);
    } finally {
      await database.close();
    }
    expect(tally.wrong).toEqual([]);
    expect(tally.partly).toBe(0);
    // Most are decided, and both ways.
    expect(tally.left).toBeLessThan(tally.pairs / 3);
    expect(tally.same['passed']).toBeGreaterThan(20);
    expect(tally.same['failed']).toBeGreaterThan(20);
  },
  60_000,
);
