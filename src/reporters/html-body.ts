import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import { severities } from '../rules/severity.ts';
import { formatMessage, printable, provenanceText } from '../text/format-message.ts';
import type { ProblemRecord } from '../values/record.ts';
import { escapeAttribute, escapeContent } from './escape.ts';
import { evidenceLine } from './evidence.ts';
import { baselineText, overrideText } from './finding-text.ts';
import type { ReportContext } from './reporter.ts';
import { madeWith } from './rulesets.ts';
import { notRunText, ruleErrors } from './rule-errors.ts';
import { trendSection } from './html-trend.ts';
import { capitalize, plural, unreadText } from './words.ts';

/** More problems of the input, or pieces of evidence, are counted, not listed. */
export const MAX_LISTED = 200;

/** What the page says without its program: the counts, what could not be judged, the rules. */
export function htmlBody(
  summary: AssessmentSummary,
  problems: readonly ProblemRecord[],
  { version, now, trend = [] }: ReportContext,
): string {
  const { counts, failedBySeverity, entities, rules, baseline } = summary;
  // A trend says it itself.
  const compared = baseline === undefined || trend.length > 1 ? '' : `<p>${baselineText(baseline)}</p>\n`;
  const cards = [
    ...[...severities].reverse().map((severity) => card(severity, failedBySeverity[severity], severity.toLowerCase())),
    card('Passed', counts.passed, 'passed'),
    ...(['error', 'excluded', 'matched'] as const)
      .filter((status) => counts[status] > 0)
      .map((status) => card(status === 'error' ? 'Undecided' : capitalize(status), counts[status], status)),
  ];
  return `<header>
<h1>Assessment report</h1>
<p class="dim">${now.toISOString()} · ${plural(entities, 'entity', 'entities')} · ${plural(rules.length, 'rule')} · ${plural(counts.failed, 'finding')}</p>
${compared}<ul class="counts">${cards.join('')}</ul>
</header>
<main>
${unjudgedSection(summary, problems)}${trendSection(trend, baseline)}<div id="app"><noscript><p>The list of the results needs JavaScript; the table of the rules below does not.</p></noscript></div>
${rulesSection(rules)}</main>
<footer>${madeWith(summary, version).map(escapeContent).join(' · ')}</footer>
`;
}

function card(title: string, count: number, className: string): string {
  return `<li${count === 0 ? ' class="zero"' : ''}><b>${count}</b><span class="badge ${className}">${title}</span></li>`;
}

/** What could not be judged; on top, since it says how much the rest is worth. */
function unjudgedSection(summary: AssessmentSummary, problems: readonly ProblemRecord[]): string {
  const { counts, rules, evidence, notJudged, notRun, problems: unread } = summary;
  const broken = rules.filter((rule) => ruleErrors(rule).length > 0);
  const idle = rules.filter(({ status }) => status === 'not judged');
  const parts = [
    ...evidence.map((message) => `<p><b>${escapeContent(evidenceLine(message))}</b></p>`),
    counts.error === 0 ? '' : `<p>${plural(counts.error, 'result')} could not be decided; the reasons are below.</p>`,
    listed(notRunText(notRun), broken.map(brokenItem)),
    listed(unreadText(unread), problems.map(problemItem), unread),
    listed('Verdicts that rest on little or nothing', rules.flatMap(evidenceItems)),
    listed(
      `${plural(notJudged, 'rule')} not judged: the input has no entity of the type`,
      idle.map(({ rule }) => `<li>${ruleName(rule)}</li>`),
    ),
  ].filter((part) => part !== '');
  if (parts.length === 0) return '';
  return `<section class="unjudged" aria-labelledby="unjudged-title"><h2 id="unjudged-title">What could not be judged</h2>\n${parts.join('\n')}\n</section>\n`;
}

/** A list that opens; of a long one only the first items. */
function listed(title: string, items: readonly string[], total = items.length): string {
  if (items.length === 0) return '';
  const shown = items.slice(0, MAX_LISTED);
  const more = total > shown.length ? `<p>… and ${total - shown.length} more</p>` : '';
  return `<details${shown.length <= 3 ? ' open' : ''}><summary>${title}</summary><ul>${shown.join('')}</ul>${more}</details>`;
}

function brokenItem(summary: RuleSummary): string {
  const errors = ruleErrors(summary).map((error) => `<pre tabindex="0">${escapeContent(formatMessage(error))}</pre>`);
  return `<li>${ruleName(summary.rule)}${errors.join('')}</li>`;
}

function problemItem({ message, provenance, help }: ProblemRecord): string {
  const advice = help === undefined ? '' : `<br><span class="dim">${escapeContent(printable(help))}</span>`;
  return `<li>${escapeContent(`${provenanceText(provenance)}: ${printable(message)}`)}${advice}</li>`;
}

function evidenceItems({ rule, evidence }: RuleSummary): readonly string[] {
  return evidence.map((message) => `<li>${ruleName(rule)}: ${escapeContent(evidenceLine(message))}</li>`);
}

function ruleName({ id }: RuleSummary['rule']): string {
  return `<bdi>${escapeContent(printable(id))}</bdi>`;
}

function rulesSection(rules: readonly RuleSummary[]): string {
  const numbers = ['tested', 'passed', 'failed', 'excluded', 'undecided'];
  const heads = ['rule', 'severity', 'status', ...numbers].map(
    (title) => `<th scope="col"${numbers.includes(title) ? ' class="number"' : ''}>${capitalize(title)}</th>`,
  );
  return `<section aria-labelledby="rules-title"><h2 id="rules-title">Rules</h2>
<div class="wrap" tabindex="0"><table aria-labelledby="rules-title"><thead><tr>${heads.join('')}</tr></thead><tbody>
${rules.map(ruleRow).join('\n')}
</tbody></table></div></section>
`;
}

function ruleRow({ rule, status, tested, counts }: RuleSummary): string {
  const name = rule.name === rule.id ? '' : `<br><span class="dim">${escapeContent(printable(rule.name))}</span>`;
  const frameworks = (rule.frameworks ?? []).map(printable).join(' · ');
  const listed = frameworks === '' ? '' : `<br><span class="dim frameworks">${escapeContent(frameworks)}</span>`;
  const override = overrideText(rule);
  const changed = override === '' ? '' : `<br><span class="dim">${escapeContent(override)}</span>`;
  const severityClass = override === '' ? '' : ' class="break"';
  const verdict =
    status === 'not judged' ? '<span class="dim">not judged</span>' : `<span class="badge ${status}">${status}</span>`;
  const numbers = [tested, counts.passed, counts.failed, counts.excluded, counts.error];
  return `<tr><td class="break"><bdi title="${escapeAttribute(printable(rule.logic))}">${escapeContent(printable(rule.id))}</bdi>${name}${listed}</td><td${severityClass}><span class="badge ${rule.severity.toLowerCase()}">${rule.severity}</span>${changed}</td><td>${verdict}</td>${numbers.map((count) => `<td class="number">${count}</td>`).join('')}</tr>`;
}
