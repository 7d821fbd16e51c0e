import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { inDuckdb, inPostgres, type MeasuredInput, packInventory, userFiles } from './scale/inputs.ts';
import type { Took } from '../bench/metered.ts';
import { twoCores } from './scale/cores.ts';
import { gsl, slope } from './scale/measure.ts';
import { merging } from './scale/merging.ts';
import { type Measured, type MeasuredFormat, scalePage } from './scale/page.ts';

/*
 * `npm run scale [-- --quick] [--write]`: measures what reading, judging, partials and merging cost a core, with the built
 * command, and prints docs/scale.md (`--write` writes it). Costs are differences of a small and a large inventory, so that
 * what a process takes to start is told apart. What a second core gives is measured by the clock, so that it is best measured
 * where nobody else is at work. `--quick` takes a tenth, to see that all of it runs: its figures are no use.
 */
const isQuick = process.argv.includes('--quick');
const [FEW, MANY, ROUNDS] = isQuick ? [1_000, 5_000, 1] : [10_000, 50_000, 3];
const NOW = '2026-01-01T00:00:00Z';
const folder = mkdtempSync(join(tmpdir(), 'gsl-scale-'));
const QUIET = ['-q', '--no-config', '--no-progress', '--jobs', '1'];

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Rules over users that differ in what they look for, some of them simple, some with blocks, times and patterns. */
function rules(count: number): string {
  const made = (index: number): string =>
    [
      `IamUser should not have firstAccessKey.isActive=true and name='user-${index}'`,
      `IamUser where mfaActive=false should not have tags contain [ key='team' and value='team-x${index}' ]`,
      `IamUser should not have attachedPolicies contain [ arn like '%/Policy${index}' ]`,
      `IamUser where firstAccessKey.isActive=true should have firstAccessKey.lastRotated after(-${20_000 + index}, 'days')`,
      `IamUser should not have name regexMatch /^svc-${index}-[a-z]+$/`,
    ][index % 5] ?? '';
  const lines = Array.from(
    { length: count },
    (_, index) => `  - { id: R${index}, severity: Low, logic: ${JSON.stringify(made(index))} }`,
  );
  const file = join(folder, `${count}-rules.yaml`);
  writeFileSync(file, `name: r${count}\nrules:\n${lines.join('\n')}\n`);
  return file;
}

function evaluate(input: string, args: readonly string[], codes?: readonly number[]): Promise<Took> {
  return gsl(folder, ['evaluate', input, '--now', NOW, ...QUIET, ...args], ROUNDS, codes);
}

async function formats(few: readonly MeasuredInput[], many: readonly MeasuredInput[]): Promise<MeasuredFormat[]> {
  const all: MeasuredFormat[] = [];
  for (const [index, input] of many.entries()) {
    const small = few[index];
    if (small === undefined) continue;
    note(input.name);
    const args = ['--id', 'D9.AWS.IAM.51'];
    const [less, more] = [await evaluate(small.input, args), await evaluate(input.input, args)];
    const seconds = slope([small.entities, less], [input.entities, more]);
    const isFile = !/^(?:postgres|duckdb):/u.test(input.input);
    const bytes = isFile ? statSync(input.input).size / input.entities : undefined;
    all.push({ name: input.name, seconds, bytes, megabytes: more.megabytes, fewMegabytes: less.megabytes });
  }
  return all;
}

/** What one more rule costs an entity, and what the packs cost entities of their types. */
async function judging(fewUsers: MeasuredInput, users: MeasuredInput): Promise<Measured['judging']> {
  note('rules');
  const [five, all] = [rules(5), rules(500)];
  const costOf = async (
    few: MeasuredInput,
    many: MeasuredInput,
    ...how: readonly [args: readonly string[], codes?: readonly number[]]
  ): Promise<readonly [number, Took]> => {
    const [less, more] = [await evaluate(few.input, ...how), await evaluate(many.input, ...how)];
    return [slope([few.entities, less], [many.entities, more]), more];
  };
  const [withFive] = await costOf(fewUsers, users, ['--rules', five]);
  const [withAll, { megabytes }] = await costOf(fewUsers, users, ['--rules', all]);
  const { seconds: start } = await evaluate(join(folder, 'one.ndjson'), ['--rules', all]);
  note('packs');
  const [few, many] = [await packInventory(folder, FEW), await packInventory(folder, MANY)];
  // Some entities of the rules' tests are undecided, as they are meant to be.
  const [pack] = await costOf(few, many, ['--ruleset', 'all'], [0, 1, 2]);
  return { start, judgement: Math.max(0, withAll - withFive) / 495, pack, megabytes };
}

async function secondCore(): Promise<Measured['cores']> {
  note('a second core');
  const users = isQuick ? 100_000 : 4_000_000;
  const load = loadavg()[0] ?? 0;
  return { users, load, all: await twoCores(folder, { users, rounds: ROUNDS, manyRules: rules(500) }) };
}

/** What is to be ended, whatever becomes of the measurement. */
const opened: MeasuredInput[] = [];

try {
  const [few, many] = [[...userFiles(folder, FEW)], [...userFiles(folder, MANY)]];
  const [fewLines, lines] = [few[0], many[0]];
  if (fewLines === undefined || lines === undefined) throw new TypeError('no inputs');
  writeFileSync(join(folder, 'one.ndjson'), '{"type":"IamUser","name":"one"}\n');
  few.push(await inDuckdb(folder, fewLines));
  many.push(await inDuckdb(folder, lines));
  const fewRows = await inPostgres(fewLines);
  if (fewRows !== undefined) opened.push(fewRows);
  const rows = await inPostgres(lines);
  if (rows !== undefined) opened.push(rows);
  if (fewRows !== undefined && rows !== undefined) {
    few.push(fewRows);
    many.push(rows);
  } else note('PostgreSQL is not installed, so it is NOT measured: apt-get install postgresql');
  const load = loadavg()[0] ?? 0;
  const measured: Measured = {
    machine: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.version}`,
    date: new Date().toISOString().slice(0, 10),
    load,
    entities: MANY,
    isQuick,
    formats: await formats(few, many),
    judging: await judging(fewLines, lines),
    merging: await merging(folder, fewLines, lines, ROUNDS),
    cores: await secondCore(),
  };
  const page = scalePage(measured);
  if (process.argv.includes('--write')) writeFileSync('docs/scale.md', page);
  else process.stdout.write(page);
} finally {
  for (const { close } of opened) await close?.();
  rmSync(folder, { recursive: true });
}
