import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { FuzzNews, FuzzTask } from './worker.ts';

/*
 * `npm run fuzz -- [--minutes N] [--inputs N] [--target NAME] [--seed N] [--keep]`: inputs that are made of others, led by which branches
 * they take, for so long or so many of each target. Prints for each target how many were tried, how many branches of those that its modules have were taken, and
 * what was found; findings stand in fuzz-findings/. With `--keep` short inputs that took new branches go to
 * test/fuzz/corpus/, from where the tests and later runs try them again. Ends with exit code 1 where something was found.
 */

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    inputs: { type: 'string' },
    target: { type: 'string', multiple: true, default: ['text', 'back-ends', 'readers', 'rulesets'] },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    keep: { type: 'boolean', default: false },
  },
});

const CORPUS = 'test/fuzz/corpus';
const FINDINGS = 'fuzz-findings';
/** Longer inputs are not kept, nor more of one target than so many. */
const [KEPT_LENGTH, KEPT] = [300, 150];
/** A thread that says nothing for so much processor time hangs, in microseconds: a machine may be busy for long. */
const SILENCE = 60_000_000;

const minutes = Number(values.minutes ?? (values.inputs === undefined ? '1' : 'Infinity'));
const share = (minutes * 60_000) / values.target.length;
const inputs = Number(values.inputs ?? 'Infinity');
/** What was done so far is said so often, for one who waits for hours. */
const NEWS = 300_000;
let findings = 0;

for (const target of values.target) {
  const file = `${CORPUS}/${target}.json`;
  const corpus = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : [];
  const kept: string[] = [];
  const errors = new Map<string, string>();
  let tally = 'nothing was tried';
  let last = '';
  await new Promise<void>((done) => {
    const task: FuzzTask = { target, seed: Number(values.seed), milliseconds: share, inputs, corpus };
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: task });
    let heard = process.cpuUsage();
    let told = Date.now();
    const watch = setInterval(() => {
      if (process.cpuUsage(heard).user < SILENCE) return;
      clearInterval(watch);
      errors.set(`hangs, on this or one of the 50 after it`, last);
      void worker.terminate();
    }, 1_000);
    worker.on('message', (news: FuzzNews) => {
      heard = process.cpuUsage();
      if (news.kind === 'trying') last = news.input;
      if (news.kind === 'interesting' && news.input.length <= KEPT_LENGTH) kept.push(news.input);
      if (news.kind === 'tally') {
        tally = `${news.tried} inputs, ${news.taken} of ${news.known} branches`;
        if (Date.now() > told + NEWS) {
          console.error(`${target} ${tally}, ${errors.size} findings so far`);
          told = Date.now();
        }
      }
      // The first line and where it was thrown tell one from another.
      if (news.kind === 'finding') {
        const kind = kindOf(news.error);
        if (!errors.has(kind)) console.error(`${target} ${kind.slice(0, 300)}\n${JSON.stringify(news.input)}`);
        errors.set(kind, `${news.error}\n\n${JSON.stringify(news.input)}`);
      }
    });
    worker.on('error', (error) => errors.set(kindOf(error.stack ?? error.message), last));
    worker.on('exit', () => {
      clearInterval(watch);
      done();
    });
  });
  findings += errors.size;
  console.log(`${target.padEnd(10)} ${tally}, ${errors.size} findings, seed ${values.seed}`);
  for (const [kind, text] of errors) {
    mkdirSync(FINDINGS, { recursive: true });
    writeFileSync(`${FINDINGS}/${target}-${findings}-${[...errors.keys()].indexOf(kind)}.txt`, text);
    console.log(`  ${kind.slice(0, 300)}`);
  }
  if (values.keep) {
    mkdirSync(CORPUS, { recursive: true });
    const all = [...new Set([...corpus, ...kept])].slice(0, KEPT);
    writeFileSync(file, `${JSON.stringify(all, undefined, 2)}\n`);
  }
}
process.exitCode = findings > 0 ? 1 : 0;

function kindOf(error: string): string {
  const [first = '', ...stack] = error.split('\n');
  const thrown = stack.find((line) => line.includes('/src/'))?.trim() ?? '';
  return `${first.slice(0, 80)} ${thrown}`;
}
