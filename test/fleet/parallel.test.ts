import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { gsl, user } from '../cli/support.ts';

/* The examples in examples/fleet, run for real where what runs them is installed. */

const isThere = spawnSync('parallel', ['--version']).stdout?.toString().startsWith('GNU parallel') === true;
if (!isThere) console.warn('GNU parallel is not installed, so its example is NOT tried: apt-get install parallel');

const folder = mkdtempSync(join(tmpdir(), 'gsl-fleet-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it.skipIf(!isThere)(
  'GNU parallel: the report of one run',
  async () => {
    const inventory = join(folder, 'inventory');
    mkdirSync(inventory);
    for (let file = 0; file < 4; file += 1) {
      const lines = Array.from({ length: 10 }, (_, index) =>
        JSON.stringify(user(`u${file}-${index}`, true, index === file)),
      );
      writeFileSync(join(inventory, `${file}.ndjson`), lines.join('\n'));
    }
    const env = { ...process.env, GSL: `${process.execPath} ${resolve('dist/cli/bin.js')}`, FORMAT: 'csv' };
    const run = spawnSync('examples/fleet/parallel.sh', [inventory, '2', join(folder, 'work')], {
      env,
      encoding: 'utf8',
    });
    expect(run.status, run.stderr).toBe(1);
    const whole = await gsl(['evaluate', inventory, '--format', 'csv', '--now', '2026-01-01T00:00:00Z']);
    expect(run.stdout).toBe(whole.out);
    expect(whole.out.split('\n').length).toBeGreaterThan(4);
  },
  60_000,
);

it.each(['parallel.sh', 'slurm.sh'])('%s is a shell script', (file) => {
  execFileSync('sh', ['-n', join('examples/fleet', file)]);
});
