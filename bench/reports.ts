import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assess } from '../src/assess/assess.ts';
import { findingOf } from '../src/findings/finding.ts';
import { readInventory } from '../src/inventory/index.ts';
import { reporters } from '../src/reporters/index.ts';
import { bundledRules } from '../src/rules/bundled/index.ts';

/*
 * What reports cost: users who all fail the default rule, read from a file and judged, without a report and with six. The
 * best of several rounds, in turn, in time of the processor. `npm run bench -- reports`
 */

const USERS = 20_000;
const ROUNDS = 3;
const FORMATS = ['json', 'ndjson', 'sarif', 'junit', 'csv', 'html'];

const folder = mkdtempSync(join(tmpdir(), 'gsl-bench-'));
const file = join(folder, 'users.ndjson');
const key = { isActive: true, lastRotated: 1_700_000_000 };
const user = (index: number): string =>
  JSON.stringify({
    type: 'IamUser',
    id: `AIDA${index}`,
    name: `user-${index}`,
    accountNumber: '111122223333',
    firstAccessKey: key,
    secondAccessKey: key,
  });
writeFileSync(file, Array.from({ length: USERS }, (_, index) => user(index)).join('\n'));

async function milliseconds(formats: readonly string[]): Promise<number> {
  const start = process.cpuUsage();
  const chosen = reporters.filter(({ name }) => formats.includes(name));
  const writers = chosen.map((reporter) => reporter.open({ version: '0', now: new Date(0) }));
  let characters = 0;
  const assessment = assess(
    bundledRules.filter(({ id }) => id === 'D9.AWS.IAM.51'),
    readInventory([file]),
    { include: ['failed'], now: 0 },
  );
  for await (const result of assessment) {
    if (writers.length === 0) continue;
    const finding = findingOf(result);
    for (const writer of writers) characters += writer.finding(finding).length;
  }
  for (const writer of writers) characters += writer.end(assessment.summary).length;
  if (assessment.summary.counts.failed !== USERS) throw new Error('all users should fail');
  if (writers.length > 0 && characters === 0) throw new Error('nothing was written');
  const { user: spent, system } = process.cpuUsage(start);
  return (spent + system) / 1000;
}

const best = { none: Infinity, six: Infinity };
for (let round = 0; round < ROUNDS; round += 1) {
  best.none = Math.min(best.none, await milliseconds([]));
  best.six = Math.min(best.six, await milliseconds(FORMATS));
}
console.log(`${USERS} failing users, without a report: ${best.none.toFixed(0)} ms`);
console.log(
  `with ${FORMATS.join(', ')}: ${best.six.toFixed(0)} ms, ${(best.six / best.none).toFixed(1)} times as long`,
);
rmSync(folder, { recursive: true });
