import { BIN, median, metered, type Took } from '../../bench/metered.ts';

/** The built command in a process of its own, as often as is told: the medians. */
export async function gsl(
  folder: string,
  args: readonly string[],
  rounds: number,
  codes?: readonly number[],
): Promise<Took> {
  const runs: Took[] = [];
  for (let round = 0; round < rounds; round += 1) runs.push(await metered(folder, [BIN, ...args], codes));
  return { seconds: median(runs, 'seconds'), megabytes: median(runs, 'megabytes') };
}

/** What one more of something costs, of what a few and what many cost. */
export function slope(few: readonly [count: number, took: Took], many: readonly [count: number, took: Took]): number {
  return Math.max(0, (many[1].seconds - few[1].seconds) / (many[0] - few[0]));
}
