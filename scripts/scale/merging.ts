import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredInput } from './inputs.ts';
import type { Took } from '../../bench/metered.ts';
import { gsl, slope } from './measure.ts';
import type { Measured } from './page.ts';

const SHARDS = 8;
const NOW = '2026-01-01T00:00:00Z';
const QUIET = ['-q', '--no-config', '--no-progress'];
const NONE_FAILS = "IamUser should not have name='nobody'";
const MOST_FAIL = 'IamUser should not have mfaActive=true';
/** Of the users that are made. */
const FAILING = 0.75;

interface Merge {
  readonly took: Took;
  /** Of all partials. */
  readonly bytes: number;
}

/** A partial of its own for each of the texts. */
type Parts = (lines: readonly (readonly string[])[], rule: string, format?: string) => Promise<Merge>;

/** What partials and their merge cost: where a report is to tell of passes, and where it is one of findings. */
export async function merging(
  folder: string,
  few: MeasuredInput,
  many: MeasuredInput,
  rounds: number,
): Promise<Measured['merging']> {
  const merged: Parts = async (shards, rule, format) => {
    const named = format === undefined ? [] : ['--format', format];
    const parts: string[] = [];
    for (const [shard, lines] of shards.entries()) {
      // A file a shard, as files of an object store.
      const [file, part] = [join(folder, `shard-${shard}.ndjson`), join(folder, `${shard}.part`)];
      writeFileSync(file, lines.join('\n'));
      await gsl(folder, ['evaluate', file, '--now', NOW, ...QUIET, '--rule', rule, ...named, '--partial', part], 1);
      parts.push(part);
    }
    const took = await gsl(folder, ['merge', ...parts, '-q', '--no-config', ...named], rounds);
    return { took, bytes: parts.reduce((sum, part) => sum + statSync(part).size, 0) };
  };
  const [littleLines, lines] = [linesOf(few), linesOf(many)];
  const little = await merged([littleLines], NONE_FAILS);
  const none = await merged([lines], NONE_FAILS);
  const most = await merged([lines], MOST_FAIL);
  return {
    all: {
      entity: slope([few.entities, little.took], [many.entities, none.took]),
      finding: more(none, most) / (many.entities * FAILING),
      bytes: none.bytes / many.entities,
      megabytes: most.took.megabytes,
    },
    findings: await ofFindings(merged, lines),
    fewMegabytes: little.took.megabytes,
  };
}

/** A part without findings holds what it counted, and what its first entities are known by: larger parts cost no more. */
async function ofFindings(merged: Parts, lines: readonly string[]): Promise<Measured['merging']['findings']> {
  // Other users in each part.
  const shards = Array.from({ length: SHARDS }, (_, shard) =>
    lines.map((line) => line.replaceAll('user-', `user-${shard}-`)),
  );
  const first = shards.slice(0, 1);
  const [one, all] = [await merged(first, NONE_FAILS, 'sarif'), await merged(shards, NONE_FAILS, 'sarif')];
  const most = await merged(first, MOST_FAIL, 'sarif');
  return {
    part: more(one, all) / (SHARDS - 1),
    finding: more(one, most) / (lines.length * FAILING),
    bytes: one.bytes,
    megabytes: most.took.megabytes,
  };
}

function more(less: Merge, most: Merge): number {
  return Math.max(0, most.took.seconds - less.took.seconds);
}

function linesOf({ input }: MeasuredInput): readonly string[] {
  return readFileSync(input, 'utf8').trimEnd().split('\n');
}
