import type { AssessmentSummary, RuleSummary } from '../../assess/summary.ts';
import { severities } from '../../rules/severity.ts';
import { hasError } from '../../text/message.ts';
import { printable } from '../../text/format-message.ts';
import { ruleErrors } from '../rule-errors.ts';
import { plural } from '../words.ts';
import { cut, type Page, padded, severityText, titleOf, widthOf } from './page.ts';

/** More rules than this are counted, not listed. */
const MAX_ROWS = 50;

/** An id that is longer is cut. */
const MAX_ID = 40;

/** A title has at least this room, or the table goes without it. */
const MIN_TITLE = 12;

/** Of a table that nobody wraps. */
const MAX_TITLE = 100;

interface Column {
  readonly title: string;
  readonly side: 'left' | 'right';
  readonly cell: (rule: RuleSummary, page: Page) => string;
}

/** Rules in the order of what they found, worst first; after them those that could not decide. */
export function worstFirst(rules: readonly RuleSummary[]): readonly RuleSummary[] {
  const hasFailed = ({ counts }: RuleSummary): number => Number(counts.failed > 0);
  const rank = ({ rule }: RuleSummary): number => severities.indexOf(rule.severity);
  return [...rules].sort(
    (a, b) =>
      hasFailed(b) - hasFailed(a) ||
      rank(b) - rank(a) ||
      b.counts.failed - a.counts.failed ||
      b.counts.error - a.counts.error,
  );
}

/** The rules that found something, could not decide something or could not run: a line each, worst first. */
export function ruleTable(summary: AssessmentSummary, newOf: (rule: RuleSummary) => number, page: Page): string[] {
  const rows = worstFirst(summary.rules.filter(isTold));
  if (rows.length === 0) return [];
  const columns = columnsOf(summary, newOf);
  const shown = rows.slice(0, MAX_ROWS);
  const cells = shown.map((rule) => columns.map(({ cell }) => cell(rule, page)));
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(row[index] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    row.map((cell, index) => padded(cell, widths[index] ?? 0, columns[index]?.side)).join('  ');
  const room = Math.min(MAX_TITLE, page.width - widths.reduce((sum, width) => sum + width + 2, 0));
  const titles = room < MIN_TITLE ? [] : shown.map(({ rule }) => cut(titleOf(rule), room));
  const lines = [
    page.colors.dim(line(columns.map(({ title }) => title)).trimEnd()),
    ...cells.map((row, index) => [line(row), ...titles.slice(index, index + 1)].join('  ').trimEnd()),
  ];
  const hidden = rows.length - shown.length;
  return hidden > 0 ? [...lines, `… and ${plural(hidden, 'more rule')}`] : lines;
}

function columnsOf({ rules, baseline }: AssessmentSummary, newOf: (rule: RuleSummary) => number): readonly Column[] {
  const number = (title: string, count: (rule: RuleSummary) => number): Column => ({
    title,
    side: 'left',
    cell: (rule, { colors }) => {
      if (ruleErrors(rule).length > 0) return colors.dim('-');
      const found = count(rule);
      return found === 0 ? colors.dim('0') : String(found);
    },
  });
  return [
    { title: 'Severity', side: 'right', cell: ({ rule }, { colors }) => severityText(rule.severity, colors) },
    { title: 'Rule', side: 'right', cell: ({ rule }, { colors }) => colors.bold(cut(printable(rule.id), MAX_ID)) },
    number('Failed', ({ counts }) => counts.failed),
    number('Judged', ({ counts }) => counts.failed + counts.passed + counts.excluded),
    ...(baseline === undefined ? [] : [number('New', newOf)]),
    ...(rules.some(({ counts }) => counts.error > 0) ? [number('Undecided', ({ counts }) => counts.error)] : []),
  ];
}

function isTold({ counts, diagnostics, evidence }: RuleSummary): boolean {
  return counts.failed > 0 || counts.error > 0 || hasError(diagnostics) || hasError(evidence);
}
