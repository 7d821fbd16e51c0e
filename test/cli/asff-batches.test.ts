import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { gsl, user } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-asff-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the command that is told imports each batch into its region', async () => {
  const users = join(folder, 'users.json');
  const evil = { ...user('x","Region":"eu-evil-1', true, true), region: 'eu_west_1' };
  const many = Array.from({ length: 150 }, (_, index) => user(`u${index}`, true, true));
  writeFileSync(users, JSON.stringify([...many, evil]));
  const file = join(folder, "it's.ndjson");
  const { err } = await gsl(['evaluate', users, '--format', `asff-batches=${file}`]);
  const command = /next: (while .*)/u.exec(err)?.[1] ?? 'false';
  // Stands for the real one: notes the region, and what it was given.
  const aws = `aws() { [ "$1 $2 $3 $5 $6" = "securityhub batch-import-findings --region --cli-input-json file:///dev/stdin" ] && cat > "${folder}/call-$4-$(ls "${folder}" | wc -l)"; }`;
  const { status, stderr } = spawnSync('bash', ['-c', `${aws}; ${command}`], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const calls = readdirSync(folder).filter((name) => name.startsWith('call-'));
  const counts = calls.map((name) => {
    const { Findings } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
      Findings: { Resources: { Region: string }[] }[];
    };
    const [, region = ''] = /^call-(.*)-\d+$/u.exec(name) ?? [];
    for (const { Resources } of Findings) expect(Resources[0]?.Region).toBe(region);
    return `${region} ${Findings.length}`;
  });
  expect(counts.sort()).toEqual(['eu-west-1 1', 'us-east-1 100', 'us-east-1 50']);
});
