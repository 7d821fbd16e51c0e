import { readFileSync } from 'node:fs';

/*
 * docs/speed.md and the table of the README, made of what `npm run bench -- --save`, `npm run bench -- process --save` and
 * `npm run bench -- growth` keep in bench/results.
 */

/** Nanoseconds of the processor for one judgement of one entity, by rule and engine. */
export interface EvaluationResults {
  readonly version: string;
  readonly node: string;
  readonly date: string;
  readonly suites: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What processes took over one file of users, by file and program. */
export interface ProcessResults {
  readonly version: string;
  readonly node: string;
  readonly date: string;
  readonly users: number;
  readonly files: Readonly<Record<string, Readonly<Record<string, { seconds: number; megabytes: number }>>>>;
}

/** Milliseconds of the shortest runs, from call to end. */
export interface StartResults {
  readonly version: string;
  readonly node: string;
  readonly date: string;
  readonly runs: Readonly<Record<string, number>>;
}

interface GrowthResults {
  readonly curves: readonly {
    readonly name: string;
    readonly unit: string;
    readonly points: readonly { readonly size: number; readonly milliseconds: number }[];
    readonly power: number;
  }[];
}

const results = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../bench/results/${name}.json`, import.meta.url), 'utf8')) as T;

/** The engines of the README's table, which has no room for all. */
const SHOWN = [
  'gsl judge',
  'gsl assess',
  'json-logic-engine compiled',
  'ajv',
  'cel-js (marcbachmann)',
  'mingo',
  'jsonata',
];

/** The table of the README: times beside a predicate written by hand. */
export function speedTable(): string {
  const { suites } = results<EvaluationResults>('evaluation');
  return `${evaluationTable(suites, SHOWN)}\n`;
}

export function speedPage(): string {
  const evaluation = results<EvaluationResults>('evaluation');
  const processes = results<ProcessResults>('process');
  const { runs } = results<StartResults>('start');
  const { curves } = results<GrowthResults>('growth');
  const engines = [...new Set(Object.values(evaluation.suites).flatMap((times) => Object.keys(times)))];
  return `# Speed

Figures are ratios within one run, since machines and their moods differ; all candidates agree on every verdict before they are timed. Two cores of a shared machine, Node.js ${evaluation.node.slice(1)}, ${evaluation.date}. This page is made of what \`npm run bench -- --save\` and its kin keep in \`bench/results\`; \`npm run bench -- --compare\` shows the last release beside a new run.

## One judgement

Processor time of one judgement of one entity as a multiple of a predicate written by hand (\`npm run bench\`). \`judge\` is what an assessment calls for each entity; \`assess\` counts, looks for evidence and keeps results too. Each finds the entities in memory and not in the cache, when what the one before has left is collected.

${evaluationTable(
  evaluation.suites,
  engines.filter((name) => name !== 'by hand'),
)}

The rules:

${Object.keys(evaluation.suites)
  .map((name) => `- ${name}`)
  .join('\n')}

## Files

One rule (D9.AWS.IAM.51) over ${processes.users.toLocaleString('en')} users in a process of its own, start included (\`npm run bench -- process\`): seconds of the processor on all threads, and the most memory.

| file | program | processor | memory |
|---|---|--:|--:|
${Object.entries(processes.files)
  .flatMap(([file, programs]) =>
    Object.entries(programs).map(
      ([name, { seconds, megabytes }]) =>
        `| \`${file}\` | ${name} | ${seconds.toFixed(2)} s | ${megabytes.toFixed(0)} MB |`,
    ),
  )
  .join('\n')}

## Start

From call to end, the median of thirty processes each, in turn (\`npm run bench -- start\`).

| run | time |
|---|--:|
${Object.entries(runs)
  .map(([name, milliseconds]) => `| ${name} | ${milliseconds.toFixed(0)} ms |`)
  .join('\n')}

## Growth

By which power of the size the cost grows over the last two decades (\`npm run bench -- growth\`; 1 is linear; where the largest size is beyond the budget of work and undecided at once, it is below 0). [The curves](../bench/results/growth.svg).

| what grows | up to | time there | power |
|---|--:|--:|--:|
${curves
  .map(({ name, unit, points, power }) => {
    const last = points.at(-1);
    return `| ${name} | ${(last?.size ?? 0).toLocaleString('en')} ${unit} | ${shown(last?.milliseconds ?? 0)} | ${power.toFixed(2)} |`;
  })
  .join('\n')}
`;
}

function shown(milliseconds: number): string {
  return milliseconds < 1000
    ? `${milliseconds < 10 ? milliseconds.toPrecision(2) : milliseconds.toFixed(0)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}

function evaluationTable(suites: EvaluationResults['suites'], engines: readonly string[]): string {
  const rows = Object.entries(suites).map(([suite, times]) => {
    const base = times['by hand'] ?? NaN;
    const cells = engines.map((engine) => {
      const time = times[engine];
      return time === undefined ? '-' : ratio(time / base);
    });
    return `| ${suite} | ${cells.join(' | ')} |`;
  });
  return [`| rule | ${engines.join(' | ')} |`, `|---|${engines.map(() => '--:|').join('')}`, ...rows].join('\n');
}

function ratio(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
