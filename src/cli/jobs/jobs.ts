import { serialize } from 'node:v8';
import type { AssessOptions } from '../../assess/assess-options.ts';
import { JoinedParts } from '../../assess/joined-parts.ts';
import { namesOf, type ReadInventoryOptions } from '../../inventory/files/read.ts';
import { completeRuleset } from '../../rules/rule.ts';
import { isTested } from '../../rules/tested.ts';
import type { Environment } from '../../run/environment.ts';
import { healthyTrees } from '../../assess/compilation.ts';
import { JudgedPieces } from './judged-pieces.ts';
import type { JobsCommon, JobsSetting } from './messages.ts';
import type { PreparedThreads } from './prepare.ts';
import { sidesOf } from './sides.ts';

/** What threads judge with, and who hears of it. */
export interface JobsAsked {
  readonly setting: JobsSetting;
  /** What the rules were checked with: of the setting's lists, strictness, case and types. */
  readonly environment: Environment;
  readonly reading: Pick<ReadInventoryOptions, 'onPassedOver' | 'onProgress'>;
  readonly onProblem: NonNullable<AssessOptions['onProblem']>;
  /** Waited for after each batch of what threads give. */
  readonly pause?: () => Promise<void>;
}

/** Sets threads to work. */
export function startJobs(prepared: PreparedThreads, asked: JobsAsked): JudgedPieces {
  const { setting, environment, reading, onProblem, pause = () => Promise.resolve() } = asked;
  const { pool, threads, found, bytes, pieces, passed, problems } = prepared;
  for (const one of passed) reading.onPassedOver?.(one);
  const { exclusions, now, include } = setting;
  const rulesets = setting.rulesets.map(completeRuleset);
  let bytesRead = 0;
  return new JudgedPieces({
    pool,
    threads,
    pieces,
    common: shared({
      setting,
      names: namesOf(found),
      tested: rulesets.map(({ rules }) => rules.map(isTested)),
      trees: healthyTrees(environment) ?? new Map(),
    }),
    newParts: () => new JoinedParts(rulesets, { now, include, exclusions, environment, onProblem }),
    sides: sidesOf(rulesets, exclusions),
    atEnd: problems,
    pause,
    onBytes: (count) => {
      bytesRead += count;
      reading.onProgress?.({ bytesRead, totalBytes: bytes });
    },
  });
}

/** Written once for all threads and pieces. */
function shared(common: JobsCommon): SharedArrayBuffer {
  const written = serialize(common);
  const memory = new SharedArrayBuffer(written.length);
  new Uint8Array(memory).set(written);
  return memory;
}
