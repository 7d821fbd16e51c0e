import { areFiles } from './are-files.ts';
import { jobsOf } from './jobs/job-count.ts';
import { type CommandThreads, NO_THREADS, sayAlone, threadsFor } from './jobs/threads-for.ts';
import type { ProblemRecord } from '../values/record.ts';
import { assess } from '../assess/assess.ts';
import type { FoldersRead } from '../inventory/files/read.ts';
import { type InventoryRecord, readInventory } from '../inventory/index.ts';
import { defined } from '../text/defined.ts';
import { isError } from '../text/message.ts';
import { UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics, problemPrinter } from './messages.ts';
import { clockOf } from './options.ts';
import { refuseOverwriting } from './overwriting.ts';
import { shareOf, writePartial } from './partial.ts';
import { PassedOverFiles } from './passed-over.ts';
import { ProgressBar } from './progress.ts';
import { type Project, projectOf } from './project/project.ts';
import { reportSettings } from './project/report-settings.ts';
import { type RuleFlags, ruleSettings } from './project/rule-settings.ts';
import { type JudgeAgain, judgedHere, planReports, type ReportFlags, reportRun } from './report-run.ts';
import { loadRules, typesNamed } from './rules.ts';
import { exclusionsOf, parametersOf } from './settings.ts';
import { WaitingProblems } from './waiting-problems.ts';
import { keepYoungSmall, letYoungGrow } from './young-generation.ts';
import { watchCommand } from './watching/watch-command.ts';

/** The flags of `gsl evaluate`, as they were written. */
export interface EvaluateFlags extends RuleFlags, ReportFlags {
  readonly config?: string | false;
  readonly input?: string;
  readonly now?: string;
  readonly parameters?: string;
  readonly exclude?: readonly string[];
  readonly exclusions?: readonly string[];
  /** A file for what `gsl merge` puts together. */
  readonly partial?: string;
  /** Which part of the inputs to take: `1/4`. */
  readonly shard?: string;
  /** How many threads; what helps by default. */
  readonly jobs?: string;
  readonly progress: boolean;
  readonly watch?: boolean;
}

/** `gsl evaluate`: judges the entities of the inputs and reports. Gives the exit code. */
export async function evaluate(named: readonly string[], given: EvaluateFlags, io: CommandIo): Promise<number> {
  if (given.watch) return await watchCommand(named, given, io);
  const project = await projectOf(given.config, io);
  const flags = withProject(given, project);
  const inputs = named.length > 0 ? named : (project.inputs ?? []);
  if (inputs.length === 0) throw new UsageError('name an input: a file, a folder, or - for standard input');
  const now = clockOf(flags.now);
  refuseHalf(flags);
  const plan = await planReports(flags, io);
  await refuseOverwriting(
    [...plan.outputs, ...(flags.partial === undefined ? [] : [flags.partial])],
    inputs,
    filesOf(flags, project),
    flags.exclude,
  );
  const exclusions = await exclusionsOf(flags.exclusions ?? [], io);
  const rules = await ruleSettings(flags, project, io);
  const threads =
    rules.functions === undefined && flags.partial === undefined
      ? threadsFor(inputs, flags, plan, io)
      : noThreads(flags, io);
  const loaded = await loadRules({ ...rules, lists: rules.lists ?? {}, isKept: true }).catch(async (error: unknown) => {
    await threads.end();
    throw error;
  });
  printDiagnostics(io, flags.quiet ? loaded.diagnostics.filter(isError) : loaded.diagnostics);
  const bar = io.isInteractive && flags.progress ? new ProgressBar() : undefined;
  const passedOver = new PassedOverFiles();
  const reading = { bar, passedOver };
  const { diagnostics, rulesets, environment } = loaded;
  const { lists, strict, matchCase, functions, schemas } = rules;
  if (flags.partial !== undefined) {
    if (functions !== undefined) throw new UsageError('--partial: functions of your own are not kept in a partial');
    let folders: FoldersRead = [];
    const onShared = (read: FoldersRead): void => void (folders = read);
    const inventory = await openInventory(inputs, flags, io, { ...reading, onShared });
    const include = flags.format === undefined ? undefined : plan.include;
    const judgedWith = { rulesets, exclusions, lists, strict, matchCase, schemas, now };
    const asked = { ...judgedWith, include, share: shareOf(flags.shard) };
    const made = { environment, diagnostics, folders: () => folders };
    const code = await writePartial(flags.partial, inventory, asked, made);
    await loaded.keep();
    return code;
  }
  const problems = new WaitingProblems();
  const printProblem = problemPrinter(io);
  const onProblem = (problem: ProblemRecord): void => {
    printProblem(problem);
    problems.add(problem);
  };
  const types = { named: typesNamed(loaded.checked.map(({ rule }) => rule)), own: schemas ?? {} };
  const setting = { rulesets, exclusions, types, lists, strict, matchCase, now };
  const pause = (): Promise<void> => problems.pause();
  const byThreads = await threads.judge({ plan, reading, setting, environment, onProblem, pause });
  const options = { now, include: plan.include, exclusions, environment };
  const judged =
    byThreads ??
    judgedHere(
      assess(rulesets, problems.watch(await openInventory(inputs, flags, io, reading), keepYoungSmall), {
        ...options,
        onProblem,
      }),
    );
  const judgeAgain: JudgeAgain = async (told) => {
    const inventory = await openInventory(inputs, flags, io, { bar: undefined, passedOver: new PassedOverFiles() });
    return judgedHere(assess(rulesets, inventory, { ...options, onProblem: told }));
  };
  const again = async (): Promise<JudgeAgain | undefined> => ((await areFiles(inputs)) ? judgeAgain : undefined);
  const reported = { judged, problems, now, exclusions, diagnostics, bar, passedOver, again };
  const code = await reportRun(plan, reported, flags, io).finally(() => letYoungGrow(byThreads !== undefined));
  await loaded.keep();
  return code;
}

