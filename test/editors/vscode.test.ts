import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { createVSIX } from '@vscode/vsce';
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

/** The files of an archive: vsce writes each deflated, with its size in the list at the end. */
function filesIn(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [size, nameLength] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const local = archive.readUInt32LE(at + 42);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(begin, begin + size);
    const isDeflated = archive.readUInt16LE(at + 10) === 8;
    files.set(archive.toString('utf8', at + 46, at + 46 + nameLength), isDeflated ? inflateRawSync(bytes) : bytes);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

test('vsce packs it, with all that the manifest names and nothing that is only for us', async () => {
  const work = mkdtempSync(join(tmpdir(), 'gsl-vsce-'));
  try {
    const copy = join(work, 'vscode');
    cpSync(folder, copy, { recursive: true, filter: (path) => !path.includes('/dist') });
    mkdirSync(join(copy, 'dist'));
    writeFileSync(join(copy, 'dist/extension.js'), await buildExtension(false));
    const packagePath = join(work, 'gsl.vsix');
    await createVSIX({ cwd: copy, packagePath, dependencies: false });
    const files = filesIn(readFileSync(packagePath));
    const { main, contributes } = manifest;
    const named = [
      main,
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.languages.map(({ configuration }) => configuration),
    ].map((path) => `extension/${path.replace('./', '')}`);
    expect([...files.keys()].sort()).toEqual(
      [
        ...new Set(named),
        ...['[Content_Types].xml', 'extension.vsixmanifest'],
        ...['extension/LICENSE.txt', 'extension/package.json', 'extension/readme.md'],
      ].sort(),
    );
    expect(JSON.parse(String(files.get('extension/package.json')))).toMatchObject({ main });
    expect(String(files.get('extension/dist/extension.js'))).toContain('registerCommand');
    expect(String(files.get('extension.vsixmanifest'))).toContain('Id="gsl"');
  } finally {
    rmSync(work, { recursive: true });
  }
}, 60_000);

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
