import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { finished } from 'node:stream/promises';
import type { ProcessResults } from '../scripts/speed-page.ts';
import { version } from '../src/version.ts';
import { BIN, type CountedRun, median, meteredFailures, today, type Took } from './metered.ts';
import { COLUMNS, row, user } from './users.ts';

/*
 * `npm run bench -- process [--users N] [--cfn-guard FILE] [--save]`: the built command beside what one would write by hand, each in a process of its
 * own, over the same users in several files: seconds of CPU, and the most memory. All say how many users fail. `--save` keeps
 * it in bench/results/process.json, of which docs/speed.md is made.
 */

const option = (name: string): string | undefined =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const USERS = Number(option('--users') ?? 200_000);
/** The program of cloudformation-guard, which judges so many users only: it takes gigabytes. */
const CFN_GUARD = option('--cfn-guard');
const GUARDED = 10_000;
const ROUNDS = 3;
const folder = mkdtempSync(join(tmpdir(), 'gsl-bench-'));

const IS_FAILED = `const isFailed = (user) => user.firstAccessKey?.isActive === true && user.secondAccessKey?.isActive === true;`;

const GUARD_RULE = `rule one_key { users[*] { firstAccessKey.isActive != true OR secondAccessKey.isActive != true } }`;

/** Programs by hand: the file is their argument. */
const BY_HAND: Readonly<Record<string, string>> = {
  'whole file, JSON.parse a line': `import { readFileSync } from 'node:fs';
    ${IS_FAILED}
    let failed = 0;
    for (const line of readFileSync(process.argv[2], 'utf8').split('\\n')) if (line !== '' && isFailed(JSON.parse(line))) failed += 1;
    console.log(failed);`,
  'lines as they come, JSON.parse': `import { createReadStream } from 'node:fs';
    import { createInterface } from 'node:readline';
    import { createGunzip } from 'node:zlib';
    ${IS_FAILED}
    let failed = 0;
    const file = createReadStream(process.argv[2]);
    const input = process.argv[2].endsWith('.gz') ? file.pipe(createGunzip()) : file;
    for await (const line of createInterface({ input })) if (line !== '' && isFailed(JSON.parse(line))) failed += 1;
    console.log(failed);`,
  'whole file, JSON.parse': `import { readFileSync } from 'node:fs';
    ${IS_FAILED}
    console.log(JSON.parse(readFileSync(process.argv[2], 'utf8')).filter(isFailed).length);`,
  'lines split at commas': `import { readFileSync } from 'node:fs';
    const [head, ...lines] = readFileSync(process.argv[2], 'utf8').split('\\n');
    const names = head.split(',');
    const [first, second] = [names.indexOf('access_key_1_active'), names.indexOf('access_key_2_active')];
    let failed = 0;
    for (const line of lines) { const cells = line.split(','); if (cells[first] === 'true' && cells[second] === 'true') failed += 1; }
    console.log(failed);`,
};

/** The files, and what reads each by hand. */
const FILES: readonly (readonly [file: string, byHand: readonly string[]])[] = [
  ['users.ndjson', ['whole file, JSON.parse a line', 'lines as they come, JSON.parse']],
  ['users.ndjson.gz', ['lines as they come, JSON.parse']],
  ['users.json', ['whole file, JSON.parse']],
  ['credential-report.csv', ['lines split at commas']],
];

async function write(file: string, pieces: Iterable<string>): Promise<void> {
  const out = createWriteStream(join(folder, file));
  const to = file.endsWith('.gz') ? createGzip() : out;
  if (to !== out) to.pipe(out);
  for (const piece of pieces) if (!to.write(piece)) await new Promise<void>((go) => to.once('drain', () => go()));
  to.end();
  await finished(out);
}

function* joined(make: (index: number) => string, separator: string, count = USERS): Generator<string> {
  for (let index = 0; index < count; index += 1) yield `${index === 0 ? '' : separator}${make(index)}`;
}

