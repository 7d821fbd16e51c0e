import { openInput } from '../inventory/files/bytes.ts';
import { InputFailure } from '../inventory/problems.ts';
import { compareReports, compareVerdicts, isAssessment, type VerdictComparison } from '../findings/compare-reports.ts';
import { mergeReports, parseReport, type StoredReport } from '../findings/stored-report.ts';
import { isSeries, type ReportSeries, seriesOf } from '../findings/trend.ts';
import { jsonText } from '../reporters/json-text.ts';
import { summaryText } from '../reporters/pretty.ts';
import { plural } from '../reporters/words.ts';
import { isUndecided } from './report-run.ts';
import { defined } from '../text/defined.ts';
import { printable } from '../text/format-message.ts';
import { version } from '../version.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { readStdin } from './files.ts';
import { printSaid } from './messages.ts';
import type { CommandIo } from './io.ts';
import { refuseOverwriting } from './overwriting.ts';
import { formatsFor, nextSteps, reportTargets, Reports } from './reports.ts';
import { repositoryPaths } from './repository.ts';
import { type SarifFlags, sarifOptionsOf } from './sarif-flags.ts';
import { failOnOf } from './settings.ts';
import { type TerminalFlags, terminalOf } from './terminal.ts';
import { systemReason } from './system-reason.ts';

/** The flags of `gsl report`, as they were written. */
export interface ReportFlags extends TerminalFlags, SarifFlags {
  readonly format?: readonly string[];
  readonly output?: string;
  readonly compare?: string;
  readonly failOn?: string;
  readonly newOnly?: boolean;
  /** Reports of the same at several times: undefined where the reports themselves tell. */
  readonly trend?: boolean;
}

/** `gsl report`: converts, merges and compares reports. Gives the exit code. */
export async function report(files: readonly string[], flags: ReportFlags, io: CommandIo): Promise<number> {
  const targets = await reportTargets(formatsFor(flags.format, flags.output), flags.output);
  const terminal = terminalOf(flags, targets, io);
  const sarif = sarifOptionsOf(flags);
  const failOn = failOnOf(flags.failOn ?? 'never');
  if (flags.newOnly && flags.compare === undefined && flags.trend !== true)
    throw new UsageError('--new-only needs --compare or --trend');
  const outputs = targets.flatMap(({ file }) => file ?? []);
  const sources = flags.compare === undefined ? files : [...files, flags.compare];
  await refuseOverwriting(
    outputs,
    [],
    sources.filter((file) => file !== '-'),
  );
  const stored: StoredReport[] = [];
  const texts = new Map<string, string>();
  for (const file of files) {
    const text = await textIn(file, io);
    // As a trend they are two times, and refused.
    const before = flags.trend === true ? undefined : texts.get(text);
    if (before === undefined) stored.push(reportIn(text, file));
    else if (!flags.quiet) printSaid(io, 'note', `\`${file}\` is the same report as \`${before}\`, and counts once`);
    if (before === undefined) texts.set(text, file);
  }
  const isHtml = targets.some(({ reporter }) => reporter.name === 'html');
  const isTrend = flags.trend ?? (isHtml && flags.compare === undefined && isSeries(stored));
  if (isTrend && flags.compare !== undefined)
    throw new UsageError('--trend compares the last two reports itself: leave --compare out');
  const series = isTrend ? seriesIn(stored) : undefined;
  if (series !== undefined && flags.trend === undefined && !flags.quiet) io.err(SERIES_TOLD);
  const merged = series?.last ?? mergeReports(stored);
  const other = flags.compare === undefined ? undefined : await textIn(flags.compare, io);
  if (other !== undefined && isAssessmentText(other)) {
    const isJson = flags.format?.some((format) => format.startsWith('json')) === true;
    return await showVerdicts(compareVerdicts(merged, JSON.parse(other)), flags.compare ?? '', isJson, io);
  }
  const shown = other === undefined ? merged : compareReports(reportIn(other, flags.compare ?? ''), merged);
  const now = new Date(shown.now ?? Date.now());
  const paths = repositoryPaths(process.cwd());
  const context = {
    version: shown.version ?? version,
    now,
    color: io.colorOut,
    terminal,
    sarif,
    repositoryPath: paths,
    ...defined({ trend: series?.points }),
  };
  const reports = await Reports.open(targets, context, io);
  try {
    for (const problem of shown.problems) await reports.problem(problem);
    for (const finding of shown.findings)
      await reports.finding(finding, !flags.newOnly || finding.status !== 'failed' || finding.baseline === 'new');
    await reports.end(shown.summary);
  } catch (error) {
    await reports.discard();
    throw error;
  }
  if (!flags.quiet && outputs.length === targets.length)
    io.err(summaryText(shown.summary, { ...context, color: io.colorErr }));
  if (!flags.quiet) for (const step of nextSteps(targets)) io.err(`next: ${step}\n`);
  const isCounted = flags.compare === undefined ? failOn : failOnOf(flags.failOn ?? 'Informational');
  const isFailing = shown.findings.some(
    ({ status, severity, baseline }) => status === 'failed' && isCounted.has(severity) && baseline !== 'unchanged',
  );
  // Who asks for a gate wants to know too what nobody judged.
  if (flags.failOn !== undefined && isUndecided(shown.summary)) return EXIT.error;
  return isFailing ? EXIT.findings : EXIT.ok;
}

const SERIES_TOLD =
  'the reports judge the same at different times: the last one is shown, with the others as its trend (--no-trend adds them up)\n';

function seriesIn(stored: readonly StoredReport[]): ReportSeries {
  try {
    return seriesOf(stored);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`--trend: ${error.message}`);
    throw error;
  }
}

/** More verdicts than this are counted, not listed. */
const MAX_DIFFERING = 100;

async function showVerdicts(
  comparison: VerdictComparison,
  file: string,
  isJson: boolean,
  io: CommandIo,
): Promise<number> {
  const { agreed, compared, differing, onlyHere, onlyThere } = comparison;
  if (compared === 0) throw new UsageError(`no verdict of the report is in \`${file}\`: no rule and entity is in both`);
  if (isJson) await io.out(`${jsonText(comparison, 2)}\n`);
  else {
    const lines = differing
      .slice(0, MAX_DIFFERING)
      .map(
        ({ ruleId, entity, here, there }) =>
          `  ${printable(ruleId)}  ${printable(entity)}  here ${here}, there ${there}`,
      );
    const hidden = differing.length - lines.length;
    await io.out(
      [
        `${agreed} of ${plural(compared, 'verdict')} agree with ${printable(file)}`,
        ...lines,
        ...(hidden > 0 ? [`  … and ${hidden} more; --format json lists them all`] : []),
        `only here ${onlyHere}, only there ${onlyThere}`,
        '',
      ].join('\n'),
    );
  }
  return differing.length > 0 ? EXIT.findings : EXIT.ok;
}

function reportIn(text: string, file: string): StoredReport {
  try {
    return parseReport(text);
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`\`${file}\`: ${error.message}`);
    throw error;
  }
}

/** The text of a file, gzip and zstd unpacked, or of standard input. */
async function textIn(file: string, { stdin }: CommandIo): Promise<string> {
  if (file === '-') return await readStdin(stdin);
  try {
    const { chunks, close } = await openInput({ file, path: file }, () => undefined);
    try {
      return await readStdin(chunks);
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof InputFailure) throw new UsageError(`cannot read \`${file}\`: ${systemReason(error)}`);
    throw error;
  }
}

function isAssessmentText(text: string): boolean {
  try {
    return isAssessment(JSON.parse(text));
  } catch {
    return false;
  }
}
