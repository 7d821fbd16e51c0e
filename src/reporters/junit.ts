import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import type { LoadedRule } from '../rules/rule.ts';
import { formatMessage, printable, provenanceText } from '../text/format-message.ts';
import type { Message } from '../text/message.ts';
import type { ProblemRecord } from '../values/record.ts';
import { ByRule } from './by-rule.ts';
import { escapeAttribute, escapeContent } from './escape.ts';
import { evidenceLine, notJudgedText } from './evidence.ts';
import { exclusionText, overrideText } from './finding-text.ts';
import { type Counts, element, JunitSuite, noCounts } from './junit-suite.ts';
import { remediationParts } from './remediation.ts';
import type { Reporter } from './reporter.ts';
import { versionText } from './rulesets.ts';
import { ruleErrors } from './rule-errors.ts';
import { memorySpool } from './spool.ts';
import { TextMoulds } from './text-mould.ts';
import { clip } from '../text/clip.ts';

/** Names are shown in lists and stored in database columns. */
const MAX_NAME = 500;

/**
 * JUnit XML as Jenkins' xUnit plugin validates it: a test suite for each rule, a test case for each entity that it judged.
 * A rule that cannot be run and a part of the input that could not be read are errors, so that a build does not turn
 * green by them.
 */
export const junit: Reporter = {
  name: 'junit',
  summary: 'JUnit XML, for the test reports of continuous integration: a suite for each rule',
  include: ['passed', 'failed', 'excluded', 'error'],
  open: ({ now, spool = memorySpool }) => {
    const suites = new ByRule(() => new JunitSuite(spool()));
    const input = new JunitSuite(spool());
    return {
      finding: (finding) => {
        addFinding(suites.at(finding.subject), finding);
        return '';
      },
      problem: (problem) => {
        addProblem(input, problem);
        return '';
      },
      end: (summary) => documentPieces(summary, suites, input, now),
    };
  },
};

/** What all test cases of a rule have, as text. */
interface RuleTexts {
  readonly classname: string;
  /** The reason that was written last, which the next finding mostly has too. */
  reason?: { readonly text: string; readonly attribute: string; readonly content: string };
}

const remediations = new TextMoulds(escapeContent);

const texts = new WeakMap<LoadedRule, Map<string, RuleTexts>>();

function textsOf({ subject, ruleset, ruleId }: Finding): RuleTexts {
  let ofRule = texts.get(subject.rule);
  if (ofRule === undefined) texts.set(subject.rule, (ofRule = new Map<string, RuleTexts>()));
  let known = ofRule.get(ruleset);
  if (known === undefined) {
    known = { classname: escapeAttribute(shown(`${ruleset}.${ruleId}`)) };
    ofRule.set(ruleset, known);
  }
  return known;
}

function addFinding(suite: JunitSuite, finding: Finding): void {
  const { entity } = finding;
  const name = entity.id === '' || entity.id === entity.name ? entity.name : `${entity.name} (${entity.id})`;
  const known = textsOf(finding);
  const start = `<testcase name="${escapeAttribute(shown(name || entity.type))}" classname="${known.classname}" time="0"`;
  if (finding.status === 'passed') suite.add('passed', `${start}/>`);
  else addJudged(suite, finding, start, known);
}

function addJudged(suite: JunitSuite, finding: Finding, start: string, known: RuleTexts): void {
  const { status, error, severity, baseline, location, reason } = finding;
  const mark = baseline === undefined ? '' : element('system-out', {}, `baseline: ${baseline}`);
  const add = (outcome: keyof Counts, content: string): void => {
    suite.add(outcome, `${start}>${content}${mark}</testcase>`);
  };
  if (status === 'excluded') {
    add('skipped', element('skipped', { message: shown(exclusionText(finding)) }));
    return;
  }
  const place = location === undefined ? '' : `\n\n${escapeContent(provenanceText(location))}`;
  if (known.reason?.text !== reason) {
    known.reason = { text: reason, attribute: escapeAttribute(shown(reason)), content: escapeContent(reason) };
  }
  const { attribute, content } = known.reason;
  if (status === 'error') {
    const help = error?.help === undefined ? '' : `\n\n${escapeContent(error.help)}`;
    const type = escapeAttribute(error?.code ?? 'error');
    add('errors', `<error message="${attribute}" type="${type}">${content}${help}${place}</error>`);
    return;
  }
  const remediation = remediations.write(remediationParts(finding));
  const tree = finding.tree.length === 0 ? '' : `\n\n${escapeContent(finding.tree.join('\n'))}`;
  add(
    'failures',
    `<failure message="${attribute}" type="${severity}">${content}${tree}${place}${remediation === '' ? '' : `\n\n${remediation}`}</failure>`,
  );
}

function addProblem(suite: JunitSuite, { code, message, provenance, help }: ProblemRecord): void {
  const { file, line } = provenance;
  const attributes = {
    name: shown(line === undefined ? file : `${file}:${line}`),
    classname: 'input',
    time: '0',
  };
  const text = escapeContent([help ?? '', provenanceText(provenance)].filter((part) => part !== '').join('\n\n'));
  const said = element('error', { message: shown(message), type: code }, text);
  suite.add('errors', element('testcase', attributes, said));
}

