import { defined } from '../../text/defined.ts';
import type { Environment } from '../../run/environment.ts';
import type { ProblemRecord } from '../../values/record.ts';
import type { CommandIo } from '../io.ts';
import { printSaid } from '../messages.ts';
import type { PassedOverFiles } from '../passed-over.ts';
import type { ProgressBar } from '../progress.ts';
import type { ReportPlan } from '../report-run.ts';
import { parametersOf } from '../settings.ts';
import { askingOf } from './asking.ts';
import { jobsOf } from './job-count.ts';
import type { JudgedPieces } from './judged-pieces.ts';
import type { JobsSetting } from './messages.ts';
import { prepareJobs } from './prepare.ts';

/** The flags of `gsl evaluate` that threads know. */
interface ThreadFlags {
  readonly jobs?: string;
  readonly input?: string;
  readonly parameters?: string;
  readonly exclude?: readonly string[];
  readonly explain?: boolean;
  readonly explainPassed?: boolean;
}

/** What `gsl evaluate` knows when it has read its rules. */
export interface AtReading {
  readonly plan: ReportPlan;
  readonly reading: { readonly bar: ProgressBar | undefined; readonly passedOver: PassedOverFiles };
  readonly setting: Pick<JobsSetting, 'rulesets' | 'exclusions' | 'types' | 'lists' | 'strict' | 'matchCase'> & {
    readonly now: Date;
  };
  readonly environment: Environment;
  readonly onProblem: (problem: ProblemRecord) => void;
  /** Waited for now and then: problems are written then. */
  readonly pause: () => Promise<void>;
}

/** Threads that start while the rules are read. */
export interface CommandThreads {
  /** Judges the inputs; undefined where one process does it as well, or must. */
  readonly judge: (at: AtReading) => Promise<JudgedPieces | undefined>;
  /** Where it does not come to that. */
  readonly end: () => Promise<void>;
}

/** No threads. */
export const NO_THREADS: CommandThreads = { judge: () => Promise.resolve(undefined), end: () => Promise.resolve() };

/** Starts threads for the inputs, where these are of use. */
export function threadsFor(
  inputs: readonly string[],
  flags: ThreadFlags,
  plan: ReportPlan,
  io: CommandIo,
): CommandThreads {
  const jobs = jobsOf(flags.jobs);
  // A report that writes every pass is written by one thread, and that is most of the work: posting takes more than it spares.
  if (jobs === 1 || (jobs === undefined && askingOf(plan).said.includes('passed'))) return NO_THREADS;
  const preparing = prepared(inputs, jobs, flags, io);
  // Told where it is waited for.
  preparing.catch(() => undefined);
  return {
    judge: async ({ plan, reading, setting, environment, onProblem, pause }) => {
      const ready = await preparing;
      if (ready.kind === 'alone') {
        if (jobs !== undefined) sayAlone(ready.why, io);
        return undefined;
      }
      const { startJobs } = await import('./jobs.ts');
      const { explain = false, explainPassed = false } = flags;
      const { include } = plan;
      return startJobs(ready, {
        setting: {
          ...setting,
          now: setting.now.toISOString(),
          ...{ include, explain, explainPassed, asking: askingOf(plan) },
        },
        environment,
        reading: { onPassedOver: reading.passedOver.add, ...defined({ onProgress: reading.bar?.update }) },
        onProblem,
        pause,
      });
    },
    end: async () => {
      const ready = await preparing.catch(() => undefined);
      if (ready?.kind === 'threads') await ready.pool.end();
    },
  };
}

async function prepared(
  inputs: readonly string[],
  jobs: number | undefined,
  { input: format, parameters, exclude }: ThreadFlags,
  { stdin }: CommandIo,
): ReturnType<typeof prepareJobs> {
  const values = parameters === undefined ? undefined : await parametersOf(parameters);
  const options = { stdin, ...defined({ exclude }) };
  return await prepareJobs({ inputs, jobs, reading: { format, parameters: values }, options });
}

/** Who asks for threads is told why there are none. */
export function sayAlone(why: string, io: CommandIo): void {
  printSaid(io, 'note', `--jobs: one thread does it, since ${why}`);
}
