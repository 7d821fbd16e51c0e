import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documents, put, writeAnswers } from './collect-answers.ts';
import { gsl } from './support.ts';

/* The script that `gsl collect` prints, run by shells with commands that answer as the samples of the packs; then judged. */

const NOW = '2026-06-30T12:00:00Z';
const folder = mkdtempSync(join(tmpdir(), 'gsl-collected-'));
const bin = join(folder, 'bin');
const log = join(folder, 'log');
const answers = join(folder, 'answers');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => writeAnswers(folder));

interface Collected {
  readonly out: string;
  readonly code: number | null;
  readonly said: string;
}

let runs = 0;

/** Runs the script for a ruleset in an empty folder. */
async function collected(
  rulesets: readonly string[],
  { shell = ['sh'], env = {} }: { shell?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<Collected> {
  const { out: text } = await gsl([
    'collect',
    ...rulesets.flatMap((id) => (id.endsWith('.yaml') ? [id] : ['--ruleset', id])),
  ]);
  const name = String((runs += 1));
  const script = join(folder, `${name}.sh`);
  writeFileSync(script, text);
  const cwd = join(folder, `in-${name}`);
  mkdirSync(cwd);
  rmSync(log, { force: true });
  const [command = 'sh', ...args] = shell;
  const { status, stderr } = spawnSync(command, [...args, script], {
    cwd,
    env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, LOG: log, ANSWERS: answers, ...env },
    encoding: 'utf8',
  });
  return { out: join(cwd, 'inventory'), code: status, said: stderr };
}

interface Judged {
  readonly code: number;
  readonly err: string;
  /** The statuses that each rule gave. */
  readonly statuses: ReadonlyMap<string, readonly string[]>;
}

async function judged(path: string, ruleset: string): Promise<Judged> {
  const option = ruleset.endsWith('.yaml') ? '--rules' : '--ruleset';
  const { code, out, err } = await gsl(['evaluate', path, option, ruleset, '--now', NOW, '--format', 'json']);
  const { rules } = (JSON.parse(out) as { summary: { rules: { id: string; counts: Record<string, number> }[] } })
    .summary;
  const given = (counts: Record<string, number>): string[] => Object.keys(counts).filter((one) => counts[one] !== 0);
  return { code, err, statuses: new Map(rules.map(({ id, counts }) => [id, given(counts)])) };
}

describe('the script for cis-aws-foundations', () => {
  test('makes an inventory that decides every rule', { timeout: 120_000 }, async () => {
    const { out, code, said } = await collected(['cis-aws-foundations']);
    expect([code, said]).toEqual([0, '']);
    const { err, statuses } = await judged(out, 'cis-aws-foundations');
    expect(err).toBe('');
    const open = [...statuses].filter(([, found]) => !found.includes('passed') && !found.includes('failed'));
    expect(open).toEqual([]);
    // A group that lets in a prefix list, of which no call of the script tells the addresses.
    const undecided = [...statuses].filter(([, found]) => found.includes('error')).map(([id]) => id);
    expect(undecided).toEqual(['GSL.AWS.NET.04', 'GSL.AWS.NET.06']);
    // Regions are those of the folders, and a VPC without flow logs is one where those of its region were read.
    expect(statuses.get('GSL.AWS.NET.01')).toEqual(expect.arrayContaining(['passed', 'failed']));
    // It does not mix with what was there before.
    const again = spawnSync('sh', [join(folder, `${runs}.sh`), out], { encoding: 'utf8' });
    expect([again.status, again.stderr]).toEqual([2, `${out} is not empty: name a new folder\n`]);
  });

  test('tells what it may not read, and gsl evaluate tells it again', { timeout: 120_000 }, async () => {
    const env = { DENIED: 'ec2.describe-volumes', REGIONS: 'eu-west-1' };
    const rules = join(folder, 'rules.yaml');
    writeFileSync(rules, RULES);
    const { out, code, said } = await collected([rules], { env });
    expect(code).toBe(1);
    expect(said).toContain('could not read: aws ec2 describe-volumes --region eu-west-1: An error occurred');
    expect(said).toMatch(/1 commands? failed: inventory\/failed\.json tells which\n$/u);
    const { code: exit, err, statuses } = await judged(out, rules);
    expect(exit).toBe(2);
    expect(err).toContain('`aws ec2 describe-volumes --region eu-west-1` failed: `AccessDeniedException`');
    expect(statuses.get('V')).toEqual([]);
  });
});

test.each([['dash'], ['dash', '-eu'], ['bash'], ['bash', '-eu'], ['sh', '-eu']])(
  '%s %s runs it, with a region that is not there',
  { timeout: 120_000 },
  async (...shell) => {
    const rules = join(folder, 'rules.yaml');
    writeFileSync(rules, RULES);
    const { out, code, said } = await collected([rules], { shell, env: { REGIONS: 'eu-west-9 eu-west-1' } });
    expect(code).toBe(1);
    expect(said.match(/could not read: .*: Could not connect/gu)).toHaveLength(2);
    const [, second = '', ...others] = readFileSync(join(out, 'failed.json'), 'utf8').trim().split('\n');
    expect(JSON.parse(second)).toEqual({
      Error: {
        Code: '',
        Message: expect.stringMatching(/^Could not connect to the endpoint URL: 'https.*'$/u) as string,
      },
      Command: 'aws ec2 describe-volumes --region eu-west-9',
    });
    expect(others).toEqual([]);
    const { code: exit, err } = await gsl(['evaluate', out, '--rules', rules, '--now', NOW]);
    expect(exit).toBe(2);
    expect(err.match(/`aws [^`]*--region eu-west-9[^`]*` failed: Could/gu)).toHaveLength(2);
  },
);

test('the script for aws-data-protection decides every rule', { timeout: 120_000 }, async () => {
  const { out, code, said } = await collected(['aws-data-protection']);
  expect([code, said]).toEqual([0, '']);
  const { err, statuses } = await judged(out, 'aws-data-protection');
  expect(err).toBe('');
  const open = [...statuses].filter(([, found]) => !found.includes('passed') && !found.includes('failed'));
  expect(open).toEqual([]);
});

test('a page of an answer is no answer', { timeout: 120_000 }, async () => {
  const rules = join(folder, 'rules.yaml');
  writeFileSync(rules, RULES);
  const [whole = {}] = documents('describe-volumes');
  put(folder, 'eu-west-1', 'ec2.describe-volumes', { ...whole, NextToken: 'more' });
  const { out, code } = await collected([rules], { env: { REGIONS: 'eu-west-1' } });
  put(folder, 'eu-west-1', 'ec2.describe-volumes', whole);
  expect(code).toBe(0);
  const { code: exit, err } = await gsl(['evaluate', out, '--rules', rules, '--now', NOW]);
  expect(exit).toBe(2);
  expect(err).toContain('ec2.describe-volumes.json: the answer is one page of several');
});

const RULES = `
- {id: V, severity: Low, logic: Volume should have encrypted=true}
- {id: K, severity: Low, logic: KMS should have rotationStatus=true}
`;
