import type { AssessmentSummary, RuleSummary } from '../../assess/summary.ts';
import { printable } from '../../text/format-message.ts';
import { hasError } from '../../text/message.ts';
import { evidenceText } from '../evidence.ts';
import { baselineText } from '../finding-text.ts';
import { notRunText } from '../rule-errors.ts';
import { madeWith } from '../rulesets.ts';
import { capitalize, plural, unreadText } from '../words.ts';
import { block, type Page } from './page.ts';

const MAX_NOT_JUDGED = 20;

/** Findings of an earlier report that are gone: more are counted, not listed. */
const MAX_GONE = 100;

/** The counts of an assessment, and what must not be taken for a pass. */
export function summaryLines(summary: AssessmentSummary, page: Page, version: string): string[] {
  const { colors } = page;
  const { rules, problems, evidence, notRun } = summary;
  const lines: string[] = [];
  const say = (text: string, paint = (plain: string): string => plain): void => {
    for (const line of block(text, 0, page)) lines.push(paint(line));
  };
  say(countsText(summary, page));
  for (const line of baselineLines(summary)) say(line);
  if (notRun > 0) say(capitalize(notRunText(notRun)), colors.red);
  const baseless = rules.filter((rule) => hasError(rule.evidence)).length;
  // A count of passes is no answer where what the rule asks for was never there.
  if (baseless > 0)
    say(
      `${capitalize(plural(baseless, 'rule'))} undecided: what it asks for was in no entity, or never can be`,
      colors.red,
    );
  if (problems > 0) say(unreadText(problems), colors.red);
  for (const line of notJudgedLines(summary)) say(line, colors.dim);
  const made = madeWith(summary, version);
  if (made.length > 1) say(`made with ${made.join(', ')}`, colors.dim);
  for (const message of evidence) say(`${message.severity}: ${evidenceText(message)}`, colors.red);
  return lines;
}

function countsText({ entities, rules, counts, failedBySeverity }: AssessmentSummary, { colors }: Page): string {
  const severities = Object.entries(failedBySeverity).filter(([, count]) => count > 0);
  const bySeverity =
    severities.length === 0 ? '' : ` (${severities.map(([name, count]) => `${count} ${name}`).join(', ')})`;
  const parts = [
    `${(counts.failed > 0 ? colors.red : colors.green)(`${counts.failed} failed`)}${bySeverity}`,
    `${counts.passed} passed`,
    ...(['irrelevant', 'excluded', 'matched'] as const)
      .filter((status) => counts[status] > 0)
      .map((status) => `${counts[status]} ${status}`),
    ...(counts.error > 0 ? [colors.yellow(`${counts.error} could not be decided`)] : []),
  ];
  return `${plural(entities, 'entity', 'entities')}, ${plural(rules.length, 'rule')}: ${parts.join(', ')}`;
}

/** Rules without an entity to judge, unless that is said of all of them. */
function notJudgedLines({ rules, notJudged, evidence }: AssessmentSummary): string[] {
  if (notJudged === 0 || evidence.some(({ code }) => code === 'nothing-judged')) return [];
  const idle = rules.filter(({ status }) => status === 'not judged');
  return [
    ...notJudgedLine(
      idle.filter(({ tested }) => tested === 0),
      'for want of an entity of the type',
    ),
    ...notJudgedLine(
      idle.filter(({ tested }) => tested > 0),
      'since `where` holds for no entity',
    ),
  ];
}

function notJudgedLine(rules: readonly RuleSummary[], why: string): string[] {
  if (rules.length === 0) return [];
  const ids = rules.map(({ rule }) => printable(rule.id));
  const more = ids.length - MAX_NOT_JUDGED;
  const named = more > 0 ? `${ids.slice(0, MAX_NOT_JUDGED).join(', ')} and ${more} more` : ids.join(', ');
  return [`${capitalize(plural(rules.length, 'rule'))} not judged, ${why}: ${named}`];
}

function baselineLines({ baseline }: AssessmentSummary): string[] {
  if (baseline === undefined) return [];
  const { gone } = baseline;
  const listed = gone
    .slice(0, MAX_GONE)
    .map(({ ruleId, entity }) => `  gone: ${printable(ruleId)}  ${printable(entity)}`);
  const hidden = gone.length - listed.length;
  return [
    baselineText(baseline),
    ...listed,
    ...(hidden > 0 ? [`  … and ${hidden} more gone; --format json or ndjson lists them all`] : []),
  ];
}
