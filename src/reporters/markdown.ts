import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import type { ProblemRecord } from '../values/record.ts';
import type { Rule } from '../rules/rule.ts';
import { severities } from '../rules/severity.ts';
import { formatMessage, printable, provenanceText } from '../text/format-message.ts';
import { evidenceLine, isIncomplete, saidOf } from './evidence.ts';
import { escapeMarkdown, fenced, inlineCode, remediationMarkdown } from './markdown-text.ts';
import { baselineText, overrideText } from './finding-text.ts';
import type { Reporter } from './reporter.ts';
import { ruleErrors } from './rule-errors.ts';
import { clip, plural, printableLines } from './words.ts';

/** More findings are counted, not listed. */
const MAX_LISTED = 50;

/** What could not be decided mostly has one cause. */
const MAX_UNDECIDED = 10;

/** GitHub takes 65,536 characters in a comment; the rest is for the notes that follow. */
const MAX_LENGTH = 64_000;

const MAX_CELL = 160;

const MAX_REASON = 1000;

const WORST_FIRST = [...severities].reverse();

/** A summary for a pull request's comment: counts by severity, the worst findings, how to mend them. */
export const markdown: Reporter = {
  name: 'markdown',
  summary: 'GitHub markdown for a comment on a pull request: counts, the worst findings, remediation',
  include: ['failed', 'error'],
  open: () => {
    const failed: Record<Rule['severity'], Finding[]> = {
      Critical: [],
      High: [],
      Medium: [],
      Low: [],
      Informational: [],
    };
    const undecided: Finding[] = [];
    const problems: ProblemRecord[] = [];
    return {
      finding: (finding) => {
        const list = finding.status === 'error' ? undecided : failed[finding.severity];
        const most = list === undecided ? MAX_UNDECIDED : MAX_LISTED;
        if (list.length < most) list.push(finding);
        return '';
      },
      problem: (problem) => {
        if (problems.length < MAX_LISTED) problems.push(problem);
        return '';
      },
      end: (summary) => {
        const worst = Object.values(failed).flat().slice(0, MAX_LISTED);
        const text = new BoundedText();
        const compared = summary.baseline === undefined ? '' : `${baselineText(summary.baseline)}\n\n`;
        text.add(`## ${headline(summary)}\n\n${compared}${countsTable(summary)}`);
        addTable(text, 'Findings', worst, summary.counts.failed);
        addTable(text, 'Could not be decided', undecided, summary.counts.error);
        addErrors(text, summary, problems);
        addEvidence(text, summary);
        addDetails(text, summary.rules);
        return text.end();
      },
    };
  },
};

/** Text that never grows longer than a comment may be. */
class BoundedText {
  private text = '';
  private isFull = false;

  /** Adds a whole part, or nothing when there is no room. */
  add(part: string): boolean {
    if (this.text.length + part.length > MAX_LENGTH) {
      this.isFull = true;
      return false;
    }
    this.text += part;
    return true;
  }

  end(): string {
    return this.isFull ? `${this.text}\n_Some of the report did not fit into a comment._\n` : this.text;
  }
}

function headline(summary: AssessmentSummary): string {
  const { counts, evidence } = summary;
  if (counts.failed > 0) return `❌ ${plural(counts.failed, 'finding')}`;
  if (evidence.some(({ code }) => code === 'nothing-judged')) return '⚠️ Nothing was judged';
  return isIncomplete(summary) || counts.error > 0 ? '⚠️ Incomplete' : '✅ No findings';
}

function countsTable({ entities, rules, counts, failedBySeverity, problems, notJudged }: AssessmentSummary): string {
  const rows = WORST_FIRST.map((severity) => `| ${severity} | ${failedBySeverity[severity]} |\n`);
  const other = (['passed', 'excluded', 'irrelevant'] as const).map((status) => `${counts[status]} ${status}`);
  const parts = [
    `${plural(entities, 'entity', 'entities')}, ${plural(rules.length, 'rule')}: ${counts.failed} failed`,
    ...other,
    ...(counts.error > 0 ? [`${counts.error} could not be decided`] : []),
    ...(notJudged > 0 ? [`${plural(notJudged, 'rule')} not judged`] : []),
    ...(problems > 0 ? [`${plural(problems, 'record')} could not be read`] : []),
  ];
  return `| Severity | Failed |\n| --- | ---: |\n${rows.join('')}\n${parts.join(', ')}.\n`;
}

