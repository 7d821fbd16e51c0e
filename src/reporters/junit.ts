import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import type { Message } from '../text/message.ts';
import type { ProblemRecord } from '../values/record.ts';
import { formatMessage, printable } from '../text/format-message.ts';
import { ByRule } from './by-rule.ts';
import { evidenceLine, notJudgedText } from './evidence.ts';
import { escapeAttribute, escapeContent } from './escape.ts';
import { exclusionText, overrideText } from './finding-text.ts';
import type { LoadedRule } from '../rules/rule.ts';
import { hasTemplate, remediationText, remediationTextOf } from './remediation.ts';
import type { Reporter } from './reporter.ts';
import { ruleErrors } from './rule-errors.ts';
import { clip } from './words.ts';

/** Names are shown in lists and stored in database columns. */
const MAX_NAME = 500;

type Outcome = 'passed' | 'failures' | 'errors' | 'skipped';

/** The test cases of one rule. */
interface Suite {
  readonly cases: string[];
  readonly counts: Record<Outcome, number>;
}

/**
 * JUnit XML: a test suite for each rule, a test case for each entity that it judged. A rule that cannot be run and a
 * part of the input that could not be read are errors, so that a build does not turn green by them.
 */
export const junit: Reporter = {
  name: 'junit',
  summary: 'JUnit XML, for the test reports of continuous integration: a suite for each rule',
  include: ['passed', 'failed', 'excluded', 'error'],
  open: ({ now }) => {
    const suites = new ByRule<Suite>(newSuite);
    const input = newSuite();
    return {
      finding: (finding) => {
        addFinding(suites.at(finding.subject), finding);
        return '';
      },
      problem: (problem) => {
        addProblem(input, problem);
        return '';
      },
      end: (summary) => documentText(summary, suites, input, now),
    };
  },
};

function newSuite(): Suite {
  return { cases: [], counts: { passed: 0, failures: 0, errors: 0, skipped: 0 } };
}

function addFinding(suite: Suite, finding: Finding): void {
  const { entity, location, ruleset, ruleId, baseline } = finding;
  const name = entity.id === '' || entity.id === entity.name ? entity.name : `${entity.name} (${entity.id})`;
  const attributes = {
    name: shown(name || entity.type),
    classname: shown(`${ruleset}.${ruleId}`),
    time: '0',
    ...(location === undefined ? {} : { file: location.file }),
    ...(location?.line === undefined ? {} : { line: String(location.line) }),
  };
  const [outcome, content] = outcomeOf(finding);
  suite.counts[outcome] += 1;
  const properties = baseline === undefined ? '' : propertiesText({ baseline });
  suite.cases.push(element('testcase', attributes, properties + content));
}

function outcomeOf(finding: Finding): [Outcome, string] {
  const { status, error, severity } = finding;
  if (status === 'excluded') {
    return ['skipped', element('skipped', { message: shown(exclusionText(finding)) })];
  }
  if (status !== 'failed' && status !== 'error') return ['passed', ''];
  const { reason, tree } = finding;
  if (status === 'error') {
    const text = [reason, error?.help ?? ''].filter((part) => part !== '').join('\n\n');
    return ['errors', element('error', { message: shown(reason), type: error?.code ?? 'error' }, escapeContent(text))];
  }
  const parts = [escapeContent(reason), escapeContent(tree.join('\n')), escapedRemediation(finding)];
  const text = parts.filter((part) => part !== '').join('\n\n');
  return ['failures', element('failure', { message: shown(reason), type: severity }, text)];
}

const remediations = new WeakMap<LoadedRule, string>();

/** The text of a remediation; one that names no values is escaped once for all failures of the rule. */
function escapedRemediation(finding: Finding): string {
  const { rule } = finding.subject;
  if (hasTemplate(rule)) return escapeContent(remediationTextOf(finding));
  let text = remediations.get(rule);
  if (text === undefined) remediations.set(rule, (text = escapeContent(remediationText(rule))));
  return text;
}

function addProblem(suite: Suite, { code, message, provenance, help }: ProblemRecord): void {
  const { file, line } = provenance;
  const attributes = {
    name: shown(line === undefined ? file : `${file}:${line}`),
    classname: 'input',
    time: '0',
    file,
    ...(line === undefined ? {} : { line: String(line) }),
  };
  suite.counts.errors += 1;
  suite.cases.push(
    element(
      'testcase',
      attributes,
      element('error', { message: shown(message), type: code }, escapeContent(help ?? '')),
    ),
  );
}

