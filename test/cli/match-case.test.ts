import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { settingsOf } from '../../src/cli/lsp/settings.ts';
import { folderStore, judgeShard, mergeRun, putRun, type FleetRun } from '../../src/fleet/index.ts';
import { gsl } from './support.ts';

/* `--match-case`, with one file and one rule through every way that there is. */

const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gsl-case-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const NOW = '2026-01-01T00:00:00Z';

/* Enough that threads are of use; `admin` and `Admin` are two people. */
const entities = Array.from({ length: 400 }, (_, index) => ({
  type: 'IamUser',
  id: `u${index}`,
  name: index % 4 === 0 ? 'admin' : index % 4 === 1 ? 'Admin' : `svc-${index}`,
  accountNumber: '111122223333',
}));
writeFileSync(at('users.ndjson'), entities.map((entity) => JSON.stringify(entity)).join('\n'));
const LOGIC = "IamUser should not have name in ('admin', 'root') or name startsWith('SVC-1')";
writeFileSync(
  at('rules.yaml'),
  `- id: R
  severity: High
  logic: ${JSON.stringify(LOGIC)}
  tests:
    - { name: another case, entity: { name: Admin }, expect: passed }
`,
);
const BLIND = 200 + entities.filter(({ name }) => name.startsWith('svc-1')).length;
/** Without regard to case, and with it. */
const FAILED = { blind: BLIND, minding: 100 };

const RULES = ['--rules', at('rules.yaml'), '--now', NOW, '--no-config'];
const JSON_REPORT = ['--format', 'json'];

function failedIn(report: string): number {
  const { summary } = JSON.parse(report) as { summary: { rules: { counts: { failed: number } }[] } };
  return summary.rules[0]?.counts.failed ?? NaN;
}

describe('--match-case', () => {
  it.each([
    ['one thread', '1'],
    ['threads', '2'],
  ])('counts in %s', async (_, jobs) => {
    const blind = await gsl(['evaluate', at('users.ndjson'), ...RULES, ...JSON_REPORT, '--jobs', jobs]);
    const minding = await gsl([
      'evaluate',
      at('users.ndjson'),
      ...RULES,
      ...JSON_REPORT,
      '--jobs',
      jobs,
      '--match-case',
    ]);
    expect([failedIn(blind.out), failedIn(minding.out)]).toEqual([FAILED.blind, FAILED.minding]);
    // `SVC-1` is written in no name, and `svc-1` is.
    expect(JSON.stringify(JSON.parse(minding.out))).toContain('differs by case alone');
    expect(minding.code).toBe(2);
    expect([blind.code, blind.out.includes('by case alone')]).toEqual([1, false]);
  });

  it('stands in the project file', async () => {
    writeFileSync(at('gsl.yaml'), 'matchCase: true\n');
    const args = ['evaluate', at('users.ndjson'), '--rules', at('rules.yaml'), '--now', NOW, ...JSON_REPORT];
    expect(failedIn((await gsl([...args, '--config', at('gsl.yaml')])).out)).toBe(FAILED.minding);
    writeFileSync(at('gsl.yaml'), 'matchCase: "yes"\n');
    const { code, err } = await gsl([...args, '--config', at('gsl.yaml')]);
    expect([code, err]).toEqual([2, expect.stringContaining('must be `true` or `false`')]);
  });

  it('goes with partials, and a part with it is not merged with one without', async () => {
    const part = async (index: number, file: string, ...more: string[]): Promise<number> =>
      (await gsl(['evaluate', at('users.ndjson'), ...RULES, '--partial', at(file), '--shard', `${index}/2`, ...more]))
        .code;
    expect([await part(1, 'a', '--match-case'), await part(2, 'b', '--match-case'), await part(2, 'c')]).toEqual([
      0, 0, 0,
    ]);
    const { out } = await gsl(['merge', at('a'), at('b'), '--no-config', ...JSON_REPORT]);
    expect(failedIn(out)).toBe(FAILED.minding);
    expect(out).toContain('differs by case alone');
    const mixed = await gsl(['merge', at('a'), at('c'), '--no-config']);
    expect(mixed).toMatchObject({ code: 2, out: '' });
    expect(mixed.err).toContain(`\`${at('a')}\` minds case (--match-case), and the other does not`);
  });

  it('goes with runs of a fleet', async () => {
    const store = folderStore(at('fleet'));
    const rulesets = [{ name: 'ours', rules: [{ id: 'R', severity: 'High', logic: LOGIC }] }] as const;
    const of = { inputs: [at('users.ndjson')], rulesets, shards: 2, now: NOW } as const;
    const failed: number[] = [];
    for (const run of [
      { ...of, id: 'minding', matchCase: true },
      { ...of, id: 'blind' },
    ] satisfies FleetRun[]) {
      await putRun(run, store);
      for (const index of [1, 2]) await judgeShard(run, index, store);
      const merged = await mergeRun(run, store);
      let count = 0;
      for await (const { status } of merged) count += status === 'failed' ? 1 : 0;
      failed.push(count);
    }
    expect(failed).toEqual([FAILED.minding, FAILED.blind]);
  });

  it('is explained, and tests of rules run with it', async () => {
    const explain = ['explain', LOGIC, at('users.ndjson'), '--entity', 'u1', '--no-config'];
    expect((await gsl(explain)).out).toContain('Admin: failed');
    expect((await gsl([...explain, '--match-case'])).out).not.toContain('failed');
    const test = ['test', at('rules.yaml'), '--no-config'];
    expect([(await gsl(test)).code, (await gsl([...test, '--match-case'])).code]).toEqual([1, 0]);
  });

  it('is known to the checker', async () => {
    const check = ['check', '--rule', "IamUser should have name = 'Admin' and name = 'admin'", '--no-config'];
    expect((await gsl(check)).out).not.toContain('always-false');
    const { code, out, err } = await gsl([...check, '--match-case', '--max-warnings', '0']);
    expect([code, out + err]).toEqual([2, expect.stringContaining('never hold together')]);
  });

  it('is written into queries', async () => {
    const sql = ['sql', LOGIC, '--dialect', 'postgres'];
    const [blind, minding] = [(await gsl(sql)).out, (await gsl([...sql, '--match-case'])).out];
    expect([/'svc-1%'/u.test(blind), /'svc-1%'/u.test(minding), minding.includes("'SVC-1%'")]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('is an option of the language server', () => {
    expect(settingsOf({ matchCase: true }).matchCase).toBe(true);
    expect(settingsOf({ matchCase: 'yes' }).matchCase).toBeUndefined();
  });

  it('tells rules apart that are kept for the next run', () => {
    const contradiction = "IamUser should have name = 'Admin' and name = 'admin'";
    writeFileSync(at('kept.yaml'), `- { id: R, severity: High, logic: ${JSON.stringify(contradiction)} }\n`);
    const run = (...more: string[]): string => {
      const args = ['evaluate', at('users.ndjson'), '--rules', at('kept.yaml'), '--now', NOW, '--no-config', ...more];
      const env = { ...process.env, XDG_CACHE_HOME: at('cache') };
      return spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', cwd: folder, env }).stderr;
    };
    const said = [run(), run('--match-case'), run()].map((text) => text.includes('never hold together'));
    expect(said).toEqual([false, true, false]);
    expect(readFileSync(at('kept.yaml'), 'utf8')).toContain('R');
  });
});
