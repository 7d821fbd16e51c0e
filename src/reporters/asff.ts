import type { Finding } from '../findings/finding.ts';
import { ownText } from '../inventory/entity.ts';
import type { Rule } from '../rules/rule.ts';
import { type Told, toldOfProblem, toldOfSummary } from './told.ts';
import { exclusionText, overrideText } from './finding-text.ts';
import { remediationTextOf } from './remediation.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';
import { clip, printableLines } from './words.ts';

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
const NO_ACCOUNT = '000000000000';

/** Where entities without a region, such as those of IAM, are reported. */
const GLOBAL_REGION = 'us-east-1';

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

/**
 * The AWS Security Finding Format: an array, as `aws securityhub batch-import-findings --findings file://…` takes it, at
 * most 100 at a time. Passed results are reported too: they close the findings of earlier runs, which have the same id.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 */
export const asff: Reporter = {
  name: 'asff',
  summary: 'AWS Security Finding Format, an array for AWS Security Hub (import at most 100 at a time)',
  include: ['passed', 'failed', 'excluded', 'error'],
  open: ({ version, now }) => {
    let separator = '[\n';
    let account: string | undefined;
    const write = (finding: object): string => {
      const text = separator + jsonText(finding);
      separator = ',\n';
      return text;
    };
    const told = (what: Told): string => write(toldObject(what, account ?? NO_ACCOUNT, now, version));
    return {
      finding: (finding) => {
        account ??= accountOf(finding);
        return write(findingObject(finding, now, version));
      },
      problem: (problem) => told(toldOfProblem(problem)),
      end: (summary) => {
        const text = toldOfSummary(summary).map(told).join('');
        return `${text}${separator === '[\n' ? '[]\n' : '\n]\n'}`;
      },
    };
  },
};

function findingObject(finding: Finding, now: Date, version: string): object {
  const { rule } = finding.subject;
  const { status, entity, reason, error, exclusion, baseline } = finding;
  const override = overrideText(rule);
  const { type, id, name } = entity;
  const account = accountOf(finding) ?? NO_ACCOUNT;
  const region = regionOf(entity.region);
  const partition = partitionOf(region);
  const time = now.toISOString();
  const severity = {
    // Security Hub calls what passed informational.
    Label: status === 'passed' ? 'INFORMATIONAL' : rule.severity.toUpperCase(),
    Original: rule.severity,
  };
  const types = ['Software and Configuration Checks'];
  const remediation = remediationTextOf(finding);
  const url = rule.references?.[0]?.url;
  const description = [rule.description ?? rule.name, reason].filter((part) => part.trim() !== '').join('\n');
  return {
    SchemaVersion: '2018-10-08',
    Id: `gsl/${finding.id}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: 'gsl-engine',
    GeneratorId: shown(`gsl/${rule.id}`, MAX.id, 'gsl'),
    AwsAccountId: account,
    Types: types,
    CreatedAt: time,
    UpdatedAt: time,
    Severity: severity,
    Title: shown(rule.name, MAX.title, 'rule'),
    Description: shown(description, MAX.description, 'rule'),
    ...(remediation === '' && url === undefined
      ? {}
      : {
          Remediation: {
            Recommendation: {
              Text: clip(remediation || 'See the link.', MAX.remediation),
              ...(url === undefined ? {} : { Url: url }),
            },
          },
        }),
    ProductFields: {
      'gsl/version': version,
      'gsl/ruleset': shown(finding.ruleset, MAX.field, 'rules'),
      'gsl/logic': shown(rule.logic, MAX.field, 'empty'),
      ...(reason.trim() === '' ? {} : { 'gsl/reason': clip(reason, MAX.field) }),
      ...(override === '' ? {} : { 'gsl/severityReason': clip(override, MAX.field) }),
      ...(baseline === undefined ? {} : { 'gsl/baseline': baseline }),
    },
    Resources: [
      {
        Type: RESOURCE_TYPES.get(type) ?? 'Other',
        Id: shown(ownText(finding.subject.entity, 'arn') ?? (id || name), MAX.id, clip(type, MAX.id)),
        Partition: partition,
        Region: region,
        Details: {
          Other: {
            type: shown(type, MAX.detail, 'unknown'),
            ...(name.trim() === '' ? {} : { name: clip(name, MAX.detail) }),
          },
        },
      },
    ],
    Compliance: {
      Status: COMPLIANCE[status],
      ...(error === undefined
        ? {}
        : {
            StatusReasons: [
              {
                ReasonCode: reasonCode(error.code),
                Description: shown(error.message, MAX.statusReason, error.code),
              },
            ],
          }),
      ...requirementsOf(rule),
    },
    ...(status === 'excluded'
      ? {
          Workflow: { Status: 'SUPPRESSED' },
          Note: {
            Text: shown(exclusionText(finding), MAX.note, 'excluded'),
            UpdatedBy: shown(exclusion?.owner ?? 'gsl', MAX.note, 'gsl'),
            UpdatedAt: time,
          },
        }
      : {}),
    RecordState: 'ACTIVE',
    FindingProviderFields: { Severity: severity, Types: types },
  };
}

/** What is said of no entity: the resource is what it is about. */
function toldObject(
  { id, title, description, code, subject, status }: Told,
  account: string,
  now: Date,
  version: string,
): object {
  const time = now.toISOString();
  const severity = { Label: status === 'WARNING' ? 'HIGH' : 'INFORMATIONAL' };
  const types = ['Software and Configuration Checks'];
  return {
    SchemaVersion: '2018-10-08',
    Id: `gsl/${id}`,
    ProductArn: `arn:aws:securityhub:${GLOBAL_REGION}:${account}:product/${account}/default`,
    ProductName: 'gsl-engine',
    GeneratorId: shown(`gsl/${code}`, MAX.id, 'gsl'),
    AwsAccountId: account,
    Types: types,
    CreatedAt: time,
    UpdatedAt: time,
    Severity: severity,
    Title: shown(title, MAX.title, 'rule'),
    Description: shown(description, MAX.description, 'rule'),
    ProductFields: { 'gsl/version': version },
    Resources: [
      {
        Type: 'Other',
        Id: shown(subject.id, MAX.id, subject.type),
        Partition: 'aws',
        Region: GLOBAL_REGION,
        Details: { Other: { type: subject.type } },
      },
    ],
    Compliance: {
      Status: status,
      StatusReasons: [{ ReasonCode: reasonCode(code), Description: shown(description, MAX.statusReason, code) }],
    },
    RecordState: 'ACTIVE',
    FindingProviderFields: { Severity: severity, Types: types },
  };
}

const COMPLIANCE = {
  passed: 'PASSED',
  error: 'WARNING',
  failed: 'FAILED',
  excluded: 'FAILED',
  matched: 'FAILED',
  irrelevant: 'NOT_AVAILABLE',
} as const;

function accountOf({ entity: { accountNumber = '' } }: Finding): string | undefined {
  return /^\d{12}$/u.test(accountNumber) ? accountNumber : undefined;
}

function reasonCode(code: string): string {
  return clip(code.toUpperCase().replace(/[^A-Z0-9]+/gu, '_'), MAX.reasonCode);
}

function requirementsOf({ frameworks = [] }: Rule): object {
  const known = frameworks.filter((entry) => entry.trim() !== '').slice(0, MAX.requirements);
  return known.length === 0 ? {} : { RelatedRequirements: known.map((entry) => clip(entry, MAX.requirement)) };
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
  const lines = printableLines(text);
  return lines.trim() === '' ? otherwise : clip(lines, max);
}
