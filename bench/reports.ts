import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assess } from '../src/assess/assess.ts';
import { findingOf } from '../src/findings/finding.ts';
import { readInventory } from '../src/inventory/index.ts';
import { reporters } from '../src/reporters/index.ts';
import { bundledRules } from '../src/rules/bundled/index.ts';
import { BIN, metered } from './metered.ts';

/*
 * What reports cost: users read from a file and judged by the default rule, without a report, with six, and with each
 * format alone; once where all fail, once where one in fifty does. The best of several rounds, in turn, in time of the
 * processor. Then the most memory that the built command holds, in a process of its own for each format, of two sizes: what
 * is written as it goes holds the same of both. `npm run bench -- reports [--memory]`
 */

const ROUNDS = 5;
const SIX = ['json', 'ndjson', 'sarif', 'junit', 'csv', 'html'];
const rules = bundledRules.filter(({ id }) => id === 'D9.AWS.IAM.51');

/** An inventory with so many users, of whom every n-th fails. */
export interface Sample {
  readonly users: number;
  readonly nth: number;
}

const folder = mkdtempSync(join(tmpdir(), 'gsl-bench-'));

function written({ users, nth }: Sample): string {
  const file = join(folder, `users-${users}-${nth}.ndjson`);
  const key = { isActive: true, lastRotated: 1_700_000_000 };
  const user = (index: number): string =>
    JSON.stringify({
      type: 'IamUser',
      id: `AIDA${index}`,
      name: `user-${index}`,
      accountNumber: '111122223333',
      firstAccessKey: key,
      secondAccessKey: { ...key, isActive: index % nth === 0 },
    });
  writeFileSync(file, Array.from({ length: users }, (_, index) => user(index)).join('\n'));
  return file;
}

async function milliseconds(file: string, formats: readonly string[]): Promise<number> {
  const chosen = reporters.filter(({ name }) => formats.includes(name));
  const include = [...new Set(chosen.flatMap((reporter) => reporter.include))];
  const start = process.cpuUsage();
  const writers = chosen.map((reporter) => ({
    include: reporter.include,
    writer: reporter.open({ version: '0', now: new Date(0) }),
  }));
  let characters = 0;
  const assessment = assess(rules, readInventory([file]), {
    include: include.length === 0 ? ['failed'] : include,
    now: 0,
  });
  for await (const result of assessment) {
    if (writers.length === 0) continue;
    const finding = findingOf(result);
    for (const { writer, include: wanted } of writers)
      if (wanted.includes(finding.status)) characters += writer.finding(finding).length;
  }
  for (const { writer } of writers) for (const text of writer.end(assessment.summary)) characters += text.length;
  if (writers.length > 0 && characters === 0) throw new Error('nothing was written');
  const { user: spent, system } = process.cpuUsage(start);
  return (spent + system) / 1000;
}

async function compare(sample: Sample): Promise<void> {
  const file = written(sample);
  const each = reporters.map(({ name }) => [name, [name]] as const);
  const runs = [['none', []], ['six', SIX], ...each] as const;
  const best = new Map<string, number>(runs.map(([name]) => [name, Infinity]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, formats] of runs)
      best.set(name, Math.min(best.get(name) ?? Infinity, await milliseconds(file, formats)));
  }
  const none = best.get('none') ?? NaN;
  console.log(
    `\n${sample.users} users, one in ${sample.nth} fails; without a report ${none.toFixed(0)} ms. With one, times as long:`,
  );
  for (const [name, time] of best) {
    if (name === 'none') continue;
    const title = name === 'six' ? SIX.join(', ') : name;
    console.log(`  ${(time / none).toFixed(2).padStart(6)}  ${time.toFixed(0).padStart(6)} ms  ${title}`);
  }
}
/** The most memory of the command, in megabytes. */
async function megabytes(file: string, format: string | undefined): Promise<number> {
  const report = format === undefined ? [] : ['--format', `${format}=${join(folder, 'report')}`];
  return Math.round((await metered(folder, [BIN, 'evaluate', file, '-q', ...report])).megabytes);
}

async function compareMemory(): Promise<void> {
  if (!existsSync(BIN)) throw new Error('`npm run build` comes first');
  const files = [100_000, 300_000].map((users) => written({ users, nth: 1 }));
  console.log('\n100,000 and 300,000 findings, the most memory in MB:');
  for (const format of [undefined, ...reporters.map(({ name }) => name)]) {
    const held: string[] = [];
    for (const file of files) held.push(String(await megabytes(file, format)).padStart(6));
    console.log(`${held.join('')}  ${format ?? 'no report'}`);
  }
}

if (!process.argv.includes('--memory')) {
  await compare({ users: 20_000, nth: 1 });
  await compare({ users: 20_000, nth: 50 });
}
await compareMemory();
rmSync(folder, { recursive: true });
