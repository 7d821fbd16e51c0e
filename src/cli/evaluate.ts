import { assess, type Assessment, type AssessOptions } from '../assess/assess.ts';
import type { AssessmentSummary } from '../assess/summary.ts';
import { type Finding, findingOf } from '../findings/finding.ts';
import { type InventoryRecord, readInventory } from '../inventory/index.ts';
import { isIncomplete } from '../reporters/evidence.ts';
import { summaryText } from '../reporters/pretty.ts';
import { idleExclusions } from '../rules/exclusion-match.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import { defined } from '../text/defined.ts';
import { hasError, isError } from '../text/message.ts';
import { version } from '../version.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { isBeyond, mostWarningsOf, warningsIn } from './max-warnings.ts';
import { printDiagnostics, printProblem, printSaid } from './messages.ts';
import { clockOf } from './options.ts';
import { refuseOverwriting } from './overwriting.ts';
import { PassedOverFiles } from './passed-over.ts';
import { ProgressBar } from './progress.ts';
import { type Project, projectOf } from './project/project.ts';
import { type RuleFlags, ruleSettings } from './project/rule-settings.ts';
import { reportTargets, Reports } from './reports.ts';
import { loadRules } from './rules.ts';
import { baselineIn, exclusionsOf, failOnOf, parametersOf } from './settings.ts';
import { type TerminalFlags, terminalOf } from './terminal.ts';

/** The flags of `gsl evaluate`, as they were written. */
export interface EvaluateFlags extends RuleFlags, TerminalFlags {
  readonly config?: string | false;
  readonly input?: string;
  readonly format?: readonly string[];
  readonly output?: string;
  readonly now?: string;
  readonly failOn?: string;
  readonly parameters?: string;
  readonly exclude?: readonly string[];
  readonly exclusions?: readonly string[];
  readonly baseline?: string;
  readonly newOnly?: boolean;
  readonly allowEmpty?: boolean;
  readonly maxWarnings?: string;
  readonly explain?: boolean;
  readonly progress: boolean;
}

/** `gsl evaluate`: judges the entities of the inputs and reports. Gives the exit code. */
export async function evaluate(named: readonly string[], given: EvaluateFlags, io: CommandIo): Promise<number> {
  const project = await projectOf(given.config, io);
  const flags = withProject(given, project);
  const inputs = named.length > 0 ? named : (project.inputs ?? []);
  if (inputs.length === 0) throw new UsageError('name an input: a file, a folder, or - for standard input');
  const now = clockOf(flags.now);
  const targets = await reportTargets(flags.format ?? ['pretty'], flags.output);
  const failOn = failOnOf(flags.failOn ?? 'Informational');
  const terminal = terminalOf(flags, targets, io);
  const mostWarnings = mostWarningsOf(flags.maxWarnings);
  if (flags.newOnly && flags.baseline === undefined) throw new UsageError('--new-only needs --baseline');
  const outputs = targets.flatMap(({ file }) => file ?? []);
  await refuseOverwriting(outputs, inputs, filesOf(flags, project));
  const exclusions = await exclusionsOf(flags.exclusions ?? [], io);
  const baseline = flags.baseline === undefined ? undefined : await baselineIn(flags.baseline);
  const rules = await ruleSettings(flags, project, io);
  const loaded = await loadRules({ ...rules, lists: rules.lists ?? {} });
  printDiagnostics(io, flags.quiet ? loaded.diagnostics.filter(isError) : loaded.diagnostics);
  const bar = io.isInteractive && flags.progress ? new ProgressBar() : undefined;
  const passedOver = new PassedOverFiles();
  const inventory = await openInventory(inputs, flags, io, { bar, passedOver });
  const problems: Parameters<NonNullable<AssessOptions['onProblem']>>[0][] = [];
  const assessment = assess(loaded.rulesets, inventory, {
    now,
    include: [...new Set(targets.flatMap(({ reporter }) => reporter.include)), ...ALWAYS_TOLD],
    exclusions,
    schemas: loaded.schemas,
    ...defined({ lists: rules.lists, strict: rules.strict, functions: rules.functions }),
    onProblem: (problem) => {
      printProblem(io, problem);
      problems.push(problem);
    },
  });
  const reports = await Reports.open(targets, { version, now, color: io.colorOut, terminal }, io);
  try {
    const isShown = newFilter(flags);
    const making = { explain: flags.explain ?? false, baseline };
    const failing = { any: false, new: false };
    for await (const result of assessment) {
      for (const problem of problems.splice(0)) await reports.problem(problem);
      const finding = findingOf(result, making);
      if (finding.status === 'failed' && failOn.has(finding.severity)) {
        failing.any = true;
        failing.new ||= finding.baseline === 'new';
      }
      await reports.finding(finding, isShown(finding));
    }
    for (const problem of problems) await reports.problem(problem);
    const { summary } = assessment;
    const compared = baseline === undefined ? summary : { ...summary, baseline: baseline.comparison };
    await reports.end(compared);
    bar?.stop();
    if (!flags.quiet) {
      for (const line of passedOver.lines()) printSaid(io, 'note', line);
      reportIdle(assessment, exclusions, now, io);
      if (outputs.length === targets.length)
        io.err(summaryText(compared, { version, now, color: io.colorErr, terminal }));
    }
    const isAccepted = flags.allowEmpty === true && isEmpty(summary);
    if (hasError(loaded.diagnostics) || (isUndecided(summary) && !isAccepted)) return EXIT.error;
    const evidence = [...summary.evidence, ...summary.rules.flatMap((rule) => rule.evidence)];
    if (isBeyond(warningsIn([...loaded.diagnostics, ...evidence]), mostWarnings, io)) return EXIT.error;
    return (flags.newOnly ? failing.new : failing.any) ? EXIT.findings : EXIT.ok;
  } catch (error) {
    await reports.discard();
    throw error;
  } finally {
    bar?.stop();
  }
}

