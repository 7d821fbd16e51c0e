import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartResults } from '../scripts/speed-page.ts';
import { version } from '../src/version.ts';
import { BIN, today } from './metered.ts';
import { user } from './users.ts';

/*
 * `npm run bench -- start [--save]`: what the shortest runs of the built command take from call to end, beside Node.js itself,
 * all in turn. With what a run before has kept, and without. `--save` keeps it in bench/results/start.json.
 */

const ROUNDS = 30;
const folder = mkdtempSync(join(tmpdir(), 'gsl-start-'));
const ten = join(folder, 'ten.ndjson');
const evaluate = [BIN, 'evaluate', ten, '--rule', 'IamUser should have mfaActive = true', '--no-config'];

const PROGRAMS: Readonly<Record<string, { readonly args: readonly string[]; readonly keepsNothing?: true }>> = {
  'node -e 0': { args: ['-e', '0'] },
  'gsl --version': { args: [BIN, '--version'] },
  'a rule, ten entities': { args: evaluate },
  'a rule, ten entities, JSON': { args: [...evaluate, '-f', 'json'] },
  'a rule of the package, ten entities': { args: [BIN, 'evaluate', ten, '--id', 'D9.AWS.IAM.51', '--no-config'] },
  'a rule, ten entities, nothing kept': { args: evaluate, keepsNothing: true },
};

/** Milliseconds of a process. */
function timed({ args, keepsNothing }: (typeof PROGRAMS)[string]): number {
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: keepsNothing === true ? { ...env, NODE_DISABLE_COMPILE_CACHE: '1' } : env,
    encoding: 'utf8',
  });
  const took = performance.now() - start;
  if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')} ended with ${status ?? 'a signal'}: ${stderr}`);
  return took;
}

try {
  writeFileSync(ten, Array.from({ length: 10 }, (_, index) => `${user(index)}\n`).join(''));
  const programs = Object.entries(PROGRAMS);
  const times = new Map<string, number[]>(programs.map(([name]) => [name, []]));
  // The first two runs of a kind keep what they compile.
  for (let round = -2; round < ROUNDS; round += 1)
    for (const [name, program] of programs) {
      const took = timed(program);
      if (round >= 0) times.get(name)?.push(took);
    }
  const runs: Record<string, number> = {};
  for (const [name, ofProgram] of times) {
    const median = ofProgram.sort((a, b) => a - b)[ofProgram.length >> 1] ?? NaN;
    runs[name] = Math.round(median * 10) / 10;
    console.log(`${name.padEnd(40)} ${median.toFixed(1).padStart(6)} ms`);
  }
  if (process.argv.includes('--save')) {
    const results: StartResults = { version, node: process.version, date: today(), runs };
    writeFileSync(new URL('results/start.json', import.meta.url), `${JSON.stringify(results, undefined, 1)}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
