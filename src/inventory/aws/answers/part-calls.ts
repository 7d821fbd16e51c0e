import { isObject } from '../../entity.ts';
import { flag, type Convert } from '../mapping.ts';
import { orUnknown, policyDocumentOrNull } from '../shape.ts';
import { epochSeconds, tagsOf } from '../values.ts';
import { apiShape, listing } from './build.ts';
import type { AwsCall, Item } from './call.ts';
import { itemRecord } from './item-record.ts';
import { part, property } from './part-call.ts';
import { textAt } from './paths.ts';
import { isNamedFor } from './subject.ts';
import { SHAPES } from './vendor-shapes.ts';

/** The name of a thing that may be given by its ARN. */
const byNameOrArn =
  (name: string, arn: string) =>
  (subject: string): Item =>
    subject.startsWith('arn:') ? { [arn]: subject, [name]: lastPart(subject) } : { [name]: subject };

function lastPart(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
}

/** The API's names in the vendor's manner: `latestDeliveryTime`, with times in seconds. */
const status: Convert = (value, name) => {
  if (!isObject(value)) return orUnknown(undefined, name);
  const members = Object.entries(value)
    .filter(([key]) => STATUS.test(key))
    .map(([key, one]) => [key.charAt(0).toLowerCase() + key.slice(1), epochSeconds(one) ?? one] as const);
  return Object.fromEntries(members);
};
const STATUS = /^(?:IsLogging|Latest\w+|StartLoggingTime|StopLoggingTime|TimeLogging\w+)$/u;

const asIs: Convert = (value) => value;

/** A trail of which only the name is known has no ARN to be its id. */
const TRAIL = { ...SHAPES.trail, id: 'Name', rest: 'cloudtrail describe-trails' };

const KEY_POLICY = 'kms get-key-policy';
const LAMBDA_POLICY = 'lambda get-policy';

/** The function that a policy is about, without a version. */
function functionArn(policy: unknown): string | undefined {
  const found =
    typeof policy === 'string' ? /arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+/u.exec(policy) : null;
  return found?.[0];
}

const DETECTOR = {
  ...apiShape('GuardDuty_Detector', 'DetectorId', { join: (item) => ({ name: textAt(item, 'DetectorId') ?? '' }) }),
  rest: 'guardduty list-tags-for-resource',
};

/** What the list of detectors leaves out. */
const SETTINGS = Object.fromEntries(
  ['CreatedAt', 'DataSources', 'Features', 'FindingPublishingFrequency', 'ServiceRole', 'Status', 'UpdatedAt'].map(
    (name) => [name, '`aws guardduty get-detector` has it'],
  ),
);

/** Calls that tell a part of a key or a trail, or a whole that they do not name. */
export const PART_CALLS: readonly AwsCall[] = [
  part({
    call: 'kms get-key-rotation-status',
    key: 'KeyRotationEnabled',
    form: 'value',
    shape: { ...SHAPES.keyOfList, rest: 'kms describe-key' },
    what: 'key',
    subject: ['KeyId', 'KeyArn'],
    item: byNameOrArn('KeyId', 'KeyArn'),
    values: property('rotationStatus', flag, 'KeyRotationEnabled'),
  }),
  part({
    call: 'cloudtrail get-trail-status',
    key: 'IsLogging',
    form: 'value',
    shape: TRAIL,
    what: 'trail',
    subject: ['TrailARN', 'Name'],
    item: byNameOrArn('Name', 'TrailARN'),
    values: property('status', status),
  }),
  part({
    call: KEY_POLICY,
    key: 'Policy',
    form: 'value',
    when: (answer, file) => answer.members.includes('KeyId') || isNamedFor(file, KEY_POLICY),
    shape: { ...SHAPES.keyOfList, rest: 'kms describe-key' },
    what: 'key',
    subject: ['KeyId', 'KeyArn'],
    item: byNameOrArn('KeyId', 'KeyArn'),
    values: property('policy', policyDocumentOrNull, 'Policy'),
  }),
  part({
    call: LAMBDA_POLICY,
    key: 'Policy',
    form: 'value',
    // Its statements name the function.
    when: (answer, file) =>
      answer.members.includes('FunctionName') ||
      answer.members.includes('FunctionArn') ||
      isNamedFor(file, `lambda-${LAMBDA_POLICY}`) ||
      functionArn(answer.text('Policy')) !== undefined,
    // A function of which only the name is known has no ARN to be its id.
    shape: { ...SHAPES.lambda, id: 'FunctionName', rest: 'lambda get-function' },
    what: 'function',
    subject: ['FunctionArn', 'FunctionName'],
    item: byNameOrArn('FunctionName', 'FunctionArn'),
    values: property('policy', policyDocumentOrNull, 'Policy'),
    guess: (answer) => functionArn(answer['Policy']),
  }),
  {
    ...listing('guardduty list-detectors', 'DetectorIds', [], DETECTOR),
    read: (item, context) => {
      const detector = typeof item === 'string' ? { DetectorId: item } : item;
      return [itemRecord(detector, { ...DETECTOR, unknown: SETTINGS }, context)];
    },
  },
  {
    ...part({
      call: 'guardduty get-detector',
      key: 'FindingPublishingFrequency',
      form: 'value',
      shape: DETECTOR,
      what: 'detector',
      subject: ['DetectorId'],
      item: (DetectorId) => ({ DetectorId }),
      values: ({ ResponseMetadata: _, ...answer }) => ({ ...answer, tags: tagsOf(answer['Tags'] ?? {}) ?? [] }),
      // There is one in each region.
      guess: () => 'detector',
    }),
    covers: [DETECTOR.type],
  },
  ...['EventSelectors', 'AdvancedEventSelectors'].map((key) =>
    part({
      call: 'cloudtrail get-event-selectors',
      key,
      form: 'list',
      shape: TRAIL,
      what: 'trail',
      subject: ['TrailARN', 'Name'],
      item: byNameOrArn('Name', 'TrailARN'),
      values: (answer, maxDepth) => ({ eventSelectors: asIs(answer[key] ?? null, key, maxDepth) }),
    }),
  ),
];
