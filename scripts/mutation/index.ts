import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { MutationNews, MutationTask } from './worker.ts';

/*
 * `npm run mutation -- [--folder NAME] [--every N] [--survivors]`: changes one operator or condition of the sources at a time
 * and looks whether the tests of the language notice: conformance, examples of functions, round trips, and the differential
 * against the second interpreter. One in N mutants is tried. What only other tests hold counts as survived.
 */

const { values } = parseArgs({
  options: {
    folder: { type: 'string', multiple: true, default: ['syntax', 'values', 'functions', 'plan', 'run'] },
    every: { type: 'string', default: '1' },
    survivors: { type: 'boolean', default: false },
  },
});

/** A mutant may use so much processor time, in microseconds; then it is killed by never ending. */
const PATIENCE = 40_000_000;

console.log('| folder | mutants tried | killed | of these never ended | survived | not reached | score |');
console.log('|---|--:|--:|--:|--:|--:|--:|');
for (const folder of values.folder) await measure(folder);

async function measure(folder: string): Promise<void> {
  const counts = { killed: 0, survived: 0, 'not reached': 0 };
  const left: string[] = [];
  let endless = 0;
  let from = 0;
  for (let isDone = false; !isDone;) {
    isDone = await new Promise<boolean>((done, fail) => {
      const task: MutationTask = { folder, every: Number(values.every), from };
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: task });
      let heard = process.cpuUsage();
      let isEnded = false;
      const watch = setInterval(() => {
        if (process.cpuUsage(heard).user < PATIENCE) return;
        clearInterval(watch);
        counts.killed += 1;
        endless += 1;
        from += 1;
        isEnded = true;
        void worker.terminate();
      }, 200);
      worker.on('message', (news: MutationNews) => {
        heard = process.cpuUsage();
        from = news.index + (news.kind === 'tried' ? 1 : 0);
        if (news.kind === 'trying') return;
        counts[news.fate] += 1;
        if (news.fate !== 'killed') left.push(`${news.fate}: ${news.text}`);
      });
      worker.on('error', fail);
      worker.on('exit', () => {
        clearInterval(watch);
        done(!isEnded);
      });
    });
  }
  const tried = counts.killed + counts.survived + counts['not reached'];
  const score = tried === 0 ? '' : `${((100 * counts.killed) / tried).toFixed(1)} %`;
  console.log(
    `| ${[folder, tried, counts.killed, endless, counts.survived, counts['not reached'], score].join(' | ')} |`,
  );
  if (values.survivors) for (const text of left) console.log(`  ${text}`);
}
