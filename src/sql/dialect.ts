import type { ComparisonOperator } from '../syntax/ast.ts';

/**
 * The dialects that queries can be written in.
 *
 * @example
 * SQL_DIALECTS // ['duckdb', 'postgres']
 */
export const SQL_DIALECTS = ['duckdb', 'postgres'] as const;
export type SqlDialect = (typeof SQL_DIALECTS)[number];

/** The kinds of a JSON value. */
export type JsonKind = 'text' | 'number' | 'boolean' | 'null' | 'list' | 'object';

/** A number in a query: JSON, text that is written as a number, of SQL's own types, or written out. */
export type SqlNumber =
  | { readonly form: 'json' | 'text' | 'sql'; readonly sql: string }
  | { readonly form: 'literal'; readonly value: number | bigint };

/**
 * How a database says what conditions need. Expressions are text; what stands for a value is a name or is in brackets, so
 * that it can be put anywhere. A truth that is NULL is undecided: SQL's `AND`, `OR` and `NOT` do with it what GSL's do.
 */
export interface Dialect {
  readonly name: SqlDialect;
  /** The type of a JSON value, and of text. */
  readonly json: string;
  readonly text: string;
  /** A value worked out once and used under a name within `body`. */
  readonly bind: (name: string, value: string, body: string) => string;
  /** What was bound and is to be worked out before the expressions that use it, as columns, layer by layer. */
  readonly layers: (used: string) => readonly (readonly { readonly name: string; readonly value: string }[])[];
  /** One of three, for a truth. */
  readonly decided: (truth: string, whenTrue: string, whenFalse: string, otherwise: string) => string;
  /** A text of the rule. Throws Unsayable for one that the database cannot hold. */
  readonly literal: (text: string) => string;
  readonly isKind: (json: string, kind: JsonKind) => string;
  /** SQL's NULL where there is none. */
  readonly property: (json: string, name: string) => string;
  readonly element: (json: string, place: number) => string;
  /** Of a list. */
  readonly length: (list: string) => string;
  /** How many properties an object has. */
  readonly size: (object: string) => string;
  readonly isEmptyObject: (object: string) => string;
  readonly listOf: (...json: readonly string[]) => string;
  /** Of JSON text. */
  readonly textIn: (json: string) => string;
  /** Of JSON true or false. */
  readonly booleanIn: (json: string) => string;
  /** JSON of an SQL value of another type. */
  readonly toJson: (sql: string) => string;
  /** The list or object that a text is the JSON of, the value itself otherwise; undefined where SQL cannot tell. */
  readonly opened: ((json: string) => string) | undefined;
  /** JSON text without blanks, of a list or an object. */
  readonly jsonText: (json: string) => string;
  /** Case taken away. `isAscii`: it is only held against text of ASCII. */
  readonly folded: (text: string, isAscii: boolean) => string;
  readonly upper: (text: string) => string;
  /** Text in a form that sorts as JavaScript compares: by UTF-16 code units. */
  readonly sorting: (text: string) => string;
  /** Whether a regular expression (of the common subset) is found, or fits the whole text. */
  readonly fits: (text: string, pattern: string) => string;
  /** A pattern of a rule; undefined where the database reads it otherwise than RE2 does. */
  readonly matches: (text: string, pattern: string, ignoreCase: boolean) => string | undefined;
  readonly compareNumbers: (left: SqlNumber, operator: ComparisonOperator, right: SqlNumber) => string;
  /** How JavaScript writes a number. */
  readonly numberText: (number: SqlNumber) => string;
  /** A whole number of digits in a text. */
  readonly whole: (text: string) => string;
  /** Whole-number division of numbers that are not negative. */
  readonly quotient: (left: string, right: number) => string;
  readonly fraction: string;
  readonly split: (text: string, separator: string) => string;
  readonly part: (text: string, separator: string, place: number) => string;
  readonly joined: (list: string, name: string, text: string, separator: string) => string;
  /** Some element of a list, as `or` would say it; false where there is none. */
  readonly some: (list: string, name: string, body: string) => string;
  /** Every element, as `and` would say it; true where there is none. */
  readonly every: (list: string, name: string, body: string) => string;
  /** The list of the elements for which `body` is true; undecided where it is for one. `then` takes the name of the list. */
  readonly filtered: (
    list: string,
    names: Names,
    body: (element: string) => string,
    then: (list: string) => string,
  ) => string;
  /** The values that `value` gives for elements, NULL left out, lists among them in their elements. */
  readonly collected: (list: string, names: Names, value: (element: string) => string) => string;
  /**
   * How many addresses are open, of a list of objects with `s` and `e` (from, to), `a` (open), `o` and `y` (their place), `f` (4
   * or 6): the first that holds an address decides. `before` are more, as JSON; all of IPv6 counts `ipv6`.
   */
  readonly firstMatching: (list: string, names: Names, before: string, ipv6: number) => string;
  /** The row as JSON, of columns that are told. */
  readonly object: (pairs: readonly (readonly [name: string, json: string])[]) => string;
}

/** Gives names that are used nowhere else in the query. */
export interface Names {
  readonly next: () => string;
}

/**
 * A name as SQL writes it, in quotes; a dot in it is one of its letters.
 *
 * @throws RangeError for what is in no name
 */
export function identifier(name: string): string {
  if (name === '' || !isSeen(name))
    throw new RangeError(`\`${name}\` is no name of a column or table: it is empty, or holds what is not seen`);
  return `"${name.replaceAll('"', '""')}"`;
}

/** Controls, what shows nothing or turns the direction of text, and what begins a command of CI systems: in no name that a tool makes. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{DI}\u2028-\u202e\ufff9-\ufffb]|##/u;

/** Whether a text of who writes the mapping can stand in a query that others read. */
export function isSeen(text: string): boolean {
  return !UNSEEN.test(text);
}

/** A number as SQL writes it. */
export function numberLiteral(value: number | bigint): string {
  return String(value).replace('e+', 'e');
}

/** What is compared as text, written as a number. */
export const NUMERIC = '^-?[0-9]+([.][0-9]+)?$';
/** What may be the JSON of a list or an object, also URL-encoded, or encoded twice; any blank may stand before it. */
export const DOCUMENT = '^([^!-~]|%20|%0[9AaDd])*(\\[|\\{|%7[Bb]|%5[Bb]|"[^!-~]*(\\[|\\{|\\\\))';

export function operatorText(operator: ComparisonOperator): string {
  return operator === '!=' ? '<>' : operator;
}
