import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { afterAll, describe, expect, test } from 'vitest';
import { asPart } from '../../scripts/parts.ts';

/* The code of the built command is kept with the functions that its runs called: src/cli/kept-code.ts. */

const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gsl-code-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const users = join(folder, 'users.ndjson');
writeFileSync(users, '{"type":"IamUser","id":"a","name":"alice","mfaActive":false}\n');
const RULE = 'IamUser should have mfaActive = true';

function run(cache: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    ...{ encoding: 'utf8', cwd: folder },
    env: { ...process.env, XDG_CACHE_HOME: cache },
  });
  return `${status} ${stdout}${stderr}`;
}

/** The files of parts, which are called by their names and hashes; Node.js calls its own by numbers. */
function keptIn(cache: string): readonly string[] {
  const [folderOfNode = ''] = readdirSync(join(cache, 'gsl-engine')).filter((name) => !name.startsWith('rules-'));
  const kept = join(cache, 'gsl-engine', folderOfNode);
  return readdirSync(kept).flatMap((name) => (/-[\w-]{22}$/u.test(name) ? [join(kept, name)] : []));
}

const bytesIn = (files: readonly string[]): number => files.reduce((sum, file) => sum + statSync(file).size, 0);
const timesOf = (files: readonly string[]): readonly number[] => files.map((file) => statSync(file).mtimeMs);

describe('the code of the command', () => {
  test('is kept with what runs of a kind called, grows with another kind, and then stays', () => {
    const cache = join(folder, 'grows');
    const evaluate = (...more: readonly string[]): string => run(cache, 'evaluate', users, '--rule', RULE, ...more);
    const first = evaluate();
    expect(first).toMatch(/^1 .*mfaActive is false/su);
    expect(evaluate()).toBe(first);
    const kept = keptIn(cache);
    expect(kept.length).toBeGreaterThan(5);
    const [size, times] = [bytesIn(kept), timesOf(kept)];
    expect(evaluate()).toBe(first);
    expect([keptIn(cache), timesOf(kept)]).toEqual([kept, times]);
    for (let turn = 0; turn < 2; turn += 1)
      expect(JSON.parse(evaluate('-f', 'json').slice(2))).toHaveProperty('findings');
    expect(bytesIn(kept)).toBeGreaterThan(size);
    expect(evaluate()).toBe(first);
  });

  test.each<readonly [what: string, damage: (bytes: Buffer) => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['three bytes', () => Buffer.from('abc')],
    ['its beginning', (bytes) => bytes.subarray(0, bytes.length >> 1)],
    ['other code', (bytes) => Buffer.concat([Buffer.alloc(64), bytes.subarray(64)])],
    [
      'a length that is none',
      (bytes) => Buffer.concat([bytes.subarray(0, -8), Buffer.alloc(4, 0xff), bytes.subarray(-4)]),
    ],
    [
      'a block of a disk that was never written',
      (bytes) => Buffer.from(bytes).fill(0, bytes.length >> 2, bytes.length >> 1),
    ],
  ])('is compiled where the file holds %s', (_, damage) => {
    const cache = mkdtempSync(join(folder, 'damaged-'));
    const said = run(cache, 'parse', RULE);
    for (const file of keptIn(cache)) writeFileSync(file, damage(readFileSync(file)));
    expect(run(cache, 'parse', RULE)).toBe(said);
    expect(run(cache, 'parse', RULE)).toBe(said);
  });

  test('is kept with what threads called, too', () => {
    const cache = join(folder, 'threads');
    const many = join(folder, 'many.ndjson');
    const user = (index: number): string =>
      `{"type":"IamUser","id":"${index}","name":"user-${index}","mfaActive":true}\n`;
    writeFileSync(many, Array.from({ length: 8_000 }, (_, index) => user(index)).join(''));
    const evaluate = (): string => run(cache, 'evaluate', many, '--rule', RULE, '--jobs', '2');
    const first = evaluate();
    expect(first).toMatch(/^0 /u);
    // At first what the command keeps is written last.
    for (let turn = 0; turn < 3; turn += 1) expect(evaluate()).toBe(first);
    const byThreads = keptIn(cache).filter((file) => readFileSync(file, 'latin1').includes('gsl thread'));
    expect(byThreads.some((file) => file.includes('jobs-worker-part'))).toBe(true);
    expect(byThreads.length).toBeGreaterThan(1);
  });

  test('is not asked for where code may not be made of texts, and runs all the same', () => {
    const args = ['--disallow-code-generation-from-strings', bin, 'evaluate', users, '--rule', RULE];
    expect(spawnSync(process.execPath, args, { encoding: 'utf8', cwd: folder }).status).toBe(1);
  });
});

describe('a part', () => {
  const made = (code: string): unknown => {
    const load = (file: string): object => ({ loaded: file });
    const part = new Script(asPart(code, 'x.js')).runInThisContext() as (...given: unknown[]) => unknown;
    return part(
      load,
      (file: string) => Promise.resolve({ later: file }),
      'file:///x.js',
      (name: string) => ({ name }),
    );
  };

  test('is a function that gives what the module exports', async () => {
    const code = `import{loaded as a}from"./a.js";import{name}from"node:fs";import"./b.js";import*as c from"./c.js";
      var u=import.meta.url,t="\\u2026".replace(/…/u,"\\u{1F600}"),l=import("./d.js");export{a,name as b,c,u,t as default,l};`;
    const { l, ...others } = made(code) as Record<string, unknown>;
    expect(others).toEqual({ a: './a.js', b: 'node:fs', c: { loaded: './c.js' }, u: 'file:///x.js', default: '😀' });
    expect(await l).toEqual({ later: './d.js' });
    expect(asPart(code, 'x.js')).toMatch(/^[\0-\x7f]*\n\/\/[\w-]{22}$/u);
    expect(asPart(code.replace('./a', './e'), 'x.js').slice(-22)).not.toBe(asPart(code, 'x.js').slice(-22));
  });

  test.each([
    ['import a from "a";'],
    ['export default 1;'],
    ['export * from "./a.js";'],
    ['export const a = import.meta.dirname;'],
  ])('is not made of `%s`', (code) => {
    expect(() => asPart(code, 'x.js')).toThrow(/x\.js: .* has no place in a part/u);
  });
});
