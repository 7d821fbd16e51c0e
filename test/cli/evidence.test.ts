import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { gsl, user } from './support.ts';

/* A verdict rests on evidence: what was never judged is green in no format. */

const folder = mkdtempSync(join(tmpdir(), 'gsl-evidence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const users = file('users.json', JSON.stringify([user('alice', true, false), user('bob', true, false)]));
const empty = file('empty.json', '[]');
const GROUPS = "SecurityGroup should not have inboundRules contain [ scope = '0.0.0.0/0' ]";
const USERS = 'IamUser should have name';

describe('nothing judged', () => {
  test.each<[string, string[], RegExp]>([
    ['no entity of the type', [users, '--rule', GROUPS], /no rule had an entity to judge: the input has 2 `IamUser`/u],
    ['of a type like it', [users, '--rule', 'IamUsers should have name'], /did you mean `IamUser`\?/u],
    ['no entity', [empty, '--rule', USERS], /no rule had an entity to judge: the input holds no entity/u],
    ['no rule', [users, '--rules', file('none.json', '{"name":"none","rules":[]}')], /there is no rule to judge by/u],
    ['beside a rule that cannot be run', [users, '--rule', GROUPS, '--rule', 'X'], /the input has 2 `IamUser`/u],
  ])('%s: exit code 2, and said', async (_, args, said) => {
    const { code, out } = await gsl(['evaluate', ...args]);
    expect(code).toBe(2);
    expect(out).toMatch(said);
  });

  test.each(reporters)('$name says so', async ({ name }) => {
    const { code, out } = await gsl(['evaluate', users, '--rule', GROUPS, '--format', name]);
    expect(code).toBe(2);
    expect(out).toMatch(/no rule had an entity to judge(?::|&#58;) the input has 2/u);
    expect(out).not.toMatch(/✅|"testPassed":true|"assessmentPassed":true|"executionSuccessful":true/u);
  });

  test('--allow-empty accepts it, and nothing else', async () => {
    expect((await gsl(['evaluate', users, '--rule', GROUPS, '--allow-empty'])).code).toBe(0);
    expect((await gsl(['evaluate', users, '--rule', GROUPS, '--rule', 'X', '--allow-empty'])).code).toBe(2);
    expect((await gsl(['evaluate', file('bad.json', '[7]'), '--rule', GROUPS, '--allow-empty'])).code).toBe(2);
    expect((await gsl(['evaluate', users, '--allow-empty'])).code).toBe(0);
  });

  test('a constant rule needs no entity', async () => {
    expect((await gsl(['evaluate', empty, '--rule', 'true'])).code).toBe(0);
  });
});

test.each(reporters)('one rule without entities among others is not judged: $name', async ({ name }) => {
  const { code, out } = await gsl(['evaluate', users, '--rule', GROUPS, '--rule', USERS, '--format', name]);
  expect(code).toBe(0);
  expect(out).toMatch(/not judged/u);
  expect(out).not.toMatch(/nothing-judged/u);
});

describe('--max-warnings', () => {
  const doubtful = "IamUser should have name = 'ci-%'";

  test('counts the notes of an assessment', async () => {
    const args = ['evaluate', users, '--rule', USERS, '--rule', 'iamuser should have name'];
    expect((await gsl([...args])).code).toBe(0);
    const { code, err } = await gsl([...args, '--max-warnings', '0']);
    expect(code).toBe(2);
    expect(err).toMatch(/--max-warnings allows 0\n/u);
    expect((await gsl([...args, '--max-warnings', '9'])).code).toBe(0);
  });

  test('counts those of check', async () => {
    const { err } = await gsl(['check', '--rule', doubtful]);
    const warnings = err.match(/^(?:warning|note): /gmu)?.length ?? 0;
    expect((await gsl(['check', '--rule', doubtful, '--max-warnings', String(warnings)])).code).toBe(0);
    expect((await gsl(['check', '--rule', USERS, '--max-warnings', '0'])).code).toBe(0);
    if (warnings > 0)
      expect((await gsl(['check', '--rule', doubtful, '--max-warnings', String(warnings - 1)])).code).toBe(2);
  });

  test.each(['-1', 'x', '', '1.5'])('%j is no number', async (text) => {
    const { code, err } = await gsl(['check', '--rule', USERS, `--max-warnings=${text}`]);
    expect(code).toBe(2);
    expect(err).toContain('is no number');
  });
});

test.each(reporters)('what could not be read and what could not be run is in every format: $name', async ({ name }) => {
  const broken = file('broken.json', JSON.stringify([user('alice', true, false), 7]));
  const { code, out } = await gsl([
    'evaluate',
    broken,
    '--rule',
    USERS,
    '--rule',
    'IamUser shoud have name',
    '--format',
    name,
  ]);
  expect(code).toBe(2);
  expect(out).toMatch(/expected an entity, found|could not be read/u);
  expect(out).toMatch(/shoud/u);
});
