import { databaseFailure, databaseLibrary } from './failure.ts';
import type { DatabaseRow } from './rows.ts';

/** The rows of a query as DuckDB makes them; of a file nothing is changed. Throws InputFailure. */
export async function* duckdbRows(database: string, sql: string): AsyncGenerator<readonly DatabaseRow[]> {
  const { DuckDBInstance } = await databaseLibrary(() => import('@duckdb/node-api'), '@duckdb/node-api');
  try {
    const isMemory = database === '' || database === ':memory:';
    const instance = isMemory
      ? await DuckDBInstance.create(':memory:')
      : await DuckDBInstance.create(database, { access_mode: 'READ_ONLY' });
    try {
      const connection = await instance.connect();
      try {
        const result = await connection.stream(sql);
        // All columns are text.
        for await (const rows of result.yieldRowsJs()) yield rows as readonly DatabaseRow[];
      } finally {
        connection.closeSync();
      }
    } finally {
      instance.closeSync();
    }
  } catch (thrown) {
    throw databaseFailure(thrown, database);
  }
}
