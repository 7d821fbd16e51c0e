import type { Finding, FindingSubject } from '../../findings/finding.ts';
import { ownText } from '../../inventory/entity.ts';
import type { Rule } from '../../rules/rule.ts';
import { ByRule } from '../by-rule.ts';
import { exclusionText, overrideText } from '../finding-text.ts';
import { jsonText } from '../json-text.ts';
import { hasTemplate, remediationText, remediationTextOf } from '../remediation.ts';
import type { ReportContext } from '../reporter.ts';
import type { Told } from '../told.ts';
import { versionText } from '../rulesets.ts';
import { clip } from '../../text/clip.ts';
import { printableLines } from '../words.ts';

/** Security Hub refuses a finding with longer texts. */
const MAX = {
  title: 256,
  description: 1024,
  id: 512,
  remediation: 512,
  requirement: 64,
  requirements: 32,
  note: 512,
  field: 2048,
  detail: 1024,
  statusReason: 2048,
  reasonCode: 100,
  resourceType: 256,
} as const;

/** An entity without an account gets one that is no account, so that it is reported all the same. */
export const NO_ACCOUNT = '000000000000';

/** Where entities without a region, such as those of IAM, are reported. */
export const GLOBAL_REGION = 'us-east-1';

/** Types of Security Hub for common types of entities; the others are `Other`. */
const RESOURCE_TYPES: ReadonlyMap<string, string> = new Map([
  ['CloudTrail', 'AwsCloudTrailTrail'],
  ['DynamoDbTable', 'AwsDynamoDbTable'],
  ['EcsCluster', 'AwsEcsCluster'],
  ['EksCluster', 'AwsEksCluster'],
  ['IamGroup', 'AwsIamGroup'],
  ['IamPolicy', 'AwsIamPolicy'],
  ['IamRole', 'AwsIamRole'],
  ['IamUser', 'AwsIamUser'],
  ['Instance', 'AwsEc2Instance'],
  ['KMS', 'AwsKmsKey'],
  ['Lambda', 'AwsLambdaFunction'],
  ['NetworkInterface', 'AwsEc2NetworkInterface'],
  ['RDS', 'AwsRdsDbInstance'],
  ['S3Bucket', 'AwsS3Bucket'],
  ['SecurityGroup', 'AwsEc2SecurityGroup'],
  ['Subnet', 'AwsEc2Subnet'],
  ['VPC', 'AwsEc2Vpc'],
  ['Volume', 'AwsEc2Volume'],
]);

/** What Security Hub asks of all findings. */
const TYPES = '"Types":["Software and Configuration Checks"]';

/** What all findings of a rule have, as text. */
interface RuleTexts {
  readonly generator: string;
  readonly title: string;
  readonly description: string;
  /** By whether the finding passed. */
  readonly severity: { readonly passed: string; readonly other: string };
  /** Undefined where it names values of the entity. */
  readonly remediation: string | undefined;
  readonly fields: string;
  readonly requirements: string;
}

/** Where a finding is reported. */
export interface Region {
  readonly account: string;
  readonly region: string;
}

