import { parseArgs } from 'node:util';
import { differential, type Tally } from '../test/support/differential.ts';
import { differentialParts } from '../test/support/differential-parts.ts';

/*
 * `npm run differential -- [--pairs N] [--seed N]`: made-up rules and entities judged by closures, generated code, tracing
 * and the second interpreter, and held to the laws of the language; one run in twenty in parts too. Ends with exit code 1 at the first difference.
 */

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [pairs, seed] = [Number(values.pairs), Number(values.seed)];
const tally: Tally = {};
const STEP = 10_000;
console.log(`seed ${seed}`);
for (let done = 0; done < pairs; done += STEP) {
  // Seeds of one step follow each other, so the next step begins beyond them.
  differential(Math.min(STEP, pairs - done), seed + done, tally);
  await differentialParts(Math.min(STEP, pairs - done) / 20, seed + done, tally);
  console.log(
    `${Math.min(pairs, done + STEP)} pairs, ${Object.values(tally).reduce((sum, count) => sum + count, 0)} comparisons`,
  );
}
for (const [way, count] of Object.entries(tally)) console.log(`${way.padEnd(20)} ${count}`);
