import { readdirSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { forget, withoutKept } from './kept.ts';
import { state } from './switches.ts';
import type * as Shim from './vitest.ts';
import type { Test } from './vitest.ts';

/*
 * Loads sources with mutants and the tests of a room, runs the tests without a mutant to see which reach what, and then
 * tries mutants one after the other by the tests that reach them, until it is ended: a mutant may never end.
 */

export interface MutationTask {
  /** Test files, or folders of them. */
  readonly tests: readonly string[];
  readonly sources: ReadonlyMap<string, string>;
  /** Those to be tried. */
  readonly ids: readonly string[];
  /** Tests that were found to be slow before, by their names: they are not run again. */
  readonly slow: readonly string[];
  /** One that is on from the start, for what runs only once, and the tests that are asked then. */
  readonly fromStart?: { readonly id: string; readonly tests: readonly number[] };
}

export type Fate = 'killed' | 'survived' | 'not reached' | 'once';

export type MutationNews =
  | {
      readonly kind: 'ready';
      readonly tests: number;
      /** Places of those that pass in no time, the fastest first. */
      readonly quick: readonly number[];
      readonly broken: readonly string[];
      readonly slow: readonly string[];
    }
  | { readonly kind: 'trying'; readonly id: string }
  | { readonly kind: 'tried'; readonly id: string; readonly fate: Fate; readonly by: string };

const { tests, sources, ids, slow, fromStart } = workerData as MutationTask;
const post = (news: MutationNews): void => parentPort?.postMessage(news);
/** Slower ones are not asked of a mutant that is on from the start, in milliseconds. */
const QUICK = 100;
/** Tests that take more processor time, in microseconds, are not asked at all: a survivor is asked by every test that reaches it. */
const SLOW = 2_000_000;

fc.configureGlobal({ seed: 51 });
// Tests that make up much take a part of it: they are asked of every mutant that nothing else kills.
process.env['FUZZ_FACTOR'] = '0.1';
const shim = new URL('./vitest.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vitest' && context.parentURL !== shim ? { url: shim, shortCircuit: true } : next(specifier, context),
  load: (url, context, next) => {
    const source = url.startsWith('file:') ? sources.get(relative(process.cwd(), fileURLToPath(url))) : undefined;
    const keeps = /\/src\/(?:syntax|values|functions|check|plan|run|assess)\/(?!schemas\/)[^/]*\.ts$/u.test(url);
    if (source !== undefined)
      return { format: 'module', shortCircuit: true, source: keeps ? withoutKept(source) : source };
    const loaded = next(url, context);
    return loaded.source === undefined || !keeps
      ? loaded
      : { ...loaded, source: withoutKept(Buffer.from(loaded.source as Uint8Array).toString()) };
  },
});

if (fromStart !== undefined) {
  state.active = fromStart.id;
  post({ kind: 'trying', id: fromStart.id });
}

const once = new Set<string>();
state.reached = once;
const { collect, collected } = (await import('./vitest.ts')) as typeof Shim;
for (const name of tests)
  for (const file of filesOf(name)) await collect(file, () => import(pathToFileURL(file).href)).catch(broken(file));

function filesOf(name: string): readonly string[] {
  if (!name.endsWith('/')) return [`test/${name}.test.ts`];
  return readdirSync(`test/${name}`)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `test/${name}${file}`);
}

function broken(file: string) {
  return (error: unknown): never => {
    throw new Error(`cannot load ${file}`, { cause: error });
  };
}

/** Why a test fails; undefined where it passes. */
async function failure({ run }: Test): Promise<string | undefined> {
  try {
    forget();
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface Known {
  readonly test: Test;
  readonly reached: ReadonlySet<string>;
  readonly took: number;
}

const prepared = new Set<() => unknown>();
for (const { before } of collected)
  for (const prepare of before)
    if (!prepared.has(prepare)) {
      prepared.add(prepare);
      await prepare();
    }

if (fromStart === undefined) await tryAll();
else await tryFromStart(fromStart.id, fromStart.tests);

async function tryAll(): Promise<void> {
  const wrong: string[] = [];
  const known: Known[] = [];
  // What is made once, and kept, is reached by the first run of a test alone.
  const first: Test[] = [];
  const tooSlow = new Set(slow);
  for (const test of collected) {
    if (tooSlow.has(test.name)) continue;
    const began = process.cpuUsage();
    const why = await failure(test);
    if (process.cpuUsage(began).user > SLOW) tooSlow.add(test.name);
    else if (why === undefined) first.push(test);
    else wrong.push(test.name);
  }
  for (const test of first) {
    const reached = new Set<string>();
    state.reached = reached;
    const began = performance.now();
    if ((await failure(test)) === undefined) known.push({ test, reached, took: performance.now() - began });
    else wrong.push(test.name);
  }
  state.reached = undefined;
  known.sort((one, other) => one.took - other.took);
  const quick = known.filter(({ took }) => took < QUICK).map(({ test }) => collected.indexOf(test));
  post({ kind: 'ready', tests: known.length, quick, broken: wrong, slow: [...tooSlow] });
  for (const id of ids) {
    const asked = known.filter(({ reached }) => reached.has(id));
    if (asked.length === 0) {
      post({ kind: 'tried', id, fate: once.has(id) ? 'once' : 'not reached', by: '' });
      continue;
    }
    post({ kind: 'trying', id });
    const killer = await killerOf(id, asked);
    post({ kind: 'tried', id, fate: killer === undefined ? 'survived' : 'killed', by: killer?.test.name ?? '' });
    // What a mutant left behind would kill or keep the next ones: then all is loaded anew.
    if (killer !== undefined && (await failure(killer.test)) !== undefined) process.exit(0);
  }
}

async function killerOf(id: string, asked: readonly Known[]): Promise<Known | undefined> {
  state.active = id;
  state.hits = 0;
  try {
    for (const known of asked) if ((await failure(known.test)) !== undefined) return known;
    return undefined;
  } finally {
    state.active = '';
  }
}

async function tryFromStart(id: string, asked: readonly number[]): Promise<void> {
  for (const place of asked) {
    const test = collected[place];
    if (test !== undefined && (await failure(test)) === undefined) continue;
    return post({ kind: 'tried', id, fate: 'killed', by: test?.name ?? 'tests that are gone' });
  }
  post({ kind: 'tried', id, fate: 'survived', by: '' });
}
