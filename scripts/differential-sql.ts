import { parseArgs } from 'node:util';
import { compare, newTally } from '../test/support/sql/differential.ts';
import { duckdbDatabase, postgresDatabase, postgresPrograms } from '../test/support/sql/databases.ts';

/*
 * npm run differential:sql -- --pairs 100000 [--seed N] [--dialect duckdb|postgres]
 * Rules and entities, judged by the engine and by real databases.
 */
const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '100000' }, seed: { type: 'string' }, dialect: { type: 'string' } },
});
const pairs = Number(values.pairs);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
for (const dialect of ['duckdb', 'postgres'] as const) {
  if (values.dialect !== undefined && values.dialect !== dialect) continue;
  const programs = postgresPrograms();
  if (dialect === 'postgres' && programs === undefined) {
    console.log('postgres: not there (apt-get install postgresql)');
    process.exitCode = 1;
    continue;
  }
  const database = dialect === 'duckdb' ? await duckdbDatabase() : await postgresDatabase(programs ?? '');
  const tally = newTally();
  const start = performance.now();
  try {
    for (let round = 0; tally.pairs < pairs; round += 1) {
      await compare(database, dialect, { pairs: Math.min(pairs, tally.pairs + 5_000), seed: seed + round }, tally);
      // It takes long on a busy machine, and may be ended before it is done.
      console.error(`${dialect}: ${tally.pairs} pairs, ${tally.wrong.length} wrong, seed ${seed}`);
    }
  } finally {
    await database.close();
  }
  const { wrong, ...counts } = tally;
  console.log(dialect, {
    seed,
    ...counts,
    wrong: wrong.length,
    seconds: Math.round((performance.now() - start) / 1000),
  });
  for (const one of wrong.slice(0, 12)) console.log(one);
  if (wrong.length > 0) process.exitCode = 1;
}
