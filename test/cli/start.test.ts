import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

/* Most of a short run is the opening of files: how many a process opens, and which of them it can do without. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'dist/cli/bin.js');
const folder = mkdtempSync(join(tmpdir(), 'gsl-start-'));
const hook = join(folder, 'hook.mjs');
writeFileSync(
  hook,
  `import { registerHooks } from 'node:module';
   import { writeFileSync } from 'node:fs';
   import { pathToFileURL } from 'node:url';
   import vm from 'node:vm';
   const loaded = [];
   registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
   // Parts of the command are scripts.
   vm.Script = class extends vm.Script {
     constructor(text, options) {
       loaded.push(pathToFileURL(options.filename).href);
       super(text, options);
     }
   };
   process.on('exit', () => writeFileSync(process.env.GSL_LOADED, JSON.stringify(loaded)));`,
);
const users = join(folder, 'users.ndjson');
writeFileSync(users, '{"type":"IamUser","name":"alice","mfaActive":true}\n'.repeat(10));

const rules = join(folder, 'rules.yaml');
writeFileSync(rules, '- { id: MFA, severity: High, logic: IamUser should have mfaActive = true }\n');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The modules that a run of the built command loads for which nothing was kept, apart from those of Node.js. */
function loadedBy(...args: readonly string[]): readonly string[] {
  return loadedWith(mkdtempSync(join(folder, 'cache-')), args);
}

function loadedWith(cache: string, args: readonly string[]): readonly string[] {
  const file = join(folder, 'loaded.json');
  execFileSync(process.execPath, ['--import', pathToFileURL(hook).href, bin, ...args], {
    env: { ...process.env, GSL_LOADED: file, XDG_CACHE_HOME: cache },
    stdio: 'ignore',
  });
  const loaded = JSON.parse(readFileSync(file, 'utf8')) as readonly string[];
  return loaded.filter((url) => !url.startsWith('node:'));
}

describe('what a process loads', () => {
  test('the version: next to nothing', () => {
    const loaded = loadedBy('--version');
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.length).toBeLessThan(4);
  });

  test('a small evaluation: few files, and no package beside them but what is optional', () => {
    const loaded = loadedBy('evaluate', users, '--rule', 'IamUser should have mfaActive = true');
    expect(loaded.length).toBeGreaterThan(5);
    // A command that shares a part of what it loads with this one splits a file off, see `together` in tsup.command.config.ts.
    expect(loaded.length).toBeLessThan(30);
    const packages = loaded.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(url)?.[1] ?? []);
    expect(packages.filter((name) => ['zod', 'yaml', 'chevrotain', 'commander'].includes(name))).toEqual([]);
    expect(lateIn(loaded)).toEqual(['checks', 'rule-texts']);
    // The tables of Terraform's, Kubernetes' and CloudFormation's types are for rules on these.
    expect(loaded.filter((url) => url.includes('/schemas/complete/data/'))).toEqual([]);
  });

  test('with a rule of the package less: it is not checked', () => {
    expect(lateIn(loadedBy('evaluate', users, '--id', 'D9.AWS.IAM.51'))).toEqual(['rule-texts']);
  });

  test.each([
    ['a rule', ['--rule', 'IamUser should have mfaActive = true']],
    ['a file of rules', ['--rules', rules]],
    ['a rule of the package', ['--id', 'D9.AWS.IAM.51']],
  ])('with %s that it has read before: neither the parser nor the checker', (_, named) => {
    const cache = mkdtempSync(join(folder, 'cache-'));
    const [first, second] = [0, 1].map(() => loadedWith(cache, ['evaluate', users, ...named]));
    expect(lateIn(first ?? [])).toContain('rule-texts');
    expect(lateIn(second ?? [])).toEqual([]);
  });

  test('a list of entities in JSON: none of what is asked of answers and documents', () => {
    const list = join(folder, 'users.json');
    writeFileSync(list, JSON.stringify([{ type: 'IamUser', id: 'a', name: 'alice', mfaActive: true }]));
    expect(lateIn(loadedBy('evaluate', list, '--id', 'D9.AWS.IAM.51'))).toEqual(['rule-texts']);
  });

  test.each([
    ['ndjson', []],
    ['json', ['aws']],
    ['aws-credential-report', ['credential-report']],
    ['aws-authorization-details', ['aws']],
    ['aws-cli/kms.json', ['aws', 'joins']],
    ['google', ['aws', 'google', 'joins']],
    ['azure/template.json', ['aws', 'azure', 'joins']],
    ['kubernetes', ['kubernetes']],
    ['terraform', ['aws', 'infrastructure']],
    ['cloudformation', ['infrastructure']],
    ['parquet', ['formats']],
  ])('what an input of %s needs comes with it', (name, groups) => {
    const input = join(root, 'examples/inventory', name);
    const loaded = loadedBy('evaluate', input, '--rule', 'X should have name', '--allow-empty');
    expect(lateIn(loaded).filter((group) => group !== 'checks' && group !== 'rule-texts')).toEqual(groups);
  });
});

/** The groups of `src/cli/late` among what was loaded. */
function lateIn(loaded: readonly string[]): readonly string[] {
  return loaded.flatMap((url) => /\/late-([a-z-]+)\.js$/u.exec(url)?.[1] ?? []).sort();
}
