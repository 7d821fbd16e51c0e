import { databaseFailure, databaseLibrary } from './failure.ts';
import type { DatabaseRow } from './rows.ts';

/** So many rows are held at a time. */
const ROWS = 1000;

/** The rows of a query, by a cursor in a transaction that only reads. Throws InputFailure. */
export async function* postgresRows(database: string, sql: string): AsyncGenerator<readonly DatabaseRow[]> {
  const pg = await databaseLibrary(() => import('pg'), 'pg');
  const { default: Cursor } = await databaseLibrary(() => import('pg-cursor'), 'pg-cursor');
  try {
    const client = new pg.default.Client({ connectionString: database, application_name: 'gsl' });
    // A connection that breaks while nothing is asked is told by what is asked next.
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query('BEGIN READ ONLY');
      const cursor = client.query(new Cursor<DatabaseRow>(sql, [], { rowMode: 'array' }));
      for (let rows = await cursor.read(ROWS); rows.length > 0; rows = await cursor.read(ROWS)) yield rows;
    } finally {
      await client.end();
    }
  } catch (thrown) {
    throw databaseFailure(thrown, database);
  }
}
