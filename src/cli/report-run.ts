import type { Assessment } from '../assess/assess.ts';
import type { RunningAssessment } from '../assess/assessment.ts';
import type { TakesCount } from '../assess/judging.ts';
import type { AssessmentSummary } from '../assess/summary.ts';
import { type Baseline, goneForSure } from '../findings/baseline.ts';
import { detailsOf, type Finding, findingOf, type FindingOptions } from '../findings/finding.ts';
import { withdrawalsOf, withoutWithdrawn } from '../findings/withdrawn.ts';
import type { ReportContext } from '../reporters/reporter.ts';
import type { ProblemRecord } from '../values/record.ts';
import { isIncomplete } from '../reporters/evidence.ts';
import { summaryText } from '../reporters/pretty.ts';
import { plural } from '../reporters/words.ts';
import type { SarifOptions } from '../reporters/sarif/options.ts';
import { idleExclusions } from '../rules/exclusion-match.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import type { Severity } from '../rules/severity.ts';
import { type Diagnostic, hasError } from '../text/message.ts';
import type { Status } from '../values/outcome.ts';

import { version } from '../version.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { isBeyond, mostWarningsOf, warningsIn } from './max-warnings.ts';
import { printSaid } from './messages.ts';
import { isReplaceable } from './output.ts';
import { HeldPasses, type PassesAsked } from './held-passes.ts';
import { askingOf } from './jobs/asking.ts';
import type { OnCounted } from './jobs/judged-pieces.ts';
import type { PassedOverFiles } from './passed-over.ts';
import type { ProgressBar } from './progress.ts';
import { formatsFor, nextSteps, type ReportTarget, reportTargets, Reports } from './reports.ts';
import { repositoryPaths } from './repository.ts';
import { type SarifFlags, sarifOptionsOf } from './sarif-flags.ts';
import { baselineIn, failOnOf } from './settings.ts';
import { type TerminalFlags, terminalOf } from './terminal.ts';
import type { WaitingProblems } from './waiting-problems.ts';

/** The flags that say what is reported, and what the exit code is. */
export interface ReportFlags extends TerminalFlags, SarifFlags {
  readonly format?: readonly string[];
  readonly output?: string;
  readonly failOn?: string;
  readonly baseline?: string;
  readonly newOnly?: boolean;
  readonly allowEmpty?: boolean;
  readonly maxWarnings?: string;
  readonly explain?: boolean;
  readonly explainPassed?: boolean;
}

/** The reports that flags ask for, read and checked before anything is done. */
export interface ReportPlan {
  readonly targets: readonly ReportTarget[];
  /** The files among them. */
  readonly outputs: readonly string[];
  /** The statuses that reports and the exit code need. */
  readonly include: readonly Status[];
  readonly failOn: ReadonlySet<Severity>;
  readonly terminal: ReturnType<typeof terminalOf>;
  readonly sarif: SarifOptions;
  readonly mostWarnings: ReturnType<typeof mostWarningsOf>;
  readonly baseline: Baseline | undefined;
}

/** What judges, here or elsewhere. */
export interface Judged extends Pick<Assessment, 'summary' | 'appliedExclusions' | 'isSettled'> {
  /**
   * Findings that no report tells from one another may come as one and how many they are.
   *
   * @param takesCount asked here before one is made; threads ask reports of their own
   */
  readonly findings: (making: FindingOptions, onCounted: OnCounted, takesCount?: TakesCount) => AsyncIterable<Finding>;
}

/** An assessment in this thread. */
export function judgedHere(assessment: Assessment | RunningAssessment): Judged {
  return {
    get summary() {
      return assessment.summary;
    },
    get appliedExclusions() {
      return assessment.appliedExclusions;
    },
    isSettled: assessment.isSettled,
    async *findings(making, _onCounted, takesCount) {
      if (takesCount !== undefined && 'takesCount' in assessment) assessment.takesCount = takesCount;
      for await (const result of assessment) yield findingOf(result, making);
    },
  };
}

/** Judges the same inputs once more, and tells their problems. */
export type JudgeAgain = (onProblem: (problem: ProblemRecord) => void) => Promise<Judged>;

