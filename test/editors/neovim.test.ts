import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

/* The recipe for Neovim in docs/editors.md, with the real one: that for older versions, since all know it that have `start_client`. */

const version = /^NVIM v0\.(\d+)/u.exec(spawnSync('nvim', ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1];
const isThere = version !== undefined && Number(version) >= 7 && Number(version) < 11;
if (!isThere) console.warn('Neovim 0.7 to 0.10 is not installed, so its recipe is NOT tried: apt-get install neovim');

const folder = mkdtempSync(join(tmpdir(), 'gsl-nvim-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.skipIf(!isThere)(
  'Neovim shows what the server says of a rule',
  () => {
    const [recipe] =
      /```lua\n(?:(?!```)[\s\S])*start_client[\s\S]*?```/u.exec(readFileSync('docs/editors.md', 'utf8')) ?? [];
    const lua = (recipe ?? '').replaceAll(/^```(?:lua)?$/gmu, '');
    const server = `'${process.execPath}', '${resolve('dist/cli/bin.js')}', 'lsp'`;
    const asked = `
vim.api.nvim_create_autocmd('VimEnter', { callback = function()
  vim.wait(20000, function() return #vim.diagnostic.get(0) > 1 end, 50)
  local said = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do table.insert(said, one.lnum .. ':' .. one.col .. ' ' .. one.message) end
  vim.fn.writefile(said, '${folder}/said.txt')
  vim.cmd('qall!')
end })`;
    writeFileSync(join(folder, 'init.lua'), lua.replace("'npx', '--no-install', 'gsl', 'lsp'", server) + asked);
    writeFileSync(join(folder, 'a.gsl'), 'IamUser shoud have mfaActive==true\n');
    execFileSync('nvim', ['--headless', '-u', 'init.lua', 'a.gsl'], {
      cwd: folder,
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_STATE_HOME: folder },
      stdio: 'pipe',
    });
    const said = readFileSync(join(folder, 'said.txt'), 'utf8').trim().split('\n');
    expect(said.map((one) => one.split('\u0000')[0]?.slice(0, 24))).toEqual([
      '0:8 unknown word `shoud`',
      '0:28 `==` is not GSL: th',
    ]);
  },
  60_000,
);
