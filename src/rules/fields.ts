import { nearest } from '../text/suggest.ts';
import type { DataPath } from '../text/message.ts';
import { dataProblem, type Problem } from './problem.ts';

/** What a kind of record may hold: the names we use, and other names the same field goes by elsewhere. */
export interface FieldNames {
  readonly names: readonly string[];
  /** Other name -> our name; compared like the names. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Names of fields that CloudGuard writes and we only pass on; a field near one of these is no typing error. */
  readonly passedOn?: readonly string[];
  /** Fields of ours in which empty text means that there is nothing, as exports write it. */
  readonly emptyIsAbsent?: readonly string[];
}

/** A record with its fields under our names. */
export interface Fields {
  readonly values: Readonly<Record<string, unknown>>;
  /** The unknown fields as they were written. */
  readonly extra: Readonly<Record<string, unknown>> | undefined;
  /** Our name -> the name in the data. */
  readonly written: ReadonlyMap<string, string>;
}

/**
 * The fields of a record under our names. `complianceTag`, `compliance_tag` and `ComplianceTag` are one field: the first
 * is CloudGuard's export, the second its Terraform provider. A null field counts as absent, since exports write every
 * field. Unknown fields are kept, and reported when they look like a misspelt one.
 */
export function readFields(
  record: Readonly<Record<string, unknown>>,
  fieldNames: FieldNames,
  path: DataPath,
  problems: Problem[],
): Fields {
  const { known, passedOn } = tableOf(fieldNames);
  const values = new Map<string, unknown>();
  const written = new Map<string, string>();
  const extra: [string, unknown][] = [];
  for (const [key, value] of Object.entries(record)) {
    const name = known.get(plain(key));
    if (name === undefined) {
      extra.push([key, value]);
    } else if (!isAbsent(value, name, fieldNames)) {
      const before = written.get(name);
      if (before !== undefined && values.get(name) !== value) {
        problems.push(
          dataProblem({
            code: 'duplicate-field',
            severity: 'warning',
            message: `\`${before}\` and \`${key}\` are the same field with two values`,
            path: [...path, key],
            on: 'key',
            help: `\`${before}\` is used; remove one of them`,
          }),
        );
      }
      if (before !== undefined) continue;
      values.set(name, value);
      written.set(name, key);
    }
  }
  // fromEntries defines own properties, so a field called __proto__ stays data.
  if (extra.length === 0) return { values: Object.fromEntries(values), extra: undefined, written };
  const absent = fieldNames.names.filter((name) => !written.has(name));
  for (const [key] of extra) {
    if (passedOn.has(plain(key))) continue;
    const help = key === '<<' ? 'YAML 1.2 has no merge keys; write the fields out' : didYouMean(key, absent);
    if (help === undefined) continue;
    const message = `unknown field \`${key}\``;
    problems.push(
      dataProblem({ code: 'unknown-field', severity: 'warning', message, path: [...path, key], on: 'key', help }),
    );
  }
  return {
    values: Object.fromEntries(values),
    extra: Object.fromEntries(extra),
    written,
  };
}

/** Whether a field that is not there was meant by one that is not known. */
export function isMisspelt(name: string, extra: Fields['extra']): boolean {
  return Object.keys(extra ?? {}).some((key) => nearest(key, [name]) !== undefined);
}

/** Advice that names the nearest known word, or undefined. */
export function didYouMean(written: string, known: Iterable<string>): string | undefined {
  const near = nearest(written, known);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}

function isAbsent(value: unknown, name: string, { emptyIsAbsent = [] }: FieldNames): boolean {
  return value === null || value === undefined || (value === '' && emptyIsAbsent.includes(name));
}

interface FieldTable {
  readonly known: ReadonlyMap<string, string>;
  readonly passedOn: ReadonlySet<string>;
}

/** By what a kind of record may hold: thousands of one kind are read. */
const tables = new WeakMap<FieldNames, FieldTable>();

function tableOf(fieldNames: FieldNames): FieldTable {
  let table = tables.get(fieldNames);
  if (table === undefined) {
    const { names, aliases = {}, passedOn = [] } = fieldNames;
    const known = new Map([
      ...Object.entries(aliases).map(([alias, name]) => [plain(alias), name] as const),
      ...names.map((name) => [plain(name), name] as const),
    ]);
    tables.set(fieldNames, (table = { known, passedOn: new Set(passedOn.map(plain)) }));
  }
  return table;
}

/** Lower case without separators. */
function plain(name: string): string {
  return name.replaceAll(/[_-]/gu, '').toLowerCase();
}
