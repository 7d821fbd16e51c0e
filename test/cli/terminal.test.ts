import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { stripVTControlCharacters } from 'node:util';
import { type CommandIo, processIo } from '../../src/cli/io.ts';
import { printSaid, styleOf } from '../../src/cli/messages.ts';
import { parse } from '../../src/syntax/parse.ts';
import { formatMessageWith } from '../../src/text/format-message.ts';
import { gsl } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const REPORT = 'examples/aws/credential-report.csv';

describe('flags', () => {
  test.each([
    ['-q', /^Severity/u],
    ['--quiet', /^Severity/u],
    ['--limit=1', /✗ bob\n[^✗]*… and 2 more\n/u],
    ['--limit=all', /✗ grace/u],
    ['--group-by=entity', /^bob {2}IamUser\n/u],
    ['--group-by=account', /^account 123456789012\n {2}✗ High {2}D9\.AWS\.IAM\.51 {2}bob\n/u],
    ['--group-by=severity', /^High\n {2}✗ D9\.AWS\.IAM\.51 {2}bob\n/u],
    ['-v', /Terraform|terraform:/u],
  ])('%s', async (flag, expected) => {
    const { code, out } = await gsl(['evaluate', REPORT, flag]);
    expect(code).toBe(1);
    expect(out).toMatch(expected);
  });

  test.each(['--limit=few', '--group-by=rules', '-qv'])('%s means nothing', async (flag) => {
    expect((await gsl(['evaluate', REPORT, flag])).code).toBe(2);
  });

  test('where every report goes to a file, the counts stay on standard error', async () => {
    const file = join(folder, 'report.json');
    const { out, err } = await gsl(['evaluate', REPORT, '-f', 'json', '-o', file]);
    expect(out).toBe('');
    expect(err).toBe('10 entities, 1 rule: 3 failed (3 High), 7 passed\n');
    expect((await gsl(['evaluate', REPORT, '-f', `json=${file}`, '-q'])).err).toBe('');
  });

  test('--new-only shows what is new, and keeps reports whole that are compared with', async () => {
    const before = join(folder, 'before.json');
    await gsl(['evaluate', REPORT, '-f', `json=${before}`]);
    const { code, out } = await gsl(['evaluate', REPORT, '--baseline', before, '--new-only', '-f', 'csv']);
    expect({ code, failed: out.match(/,failed,|^failed,/gmu) }).toEqual({ code: 0, failed: null });
    const kept = await gsl(['evaluate', REPORT, '--baseline', before, '--new-only', '-f', 'ndjson']);
    expect(kept.out.match(/"status":"failed"/gu)?.length).toBeGreaterThan(2);
  });
});

test('carets stand under characters of double width', () => {
  const { diagnostics } = parse("IamUser where name='王小明' shoud have a");
  const [first] = diagnostics;
  if (first === undefined) throw new Error('no diagnostic');
  const [, , line = '', carets = ''] = formatMessageWith(first, styleOf({}, false)).split('\n');
  expect(carets.indexOf('^')).toBe(line.indexOf('shoud') + 3);
});

test.each([false, true])('advice that is wrapped stands where it stands unwrapped, with colours: %s', (isColored) => {
  const lines = (width: number): readonly string[] => {
    const err: string[] = [];
    const io = { width, colorErr: isColored, err: (text: string) => void err.push(text) } as unknown as CommandIo;
    printSaid(io, 'error', 'it is so', 'write it in another way, and then read all of it once more');
    return stripVTControlCharacters(err.join('')).split('\n');
  };
  expect(lines(200)[1]).toMatch(/^ {2}= help: write/u);
  expect(lines(40)[1]).toMatch(/^ {2}= help: write/u);
  expect(lines(40)[2]).toMatch(/^ {4}\w/u);
});

const bin = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));

describe('colours', () => {
  test.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ NO_COLOR: '1' }, false],
  ])('%o through a pipe: %s', (env, isColored) => {
    const { FORCE_COLOR: _, NO_COLOR: __, ...rest } = process.env;
    const args = [bin, 'check', '--rule', 'IamUser shoud have a'];
    const { stderr } = spawnSync('node', args, { encoding: 'utf8', env: { ...rest, ...env } });
    expect(stderr).toContain('shoud');
    expect(stderr.includes('\u001b[')).toBe(isColored);
  });

  test('the width that the environment names', () => {
    const { COLUMNS } = process.env;
    try {
      process.env['COLUMNS'] = '77';
      expect(processIo().width).toBe(77);
    } finally {
      if (COLUMNS === undefined) delete process.env['COLUMNS'];
      else process.env['COLUMNS'] = COLUMNS;
    }
  });
});
