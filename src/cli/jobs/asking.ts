import type { Finding } from '../../findings/finding.ts';
import type { Asked } from '../../findings/posted-finding.ts';
import { pretty } from '../../reporters/pretty.ts';
import { hasTemplate } from '../../reporters/remediation.ts';
import type { Reporter, ReportWriter } from '../../reporters/index.ts';
import type { Status } from '../../values/outcome.ts';
import { version } from '../../version.ts';
import type { Baseline } from '../../findings/baseline.ts';
import type { TerminalOptions } from '../../reporters/terminal/options.ts';
import type { ReportTarget } from '../reports.ts';
import type { Asking } from './messages.ts';
import { WatchedFinding } from './watched-finding.ts';

/** Reports that read nothing of an entity but what it is known by. */
const READ_NO_ENTITY: ReadonlySet<string> = new Set(['csv', 'json', 'junit', 'markdown', 'ndjson', 'ocsf', 'sarif']);

/** Of what reports tell how it is mended, with values of its entity: of all that they list, where it is not told here. */
const MENDED: ReadonlyMap<string, readonly Status[]> = new Map([
  ['csv', ['failed']],
  ['json', ['failed']],
  ['ndjson', ['failed']],
  ['sarif', []],
]);

/** The reports of a run. */
export interface PlannedReports {
  readonly targets: readonly ReportTarget[];
  readonly terminal: TerminalOptions;
  readonly baseline: Baseline | undefined;
}

/** What the reports of a plan read of findings. */
export function askingOf({ targets, terminal, baseline }: PlannedReports): Asking {
  // What is shown at a terminal hangs on an earlier report, which the threads do not have.
  const isTold = (reporter: Reporter): boolean => reporter !== pretty || baseline !== undefined;
  const told = targets.map(({ reporter }) => reporter).filter(isTold);
  const statusesOf = (reporters: readonly Reporter[]): readonly Status[] => [
    ...new Set(reporters.flatMap(({ include }) => include)),
  ];
  return {
    said: statusesOf(told),
    whole: statusesOf(told.filter((reporter) => reporter !== pretty && !READ_NO_ENTITY.has(reporter.name))),
    mended: [...new Set(told.flatMap(({ name, include }) => MENDED.get(name) ?? include))],
    terminal: targets.some(({ reporter }) => !isTold(reporter)) ? terminal : undefined,
  };
}

/** What reports ask of a finding; `isCounted` where they tell it from no other of its rule, status and exclusion. */
interface Wanted extends Asked {
  readonly isCounted: boolean;
}

const COUNTED: Wanted = { isCounted: true, said: false, whole: false };

/**
 * Finds out what reports read of the findings of pieces, one after another. A report for a terminal lists few of many: it is written here
 * too, and of the findings that it reads here it may read some there, where it has seen those of other pieces before.
 */
export class Asker {
  readonly #asking: Asking;
  readonly #terminal: ReportWriter | undefined;

  constructor(asking: Asking, now: Date) {
    this.#asking = asking;
    const { terminal } = asking;
    this.#terminal = terminal === undefined ? undefined : pretty.open({ version, now, terminal });
  }

  of(finding: Finding): Wanted {
    const { status, subject } = finding;
    const seen = this.#atTerminal(finding);
    const isTold = this.#asking.said.includes(status);
    if (seen !== undefined && !seen.isKnown && !isTold) return COUNTED;
    const isRead = seen?.isRead === true;
    const said = isTold || isRead;
    const isMended = isRead || this.#asking.mended.includes(status);
    const whole = this.#asking.whole.includes(status) || (isMended && hasTemplate(subject.rule));
    return { isCounted: false, said, whole };
  }

  /** What a report at a terminal reads; undefined where none reads it. */
  #atTerminal(finding: Finding): WatchedFinding | undefined {
    if (this.#terminal === undefined || !pretty.include.includes(finding.status)) return undefined;
    const watched = new WatchedFinding(finding);
    this.#terminal.finding(watched as Finding);
    return watched;
  }
}
