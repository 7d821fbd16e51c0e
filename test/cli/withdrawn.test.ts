import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseReport } from '../../src/findings/stored-report.ts';
import { reporters } from '../../src/reporters/index.ts';
import { gsl, user } from './support.ts';

/* What passed by a rule that turns out to be undecided is called passed in no report. */

const folder = mkdtempSync(join(tmpdir(), 'gsl-withdrawn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const users = join(folder, 'users.json');
writeFileSync(users, JSON.stringify([user('alice', true, false), user('bob', true, false), 7]));
const MISSPELT = 'IamUser should not have firstAccesKey.isActive = true';
const RULES = ['--rule', MISSPELT, '--rule', 'IamUser should have name', '--now', '2026-01-01'];

/** How each format says that something passed. */
const PASSED: Readonly<Record<string, RegExp>> = {
  json: /"status":"passed","ruleId"/gu,
  ndjson: /"status":"passed","ruleId"/gu,
  csv: /^passed,/gmu,
  ocsf: /"status":"Pass"/gu,
  asff: /"Status":"PASSED"/gu,
  'asff-batches': /"Status":"PASSED"/gu,
  'cloudguard-json': /"isValid":true/gu,
};
const passes = (format: string, text: string): number => text.match(PASSED[format] ?? /$^/gu)?.length ?? 0;

test.each(reporters.map(({ name }) => name))('%s tells how to mend what was held back', async (format) => {
  const rules = join(folder, 'mending.yaml');
  writeFileSync(
    rules,
    `rules:\n  - {id: SLIP, severity: Low, logic: "${MISSPELT}", remediation: {text: "mend {{name}}"}}\n  - {id: OPEN, severity: Low, logic: "IamUser should not have secondAccessKey.isActive = true", remediation: {text: "mend {{name}}"}}\n`,
  );
  const { code, out } = await gsl(['evaluate', users, '--rules', rules, '--now', '2026-01-01', '--format', format]);
  expect(code).toBe(2);
  expect(out.length).toBeGreaterThan(50);
});

describe('a report in a file', () => {
  test.each(Object.keys(PASSED))('%s is written once more', async (format) => {
    const file = join(folder, `report.${format}`);
    const { code, out } = await gsl([
      'evaluate',
      users,
      ...RULES,
      '--format',
      `${format}=${file}`,
      '--format',
      'pretty',
    ]);
    expect(code).toBe(2);
    const text = readFileSync(file, 'utf8');
    // Two by the rule that is right, none by the other.
    expect(passes(format, text)).toBe(2);
    expect(text).toMatch(/firstAccesKey/u);
    expect(text).toMatch(/expected an entity/u);
    expect(text).not.toMatch(/"withdrawn"|^withdrawn/mu);
    expect(out.match(/rule undecided/gu)).toHaveLength(1);
  });

  test('is written once where no rule is undecided', async () => {
    const file = join(folder, 'once.ndjson');
    await gsl([
      'evaluate',
      users,
      ...RULES.slice(2),
      '--format',
      `ndjson=${file}`,
      '--format',
      `csv=${join(folder, 'a.csv')}`,
    ]);
    expect(passes('ndjson', readFileSync(file, 'utf8'))).toBe(2);
  });
});

const LINES = JSON.stringify([user('alice', true, false)]);

/** Called undecided, in the words of each format. */
const UNDECIDED: Readonly<Record<string, RegExp>> = {
  json: /"status":"error","ruleId":"rule-1"/gu,
  ndjson: /"status":"error","ruleId":"rule-1"/gu,
  csv: /^error,/gmu,
  ocsf: /"status":"Warning"/gu,
  asff: /"Status":"WARNING"/gu,
  'asff-batches': /"Status":"WARNING"/gu,
  'cloudguard-json': /"isValid":false/gu,
};

describe('a report on standard output, which cannot be written once more', () => {
  test.each(Object.keys(PASSED))('%s holds back what may not count', async (format) => {
    const { code, out } = await gsl(['evaluate', users, ...RULES, '--format', format]);
    expect(code).toBe(2);
    expect(passes(format, out)).toBe(2);
    expect(out.match(UNDECIDED[format] ?? /$^/gu)?.length ?? 0).toBeGreaterThanOrEqual(2);
    expect(out).not.toMatch(/"withdrawn"|^withdrawn/mu);
  });

  test('of standard input too, in a file', async () => {
    const file = join(folder, 'stdin.json');
    const { code } = await gsl(['evaluate', '-', ...RULES, '--format', `json=${file}`], LINES);
    expect(code).toBe(2);
    const text = readFileSync(file, 'utf8');
    expect(passes('json', text)).toBe(1);
    expect(text).not.toMatch(/"withdrawn"/u);
  });

  test('what was met later lets passes before it stand', async () => {
    const lines = [user('alice', true, false), { ...user('bob', true, false), firstAccesKey: { isActive: false } }];
    const { code, out } = await gsl(
      ['evaluate', '-', ...RULES, '--format', 'ndjson'],
      lines.map((line) => JSON.stringify(line)).join('\n'),
    );
    expect(code).toBe(0);
    expect(passes('ndjson', out)).toBe(4);
  });

  test.each(['json', 'ndjson'])('%s that is read back says passed no more', async (format) => {
    const { out } = await gsl(['evaluate', users, ...RULES, '--format', format]);
    const { findings } = parseReport(out);
    expect(findings.map(({ ruleId, status }) => `${ruleId} ${status}`).sort()).toEqual([
      ...['rule-1 error', 'rule-1 error'],
      ...['rule-2 passed', 'rule-2 passed'],
    ]);
  });

  test('is the same from several threads', async () => {
    const file = join(folder, 'many.ndjson');
    const many = Array.from({ length: 4_000 }, (_, index) => ({
      ...user(`u${index}`, true, false),
      note: 'x'.repeat(900),
    }));
    writeFileSync(file, many.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const run = (jobs: string) => gsl(['evaluate', file, ...RULES, '--format', 'ndjson', '--jobs', jobs]);
    const [one, two] = [await run('1'), await run('2')];
    expect(two.out).toBe(one.out);
    expect(passes('ndjson', two.out)).toBe(4_000);
  });
});

test('every format that says passed is looked at here', () => {
  const wanting = reporters.filter(({ include }) => include.includes('passed')).map(({ name }) => name);
  expect(wanting.filter((name) => !(name in PASSED))).toEqual(['junit', 'html']);
});