/** An assessment that is to be reported, with what was read for it. */
export interface ReportedRun {
  readonly judged: Judged;
  /** Asked where reports are to be written again: how the same is judged once more; undefined where inputs can be read once only. */
  readonly again?: () => Promise<JudgeAgain | undefined>;
  /** Fills while the assessment runs. */
  readonly problems: WaitingProblems;
  readonly now: Date;
  readonly exclusions: readonly Exclusion[];
  /** What was said of the rules. */
  readonly diagnostics: readonly Diagnostic[];
  readonly bar?: ProgressBar | undefined;
  readonly passedOver?: PassedOverFiles | undefined;
}

/** A baseline is read whole before anything is written: the report that follows it may take its place. */
export async function planReports(flags: ReportFlags, io: CommandIo): Promise<ReportPlan> {
  const targets = await reportTargets(formatsFor(flags.format, flags.output), flags.output);
  const failOn = failOnOf(flags.failOn ?? 'Informational');
  const terminal = terminalOf(flags, targets, io);
  const sarif = sarifOptionsOf(flags);
  const mostWarnings = mostWarningsOf(flags.maxWarnings);
  if (flags.newOnly && flags.baseline === undefined) throw new UsageError('--new-only needs --baseline');
  const baseline = flags.baseline === undefined ? undefined : await baselineIn(flags.baseline);
  return {
    targets,
    outputs: targets.flatMap(({ file }) => file ?? []),
    include: [...new Set(targets.flatMap(({ reporter }) => reporter.include)), ...ALWAYS_TOLD],
    failOn,
    terminal,
    sarif,
    mostWarnings,
    baseline,
  };
}

/** Writes the reports of an assessment as it runs. Gives the exit code. */
export async function reportRun(
  plan: ReportPlan,
  run: ReportedRun,
  flags: ReportFlags,
  io: CommandIo,
): Promise<number> {
  const { targets, failOn, terminal, sarif, mostWarnings, outputs, baseline } = plan;
  const { judged, problems, now, exclusions, diagnostics, bar, passedOver } = run;
  const context = { version, now, terminal, sarif, repositoryPath: repositoryPaths(process.cwd()) };
  const reports = await Reports.open(targets, { ...context, color: io.colorOut }, io);
  problems.write = (problem) => reports.problem(problem);
  try {
    const isShown = newFilter(flags);
    const making = { explain: flags.explain ?? false, explainPassed: flags.explainPassed ?? false, baseline };
    const failing = { any: false, new: false };
    const judgeAgain = await run.again?.();
    const again = judgeAgain === undefined ? [] : await withPasses(targets);
    const isRewritten = (target: ReportTarget): boolean => again.includes(target);
    // What cannot be written once more says passed of nothing that may still turn out not to count.
    const isHeld = (target: ReportTarget): boolean =>
      target.reporter.include.includes('passed') && !isRewritten(target);
    const held = targets.some(isHeld) ? new HeldPasses(reports.spool(), passesAsked(plan)) : undefined;
    const noteFailing = (finding: Finding): void => {
      if (finding.status !== 'failed' || !failOn.has(finding.severity)) return;
      failing.any = true;
      failing.new ||= finding.baseline === 'new';
    };
    const onCounted: OnCounted = (finding, times) => {
      noteFailing(finding);
      reports.counted(finding, times, isShown(finding));
    };
    const takesCount: TakesCount = ({ rule, ruleset }, status) =>
      reports.takesCount({ status, severity: rule.severity, subject: { rule, ruleset: detailsOf(ruleset) } });
    // What fails is marked where it is compared with an earlier report.
    const counting = baseline === undefined ? takesCount : undefined;
    for await (const finding of judged.findings(making, onCounted, counting)) {
      if (problems.any) await problems.flush();
      noteFailing(finding);
      const isOpen = held !== undefined && finding.status === 'passed' && !judged.isSettled(finding.subject.rule);
      if (isOpen) held.add(finding);
      const waits = reports.finding(finding, isShown(finding), isOpen ? (target) => !isHeld(target) : undefined);
      if (waits !== undefined) await waits;
    }
    await problems.flush();
    const { summary } = judged;
    const compared =
      baseline === undefined ? summary : { ...summary, baseline: goneForSure(baseline.comparison, summary) };
    const notJudged = (baseline?.comparison.gone.length ?? 0) - (compared.baseline?.gone.length ?? 0);
    const withdrawals = withdrawalsOf(summary);
    for (const finding of held?.release(withdrawals) ?? []) await reports.finding(finding, isShown(finding), isHeld);
    const isBaseless = withdrawals.size > 0;
    await reports.end(compared, (target) => !isBaseless || !isRewritten(target));
    if (isBaseless && judgeAgain !== undefined && again.length > 0)
      await rewrite(again, context, io, { judgeAgain, withdrawals, making, isShown, compared });
    bar?.stop();
    if (!flags.quiet) {
      for (const line of passedOver?.lines() ?? []) printSaid(io, 'note', line);
      reportIdle(judged, exclusions, now, io);
      if (notJudged > 0)
        printSaid(
          io,
          'note',
          `${plural(notJudged, 'finding')} of the baseline may be gone: this run did not judge them`,
        );
      if (outputs.length === targets.length) io.err(summaryText(compared, { ...context, color: io.colorErr }));
      // To be copied: it is not wrapped.
      for (const step of nextSteps(targets)) io.err(`next: ${step}\n`);
    }
    const isAccepted = flags.allowEmpty === true && isEmpty(summary);
    if (hasError(diagnostics) || (isUndecided(summary) && !isAccepted)) return EXIT.error;
    const evidence = [...summary.evidence, ...summary.rules.flatMap((rule) => rule.evidence)];
    if (isBeyond(warningsIn([...diagnostics, ...evidence]), mostWarnings, io)) return EXIT.error;
    return (flags.newOnly ? failing.new : failing.any) ? EXIT.findings : EXIT.ok;
  } catch (error) {
    await reports.discard();
    throw error;
  } finally {
    bar?.stop();
  }
}

