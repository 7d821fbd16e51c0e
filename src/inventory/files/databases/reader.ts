import { databaseInput, databaseName, type DatabaseTable } from './database-input.ts';
import { duckdbRows } from './duckdb-rows.ts';
import { postgresRows } from './postgres-rows.ts';
import { type DatabaseRow, type TableQuery, tableQuery } from './rows.ts';
import type { RecordBatch } from '../../batches.ts';
import { InputSample } from '../../formats/sample.ts';
import { InputFailure, placeOf } from '../../problems.ts';
import type { SqlDialect } from '../../../sql/dialect.ts';
import type { InventoryReader, OpenInput } from '../../reader.ts';

/** A database, opened, and the reader of its tables. Rows come as a cursor gives them. */
export interface OpenDatabase {
  readonly reader: InventoryReader;
  readonly open: () => Promise<OpenInput>;
}

/** What names no column cannot be asked for. */
function queryOf(table: DatabaseTable, kind: SqlDialect): TableQuery {
  try {
    return tableQuery(table, kind);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new InputFailure('unreadable-input', thrown.message);
    throw thrown;
  }
}

/** The reader of one address. */
export async function openDatabase(address: string): Promise<OpenDatabase> {
  const input = await databaseInput(address);
  const name = databaseName(address);
  const rows = input.kind === 'postgres' ? postgresRows : duckdbRows;
  const queries = input.tables.map((table) => ({ table, query: queryOf(table, input.kind) }));
  /** The first rows are asked for before anything is said: an input that cannot be read covers nothing. */
  let begun:
    { readonly of: unknown; readonly rows: RowsIterator; readonly first: IteratorResult<RowBatch> } | undefined;
  const iterate = (sql: string): RowsIterator => rows(input.database, sql)[Symbol.asyncIterator]();
  const reader: InventoryReader = {
    name: input.kind,
    title: input.kind === 'postgres' ? 'PostgreSQL' : 'DuckDB',
    summary: 'Tables of a database; each row is an entity.',
    command: '',
    covers: coveredBy(input.tables),
    detect: () => false,
    async *read(): AsyncGenerator<RecordBatch> {
      for (const one of queries) {
        const { table, query } = one;
        // Several tables have rows of the same number.
        const file = queries.length > 1 ? `${name}#${table.table}` : name;
        const asked = begun?.of === one ? begun.rows : iterate(query.sql);
        let index = 0;
        let next = begun?.of === one ? begun.first : await asked.next();
        for (; next.done !== true; next = await asked.next())
          yield next.value.map((row) => query.record(row, placeOf(file, undefined, index++)));
      }
    },
  };
  const sample = new InputSample(name, new Uint8Array(), false);
  return {
    reader,
    open: async () => {
      const [of] = queries;
      if (of !== undefined) {
        const asked = iterate(of.query.sql);
        begun = { of, rows: asked, first: await asked.next() };
      }
      const close = async (): Promise<void> => {
        await begun?.rows.return?.();
      };
      return { file: name, sample, chunks: NO_CHUNKS, close };
    },
  };
}

type RowBatch = readonly DatabaseRow[];
type RowsIterator = AsyncIterator<RowBatch>;

/** Tables of one type say that there is none of it; a table of documents may hold any. */
function coveredBy(tables: readonly DatabaseTable[]): InventoryReader['covers'] {
  const types = tables.flatMap(({ only }) => only ?? []);
  return types.length === tables.length ? types : 'all';
}

const NO_CHUNKS: AsyncIterable<Uint8Array> = {
  async *[Symbol.asyncIterator]() {
    // The database is asked for rows.
  },
};
