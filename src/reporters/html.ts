import { sha256 } from '@noble/hashes/sha2.js';
import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import type { Finding, FindingSubject } from '../findings/finding.ts';
import type { ProblemRecord } from '../values/record.ts';
import type { Rule } from '../rules/rule.ts';
import { severities } from '../rules/severity.ts';
import { formatMessage, printable, provenanceText } from '../text/format-message.ts';
import type { Status } from '../values/outcome.ts';
import { ByRule } from './by-rule.ts';
import { evidenceLine } from './evidence.ts';
import { escapeAttribute, escapeContent } from './escape.ts';
import { htmlScript } from './html-script.ts';
import { htmlStyle } from './html-style.ts';
import { baselineText, exclusionText, overrideText } from './finding-text.ts';
import { jsonText } from './json-text.ts';
import { remediationWays } from './remediation.ts';
import type { ReportContext, Reporter } from './reporter.ts';
import { ruleErrors } from './rule-errors.ts';
import { capitalize, plural, printableLines } from './words.ts';

/** More problems of the input are counted, not listed. */
const MAX_PROBLEMS = 200;

/** A rule in the page. */
interface PageRule {
  readonly id: string;
  readonly name: string;
  readonly severity: Rule['severity'];
  /** What it was, and why it was changed. */
  readonly override: string;
  readonly ruleset: string;
  readonly logic: string;
  readonly description: string;
  readonly remediation: readonly (readonly [way: string, text: string])[];
  readonly references: readonly { readonly title: string; readonly url: string }[];
}

/** A result in the page: an array, since there may be very many. html-script.ts takes it apart. */
type Row = readonly [
  status: Status,
  rule: number,
  type: string,
  id: string,
  name: string,
  account: string,
  region: string,
  place: string,
  reason: string,
  facts: readonly string[],
  more: string,
  tree: readonly string[],
  baseline: '' | 'new' | 'unchanged',
];

/**
 * One page that needs nothing else: a table of the results with filters, in light and dark. Texts of the input reach it
 * only as escaped text, or as JSON that its program writes as text; the page's policy allows that one program.
 */
export const html: Reporter = {
  name: 'html',
  summary: 'one HTML page that works offline: the results in a table to sort, filter and print',
  include: ['passed', 'failed', 'excluded', 'error', 'matched'],
  open: (context) => {
    const rules: PageRule[] = [];
    const known = new ByRule<{ index: number }>(() => ({ index: -1 }));
    const problems: ProblemRecord[] = [];
    let separator = `${head()}<script type="application/json" id="results">[`;
    const indexOf = (subject: FindingSubject): number => {
      const entry = known.at(subject);
      if (entry.index < 0) entry.index = rules.push(pageRule(subject)) - 1;
      return entry.index;
    };
    return {
      finding: (finding) => {
        const row = rowOf(finding, indexOf(finding.subject));
        const text = `${separator}\n${embedded(row)}`;
        separator = ',';
        return text;
      },
      problem: (problem) => {
        if (problems.length < MAX_PROBLEMS) problems.push(problem);
        return '';
      },
      end: (summary) => {
        const start = separator === ',' ? '' : separator;
        return `${start}\n]</script>\n${body(summary, problems, context)}<script type="application/json" id="report">${embedded({ rules })}</script>
<script>${htmlScript}</script>
</body>
</html>
`;
      },
    };
  },
};

/** JSON in a script element: without `<` nothing in it can end the element or begin a comment. */
function embedded(value: unknown): string {
  return jsonText(value).replaceAll('<', '\\u003c');
}

function rowOf(finding: Finding, rule: number): Row {
  const { status, entity, location, reason, facts, error } = finding;
  const more = status === 'excluded' ? exclusionText(finding) : (error?.help ?? '');
  return [
    status,
    rule,
    printable(entity.type),
    printable(entity.id),
    printable(entity.name || entity.type),
    printable(entity.accountNumber ?? ''),
    printable(entity.region ?? ''),
    location === undefined ? '' : provenanceText(location),
    printable(reason),
    facts.map(({ text }) => printable(text)),
    printable(more),
    status === 'passed' ? [] : finding.tree,
    finding.baseline ?? '',
  ];
}

function pageRule({ rule, ruleset }: FindingSubject): PageRule {
  return {
    id: printable(rule.id),
    name: printable(rule.name),
    severity: rule.severity,
    override: overrideText(rule),
    ruleset: printable(ruleset.name),
    logic: printableLines(rule.logic),
    description: printable(rule.description ?? ''),
    remediation: remediationWays(rule).map(([way, text]) => [printable(way), printableLines(text)]),
    references: (rule.references ?? []).map(({ title, url }) => ({ title: printable(title), url })),
  };
}

function head(): string {
  const policy = `default-src 'none'; style-src '${hashOf(htmlStyle)}'; script-src '${hashOf(htmlScript)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>gsl report</title>
<style>${htmlStyle}</style>
</head>
<body>
`;
}

function hashOf(text: string): string {
  return `sha256-${btoa(String.fromCharCode(...sha256(new TextEncoder().encode(text))))}`;
}