/** What the flags leave open is as the project says. */
function withProject(flags: EvaluateFlags, project: Project): EvaluateFlags {
  const { maxWarnings, limit, formats, inputFormat, ...settings } = project;
  const { exclusions, parameters, exclude, baseline, newOnly, failOn, allowEmpty, groupBy } = settings;
  return {
    ...defined({ exclusions, parameters, exclude, baseline, newOnly, failOn, allowEmpty, groupBy }),
    ...defined({
      format: flags.output === undefined ? formats : undefined,
      input: inputFormat,
      maxWarnings: maxWarnings === undefined ? undefined : String(maxWarnings),
      limit: limit === undefined ? undefined : String(limit),
    }),
    ...flags,
  };
}

/** What no report may take the place of. A baseline is read whole before anything is written: it may be replaced. */
function filesOf(flags: EvaluateFlags, project: Project): readonly string[] {
  const { rules = project.rules ?? [], exclusions = [] } = flags;
  const single = [flags.lists, flags.severities, flags.parameters, project.file];
  return [...rules.filter((path) => path !== '-'), ...exclusions, ...single.filter((file) => file !== undefined)];
}

/** With `--new-only` only what is new is shown; an earlier report is compared with whole ones, see `Reports`. */
function newFilter({ newOnly = false }: EvaluateFlags): (finding: Finding) => boolean {
  return ({ status, baseline }) => !newOnly || status !== 'failed' || baseline === 'new';
}

/** What the exit code and the comparison with an earlier report need, whatever the formats show. */
const ALWAYS_TOLD = ['failed', 'error', 'excluded'] as const;

async function openInventory(
  inputs: readonly string[],
  { input, exclude, parameters }: EvaluateFlags,
  { stdin }: CommandIo,
  { bar, passedOver }: { readonly bar: ProgressBar | undefined; readonly passedOver: PassedOverFiles },
): Promise<AsyncIterable<InventoryRecord>> {
  const values = parameters === undefined ? undefined : await parametersOf(parameters);
  try {
    return readInventory(inputs, {
      stdin,
      onPassedOver: passedOver.add,
      ...defined({ exclude, format: input, parameters: values, onProgress: bar?.update }),
    });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}

function isUndecided(summary: AssessmentSummary): boolean {
  return summary.counts.error > 0 || isIncomplete(summary);
}

/** Nothing was judged, and nothing else is wrong. */
function isEmpty({ evidence, ...rest }: AssessmentSummary): boolean {
  const others = evidence.filter(({ code }) => code !== 'nothing-judged');
  return !isUndecided({ ...rest, evidence: others });
}

/** Exclusions that did nothing are said: they are out of date, or were never right. */
function reportIdle(
  { appliedExclusions }: Assessment,
  exclusions: readonly Exclusion[],
  now: Date,
  io: CommandIo,
): void {
  for (const { message, help } of idleExclusions(exclusions, appliedExclusions, now.getTime()))
    printSaid(io, 'warning', message, help);
}
