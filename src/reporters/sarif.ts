import type { AssessmentSummary } from '../assess/summary.ts';
import type { Finding, FindingSubject } from '../findings/finding.ts';
import type { Message } from '../text/message.ts';
import type { ProblemRecord, Provenance } from '../values/record.ts';
import type { LoadedRule } from '../rules/rule.ts';
import { formatMessage, printable } from '../text/format-message.ts';
import { ByRule } from './by-rule.ts';
import { fileUri } from './file-uri.ts';
import { escapeMarkdown, remediationMarkdown } from './markdown-text.ts';
import { exclusionText } from './finding-text.ts';
import { remediationText } from './remediation.ts';
import { evidenceText, notJudgedText } from './evidence.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';
import { ruleErrors } from './rule-errors.ts';
import { clip } from './words.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** GitHub refuses longer texts of a rule. */
const MAX_DESCRIPTION = 1024;
const MAX_NAME = 255;

/** Names in messages are for people: the whole name stands in the logical location. */
const MAX_SHOWN_NAME = 200;

const LEVELS = { Critical: 'error', High: 'error', Medium: 'warning', Low: 'note', Informational: 'note' } as const;

/** In the ranges that GitHub reads as critical (above 9), high (7 to 8.9), medium (4 to 6.9) and low. */
const SECURITY_SEVERITIES = { Critical: '9.5', High: '8.0', Medium: '5.5', Low: '2.0', Informational: '0.0' } as const;

/**
 * SARIF 2.1.0. Failed results are of kind `fail`, those that could not be decided `open`; excluded ones are failures with
 * a suppression. Results are written as they come, the rules that they point to at the end.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif: Reporter = {
  name: 'sarif',
  summary: 'SARIF 2.1.0, for GitHub code scanning and other viewers of analysis results',
  include: ['failed', 'excluded', 'error'],
  open: ({ version, now }) => {
    const rules = new RuleTable();
    const problems: Notification[] = [];
    let separator = `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[`;
    const next = (): string => {
      const text = separator;
      separator = ',';
      return text;
    };
    return {
      finding: (finding) => {
        const index = rules.indexOf(finding.subject);
        return `${next()}\n${jsonText(resultObject(finding, index))}`;
      },
      problem: (problem) => {
        problems.push(problemNotification(problem));
        return '';
      },
      end: (summary) => {
        for (const rule of summary.rules) rules.indexOf(rule);
        const notifications = [...problems, ...ruleNotifications(summary, rules), ...evidenceOf(summary, rules)];
        const invocation = {
          executionSuccessful: notifications.every(({ level }) => level !== 'error'),
          ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
        };
        const driver = { name: 'gsl', version, semanticVersion: version, language: 'en', rules: rules.descriptors };
        const rest = { tool: { driver }, invocations: [invocation], properties: { now: now.toISOString() } };
        const start = separator === ',' ? '' : separator;
        return `${start}\n],${jsonText(rest).slice(1, -1)}}]}\n`;
      },
    };
  },
};

/** The rules in the order in which they were first met. Rules that would be described alike are one. */
class RuleTable {
  readonly descriptors: object[] = [];
  private readonly known = new ByRule<{ index: number }>(() => ({ index: -1 }));
  private readonly byText = new Map<string, number>();

  indexOf(place: Pick<FindingSubject, 'rule' | 'ruleset'>): number {
    const entry = this.known.at(place);
    if (entry.index < 0) {
      const descriptor = ruleDescriptor(place.rule, place.ruleset);
      const text = jsonText(descriptor);
      entry.index = this.byText.get(text) ?? this.descriptors.push(descriptor) - 1;
      this.byText.set(text, entry.index);
    }
    return entry.index;
  }
}

function ruleDescriptor(rule: LoadedRule, ruleset: FindingSubject['ruleset']): object {
  const {
    id,
    name,
    description,
    rationale,
    severity,
    logic,
    logicHash,
    severityOverride,
    references = [],
    labels = [],
  } = rule;
  const link = references[0]?.url;
  const tags = ['security', ...(rule.category === undefined ? [] : [rule.category]), ...labels];
  return {
    id,
    name: clip(name, MAX_NAME),
    shortDescription: { text: clip(name, MAX_DESCRIPTION) },
    fullDescription: { text: clip(description ?? rationale ?? name, MAX_DESCRIPTION) },
    help: { text: helpText(rule), markdown: helpMarkdown(rule) },
    ...(link === undefined ? {} : { helpUri: link }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: [...new Set(tags)],
      'security-severity': SECURITY_SEVERITIES[severity],
      precision: 'very-high',
      severity,
      ...(severityOverride === undefined ? {} : { severityOverride }),
      ruleset: ruleset.name,
      logic,
      logicHash,
      ...(rule.frameworks === undefined ? {} : { frameworks: rule.frameworks }),
    },
  };
}

function helpText(rule: LoadedRule): string {
  const parts = [rule.description ?? '', rule.rationale ?? '', remediationText(rule)];
  return parts.filter((part) => part.trim() !== '').join('\n\n') || rule.name;
}

