import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

/* What Node.js has compiled of the command is kept where the user's own programs keep such things, and nowhere else. */

const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gsl-compiled-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(env: Readonly<Record<string, string>>, ...args: readonly string[]): string {
  const { XDG_CACHE_HOME: _, NODE_COMPILE_CACHE: __, ...others } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    ...{ encoding: 'utf8', cwd: folder },
    env: { ...others, ...env },
  });
  return `${status} ${stdout}${stderr}`;
}

const PARSE = ['parse', 'IamUser should have mfaActive'];

test('it is in the folder that is chosen, or in the home, and changes nothing that is said', () => {
  const none = run({ XDG_CACHE_HOME: join(folder, 'none'), NODE_DISABLE_COMPILE_CACHE: '1' }, ...PARSE);
  expect(none).toMatch(/^0 \{/u);
  const chosen = join(folder, 'chosen');
  for (let turn = 0; turn < 2; turn += 1) expect(run({ XDG_CACHE_HOME: chosen }, ...PARSE)).toBe(none);
  expect(readdirSync(join(chosen, 'gsl-engine'))).toHaveLength(1);
  const home = join(folder, 'home');
  for (const relative of ['', 'relative'])
    expect(run({ HOME: home, LOCALAPPDATA: home, XDG_CACHE_HOME: relative }, ...PARSE)).toBe(none);
  expect(existsSync(join(home, process.platform === 'linux' ? '.cache/gsl-engine' : ''))).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['chosen', 'home']);
});

test('where it cannot be kept nothing is said', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(run({ XDG_CACHE_HOME: file }, ...PARSE)).toMatch(/^0 \{/u);
});

test.each([['--version'], ['mcp', 'nowhere'], ['lsp', '--wrong']])('nothing is kept of %s', (...args) => {
  const unused = join(folder, 'unused');
  mkdirSync(unused, { recursive: true });
  run({ XDG_CACHE_HOME: unused }, ...args);
  expect(readdirSync(unused)).toEqual([]);
});

// What anybody may write is the same to it as what another user has.
test.skipIf(process.platform === 'win32')('no code is kept, or taken, where others may write', () => {
  const shared = mkdtempSync(join(folder, 'shared-'));
  mkdirSync(join(shared, 'gsl-engine'));
  chmodSync(join(shared, 'gsl-engine'), 0o777);
  expect(run({ XDG_CACHE_HOME: shared }, ...PARSE)).toMatch(/^0 \{/u);
  expect(readdirSync(join(shared, 'gsl-engine'))).toEqual([]);
  chmodSync(join(shared, 'gsl-engine'), 0o755);
  run({ XDG_CACHE_HOME: shared }, ...PARSE);
  expect(readdirSync(join(shared, 'gsl-engine'))).toHaveLength(1);
});
