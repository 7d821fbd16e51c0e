import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';

/*
 * `npm run coverage -- [TEST...]`: what part of the lines and branches of each room the tests run, all of them or those that
 * are named. The tests that start processes of their own (the command, workers) are not seen in it.
 */

const SUMMARY = 'coverage/coverage-summary.json';

interface Count {
  readonly total: number;
  readonly covered: number;
}

const began = Date.now();
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--coverage', '--coverage.reporter=json-summary', '--reporter=dot', ...process.argv.slice(2)],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
if (statSync(SUMMARY).mtimeMs < began) throw new Error('vitest wrote no summary');

const files = JSON.parse(readFileSync(SUMMARY, 'utf8')) as Record<string, { lines: Count; branches: Count }>;
const rooms = new Map<string, { lines: Count; branches: Count }>();
for (const [file, { lines, branches }] of Object.entries(files)) {
  if (file === 'total') continue;
  const room = /^src\/([^/]+)\//u.exec(relative('.', file))?.[1] ?? '(entries)';
  const so = rooms.get(room) ?? { lines: { total: 0, covered: 0 }, branches: { total: 0, covered: 0 } };
  rooms.set(room, { lines: sum(so.lines, lines), branches: sum(so.branches, branches) });
}
console.log('| room | lines | branches |\n|---|--:|--:|');
for (const [room, { lines, branches }] of [...rooms].sort(([one], [other]) => (one < other ? -1 : 1)))
  console.log(`| ${room} | ${share(lines)} | ${share(branches)} |`);
process.exitCode = status ?? 1;

function sum(one: Count, other: Count): Count {
  return { total: one.total + other.total, covered: one.covered + other.covered };
}

function share({ total, covered }: Count): string {
  return total === 0 ? '' : `${((100 * covered) / total).toFixed(1)} %`;
}
