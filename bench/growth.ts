import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { version } from '../src/version.ts';
import { CURVES, type Curve } from './curves.ts';
import { loglogSvg } from './loglog-svg.ts';

/*
 * `npm run bench -- growth [--only TEXT] [--to N]`: processor time for sizes that grow tenfold, from 10 or 100 on, and by
 * which power of the size it grows over the last two decades: 1 is linear. Writes bench/results/growth.json and .svg.
 */

const RESULTS = new URL('results/', import.meta.url);
/** Milliseconds that a point is measured for at least, and rounds that the least of is taken. */
const ENOUGH = 40;
const ROUNDS = 3;
/** A point that takes longer is the last. */
const LONG = 60_000;

interface Point {
  readonly size: number;
  /** Of one run. */
  readonly milliseconds: number;
}

interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly Point[];
  /** Time grows as size to this power, over the last two decades. */
  readonly power: number;
}

const option = (name: string): string | undefined => process.argv[process.argv.indexOf(name) + 1];
const only = process.argv.includes('--only') ? (option('--only') ?? '') : '';
const to = process.argv.includes('--to') ? Number(option('--to')) : Infinity;

const measured: Measured[] = [];
for (const curve of CURVES.filter(({ name }) => name.includes(only))) {
  const points = await pointsOf(curve);
  const power = powerOf(points);
  measured.push({ name: curve.name, unit: curve.unit, points, power });
  const last = points.at(-1);
  console.log(
    `${curve.name.padEnd(42)} size^${power.toFixed(2)}   ${String(last?.size).padStart(9)} ${curve.unit.padEnd(10)} ${last?.milliseconds.toFixed(1) ?? ''} ms`,
  );
}
if (only === '' && to === Infinity) {
  mkdirSync(RESULTS, { recursive: true });
  const text = `${JSON.stringify({ version, node: process.version, curves: measured }, undefined, 1)}\n`;
  writeFileSync(new URL('growth.json', RESULTS), text);
  writeFileSync(new URL('growth.svg', RESULTS), loglogSvg(measured));
  console.log(
    `written: ${fileURLToPath(new URL('growth.svg', RESULTS))} (${readFileSync(new URL('growth.svg', RESULTS)).length} bytes)`,
  );
}

async function pointsOf({ largest, prepare }: Curve): Promise<Point[]> {
  const points: Point[] = [];
  for (let size = 100; size <= Math.min(largest, to); size *= 10) {
    const run = prepare(size);
    await run();
    let milliseconds = Infinity;
    for (let round = 0; round < ROUNDS && milliseconds > 0; round += 1) {
      milliseconds = Math.min(milliseconds, await timed(run));
      if (milliseconds > 2_000) break;
    }
    points.push({ size, milliseconds });
    if (milliseconds > LONG) break;
  }
  if (largest % 10 !== 0 && largest <= to) {
    const run = prepare(largest);
    points.push({ size: largest, milliseconds: await timed(run) });
  }
  return points;
}

/** Processor time of a run, in milliseconds: of as many as make a time that can be told. */
async function timed(run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  const start = performance.now();
  let runs = 0;
  do {
    await run();
    runs += 1;
  } while (performance.now() - start < ENOUGH);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / runs;
}

/** The slope of the line through the last points, both axes logarithmic; sizes below are ruled by what is done once. */
function powerOf(points: readonly Point[]): number {
  const last = points.slice(-3);
  const xs = last.map(({ size }) => Math.log(size));
  const ys = last.map(({ milliseconds }) => Math.log(milliseconds));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(xs), mean(ys)];
  const covariance = xs.reduce((sum, value, index) => sum + (value - x) * ((ys[index] ?? y) - y), 0);
  return covariance / xs.reduce((sum, value) => sum + (value - x) ** 2, 0);
}
