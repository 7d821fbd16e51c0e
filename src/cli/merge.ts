import { createReadStream } from 'node:fs';
import { assessParts } from '../assess/parts.ts';
import { together } from '../fleet/merge-partials.ts';
import { openPartial, optionsOf, type Partial, PartialError } from '../fleet/partial.ts';
import type { ProblemRecord } from '../values/record.ts';
import { areFiles } from './are-files.ts';
import { UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { problemPrinter } from './messages.ts';
import { refuseOverwriting } from './overwriting.ts';
import { projectOf } from './project/project.ts';
import { reportSettings } from './project/report-settings.ts';
import { type JudgeAgain, type Judged, judgedHere, planReports, type ReportFlags, reportRun } from './report-run.ts';
import { schemasFor, typesNamed } from './rules.ts';
import { WaitingProblems } from './waiting-problems.ts';
import { systemReason } from './system-reason.ts';

/** The flags of `gsl merge`, as they were written. */
export interface MergeFlags extends ReportFlags {
  readonly config?: string | false;
}

/** `gsl merge`: makes the report that one run over all inputs would have made. Gives the exit code. */
export async function merge(files: readonly string[], flags: MergeFlags, io: CommandIo): Promise<number> {
  const project = await projectOf(flags.config, io);
  try {
    return await mergeFiles(files, { ...reportSettings(flags, project), ...flags }, io);
  } catch (error) {
    throw error instanceof PartialError ? new UsageError(error.message) : error;
  }
}

async function mergeFiles(files: readonly string[], flags: ReportFlags, io: CommandIo): Promise<number> {
  const plan = await planReports(flags, io);
  await refuseOverwriting(plan.outputs, files, []);
  const partials: Partial[] = [];
  for (const file of files) partials.push(await openPartial(file, () => bytesOf(file)));
  const { header, pieces } = together(partials);
  const missing = plan.include.find((status) => !header.include.includes(status));
  if (missing !== undefined)
    throw new UsageError(
      `the partials do not hold what is \`${missing}\`, which a report asks for: name its --format with --partial, or none`,
    );
  const { rulesets, diagnostics } = header;
  const schemas = await schemasFor(typesNamed(rulesets.flatMap(({ rules }) => rules)), header.schemas);
  const judgedBy = (onProblem: (problem: ProblemRecord) => void, watched = pieces()): Judged =>
    judgedHere(assessParts(rulesets, watched, { ...optionsOf(header), include: plan.include, schemas, onProblem }));
  const problems = new WaitingProblems();
  const printProblem = problemPrinter(io);
  const onProblem = (problem: ProblemRecord): void => {
    printProblem(problem);
    problems.add(problem);
  };
  const judgeAgain: JudgeAgain = (told) => Promise.resolve(judgedBy(told));
  const run = {
    judged: judgedBy(onProblem, problems.watch(pieces())),
    problems,
    now: new Date(header.now),
    exclusions: header.exclusions,
    diagnostics,
    // What one run writes once more, where passes turn out not to count, is written once more here too.
    again: async (): Promise<JudgeAgain | undefined> => ((await areFiles(files)) ? judgeAgain : undefined),
  };
  return reportRun(plan, run, flags, io);
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new UsageError(`cannot read \`${file}\`: ${systemReason(error)}`);
  }
}
