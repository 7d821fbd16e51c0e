import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { layoutOf, readMapping, sqlOf, type SqlOptions } from '../../src/sql/index.ts';
import { postgresPattern } from '../../src/sql/postgres-pattern.ts';
import { gsl } from '../cli/support.ts';
import { collectBytes } from '../inventory/support.ts';
import { duckdbDatabase, type TestDatabase } from '../support/sql/databases.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await duckdbDatabase();
  const entities = [
    { name: 'both', firstAccessKey: { isActive: true }, secondAccessKey: { isActive: 'TRUE' } },
    { name: 'one', firstAccessKey: { isActive: true }, secondAccessKey: null },
    { name: 'listed', firstAccessKey: [{ isActive: [true] }], secondAccessKey: '{"isActive":true}' },
    { name: 'none' },
    { name: 'several', firstAccessKey: [{ isActive: true }, { isActive: false }], secondAccessKey: { isActive: true } },
  ].map((entity) => `('${JSON.stringify({ type: 'IamUser', ...entity })}')`);
  await database.query('CREATE TABLE entities (entity JSON)');
  await database.query(`INSERT INTO entities VALUES ${entities.join(', ')}, ('{"type":"Other","name":"x"}')`);
});
afterAll(() => database.close());

const NOW = Date.parse('2026-01-01T00:00:00Z');
const TWO_KEYS = 'IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true';

async function failing(rule: string, options: Partial<SqlOptions> = {}): Promise<readonly unknown[]> {
  const { sql } = sqlOf(compileRule(rule), { dialect: 'duckdb', now: NOW, ...options });
  return (await database.query(sql)).map((row) => row['name']);
}

describe('a table of documents', () => {
  it.each([
    [{}, ['both', 'listed']],
    [{ include: ['passed'] as const }, ['one', 'none']],
    [{ include: ['error'] as const }, ['several']],
    [{ include: ['failed', 'error'] as const }, ['both', 'listed', 'several']],
  ])('%o', async (options, names) => {
    expect(await failing(TWO_KEYS, options)).toEqual(names);
  });
});

describe('what is not said', () => {
  it('is named at its place, and undecided where nothing else decides', async () => {
    const rule = compileRule("IamUser should have name = 'one' or keys groupBy [ id ] length() < 2");
    const { exact, unsaid, sql } = sqlOf(rule, { dialect: 'duckdb', include: ['passed', 'error'] });
    expect(exact).toBe(false);
    expect(unsaid.map(({ code }) => code)).toEqual(['not-in-sql']);
    expect(unsaid[0]?.message).toMatch(/^`keys groupBy \[ id \] length\(\) < 2` is not in the query/u);
    const at = unsaid[0]?.at;
    const text = at?.kind === 'text' ? at.source.text.slice(at.span.start, at.span.end) : '';
    expect(text).toBe('keys groupBy [ id ]');
    const rows = await database.query(sql);
    expect(rows.filter((row) => row['status'] === 'passed').map((row) => row['name'])).toEqual(['one']);
    expect(rows.filter((row) => row['status'] === 'error')).toHaveLength(4);
  });

  it('is a column that no mapping has', () => {
    const { unsaid } = sqlOf(compileRule('IamUser should have tags'), {
      dialect: 'postgres',
      mapping: { table: 'users', only: 'IamUser', properties: {} },
    });
    expect(unsaid.map(({ message }) => message)).toEqual([
      '`tags` is not in the query: the table has no column for `tags`',
    ]);
  });

  it.each(['true', 'List<IamUser> should have items'])('is no query at all: %s', (rule) => {
    expect(() => sqlOf(compileRule(rule), { dialect: 'duckdb' })).toThrow(RangeError);
  });
});

it('keeps texts of a rule apart from the query', async () => {
  const evil = "x'' OR TRUE; DROP TABLE entities; -- v1 $$ \\";
  expect(await failing(`IamUser should not have name = '${evil}'`)).toEqual([]);
  expect(await failing(`IamUser should not have $['a"''b'].c = 'x'`)).toEqual([]);
});