function body(summary: AssessmentSummary, problems: readonly ProblemRecord[], { version, now }: ReportContext): string {
  const { counts, failedBySeverity, entities, rules, baseline, notJudged } = summary;
  const compared = baseline === undefined ? '' : `<p>${baselineText(baseline)}</p>\n`;
  const cards = [
    ...[...severities].reverse().map((severity) => card(severity, failedBySeverity[severity], severity.toLowerCase())),
    card('Passed', counts.passed, 'passed'),
    ...(['error', 'excluded', 'matched'] as const)
      .filter((status) => counts[status] > 0)
      .map((status) => card(status === 'error' ? 'Undecided' : capitalize(status), counts[status], status)),
  ];
  return `<header>
<h1>Assessment report</h1>
<p class="dim">${now.toISOString()} · ${plural(entities, 'entity', 'entities')} · ${plural(rules.length, 'rule')} · ${plural(counts.failed, 'finding')}${notJudged > 0 ? ` · ${plural(notJudged, 'rule')} not judged` : ''}</p>
${compared}<ul class="counts">${cards.join('')}</ul>
</header>
<main>
${evidenceSection(summary)}${problemsSection(summary, problems)}<noscript><p>The list of the results needs JavaScript; the table of the rules below does not.</p></noscript>
${findingsSection()}${rulesSection(rules)}</main>
<footer>gsl-engine ${escapeContent(version)}</footer>
`;
}

function card(title: string, count: number, className: string): string {
  return `<li${count === 0 ? ' class="zero"' : ''}><b>${count}</b><span class="badge ${className}">${title}</span></li>`;
}

/** What the verdicts do not rest on; on top, since it says how much the rest is worth. */
function evidenceSection({ evidence, rules }: AssessmentSummary): string {
  const ofRules = rules.flatMap(({ rule, evidence: own }) =>
    own.map(
      (message) => `<li><bdi>${escapeContent(printable(rule.id))}</bdi>: ${escapeContent(evidenceLine(message))}</li>`,
    ),
  );
  const items = [...evidence.map((message) => `<li>${escapeContent(evidenceLine(message))}</li>`), ...ofRules];
  if (items.length === 0) return '';
  const more = items.length > MAX_PROBLEMS ? `<p>… and ${items.length - MAX_PROBLEMS} more</p>` : '';
  return `<section><h2>Evidence</h2><ul>${items.slice(0, MAX_PROBLEMS).join('')}</ul>${more}</section>\n`;
}

function problemsSection({ problems: total }: AssessmentSummary, problems: readonly ProblemRecord[]): string {
  if (problems.length === 0) return '';
  const hidden = total - problems.length;
  const items = problems.map(({ message, provenance, help }) => {
    const advice = help === undefined ? '' : `<br><span class="dim">${escapeContent(printable(help))}</span>`;
    return `<li>${escapeContent(`${provenanceText(provenance)}: ${printable(message)}`)}${advice}</li>`;
  });
  const more = hidden > 0 ? `<p>… and ${hidden} more</p>` : '';
  return `<section><h2>Input that could not be read</h2><ul>${items.join('')}</ul>${more}</section>\n`;
}

const HEADINGS = {
  severity: 'Severity',
  status: 'Status',
  rule: 'Rule',
  entity: 'Entity',
  reason: 'Reason',
  account: 'Account',
  region: 'Region',
} as const;

function findingsSection(): string {
  const headings = Object.entries(HEADINGS).map(
    ([key, title]) =>
      `<th scope="col" data-key="${key}" data-title="${title}"><button type="button">${title}</button></th>`,
  );
  const choices = (['status', 'severity', 'rule', 'account'] as const).map(
    (key) => `<label>${HEADINGS[key]} <select id="${key}"><option value="">all</option></select></label>`,
  );
  return `<section id="findings" aria-labelledby="findings-title" hidden>
<h2 id="findings-title">Results</h2>
<div class="filters"><label>Search <input id="text" type="search" autocomplete="off"></label>${choices.join('')}</div>
<p id="shown" class="dim" role="status"></p>
<div class="wrap"><table aria-labelledby="findings-title"><thead><tr><th scope="col" aria-label="Details"></th>${headings.join('')}</tr></thead><tbody id="rows"></tbody></table></div>
<nav aria-label="Pages"><button type="button" id="previous">Previous</button><button type="button" id="next">Next</button></nav>
</section>
`;
}

function rulesSection(rules: readonly RuleSummary[]): string {
  const numbers = ['tested', 'passed', 'failed', 'excluded', 'undecided'];
  const heads = ['rule', 'severity', 'status', ...numbers].map(
    (title) => `<th scope="col"${numbers.includes(title) ? ' class="number"' : ''}>${capitalize(title)}</th>`,
  );
  return `<section aria-labelledby="rules-title"><h2 id="rules-title">Rules</h2>
<div class="wrap"><table aria-labelledby="rules-title"><thead><tr>${heads.join('')}</tr></thead><tbody>
${rules.map(ruleRow).join('\n')}
</tbody></table></div></section>
`;
}

function ruleRow(summary: RuleSummary): string {
  const { rule, status, tested, counts } = summary;
  const name = rule.name === rule.id ? '' : `<br><span class="dim">${escapeContent(printable(rule.name))}</span>`;
  const errors = ruleErrors(summary).map((error) => `<pre>${escapeContent(formatMessage(error))}</pre>`);
  const override = overrideText(rule);
  const changed = override === '' ? '' : `<br><span class="dim">${escapeContent(override)}</span>`;
  const severityClass = override === '' ? '' : ' class="break"';
  const said = summary.evidence.map((message) => `<p class="dim">${escapeContent(evidenceLine(message))}</p>`).join('');
  const verdict =
    status === 'not judged' ? '<span class="dim">not judged</span>' : `<span class="badge ${status}">${status}</span>`;
  const numbers = [tested, counts.passed, counts.failed, counts.excluded, counts.error];
  return `<tr><td class="break"><bdi title="${escapeAttribute(printable(rule.logic))}">${escapeContent(printable(rule.id))}</bdi>${name}${errors.join('')}${said}</td><td${severityClass}><span class="badge ${rule.severity.toLowerCase()}">${rule.severity}</span>${changed}</td><td>${verdict}</td>${numbers.map((count) => `<td class="number">${count}</td>`).join('')}</tr>`;
}
