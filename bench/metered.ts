import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The built command. */
export const BIN = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));

/** What a process took: seconds of all its threads on a core, and the most memory that it had. */
export interface Took {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Says at the end what the process took. */
const METER = `data:text/javascript,${encodeURIComponent(`import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(process.env.BENCH_METER, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }));
});`)}`;

/**
 * Runs a program of Node.js, or the built command, in a process of its own.
 *
 * @param folder where the process may leave what it took
 * @param codes the exit codes that are no failure of the measurement; 1 is for findings
 * @throws Error where it ends with another code
 */
export async function metered(
  folder: string,
  args: readonly string[],
  codes: readonly number[] = [0, 1],
): Promise<Took & { readonly stdout: string }> {
  const meter = join(folder, 'meter.json');
  const child = spawn(process.execPath, ['--import', METER, ...args], {
    env: { ...process.env, BENCH_METER: meter },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  if (code === null || !codes.includes(code))
    throw new Error(`${args.join(' ')} ended with ${code ?? 'a signal'}: ${stderr.slice(0, 2000)}`);
  return { ...(JSON.parse(readFileSync(meter, 'utf8')) as Took), stdout };
}

/** A run that said how many fail. */
export interface CountedRun extends Took {
  readonly failed: string;
}

/** The same, with how many fail by what the process says: `3 failed` of the command, or the number alone. */
export async function meteredFailures(folder: string, args: readonly string[]): Promise<CountedRun> {
  const { stdout, seconds, megabytes } = await metered(folder, args);
  const failed = (/([\d,]+) failed/u.exec(stdout)?.[1] ?? stdout.trim()).replaceAll(',', '');
  return { seconds, megabytes, failed };
}

export function median(runs: readonly Took[], of: keyof Took): number {
  const sorted = runs.map((took) => took[of]).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** The day of a measurement, as `2026-11-26`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