it('reads the credential report in the layout of Steampipe as the reader does', async () => {
  const row = {
    user_name: 'alice',
    user_arn: 'arn:aws:iam::111122223333:user/alice',
    user_creation_time: '2023-02-11T09:14:05Z',
    password_enabled: true,
    mfa_active: false,
    access_key_1_active: true,
    access_key_1_last_rotated: '2025-12-01T00:00:00Z',
    access_key_1_last_used_date: null,
    access_key_2_active: false,
    access_key_2_last_rotated: null,
    access_key_2_last_used_date: null,
  };
  const [record] = (await collectBytes(JSON.stringify([row]))).records;
  const entity = record?.kind === 'entity' ? record.entity : undefined;
  const columns = Object.entries(row).map(([name, value]) => `${sqlValue(name, value)} AS ${name}`);
  await database.query(`CREATE TABLE aws_iam_credential_report AS SELECT ${columns.join(', ')}`);
  const mapping = layoutOf('steampipe', 'IamUser');
  if (mapping === undefined || entity === undefined) throw new TypeError('no mapping');
  for (const condition of [
    'mfaActive = true',
    "passwordEnabled = true and createDate before(-1, 'years')",
    "firstAccessKey.lastRotated after(-90, 'days')",
    "firstAccessKey.lastUsedDate before(-10, 'years')",
    'secondAccessKey.lastUsedDate isEmpty() and secondAccessKey.isActive = false',
    "accountNumber = '111122223333' and name like 'AL%'",
    'secondAccessKey.lastRotated > firstAccessKey.lastRotated',
  ]) {
    const rule = compileRule(`IamUser should have ${condition}`);
    const query = sqlOf(rule, { dialect: 'duckdb', now: NOW, mapping, include: ['passed', 'failed', 'error'] });
    expect(query.unsaid).toEqual([]);
    const [found] = await database.query(query.sql);
    expect(found?.['status'], condition).toBe(rule.evaluate(entity, { now: NOW }).status);
  }
});

function sqlValue(name: string, value: unknown): string {
  if (/_(?:time|rotated|date)$/u.test(name))
    return value === null ? 'CAST(NULL AS TIMESTAMP)' : `TIMESTAMP '${String(value)}'`;
  return typeof value === 'string' ? `'${value}'` : String(value);
}

it.each([
  ['^a.c$', false, '(?:^a[^\\n]c$)'],
  ['a|[\\d_]+', false, '(?:a|[0-9_]+)'],
  ['ks', true, '(?:[kK\\u212A][sS\\u017F])'],
  ['a*?', false, '(?:a*)'],
  ['\\bx', false, undefined],
  ['(?i)x', false, undefined],
  ['[[:alpha:]]', false, undefined],
])('PostgreSQL reads %s', (pattern, ignoreCase, expected) => {
  expect(postgresPattern(pattern, ignoreCase)).toBe(expected);
});

it.each([
  ['[]', 'a mapping is an object'],
  ['{"table":5}', '`table` of the mapping is text'],
  ['{"table":"t","colums":{}}', 'the mapping has no `colums`'],
  ['{"IamUser":{"table":"t","properties":{"a":{"column":"a","kind":"int"}}}}', 'the `kind` of `a` is one of'],
])('refuses the mapping %s', (text, message) => {
  expect(() => readMapping(text)).toThrow(message);
});

describe('gsl sql', () => {
  it('writes a bundled rule', async () => {
    const { code, out, err } = await gsl(['sql', 'D9.AWS.IAM.51', '--dialect', 'postgres', '--map', 'steampipe']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('FROM "aws_iam_credential_report" AS e');
    expect(out).toContain(`status IN ('failed')`);
  });

  it.each([
    [['--dialect', 'mysql'], 'unknown dialect `mysql`'],
    [['--dialect', 'duckdb', '--status', 'bad'], '`bad` is no status'],
  ])('refuses %s', async (flags, message) => {
    const { code, err } = await gsl(['sql', 'IamUser should have name', ...flags]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

it.each([
  ['$.in[0] = $.in', { in: [[]] }],
  ['a = b', { a: [[1, 2]], b: [1, 2] }],
  ['a = b', { a: [1], b: 1 }],
  ['a != b', { a: [[]], b: [] }],
  ['a in (b)', { a: [], b: [[[]], 1] }],
])('equality of lists goes by their lengths first: %s', async (condition, entity) => {
  const rule = compileRule(`L should have ${condition}`);
  const document = JSON.stringify({ type: 'L', ...entity });
  const mapping = { table: `(SELECT CAST('${document}' AS JSON) AS entity)`, document: 'entity' };
  const { sql } = sqlOf(rule, { dialect: 'duckdb', mapping, include: ['passed', 'failed', 'error'] });
  const [row] = await database.query(sql);
  expect(row?.['status']).toBe(rule.evaluate({ type: 'L', ...entity }).status);
});
