import { parentPort, workerData } from 'node:worker_threads';
import { mutants, mutateSources, state } from './mutants.ts';

/* Tries mutants one after the other, until it is ended: a mutant may never end. */

export interface MutationTask {
  readonly folder: string;
  /** One in so many is tried. */
  readonly every: number;
  /** Those before it are done. */
  readonly from: number;
}

export type MutationNews =
  | { readonly kind: 'trying'; readonly index: number }
  | {
      readonly kind: 'tried';
      readonly index: number;
      readonly fate: 'killed' | 'survived' | 'not reached';
      readonly text: string;
    };

const { folder, every, from } = workerData as MutationTask;
const post = (news: MutationNews): void => parentPort?.postMessage(news);

mutateSources([folder]);
// Loaded only now, with the mutants in it.
const { trials } = (await import('./trials.ts')) as { trials: readonly (() => void | Promise<void>)[] };

async function isKilled(): Promise<boolean> {
  try {
    for (const trial of trials) await trial();
    return false;
  } catch {
    return true;
  }
}

state.isWatching = true;
if (await isKilled()) throw new Error('the tests fail without any mutant');
state.isWatching = false;

for (let index = 0; index < mutants.length; index += 1) {
  if (index % every !== 0 || index < from) continue;
  post({ kind: 'trying', index });
  const { file = '', line = 0, change = '' } = mutants[index] ?? {};
  const text = `${file}:${line} ${change}`;
  if (!state.reached.has(index)) {
    post({ kind: 'tried', index, fate: 'not reached', text });
    continue;
  }
  state.active = index;
  const fate = (await isKilled()) ? 'killed' : 'survived';
  state.active = -1;
  post({ kind: 'tried', index, fate, text });
}
