import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadPack } from '../../src/rules/packs/index.ts';

/* The recipe for bat in docs/editors.md, with the real bat. */

const bat = ['bat', 'batcat'].find((name) => spawnSync(name, ['--version']).status === 0);
if (bat === undefined) console.warn('bat is not installed, so its syntax is NOT tried: apt-get install bat');

const folder = mkdtempSync(join(tmpdir(), 'gsl-bat-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.skipIf(bat === undefined)('bat colours rules by our syntax, and changes nothing of them', async () => {
  const [source, cache] = [join(folder, 'source'), join(folder, 'cache')];
  mkdirSync(join(source, 'syntaxes'), { recursive: true });
  mkdirSync(cache);
  copyFileSync('editors/bat/GSL.sublime-syntax', join(source, 'syntaxes', 'GSL.sublime-syntax'));
  const command = bat ?? '';
  execFileSync(command, ['cache', '--build', '--source', source, '--target', cache], { stdio: 'pipe' });
  const rules = ((await loadPack('cis-aws-foundations'))?.rules ?? []).map(({ logic }) => logic);
  const text = `${["IamUser where name like 'a''b' should not have mfaActive = true", ...rules].join('\n')}\n`;
  const file = join(folder, 'rules.gsl');
  writeFileSync(file, text);
  const env = { ...process.env, BAT_CACHE_PATH: cache, BAT_CONFIG_PATH: join(folder, 'none') };
  const args = ['--plain', '--paging=never', '--color=always', '--theme=Monokai Extended', file];
  const out = execFileSync(command, args, { env, encoding: 'utf8' });

  expect(out.replaceAll(/\u001b\[[\d;]*m/gu, '')).toBe(text);
  const [first = ''] = out.split('\n');

  const pieces = [...first.matchAll(/\u001b\[([\d;]*)m([^\u001b]+)/gu)].map(([, color, piece = '']) => [
    piece.trim(),
    color,
  ]);
  const colorOf = new Map(pieces.map(([piece = '', color]) => [piece, color]));
  const words = ['IamUser', 'should', "'a", 'true', 'mfaActive'];
  expect(words.filter((word) => !colorOf.has(word))).toEqual([]);
  expect(new Set([colorOf.get('should'), colorOf.get("'a"), colorOf.get('true'), colorOf.get('mfaActive')]).size).toBe(
    4,
  );
});
