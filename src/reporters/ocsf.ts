import type { RuleSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import type { Rule } from '../rules/rule.ts';
import { defined } from '../text/defined.ts';
import { printable, provenanceText } from '../text/format-message.ts';
import type { ProblemRecord } from '../values/record.ts';
import { ByRule } from './by-rule.ts';
import { type Cloud, cloudOf } from './cloud.ts';
import { evidenceText, saidOf } from './evidence.ts';
import { frameworksOf } from './frameworks.ts';
import { exclusionText } from './finding-text.ts';
import { remediationText, remediationTextOf } from './remediation.ts';
import { JsonMoulds } from './json-mould.ts';
import { jsonText } from './json-text.ts';
import type { ReportContext, Reporter } from './reporter.ts';
import { type ReportedRuleset, versionOf } from './rulesets.ts';
import { ruleErrors } from './rule-errors.ts';

const SEVERITY_IDS = { Informational: 1, Low: 2, Medium: 3, High: 4, Critical: 5 } as const;

/** Compliance statuses. A warning is a check without a verdict, because something is missing. */
const STATUSES = { passed: ['Pass', 1], error: ['Warning', 2], failed: ['Fail', 3] } as const;

/** What happened to a finding: an earlier report has those that are updated. */
const ACTIVITIES = { new: ['Create', 1], unchanged: ['Update', 2] } as const;

const CLASS_UID = 2003;

/**
 * OCSF 1.8.0, class 2003 (Compliance Finding), one event a line. A rule that cannot be run, was not judged or rests on
 * nothing, and a part of the input that could not be read, are events of their own, with the status Warning and without a
 * resource.
 *
 * @see https://schema.ocsf.io/1.8.0/classes/compliance_finding
 */
export const ocsf: Reporter = {
  name: 'ocsf',
  summary: 'OCSF 1.8.0 Compliance Finding events, one a line, for security lakes',
  include: ['passed', 'failed', 'excluded', 'error'],
  open: (context) => ({
    finding: new FindingEvents(context).write,
    problem: (problem) => `${jsonText(problemEvent(problem, context))}\n`,
    end: ({ rules, evidence }) =>
      [
        ...evidence.map((message) => assessmentEvent(message.code, message.code, [evidenceText(message)], context)),
        ...rules.filter(isToldAlone).map((summary) => ruleEvent(summary, context)),
      ]
        .map((told) => `${jsonText(told)}\n`)
        .join(''),
  }),
};

/** What every event of a rule has. */
interface EventParts {
  readonly uid: string;
  readonly status: keyof typeof STATUSES;
  readonly message: string;
  /** Why the status is what it is. */
  readonly details: readonly string[];
  readonly suppressed?: string;
  readonly severity: Rule['severity'];
  readonly hasCloud: boolean;
  /** With the values of the entity; the rule's own where there is none. */
  readonly remediation?: string;
  readonly baseline?: Finding['baseline'] | undefined;
  readonly ruleset?: ReportedRuleset;
}

function event(rule: Rule, { version, now }: ReportContext, parts: EventParts): Record<string, unknown> {
  const { uid, status, message, details, suppressed, severity, hasCloud, baseline = 'new' } = parts;
  const time = now.getTime();
  const [activity, activityId] = ACTIVITIES[baseline];
  const [statusName, statusId] = STATUSES[status];
  const frameworks = frameworksOf(rule);
  const controls = frameworks.flatMap(({ control }) => (control === undefined ? [] : [control]));
  const remediation = parts.remediation ?? remediationText(rule);
  const references = (rule.references ?? []).map(({ url }) => url);
  return {
    activity_id: activityId,
    activity_name: activity,
    category_uid: 2,
    category_name: 'Findings',
    class_uid: CLASS_UID,
    class_name: 'Compliance Finding',
    type_uid: CLASS_UID * 100 + activityId,
    type_name: `Compliance Finding: ${activity}`,
    time,
    severity_id: SEVERITY_IDS[severity],
    severity,
    status_id: suppressed === undefined ? 1 : 3,
    status: suppressed === undefined ? 'New' : 'Suppressed',
    ...(suppressed === undefined ? {} : { status_detail: suppressed }),
    message,
    metadata: {
      version: '1.8.0',
      product: { name: 'gsl-engine', vendor_name: 'gsl-engine', version, ...featureOf(parts.ruleset) },
      event_code: rule.id,
      ...(hasCloud ? { profiles: ['cloud'] } : {}),
      ...(rule.labels === undefined || rule.labels.length === 0 ? {} : { labels: rule.labels }),
    },
    finding_info: {
      uid,
      title: rule.name,
      ...(rule.description === undefined ? {} : { desc: rule.description }),
      created_time: time,
      analytic: { uid: rule.id, name: rule.name, type_id: 1, type: 'Rule', desc: rule.logic },
      ...(rule.category === undefined ? {} : { types: [rule.category] }),
    },
    compliance: {
      control: rule.complianceTag ?? rule.controlTitle ?? rule.id,
      ...(rule.description === undefined ? {} : { desc: rule.description }),
      standards: [...new Set(frameworks.map(({ standard }) => standard))],
      ...(controls.length === 0 ? {} : { requirements: controls }),
      status: statusName,
      status_id: statusId,
      ...(details.length === 0 ? {} : { status_details: details }),
    },
    ...(remediation === '' && references.length === 0
      ? {}
      : {
          remediation: {
            desc: remediation || 'See the references.',
            ...(references.length === 0 ? {} : { references }),
          },
        }),
    ...(rule.severityOverride === undefined ? {} : { unmapped: { severity_override: rule.severityOverride } }),
  };
}

/** The ruleset, where it has a version. */
function featureOf(ruleset: ReportedRuleset | undefined): object {
  const version = ruleset === undefined ? undefined : versionOf(ruleset);
  if (ruleset === undefined || version === undefined) return {};
  return { feature: { name: ruleset.name, uid: ruleset.id ?? ruleset.packaging?.name ?? ruleset.name, version } };
}

/** What differs between the events of a rule's findings. */
type FindingValues = {
  readonly uid: string;
  readonly message: string;
  readonly reason: string;
  readonly suppressed: string | undefined;
  readonly remediation: string;
  readonly resource: string;
  readonly name: string;
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly location: Finding['location'];
  readonly evidences: readonly object[] | undefined;
};

/** Writes the events of findings. */
class FindingEvents {
  readonly #context: ReportContext;
  readonly #moulds = new JsonMoulds();
  readonly #numbers = new ByRule(() => (this.#count += 1));
  #count = 0;
  #last: { readonly facts: Finding['facts']; readonly evidences: FindingValues['evidences'] } | undefined;

  constructor(context: ReportContext) {
    this.#context = context;
  }

  readonly write = (finding: Finding): string => {
    const { status, entity, reason, location, id, baseline, subject } = finding;
    const { type, name, accountNumber, region } = entity;
    const values: FindingValues = {
      uid: id,
      message: printable(`${name || type}: ${reason || status}`),
      reason,
      suppressed: status === 'excluded' ? exclusionText(finding) : undefined,
      remediation: remediationTextOf(finding),
      resource: entity.id || name || type,
      name: name || type,
      region,
      account: accountNumber,
      location,
      evidences: this.#evidencesOf(finding.facts),
    };
    const key = `${this.#numbers.at(subject)} ${status} ${baseline ?? ''} ${cloudOf(finding).provider} ${JSON.stringify(type)} `;
    return `${this.#moulds.write(key, values, (shown) => findingEvent(finding, shown, this.#context))}\n`;
  };

  /** The same for the same facts: most entities that fail a rule fail it alike. */
  #evidencesOf(facts: Finding['facts']): FindingValues['evidences'] {
    if (this.#last?.facts !== facts) this.#last = { facts, evidences: evidencesOf(facts) };
    return this.#last.evidences;
  }
}

function evidencesOf(facts: Finding['facts']): FindingValues['evidences'] {
  if (facts.length === 0) return undefined;
  const written = facts.map(({ text, condition, path }) => ({ text, condition, ...defined({ path }) }));
  return [{ data: { facts: written } }];
}

function findingEvent(finding: Finding, values: FindingValues, context: ReportContext): object {
  const { status, subject, baseline, entity } = finding;
  const { uid, message, reason, suppressed, remediation, resource, name, region, account, location } = values;
  const { rule, ruleset } = subject;
  const cloud = cloudOf(finding);
  const judged = status === 'passed' || status === 'error' ? status : 'failed';
  const hasCloud = account !== undefined || region !== undefined;
  return {
    ...event(rule, context, {
      uid,
      status: judged,
      message,
      details: reason === '' ? [] : [reason],
      ...defined({ suppressed }),
      // What is well matters to nobody's queue, however severe its opposite would be.
      severity: status === 'passed' ? 'Informational' : rule.severity,
      hasCloud,
      remediation,
      baseline,
      ruleset,
    }),
    resources: [
      {
        uid: resource,
        name,
        type: entity.type,
        ...defined({ region }),
        ...(location === undefined ? {} : { data: { location } }),
      },
    ],
    ...(hasCloud ? { cloud: cloudObject(cloud, values) } : {}),
    ...defined({ evidences: values.evidences }),
  };
}

function cloudObject(cloud: Cloud, { region, account }: FindingValues): object {
  const { provider, accountTypeId, accountType } = cloud;
  const of = account === undefined ? undefined : { uid: account, type_id: accountTypeId, type: accountType };
  return { provider, ...defined({ region, account: of }) };
}

/** Whether something is to be said of a rule by itself. */
function isToldAlone(summary: RuleSummary): boolean {
  return ruleErrors(summary).length > 0 || saidOf(summary).length > 0;
}

function ruleEvent(summary: RuleSummary, context: ReportContext): object {
  const { rule, ruleset } = summary;
  const errors = ruleErrors(summary).map(({ message }) => message);
  const cannotRun = errors.length === 0 ? [] : [`the rule cannot be run: ${errors.join('; ')}`];
  const details = [...errors, ...saidOf(summary)];
  return event(rule, context, {
    uid: `rule:${ruleset.id ?? ruleset.name}:${rule.id}:${rule.logicHash}`,
    status: 'error',
    message: printable([...cannotRun, ...saidOf(summary)].join('; ')),
    details,
    severity: summary.status === 'not judged' ? 'Informational' : rule.severity,
    hasCloud: false,
    ruleset,
  });
}

function problemEvent({ code, message, provenance, help }: ProblemRecord, context: ReportContext): object {
  const told = `could not be read: ${provenanceText(provenance)}: ${message}`;
  const uid = `input:${code}:${provenanceText(provenance)}`;
  return assessmentEvent(code, uid, help === undefined ? [told] : [told, help], context);
}

/** What is said of no rule is told as of one that every assessment has: that it rests on what it has seen. */
function assessmentEvent(code: string, uid: string, details: readonly string[], context: ReportContext): object {
  const rule = {
    id: code,
    name: 'The assessment rests on what it has read',
    severity: 'High',
    logic: '',
    logicHash: '',
  } as const;
  const message = printable(details[0] ?? code);
  return event(rule, context, { uid, status: 'error', message, details, severity: rule.severity, hasCloud: false });
}
