import type { TwoCores } from './cores.ts';
import { type Costs, simulated, turningPoint } from './simulate.ts';

/** An input in one format. Seconds are of one core, for each entity. */
export interface MeasuredFormat {
  readonly name: string;
  readonly seconds: number;
  /** Of an entity in a file; undefined for databases. */
  readonly bytes: number | undefined;
  readonly megabytes: number;
  /** With a fifth of the entities. */
  readonly fewMegabytes: number;
}

/** All that the page is made of. */
export interface Measured {
  readonly machine: string;
  readonly date: string;
  readonly load: number;
  readonly entities: number;
  readonly isQuick: boolean;
  readonly formats: readonly MeasuredFormat[];
  readonly judging: {
    /** A process with 500 rules and one entity. */
    readonly start: number;
    /** One rule on one entity. */
    readonly judgement: number;
    /** An entity by the rules of all packs that are about its type. */
    readonly pack: number;
    readonly megabytes: number;
  };
  readonly merging: {
    /** Partials for a report that tells of passes: seconds for an entity, whatever became of it, and for a finding besides. */
    readonly all: {
      readonly entity: number;
      readonly finding: number;
      /** Of an entity in a partial. */
      readonly bytes: number;
      readonly megabytes: number;
    };
    /** Partials for a report of findings: seconds for a part, whatever passed in it, and for a finding. */
    readonly findings: {
      readonly part: number;
      readonly finding: number;
      /** Of a part without findings. */
      readonly bytes: number;
      readonly megabytes: number;
    };
    readonly fewMegabytes: number;
  };
  readonly cores: { readonly users: number; readonly load: number; readonly all: readonly TwoCores[] };
}

const ENTITIES = 1e8;
const RULES = 500;
const FAILING = 0.01;
const SHARDS = 2048;
const WORKERS = [1, 8, 64, 256, 1024];

function whole(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}

