import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/* The package as its users get it: packed, installed in an empty folder, used from ESM, CommonJS and TypeScript. */

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gsl-package-'));

const USE = `
  const rule = compileRule('IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true');
  const user = { type: 'IamUser', name: 'alice', firstAccessKey: { isActive: true }, secondAccessKey: { isActive: true } };
  console.log(rule.evaluate(user).status, bundledRules[0].id);
`;
const PRINTED = 'failed D9.AWS.IAM.51\n';

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8' });
}

beforeAll(() => {
  run('npm', 'pack', root, '--ignore-scripts', '--silent');
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  run('npm', 'install', `./${tarball}`, '--prefer-offline', '--no-audit', '--no-fund', '--silent');
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

describe('the packed package', () => {
  test('from ESM', () => {
    writeFileSync(join(folder, 'use.mjs'), `import { bundledRules, compileRule } from 'gsl-engine';${USE}`);
    expect(run('node', 'use.mjs')).toBe(PRINTED);
  });

  test('from CommonJS', () => {
    writeFileSync(join(folder, 'use.cjs'), `const { bundledRules, compileRule } = require('gsl-engine');${USE}`);
    expect(run('node', 'use.cjs')).toBe(PRINTED);
  });

  test.each(['inventory', 'ruleset', 'report'])('gsl-engine/%s from both', (entry) => {
    const use = "console.log(Object.keys(loaded).filter((name) => name !== 'default').sort().join())";
    writeFileSync(join(folder, 'entry.mjs'), `import * as loaded from 'gsl-engine/${entry}';${use}`);
    writeFileSync(join(folder, 'entry.cjs'), `const loaded = require('gsl-engine/${entry}');${use}`);
    const names = run('node', 'entry.mjs');
    expect(names).not.toBe('\n');
    expect(run('node', 'entry.cjs')).toBe(names);
  });

  test.each(['use.mts', 'use.cts'])('with types, %s', (file) => {
    writeFileSync(
      join(folder, file),
      `import { assess, bundledRules, compileRule, type Evaluation, type Status } from 'gsl-engine';
       import { readInventory } from 'gsl-engine/inventory';
       import { parseRuleset } from 'gsl-engine/ruleset';
       import { reporters } from 'gsl-engine/report';
       const evaluation: Evaluation = compileRule('IamUser should have name').evaluate({ type: 'IamUser' });
       const status: Status = evaluation.status;
       // @ts-expect-error -- an entity has a type
       compileRule('IamUser should have name').evaluate({});
       export async function failures(): Promise<string[]> {
         const names: string[] = [];
         for await (const { entity } of assess(bundledRules, readInventory(['x']))) names.push(entity.name ?? '');
         return [...names, status, ...parseRuleset('', 'x').rulesets.map(({ name }) => name), ...reporters.map(({ name }) => name)];
       }\n`,
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--lib',
      'es2023',
      '--types',
      'node',
      '--typeRoots',
      join(root, 'node_modules/@types'),
    ];
    expect(() => run('node', tsc, ...options, '--skipLibCheck', 'true', file)).not.toThrow();
  });

  test('the core bundles for a browser, without a module of Node, and stays small', async () => {
    writeFileSync(join(folder, 'browser.mjs'), `import { bundledRules, compileRule } from 'gsl-engine';${USE}`);
    const { outputFiles, errors } = await build({
      absWorkingDir: folder,
      entryPoints: ['browser.mjs'],
      bundle: true,
      minify: true,
      platform: 'browser',
      format: 'esm',
      write: false,
      logLevel: 'silent',
    });
    expect(errors).toEqual([]);
    // In bytes; to raise it, say in the commit what for.
    expect(outputFiles[0]!.contents.length).toBeLessThan(560_000);
  });

  test('the command', () => {
    expect(run('npx', 'gsl', '--version').trim()).toMatch(/^\d+\.\d+\.\d+$/u);
  });

  test('holds what is needed and nothing else', () => {
    const files = readdirSync(join(folder, 'node_modules/gsl-engine'), { recursive: true, encoding: 'utf8' });
    const top = [...new Set(files.map((file) => file.split(/[\\/]/u)[0]!))].sort();
    expect(top).toEqual(['LICENSE', 'README.md', 'dist', 'grammar', 'package.json']);
  });
});
