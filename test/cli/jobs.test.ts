import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startJobs } from '../../src/cli/jobs/jobs.ts';
import { environment } from '../../src/run/environment.ts';
import { prepareJobs } from '../../src/cli/jobs/prepare.ts';
import { reporters } from '../../src/reporters/index.ts';
import type { ProblemRecord } from '../../src/values/record.ts';
import { gsl, type Run, user } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-jobs-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const NOW = '2026-01-01T00:00:00Z';
const inventory = join(folder, 'inventory');
const RULES = join(folder, 'rules.yaml');
const EXCLUSIONS = join(folder, 'exclusions.yaml');

/** Users as lines, with what is broken among them. */
function lines(name: string, count: number): string {
  const all = Array.from({ length: count }, (_, index) => {
    if (index % 97 === 13) return '{"broken';
    if (index % 89 === 5) return '';
    const id = index % 50 === 0 ? 'again' : `${name}-${index}`;
    return JSON.stringify({ ...user(id, index % 3 === 0, index % 2 === 0), id, accountNumber: String(index % 3) });
  });
  return all.join('\n');
}

mkdirSync(join(inventory, 'empty'), { recursive: true });
writeFileSync(join(inventory, 'a.ndjson'), `\ufeff${lines('a', 650)}`);
writeFileSync(join(inventory, 'b.json'), JSON.stringify([user('json', true, true), { no: 'type' }]));
writeFileSync(join(inventory, 'c.ndjson.gz'), gzipSync(lines('c', 40)));
writeFileSync(join(inventory, 'd.json'), '{"name":"no inventory"}');
writeFileSync(join(inventory, 'e.ndjson'), '');
writeFileSync(join(inventory, 'empty', 'x.yaml'), 'just: text\n');
const LARGE = join(folder, 'large.json');
writeFileSync(LARGE, JSON.stringify(Array.from({ length: 900 }, () => user('x'.repeat(200), true, true))));
const row = (index: number): string => `row-${index}-${Math.sin(index)}-${Math.cos(index)}`;
/** Users in groups of 300 rows. */
function parquet(count: number): Uint8Array {
  const rows = Array.from({ length: count }, (_, index) => row(index));
  const columnData = [
    { name: 'type', data: rows.map(() => 'IamUser'), type: 'STRING' as const },
    { name: 'name', data: rows, type: 'STRING' as const },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 300 }));
}
writeFileSync(join(inventory, 'f.parquet'), parquet(900));
writeFileSync(
  RULES,
  `name: ours
rules:
  - { id: KEYS, severity: High, logic: "IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true", remediation: { text: "mend {{name}}" } }
  - { id: NAME, severity: Low, logic: "IamUser should not have name like '%-1%'" }
  - { id: LIST, severity: Low, logic: "List<IamUser> should have items length() > 400" }
  - { id: NONE, severity: Low, logic: "IamUser should have firstAccesKey" }
  - { id: OTHER, severity: Low, logic: "S3Bucket should have name" }
`,
);
writeFileSync(
  EXCLUSIONS,
  '- { rule: KEYS, entity: a-6, reason: known }\n- { rule: KEYS, entity: nobody, reason: old }\n',
);

/** A run in so many threads; every format into a file. */
async function run(
  jobs: string,
  more: readonly string[],
  formats: readonly string[],
): Promise<Run & { reports: Map<string, string> }> {
  const fileOf = (name: string): string => join(folder, `report.${name}`);
  const asked = formats.flatMap((name) => ['--format', `${name}=${fileOf(name)}`]);
  const ran = await gsl(['evaluate', ...more, '--rules', RULES, '--now', NOW, '--jobs', jobs, ...asked]);
  return { ...ran, reports: new Map(formats.map((name) => [name, readFileSync(fileOf(name), 'utf8')])) };
}

