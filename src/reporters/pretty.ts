import pc from 'picocolors';
import { hasError } from '../text/message.ts';
import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import type { ProblemRecord } from '../values/record.ts';
import type { Rule } from '../rules/rule.ts';
import { printable, provenanceText } from '../text/format-message.ts';
import { ByRule } from './by-rule.ts';
import { remediationWays } from './remediation.ts';
import type { Reporter } from './reporter.ts';
import { baselineText, exclusionText, overrideText } from './finding-text.ts';
import { evidenceText } from './evidence.ts';
import { ruleErrors } from './rule-errors.ts';
import { capitalize, plural } from './words.ts';

/** More findings of one rule are counted, not listed: the other formats list them all. */
const MAX_LISTED = 100;

const MAX_NOT_JUDGED = 20;

/** For people at a terminal: findings by rule with reason and remediation, then the counts. */
export const pretty: Reporter = {
  name: 'pretty',
  summary: 'for people: findings by rule with reason and remediation, then the counts',
  include: ['failed', 'error', 'excluded', 'matched'],
  open: ({ color = false }) => {
    const colors = pc.createColors(color);
    const listed = new ByRule<string[]>(() => []);
    return {
      finding: (finding) => {
        const lines = listed.at(finding.subject);
        if (lines.length < MAX_LISTED) lines.push(findingText(finding, colors));
        return '';
      },
      problem: () => '',
      end: (summary) => {
        const rules = summary.rules
          .map((rule) => ruleText(rule, listed.at(rule), colors))
          .filter((text) => text !== '');
        return [...rules, summaryText(summary, colors)].join('\n');
      },
    };
  },
};

type Colors = ReturnType<typeof pc.createColors>;

const MARKS = { failed: '✗', error: '!', excluded: '-', matched: '•', passed: '✓', irrelevant: ' ' } as const;

function findingText(finding: Finding, colors: Colors): string {
  const { status, entity, location, reason } = finding;
  const paint = status === 'error' ? colors.yellow : colors[status === 'failed' ? 'red' : 'dim'];
  const id = entity.id === entity.name || entity.id === '' ? '' : `  ${printable(entity.id)}`;
  const where = location === undefined ? '' : `  ${provenanceText(location)}`;
  const mark = finding.baseline === 'new' ? `  ${colors.red('new')}` : '';
  const lines = [
    `  ${paint(MARKS[status])} ${colors.bold(printable(entity.name || entity.type))}${colors.dim(`${id}${where}`)}${mark}`,
  ];
  if (reason !== '' && status !== 'matched') lines.push(`    ${printable(reason)}`);
  if (finding.error?.help !== undefined) lines.push(`    ${colors.dim(printable(finding.error.help))}`);
  if (status === 'excluded') lines.push(`    ${colors.dim(exclusionText(finding))}`);
  lines.push(...finding.tree.map((line) => `    ${colors.dim(line)}`));
  return lines.join('\n');
}

function ruleText(summary: RuleSummary, listed: readonly string[], colors: Colors): string {
  const { rule, counts, evidence } = summary;
  const [broken] = ruleErrors(summary);
  if (listed.length === 0 && broken === undefined && evidence.length === 0) return '';
  const severity = (rule.severity === 'Critical' || rule.severity === 'High' ? colors.red : colors.yellow)(
    rule.severity,
  );
  const override = rule.severityOverride === undefined ? '' : colors.dim(` (${overrideText(rule)})`);
  const title = rule.name === rule.id ? printable(rule.logic) : printable(rule.name);
  const lines = [`${colors.bold(printable(rule.id))}  ${severity}${override}  ${title}`];
  // The command prints rules with their errors before anything is judged; here it is enough to name them.
  if (broken !== undefined) lines.push(`  ${colors.yellow('!')} cannot be run: ${printable(broken.message)}`);
  for (const message of evidence) lines.push(`  ${colors.yellow(`${message.severity}:`)} ${evidenceText(message)}`);
  lines.push(...listed);
  const hidden = counts.failed + counts.error + counts.excluded + counts.matched - listed.length;
  if (hidden > 0) lines.push(`  … and ${hidden} more; --format json or ndjson lists them all`);
  if (counts.failed > 0) lines.push(...remediationLines(rule, colors));
  return `${lines.join('\n')}\n`;
}

function remediationLines(rule: Rule, colors: Colors): string[] {
  const ways = remediationWays(rule);
  if (ways.length === 0) return [];
  const [first] = ways;
  if (ways.length === 1 && first?.[0] === 'text') return [`  ${colors.cyan('remediation:')} ${indent(first[1], 4)}`];
  return [
    `  ${colors.cyan('remediation:')}`,
    ...ways.map(([way, text]) => `    ${printable(way)}: ${indent(text, 6)}`),
  ];
}

function indent(text: string, by: number): string {
  return text
    .split('\n')
    .map(printable)
    .join(`\n${' '.repeat(by)}`);
}

function summaryText(summary: AssessmentSummary, colors: Colors): string {
  const { entities, rules, counts, failedBySeverity, problems, evidence } = summary;
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
  const lines = [`${plural(entities, 'entity', 'entities')}, ${plural(rules.length, 'rule')}: ${parts.join(', ')}`];
  lines.push(...baselineLines(summary));
  const broken = rules.filter((rule) => ruleErrors(rule).length > 0).length;
  if (broken > 0) lines.push(colors.red(`${capitalize(plural(broken, 'rule'))} could not be run`));
  const baseless = rules.filter((rule) => hasError(rule.evidence)).length;
  // A count of passes is no answer where what the rule asks for was never there.
  if (baseless > 0)
    lines.push(colors.red(`${capitalize(plural(baseless, 'rule'))} undecided: what it asks for was in no entity`));
  if (problems > 0) lines.push(colors.red(`${plural(problems, 'record')} could not be read`));
  lines.push(...notJudgedLines(summary).map(colors.dim));
  for (const message of evidence) lines.push(colors.red(`${message.severity}: ${evidenceText(message)}`));
  return `${lines.join('\n')}\n`;
}

/** Rules without an entity to judge, unless that is said of all of them. */
function notJudgedLines({ rules, notJudged, evidence }: AssessmentSummary): string[] {
  if (notJudged === 0 || evidence.some(({ code }) => code === 'nothing-judged')) return [];
  const ids = rules.filter(({ status }) => status === 'not judged').map(({ rule }) => printable(rule.id));
  const more = ids.length - MAX_NOT_JUDGED;
  const named = more > 0 ? `${ids.slice(0, MAX_NOT_JUDGED).join(', ')} and ${more} more` : ids.join(', ');
  return [`${capitalize(plural(notJudged, 'rule'))} not judged, for want of an entity of the type: ${named}`];
}

function baselineLines({ baseline }: AssessmentSummary): string[] {
  if (baseline === undefined) return [];
  const { gone } = baseline;
  const listed = gone
    .slice(0, MAX_LISTED)
    .map(({ ruleId, entity }) => `  gone: ${printable(ruleId)}  ${printable(entity)}`);
  const hidden = gone.length - listed.length;
  return [
    baselineText(baseline),
    ...listed,
    ...(hidden > 0 ? [`  … and ${hidden} more gone; --format json or ndjson lists them all`] : []),
  ];
}

/** A problem of the input, for standard error. */
export function problemText({ message, provenance, help }: ProblemRecord): string {
  return `error: ${provenanceText(provenance)}: ${printable(message)}${help === undefined ? '' : `\n  = help: ${printable(help)}`}`;
}
