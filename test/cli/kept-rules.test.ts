import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compilationOf, giveTrees, healthyTrees } from '../../src/assess/compilation.ts';
import { environment } from '../../src/run/environment.ts';
import { loadPack, packs } from '../../src/rules/packs/index.ts';
import { casesOf } from '../conformance/schema.ts';

/* Rules of which nothing is to be said are kept as they were read, for the next run of the built command. */

const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gsl-kept-'));
const cache = join(folder, 'cache');
const keptIn = join(cache, 'gsl-engine');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEALTHY = 'IamUser should not have mfaActive = true';
const USERS = '[{ "type": "IamUser", "id": "a", "name": "a", "mfaActive": true, "createDate": 1 }]';
writeFileSync(join(folder, 'users.json'), USERS);

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    ...{ encoding: 'utf8', cwd: folder },
    env: { ...process.env, XDG_CACHE_HOME: cache, ...env },
  });
  return `${status}\n${stdout}\n${stderr}`;
}

function keptFiles(): readonly string[] {
  return readdirSync(keptIn).filter((name) => name.startsWith('rules-'));
}

function evaluate(rules: string, ...more: readonly string[]): string {
  const now = ['--now', '2026-01-01T00:00:00Z'];
  return run(['evaluate', 'users.json', '--rules', rules, '--no-config', ...now, ...more]);
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const RULE = (logic: string, id = 'R'): string =>
  `- { id: ${id}, severity: High, logic: ${JSON.stringify(logic)}, references: [https://example.com] }\n`;

describe('kept rules', () => {
  it.each<readonly [what: string, name: string, text: string, ...args: string[]]>([
    ['YAML', 'a.yaml', RULE(HEALTHY) + RULE('IamUser should have name like "a%"'.replaceAll('"', "'"), 'S')],
    ['the text of a rule', 'a.gsl', HEALTHY],
    ['JSON', 'a.json', JSON.stringify([{ id: 'R', severity: 'Low', logic: HEALTHY, more: { any: [1, null] } }])],
    ['a rule with a warning', 'b.yaml', RULE(HEALTHY) + RULE("IamUser should have name = 'a' and name = 'b'", 'S')],
    ['a rule that cannot be run', 'c.yaml', RULE(HEALTHY) + RULE('IamUser should have', 'S')],
    ['a file with a warning', 'd.yaml', `- { id: R, logic: '${HEALTHY}' }\n`],
    ['whole numbers beyond 2^53', 'e.yaml', RULE('IamUser should not have createDate = 9007199254740993')],
    ['numbers beyond all bounds', 'f.yaml', `- { id: R, severity: Low, extra: .inf, logic: '${HEALTHY}' }\n`],
    ['a folder', 'folder', ''],
  ])('say what rules say that are read: %s', (_, name, text) => {
    if (text === '') {
      mkdirSync(join(folder, name));
      for (const file of ['a.yaml', 'a.gsl']) cpSync(join(folder, file), join(folder, name, file));
    } else write(name, text);
    const none = { NODE_DISABLE_COMPILE_CACHE: '1' };
    for (const args of [
      ['check', name, '--no-config'],
      ['evaluate', 'users.json', '--rules', name, '--no-config', '--format', 'sarif'],
    ]) {
      const now = args[0] === 'check' ? [] : ['--now', '2026-01-01T00:00:00Z'];
      const read = run([...args, ...now], none);
      expect(read).not.toBe('');
      for (let turn = 0; turn < 2; turn += 1) expect(run([...args, ...now])).toBe(read);
    }
  });

  it('are taken, and read where they, their file or what they are checked with changed', () => {
    const file = write('taken.yaml', RULE(HEALTHY));
    const before = keptFiles();
    expect(evaluate(file)).toMatch(/^1\n/u);
    const [made = ''] = keptFiles().filter((name) => !before.includes(name));
    const kept = join(keptIn, made);
    // What nobody does: a tree that says something else shows that it is taken.
    const changed = readFileSync(kept, 'utf8').replace('"value":true', '"value":false');
    writeFileSync(kept, changed);
    expect(evaluate(file)).toMatch(/^0\n/u);
    for (const [name, text] of [
      ['lists.json', '{ "Offices": ["192.0.2.0/24"] }'],
      ['more.yaml', RULE(HEALTHY)],
    ] as const)
      write(name, text);
    expect(evaluate(file, '--lists', 'lists.json')).toMatch(/^1\n/u);
    writeFileSync(kept, changed);
    expect(evaluate(file, '--rules', 'more.yaml')).toMatch(/^1\n/u);
    write(file, `${RULE(HEALTHY)}\n# changed\n`);
    // The rule is the same, and the file is read for what it says of it.
    expect(evaluate(file)).toMatch(/^0\n/u);
    write(file, RULE(`${HEALTHY} `));
    expect(evaluate(file)).toMatch(/^1\n/u);
  });

  it.each(['', '{', 'null', '[]', '{"settings":1}'])('are read where what is kept is %j', (text) => {
    const file = write('damaged.yaml', RULE(HEALTHY));
    const read = evaluate(file);
    for (const name of keptFiles()) writeFileSync(join(keptIn, name), text);
    expect(evaluate(file)).toBe(read);
  });

  it('are kept of a part of an inventory too', () => {
    const before = keptFiles();
    const file = write('part.yaml', RULE(HEALTHY));
    expect(evaluate(file, '--partial', join(folder, 'part'))).toMatch(/^0\n/u);
    expect(keptFiles()).toHaveLength(before.length + 1);
  });

  it('are none where there were so many that not all are known', () => {
    const many = environment();
    for (let index = 0; index < 5_001; index += 1)
      compilationOf({ id: `R${index}`, severity: 'Low', logic: 'IamUser should have name' }, many, many);
    expect(healthyTrees(many)).toBeUndefined();
  });

  it('are of the last 50 sets of rules', () => {
    for (let index = 0; index < 60; index += 1) writeFileSync(join(keptIn, `rules-${index}.json`), '{}');
    writeFileSync(join(keptIn, 'other.json'), '{}');
    run(['check', write('one-more.yaml', RULE(HEALTHY)), '--no-config']);
    expect(keptFiles()).toHaveLength(50);
    expect(readdirSync(keptIn)).toContain('other.json');
  });

  it('are the same after they were text', async () => {
    const conformance = new URL('../conformance/', import.meta.url);
    const cases = readdirSync(conformance)
      .filter((name) => name.endsWith('.yaml') && !name.startsWith('known'))
      .flatMap((name) =>
        casesOf(name, parse(readFileSync(new URL(name, conformance), 'utf8'), { maxAliasCount: 1_000 })),
      );
    const bundled = (await Promise.all(packs.map(({ id }) => loadPack(id)))).flatMap((pack) => pack?.rules ?? []);
    const logics = new Set([...bundled.map(({ logic }) => logic), ...cases.map(({ rule }) => rule)]);
    const [read, taken] = [environment(), environment()];
    const ruleOf = (logic: string) => ({ id: 'R', severity: 'High', logic }) as const;
    for (const logic of logics) compilationOf(ruleOf(logic), read, read);
    const trees = healthyTrees(read) ?? new Map<string, never>();
    expect(trees.size).toBeGreaterThan(300);
    let kept = 0;
    for (const [logic, tree] of trees) {
      let text: string;
      try {
        text = JSON.stringify(tree);
      } catch {
        continue;
      }
      giveTrees(taken, new Map([[logic, JSON.parse(text) as typeof tree]]));
      const [one, other] = [read, taken].map((key) => compilationOf(ruleOf(logic), key, key).compiled);
      expect(other?.plan).toEqual(one?.plan);
      kept += 1;
    }
    expect(kept).toBeGreaterThan(300);
  });
});
