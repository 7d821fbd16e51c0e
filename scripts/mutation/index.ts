import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Equivalent } from './equivalent/entry.ts';
import { EQUIVALENT } from './equivalent/index.ts';
import { instrument, type Mutant } from './instrument.ts';
import { TESTS, TOO_SLOW } from './rooms.ts';
import type { Fate, MutationNews, MutationTask } from './worker.ts';

/*
 * `npm run mutation -- [--folder NAME] [--every N] [--from K] [--file PART] [--tests NAME] [--survivors] [--once] [--minutes M]`: Stryker's mutants of the
 * sources, one at a time, and whether the tests of the room notice. One in N mutants is tried, from the K-th on; with `--minutes`
 * as many of them as that gives time for, from all files alike. What runs only
 * while modules load, or is made once and kept, needs everything to be loaded anew: it is tried with `--once`, and told apart
 * otherwise. With `--tests` only those are asked, which is quick, and the score of all is no lower. A survivor that `equivalent/` explains stands in a column of its own.
 */

const { values } = parseArgs({
  options: {
    folder: { type: 'string', multiple: true, default: Object.keys(TESTS) },
    every: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    file: { type: 'string', default: '' },
    tests: { type: 'string', multiple: true },
    survivors: { type: 'boolean', default: false },
    once: { type: 'boolean', default: false },
    minutes: { type: 'string' },
  },
});

/** A mutant may use so much processor time, in microseconds; then it is killed by never ending. */
const PATIENCE = 40_000_000;

const deadline = values.minutes === undefined ? Infinity : performance.now() + Number(values.minutes) * 60_000;

interface Tried {
  readonly fate: Fate | 'never ended';
  readonly by: string;
}

const HEAD =
  'mutants | tried | killed | never ended | survived | not reached | explained | run once | score | with explained';
console.log(`| folder | ${HEAD} |`);
console.log(
  `|---|${HEAD.split('|')
    .map(() => '--:')
    .join('|')}|`,
);
for (const folder of values.folder) await measure(folder);
process.exit();

async function measure(folder: string): Promise<void> {
  const { mutants, sources } = await instrument(folder);
  const asked = mutants.filter(
    ({ file }, index) => index % Number(values.every) === Number(values.from) && file.includes(values.file),
  );
  const tried = new Map<string, Tried>();
  const tests = values.tests ?? TESTS[folder] ?? [];
  let quick: readonly number[] = [];
  let slow: readonly string[] = TOO_SLOW;
  let isTold = false;
  for (
    let ids = orderOf(asked);
    ids.length > 0 && performance.now() < deadline;
    ids = ids.filter((id) => !tried.has(id))
  )
    await work(
      { tests, sources, ids, slow },
      (news) => {
        if (news.kind === 'tried') tried.set(news.id, news);
        if (news.kind === 'tried' && news.fate === 'survived' && values.survivors) tell(mutants, news.id);
        if (news.kind !== 'ready') return;
        ({ quick, slow } = news);
        if (isTold) return;
        isTold = true;
        console.error(
          `${folder}: ${news.tests} tests, too slow ${slow.length}${values.survivors ? ` (${slow.join('; ')})` : ''}, broken ${news.broken.length}: ${news.broken.join('; ')}`,
        );
      },
      tried,
    );
  if (values.once)
    for (const [id, { fate }] of tried) {
      if (fate !== 'once') continue;
      tried.set(id, { fate: 'killed', by: 'it cannot be loaded' });
      const told = (news: MutationNews): void => void (news.kind === 'tried' && tried.set(id, news));
      await work({ tests, sources, ids: [], slow, fromStart: { id, tests: quick } }, told, tried);
    }
  report(
    folder,
    mutants,
    asked.filter(({ id }) => tried.has(id)),
    tried,
  );
}

/** What survives is said as it is found, for one who waits. */
function tell(mutants: readonly Mutant[], id: string): void {
  const mutant = mutants.find((one) => one.id === id);
  if (mutant !== undefined && explanationOf(mutant) === undefined)
    console.error(`  survived: ${mutant.file}:${mutant.line} ${mutant.change.slice(0, 200)}`);
}

