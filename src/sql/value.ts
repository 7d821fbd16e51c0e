import type { Dialect, JsonKind, Names, SqlNumber } from './dialect.ts';

/** What SQL's NULL stands for in a value. */
export type WhenNull = 'missing' | 'null' | 'never';

/** A value in a query. */
export type SqlValue =
  | { readonly kind: 'json'; readonly sql: string }
  | { readonly kind: 'text' | 'number' | 'boolean'; readonly sql: string; readonly whenNull: WhenNull };

/** What a truth is for each kind of a value; false for a kind that is left out. */
export interface Arms {
  readonly text?: (text: string) => string;
  readonly number?: (number: SqlNumber) => string;
  readonly boolean?: (boolean: string) => string;
  readonly list?: (json: string) => string;
  readonly object?: (json: string) => string;
  readonly null?: string;
  readonly missing?: string;
}

const FALSE = 'FALSE';

/** The truth of a value by its kind. */
export function byKind(dialect: Dialect, value: SqlValue, arms: Arms): string {
  return value.kind === 'json' ? ofJson(dialect, value.sql, arms) : ofTyped(value, arms);
}

function ofTyped(value: Exclude<SqlValue, { readonly kind: 'json' }>, arms: Arms): string {
  const { sql } = value;
  const truth = typedArm(value, arms);
  switch (value.whenNull) {
    case 'never':
      return truth;
    default: {
      const absent = (value.whenNull === 'null' ? arms.null : arms.missing) ?? FALSE;
      return truth === FALSE && absent === FALSE ? FALSE : `CASE WHEN ${sql} IS NULL THEN ${absent} ELSE ${truth} END`;
    }
  }
}

function typedArm({ kind, sql }: Exclude<SqlValue, { readonly kind: 'json' }>, arms: Arms): string {
  switch (kind) {
    case 'text':
      return arms.text?.(sql) ?? FALSE;
    case 'number':
      return arms.number?.({ form: 'sql', sql }) ?? FALSE;
    case 'boolean':
      return arms.boolean?.(sql) ?? FALSE;
  }
}

function ofJson(dialect: Dialect, json: string, arms: Arms): string {
  const found: (readonly [JsonKind, string | undefined])[] = [
    ['text', arms.text?.(dialect.textIn(json))],
    ['number', arms.number?.({ form: 'json', sql: json })],
    ['boolean', arms.boolean?.(dialect.booleanIn(json))],
    ['list', arms.list?.(json)],
    ['object', arms.object?.(json)],
    ['null', arms.null],
  ];
  const cases = found.flatMap(([kind, truth]) =>
    truth === undefined || truth === FALSE ? [] : [`WHEN ${dialect.isKind(json, kind)} THEN ${truth}`],
  );
  if (arms.missing !== undefined && arms.missing !== FALSE) cases.push(`WHEN ${json} IS NULL THEN ${arms.missing}`);
  return cases.length === 0 ? FALSE : `CASE ${cases.join(' ')} ELSE FALSE END`;
}

/** A value as JSON; what is undecided is told apart before. */
export function asJson(dialect: Dialect, value: SqlValue): string {
  if (value.kind === 'json') return value.sql;
  const json = dialect.toJson(value.sql);
  return value.whenNull === 'null' ? `coalesce(${json}, CAST('null' AS ${dialect.json}))` : json;
}

/**
 * One value and a list of one are the same: `then` gets the value itself. A list of one in a list of one is undecided, which
 * is said where a list is met.
 */
export function single(dialect: Dialect, names: Names, value: SqlValue, then: (value: SqlValue) => string): string {
  if (value.kind !== 'json') return then(value);
  const name = names.next();
  return dialect.bind(name, singleJson(dialect, value.sql), then({ kind: 'json', sql: name }));
}

/** Nothing in it fails, in whatever order a database works it out. */
export function singleJson(dialect: Dialect, json: string): string {
  const isShort = `${dialect.element(json, 1)} IS NULL AND ${dialect.isKind(json, 'list')}`;
  return `CASE WHEN ${isShort} THEN coalesce(${dialect.element(json, 0)}, ${json}) ELSE ${json} END`;
}

/** A list that {@link single} gave: `several` where it is no list of one. */
export function several(dialect: Dialect, list: string, truth: string): string {
  return `CASE WHEN ${dialect.length(list)} = 1 THEN NULL ELSE ${truth} END`;
}

/** A truth as a value: where it is undecided, so is all that is asked of it. */
export function decidedTruth(truth: string, names: Names, dialect: Dialect, then: (value: SqlValue) => string): string {
  const name = names.next();
  const made = then({ kind: 'boolean', sql: name, whenNull: 'never' });
  return dialect.bind(name, truth, made === name ? name : `CASE WHEN ${name} IS NOT NULL THEN ${made} END`);
}
