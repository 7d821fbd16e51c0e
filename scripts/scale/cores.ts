import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { BIN } from '../../bench/metered.ts';
import { user } from '../../bench/users.ts';

/* What a second core gives: to programs that have nothing to do with gsl, which is all that can be had, and to `--jobs`. */

/** How many times as fast with two as with one, by the clock on the wall. */
export interface TwoCores {
  readonly name: string;
  readonly times: number;
  /** The programs have nothing to do with one another. */
  readonly isCeiling: boolean;
}

const SPIN = 'let x = 0; for (let i = 0; i < 3e8; i += 1) x = (x * 31 + i) | 0;';
const PARSE =
  'const s = JSON.stringify({ a: Array.from({ length: 200 }, (_, k) => ({ k, v: "x" + k })) }); for (let i = 0; i < 3e4; i += 1) JSON.parse(s);';
const threads = (count: number): string =>
  `const { Worker } = require('node:worker_threads'); for (let i = 0; i < ${count}; i += 1) new Worker(${JSON.stringify(PARSE)}, { eval: true });`;

type Programs = readonly (readonly string[])[];

async function wall(programs: Programs): Promise<number> {
  const start = performance.now();
  await Promise.all(
    programs.map(async (args) => {
      const [code] = await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit');
      if (code !== 0 && code !== 1) throw new Error(`${args.slice(0, 3).join(' ')}: ended with ${String(code)}`);
    }),
  );
  return performance.now() - start;
}

/** The shortest of some times, one after the other in turn: others use the machine too. */
async function ratio(rounds: number, one: Programs, two: Programs, work: number): Promise<number> {
  let [least, leastOfTwo] = [Infinity, Infinity];
  for (let round = 0; round < rounds; round += 1) {
    least = Math.min(least, await wall(one));
    leastOfTwo = Math.min(leastOfTwo, await wall(two));
  }
  return (work * least) / leastOfTwo;
}

/** Users as NDJSON, that are all different. */
function usersIn(file: string, from: number, to: number): string {
  const out = openSync(file, 'w');
  const step = 1_000;
  for (let at = from; at < to; at += step)
    writeSync(out, Array.from({ length: Math.min(step, to - at) }, (_, index) => `${user(at + index)}\n`).join(''));
  closeSync(out);
  return file;
}

/**
 * @param users how many are judged by one rule; a tenth of them, and four tenths, by all
 * @param manyRules a file of 500 rules
 */
export async function twoCores(
  folder: string,
  { users, rounds, manyRules }: { readonly users: number; readonly rounds: number; readonly manyRules: string },
): Promise<readonly TwoCores[]> {
  const whole = usersIn(join(folder, 'whole.ndjson'), 0, users);
  const halves = [
    usersIn(join(folder, 'first.ndjson'), 0, users / 2),
    usersIn(join(folder, 'second.ndjson'), users / 2, users),
  ];
  const [few, more] = ([1, 4] as const).map((tenths) =>
    usersIn(join(folder, `${tenths}-tenths.ndjson`), 0, Math.ceil((users * tenths) / 10)),
  ) as [string, string];
  const judge = (input: string, jobs: number, rules: readonly string[]): readonly string[] => [
    ...[BIN, 'evaluate', input, '-q', '--no-config', '--no-progress', '--now', '2026-01-01T00:00:00Z'],
    ...['--jobs', String(jobs), ...rules],
  ];
  const [one, many] = [
    ['--id', 'D9.AWS.IAM.51'],
    ['--rules', manyRules],
  ];
  const two = (program: readonly string[]): Programs => [program, program];
  return [
    {
      name: 'a loop that only counts',
      times: await ratio(rounds, [['-e', SPIN]], two(['-e', SPIN]), 2),
      isCeiling: true,
    },
    {
      name: '`JSON.parse`, two processes',
      times: await ratio(rounds, [['-e', PARSE]], two(['-e', PARSE]), 2),
      isCeiling: true,
    },
    {
      name: '`JSON.parse`, two threads',
      times: await ratio(rounds, [['-e', threads(1)]], [['-e', threads(2)]], 2),
      isCeiling: true,
    },
    {
      name: 'one rule, two processes of half the file each',
      times: await ratio(
        rounds,
        [judge(whole, 1, one)],
        halves.map((half) => judge(half, 1, one)),
        1,
      ),
      isCeiling: false,
    },
    {
      name: 'one rule, `--jobs 2`',
      times: await ratio(rounds, [judge(whole, 1, one)], [judge(whole, 2, one)], 1),
      isCeiling: false,
    },
    {
      name: '500 rules, `--jobs 2`',
      times: await ratio(rounds, [judge(few, 1, many)], [judge(few, 2, many)], 1),
      isCeiling: false,
    },
    {
      name: '500 rules, four times as many users, `--jobs 2`',
      times: await ratio(rounds, [judge(more, 1, many)], [judge(more, 2, many)], 1),
      isCeiling: false,
    },
  ];
}