/** As they stand; where time may run out, in an order that has nothing to do with that, and is the same each time. */
function orderOf(asked: readonly Mutant[]): readonly string[] {
  const ids = asked.map(({ id }) => id);
  if (deadline === Infinity) return ids;
  const place = (id: string): number => (Number(id) * 7_919) % 10_007;
  return ids.sort((one, other) => place(one) - place(other));
}

/** One thread, until it has nothing left, is done for by a mutant, or a mutant never ends. */
function work(task: MutationTask, hear: (news: MutationNews) => void, tried: Map<string, Tried>): Promise<void> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: task, stderr: true });
    let heard = process.cpuUsage();
    let trying: string | undefined;
    const watch = setInterval(() => {
      // It is not ended: what is native in it may take the process with it, and what was tried would not be told.
      if (performance.now() > deadline) stop();
      if (trying === undefined || process.cpuUsage(heard).user < PATIENCE) return;
      clearInterval(watch);
      tried.set(trying, { fate: 'never ended', by: '' });
      void worker.terminate();
    }, 200);
    worker.on('message', (news: MutationNews) => {
      heard = process.cpuUsage();
      trying = news.kind === 'trying' ? news.id : undefined;
      hear(news);
    });
    worker.on('error', (error) => {
      // A mutant may throw where nobody waits for it.
      if (trying === undefined) fail(error);
      else tried.set(trying, { fate: 'killed', by: String(error) });
    });
    const stop = (): void => {
      clearInterval(watch);
      done();
    };
    worker.on('exit', stop);
  });
}

function report(
  folder: string,
  mutants: readonly Mutant[],
  chosen: readonly Mutant[],
  tried: ReadonlyMap<string, Tried>,
): void {
  const explanations = new Map(chosen.map((mutant) => [mutant.id, explanationOf(mutant)]));
  const isSurvivor = ({ id }: Mutant): boolean => ['survived', 'not reached'].includes(tried.get(id)?.fate ?? '');
  const isExplained = (mutant: Mutant): boolean => isSurvivor(mutant) && explanations.get(mutant.id) !== undefined;
  const count = (fate: Tried['fate']): number =>
    chosen.filter((mutant) => tried.get(mutant.id)?.fate === fate && !isExplained(mutant)).length;
  const [killed, endless, once] = [count('killed'), count('never ended'), count('once')];
  const explained = chosen.filter(isExplained).length;
  const judged = chosen.length - once;
  const share = (part: number): string => (judged === 0 ? '' : `${((100 * part) / judged).toFixed(1)} %`);
  const counts = [
    mutants.length,
    chosen.length,
    killed,
    endless,
    count('survived'),
    count('not reached'),
    explained,
    once,
  ];
  console.log(`| ${[folder, ...counts, share(killed + endless), share(killed + endless + explained)].join(' | ')} |`);
  for (const stale of EQUIVALENT.filter((entry) => entry.file.startsWith(`src/${folder}/`)))
    if (!mutants.some((mutant) => isOf(stale, mutant))) console.error(`explains no mutant: ${JSON.stringify(stale)}`);
  for (const mutant of chosen) {
    const { id, file, line, kind, change } = mutant;
    const fate = tried.get(id)?.fate ?? '';
    const why = explanations.get(id);
    if (why !== undefined && fate === 'killed') console.error(`explained, and killed: ${file}:${line} ${change}`);
    if (values.survivors && isSurvivor(mutant) && why === undefined)
      console.log(`  ${fate}: ${file}:${line} ${kind}: ${change.slice(0, 200)}`);
  }
}

function explanationOf(mutant: Mutant): string | undefined {
  return EQUIVALENT.find((entry) => isOf(entry, mutant))?.why;
}

function isOf({ file, within, change }: Equivalent, mutant: Mutant): boolean {
  return mutant.file === file && mutant.change === change && mutant.text.includes(within ?? '');
}
