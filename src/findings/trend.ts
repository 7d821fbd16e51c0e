import type { AssessmentSummary } from '../assess/summary.ts';
import { severities, type Severity } from '../rules/severity.ts';
import { compareReports } from './compare-reports.ts';
import { findingKey } from './identity.ts';
import type { StoredReport } from './stored-report.ts';

/** What one of several reports counts, for a trend. */
export interface TrendPoint {
  /** The clock of the assessment, ISO 8601. */
  readonly now: string;
  readonly failed: Readonly<Record<Severity, number>>;
  readonly passed: number;
  readonly undecided: number;
}

/** Reports that judge the same at different times. */
export interface ReportSeries {
  /** The last of them, its findings marked as new or unchanged against the one before. */
  readonly last: StoredReport;
  /** All of them, in the order of their times. */
  readonly points: readonly TrendPoint[];
}

/**
 * Reports as a series in time: the last one, compared with the one before, and what each counts.
 *
 * @throws RangeError when there are fewer than two, or two are of one time or one says no time
 * @example
 * const rules = [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const];
 * const summary = await assess(rules, []).finish();
 * const at = (now: string): StoredReport => ({ findings: [], problems: [], summary, now });
 * seriesOf([at('2026-11-02T00:00:00Z'), at('2026-11-01T00:00:00Z')]).points.map(({ now }) => now.slice(0, 10))
 * // ['2026-11-01', '2026-11-02']
 */
export function seriesOf(reports: readonly StoredReport[]): ReportSeries {
  const ordered = reports.map((report) => ({ report, time: timeOf(report) })).sort((a, b) => a.time - b.time);
  if (ordered.some(({ time }) => Number.isNaN(time))) throw new RangeError('a report does not say when it was made');
  const times = new Set(ordered.map(({ time }) => time));
  if (times.size < ordered.length) throw new RangeError('two of the reports were made at the same time');
  const [before, last] = ordered.slice(-2);
  if (before === undefined || last === undefined) throw new RangeError('a trend needs two reports');
  return {
    last: compareReports(before.report, last.report),
    points: ordered.map(({ report, time }) => pointOf(report.summary, new Date(time).toISOString())),
  };
}

/**
 * Whether reports are of the same entities and rules at different times, so that adding them up would count each twice:
 * each shares at least half of its findings, and of those of the one before, with it.
 *
 * @example
 * const report: StoredReport = { findings: [], problems: [], summary: await assess([], []).finish() };
 * isSeries([report, report]) // false
 */
export function isSeries(reports: readonly StoredReport[]): boolean {
  const times = reports.map(timeOf);
  if (reports.length < 2 || times.some(Number.isNaN) || new Set(times).size < times.length) return false;
  const ordered = reports.toSorted((a, b) => timeOf(a) - timeOf(b));
  const keys = ordered.map(({ findings }) => new Set(findings.map(findingKey)));
  return keys.every((own, index) => {
    const before = keys[index - 1];
    if (before === undefined) return true;
    const shared = [...own].filter((key) => before.has(key)).length;
    return shared > 0 && 2 * shared >= Math.max(own.size, before.size);
  });
}

function timeOf({ now }: StoredReport): number {
  return now === undefined ? NaN : Date.parse(now);
}

function pointOf({ counts, failedBySeverity }: AssessmentSummary, now: string): TrendPoint {
  const failed = severities.map((severity) => [severity, failedBySeverity[severity] ?? 0]);
  return {
    now,
    failed: Object.fromEntries(failed) as Record<Severity, number>,
    passed: counts.passed,
    undecided: counts.error,
  };
}
