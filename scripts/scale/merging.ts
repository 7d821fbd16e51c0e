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

/** What partials and their merge cost: for an entity, whatever became of it, a finding besides, and a part. */
export async function merging(
  folder: string,
  few: MeasuredInput,
  many: MeasuredInput,
  rounds: number,
): Promise<Measured['merging']> {
  const merged = async ({ input, entities }: MeasuredInput, rule: string, shards: number): Promise<Merge> => {
    const lines = readFileSync(input, 'utf8').trimEnd().split('\n');
    const share = entities / shards;
    const parts: string[] = [];
    for (let shard = 0; shard < shards; shard += 1) {
      // A file a shard, as files of an object store.
      const [file, part] = [join(folder, `shard-${shard}.ndjson`), join(folder, `${shard}.part`)];
      writeFileSync(file, lines.slice(shard * share, (shard + 1) * share).join('\n'));
      await gsl(folder, ['evaluate', file, '--now', NOW, ...QUIET, '--rule', rule, '--partial', part], 1);
      parts.push(part);
    }
    const took = await gsl(folder, ['merge', ...parts, '-q', '--no-config'], rounds);
    return { took, bytes: parts.reduce((sum, part) => sum + statSync(part).size, 0) };
  };
  const little = await merged(few, NONE_FAILS, 1);
  const none = await merged(many, NONE_FAILS, 1);
  const inParts = await merged(many, NONE_FAILS, SHARDS);
  const most = await merged(many, MOST_FAIL, 1);
  return {
    entity: slope([few.entities, little.took], [many.entities, none.took]),
    finding: Math.max(0, most.took.seconds - none.took.seconds) / (many.entities * FAILING),
    part: Math.max(0, inParts.took.seconds - none.took.seconds) / (SHARDS - 1),
    bytes: none.bytes / many.entities,
    megabytes: most.took.megabytes,
    fewMegabytes: little.took.megabytes,
  };
}