/** Modules of a project are not loaded once more for each thread: what they hold may be meant to be there once. */
function noThreads({ jobs }: EvaluateFlags, io: CommandIo): CommandThreads {
  if ((jobsOf(jobs) ?? 1) > 1) sayAlone('there are functions of your own', io);
  return NO_THREADS;
}

/** What the flags leave open is as the project says. A part is compared and reported when it is whole. */
function withProject(flags: EvaluateFlags, project: Project): EvaluateFlags {
  const { inputFormat, exclusions, parameters, exclude } = project;
  return {
    ...(flags.partial === undefined ? reportSettings(flags, project) : {}),
    ...defined({ exclusions, parameters, exclude, input: inputFormat }),
    ...flags,
  };
}

/** What no report may take the place of. A baseline is read whole before anything is written: it may be replaced. */
function filesOf(flags: EvaluateFlags, project: Project): readonly string[] {
  const { rules = project.rules ?? [], exclusions = [] } = flags;
  const single = [flags.lists, flags.severities, flags.parameters, project.file];
  return [...rules.filter((path) => path !== '-'), ...exclusions, ...single.filter((file) => file !== undefined)];
}

/** Parts must be judged by one clock, and a part alone is no report. */
function refuseHalf({ partial, shard, now, baseline, jobs }: EvaluateFlags): void {
  if (partial !== undefined && (jobsOf(jobs) ?? 1) > 1)
    throw new UsageError('--jobs does not go with --partial: cut the inputs into more shards');
  if (shard !== undefined && partial === undefined)
    throw new UsageError('--shard goes with --partial: the report of a part would look like one of the whole');
  if (partial === undefined) return;
  if (now === undefined) throw new UsageError('--partial needs --now, so that all parts are judged by one clock');
  if (baseline !== undefined)
    throw new UsageError('--baseline is for `gsl merge`: parts are compared when they are whole');
}

interface OpenReading {
  readonly bar: ProgressBar | undefined;
  readonly passedOver: PassedOverFiles;
  readonly onShared?: (folders: FoldersRead) => void;
}

async function openInventory(
  inputs: readonly string[],
  { input, exclude, parameters, shard }: EvaluateFlags,
  { stdin }: CommandIo,
  { bar, passedOver, onShared }: OpenReading,
): Promise<AsyncIterable<InventoryRecord>> {
  const values = parameters === undefined ? undefined : await parametersOf(parameters);
  try {
    return readInventory(inputs, {
      stdin,
      onPassedOver: passedOver.add,
      ...(onShared === undefined ? {} : { onShared }),
      ...defined({ exclude, format: input, parameters: values, onProgress: bar?.update, share: shareOf(shard) }),
    });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}