/** What reports read of what passed. */
function passesAsked(plan: ReportPlan): PassesAsked {
  const { said, whole, mended } = askingOf(plan);
  return { said: said.includes('passed'), whole: whole.includes('passed'), mended: mended.includes('passed') };
}

/** The reports in files that tell what passed: they are written once more where a rule was found to be undecided. */
async function withPasses(targets: readonly ReportTarget[]): Promise<readonly ReportTarget[]> {
  const again: ReportTarget[] = [];
  for (const target of targets) {
    const { reporter, file } = target;
    if (file !== undefined && reporter.include.includes('passed') && (await isReplaceable(file))) again.push(target);
  }
  return again;
}

interface Rewriting {
  readonly judgeAgain: JudgeAgain;
  readonly withdrawals: ReturnType<typeof withdrawalsOf>;
  readonly making: FindingOptions;
  readonly isShown: (finding: Finding) => boolean;
  readonly compared: AssessmentSummary;
}

/** Judges once more, now that it is known what of it does not count. */
async function rewrite(
  targets: readonly ReportTarget[],
  context: ReportContext,
  io: CommandIo,
  { judgeAgain, withdrawals, making, isShown, compared }: Rewriting,
): Promise<void> {
  const reports = await Reports.open(targets, context, io);
  try {
    const problems: ProblemRecord[] = [];
    const judged = await judgeAgain((problem) => problems.push(problem));
    const onCounted: OnCounted = (finding, times) => reports.counted(finding, times, isShown(finding));
    for await (const finding of judged.findings(making, onCounted)) {
      for (const problem of problems.splice(0)) await reports.problem(problem);
      await reports.finding(withoutWithdrawn(finding, withdrawals), isShown(finding));
    }
    for (const problem of problems.splice(0)) await reports.problem(problem);
    await reports.end(compared);
  } catch (error) {
    await reports.discard();
    throw error;
  }
}

/** With `--new-only` only what is new is shown; an earlier report is compared with whole ones, see `Reports`. */
function newFilter({ newOnly = false }: ReportFlags): (finding: Finding) => boolean {
  return ({ status, baseline }) => !newOnly || status !== 'failed' || baseline === 'new';
}

/** What the exit code and the comparison with an earlier report need, whatever the formats show. */
const ALWAYS_TOLD = ['failed', 'error', 'excluded'] as const;

export function isUndecided(summary: AssessmentSummary): boolean {
  return summary.counts.error > 0 || isIncomplete(summary);
}

/** Nothing was judged, and nothing else is wrong. */
function isEmpty({ evidence, ...rest }: AssessmentSummary): boolean {
  const others = evidence.filter(({ code }) => code !== 'nothing-judged');
  return !isUndecided({ ...rest, evidence: others });
}

/** Exclusions that did nothing are said: they are out of date, or were never right. */
function reportIdle({ appliedExclusions }: Judged, exclusions: readonly Exclusion[], now: Date, io: CommandIo): void {
  for (const { message, help } of idleExclusions(exclusions, appliedExclusions, now.getTime()))
    printSaid(io, 'warning', message, help);
}
