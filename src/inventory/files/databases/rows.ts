import type { SqlDialect } from '../../../sql/dialect.ts';
import { identifier } from '../../../sql/dialect.ts';
import type { ColumnKind, ColumnMapping } from '../../../sql/layout.ts';
import type { Entity } from '../../../values/entity.ts';
import { entityRecord, type InventoryRecord, type Provenance } from '../../../values/record.ts';
import { userRecord } from '../../aws/iam-user.ts';
import { isObject, toRecord } from '../../entity.ts';
import { parseExactJson } from '../../../values/exact-json.ts';
import { problem, reasonOf } from '../../problems.ts';
import type { DatabaseTable } from './database-input.ts';

/** A row as both databases give it here: every value as text, in the order of the query. */
export type DatabaseRow = readonly (string | null)[];

/** The query of a table, and what its rows are. All values are asked for as text: how numbers and dates come is ours to say. */
export interface TableQuery {
  readonly sql: string;
  readonly record: (row: DatabaseRow, place: Provenance) => InventoryRecord;
}

/** How the entities of a table are asked for. */
export function tableQuery(table: DatabaseTable, dialect: SqlDialect): TableQuery {
  const { document, type, only, properties = {} } = table;
  const text = (sql: string): string => (dialect === 'duckdb' ? `CAST(${sql} AS VARCHAR)` : `(${sql})::text`);
  const column = (name: string): string => `e.${identifier(name)}`;
  const seconds = (sql: string): string => (dialect === 'duckdb' ? `epoch(${sql})` : `extract(epoch FROM ${sql})`);
  const paths = Object.entries(properties).map(([path, mapping]) => ({ steps: path.split('.'), kind: mapping.kind }));
  const asked = Object.values(properties).map((mapping: ColumnMapping) => {
    const sql = mapping.sql === undefined ? column(mapping.column ?? '') : `(${mapping.sql})`;
    return text(mapping.kind === 'time' ? seconds(sql) : sql);
  });
  const selected = [
    document === undefined ? 'NULL' : text(column(document)),
    type === undefined ? 'NULL' : text(column(type)),
    ...asked,
  ];
  return {
    sql: `SELECT ${selected.map((sql, index) => `${sql} AS c${index}`).join(', ')} FROM ${table.table} AS e`,
    record: ([whole = null, named = null, ...cells], place) => {
      try {
        const entity = document === undefined ? {} : wholeOf(whole);
        if (entity === undefined) return notAnEntity('the document is no JSON object', place);
        for (const [index, { steps, kind }] of paths.entries()) put(entity, steps, valueOf(cells[index] ?? null, kind));
        const known = only ?? named ?? undefined;
        if (known !== undefined) define(entity, 'type', known);
        return ofLayout(entity, table, place) ?? toRecord(entity, place);
      } catch (thrown) {
        return problem('invalid-json', `the row holds JSON that cannot be read: ${reasonOf(thrown)}`, place);
      }
    },
  };
}

type Building = Record<string, unknown>;

/** Of a document a copy, since columns are put into it. */
function wholeOf(text: string | null): Building | undefined {
  const value: unknown = text === null ? undefined : parseExactJson(text);
  return isObject(value) ? value : undefined;
}

/** What a tool keeps of users is not all that users have: the rest is unknown, and no rule passes for want of it. */
function ofLayout(entity: Building, { layout }: DatabaseTable, place: Provenance): InventoryRecord | undefined {
  const { name, type, ...rest } = entity;
  if (layout === undefined || type !== 'IamUser') return undefined;
  if (typeof name !== 'string') return notAnEntity('the row names no user', place);
  const { entity: user, unknown } = userRecord({ ...rest, name, source: layout }, place);
  return entityRecord(user as Entity, place, unknown);
}

function notAnEntity(message: string, place: Provenance): InventoryRecord {
  return problem('not-an-entity', message, place);
}

function valueOf(text: string | null, kind: ColumnKind): unknown {
  if (text === null) return null;
  switch (kind) {
    case 'text':
      return text;
    case 'boolean':
      return text === 'true' || text === 't';
    case 'json':
      return parseExactJson(text);
    default:
      return numberOf(text);
  }
}

/** Exact where it is whole; PostgreSQL writes a second with its zeros, `1600000000.000000`. */
function numberOf(text: string): unknown {
  const whole = /^(-?\d+)(?:\.0+)?$/u.exec(text)?.[1];
  if (whole === undefined) return Number(text);
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : BigInt(whole);
}

/** Own properties only: a path of a mapping may be called as it likes. */
function put(target: Building, steps: readonly string[], value: unknown): void {
  const [name = '', ...rest] = steps;
  if (rest.length === 0) {
    define(target, name, value);
    return;
  }
  const there = Object.hasOwn(target, name) ? target[name] : undefined;
  const inner: Building = isObject(there) ? there : {};
  define(target, name, inner);
  put(inner, rest, value);
}

function define(target: Building, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}
