import { type Grouping, GROUPINGS, type TerminalOptions } from '../reporters/terminal/options.ts';
import { defined } from '../text/defined.ts';
import { UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import type { ReportTarget } from './reports.ts';
import { unknownChoice } from './unknown-choice.ts';

/** The flags that say how a report at a terminal looks, as they were written. */
export interface TerminalFlags {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly limit?: string;
  readonly groupBy?: string;
}

/**
 * How a report at this terminal looks.
 *
 * @throws UsageError for a flag that means nothing
 */
export function terminalOf(
  flags: TerminalFlags,
  targets: readonly ReportTarget[],
  { width }: Pick<CommandIo, 'width'>,
): TerminalOptions {
  const { quiet = false, verbose = false, limit, groupBy } = flags;
  if (quiet && verbose) throw new UsageError('--quiet and --verbose contradict each other; write one of them');
  const detail = verbose ? 'full' : 'normal';
  return {
    detail: quiet ? 'summary' : detail,
    ...defined({
      width,
      limit: limit === undefined ? undefined : limitOf(limit),
      groupBy: groupBy === undefined ? undefined : groupingOf(groupBy),
      next: quiet ? undefined : nextStep(targets),
    }),
  };
}

/** One thing to do next; nothing for who does it already. */
function nextStep(targets: readonly ReportTarget[]): string | undefined {
  return targets.some(({ reporter }) => reporter.name === 'html')
    ? undefined
    : '--format html=report.html writes all of it as a page';
}

function limitOf(text: string): number {
  if (text.toLowerCase() === 'all') return Infinity;
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new UsageError(`--limit: \`${text}\` is no number; write one, or all`);
}

function groupingOf(text: string): Grouping {
  const found = GROUPINGS.find((grouping) => grouping === text.toLowerCase());
  if (found !== undefined) return found;
  throw unknownChoice(`--group-by: \`${text}\` is none of ${GROUPINGS.join(', ')}`, text, GROUPINGS);
}
