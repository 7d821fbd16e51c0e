import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';
import { gsl } from './support.ts';

/* The built command, as somebody runs it beside an editor. */

const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'gsl-watch-'));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function folder(name: string, files: Readonly<Record<string, string>>): string {
  const made = join(root, name);
  mkdirSync(made);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(made, file), text);
  return made;
}

interface Watching {
  /** Waits until a run has ended, and gives what it printed since the one before. */
  readonly next: () => Promise<string>;
  readonly end: (signal: NodeJS.Signals) => Promise<NodeJS.Signals | null>;
}

function watching(cwd: string, ...args: readonly string[]): Watching {
  const child = spawn(process.execPath, [bin, ...args, '--watch'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
    });
  return {
    next: async () => {
      await expect.poll(() => printed, { timeout: 25_000 }).toMatch(/── exit code \d/u);
      const [given = ''] = [printed];
      printed = '';
      return given;
    },
    end: async (signal) =>
      await new Promise((resolve) => {
        child.once('exit', (_, by) => resolve(by));
        child.kill(signal);
      }),
  };
}

const GOOD = 'IamUser should have mfaActive = true\n';

test('check: files that change, come, go, break and move; and folders too', { timeout: 120_000 }, async () => {
  const cwd = folder('check', {});
  const rules = folder('check/rules', { 'a.gsl': GOOD });
  const { next, end } = watching(cwd, 'check', 'rules', '--no-config');
  expect(await next()).toMatch(/1 rule checked: 0 errors.*exit code 0; watching 1 file, Ctrl-C ends/su);
  writeFileSync(join(rules, 'a.gsl'), 'IamUser shoud have x\n');
  expect(await next()).toMatch(/changed: rules.a\.gsl ─.*unknown word `shoud`.*exit code 2/su);
  mkdirSync(join(rules, 'sub'));
  writeFileSync(join(rules, 'sub', 'b.gsl'), GOOD);
  expect(await next()).toMatch(/changed: rules.sub.b\.gsl ─.*2 rules checked/su);
  // As editors save: another file takes the name.
  writeFileSync(join(cwd, 'new'), GOOD);
  renameSync(join(cwd, 'new'), join(rules, 'a.gsl'));
  expect(await next()).toMatch(/2 rules checked: 0 errors/su);
  rmSync(rules, { recursive: true });
  expect(await next()).toMatch(/exit code 2/su);
  mkdirSync(rules);
  writeFileSync(join(rules, 'c.gsl'), GOOD);
  expect(await next()).toMatch(/changed: .*c\.gsl ─.*1 rule checked: 0 errors/su);
  expect(await end('SIGINT')).toBe('SIGINT');
});

test('test: what gsl.yaml names, and itself', { timeout: 60_000 }, async () => {
  const rule = (expected: string): string =>
    JSON.stringify({
      rules: [
        {
          id: 'A',
          severity: 'Low',
          logic: 'A should have b',
          tests: [{ name: 't', entity: { b: 1 }, expect: expected }],
        },
      ],
    });
  const cwd = folder('test', {
    'one.json': rule('passed'),
    'two.json': rule('failed'),
    'gsl.yaml': 'rules: [one.json]\n',
  });
  const { next, end } = watching(cwd, 'test');
  expect(await next()).toMatch(/1 passed, 0 failed.*exit code 0/su);
  writeFileSync(join(cwd, 'gsl.yaml'), 'rules: [two.json]\n');
  expect(await next()).toMatch(/changed: gsl\.yaml, .*0 passed, 1 failed.*exit code 1/su);
  writeFileSync(join(cwd, 'gsl.yaml'), 'rules: [\n');
  expect(await next()).toMatch(/changed: gsl\.yaml, .*error:.*exit code 2/su);
  writeFileSync(join(cwd, 'gsl.yaml'), 'rules: [one.json]\n');
  expect(await next()).toMatch(/exit code 0/su);
  expect(await end('SIGTERM')).toBe('SIGTERM');
});

test('evaluate: its own reports are no change, and are whole', { timeout: 60_000 }, async () => {
  const cwd = folder('evaluate', { 'users.json': '[{"type":"IamUser","name":"a","mfaActive":true}]' });
  const last = join(cwd, 'last.json');
  const rule = ['--rule', 'IamUser should have mfaActive = true', '--no-config', '--format', `json=${last}`];
  await gsl(['evaluate', join(cwd, 'users.json'), ...rule]);
  // A baseline that each run replaces.
  const { next, end } = watching(cwd, 'evaluate', 'users.json', ...rule, '--format', 'pretty', '--baseline', last);
  expect(await next()).toMatch(/exit code 0; watching 1 file,/su);
  writeFileSync(join(cwd, 'notes.png'), 'nobody reads it');
  writeFileSync(join(cwd, 'users.json'), '[{"type":"IamUser","name":"a","mfaActive":false}]');
  const second = await next();
  expect(second).toMatch(/changed: users\.json ─.*exit code 1/su);
  expect(second.match(/changed:/gu)).toHaveLength(1);
  expect(await end('SIGINT')).toBe('SIGINT');
});

test.each([
  ['check', '-'],
  ['test', '-'],
  ['evaluate', '-'],
  ['check', 'D9.AWS.IAM.51'],
  ['check', '--rule', 'IamUser should have mfaActive = true'],
])('what cannot be watched is said: %s %s', async (...args) => {
  const { code, err } = await gsl([...args, '--watch', '--no-config']);
  expect(code).toBe(2);
  expect(err).toMatch(
    /^error: --watch: (?:standard input cannot be read twice; name a file|no file is read that could change; .*)\n$/u,
  );
});
