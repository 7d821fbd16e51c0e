import type { Segments } from '../plan/plan.ts';
import { type Dialect, identifier } from './dialect.ts';
import type { SqlValue } from './value.ts';

/** How a column holds a property. `time`: a date of SQL, read as seconds since 1970, as the readers of inventories give it. */
export type ColumnKind = 'json' | 'text' | 'number' | 'boolean' | 'time';

/** A property in a table: the name of a column, or what is worked out of columns. */
export interface ColumnMapping {
  /** A column; in quotes in the query. */
  readonly column?: string;
  /** In place of a column, an expression in SQL, for those who write the mapping: it goes into the query as it is. */
  readonly sql?: string;
  readonly kind: ColumnKind;
}

/**
 * A table that holds entities: one JSON document a row, columns, or both (columns come first). What is neither in a column
 * nor in a document cannot be said.
 */
export interface TableMapping {
  readonly table: string;
  /** The column with the whole entity as JSON. */
  readonly document?: string;
  /** The column with the type of the entity; without it, the document's `type` is asked where there is a document. */
  readonly type?: string;
  /** All rows are of this type: no other is asked for. */
  readonly only?: string;
  /** Properties by their dotted path, `firstAccessKey.isActive`. */
  readonly properties?: Readonly<Record<string, ColumnMapping>>;
  /** Columns that are given beside the status, so that one knows which entity it is. Default: `id`, `name`, the account. */
  readonly identity?: readonly string[];
}

/** {@link TableMapping} without what only the query around needs. */
export type Columns = Pick<TableMapping, 'document' | 'properties'>;

export type ColumnFound =
  | { readonly kind: 'column'; readonly value: SqlValue; readonly rest: Segments }
  | { readonly kind: 'document'; readonly sql: string }
  | { readonly kind: 'none'; readonly why: string; readonly help: string };

/** Where a path of the entity begins: the longest column that is on its way, or the document. */
export function columnAt(columns: Columns, dialect: Dialect, row: string, segments: Segments): ColumnFound {
  const { properties = {}, document } = columns;
  for (let length = segments.length; length > 0; length -= 1) {
    const path = segments.slice(0, length).join('.');
    const mapping = Object.hasOwn(properties, path) ? properties[path] : undefined;
    if (mapping !== undefined)
      return { kind: 'column', value: columnValue(mapping, dialect, row), rest: segments.slice(length) };
  }
  if (document !== undefined) return { kind: 'document', sql: `${row}.${identifier(document)}` };
  const path = segments.join('.');
  return {
    kind: 'none',
    why: `the table has no column for \`${path === '' ? '$' : path}\``,
    help: 'name its column in the mapping, or the column with the whole entity as `document`',
  };
}

function columnValue({ column, sql, kind }: ColumnMapping, dialect: Dialect, row: string): SqlValue {
  const written = sql === undefined ? `${row}.${identifier(column ?? '')}` : `(${sql})`;
  switch (kind) {
    case 'json':
      return { kind: 'json', sql: written };
    case 'time':
      return { kind: 'number', sql: secondsIn(dialect, written), whenNull: 'null' };
    default:
      return { kind, sql: written, whenNull: 'null' };
  }
}

/** A moment of SQL as seconds since 1970. */
function secondsIn(dialect: Dialect, sql: string): string {
  return dialect.name === 'duckdb' ? `epoch(${sql})` : `extract(epoch FROM ${sql})`;
}
