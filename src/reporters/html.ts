import { sha256 } from '@noble/hashes/sha2.js';
import type { FindingSubject } from '../findings/finding.ts';
import { severities } from '../rules/severity.ts';
import { printable } from '../text/format-message.ts';
import type { ProblemRecord } from '../values/record.ts';
import { ByRule } from './by-rule.ts';
import { overrideText } from './finding-text.ts';
import { frameworksOf } from './frameworks.ts';
import { htmlBody, MAX_LISTED } from './html-body.ts';
import type { PageReport, PageRule } from './html-page.ts';
import { htmlProgram, htmlStyle } from './html-program.ts';
import { embedded, HtmlRows } from './html-rows.ts';
import { remediationWays } from './remediation.ts';
import type { Reporter } from './reporter.ts';
import { ruleFacts } from './rule-facts.ts';
import { printableLines } from './words.ts';

/**
 * One page that needs nothing else: what could not be judged, pass rates, the results by rule, entity, framework or account,
 * each with its reason and the entity's JSON, in light and dark. Texts of the input reach it only as escaped text, or as
 * JSON that its program (apps/html-report) writes as text; the page's policy allows that one program.
 */
export const html: Reporter = {
  name: 'html',
  summary: 'one HTML page that works offline: pass rates and the results to filter, group, open and print',
  include: ['failed', 'error', 'excluded', 'matched', 'passed'],
  open: (context) => {
    const rules: PageRule[] = [];
    const known = new ByRule<{ index: number }>(() => ({ index: -1 }));
    const problems: ProblemRecord[] = [];
    const rows = new HtmlRows();
    let start = head();
    const started = (text: string): string => {
      if (text === '') return '';
      const whole = start + text;
      start = '';
      return whole;
    };
    const indexOf = (subject: FindingSubject): number => {
      const entry = known.at(subject);
      if (entry.index < 0) entry.index = rules.push(pageRule(subject)) - 1;
      return entry.index;
    };
    return {
      finding: (finding) => started(rows.add(finding, indexOf(finding.subject))),
      problem: (problem) => {
        if (problems.length < MAX_LISTED) problems.push(problem);
        return '';
      },
      end: (summary) => {
        const report: PageReport = { now: context.now.toISOString(), rules, severities: [...severities].reverse() };
        const page = `${htmlBody(summary, problems, context)}<script type="application/json" id="report">${embedded(report)}</script>\n`;
        return started(`${rows.end()}${page}<script>${htmlProgram}</script>\n</body>\n</html>\n`);
      },
    };
  },
};

function pageRule({ rule, ruleset }: FindingSubject): PageRule {
  return {
    id: printable(rule.id),
    name: printable(rule.name),
    severity: rule.severity,
    override: overrideText(rule),
    ruleset: printable(ruleset.name),
    logic: printableLines(rule.logic),
    description: printable(rule.description ?? ''),
    category: printable(rule.category ?? ''),
    frameworks: (rule.frameworks ?? []).map(printable),
    standards: [...new Set(frameworksOf(rule).map(({ standard }) => printable(standard)))],
    facts: ruleFacts(rule).filter(([title]) => title !== 'Category' && title !== 'Frameworks'),
    remediation: remediationWays(rule).map(([way, text]) => [printable(way), printableLines(text)]),
    references: (rule.references ?? []).map(({ title, url }) => ({ title: printable(title), url })),
  };
}

function head(): string {
  const policy = `default-src 'none'; style-src '${hashOf(htmlStyle)}'; script-src '${hashOf(htmlProgram)}'; base-uri 'none'; form-action 'none'`;
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