/** Writes findings, in JSON; what the findings of a rule have in common is written once. */
export class AsffTexts {
  readonly #time: string;
  readonly #version: string;
  readonly #rules = new ByRule<{ texts?: RuleTexts }>(() => ({}));
  #said: { readonly reason: string; readonly start: string; readonly description: string; readonly field: string } = {
    reason: '',
    start: '',
    description: '',
    field: '',
  };

  constructor({ now, version }: Pick<ReportContext, 'now' | 'version'>) {
    this.#time = jsonText(now.toISOString());
    this.#version = version;
  }

  finding(finding: Finding): string {
    const { status, error, id } = finding;
    const texts = this.#textsOf(finding.subject);
    const place = placeOf(finding);
    const severity = status === 'passed' ? texts.severity.passed : texts.severity.other;
    const said = this.#saidOf(finding, texts);
    const remediation = texts.remediation ?? remediationMember(finding.subject.rule, remediationTextOf(finding));
    const override = overrideText(finding.subject.rule);
    const changed = override === '' ? '' : `,"gsl/severityReason":${jsonText(clip(override, MAX.field))}`;
    const baseline = finding.baseline === undefined ? '' : `,"gsl/baseline":"${finding.baseline}"`;
    const reasons = error === undefined ? '' : `,${reasonsMember(error.code, error.message)}`;
    return (
      `{${this.#head(id, place)},"GeneratorId":${texts.generator},${TYPES},${this.#times},"Severity":${severity},` +
      `"Title":${texts.title},"Description":${said.description}${remediation},` +
      `"ProductFields":{${texts.fields}${said.field}${changed}${baseline}},` +
      `"Resources":[${resourceText(finding, place)}],` +
      `"Compliance":{"Status":"${COMPLIANCE[status]}"${reasons}${texts.requirements}}` +
      `${status === 'excluded' ? this.#suppression(finding) : ''},"RecordState":"ACTIVE",` +
      `"FindingProviderFields":{"Severity":${severity},${TYPES}}}`
    );
  }

  /** What is said of no entity: the resource is what it is about. */
  told({ id, title, description, code, subject, status }: Told, account: string): string {
    const place = { account, region: GLOBAL_REGION };
    const severity = status === 'WARNING' ? '{"Label":"HIGH"}' : '{"Label":"INFORMATIONAL"}';
    const resource = {
      Type: 'Other',
      Id: shown(subject.id, MAX.id, subject.type),
      Partition: 'aws',
      Region: GLOBAL_REGION,
      Details: { Other: { type: subject.type } },
    };
    return (
      `{${this.#head(id, place)},"GeneratorId":${jsonText(shown(`gsl/${code}`, MAX.id, 'gsl'))},${TYPES},${this.#times},` +
      `"Severity":${severity},"Title":${jsonText(shown(title, MAX.title, 'rule'))},` +
      `"Description":${jsonText(shown(description, MAX.description, 'rule'))},` +
      `"ProductFields":{"gsl/version":${jsonText(this.#version)}},"Resources":[${jsonText(resource)}],` +
      `"Compliance":{"Status":"${status}",${reasonsMember(code, description)}},"RecordState":"ACTIVE",` +
      `"FindingProviderFields":{"Severity":${severity},${TYPES}}}`
    );
  }

  get #times(): string {
    return `"CreatedAt":${this.#time},"UpdatedAt":${this.#time}`;
  }

  #head(id: string, { account, region }: Region): string {
    const product = `arn:${partitionOf(region)}:securityhub:${region}:${account}:product/${account}/default`;
    return `"SchemaVersion":"2018-10-08","Id":${jsonText(`gsl/${id}`)},"ProductArn":"${product}","ProductName":"gsl-engine","AwsAccountId":"${account}"`;
  }

  #textsOf(subject: FindingSubject): RuleTexts {
    const entry = this.#rules.at(subject);
    return (entry.texts ??= ruleTexts(subject, this.#version));
  }

  /** Most entities that fail a rule fail it alike. */
  #saidOf(
    { reason }: Finding,
    { description: start }: RuleTexts,
  ): { readonly description: string; readonly field: string } {
    if (this.#said.reason !== reason || this.#said.start !== start || this.#said.description === '') {
      const lines = [start, reason].filter((part) => part.trim() !== '').join('\n');
      this.#said = {
        reason,
        start,
        description: jsonText(shown(lines, MAX.description, 'rule')),
        field: reason.trim() === '' ? '' : `,"gsl/reason":${jsonText(clip(reason, MAX.field))}`,
      };
    }
    return this.#said;
  }

  #suppression(finding: Finding): string {
    const text = shown(exclusionText(finding), MAX.note, 'excluded');
    const by = shown(finding.exclusion?.owner ?? 'gsl', MAX.note, 'gsl');
    const note = `{"Text":${jsonText(text)},"UpdatedBy":${jsonText(by)},"UpdatedAt":${this.#time}}`;
    return `,"Workflow":{"Status":"SUPPRESSED"},"Note":${note}`;
  }
}

