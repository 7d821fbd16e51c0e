import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readProject } from '../../src/cli/project/read.ts';
import { findProject } from '../../src/cli/project/find.ts';
import { gsl, user } from './support.ts';

const home = process.cwd();
const top = realpathSync(mkdtempSync(join(tmpdir(), 'gsl-project-')));
let folder = top;
let count = 0;
beforeEach(() => {
  folder = join(top, String((count += 1)));
  mkdirSync(join(folder, 'deep/er'), { recursive: true });
  write('users.json', JSON.stringify([user('alice', true, true), user('bob', true, false)]));
  process.chdir(join(folder, 'deep/er'));
});
afterEach(() => process.chdir(home));
afterAll(() => rmSync(top, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

describe('the file is found upward', () => {
  test.each([
    ['gsl.yaml', 'inputs: users.json'],
    ['gsl.yml', 'inputs: users.json'],
    ['gsl.json', '{"inputs": ["users.json"]}'],
    ['package.json', '{"name": "x", "gsl": {"inputs": "users.json"}}'],
  ])('%s', async (name, text) => {
    write(name, text);
    expect(await findProject(process.cwd())).toBe(join(folder, name));
    const { code, out } = await gsl(['evaluate']);
    expect({ code, last: out.trim().split('\n').at(-1) }).toEqual({
      code: 1,
      last: '2 entities, 1 rule: 1 failed (1 High), 1 passed',
    });
  });

  test('a package.json without a member of ours is none; --no-config takes none', async () => {
    write('package.json', '{"name": "x"}');
    expect((await gsl(['evaluate'])).err).toContain('name an input');
    write('gsl.yaml', 'inputs: users.json');
    expect((await gsl(['evaluate', '--no-config'])).err).toContain('name an input');
  });
});

test('settings stand for flags, and flags come first', async () => {
  write(
    'mine.yaml',
    '- {id: MINE, severity: High, logic: "IamUser should have name in ($Known)"}\n- {id: SKIPPED, severity: Low, logic: IamUser should have name}\n- {id: OFF, enabled: false, severity: Low, logic: IamUser should have name}',
  );
  write(
    'gsl.yaml',
    [
      'inputs: [users.json]',
      'rules: mine.yaml',
      'lists: { Known: [alice] }',
      'severities: [{ rule: MINE, severity: low, reason: small }]',
      'skip: SKIP*',
      'formats: [json=out/report.json]',
      'fail_on: Medium',
    ].join('\n'),
  );
  const { code, err } = await gsl(['evaluate']);
  expect({ code, err }).toEqual({ code: 0, err: '2 entities, 1 rule: 1 failed (1 Low), 1 passed\n' });
  expect((await gsl(['evaluate', '--fail-on', 'Low', '-f', 'csv'])).code).toBe(1);
  expect((await gsl(['evaluate', '--rule', 'IamUser should have name', '-qf', 'pretty'])).out).toContain(
    '0 failed, 2 passed',
  );
  expect((await gsl(['explain', 'MINE', '--entity', 'bob'])).out).toContain("bob: failed because name is 'bob'");
  expect((await gsl(['check'])).out).toContain('3 rules checked');
});

test('functions, lists and types of the project itself', async () => {
  write('own.mjs', 'export const lists = { Known: ["alice", "bob"] };\n');
  write('types.yaml', 'Printer: { location: text, trays: [{ sheets: number }] }');
  write('gsl.yaml', 'environment: own.mjs\nschemas: types.yaml\nrulesets: all\n');
  const rule = 'IamUser should have name in ($Known)';
  expect((await gsl(['evaluate', '../../users.json', '-q', '--rule', rule])).out).toContain('0 failed, 2 passed');
  expect((await gsl(['check', '--rule', 'Printer should have lokation'])).err).toContain('location');
});

test.each([
  ['rulez: [a]', 'rulez', 'did you mean `rules`?'],
  ['fail-on: [x]', '[x]', undefined],
  ['maxWarnings: many', 'many', undefined],
  ['lists: { A: [[1]] }', '{ A: [[1]] }', undefined],
  ['severities: [{rule: A, severity: hgih, reason: b}]', 'hgih', 'did you mean `High`?'],
  [
    '[{rule: A, severity: low, reason: b}]',
    undefined,
    'name them with --severities FILE, or write them under `severities`',
  ],
  ['just text', 'just text', undefined],
  ['"unclosed', undefined, undefined],
])('%s is refused at its place', (text, marked, help) => {
  const { diagnostics } = readProject(text, 'gsl.yaml');
  const [first] = diagnostics;
  expect(first?.severity).toBe('error');
  if (marked !== undefined) expect(text.slice(first?.at.span.start, first?.at.span.end)).toContain(marked);
  if (help !== undefined) expect(first?.help).toBe(help);
});

test('a project file that cannot be used ends the command', async () => {
  write('gsl.yaml', 'inputs: users.json\nrulez: []\n');
  const { code, err } = await gsl(['evaluate']);
  expect(code).toBe(2);
  expect(err).toContain('gsl.yaml:2:1');
});

describe('a database among the inputs', () => {
  test('keeps its address, of which no secret is shown', async () => {
    write('gsl.yaml', 'inputs: postgres://u:s3cret@127.0.0.1:1/db?table=t\n');
    const { code, out, err } = await gsl(['evaluate', '--format', 'json']);
    expect(code).toBe(2);
    expect(out + err).not.toContain('s3cret');
    expect(out).toContain('postgres://127.0.0.1:1/db');
  });

  test('is a file beside the project file', async () => {
    write('gsl.yaml', "inputs: 'duckdb:no-such.db?table=t'\n");
    const { out } = await gsl(['evaluate', '--format', 'json']);
    expect(out).toContain('duckdb:../../no-such.db');
  });
});
