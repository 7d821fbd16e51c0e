import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { identifier, type SqlDialect } from '../../src/sql/dialect.ts';
import { readMapping, sqlOf } from '../../src/sql/index.ts';
import { duckdbText, postgresText } from '../../src/sql/literals.ts';
import { tableName } from '../../src/sql/table-name.ts';
import { withEscapes } from '../../src/text/escapes.ts';
import type { Entity } from '../../src/values/entity.ts';
import { ATTACKS } from '../reporters/attacks.ts';
import { azureCommand, githubCommand } from '../reporters/log-commands.ts';
import { duckdbDatabase, postgresDatabase, postgresPrograms, type TestDatabase } from '../support/sql/databases.ts';

/* Of a rule's texts nothing becomes SQL, in real databases, and nothing of them acts on who prints the query. */

const DROP = 'DROP TABLE canary;';
/** Texts that end what they stand in, where it is not written well. */
const TEXTS: Readonly<Record<string, string>> = {
  ...ATTACKS,
  quote: `x' OR TRUE; ${DROP} --`,
  'two quotes': `x''; ${DROP} --`,
  'quote behind a backslash': `x\\'; ${DROP} --`,
  'backslash at the end': `${DROP} --\\`,
  backslashes: "\\\\' \\u0027; \\x27 \\047",
  'quotation mark': `x"; ${DROP} --`,
  'end of a comment': `*/ ${DROP} /*`,
  'end of a line': `x\n; ${DROP}\r\n; ${DROP}\u0085; ${DROP}\u2028; ${DROP} --`,
  dollars: `$$; ${DROP} $$ $v1$; ${DROP} $v1$`,
  'no text at all': 'x\u0000y',
  'U+0000 at the end of a comment': `\u0000\n; ${DROP}`,
  'names of ours': "v1 w1 e.entity ' v2 '",
  'wildcards of LIKE': '100%_#\\%',
  pointer: '/~0~1/*[0]."x"#-1',
  template: '${DROP} {{x}} :x ?1 @x',
  long: `${'x'.repeat(10_000)}'; ${DROP} --`,
  'many lines': '\n'.repeat(3000),
};

/** What joins emoji, and accents of ours in the folding of case. */
const SHOWN = /[\u200c\u200d\ufe0e\ufe0f]/gu;
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\p{DI}\u2028-\u202e]/u;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Rules with a text at every place where a text can be, each true of an entity that has it there. */
function rulesWith(text: string): readonly string[] {
  const literal = quoted(text);
  const parts = [
    `name = ${literal}`,
    `name in (${literal}, 'other')`,
    `name startsWith(${literal})`,
    `$[${literal}] = 1`,
    `list contain [ name = ${literal} ]`,
  ];
  return [
    `L should have ${parts.join(' and ')}`,
    `L where name like ${quoted(text.slice(0, 200))} should have none split(${literal}) isEmpty()`,
  ];
}

function databases(): readonly (readonly [name: string, dialect: SqlDialect, settings: readonly string[]])[] {
  const duckdb = ['DuckDB', 'duckdb', ['SELECT 1']] as const;
  if (postgresPrograms() === undefined) {
    console.warn('PostgreSQL is not there, and not tried: apt-get install postgresql');
    return [duckdb];
  }
  const settings = ['on', 'off'].map((value) => `SET standard_conforming_strings = ${value}`);
  return [duckdb, ['PostgreSQL', 'postgres', settings]];
}

/** JSON as a value of SQL, however backslashes are read. */
function jsonValue(value: unknown, dialect: SqlDialect, type: string): string {
  const text = JSON.stringify(value);
  return dialect === 'duckdb'
    ? `CAST(${quoted(text)} AS ${type})`
    : `CAST(E${quoted(text.replaceAll('\\', '\\\\'))} AS ${type})`;
}

function databaseOf(dialect: SqlDialect): Promise<TestDatabase> {
  return dialect === 'duckdb' ? duckdbDatabase() : postgresDatabase(postgresPrograms() ?? '');
}

describe.each(databases())('%s', (_, dialect, settings) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await databaseOf(dialect);
    await database.query('CREATE TABLE canary (x INTEGER)');
  }, 30_000);
  afterAll(() => database.close(), 30_000);

  it.each(Object.entries(TEXTS))('takes for a text: %s', async (_name, text) => {
    const isHeld = !/\p{Cs}/u.test(text) && (dialect === 'duckdb' || !text.includes('\0'));
    const entity = isHeld
      ? { type: 'L', name: text, [text]: 1, list: [{ name: text }] }
      : { type: 'L', name: 'x', list: [{ name: 'x' }] };
    await database.query('DROP TABLE IF EXISTS one');
    await database.query(`CREATE TABLE one AS SELECT ${jsonValue(entity, dialect, database.json)} AS entity`);
    const mapping = { table: 'one', document: 'entity', identity: [] };
    for (const logic of rulesWith(text)) {
      const rule = compileRule(logic);
      const { sql, exact } = sqlOf(rule, { dialect, mapping, include: ['passed', 'failed', 'irrelevant', 'error'] });
      expect(exact).toBe(isHeld);
      const status = exact ? rule.evaluate(entity as Entity).status : 'error';
      for (const setting of settings) {
        await database.query(setting);
        expect(await database.query(sql)).toEqual([{ status }]);
      }
      for (const line of sql.split('\n')) {
        expect(githubCommand(line) ?? azureCommand(line)).toBeUndefined();
        expect(line.replaceAll(SHOWN, '')).not.toMatch(UNSEEN);
      }
    }
    expect(await database.query('SELECT x FROM canary')).toEqual([]);
  });
});