function ruleTexts({ rule, ruleset }: FindingSubject, version: string): RuleTexts {
  const severity = (label: string): string => jsonText({ Label: label, Original: rule.severity });
  const made = versionText(ruleset);
  const fields = {
    'gsl/version': version,
    'gsl/ruleset': shown(ruleset.name, MAX.field, 'rules'),
    ...(made === '' ? {} : { 'gsl/rulesetVersion': clip(made, MAX.field) }),
    'gsl/logic': shown(rule.logic, MAX.field, 'empty'),
  };
  return {
    generator: jsonText(shown(`gsl/${rule.id}`, MAX.id, 'gsl')),
    title: jsonText(shown(rule.name, MAX.title, 'rule')),
    description: rule.description ?? rule.name,
    // Security Hub calls what passed informational.
    severity: { passed: severity('INFORMATIONAL'), other: severity(rule.severity.toUpperCase()) },
    remediation: hasTemplate(rule) ? undefined : remediationMember(rule, remediationText(rule)),
    fields: jsonText(fields).slice(1, -1),
    requirements: requirementsOf(rule),
  };
}

function remediationMember(rule: Rule, remediation: string): string {
  const url = rule.references?.[0]?.url;
  if (remediation === '' && url === undefined) return '';
  const link = url === undefined ? '' : `,"Url":${jsonText(url)}`;
  return `,"Remediation":{"Recommendation":{"Text":${jsonText(clip(remediation || 'See the link.', MAX.remediation))}${link}}}`;
}

function resourceText(finding: Finding, { region }: Region): string {
  const { type, id, name } = finding.entity;
  const resource = shown(ownText(finding.subject.entity, 'arn') ?? (id || name), MAX.id, clip(type, MAX.id));
  const named = name.trim() === '' ? '' : `,"name":${jsonText(clip(name, MAX.detail))}`;
  return (
    `{"Type":"${RESOURCE_TYPES.get(type) ?? 'Other'}","Id":${jsonText(resource)},"Partition":"${partitionOf(region)}",` +
    `"Region":"${region}","Details":{"Other":{"type":${jsonText(shown(type, MAX.detail, 'unknown'))}${named}}}}`
  );
}

function reasonsMember(code: string, message: string): string {
  const reason = { ReasonCode: reasonCode(code), Description: shown(message, MAX.statusReason, code) };
  return `"StatusReasons":[${jsonText(reason)}]`;
}

const COMPLIANCE = {
  passed: 'PASSED',
  error: 'WARNING',
  failed: 'FAILED',
  excluded: 'FAILED',
  matched: 'FAILED',
  irrelevant: 'NOT_AVAILABLE',
} as const;

/** The account and the region that a finding is reported to. */
export function placeOf(finding: Finding): Region {
  return { account: accountOf(finding) ?? NO_ACCOUNT, region: regionOf(finding.entity.region) };
}

export function accountOf({ entity: { accountNumber = '' } }: Finding): string | undefined {
  return /^\d{12}$/u.test(accountNumber) ? accountNumber : undefined;
}

function reasonCode(code: string): string {
  return clip(code.toUpperCase().replace(/[^A-Z0-9]+/gu, '_'), MAX.reasonCode);
}

function requirementsOf({ frameworks = [] }: Rule): string {
  const known = frameworks.filter((entry) => entry.trim() !== '').slice(0, MAX.requirements);
  if (known.length === 0) return '';
  return `,"RelatedRequirements":${jsonText(known.map((entry) => clip(entry, MAX.requirement)))}`;
}

/** `us_east_1` is `us-east-1`. What is no region of AWS stands for all of them. */
function regionOf(region = ''): string {
  const written = region.toLowerCase().replaceAll('_', '-');
  return /^[a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/u.test(written) ? written : GLOBAL_REGION;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Text as Security Hub takes it: not too long, nothing unprintable, and something to see. */
function shown(text: string, max: number, otherwise: string): string {
  // What is cut away need not be read: each character is one or more afterwards.
  const lines = printableLines(text.slice(0, 4 * max));
  return lines.trim() === '' ? otherwise : clip(lines, max);
}
