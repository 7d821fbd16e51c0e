import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import type { ProblemRecord } from '../values/record.ts';
import type { LoadedRule, Rule } from '../rules/rule.ts';
import { WORST_FIRST } from '../rules/severity.ts';
import { formatMessage, printable, provenanceText } from '../text/format-message.ts';
import { ByRule } from './by-rule.ts';
import { evidenceLine, isIncomplete, saidOf } from './evidence.ts';
import { frameworksOf } from './frameworks.ts';
import { escapeMarkdown, fenced, inlineCode, prose, remediationMarkdown } from './markdown-text.ts';
import { baselineText, overrideText } from './finding-text.ts';
import { hasTemplate, remediationWays, remediationWaysOf } from './remediation.ts';
import type { Reporter } from './reporter.ts';
import { madeWith } from './rulesets.ts';
import { notRunText, ruleErrors } from './rule-errors.ts';
import { ruleFacts } from './rule-facts.ts';
import { worstFirst } from './terminal/rule-table.ts';
import { clip } from '../text/clip.ts';
import { plural, printableLines, unreadText } from './words.ts';

/** So many examples of a rule are listed; the others are counted. */
const MAX_EXAMPLES = 5;

/** More rules are in the table alone, and of a longer table the worst. */
const MAX_RULES = 25;
const MAX_ROWS = 100;

/** More of what could not be judged is counted. */
const MAX_LISTED = 50;

/** GitHub takes 65,536 characters in a comment; the rest is for the notes that follow. */
const MAX_LENGTH = 64_000;

/** What could not be judged comes first, and leaves room for what was. */
const MAX_UNJUDGED = 16_000;

const MAX_CELL = 160;

const MAX_REASON = 1000;

/** The findings of a rule, of which the first are kept. */
interface Found {
  readonly failed: Finding[];
  readonly fresh: Finding[];
  readonly undecided: Finding[];
  /** How many are new. */
  count: number;
}

/**
 * A summary for a pull request's comment: what could not be judged, the rules, worst first, and of each examples and how to
 * mend them.
 */
export const markdown: Reporter = {
  name: 'markdown',
  summary: 'GitHub markdown for a comment on a pull request: the rules that failed, worst first, examples, remediation',
  include: ['failed', 'error'],
  open: ({ version }) => {
    const found = new ByRule<Found>(() => ({ failed: [], fresh: [], undecided: [], count: 0 }));
    const problems: ProblemRecord[] = [];
    return {
      finding: (finding) => {
        const own = found.at(finding.subject);
        const isNew = finding.baseline === 'new';
        if (isNew) own.count += 1;
        const known = isNew ? own.fresh : own.failed;
        const list = finding.status === 'error' ? own.undecided : known;
        if (list.length < MAX_EXAMPLES) list.push(finding);
        return '';
      },
      problem: (problem) => {
        if (problems.length < MAX_LISTED) problems.push(problem);
        return '';
      },
      end: (summary) => {
        const text = new BoundedText(MAX_LENGTH);
        const compared = summary.baseline === undefined ? '' : `${baselineText(summary.baseline)}\n\n`;
        text.add(`## ${headline(summary)}\n\n${compared}${countsTable(summary)}`);
        const unjudged = new BoundedText(MAX_UNJUDGED);
        addErrors(unjudged, summary, problems);
        addEvidence(unjudged, summary);
        text.add(unjudged.end('_More could not be judged than fits into a comment._'));
        const failed = worstFirst(summary.rules).filter(({ counts }) => counts.failed > 0);
        addRules(text, failed, found);
        for (const rule of failed.slice(0, MAX_RULES)) addExamples(text, rule, found.at(rule));
        addUndecided(text, summary, found);
        text.add(`\n${code(madeWith(summary, version).join(' · '), MAX_REASON)}\n`);
        return text.end('_Some of the report did not fit into a comment._');
      },
    };
  },
};

/** Text that never grows longer than a comment may be. */
class BoundedText {
  private text = '';
  private isFull = false;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Adds a whole part, or nothing when there is no room. */
  add(part: string): boolean {
    if (this.text.length + part.length > this.most) {
      this.isFull = true;
      return false;
    }
    this.text += part;
    return true;
  }

