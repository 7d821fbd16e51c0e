import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as Assess from '../src/assess/assess.ts';
import type * as Load from '../src/rules/load.ts';
import type * as Rules from '../src/run/compiled-rule.ts';
import { ADVERSARIAL } from '../test/support/adversarial.ts';
import { ADVERSARIAL_EVIDENCE } from '../test/support/adversarial-evidence.ts';

/*
 * `npm run bench -- adversarial [--size N] [--only TEXT] [--before DIR]`: seconds of CPU that the pairs of
 * test/support/adversarial.ts take to be judged and to be explained, and those of adversarial-evidence.ts to be assessed with
 * all that is said of them, each in a process of its own; with `--before`, also by
 * the sources of another checkout. A pair that takes longer than 30 seconds is ended.
 */

const PATIENCE = 30_000;

interface Took {
  readonly status: string;
  readonly judged: number;
  readonly explained: number;
}

if (process.send === undefined) await main();
else await child(process.argv.slice(2));

async function main(): Promise<void> {
  const option = (name: string): string | undefined => {
    const at = process.argv.indexOf(name);
    return at < 0 ? undefined : process.argv[at + 1];
  };
  const size = option('--size') ?? '1';
  const before = option('--before');
  console.log(
    `| pair (size ${size}) | ${before === undefined ? '' : 'before | explained | '}judged | explained | gives |`,
  );
  console.log(`|---|${before === undefined ? '' : '--:|--:|'}--:|--:|---|`);
  for (const { name } of [...ADVERSARIAL, ...ADVERSARIAL_EVIDENCE]) {
    if (!name.includes(option('--only') ?? '')) continue;
    const earlier = before === undefined ? [] : seconds(await run(resolve(before), name, size));
    const took = await run(resolve(fileURLToPath(import.meta.url), '../..'), name, size);
    console.log(`| ${[name, ...earlier, ...seconds(took), took?.status ?? 'ended'].join(' | ')} |`);
  }
}

function seconds(took: Took | undefined): readonly string[] {
  return took === undefined ? ['> 30 s', ''] : [took.judged, took.explained].map((ms) => `${(ms / 1000).toFixed(2)} s`);
}

function run(directory: string, name: string, size: string): Promise<Took | undefined> {
  return new Promise((done) => {
    const process = fork(fileURLToPath(import.meta.url), [directory, name, size], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const timer = setTimeout(() => process.kill('SIGKILL'), PATIENCE);
    let took: Took | undefined;
    process.on('message', (message) => {
      took = message as Took;
    });
    process.on('exit', () => {
      clearTimeout(timer);
      done(took);
    });
  });
}

async function child([directory = '', name, size]: readonly string[]): Promise<void> {
  const pair = ADVERSARIAL.find((one) => one.name === name);
  if (pair === undefined) return assessed(directory, name, Number(size));
  const { compileRule } = (await import(pathToFileURL(resolve(directory, 'src/run/compiled-rule.ts')).href)) as Pick<
    typeof Rules,
    'compileRule'
  >;
  const rule = compileRule(pair.rule);
  const entity = { type: 'T', ...pair.entity(Number(size)) };
  const start = cpu();
  const judged = rule.evaluate(entity as never, pair.unknown === undefined ? {} : { unknown: pair.unknown() });
  const between = cpu();
  judged.explain();
  process.send?.({
    status: judged.status === 'error' ? String(judged.error?.code) : judged.status,
    judged: between - start,
    explained: cpu() - between,
  });
}

async function assessed(directory: string, name: string | undefined, size: number): Promise<void> {
  const pair = ADVERSARIAL_EVIDENCE.find((one) => one.name === name);
  if (pair === undefined) throw new Error(`no pair ${name ?? ''}`);
  const module = (file: string): Promise<unknown> => import(pathToFileURL(resolve(directory, file)).href);
  const { assess } = (await module('src/assess/assess.ts')) as Pick<typeof Assess, 'assess'>;
  const { loadRuleset } = (await module('src/rules/load.ts')) as Pick<typeof Load, 'loadRuleset'>;
  const rule = { id: 'r', severity: 'High', logic: pair.rule };
  const { rulesets } = loadRuleset({ id: 'r', name: 'R', rules: [rule] });
  const entity = pair.entity(size);
  const start = cpu();
  const { rules } = await assess(rulesets, [entity], { now: '2026-11-26T00:00:00Z' }).finish();
  const judged = cpu() - start;
  process.send?.({ status: `${rules[0]?.evidence.length ?? 0} messages`, judged, explained: 0 });
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
