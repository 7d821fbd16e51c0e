import { defined } from '../../text/defined.ts';
import type { ProblemRecord } from '../../values/record.ts';
import type { CommandIo } from '../io.ts';
import { printSaid } from '../messages.ts';
import type { PassedOverFiles } from '../passed-over.ts';
import type { ProgressBar } from '../progress.ts';
import type { ReportPlan } from '../report-run.ts';
import { parametersOf } from '../settings.ts';
import { askingOf } from './asking.ts';
import { jobsOf, startJobs } from './jobs.ts';
import type { JudgedPieces } from './judged-pieces.ts';
import type { JobsSetting } from './messages.ts';

/** What `gsl evaluate` knows when it comes to reading. */
export interface AtReading {
  readonly flags: {
    readonly jobs?: string;
    readonly input?: string;
    readonly parameters?: string;
    readonly exclude?: readonly string[];
    readonly explain?: boolean;
    readonly explainPassed?: boolean;
  };
  readonly io: CommandIo;
  readonly plan: ReportPlan;
  readonly reading: { readonly bar: ProgressBar | undefined; readonly passedOver: PassedOverFiles };
  readonly setting: Pick<JobsSetting, 'rulesets' | 'exclusions' | 'schemas' | 'lists' | 'strict'> & {
    readonly now: Date;
  };
  readonly onProblem: (problem: ProblemRecord) => void;
  /** Waited for now and then: problems are written then. */
  readonly pause: () => Promise<void>;
}

/** Threads that judge the inputs; undefined where one process does it as well, or must. */
export async function threadsFor(inputs: readonly string[], at: AtReading): Promise<JudgedPieces | undefined> {
  const { flags, io, plan, reading, setting, onProblem, pause } = at;
  const jobs = jobsOf(flags.jobs);
  if (jobs === 1) return undefined;
  const { input: format, parameters, explain = false, explainPassed = false, exclude } = flags;
  const started = await startJobs({
    inputs,
    jobs,
    setting: {
      ...setting,
      now: setting.now.toISOString(),
      include: plan.include,
      explain,
      explainPassed,
      asking: askingOf(plan),
      format,
      parameters: parameters === undefined ? undefined : await parametersOf(parameters),
    },
    reading: {
      stdin: io.stdin,
      onPassedOver: reading.passedOver.add,
      ...defined({ exclude, onProgress: reading.bar?.update }),
    },
    onProblem,
    pause,
  });
  if (started.kind === 'threads') return started.judged;
  if (jobs !== undefined) sayAlone(started.why, io);
  return undefined;
}

/** Who asks for threads is told why there are none. */
export function sayAlone(why: string, io: CommandIo): void {
  printSaid(io, 'note', `--jobs: one thread does it, since ${why}`);
}
