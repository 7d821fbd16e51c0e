import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { buildExtension } from '../../scripts/vscode.ts';
import { check } from '../../src/check/check.ts';
import { formatMessage } from '../../src/text/format-message.ts';

const folder = fileURLToPath(new URL('../../editors/vscode', import.meta.url));

interface Manifest {
  readonly main: string;
  readonly dependencies?: object;
  readonly contributes: {
    readonly grammars: readonly { readonly path: string }[];
    readonly languages: readonly { readonly configuration: string }[];
    readonly commands: readonly { readonly command: string }[];
    readonly problemMatchers: readonly { readonly pattern: readonly { readonly regexp: string }[] }[];
  };
}

const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

test('the extension is one file, which registers what its manifest promises', async () => {
  const code = new TextDecoder().decode(await buildExtension(false));
  expect(code.length).toBeLessThan(1_000_000);
  // Whatever it takes from VS Code besides, it gets something that does nothing.
  const anything: unknown = new Proxy(function () {}, {
    get: (target, name) => (name === 'prototype' ? Reflect.get(target, name) : anything),
    apply: () => anything,
  });
  const module = { exports: {} as { readonly activate?: unknown; readonly deactivate?: unknown } };
  const require = createRequire(import.meta.url);
  const load = (name: string): unknown => (name === 'vscode' ? anything : require(name));
  const run = new Function('module', 'exports', 'require', code) as (...given: unknown[]) => void; // eslint-disable-line no-new-func -- our own bundle
  run(module, module.exports, load);
  expect(module.exports).toMatchObject({
    activate: expect.any(Function) as unknown,
    deactivate: expect.any(Function) as unknown,
  });
  for (const { command } of manifest.contributes.commands) expect(code).toContain(`registerCommand("${command}"`);
  expect(manifest.dependencies).toBeUndefined();
});

test('what the manifest names is there', () => {
  const { grammars, languages } = manifest.contributes;
  const named = [...grammars.map(({ path }) => path), ...languages.map(({ configuration }) => configuration)];
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
});

test('the problem matcher reads what the command prints', () => {
  const [found] = check({ name: 'rules/a.gsl', text: 'IamUser shoud have name' });
  const lines = (found === undefined ? '' : formatMessage(found)).split('\n');
  const [first, second] = manifest.contributes.problemMatchers[0]?.pattern ?? [];
  expect(new RegExp(first?.regexp ?? '(?!)').exec(lines[0] ?? '')?.slice(1)).toEqual([
    'error',
    'unknown word `shoud`',
    'misspelt-keyword',
  ]);
  expect(new RegExp(second?.regexp ?? '(?!)').exec(lines[1] ?? '')?.slice(1)).toEqual(['rules/a.gsl', '1', '9']);
});
