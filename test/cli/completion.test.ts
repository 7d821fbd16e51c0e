import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { gsl } from './support.ts';

const { out: bash } = await gsl(['completion', 'bash']);

/** What bash would offer for a line, asked of bash itself. */
function offered(line: string): readonly string[] {
  const words = line.split(' ');
  const list = words.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _gsl; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', `${bash}\n${ask}`], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

test.each([
  ['gsl ev', ['evaluate']],
  ['gsl check --fo', ['--format']],
  ['gsl check --format j', ['json', 'junit']],
  ['gsl check -f s', ['sarif']],
  ['gsl rules --format ', ['text', 'json']],
  ['gsl docs site --rules', ['--rules', '--ruleset']],
  ['gsl evaluate --format htm', ['html']],
  ['gsl evaluate --group-by acc', ['account']],
  ['gsl evaluate inventory/ --fail-on nev', ['never']],
  ['gsl evaluate --ruleset kubernetes', ['kubernetes-pod-security']],
  ['gsl completion f', ['fish']],
  // Files, which bash looks for itself.
  ['gsl check --lists li', []],
])('bash: %s', (line, expected) => {
  expect(offered(line)).toEqual(expected);
});

test('bash offers every command, and after one its flags', () => {
  const names = commands.map(({ name }) => name);
  expect(offered('gsl ').filter((word) => word !== 'help')).toEqual(names);
  expect(offered('gsl fmt --')).toEqual(expect.arrayContaining(['--check', '--format', '--help']));
});

test.each(['zsh', 'fish'])('%s: every command and its formats are in it', async (shell) => {
  const { out, code } = await gsl(['completion', shell]);
  expect(code).toBe(0);
  expect(commands.map(({ name }) => name).filter((name) => !out.includes(name))).toEqual([]);
  expect(out).toContain('json github sarif junit');
  const script = join(mkdtempSync(join(tmpdir(), 'gsl-completion-')), shell);
  writeFileSync(script, out);
  const tool = spawnSync(shell, ['-n', script], { encoding: 'utf8' });
  // Where the shell is installed, it reads the script.
  if (tool.error === undefined) expect(tool.stderr).toBe('');
});

test('a shell that is none', async () => {
  const { code, err } = await gsl(['completion', 'csh']);
  expect(code).toBe(2);
  expect(err).toContain('bash');
});
