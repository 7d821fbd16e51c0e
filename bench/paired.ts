import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/*
 * Two ways of doing the same, measured within one process so that a difference of a percent shows on a machine that others
 * use too: short runs by turns (A B B A …), their CPU time, and the median of the ratios of neighbours.
 */

/** What was found of two ways. */
export interface Paired {
  /** The median of the milliseconds of CPU that a run of the first takes. */
  readonly first: number;
  /** What the second takes more, in percent: the median over pairs. */
  readonly more: number;
  /** Where that median lies with a probability of 95 %, by the ranks of the pairs. */
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as (how: { readonly type: 'minor' }) => void;

/** Runs until the median is known to a percent either way, or for `seconds`. */
export async function paired(
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
  seconds = 60,
): Promise<Paired> {
  for (let warm = 0; warm < WARM; warm += 1) {
    await first();
    await second();
  }
  const ratios: number[] = [];
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const isFirst = ratios.length % 2 === 0;
    const one = await timed(isFirst ? first : second);
    const other = await timed(isFirst ? second : first);
    const [a, b] = isFirst ? [one, other] : [other, one];
    times.push(a);
    ratios.push(100 * (b / a - 1));
    if (ratios.length % LEAST !== 0) continue;
    const { from, to } = interval(ratios);
    if (to - from <= WIDTH) break;
  }
  return { first: middle(times), more: middle(ratios), ...interval(ratios), pairs: ratios.length };
}

const WARM = 40;
/** So many pairs are run at least, and before each look at how well the median is known. */
const LEAST = 200;
/** Percent from the one end of the interval to the other. */
const WIDTH = 1;

async function timed(run: () => Promise<unknown>): Promise<number> {
  // What was left behind is not what the next run pays for.
  collectGarbage({ type: 'minor' });
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

/** The ranks between which a median lies, whatever the values are distributed like: half of n, and 0.98 roots of n each way. */
function interval(values: readonly number[]): { readonly from: number; readonly to: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const reach = 0.98 * Math.sqrt(sorted.length);
  const [low, high] = [Math.floor(sorted.length / 2 - reach), Math.ceil(sorted.length / 2 + reach)];
  return { from: sorted[Math.max(0, low)] ?? NaN, to: sorted[Math.min(sorted.length - 1, high)] ?? NaN };
}