function documentText({ rules, evidence }: AssessmentSummary, suites: ByRule<Suite>, input: Suite, now: Date): string {
  const written: [string, Suite][] = rules.map((summary) => {
    const suite = suites.at(summary);
    addRuleErrors(suite, summary);
    addNotJudged(suite, summary);
    return [suiteText(summary, suite, now), suite];
  });
  for (const message of evidence) addEvidence(input, message);
  if (input.cases.length > 0) {
    written.push([
      element('testsuite', { name: 'input', ...countsOf(input), timestamp: timestamp(now) }, lines(input.cases)),
      input,
    ]);
  }
  const total = newSuite();
  for (const [, { counts }] of written) {
    for (const outcome of Object.keys(counts) as Outcome[]) total.counts[outcome] += counts[outcome];
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'gsl', ...countsOf(total) }, lines(written.map(([text]) => text)))}\n`;
}

function addRuleErrors(suite: Suite, summary: RuleSummary): void {
  const errors = ruleErrors(summary);
  const [first] = errors;
  if (first === undefined) return;
  const { rule, ruleset } = summary;
  suite.counts.errors += 1;
  suite.cases.push(
    element(
      'testcase',
      { name: 'the rule can be run', classname: shown(`${ruleset.name}.${rule.id}`), time: '0' },
      element(
        'error',
        { message: shown(first.message), type: first.code },
        escapeContent(errors.map(formatMessage).join('\n')),
      ),
    ),
  );
}

/** Skipped, which no build takes for passed. */
function addNotJudged(suite: Suite, { rule, ruleset, status, tested }: RuleSummary): void {
  if (status !== 'not judged') return;
  suite.counts.skipped += 1;
  const attributes = { name: 'the rule was judged', classname: shown(`${ruleset.name}.${rule.id}`), time: '0' };
  suite.cases.push(element('testcase', attributes, element('skipped', { message: notJudgedText({ tested }) })));
}

/** What is said of the whole assessment: an error is one, the rest is told and skipped. */
function addEvidence(suite: Suite, message: Message): void {
  const attributes = { name: 'the assessment rests on evidence', classname: 'assessment', time: '0' };
  const isError = message.severity === 'error';
  suite.counts[isError ? 'errors' : 'skipped'] += 1;
  const said = isError
    ? element('error', { message: shown(message.message), type: message.code }, escapeContent(message.help ?? ''))
    : element('skipped', { message: shown(evidenceLine(message)) });
  suite.cases.push(element('testcase', attributes, said));
}

function suiteText({ rule, ruleset, evidence }: RuleSummary, suite: Suite, now: Date): string {
  const name = rule.name === rule.id ? rule.id : `${rule.id} ${rule.name}`;
  const properties = {
    ruleset: ruleset.name,
    severity: rule.severity,
    ...(rule.severityOverride === undefined ? {} : { severityOverride: overrideText(rule) }),
    logic: rule.logic,
  };
  return element(
    'testsuite',
    { name: shown(name), ...countsOf(suite), timestamp: timestamp(now) },
    lines([
      propertiesText(properties),
      ...suite.cases,
      ...(evidence.length === 0
        ? []
        : [element('system-err', {}, escapeContent(evidence.map(evidenceLine).join('\n')))]),
    ]),
  );
}

function propertiesText(properties: Readonly<Record<string, string>>): string {
  const written = Object.entries(properties).map(([name, value]) => element('property', { name, value }));
  return element('properties', {}, lines(written));
}

function countsOf({ counts }: Suite): Readonly<Record<string, string>> {
  const { passed, failures, errors, skipped } = counts;
  return {
    tests: String(passed + failures + errors + skipped),
    failures: String(failures),
    errors: String(errors),
    skipped: String(skipped),
    time: '0',
  };
}

/** In UTC, without the fractions and the zone that the schema of JUnit's own reports has no place for. */
function timestamp(now: Date): string {
  return now.toISOString().slice(0, 19);
}

function shown(text: string): string {
  return printable(clip(text, MAX_NAME));
}

function lines(parts: readonly string[]): string {
  return parts.length === 0 ? '' : `\n${parts.join('\n')}\n`;
}

/** An element whose content is XML already. */
function element(name: string, attributes: Readonly<Record<string, string>>, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`;
}
