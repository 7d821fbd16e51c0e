import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { counts, FORMATS, lines, Place, RULE, start } from '../test/faults/support.ts';

/*
 * `npm run faults -- [--kills N] [--files N] [--large]`: what takes too long for the suite. kill -9 at 60 moments of a run that writes all formats;
 * 100,000 small files; with `--large` a file of 2 GB and a line of 600 MB. Ends with exit code 1 where something is not as
 * it must be. Run `npm run build` first.
 */

const { values } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    kills: { type: 'string', default: '60' },
    files: { type: 'string', default: '100000' },
  },
});

let wrong = 0;

function say(what: string, isRight: boolean, figures: string): void {
  if (!isRight) wrong += 1;
  console.log(`${isRight ? 'ok   ' : 'WRONG'} ${what}: ${figures}`);
}

/** The earlier report or the whole new one: each new one is that of a run that nothing broke. */
async function kills(times: number): Promise<void> {
  const place = new Place();
  const input = place.write('u.ndjson', lines(3_000));
  const args = ['evaluate', input, '--rule', RULE, '--now', '2026-01-01T00:00:00Z'];
  const began = performance.now();
  await start([...args, ...place.reports()], place).ended;
  const long = performance.now() - began;
  const whole = new Map(FORMATS.map((format) => [format, readFileSync(place.file(`report.${format}`), 'utf8')]));
  const seen = { earlier: 0, whole: 0, torn: 0 };
  for (let turn = 0; turn < times; turn += 1) {
    const flags = place.reports();
    const running = start([...args, ...flags], place);
    setTimeout(() => running.child.kill('SIGKILL'), ((turn + 0.5) / times) * long * 2);
    await running.ended;
    const { replaced } = place.after();
    for (const format of FORMATS) {
      const isNew = replaced.includes(format);
      const isWhole = readFileSync(place.file(`report.${format}`), 'utf8') === whole.get(format);
      seen[isNew ? (isWhole ? 'whole' : 'torn') : 'earlier'] += 1;
    }
  }
  place.remove();
  say(`kill -9 at ${times} moments, ${FORMATS.length} formats`, seen.torn === 0, JSON.stringify(seen));
}

async function smallFiles(count: number): Promise<void> {
  const place = new Place();
  for (let index = 0; index < count; index += 1) {
    if (index % 1_000 === 0) mkdirSync(place.file(`in/${index / 1_000}`), { recursive: true });
    place.write(`in/${Math.floor(index / 1_000)}/${index}.json`, index % 1_000 === 7 ? '{"type":' : lines(1, index));
  }
  await measured(`${count} small files, one in 1,000 broken`, place, place.file('in'), (told) => {
    return told.unread === count / 1_000 && told.entities === count - told.unread;
  });
  place.remove();
}

/** The most memory and the time of a run, by GNU time. */
async function measured(
  what: string,
  place: Place,
  input: string,
  isRight: (told: ReturnType<typeof counts>) => boolean,
): Promise<void> {
  const child = spawn(
    '/usr/bin/time',
    [
      '-f',
      'PEAK %M kB, %U s of user and %S s of system time',
      process.execPath,
      'dist/cli/bin.js',
      'evaluate',
      input,
      '--rule',
      RULE,
      '-f',
      `csv=${place.file('out.csv')}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err = (err + chunk.toString()).slice(-5_000)));
  await new Promise((done) => child.on('close', done));
  const told = counts(err);
  const isSum = told.failed + told.passed === told.entities;
  say(what, isSum && isRight(told), `${JSON.stringify(told)} ${/PEAK .*/u.exec(err)?.[0] ?? err}`);
}

/** Of a kilobyte each: 37 million of the short ones took half an hour, most of it for 5 GB of report. */
function wideLines(count: number, from: number): string {
  return lines(count, from).replaceAll('"a":', `"wide":"${'x'.repeat(950)}","a":`);
}

async function large(): Promise<void> {
  const place = new Place();
  const file = place.file('large.ndjson');
  const descriptor = openSync(file, 'w');
  let records = 0;
  for (let bytes = 0; bytes < 2.2e9; records += 20_000) bytes += writeSync(descriptor, wideLines(20_000, records));
  closeSync(descriptor);
  await measured('a file of 2.2 GB', place, file, (told) => told.entities === records && told.unread === 0);
  execFileSync('rm', [file]);
  writeFileSync(file, lines(5));
  const long = openSync(file, 'a');
  writeSync(long, '{"type":"U","id":"long","a":"');
  for (let count = 0; count < 600; count += 1) writeSync(long, Buffer.alloc(1_000_000, 'x'));
  writeSync(long, `"}\n${lines(5)}`);
  closeSync(long);
  await measured('a line of 600 MB', place, file, (told) => told.entities === 10 && told.unread === 1);
  place.remove();
}

if (Number(values.kills) > 0) await kills(Number(values.kills));
if (Number(values.files) > 0) await smallFiles(Number(values.files));
if (values.large) await large();
process.exitCode = wrong > 0 ? 1 : 0;