/** A program that is not Node's, metered by the shell: its failures are not told one by one, so they are not compared. */
function runOther(command: readonly string[]): Took {
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', ...command], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { seconds: user + system, megabytes: kilobytes / 1024 };
}

try {
  for (const [name, code] of Object.entries(BY_HAND)) writeFileSync(join(folder, `${name}.mjs`), code);
  await write(
    'users.ndjson',
    joined((index) => `${user(index)}\n`, ''),
  );
  await write(
    'users.ndjson.gz',
    joined((index) => `${user(index)}\n`, ''),
  );
  await write(
    'users.json',
    (function* () {
      yield '[';
      yield* joined(user, ',');
      yield ']';
    })(),
  );
  await write('credential-report.csv', [`${COLUMNS}\n`, ...joined(row, '\n')]);
  console.log(`${USERS} users, one rule (D9.AWS.IAM.51), medians of ${ROUNDS}\n`);
  console.log('| file | program | CPU | beside the first | most memory |\n|---|---|--:|--:|--:|');
  const kept: Record<string, Record<string, Took>> = {};
  for (const [file, byHand] of FILES) {
    const path = join(folder, file);
    const programs = new Map<string, readonly string[]>(
      byHand.map((name) => [name, [join(folder, `${name}.mjs`), path]]),
    );
    programs.set('gsl evaluate', [
      BIN,
      'evaluate',
      path,
      '--id',
      'D9.AWS.IAM.51',
      '-q',
      '--no-config',
      '--no-progress',
    ]);
    const took = new Map<string, CountedRun[]>([...programs.keys()].map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, args] of programs) took.get(name)?.push(await meteredFailures(folder, args));
    const said = new Set([...took.values()].flat().map(({ failed }) => failed));
    if (said.size !== 1) throw new Error(`${file}: ${[...said].join(' and ')} users fail`);
    const base = median(took.values().next().value ?? [], 'seconds');
    const ofFile: Record<string, Took> = (kept[file] = {});
    for (const [name, runs] of took) {
      const seconds = median(runs, 'seconds');
      const megabytes = median(runs, 'megabytes');
      ofFile[name] = { seconds, megabytes };
      console.log(
        `| ${file} | ${name} | ${seconds.toFixed(2)} s | ${(base / seconds).toFixed(2)} x as fast | ${megabytes.toFixed(0)} MB |`,
      );
    }
  }
  if (process.argv.includes('--save')) {
    const results: ProcessResults = { version, node: process.version, date: today(), users: USERS, files: kept };
    writeFileSync(new URL('results/process.json', import.meta.url), `${JSON.stringify(results, undefined, 1)}\n`);
  }
  if (CFN_GUARD !== undefined) {
    const [path, wrapped, rule] = ['some.json', 'guard.json', 'rule.guard'].map((name) => join(folder, name));
    const some = [...joined(user, ',', GUARDED)].join('');
    for (const [file, text] of [
      [path, `[${some}]`],
      [wrapped, `{"users":[${some}]}`],
      [rule, GUARD_RULE],
    ] as const)
      writeFileSync(file ?? '', text);
    const ours = await meteredFailures(folder, [
      BIN,
      'evaluate',
      path ?? '',
      '--id',
      'D9.AWS.IAM.51',
      '-q',
      '--no-config',
      '--no-progress',
    ]);
    const theirs = runOther([CFN_GUARD, 'validate', '-r', rule ?? '', '-d', wrapped ?? '', '--show-summary', 'none']);
    for (const [name, { seconds, megabytes }] of [
      ['cfn-guard', theirs],
      ['gsl evaluate', ours],
    ] as const)
      console.log(
        `| ${GUARDED} users, JSON | ${name} | ${seconds.toFixed(2)} s | ${(theirs.seconds / seconds).toFixed(2)} x as fast | ${megabytes.toFixed(0)} MB |`,
      );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
