/** What the findings of a report for a terminal are grouped by. */
export const GROUPINGS = ['rule', 'entity', 'account', 'severity'] as const;

/** How findings are put together in the terminal. */
export type Grouping = (typeof GROUPINGS)[number];

/** How a report for a terminal looks; other formats take no notice. */
export interface TerminalOptions {
  /** Columns to wrap lines to. Default: lines are not wrapped. */
  readonly width?: number;
  /** How many findings of a group are listed; ten times as many of all groups. `Infinity` for all. Default: 10. */
  readonly limit?: number;
  /** Default: `rule`. */
  readonly groupBy?: Grouping;
  /** `summary` lists no findings, `full` adds what rules say of themselves. Default: `normal`. */
  readonly detail?: 'summary' | 'normal' | 'full';
  /** What to do next, said once where something was found. Default: nothing is said. */
  readonly next?: string;
}
