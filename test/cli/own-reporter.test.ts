import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { gsl, user } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const users = file('users.json', JSON.stringify([user('alice', true, true), user('bob', true, false)]));
const REPORTER = `{
  name: 'ids', summary: 'ids', include: ['failed'],
  open: ({ version }) => ({
    finding: ({ entity, reason, subject }) => entity.id + ' ' + subject.rule.id + ' ' + reason + '\\n',
    problem: () => '',
    end: ({ counts }) => counts.failed + ' of ' + (counts.failed + counts.passed) + ' ' + typeof version + '\\n',
  }),
}`;
const SAID = /^alice D9\.AWS\.IAM\.51 .*isActive.*\n1 of 2 string\n$/u;

test.each([
  ['default.mjs', `export default ${REPORTER}`],
  ['named.mjs', `export const reporter = ${REPORTER}`],
  ['only.mjs', `export const ids = ${REPORTER}`],
  ['common.cjs', `module.exports = ${REPORTER}`],
])('a reporter of the own in %s', async (name, text) => {
  const { code, out } = await gsl(['evaluate', users, '--format', file(name, text)]);
  expect({ code, out }).toEqual({ code: 1, out: expect.stringMatching(SAID) as string });
});

test('beside ours, and to a file', async () => {
  const mine = file('mine.mjs', `export default ${REPORTER}`);
  const report = join(folder, 'ids.txt');
  const { out } = await gsl(['evaluate', users, '--format', 'ndjson', '--format', `${mine}=${report}`]);
  expect(out).toContain('"finding"');
  expect(readFileSync(report, 'utf8')).toMatch(SAID);
});

test.each([
  ['nothing.mjs', 'export {}', 'exports no reporter'],
  ['number.mjs', 'export default 7', 'exports no reporter'],
  ['unknown-status.mjs', `export default { ...${REPORTER}, include: ['broken'] }`, 'exports no reporter'],
  ['throws.mjs', "throw new Error('boom')", 'cannot be loaded: boom'],
])('%s is none', async (name, text, said) => {
  const { code, err } = await gsl(['evaluate', users, '--format', file(name, text)]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(said) as string });
});

test('a module that is not there', async () => {
  expect((await gsl(['evaluate', users, '--format', './not-there.js'])).err).toContain('cannot be loaded');
});
