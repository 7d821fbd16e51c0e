import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { celEnv, plan as celPlan, parse as celParse } from '@bufbuild/cel';
import { Environment } from '@marcbachmann/cel-js';
import { Ajv } from 'ajv';
import { LogicEngine } from 'json-logic-engine';
import jsonata from 'jsonata';
import { Query } from 'mingo';
import * as siftModule from 'sift';
import { assess } from '../src/assess/assess.ts';
import { compileRule } from '../src/run/compiled-rule.ts';
import { scopeOf } from '../src/run/context.ts';
import type { Entity } from '../src/values/entity.ts';
import type { EvaluationResults } from '../scripts/speed-page.ts';
import { version } from '../src/version.ts';
import { today } from './metered.ts';
import { NOW, type Suite, suites } from './suites.ts';

// sift is typed as a module whose default is the function, and loads as CommonJS, whose default holds that again.
const createSift = (siftModule as unknown as { default: { default?: (query: never) => unknown } })
  .default as unknown as (query: never) => unknown;

/*
 * Processor time of one judgement of one entity, as a ratio to a predicate written by hand, all in one process and in turn, so
 * that the machine's mood hits all alike. The median of several rounds. The entities are as JSON.parse makes them and too
 * many for a cache, as in an inventory. Every engine must agree with the hand before it is timed.
 *
 * `--save` keeps the times in bench/results/evaluation.json, at a release; `--compare` shows those of the last beside.
 */

const ROUNDS = 9;
/** Rounds before these, which are not timed: what the first rule takes would be the engine's compiler otherwise. */
const WARM_UP = 6;
const ENTITIES = 50_000;
/** An engine that takes longer for a round is asked once. */
const SLOW = 2_000_000;

type Judge = (entity: unknown) => unknown;

/** How many of the entities fail. */
type Run = (entities: readonly unknown[]) => number | Promise<number>;

function each(judge: Judge): Run {
  return (entities) => {
    let failed = 0;
    for (const entity of entities) if (judge(entity) === true) failed += 1;
    return failed;
  };
}

function enginesOf(suite: Suite): Map<string, Run> {
  const rule = compileRule(suite.rule);
  const scope = scopeOf({ now: NOW });
  const rules = [{ id: 'R', severity: 'High', logic: suite.rule } as const];
  const engines = new Map<string, Run>([
    ['by hand', each(suite.byHand as Judge)],
    ['gsl judge', each((entity) => rule.judge(entity, scope) === 'failed')],
    ['gsl evaluate', each((entity) => rule.evaluate(entity as Entity, { now: NOW }).status === 'failed')],
    [
      'gsl assess',
      async (entities) => (await assess(rules, entities as Entity[], { now: NOW }).finish()).counts.failed,
    ],
  ]);
  if (suite.jsonLogic !== undefined)
    engines.set(
      'json-logic-engine compiled',
      each(new LogicEngine().build(suite.jsonLogic as never) as unknown as Judge),
    );
  if (suite.schema !== undefined) {
    const validate = new Ajv({ strict: false }).compile(suite.schema);
    engines.set(
      'ajv',
      each((entity) => !validate(entity)),
    );
  }
  if (suite.sift !== undefined) engines.set('sift', each(createSift(suite.sift as never) as Judge));
  if (suite.sift !== undefined) {
    // Both speak MongoDB's queries.
    const query = new Query(suite.sift as Record<string, never>);
    engines.set(
      'mingo',
      each((entity) => query.test(entity as Record<string, never>)),
    );
  }
  if (suite.cel !== undefined) {
    const cel = new Environment({ unlistedVariablesAreDyn: true }).parse(suite.cel);
    engines.set(
      'cel-js (marcbachmann)',
      each((entity) => cel(entity as Record<string, unknown>)),
    );
    const program = celPlan(celEnv(), celParse(suite.cel));
    engines.set(
      '@bufbuild/cel',
      each((entity) => program(entity as never)),
    );
  }
  if (suite.jsonata !== undefined) {
    const expression = jsonata(suite.jsonata);
    engines.set('jsonata', async (entities) => {
      let failed = 0;
      for (const entity of entities) if ((await expression.evaluate(entity)) === true) failed += 1;
      return failed;
    });
  }
  return engines;
}

/** Larger than a core's own cache. */
const OTHER_MEMORY = new Uint8Array(64 * 1024 * 1024);
const CACHE_LINE = 64;
/** Milliseconds in which what the collector does beside an engine comes to its end. */
const SETTLING = 20;

/**
 * Makes engines equal whose turn it is: what is left to collect of the one before would be counted to the next, and that one would
 * find its entities in the cache or not, by how much the one before has read. Other memory is read, so that each finds them where
 * a reader of a large inventory has left them.
 */
async function settle(): Promise<void> {
  await setTimeout(SETTLING);
  let sum = 0;
  for (let index = 0; index < OTHER_MEMORY.length; index += CACHE_LINE) sum += OTHER_MEMORY[index] ?? 0;
  OTHER_MEMORY[0] = sum & 1;
}

/** Microseconds of this process. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Nanoseconds an entity, by suite and engine. */
type Times = Record<string, Record<string, number>>;

const RESULTS = new URL('results/evaluation.json', import.meta.url);
const saves = process.argv.includes('--save');
const earlier = process.argv.includes('--compare')
  ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as { readonly version: string; readonly suites: Times })
  : undefined;
const results: Times = {};

for (const suite of suites) {
  const entities = JSON.parse(
    JSON.stringify(Array.from({ length: ENTITIES }, (_, index) => suite.entity(index))),
  ) as unknown[];
  const engines = enginesOf(suite);
  const expected = await engines.get('by hand')?.(entities);
  const times = new Map<string, number[]>([...engines.keys()].map((name) => [name, []]));
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [name, run] of engines) {
      const ofEngine = times.get(name) ?? [];
      if ((ofEngine[0] ?? 0) > SLOW) continue;
      await settle();
      const start = processorTime();
      const failed = await run(entities);
      const time = processorTime() - start;
      if (round >= 0 || time > SLOW) ofEngine.push(time);
      if (failed !== expected)
        throw new Error(`${name}: ${failed} failed of ${suite.name}, by hand ${String(expected)}`);
    }
  }
  const base = median(times.get('by hand') ?? []);
  console.log(`\n${suite.name}\n  ${suite.rule}`);
  const ofSuite: Record<string, number> = (results[suite.name] = {});
  const before = earlier?.suites[suite.name];
  for (const [name, ofEngine] of times) {
    const time = median(ofEngine);
    const nanoseconds = ((time * 1000) / ENTITIES).toFixed(0).padStart(8);
    ofSuite[name] = Math.round((time * 1000) / ENTITIES);
    // Beside the hand of each run, so that the machine's mood drops out.
    const was = before === undefined ? NaN : (before[name] ?? NaN) / (before['by hand'] ?? NaN);
    const then = Number.isNaN(was) ? '' : `  (${earlier?.version ?? ''}: ${was.toFixed(1)} x)`;
    console.log(`  ${name.padEnd(28)} ${nanoseconds} ns  ${(time / base).toFixed(1).padStart(7)} x${then}`);
  }
}
if (saves) {
  mkdirSync(new URL('.', RESULTS), { recursive: true });
  const kept: EvaluationResults = { version, node: process.version, date: today(), suites: results };
  writeFileSync(RESULTS, `${JSON.stringify(kept, undefined, 1)}\n`);
}
