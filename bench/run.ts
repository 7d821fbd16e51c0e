import { createRequire } from 'node:module';
import { celEnv, plan as celPlan, parse as celParse } from '@bufbuild/cel';
import { Environment } from '@marcbachmann/cel-js';
import jsonata from 'jsonata';
import * as siftModule from 'sift';
import { compileRule, scopeOf } from '../src/run/compiled-rule.ts';
import { parse } from '../src/syntax/parse.ts';
import { suites } from './suites.ts';

// sift is typed as a module whose default is the function, and loads as CommonJS, whose default holds that again.
const createSift = (siftModule as unknown as { default: { default?: (query: never) => unknown } })
  .default as unknown as (query: never) => unknown;
const jsonLogic = createRequire(import.meta.url)('json-logic-js') as {
  apply: (rule: unknown, data: unknown) => unknown;
};

/*
 * Time for one judgement of one entity, as a ratio to a predicate written by hand, all in one process and in turn, so that
 * the machine's mood hits all alike. The best of several rounds. Every engine must agree with the hand before it is timed.
 */

const ROUNDS = 7;
const MINIMUM = 120;

type Judge = (entity: unknown) => unknown;

async function nanoseconds(judge: Judge, entities: readonly unknown[], isAsync: boolean): Promise<number> {
  let runs = 0;
  let held = 0;
  const start = performance.now();
  while (performance.now() - start < MINIMUM) {
    for (const entity of entities) held += (isAsync ? await judge(entity) : judge(entity)) === true ? 1 : 0;
    runs += entities.length;
  }
  if (held < 0) throw new Error('unreachable');
  return ((performance.now() - start) * 1e6) / runs;
}

for (const suite of suites) {
  const entities = suite.entities();
  const rule = compileRule(suite.rule);
  const scope = scopeOf({ now: Date.parse('2026-11-23') });
  const celRule = new Environment({ unlistedVariablesAreDyn: true }).parse(suite.cel);
  const celProgram = celPlan(celEnv(), celParse(suite.cel));
  const siftTest = createSift(suite.sift as never) as Judge;
  const expression = jsonata(suite.jsonata);
  const engines: Readonly<Record<string, Judge>> = {
    'by hand': suite.byHand,
    'gsl-engine': (entity) => rule.judge(entity, scope) === 'failed',
    'cel-js (marcbachmann)': (entity) => celRule(entity as Record<string, unknown>),
    '@bufbuild/cel': (entity) => celProgram(entity as never),
    'json-logic-js': (entity) => jsonLogic.apply(suite.jsonLogic, entity),
    sift: siftTest,
    jsonata: (entity) => expression.evaluate(entity),
  };
  for (const [name, judge] of Object.entries(engines)) {
    for (const entity of entities) {
      const said = await judge(entity);
      if ((said === true) !== suite.byHand(entity))
        throw new Error(`${name} disagrees on ${JSON.stringify(entity)}: ${String(said)}`);
    }
  }
  const best = new Map(Object.keys(engines).map((name) => [name, Infinity]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, judge] of Object.entries(engines)) {
      best.set(name, Math.min(best.get(name)!, await nanoseconds(judge, entities, name === 'jsonata')));
    }
  }
  const base = best.get('by hand')!;
  console.log(`\n${suite.name}\n  ${suite.rule}`);
  for (const [name, time] of best)
    console.log(`  ${name.padEnd(24)} ${time.toFixed(0).padStart(8)} ns  ${(time / base).toFixed(1).padStart(7)} x`);
}

const text = suites[1]!.rule;
let parses = 0;
const start = performance.now();
while (performance.now() - start < 1000) {
  parse(text);
  parses += 1;
}
console.log(
  `\nparsing a rule of ${text.length} characters: ${(((performance.now() - start) * 1000) / parses).toFixed(0)} µs`,
);