describe('names of tables and columns', () => {
  it.each([
    ['entities', '"entities"'],
    ['inventory.users', '"inventory"."users"'],
    [`users; ${DROP}`, `"users; ${DROP}"`],
    ['users --', '"users --"'],
    ['users UNION SELECT 1', '"users UNION SELECT 1"'],
    ["'snapshot/*.parquet'", "(SELECT * FROM 'snapshot/*.parquet')"],
    ["'it''s.json'", "(SELECT * FROM 'it''s.json')"],
    ["read_json('x.json', format = 'array')", "read_json('x.json', format = 'array')"],
    ['"Inventory"."of; users"', '"Inventory"."of; users"'],
    ["(SELECT * FROM users WHERE name = ') ; --')", "(SELECT * FROM users WHERE name = ') ; --')"],
  ])('%s is written as %s', (table, expected) => {
    expect(tableName(table)).toBe(expected);
  });

  it.each([
    [`"users"; ${DROP}`],
    [`(SELECT 1); ${DROP}`],
    [`(SELECT 1; ${DROP})`],
    ['(SELECT 1) --'],
    ['(SELECT 1 -- )'],
    ['(SELECT 1 /* )'],
    ['(SELECT 1'],
    ['(SELECT 1))'],
    ['(SELECT 1), (SELECT 2)'],
    ["'a' UNION SELECT 'b'"],
    ["(SELECT 'a)"],
    ['"users'],
    ['(SELECT $$)$$)'],
    ['"a" WHERE TRUE'],
    [''],
    ['a\nb'],
    ['a\u202eb'],
    ['a\u0000b'],
    ['##vso[x]'],
    ["'##vso[x]'"],
    ["(SELECT '\n::error::x')"],
    ['a\u200bb'],
  ])('%j is none', (table) => {
    expect(() => tableName(table)).toThrow(RangeError);
  });

  it.each(['a"b; --', 'a.b', "a'b", 'ö', '$$x$$', 'v1'])('a column %j is one name', async (column) => {
    const database = await duckdbDatabase();
    const mapping = readMapping(
      JSON.stringify({ table: 't', only: 'L', properties: { name: column }, identity: ['name'] }),
    )('L');
    await database.query(`CREATE TABLE t (${identifier(column)} VARCHAR); INSERT INTO t VALUES ('x'), ('y')`);
    if (mapping === undefined) throw new TypeError('no mapping');
    const { sql } = sqlOf(compileRule("L should have name = 'x'"), { dialect: 'duckdb', mapping });
    expect(await database.query(sql)).toEqual([{ name: 'y', status: 'failed' }]);
    await database.close();
  });

  it.each(['', 'a\nb', 'a\u2028b', 'a\u202eb', '\u0000'])('a column %j is none', (column) => {
    const mapping = { table: 't', only: 'L', properties: { name: { column, kind: 'text' } } } as const;
    expect(() => sqlOf(compileRule('L should have name'), { dialect: 'postgres', mapping })).toThrow(RangeError);
  });
});

it.each([
  ['', "''", "''"],
  ["it's", "'it''s'", "'it''s'"],
  ['a\\b', "'a\\b'", "E'a\\\\b'"],
  ['a\nb', "concat('a', chr(10), 'b')", "E'a\\U0000000ab'"],
  ['##vso[x]', "concat('#', chr(35), 'vso[x]')", "E'#\\U00000023vso[x]'"],
  ['\u202e', 'concat(chr(8238))', "E'\\U0000202e'"],
  ['😀', "'😀'", "'😀'"],
])('%j is written for DuckDB and PostgreSQL', (text, forDuckdb, forPostgres) => {
  expect([duckdbText(text), postgresText(text)]).toEqual([forDuckdb, forPostgres]);
});

it('JSON with escapes is the same JSON', () => {
  for (const text of Object.values(TEXTS)) {
    const written = withEscapes(JSON.stringify({ [text]: text }));
    expect(JSON.parse(written)).toEqual({ [text]: text });
    expect(azureCommand(written)).toBeUndefined();
  }
});