function duration(seconds: number): string {
  if (seconds < 120) return `${whole(seconds)} s`;
  return seconds < 7200 ? `${whole(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

function formatRow({ name, seconds, bytes, megabytes, fewMegabytes }: MeasuredFormat): readonly string[] {
  const rate = bytes === undefined ? '' : (bytes / seconds / 1e6).toFixed(0);
  const size = bytes === undefined ? '' : whole(bytes);
  return [name, whole(1 / seconds), rate, size, `${whole(fewMegabytes)} to ${whole(megabytes)}`];
}

/** What a run costs by what its reports tell of. */
interface ByReports {
  readonly findings: Costs;
  readonly all: Costs;
}

function fleetTable({ findings, all }: ByReports): string {
  const fleet = { entities: ENTITIES, failing: FAILING, shards: SHARDS };
  const rows = WORKERS.map((workers) => {
    const { working, merging, total, coreHours } = simulated(findings, { ...fleet, workers });
    const passes = simulated(all, { ...fleet, workers });
    const told = [working, merging, total, passes.merging, passes.total].map(duration);
    return [whole(workers), ...told, coreHours.toFixed(1)];
  });
  const head = ['reading and judging', 'merging findings', 'together', 'merging passes too', 'together', 'core-hours'];
  return table(['cores', ...head], rows);
}

/** The most that two cores give to what has nothing in common. */
function ceilingOf(all: readonly TwoCores[]): number {
  return Math.max(...all.filter(({ isCeiling }) => isCeiling).map(({ times }) => times));
}

/** docs/scale.md. */
export function scalePage(measured: Measured): string {
  const { formats, judging, merging, cores, machine, date, load, entities, isQuick } = measured;
  const [ndjson] = formats;
  if (ndjson === undefined) throw new TypeError('no format was measured');
  const { all, findings } = merging;
  const costs = (entity: number): ByReports => ({
    findings: { start: judging.start, entity, part: findings.part, merged: 0, finding: findings.finding },
    all: { start: judging.start, entity, part: findings.part, merged: all.entity, finding: all.finding },
  });
  const [most, usual] = [costs(ndjson.seconds + RULES * judging.judgement), costs(judging.pack)];
  const fleet = { entities: ENTITIES, failing: FAILING, shards: SHARDS };
  const zst = formats.find(({ name }) => name.includes('zstd')) ?? ndjson;
  const perCore = ({ all: { entity } }: ByReports, bytes: number): string => (bytes / entity / 1e6).toFixed(1);
  const point = (costs: Costs): string => {
    const found = turningPoint(costs, fleet);
    return Number.isFinite(found) ? `from ${whole(found)} cores on` : `not below ${whole(SHARDS)} cores`;
  };
  return `# Large inventories

Made by \`npm run scale -- --write\`${isQuick ? ' with --quick: **these figures are no use**' : ''}; edit scripts/scale instead. Measured on ${date}: ${machine}, with a load of ${load.toFixed(1)} by others. All figures of cost are seconds of processor time of all threads of the process, since others used the cores at the same time; that makes them larger, and less certain than on a quiet machine: the difference between ${whole(entities / 5)} and ${whole(entities)} entities, medians of ${isQuick ? 1 : 3}.

## Reading

One rule (D9.AWS.IAM.51) over the same users in each format, on one core, everything counted: reading, judging, counting. Databases work beside, in their own process (PostgreSQL) or in ours (DuckDB).

${table(['input', 'entities a second', 'MB a second', 'bytes an entity', `MB of memory, ${whole(entities / 5)} to ${whole(entities)} entities`], formats.map(formatRow))}

CSV is read as credential reports: no other inventory comes as CSV. What grows with the inventory is what is kept to notice an entity that comes again; more is kept where entities are joined (credential reports, authorization details, AWS Config, answers of the AWS command line) and of what \`List<…>\` and resource functions need of an account.

## Judging

- One rule on one entity: ${(judging.judgement * 1e9).toFixed(0)} ns (500 rules over users, a fifth each with an equation, a block in a list, \`like\`, a time, a pattern).
- An entity by all bundled packs, that is by the rules that are about its type (entities of the rules' own tests, of which about half fail): ${(judging.pack * 1e6).toFixed(0)} µs.
- A process with ${RULES} rules until it judges: ${judging.start.toFixed(2)} s of processor time.

## A second core

How many times as fast with two cores as with one, by the clock on the wall: the shortest of ${isQuick ? 1 : 3} runs each, with a load of ${cores.load.toFixed(1)} by others (with others at work, what is measured is how the cores were shared too). The first rows are programs that have nothing to do with one another: more than they have, nothing can have here. ${whole(cores.users)} users as NDJSON for one rule, ${whole(Math.ceil(cores.users / 10))} for 500.

${table(
  ['work', 'times as fast', 'of the first rows'],
  cores.all.map(({ name, times }) => [name, times.toFixed(2), `${whole((100 * times) / ceilingOf(cores.all))} %`]),
)}

Each thread reads and judges pieces of its own; what it costs beside is that it starts and warms up as a process does (while the rules are read), and that the findings go to the report. So \`--jobs\` gives the more the longer the work takes: threads start by themselves beyond 1 GB.

## Merging

\`gsl merge\` judges again what a report tells of. Partials that were made with the format of the report (\`gsl evaluate --format sarif --partial …\`) hold no more than it needs:

- of a format of findings (pretty, SARIF, Markdown and others): ${(findings.part * 1e3).toFixed(0)} ms for a part, whatever passed in it (it has ${whole(findings.bytes / 1e3)} kB, most of it what its first 20,000 entities are known by), and ${(findings.finding * 1e6).toFixed(0)} µs for a finding.
- of one that tells of what passed too (JSON, NDJSON, CSV, HTML, JUnit, OCSF, CloudGuard's JSON), or of none: ${(all.entity * 1e6).toFixed(0)} µs for an entity (${whole(all.bytes)} bytes), and ${(all.finding * 1e6).toFixed(0)} µs more for a finding.

Memory: ${whole(merging.fewMegabytes)} MB for ${whole(entities / 5)} entities of which none failed, ${whole(Math.max(all.megabytes, findings.megabytes))} MB for ${whole(entities)} of which three quarters did.

## 10^8 entities and ${RULES} rules

**Simulated** by arithmetic from the figures above (\`scripts/scale/simulate.ts\`), not run: ${whole(SHARDS)} parts of one size, ${FAILING * 100} % of the entities with a finding, one core that merges at the end; storage, network and queue keep up.

Every rule on every entity, ${(most.all.entity * 1e6).toFixed(0)} µs an entity:

${fleetTable(most)}

Rules of many types, as in the packs, ${(usual.all.entity * 1e6).toFixed(0)} µs an entity:

${fleetTable(usual)}

## Where the bottleneck moves

- At first it is judging: more cores help in proportion, and fewer rules do.
- Then it is the merge, which is one process. Of findings, it takes longer than all the work before it ${point(most.findings)} where every rule is about every entity, ${point(usual.findings)} as in the packs. With what passed it takes each entity, and is the longer part ${point(most.all)} and ${point(usual.all)}: an inventory as large is better reported by its findings, or judged by account or organizational unit, each a run of its own, with \`gsl report\` over the reports.
- With few rules it is reading: JSON costs more than a rule does. A database that judges by itself (\`gsl sql\`, docs/sql.md) reads less, and \`--prefilter\` leaves the engine what fails or is undecided.
- The start of a process matters where parts are small: ${judging.start.toFixed(2)} s is as much as ${whole(judging.start / usual.all.entity)} entities cost by the packs.

## What the object store must give

A core asks for ${perCore(most, ndjson.bytes ?? 0)} MB/s of NDJSON where every rule is about every entity, ${perCore(usual, ndjson.bytes ?? 0)} MB/s as in the packs; ${whole(1024)} cores ${((1024 * (ndjson.bytes ?? 0)) / usual.all.entity / 1e9).toFixed(1)} GB/s as in the packs. zstd makes ${((100 * (zst.bytes ?? 0)) / (ndjson.bytes ?? 1)).toFixed(0)} % of it here, where users differ little. The inventory has ${whole((ENTITIES * (ndjson.bytes ?? 0)) / 1e9)} GB as NDJSON, ${whole((ENTITIES * (zst.bytes ?? 0)) / 1e9)} GB with zstd; the partials, in ${whole(SHARDS)} objects, up to ${whole((SHARDS * findings.bytes) / 1e9)} GB and the findings, or ${whole((ENTITIES * all.bytes) / 1e9)} GB with what passed; they are read twice. A file is never cut between parts, so no file should be larger than a part.

## What memory must give

A worker had at most ${whole(Math.max(judging.megabytes, ...formats.map(({ megabytes }) => megabytes)))} MB here, the merge ${whole(Math.max(all.megabytes, findings.megabytes))} MB. Threads (\`--jobs\`) share a process, and each has a heap of its own; processes of one core each can be ended one by one.
`;
}
