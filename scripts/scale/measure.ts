import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));

/** What a process took: seconds of all its threads on a core, and the most memory it had. */
export interface Took {
  readonly seconds: number;
  readonly megabytes: number;
}

const METER = `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(process.env.SCALE_METER, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }));
});`;

/** The built command in a process of its own, as often as is told: the medians. */
export async function gsl(folder: string, args: readonly string[], rounds: number): Promise<Took> {
  const runs: Took[] = [];
  for (let round = 0; round < rounds; round += 1) runs.push(await once(folder, args));
  const median = (of: keyof Took): number => runs.map((took) => took[of]).sort((a, b) => a - b)[rounds >> 1] ?? NaN;
  return { seconds: median('seconds'), megabytes: median('megabytes') };
}

async function once(folder: string, args: readonly string[]): Promise<Took> {
  const [meter, file] = [join(folder, 'meter.mjs'), join(folder, 'meter.json')];
  writeFileSync(meter, METER);
  const child = spawn(process.execPath, ['--import', pathToFileURL(meter).href, bin, ...args], {
    env: { ...process.env, SCALE_METER: file },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once('exit', done));
  // 1 is for findings.
  if (code !== 0 && code !== 1) throw new Error(`gsl ${args.join(' ')} ended with ${code}: ${said.slice(0, 2000)}`);
  return JSON.parse(readFileSync(file, 'utf8')) as Took;
}

/** What one more of something costs, of what a few and what many cost. */
export function slope(few: readonly [count: number, took: Took], many: readonly [count: number, took: Took]): number {
  return Math.max(0, (many[1].seconds - few[1].seconds) / (many[0] - few[0]));
}
