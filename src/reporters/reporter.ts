import type { AssessmentSummary } from '../assess/summary.ts';
import type { Finding, FindingSubject } from '../findings/finding.ts';
import type { TrendPoint } from '../findings/trend.ts';
import type { ProblemRecord } from '../values/record.ts';
import type { SarifOptions } from './sarif/options.ts';
import type { TerminalOptions } from './terminal/options.ts';
import type { Status } from '../values/outcome.ts';
import type { Spool } from './spool.ts';

/** What a report is told beside the findings. */
export interface ReportContext {
  /** The version of this package. */
  readonly version: string;
  /** The clock of the assessment; reports read no other. */
  readonly now: Date;
  /** Colours, for a terminal. Default: none. */
  readonly color?: boolean;
  /** How a report for a terminal looks. */
  readonly terminal?: TerminalOptions;
  /** The path of a file in its repository, where those who read the report look for it. Default: as it is written. */
  readonly repositoryPath?: (file: string) => string;
  /** What a SARIF log holds. */
  readonly sarif?: SarifOptions;
  /** What earlier reports of the same count and what this one does, in the order of their times. See `seriesOf`. */
  readonly trend?: readonly TrendPoint[];
  /** Where text waits that can be written only at the end. Default: in memory. */
  readonly spool?: () => Spool;
}

/** What tells the findings of a rule and status from others. */
export interface CountedFinding extends Pick<Finding, 'status' | 'severity'> {
  readonly subject: Pick<FindingSubject, 'rule' | 'ruleset'>;
}

/** A report that is being written: text comes in pieces, so that a long one need not be held. */
export interface ReportWriter {
  /** Takes a finding and gives the text to write now, which may be empty. */
  readonly finding: (finding: Finding) => string;
  /**
   * Takes one more finding of a rule and status, of which no more would be read than that it is there: true where that is so,
   * and false where it is to be given to `finding`. Absent where every finding is read.
   */
  readonly count?: (finding: CountedFinding) => boolean;
  /** Takes a part of the input that could not be read. */
  readonly problem: (problem: ProblemRecord) => string;
  /** Takes the final counts and gives the rest of the text, in one piece or, where it may be long, in several. */
  readonly end: (summary: AssessmentSummary) => string | Iterable<string>;
}

/**
 * The rest of a report in pieces, whichever way its writer gives it.
 *
 * @example
 * const rules = [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const];
 * const summary = await assess(rules, []).finish();
 * const writer: ReportWriter = { finding: () => '', problem: () => '', end: ({ entities }) => `${entities} entities` };
 * [...endOf(writer, summary)] // ['0 entities']
 */
export function endOf(writer: ReportWriter, summary: AssessmentSummary): Iterable<string> {
  const rest = writer.end(summary);
  return typeof rest === 'string' ? [rest] : rest;
}

/**
 * One report format. The same findings, context and summary give the same text. `gsl evaluate --format ./mine.js` takes
 * one of your own: what the module exports by default, or as `reporter`.
 *
 * @example
 * const reporter: Reporter = {
 *   name: 'ids',
 *   summary: 'the ids of what failed, one a line',
 *   include: ['failed'],
 *   open: () => ({ finding: ({ entity }) => `${entity.id}\n`, problem: () => '', end: () => '' }),
 * };
 */
export interface Reporter {
  /** What `--format` takes. */
  readonly name: string;
  /** One sentence: what it is and who reads it. */
  readonly summary: string;
  /** The statuses whose findings it wants. */
  readonly include: readonly Status[];
  /** What to do with the file of the report, as a command line; the file is safe to stand in it. */
  readonly next?: (file: string) => string;
  readonly open: (context: ReportContext) => ReportWriter;
}