function* documentPieces(
  { rules, evidence }: AssessmentSummary,
  suites: ByRule<JunitSuite>,
  input: JunitSuite,
  now: Date,
): Generator<string, void, undefined> {
  const total = noCounts();
  const count = (suite: JunitSuite): void => {
    for (const outcome of Object.keys(total) as (keyof Counts)[]) total[outcome] += suite.counts[outcome];
  };
  for (const summary of rules) {
    const suite = suites.at(summary);
    addRuleErrors(suite, summary);
    addNotJudged(suite, summary);
    addUnsupported(suite, summary);
    count(suite);
  }
  for (const message of evidence) addEvidence(input, message);
  count(input);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gsl"${countAttributes(total)}>`;
  for (const summary of rules) {
    const suite = suites.at(summary);
    yield `\n<testsuite name="${escapeAttribute(suiteName(summary))}"${suiteAttributes(suite, now)}>\n`;
    yield propertiesText(summary);
    yield* suite.read();
    const notes = summary.evidence.filter(({ severity }) => severity !== 'error');
    if (notes.length > 0) yield `\n${element('system-err', {}, escapeContent(notes.map(evidenceLine).join('\n')))}`;
    yield '\n</testsuite>';
  }
  if (input.size > 0) {
    yield `\n<testsuite name="input"${suiteAttributes(input, now)}>`;
    yield* input.read();
    yield '\n</testsuite>';
  }
  yield '\n</testsuites>\n';
}

function addRuleErrors(suite: JunitSuite, summary: RuleSummary): void {
  const errors = ruleErrors(summary);
  const [first] = errors;
  if (first === undefined) return;
  const { rule, ruleset } = summary;
  const attributes = { name: 'the rule can be run', classname: shown(`${ruleset.name}.${rule.id}`), time: '0' };
  const text = escapeContent(errors.map(formatMessage).join('\n'));
  const said = element('error', { message: shown(first.message), type: first.code }, text);
  suite.add('errors', element('testcase', attributes, said));
}

/** Skipped, which no build takes for passed. */
function addNotJudged(suite: JunitSuite, summary: RuleSummary): void {
  const { rule, ruleset, status } = summary;
  if (status !== 'not judged') return;
  const attributes = { name: 'the rule was judged', classname: shown(`${ruleset.name}.${rule.id}`), time: '0' };
  suite.add('skipped', element('testcase', attributes, element('skipped', { message: notJudgedText(summary) })));
}

/** What the rule's verdicts do not rest on, where that makes them undecided: its test cases have passed. */
function addUnsupported(suite: JunitSuite, { rule, ruleset, evidence }: RuleSummary): void {
  for (const message of evidence) {
    if (message.severity !== 'error') continue;
    const attributes = {
      name: 'the rule rests on evidence',
      classname: shown(`${ruleset.name}.${rule.id}`),
      time: '0',
    };
    const content = escapeContent(message.help ?? '');
    const said = element('error', { message: shown(message.message), type: message.code }, content);
    suite.add('errors', element('testcase', attributes, said));
  }
}

/** What is said of the whole assessment: an error is one, the rest is told and skipped. */
function addEvidence(suite: JunitSuite, message: Message): void {
  const attributes = { name: 'the assessment rests on evidence', classname: 'assessment', time: '0' };
  const isError = message.severity === 'error';
  const said = isError
    ? element('error', { message: shown(message.message), type: message.code }, escapeContent(message.help ?? ''))
    : element('skipped', { message: shown(evidenceLine(message)) });
  suite.add(isError ? 'errors' : 'skipped', element('testcase', attributes, said));
}

function suiteName({ rule }: RuleSummary): string {
  return shown(rule.name === rule.id ? rule.id : `${rule.id} ${rule.name}`);
}

function propertiesText({ rule, ruleset }: RuleSummary): string {
  const properties = {
    ruleset: ruleset.name,
    ...(versionText(ruleset) === '' ? {} : { version: versionText(ruleset) }),
    severity: rule.severity,
    ...(rule.severityOverride === undefined ? {} : { severityOverride: overrideText(rule) }),
    ...(rule.frameworks === undefined ? {} : { frameworks: rule.frameworks.join('; ') }),
    logic: rule.logic,
  };
  const written = Object.entries(properties).map(([name, value]) => element('property', { name, value }));
  return element('properties', {}, `\n${written.join('\n')}\n`);
}

/** Jenkins' schema has no `skipped` for the whole document. */
function countAttributes({ passed, failures, errors, skipped }: Counts): string {
  const tests = passed + failures + errors + skipped;
  return ` tests="${tests}" failures="${failures}" errors="${errors}" time="0"`;
}

/** The time is in UTC, without the fractions and the zone that the schema of JUnit's own reports has no place for. */
function suiteAttributes({ counts }: JunitSuite, now: Date): string {
  return `${countAttributes(counts)} skipped="${counts.skipped}" timestamp="${now.toISOString().slice(0, 19)}"`;
}

function shown(text: string): string {
  return printable(clip(text, MAX_NAME));
}