/** Rules are text, not markdown: what could be markup in them is escaped. */
function helpMarkdown(rule: LoadedRule): string {
  const remediation = remediationMarkdown(rule);
  const parts = [
    ...[rule.description, rule.rationale].map((text) => escapeMarkdown(text ?? '')),
    ...(remediation === '' ? [] : ['## Remediation', remediation]),
    ...(rule.references ?? []).map(({ title, url }) => `- [${escapeMarkdown(title)}](<${url.replace(/[<>]/gu, '')}>)`),
  ];
  return parts.filter((part) => part.trim() !== '').join('\n\n') || escapeMarkdown(rule.name);
}

function resultObject(finding: Finding, ruleIndex: number): object {
  const { ruleId, severity, status, entity, location, reason, exclusion, error, baseline, id } = finding;
  const shown = printable(clip(entity.name || entity.type, MAX_SHOWN_NAME));
  const properties = {
    ...(error === undefined ? {} : { code: error.code, ...(error.help === undefined ? {} : { help: error.help }) }),
    facts: finding.facts.map(({ text }) => text),
  };
  return {
    ruleId,
    ruleIndex,
    ...(status === 'error' ? { kind: 'open', level: 'none' } : { kind: 'fail', level: LEVELS[severity] }),
    ...(baseline === undefined ? {} : { baselineState: baseline }),
    message: { text: plainMessage(`${shown}: ${printable(reason) || status}`) },
    locations: [
      { ...(location === undefined ? {} : { physicalLocation: place(location) }), logicalLocations: [logical(entity)] },
    ],
    // GitHub tells alerts apart by the second one alone, and would make it of the line, which moves.
    partialFingerprints: { 'gslFinding/v2': id, primaryLocationLineHash: `${id}:1` },
    ...(status !== 'excluded'
      ? {}
      : {
          suppressions: [
            {
              kind: exclusion === undefined ? 'inSource' : 'external',
              status: 'accepted',
              justification: exclusion?.comment ?? exclusionText(finding),
              ...(exclusion === undefined ? {} : { properties: who(exclusion) }),
            },
          ],
        }),
    properties,
  };
}

function who({ id, owner }: NonNullable<Finding['exclusion']>): object {
  return { ...(id === undefined ? {} : { id }), ...(owner === undefined ? {} : { owner }) };
}

/** SARIF reads `[text](target)` in any message as a link. */
function plainMessage(text: string): string {
  return text.replaceAll('](', '\\](');
}

function place({ file, line }: Provenance): object {
  return {
    artifactLocation: { uri: fileUri(file) },
    ...(line === undefined ? {} : { region: { startLine: line } }),
  };
}

function logical({ type, id, name, accountNumber, region }: Finding['entity']): object {
  return {
    name: name || type,
    ...(id === '' ? {} : { fullyQualifiedName: id }),
    kind: 'resource',
    properties: {
      type,
      ...(accountNumber === undefined ? {} : { accountNumber }),
      ...(region === undefined ? {} : { region }),
    },
  };
}

interface Notification {
  readonly level: 'error' | 'warning' | 'note';
  readonly message: { readonly text: string };
  readonly descriptor: { readonly id: string };
  readonly associatedRule?: { readonly id: string; readonly index: number };
}

/** What was not judged, and what the verdicts do not rest on. */
function evidenceOf({ evidence, rules }: AssessmentSummary, table: RuleTable): Notification[] {
  const notified = (message: Message): Notification => ({
    level: message.severity,
    message: { text: plainMessage(evidenceText(message)) },
    descriptor: { id: message.code },
  });
  const ofRules = rules.flatMap((summary) => {
    const associatedRule = { id: summary.rule.id, index: table.indexOf(summary) };
    const said = summary.evidence.map((message) => ({ ...notified(message), associatedRule }));
    if (summary.status !== 'not judged') return said;
    const text = plainMessage(`the rule \`${printable(summary.rule.id)}\` was ${notJudgedText(summary)}`);
    const none = { level: 'note', message: { text }, descriptor: { id: 'not-judged' }, associatedRule } as const;
    return [none, ...said];
  });
  return [...evidence.map(notified), ...ofRules];
}

function problemNotification({
  code,
  message,
  provenance,
  help,
}: ProblemRecord): Notification & { locations: object[] } {
  return {
    level: 'error',
    message: { text: plainMessage(printable(help === undefined ? message : `${message} (${help})`)) },
    descriptor: { id: code },
    locations: [{ physicalLocation: place(provenance) }],
  };
}

function ruleNotifications({ rules }: AssessmentSummary, table: RuleTable): Notification[] {
  return rules.flatMap((summary) =>
    ruleErrors(summary).map((diagnostic) => ({
      level: 'error',
      message: { text: plainMessage(formatMessage(diagnostic)) },
      descriptor: { id: diagnostic.code },
      associatedRule: { id: summary.rule.id, index: table.indexOf(summary) },
    })),
  );
}
