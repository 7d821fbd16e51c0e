import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gsl, user } from './support.ts';

/* What people do by habit, and would take for something else than it was. */

const folder = mkdtempSync(join(tmpdir(), 'gsl-habits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
writeFileSync(at('users.json'), JSON.stringify([user('alice', true, true)]));
const RUN = ['evaluate', at('users.json'), '--rule', 'IamUser should not have firstAccessKey.isActive = true'];

describe('a report whose file says what it is', () => {
  test.each([
    ['page.html', /^<!doctype html>/u],
    ['a.json', /"report":"gsl"|^\{"\$schema":"[^"]*gsl/u],
    ['a.ndjson', /^\{"/u],
    ['a.jsonl', /^\{"/u],
    ['a.sarif', /sarif/u],
    ['a.sarif.json', /sarif/u],
    ['a.XML', /^<\?xml/u],
    ['a.md', /^#|^\|/mu],
    ['a.csv', /^status,/mu],
    ['a.txt', /rule-1 {2}Medium/u],
    ['a', /rule-1 {2}Medium/u],
  ])('%s', async (name, expected) => {
    expect((await gsl([...RUN, '-o', at(name)])).code).toBe(1);
    expect(readFileSync(at(name), 'utf8')).toMatch(expected);
  });

  test('is of the format that is asked for all the same', async () => {
    await gsl([...RUN, '-o', at('other.html'), '--format', 'csv']);
    expect(readFileSync(at('other.html'), 'utf8')).toMatch(/^status,/mu);
  });
});

test('a report that is given twice counts once, and that is said', async () => {
  await gsl([...RUN, '--now', '2026-01-01', '--format', `json=${at('one.json')}`]);
  writeFileSync(at('copy.json'), readFileSync(at('one.json')));
  const { out, err } = await gsl(['report', at('one.json'), at('copy.json')]);
  expect(out).toMatch(/1 entity, 1 rule: 1 failed/u);
  expect(err).toMatch(/`[^`]*copy\.json` is the same report as `[^`]*one\.json`, and counts once/u);
});

describe('gsl test without a test', () => {
  writeFileSync(at('rule.gsl'), 'IamUser should have name');
  test.each([
    [[], 2, /no test was run: the rule has none/u],
    [['--allow-empty'], 0, /^$/u],
  ])('%j exits with %d', async (flags, code, said) => {
    const run = await gsl(['test', at('rule.gsl'), ...flags]);
    expect(run.code).toBe(code);
    expect(run.err.trim()).toMatch(said);
  });
});

describe('--id where no ruleset is named', () => {
  test.each([
    ['D9.AWS.IAM.51', '1 rule: ', ''],
    ['GSL.AWS.IAM.01', '1 rule: ', ''],
    ['gsl.aws.s3.*,!GSL.AWS.S3.02', ' rules: ', ''],
    ['GSL.AWS.IAM.01x', '', 'no rule has the id `GSL.AWS.IAM.01x`'],
  ])('finds %s in all that is bundled', async (ids, out, err) => {
    const ran = await gsl(['evaluate', at('users.json'), '--id', ids, '-q']);
    expect(ran.out).toContain(out);
    expect(ran.err).toContain(err);
  });
});

test('what to do about files that are not known is said once', async () => {
  const files = ['one.txt', 'two.txt'].map(at);
  for (const file of files) writeFileSync(file, 'hello');
  const { err } = await gsl([...RUN, ...files]);
  expect(err.match(/is of no known format/gu)).toHaveLength(2);
  expect(err.match(/= help: the known formats are/gu)).toHaveLength(1);
});

test('compiled rules are for programs', async () => {
  writeFileSync(at('rules.mjs'), 'export const rules = [];');
  const { code, err } = await gsl(['evaluate', at('users.json'), '--rule', at('rules.mjs')]);
  expect(code).toBe(2);
  expect(err).toMatch(/rules\.mjs` is code, as `gsl compile` makes of rules/u);
});