/** What threads judge with where that is no matter. */
const SETTING = {
  ...{ rulesets: [], exclusions: [], lists: undefined, strict: undefined, matchCase: undefined, now: NOW, include: [] },
  ...{ explain: false, explainPassed: false, types: { named: new Set<string>(), own: {} } },
  asking: { said: [], whole: [], mended: [], terminal: undefined },
};
/** The first piece dies, and those behind it wait for ever. */
const WAITING =
  'if (task.piece.index > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); setTimeout(() => process.exit(4), 100); await new Promise(() => {})';

const ALL = reporters.map(({ name }) => name);

describe('gsl evaluate --jobs', () => {
  // Most of what a thread does here is to compile the sources.
  beforeAll(() => {
    vi.stubEnv('NODE_COMPILE_CACHE', join(folder, 'compiled'));
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it.each(['csv', 'json', 'ndjson', 'junit'])(
    'writes passes to standard output that wait for the end, as %s',
    async (format) => {
      const rules = join(folder, 'mended.yaml');
      writeFileSync(
        rules,
        `rules:\n  - { id: N, severity: Low, logic: "IamUser should not have nothing", remediation: { text: "mend {{name}}" } }\n`,
      );
      const ran = (jobs: string): Promise<Run> =>
        gsl(['evaluate', inventory, '--rules', rules, '--now', NOW, '--jobs', jobs, '-f', format]);
      const [one, two] = [await ran('1'), await ran('2')];
      expect(two).toEqual(one);
      expect(one.out).toContain('a-1');
    },
  );

  it.each<[string, readonly string[], readonly string[]]>([
    ['in every format', [inventory, '--exclusions', EXCLUSIONS, '--explain'], ALL],
    ...['json', 'ndjson', 'sarif', 'csv', 'ocsf'].map(
      (name) => [`in ${name} alone`, [inventory], [name]] as [string, string[], string[]],
    ),
    ['at a terminal', [inventory, join(folder, 'none.json'), '--limit', '3', '--group-by', 'account'], ['pretty']],
  ])('writes the bytes of one thread, %s', async (_, given, formats) => {
    const one = await run('1', given, formats);
    const two = await run('2', given, formats);
    for (const name of formats) expect(two.reports.get(name), name).toBe(one.reports.get(name));
    expect(two).toMatchObject({ code: one.code, err: one.err, out: one.out });
    expect(two.err).not.toContain('one thread does it');
    expect(one.reports.get(formats[0] ?? '')?.length).toBeGreaterThan(200);
  });

  it('reads nothing behind damage in Parquet, as one thread does', async () => {
    const file = join(folder, 'damaged.parquet');
    const bytes = parquet(4500);
    bytes.fill(0xff, bytes.length / 3, bytes.length / 3 + 3000);
    writeFileSync(file, bytes);
    const one = await run('1', [file], ['csv']);
    const two = await run('2', [file], ['csv']);
    expect(two.reports.get('csv')).toBe(one.reports.get('csv'));
    expect(one.err).toMatch(/cannot be read as Parquet/u);
    expect(two.err).toBe(one.err);
  });

  it.each([
    [['examples/aws/credential-report.csv', RULES], /`aws-credential-report` are joined/u],
    [[join(inventory, 'b.json')], /the inputs are too small for a second thread/u],
    [['examples/inventory/kubernetes'], /the inputs are too small for a second thread/u],
    [[join(inventory, 'b.json'), LARGE], /large\.json` is read as a whole, and no other input is large: plain NDJSON/u],
    [['-'], /an input is no file/u],
  ])('says why %o is read by one', async (inputs, why) => {
    const { err } = await gsl(['evaluate', ...inputs, '--rules', RULES, '--now', NOW, '--jobs', '2']);
    expect(err).toMatch(why);
  });

  it.each([
    [['--jobs', '0'], /no number of threads/u],
    [['--jobs', 'x'], /no number of threads/u],
    [['--jobs', '2', '--partial', join(folder, 'p')], /more shards/u],
  ])('refuses %o', async (flags, message) => {
    const { code, err } = await gsl(['evaluate', inventory, '--now', NOW, ...flags]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it.each([
    ['leaves', 'process.exit(3)', /thread ended before it was done.*code: 3/u],
    ['throws', 'throw new Error("it broke")', /thread ended before it was done.*it broke/u],
    ['throws later', 'setTimeout(() => { throw new Error("later") }); await new Promise(() => {})', /later/u],
    ['leaves while others wait for its lines', WAITING, /thread ended before it was done.*code: 4/u],
  ])('says that a thread %s', async (_, code, message) => {
    const worker = join(folder, `worker-${code.length}.mjs`);
    writeFileSync(worker, `export const work = async (task) => { ${code}; };`);
    const reading = { format: undefined, parameters: undefined };
    const asked = { inputs: [inventory], jobs: 2, reading, options: {}, worker: pathToFileURL(worker).href };
    const ready = await prepareJobs(asked);
    if (ready.kind === 'alone') throw new Error(ready.why);
    const judged = startJobs(ready, {
      setting: SETTING,
      environment: environment(),
      reading: {},
      onProblem: () => undefined,
    });
    const findings = async (): Promise<void> => {
      for await (const finding of judged.findings({}, () => undefined)) expect(finding).toBeUndefined();
    };
    await expect(findings()).rejects.toThrow(message);
  });

  it('says what was met beside what a rule asks for, also behind pieces that left nothing to look at', async () => {
    const [rules, file] = [join(folder, 'beside.yaml'), join(folder, 'beside.ndjson')];
    writeFileSync(
      rules,
      'rules:\n  - { id: B, severity: Low, logic: "IamUser should not have firstAccessKey.isActive = true" }\n',
    );
    const users = Array.from({ length: 3_000 }, (_, index) => JSON.stringify(user(`u${index}`, false, false)));
    writeFileSync(file, [...users, '{"type":"IamUser","name":"last","firstAccessKey":{"isActive":"yes"}}'].join('\n'));
    const ran = (jobs: string): Promise<Run> =>
      gsl(['evaluate', file, '--rules', rules, '--now', NOW, '--jobs', jobs, '-f', 'sarif']);
    const [one, two] = [await ran('1'), await ran('2')];
    expect(one.out).toContain("was `'yes'` in some");
    expect(two).toEqual(one);
  });

  it('says once that a file can no longer be read, as one thread does', async () => {
    const file = join(folder, 'gone.ndjson');
    writeFileSync(file, lines('gone', 2000));
    const reading = { format: undefined, parameters: undefined };
    const ready = await prepareJobs({ inputs: [file], jobs: 2, reading, options: {} });
    if (ready.kind === 'alone') throw new Error(ready.why);
    expect(ready.pieces.length).toBeGreaterThan(2);
    rmSync(file);
    mkdirSync(file);
    const problems: string[] = [];
    const onProblem = (problem: ProblemRecord): void => void problems.push(problem.message);
    const judged = startJobs(ready, { setting: SETTING, environment: environment(), reading: {}, onProblem });
    for await (const finding of judged.findings({}, () => undefined)) expect(finding).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(/cannot be read/u)]);
  });
});

describe('the threads of the built command', () => {
  const built = (input: string, jobs: string): string => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        'dist/cli/bin.js',
        'evaluate',
        input,
        '--rule',
        'IamUser should have mfaActive = true',
        '-f',
        'csv',
        '--jobs',
        jobs,
      ],
      { encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') } },
    );
    return `${status} ${stdout}${stderr}`;
  };

  it('give the report of one', () => {
    const input = join(folder, 'built.ndjson');
    writeFileSync(
      input,
      Array.from({ length: 2_000 }, (_, index) => JSON.stringify(user(`u${index}`, false, false))).join('\n'),
    );
    const alone = built(input, '1');
    expect(alone.match(/^failed,/gmu)).toHaveLength(2_000);
    expect(built(input, '2')).toBe(alone);
  });

  it('read Parquet', () => {
    const said = built('examples/inventory/parquet', '1');
    expect(said).toMatch(/^[01] /u);
    expect(said).toContain('IamUser');
  });
});