  /** @param note said where something had no room */
  end(note: string): string {
    return this.isFull ? `${this.text}\n${note}\n` : this.text;
  }
}

function headline(summary: AssessmentSummary): string {
  const { counts, evidence } = summary;
  if (counts.failed > 0) return `❌ ${plural(counts.failed, 'finding')}`;
  if (evidence.some(({ code }) => code === 'nothing-judged')) return '⚠️ Nothing was judged';
  return isIncomplete(summary) || counts.error > 0 ? '⚠️ Incomplete' : '✅ No findings';
}

function countsTable(summary: AssessmentSummary): string {
  const { entities, rules, counts, failedBySeverity, problems, notJudged, notRun } = summary;
  const rows = WORST_FIRST.map((severity) => `| ${severity} | ${failedBySeverity[severity]} |\n`);
  const other = (['passed', 'excluded', 'irrelevant'] as const).map((status) => `${counts[status]} ${status}`);
  const parts = [
    `${plural(entities, 'entity', 'entities')}, ${plural(rules.length, 'rule')}: ${counts.failed} failed`,
    ...other,
    ...(counts.error > 0 ? [`${counts.error} could not be decided`] : []),
    ...(notRun > 0 ? [notRunText(notRun)] : []),
    ...(notJudged > 0 ? [`${plural(notJudged, 'rule')} not judged`] : []),
    ...(problems > 0 ? [unreadText(problems)] : []),
  ];
  return `| Severity | Failed |\n| --- | ---: |\n${rows.join('')}\n${parts.join(', ')}.\n`;
}

/** The rules that failed, a row each. */
function addRules(text: BoundedText, failed: readonly RuleSummary[], found: ByRule<Found>): void {
  if (failed.length === 0) return;
  const isCompared = failed.some((rule) => found.at(rule).count > 0);
  const heads = ['Severity', 'Rule', 'Failed', ...(isCompared ? ['New'] : []), 'Frameworks'];
  const lines = heads.map((head) => (head === 'Failed' || head === 'New' ? '---:' : '---'));
  if (!text.add(`\n### Findings by rule\n\n| ${heads.join(' | ')} |\n| ${lines.join(' | ')} |\n`)) return;
  let listed = 0;
  for (const summary of failed.slice(0, MAX_ROWS)) {
    const { rule, counts } = summary;
    const cells = [
      rule.severity,
      ruleName(rule),
      `${counts.failed} of ${counts.failed + counts.passed}`,
      ...(isCompared ? [String(found.at(summary).count)] : []),
      frameworksText(rule),
    ];
    if (!text.add(`| ${cells.join(' | ')} |\n`)) break;
    listed += 1;
  }
  if (failed.length > listed) text.add(`\n… and ${plural(failed.length - listed, 'more rule', 'more rules')}.\n`);
}

function ruleName({ id, name }: LoadedRule): string {
  return name === id ? code(id) : `${code(id)} ${escapeMarkdown(oneLine(name))}`;
}

/** The standards, each once: their controls stand with the rule. */
function frameworksText(rule: Rule): string {
  const standards = [...new Set(frameworksOf(rule).map(({ standard }) => standard))];
  const shown = standards.slice(0, 3).map((standard) => escapeMarkdown(oneLine(standard)));
  const hidden = standards.length - shown.length;
  return [...shown, ...(hidden > 0 ? [`${hidden} more`] : [])].join('<br>');
}

/** Some of what failed a rule, what the rule says of itself, and how to mend it. */
function addExamples(text: BoundedText, { rule, counts }: RuleSummary, { failed, fresh }: Found): void {
  const examples = [...fresh, ...failed].slice(0, MAX_EXAMPLES);
  const heading = `\n### ${rule.severity}: ${ruleName(rule)}\n\n`;
  const description =
    rule.description === undefined ? '' : `${escapeMarkdown(oneLine(rule.description, MAX_REASON))}\n\n`;
  if (!text.add(`${heading}${description}| Entity | Reason |\n| --- | --- |\n${examples.map(row).join('')}`)) return;
  const more = counts.failed - examples.length;
  if (more > 0) text.add(`\n… and ${more} more; the other formats list them all.\n`);
  const details = detailsOf(rule, examples);
  const title = remediationWays(rule).length > 0 ? 'Remediation' : 'About the rule';
  if (details !== '') text.add(`\n<details><summary>${title}</summary>\n\n${details}\n\n</details>\n`);
}

