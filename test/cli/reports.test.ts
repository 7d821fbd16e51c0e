import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { gsl, user } from './support.ts';

/* Where reports go: files, devices, pipes; and what is left behind when that fails. */

const base = mkdtempSync(join(tmpdir(), 'gsl-reports-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const root = fileURLToPath(new URL('../..', import.meta.url));
const users = join(base, 'users.json');
writeFileSync(users, JSON.stringify([user('alice', true, true), user('bob', true, false)]));

/** A new folder for each test, to see what is left in it. */
let folder = '';
let count = 0;
beforeEach(() => {
  count += 1;
  folder = join(base, String(count));
  mkdirSync(join(folder, 'd'), { recursive: true });
});
const at = (name: string): string => join(folder, name);

interface Spawned {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a line of bash in which `gsl` is the built command; `gsl` in a pipe gives the exit code of the first part. */
function bash(line: string): Spawned {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    [
      '-c',
      `gsl() { "${process.execPath}" "${join(root, 'dist/cli/bin.js')}" "$@"; }; ${line}; exit "\${PIPESTATUS[0]}"`,
    ],
    { cwd: folder, encoding: 'utf8', timeout: 20_000 },
  );
  return { code: status ?? -1, out: stdout, err: stderr };
}

test.each<[string, string[], string]>([
  ['--output is a folder', ['--format', 'json', '--output', 'd'], 'it is a folder'],
  ['a report is a folder', ['--format', 'csv=d/'], 'it is a folder'],
  ['a folder that is not there', ['--format', 'csv=new/'], 'it is a folder'],
  ['a file as a folder', ['--format', 'json=../users.json/x'], 'cannot write `'],
  ['a later report cannot be written', ['--format', 'json=x.json', '--format', 'csv=d'], 'it is a folder'],
  ['one file for two', ['--format', 'json=x', '--format', 'csv=d/../x'], 'two reports cannot go to one file'],
  ['no name of a file', ['--format', 'json='], 'names no file'],
  ['an unknown input format', ['--format', 'json=y.json', '--input', 'nope'], 'unknown input format `nope`'],
])('%s: exit code 2, a message, and nothing left behind', async (_, flags, said) => {
  const placed = flags.map((flag, index) =>
    flags[index - 1] === '--output' ? at(flag) : flag.replace(/=(.+)/u, (__, name: string) => `=${folder}/${name}`),
  );
  const { code, err } = await gsl(['evaluate', users, ...placed]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(said) as string });
  expect(err).toMatch(/^error: /u);
  expect(readdirSync(folder)).toEqual(['d']);
  expect(readdirSync(at('d'))).toEqual([]);
});

test('a report replaces an earlier one, and what a link points to', async () => {
  writeFileSync(at('real.json'), 'earlier');
  symlinkSync('real.json', at('link.json'));
  expect((await gsl(['evaluate', users, '--format', `ndjson=${at('link.json')}`])).code).toBe(1);
  expect(lstatSync(at('link.json')).isSymbolicLink()).toBe(true);
  expect(readFileSync(at('real.json'), 'utf8')).toContain('"summary"');
  expect(readdirSync(folder).sort()).toEqual(['d', 'link.json', 'real.json']);
});

test.skipIf(process.platform === 'win32').each([0o600, 0o640, 0o444])(
  'a report has the permissions of the one that it replaces: %o',
  async (mode) => {
    writeFileSync(at('r.json'), 'earlier');
    chmodSync(at('r.json'), mode);
    expect((await gsl(['evaluate', users, '--format', `json=${at('r.json')}`])).code).toBe(1);
    expect(statSync(at('r.json')).mode & 0o777).toBe(mode);
    expect(readFileSync(at('r.json'), 'utf8')).toContain('"summary"');
  },
);

describe('a report does not take the place of what is read', () => {
  test.each<[string, (input: string) => string[], string]>([
    ['the input', (input) => ['evaluate', input, '--format', `json=${input}`], 'users.json'],
    ['the input by another name', (input) => ['evaluate', input, '--format', `json=${at('d')}/../users.json`], 'd'],
    ['the input behind a link', (input) => ['evaluate', at('link.json'), '--format', `csv=${input}`], 'link.json'],
    ['a file of the folder that is read', (input) => ['evaluate', folder, '--format', `json=${input}`], 'users.json'],
    [
      'a file that a glob stands for',
      (input) => ['evaluate', `${folder}/*.json`, '--format', 'json', '--output', input],
      'u',
    ],
    [
      'the rules',
      () => ['evaluate', at('users.json'), '--rules', at('r.gsl'), '--format', `json=${at('r.gsl')}`],
      'r.gsl',
    ],
  ])('%s', async (_, args, named) => {
    const text = readFileSync(users, 'utf8');
    writeFileSync(at('users.json'), text);
    symlinkSync('users.json', at('link.json'));
    writeFileSync(at('r.gsl'), 'IamUser should have name');
    const { code, out, err } = await gsl(args(at('users.json')));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: a report cannot take the place of what is read: `/u);
    expect(err).toContain(named);
    expect(readFileSync(at('users.json'), 'utf8')).toBe(text);
    expect(readdirSync(folder).sort()).toEqual(['d', 'link.json', 'r.gsl', 'users.json']);
  });

  test('an earlier report is compared with, then replaced', async () => {
    const args = ['evaluate', users, '--format', `json=${at('last.json')}`];
    await gsl(args);
    expect((await gsl([...args, '--baseline', at('last.json'), '--new-only'])).code).toBe(0);
  });
});

test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s leaves nothing behind, and the earlier report as it was',
  async (signal) => {
    writeFileSync(at('r.json'), 'earlier');
    const running = spawn(
      process.execPath,
      [join(root, 'dist/cli/bin.js'), 'evaluate', '-', '--format', 'json=r.json'],
      {
        cwd: folder,
        stdio: ['pipe', 'ignore', 'inherit'],
      },
    );
    const ended = once(running, 'exit');
    running.stdin.write(`${JSON.stringify(user('alice', true, true))}\n`);
    while (!readdirSync(folder).some((name) => name.endsWith('.part')))
      await new Promise((resolve) => setTimeout(resolve, 20));
    running.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(readdirSync(folder).sort()).toEqual(['d', 'r.json']);
    expect(readFileSync(at('r.json'), 'utf8')).toBe('earlier');
  },
);

test('a report longer than is held at a time is whole', async () => {
  const many = at('many.ndjson');
  const lines = Array.from({ length: 2_000 }, (_, index) => JSON.stringify(user(`nutzer-ä-${index}`, true, true)));
  writeFileSync(many, lines.join('\n'));
  await gsl(['evaluate', many, '--format', `ndjson=${at('r.ndjson')}`]);
  const written = readFileSync(at('r.ndjson'), 'utf8').trim().split('\n');
  const names = written.flatMap((line) => {
    const { finding } = JSON.parse(line) as { finding?: { entity: { name: string } } };
    return finding?.entity.name ?? [];
  });
  expect(names).toEqual(lines.map((_, index) => `nutzer-ä-${index}`));
});

describe.skipIf(!existsSync('/dev/full'))('what is no regular file is written to directly', () => {
  test('a full device', async () => {
    const { code, err } = await gsl(['evaluate', users, '--format', 'json=/dev/full']);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/^error: cannot write `\/dev\/full`: the disk is full/u),
    });
  });

  test('/dev/null stays', async () => {
    expect((await gsl(['evaluate', users, '--format', 'json=/dev/null'])).code).toBe(1);
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('a pipe', () => {
    const { code, out } = bash(`gsl evaluate ${users} --format csv=>(cat)`);
    expect(code).toBe(1);
    expect(out).toContain('alice');
  });

  test('standard output is full', () => {
    const { code, err } = bash(`gsl evaluate ${users} > /dev/full`);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/^error: cannot write to standard output: /u),
    });
  });
});

describe.skipIf(process.platform === 'win32')('a reader that has seen enough', () => {
  test.each(['ndjson', 'pretty', 'csv'])('%s | head -1: the true exit code, and other reports whole', (format) => {
    const many = Array.from({ length: 20_000 }, (_, index) => JSON.stringify(user(`u${index}`, true, true)));
    writeFileSync(at('many.ndjson'), many.join('\n'));
    const { code, out, err } = bash(`gsl evaluate many.ndjson --format ${format} --format json=r.json | head -1`);
    expect({ code, err, lines: out.trimEnd().split('\n').length }).toEqual({ code: 1, err: '', lines: 1 });
    const report = JSON.parse(readFileSync(at('r.json'), 'utf8')) as { findings: object[] };
    expect(report.findings).toHaveLength(20_000);
    expect(readdirSync(folder).sort()).toEqual(['d', 'many.ndjson', 'r.json']);
  });

  test('nothing failed: 0', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => JSON.stringify(user(`u${index}`, true, false)));
    writeFileSync(at('many.ndjson'), many.join('\n'));
    expect(bash('gsl evaluate many.ndjson --format ndjson | head -1').code).toBe(0);
  });
});

test('what nobody foresaw is exit code 2 with its message, and no stack', () => {
  const broken = 'data:text/javascript,JSON.stringify=()=>{throw%20new%20TypeError(%22boom%5Cu001b%22)}';
  const { code, out, err } = bash(`NODE_OPTIONS="--import=${broken}" gsl parse "IamUser should have name"`);
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: 'error: boom\ufffd\n' });
});
