import { readFile } from 'node:fs/promises';
import type { TableMapping } from '../../../sql/layout.ts';
import { type Layout, LAYOUTS, tablesOf as tablesOfLayout } from '../../../sql/layouts.ts';
import { readMappings } from '../../../sql/read-mapping.ts';
import { tableName } from '../../../sql/table-name.ts';
import { InputFailure, reasonOf } from '../../problems.ts';
import { DUCKDB, POSTGRES } from './is-database.ts';

/** A table, or several, that are read as an input. */
export interface DatabaseInput {
  readonly kind: 'postgres' | 'duckdb';
  /** Where the database is: a URL with its secrets, or the path of a file; empty for one in memory, which reads other files. */
  readonly database: string;
  readonly tables: readonly DatabaseTable[];
}

/** A table and how its rows are entities. */
export interface DatabaseTable extends TableMapping {
  /** The tool that keeps it, where it is known. */
  readonly layout?: Layout;
}

/** What is asked of us and not of the database. */
const OURS = ['table', 'document', 'type', 'layout', 'map'] as const;
const MAX_MAP_BYTES = 1024 * 1024;

/** The address with its file, where it names one, at another place. */
export function relocatedDatabase(input: string, placed: (file: string) => string): string {
  if (POSTGRES.test(input)) return input;
  const { address } = partsOf(input);
  const file = address.replace(DUCKDB, '');
  if (file === '' || file.startsWith(':') || /^\w+:/u.test(file)) return input;
  return `duckdb:${placed(file)}${input.slice(address.length)}`;
}

/** What people may see of the address: no user, no password, of the options only what says which table. */
export function databaseName(input: string): string {
  const { address, ours } = partsOf(input);
  const shown = OURS.flatMap((name) => (ours.has(name) ? [`${name}=${ours.get(name) ?? ''}`] : []));
  const bare = address.replace(/\?.*$/su, '');
  const place = POSTGRES.test(bare) ? bare.replace(/^([^:]*:\/\/)(?:.*@)?/su, '$1') : bare;
  return shown.length === 0 ? place : `${place}?${shown.join('&')}`;
}

/**
 * Reads an address: `postgres://host/db?table=entities`, `duckdb:file.db?layout=steampipe`, `duckdb:?table='*.parquet'`.
 *
 * @throws InputFailure
 */
export async function databaseInput(input: string): Promise<DatabaseInput> {
  const { address, ours } = partsOf(input);
  const isPostgres = POSTGRES.test(address);
  return {
    kind: isPostgres ? 'postgres' : 'duckdb',
    database: isPostgres ? address : address.replace(DUCKDB, ''),
    tables: (await tablesOf(ours)).map((one) => ({ ...one, table: tableOf(one.table) })),
  };
}

async function tablesOf(ours: URLSearchParams): Promise<readonly DatabaseTable[]> {
  const layout = ours.get('layout');
  const map = ours.get('map');
  if (layout !== null) {
    const known = LAYOUTS.find((name) => name === layout);
    if (known === undefined)
      throw refused(
        `there is no layout \`${layout}\``,
        `the layouts are ${LAYOUTS.join(', ')}; another is written as a file: map=FILE`,
      );
    return tablesOfLayout(known).map((mapping) => ({ ...mapping, layout: known }));
  }
  if (map !== null) return mappingIn(map);
  const type = ours.get('type');
  return [
    {
      table: ours.get('table') ?? 'entities',
      document: ours.get('document') ?? 'entity',
      ...(type === null ? {} : { only: type }),
    },
  ];
}

async function mappingIn(file: string): Promise<readonly TableMapping[]> {
  try {
    const text = await readFile(file);
    if (text.length > MAX_MAP_BYTES) throw new Error('it is too long for a mapping');
    return readMappings(text.toString());
  } catch (thrown) {
    throw refused(`the mapping \`${file}\` cannot be read: ${reasonOf(thrown)}`);
  }
}

function tableOf(table: string): string {
  try {
    return tableName(table);
  } catch (thrown) {
    throw refused(reasonOf(thrown));
  }
}

/** The address without what is ours, and that. */
function partsOf(input: string): { readonly address: string; readonly ours: URLSearchParams } {
  const at = input.indexOf('?');
  if (at < 0) return { address: input, ours: new URLSearchParams() };
  const all = new URLSearchParams(input.slice(at + 1));
  const ours = new URLSearchParams();
  for (const name of OURS) {
    const value = all.get(name);
    if (value !== null) ours.set(name, value);
    all.delete(name);
  }
  const rest = all.toString();
  return { address: rest === '' ? input.slice(0, at) : `${input.slice(0, at)}?${rest}`, ours };
}

function refused(message: string, help?: string): InputFailure {
  return new InputFailure('unreadable-input', message, help);
}