/** What could not be decided mostly has one cause a rule. */
function addUndecided(text: BoundedText, { rules, counts }: AssessmentSummary, found: ByRule<Found>): void {
  const undecided = worstFirst(rules).filter((rule) => rule.counts.error > 0);
  if (undecided.length === 0) return;
  if (
    !text.add(
      `\n### Could not be decided: ${counts.error}\n\n| Rule | Results | Example | Reason |\n| --- | ---: | --- | --- |\n`,
    )
  )
    return;
  for (const summary of undecided.slice(0, MAX_ROWS)) {
    const [example] = found.at(summary).undecided;
    const shown = example === undefined ? ' | ' : `${entityCell(example)} | ${code(example.reason)}`;
    if (!text.add(`| ${code(summary.rule.id)} | ${summary.counts.error} | ${shown} |\n`)) return;
  }
  if (undecided.length > MAX_ROWS) text.add(`\n… and ${undecided.length - MAX_ROWS} more rules.\n`);
}

function row(finding: Finding): string {
  const mark = finding.baseline === 'new' ? '**New** ' : '';
  return `| ${mark}${entityCell(finding)} | ${code(finding.reason)} |\n`;
}

function entityCell({ entity, location }: Finding): string {
  const name = code(entity.name || entity.type);
  const id = entity.id === '' || entity.id === entity.name ? '' : `<br>${code(entity.id)}`;
  return `${name}${id}${location === undefined ? '' : `<br>${code(provenanceText(location))}`}`;
}

function addErrors(text: BoundedText, { rules }: AssessmentSummary, problems: readonly ProblemRecord[]): void {
  const broken = rules.flatMap(ruleErrors);
  if (broken.length > 0 && text.add('\n### Rules that could not be run\n\n')) {
    for (const diagnostic of broken.slice(0, MAX_LISTED)) text.add(block(formatMessage(diagnostic)));
  }
  if (problems.length > 0 && text.add('\n### Input that could not be read\n\n')) {
    for (const { message, provenance } of problems)
      text.add(`- ${code(provenanceText(provenance))}: ${prose(oneLine(message))}\n`);
  }
}

/** What the verdicts do not rest on, and which rules had nothing to judge. */
function addEvidence(text: BoundedText, { evidence, rules }: AssessmentSummary): void {
  const ofRules = rules.flatMap((summary) => saidOf(summary).map((line) => [summary.rule.id, line] as const));
  const items = [
    ...evidence.map((message) => `- ${prose(oneLine(evidenceLine(message), MAX_REASON))}\n`),
    ...ofRules.map(([id, line]) => `- ${code(id)}: ${prose(oneLine(line, MAX_REASON))}\n`),
  ];
  if (items.length === 0 || !text.add('\n### Evidence\n\n')) return;
  for (const item of items.slice(0, MAX_LISTED)) text.add(item);
  if (items.length > MAX_LISTED) text.add(`\n… and ${items.length - MAX_LISTED} more.\n`);
}

/** How to mend what failed a rule, why its severity is not its own, and the facts of it. */
function detailsOf(rule: Rule, examples: readonly Finding[]): string {
  const override = overrideText(rule);
  const severity = override === '' ? '' : `Severity: ${rule.severity} (${escapeMarkdown(clip(override, MAX_REASON))})`;
  const facts = ruleFacts(rule).map(([title, text]) => `- **${title}:** ${escapeMarkdown(clip(text, MAX_REASON))}`);
  return [severity, remediationMarkdown(waysOf(rule, examples)), facts.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** With the values of the first example; commands with those of each. */
function waysOf(rule: Rule, examples: readonly Finding[]): ReturnType<typeof remediationWays> {
  const [first] = examples;
  if (first === undefined || !hasTemplate(rule)) return remediationWays(rule);
  const commands = new Set(examples.flatMap((example) => remediationWaysOf(example).filter(([way]) => way === 'cli')));
  const texts = new Set([...commands].map(([, text]) => text));
  return remediationWaysOf(first).map(([way, text]) => [way, way === 'cli' ? [...texts].join('\n') : text]);
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
