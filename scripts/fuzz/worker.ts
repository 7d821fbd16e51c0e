import { parentPort, workerData } from 'node:worker_threads';
import { diceOf, mutate } from '../../test/fuzz/mutate.ts';
import type { Target } from '../../test/fuzz/targets.ts';
import { edges, edgesThereAre, instrumentSources } from './instrument.ts';

/* One target in a thread of its own, so that what never ends can be ended. */

export interface FuzzTask {
  readonly target: string;
  readonly seed: number;
  readonly milliseconds: number;
  /** It ends after so many inputs, too. */
  readonly inputs: number;
  readonly corpus: readonly string[];
}

export type FuzzNews =
  | { readonly kind: 'trying'; readonly input: string }
  | { readonly kind: 'interesting'; readonly input: string }
  | { readonly kind: 'finding'; readonly input: string; readonly error: string }
  | { readonly kind: 'tally'; readonly tried: number; readonly taken: number; readonly known: number };

/** An input may cost so much processor time, in microseconds. */
const MAX_COST = 3_000_000;

const { target: name, seed, milliseconds, inputs: most, corpus } = workerData as FuzzTask;
const post = (news: FuzzNews): void => parentPort?.postMessage(news);

instrumentSources();
const { targets } = (await import('../../test/fuzz/targets.ts')) as { targets: readonly Target[] };
const target = targets.find((one) => one.name === name);
if (target === undefined) throw new Error(`no target ${name}`);

/** What any input took before; the marks stay where they are made, so that one look tells whether there is another. */
const taken = new Uint8Array(edges.length);
const inputs: string[] = [];
const dice = diceOf(seed);
let tried = 0;
let count = 0;

/** What is thrown and caught again and again, as in the parser, is cheap without a stack. */
Error.stackTraceLimit = 0;

async function attempt(input: string, isSeed: boolean): Promise<void> {
  tried += 1;
  // What takes long is told before, since nothing can be told while it runs.
  if (tried % 50 === 0 || isSeed) post({ kind: 'trying', input });
  const began = performance.now();
  const isRight = (await failure(input)) === undefined;
  if (!isRight || performance.now() - began > MAX_COST / 2_000) await report(input);
  const isNew = Buffer.compare(edges, taken) !== 0;
  if (isNew) {
    taken.set(edges);
    count = taken.reduce((sum, mark) => sum + mark, 0);
  }
  if (!isNew && !isSeed) return;
  inputs.push(input);
  if (!isSeed) post({ kind: 'interesting', input });
}

async function failure(input: string): Promise<string | undefined> {
  try {
    await target?.run(input);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Once more, with a stack and by processor time: what fails or is slow is rare. */
async function report(input: string): Promise<void> {
  Error.stackTraceLimit = 20;
  const before = process.cpuUsage();
  const error = await failure(input);
  const { user } = process.cpuUsage(before);
  Error.stackTraceLimit = 0;
  if (error !== undefined) post({ kind: 'finding', input, error });
  if (user > MAX_COST) post({ kind: 'finding', input, error: `took ${Math.round(user / 1_000)} ms of processor time` });
}

/** What was found last is tried most: it is where nobody has been. Of two the shorter one, since many short inputs see more than few long ones. */
function base(): string {
  const recent = dice(2) === 0 ? Math.max(0, inputs.length - 50) : 0;
  const [one, other] = [0, 0].map(() => inputs[recent + dice(inputs.length - recent)] ?? '') as [string, string];
  return one.length < other.length ? one : other;
}

// What loading took is no input's.
edges.fill(0);
for (const input of [...target.seeds(), ...corpus]) await attempt(input, true);
const until = Date.now() + milliseconds;
while (tried < most && Date.now() < until) {
  await attempt(mutate(base(), inputs, target.words, dice), false);
  if (tried % 500 === 0) post({ kind: 'tally', tried, taken: count, known: edgesThereAre() });
}
post({ kind: 'tally', tried, taken: count, known: edgesThereAre() });