function addTable(text: BoundedText, title: string, findings: readonly Finding[], total: number): void {
  if (findings.length === 0) return;
  if (!text.add(`\n### ${title}\n\n| Severity | Rule | Entity | Reason |\n| --- | --- | --- | --- |\n`)) return;
  let listed = 0;
  for (const finding of findings) {
    if (!text.add(row(finding))) break;
    listed += 1;
  }
  if (total > listed) text.add(`\n… and ${total - listed} more; the other formats list them all.\n`);
}

function row({ severity, ruleId, entity, location, reason, baseline }: Finding): string {
  const name = code(entity.name || entity.type);
  const id = entity.id === '' || entity.id === entity.name ? '' : `<br>${code(entity.id)}`;
  const place = location === undefined ? '' : `<br>${code(provenanceText(location))}`;
  const mark = baseline === 'new' ? '**New** ' : '';
  return `| ${mark}${severity} | ${code(ruleId)} | ${name}${id}${place} | ${code(reason)} |\n`;
}

function addErrors(text: BoundedText, { rules }: AssessmentSummary, problems: readonly ProblemRecord[]): void {
  const broken = rules.flatMap(ruleErrors);
  if (broken.length > 0 && text.add('\n### Rules that could not be run\n\n')) {
    for (const diagnostic of broken.slice(0, MAX_LISTED)) text.add(block(formatMessage(diagnostic)));
  }
  if (problems.length > 0 && text.add('\n### Input that could not be read\n\n')) {
    for (const { message, provenance } of problems)
      text.add(`- ${code(`${provenanceText(provenance)}: ${message}`)}\n`);
  }
}

/** What the verdicts do not rest on, and which rules had nothing to judge. */
function addEvidence(text: BoundedText, { evidence, rules }: AssessmentSummary): void {
  const ofRules = rules.flatMap((summary) => saidOf(summary).map((line) => [summary.rule.id, line] as const));
  const items = [
    ...evidence.map((message) => `- ${code(evidenceLine(message), MAX_REASON)}\n`),
    ...ofRules.map(([id, line]) => `- ${code(id)}: ${code(line, MAX_REASON)}\n`),
  ];
  if (items.length === 0 || !text.add('\n### Evidence\n\n')) return;
  for (const item of items.slice(0, MAX_LISTED)) text.add(item);
  if (items.length > MAX_LISTED) text.add(`\n… and ${items.length - MAX_LISTED} more.\n`);
}

/** How to mend what failed, and why a severity is not the rule's own. */
function addDetails(text: BoundedText, rules: readonly RuleSummary[]): void {
  const failed = rules.filter(({ rule, counts }) => counts.failed > 0 && detailsOf(rule) !== '');
  const title = failed.some(({ rule }) => remediationMarkdown(rule) !== '') ? 'Remediation' : 'Rules';
  if (failed.length === 0 || !text.add(`\n### ${title}\n`)) return;
  for (const { rule } of failed) {
    const name = rule.name === rule.id ? '' : ` ${escapeMarkdown(oneLine(rule.name))}`;
    text.add(`\n<details><summary>${code(rule.id)}${name}</summary>\n\n${detailsOf(rule)}\n\n</details>\n`);
  }
}

function detailsOf(rule: Rule): string {
  const override = overrideText(rule);
  const severity = override === '' ? '' : `Severity: ${rule.severity} (${escapeMarkdown(clip(override, MAX_REASON))})`;
  return [severity, remediationMarkdown(rule)].filter((part) => part !== '').join('\n\n');
}

function oneLine(text: string, most = MAX_CELL): string {
  return printable(clip(text, most));
}

/** Other people's text in one line that is neither markup nor a table's border. */
function code(text: string, most = MAX_CELL): string {
  return inlineCode(oneLine(text, most));
}

/** Lines of other people's text, without what would disturb the page. */
function block(text: string): string {
  return `${fenced(printableLines(text))}\n`;
}
