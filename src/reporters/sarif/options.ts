/** What a SARIF log can hold beside open failures. */
export const SARIF_EXTRAS = ['excluded', 'undecided', 'gone'] as const;

/** One of them: what was accepted, what could not be decided, what an earlier report has and this run has not. */
export type SarifExtra = (typeof SARIF_EXTRAS)[number];

/** How a SARIF log is written; other formats take no notice. */
export interface SarifOptions {
  /**
   * What stands in the log beside open failures. GitHub reads no suppressions, kinds or states of a baseline, and would
   * show each of these as an open alert. Default: none; what is left out is counted in a notification.
   */
  readonly include?: readonly SarifExtra[];
  /** Tells this log from others of the same commit: GitHub closes what an earlier log of the category has. Default: `gsl`. */
  readonly category?: string;
}
