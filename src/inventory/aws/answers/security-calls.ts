import { ownText } from '../../entity.ts';
import { Unknown } from '../shape.ts';
import { apiShape, listing, single } from './build.ts';
import type { AwsCall } from './call.ts';
import { itemRecord } from './item-record.ts';
import { METRIC_FILTER } from './references.ts';
import { SHAPES } from './vendor-shapes.ts';

const CERTIFICATE = apiShape('ACM_Certificate', 'CertificateArn', {
  name: 'DomainName',
  arn: 'CertificateArn',
  tags: new Unknown('`aws acm list-tags-for-certificate` has it'),
});

const HUB = apiShape('SecurityHub_Hub', 'HubArn', { arn: 'HubArn' });
const CONTACT = apiShape('Account_AlternateContact', 'AlternateContactType', { region: 'global' });

/** Calls of keys, trails, logs, certificates, secrets and detectors. */
export const SECURITY_CALLS: readonly AwsCall[] = [
  single('kms describe-key', 'KeyMetadata', ['KeyId', 'KeyManager'], SHAPES.key),
  listing('kms list-keys', 'Keys', ['KeyId', 'KeyArn'], SHAPES.keyOfList),
  listing('cloudtrail describe-trails', 'trailList', ['Name', 'TrailARN'], SHAPES.trail),
  single('cloudtrail get-trail', 'Trail', ['Name', 'TrailARN'], SHAPES.trail),
  listing('acm list-certificates', 'CertificateSummaryList', ['CertificateArn', 'DomainName'], CERTIFICATE),
  single('acm describe-certificate', 'Certificate', ['CertificateArn', 'DomainName'], CERTIFICATE),
  listing(
    'secretsmanager list-secrets',
    'SecretList',
    ['ARN', 'Name'],
    apiShape('SecretsManager_Secret', 'ARN', { name: 'Name', arn: 'ARN', tags: 'Tags' }),
  ),
  listing(
    'logs describe-log-groups',
    'logGroups',
    ['logGroupName', 'arn'],
    apiShape('Logs_LogGroup', 'arn', {
      name: 'logGroupName',
      arn: 'arn',
      tags: new Unknown('`aws logs list-tags-for-resource` has it'),
    }),
  ),
  listing('logs describe-metric-filters', 'metricFilters', ['filterName', 'filterPattern', 'logGroupName'], {
    type: METRIC_FILTER,
    id: 'filterName',
    name: 'filterName',
    join: (item) => {
      const logGroup = ownText(item, 'logGroupName') ?? null;
      return { name: ownText(item, 'filterName') ?? '', scope: logGroup ?? '', logGroup };
    },
  }),
  listing(
    'cloudwatch describe-alarms',
    'MetricAlarms',
    ['AlarmName', 'AlarmArn'],
    apiShape('CloudWatch_Alarm', 'AlarmArn', {
      name: 'AlarmName',
      arn: 'AlarmArn',
      tags: new Unknown('`aws cloudwatch list-tags-for-resource` has it'),
    }),
  ),
  listing(
    'cloudwatch describe-alarms',
    'CompositeAlarms',
    ['AlarmName', 'AlarmArn', 'AlarmRule'],
    apiShape('CloudWatch_CompositeAlarm', 'AlarmArn', {
      name: 'AlarmName',
      arn: 'AlarmArn',
      tags: new Unknown('`aws cloudwatch list-tags-for-resource` has it'),
    }),
  ),
  listing(
    'configservice describe-configuration-recorders',
    'ConfigurationRecorders',
    ['name', 'roleARN'],
    apiShape('Config_ConfigurationRecorder', 'name', { name: 'name', arn: 'arn' }),
  ),
  listing(
    'configservice describe-configuration-recorder-status',
    'ConfigurationRecordersStatus',
    ['name', 'recording'],
    apiShape('Config_ConfigurationRecorderStatus', 'name', { name: 'name', arn: 'arn' }),
  ),
  listing(
    'accessanalyzer list-analyzers',
    'analyzers',
    ['arn', 'status', 'type'],
    apiShape('AccessAnalyzer_Analyzer', 'arn', { name: 'name', arn: 'arn', tags: 'tags' }),
  ),
  listing(
    'securityhub get-enabled-standards',
    'StandardsSubscriptions',
    ['StandardsArn', 'StandardsSubscriptionArn'],
    apiShape('SecurityHub_Standard', 'StandardsSubscriptionArn', {
      name: 'StandardsArn',
      arn: 'StandardsSubscriptionArn',
    }),
  ),
  {
    call: 'securityhub describe-hub',
    key: 'HubArn',
    form: 'value',
    has: [],
    covers: [HUB.type],
    // Null is how `gsl collect` writes that it is off.
    read: (arn, context) => (arn === null ? [] : [itemRecord(context.beside, HUB, context)]),
  },
  single('account get-alternate-contact', 'AlternateContact', ['AlternateContactType', 'EmailAddress'], CONTACT),
  {
    // What the call says of an account without one is an error; `gsl collect` writes it so.
    ...single('account get-alternate-contact', 'AlternateContact', [], CONTACT),
    form: 'value',
    when: (answer) => answer.members.length === 1,
    read: () => [],
  },
  listing('route53domains list-domains', 'Domains', ['DomainName', 'AutoRenew', 'TransferLock'], SHAPES.domain),
  listing(
    'route53 list-hosted-zones',
    'HostedZones',
    ['Id', 'Name', 'CallerReference'],
    apiShape('Route53_HostedZone', 'Id', { name: 'Name', region: 'global' }),
  ),
];
