import { isObject, ownText } from '../../entity.ts';
import type { Convert } from '../mapping.ts';
import { acl, encryption, logging, replication, website } from '../s3-bucket.ts';
import { orUnknown, policyDocumentOrNull, Unknown } from '../shape.ts';
import { policyDocument, tagsOf } from '../values.ts';
import { apiShape, listing, single } from './build.ts';
import type { AwsCall, Item } from './call.ts';
import { accountAround } from './folders.ts';
import { type ItemShape, itemRecord } from './item-record.ts';
import { part, property, type PartCall } from './part-call.ts';
import { time } from './parts.ts';
import { isNamedFor } from './subject.ts';
import { textAt } from './paths.ts';

const has = (operation: string): string => `\`aws s3api ${operation}\` has it`;

const BUCKET: ItemShape = {
  region: 'own',
  type: 'S3Bucket',
  id: 'Name',
  name: 'Name',
  tags: new Unknown(has('get-bucket-tagging')),
  properties: { creationDate: ['CreationDate', time] },
  unknown: {
    acl: has('get-bucket-acl'),
    policy: has('get-bucket-policy'),
    encryption: has('get-bucket-encryption'),
    versioning: has('get-bucket-versioning'),
    logging: has('get-bucket-logging'),
    website: has('get-bucket-website'),
    replication: has('get-bucket-replication'),
    PublicAccessBlockConfiguration: has('get-public-access-block'),
    PolicyStatus: has('get-bucket-policy-status'),
    LifecycleConfiguration: has('get-bucket-lifecycle-configuration'),
    OwnershipControls: has('get-bucket-ownership-controls'),
  },
  // No two buckets of the world have one name.
  join: (item) => ({ name: textAt(item, 'Name') ?? '' }),
};

/** `MFADelete` is told apart from the versioning itself; a bucket that never had it has neither. */
const versioning: Convert = (value, name) => {
  if (!isObject(value)) return orUnknown(undefined, name);
  return { status: ownText(value, 'Status') ?? 'Off', mfaDelete: ownText(value, 'MFADelete') === 'Enabled' };
};

const asIs: Convert = (value) => value;
const tags: Convert = (value, name) => orUnknown(tagsOf(value), name);

/** Buckets in the east of the United States have no constraint. */
const region: Convert = (value, name) => (value === null ? 'us-east-1' : orUnknown(ownTextOf(value), name));
const ownTextOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The bucket that a policy is about: S3 takes none that names another. */
export function bucketOfPolicy(answer: Item, maxDepth: number): string | undefined {
  const statements = policyDocument(answer['Policy'], maxDepth)?.['Statement'];
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  const resources = list.flatMap((statement) => (isObject(statement) ? statement['Resource'] : undefined));
  const names = resources.map((one) => (typeof one === 'string' ? /^arn:[^:]+:s3:::([^/*?$]+)/u.exec(one)?.[1] : ''));
  const [first] = names;
  return first !== undefined && first !== '' && names.every((name) => name === first) ? first : undefined;
}

type Definition = Omit<PartCall, 'shape' | 'what' | 'subject' | 'item'>;

const bucketPart = (definition: Definition): AwsCall =>
  part({
    ...definition,
    shape: { ...BUCKET, rest: 's3api list-buckets' },
    what: 'bucket',
    subject: ['Bucket', 'BucketName'],
    item: (Name) => ({ Name }),
  });

/** What stands above the buckets of an account. */
const ACCOUNT = apiShape('S3Control_PublicAccessBlock', 'Account', { account: 'Account', region: 'global' });

const POLICY = 's3api get-bucket-policy';
const VERSIONING = 's3api get-bucket-versioning';
const LIFECYCLE = 's3api get-bucket-lifecycle-configuration';

/** How the service of accounts is written in names of files. */
const OF_ACCOUNT = /s3[-_.]?control/iu;
/** What stands beside a public access block that is a bucket's or an account's. */
const BLOCK = new Set(['PublicAccessBlockConfiguration', 'Bucket', 'BucketName', 'ResponseMetadata', '$metadata']);

/** Calls of S3: the list of buckets, and what is told of one. */
export const S3_CALLS: readonly AwsCall[] = [
  {
    ...listing('s3api list-buckets', 'Buckets', ['Name', 'CreationDate'], BUCKET),
    // Access points, user pools and schedules have a name and a date too.
    only: ['Name', 'CreationDate', 'BucketRegion', 'BucketArn', 'Tags'],
  },
  bucketPart({
    call: POLICY,
    key: 'Policy',
    form: 'value',
    // Lambda, KMS and others answer with a `Policy` as well.
    when: (answer, file) =>
      isNamedFor(file, POLICY) ||
      answer.members.includes('Bucket') ||
      (answer.text('Policy') !== undefined && /"arn:[a-z-]+:s3:::/u.test(answer.text('Policy') ?? '')),
    values: property('policy', policyDocumentOrNull, 'Policy'),
    guess: bucketOfPolicy,
  }),
  bucketPart({
    call: 's3api get-bucket-encryption',
    key: 'ServerSideEncryptionConfiguration',
    values: property('encryption', encryption, 'ServerSideEncryptionConfiguration'),
  }),
  bucketPart({
    call: 's3api get-public-access-block',
    key: 'PublicAccessBlockConfiguration',
    has: ['BlockPublicAcls'],
    // An account has one too, and an access point.
    when: (answer, file) => !OF_ACCOUNT.test(file) && answer.members.every((member) => BLOCK.has(member)),
    values: property('PublicAccessBlockConfiguration', asIs, 'PublicAccessBlockConfiguration'),
  }),
  {
    ...single('s3control get-public-access-block', 'PublicAccessBlockConfiguration', ['BlockPublicAcls'], ACCOUNT),
    when: (answer, file) => OF_ACCOUNT.test(file) && answer.members.every((member) => BLOCK.has(member)),
    read: (block, context) => {
      const account = accountAround(context.origin);
      const item = isObject(block) ? { ...block, Account: account ?? 'account' } : block;
      return [itemRecord(item, ACCOUNT, context)];
    },
  },
  bucketPart({
    call: VERSIONING,
    key: 'Status',
    form: 'value',
    // Many answers have a `Status`.
    when: (answer, file) =>
      (isNamedFor(file, VERSIONING) || answer.members.includes('Bucket')) &&
      answer.members.every((member) => ['Status', 'MFADelete', 'Bucket', 'ResponseMetadata'].includes(member)),
    values: property('versioning', versioning),
  }),
  bucketPart({
    call: 's3api get-bucket-logging',
    key: 'LoggingEnabled',
    values: (answer) => ({ logging: loggingOf(answer['LoggingEnabled'] ?? null) }),
  }),
  bucketPart({
    call: 's3api get-bucket-acl',
    key: 'Grants',
    form: 'list',
    has: ['Grantee', 'Permission'],
    // Grants of keys come in pages.
    when: (answer, file) => !isNamedFor(file, 's3api get-object-acl') && !answer.members.includes('Truncated'),
    values: property('acl', acl),
  }),
  bucketPart({
    call: 's3api get-bucket-website',
    key: 'IndexDocument',
    values: property('website', website),
  }),
  bucketPart({
    // That there is none is an error of the call; `gsl collect` writes it so.
    call: 's3api get-bucket-website',
    key: 'IndexDocument',
    form: 'value',
    when: (answer) => answer.members.includes('Bucket'),
    values: () => ({ website: null }),
  }),
  bucketPart({
    call: 's3api get-bucket-replication',
    key: 'ReplicationConfiguration',
    values: property('replication', replication, 'ReplicationConfiguration'),
  }),
  bucketPart({
    call: 's3api get-bucket-tagging',
    key: 'TagSet',
    form: 'list',
    has: ['Key', 'Value'],
    values: property('tags', tags, 'TagSet'),
  }),
  bucketPart({
    call: 's3api get-bucket-location',
    key: 'LocationConstraint',
    form: 'value',
    values: property('region', region, 'LocationConstraint'),
  }),
  bucketPart({
    call: 's3api get-bucket-policy-status',
    key: 'PolicyStatus',
    has: ['IsPublic'],
    values: property('PolicyStatus', asIs, 'PolicyStatus'),
  }),
  bucketPart({
    call: LIFECYCLE,
    key: 'Rules',
    form: 'list',
    has: ['Status'],
    // Load balancers and others have rules too.
    when: (answer, file) => answer.members.includes('Bucket') || isNamedFor(file, LIFECYCLE),
    values: (answer) => ({ LifecycleConfiguration: { Rules: answer['Rules'] ?? [] } }),
  }),
  bucketPart({
    call: 's3api get-bucket-ownership-controls',
    key: 'OwnershipControls',
    has: ['Rules'],
    values: property('OwnershipControls', asIs, 'OwnershipControls'),
  }),
];

/** The API has the grants, which AWS Config leaves out. */
function loggingOf(value: unknown): unknown {
  const result = logging(value, 'LoggingEnabled', 0);
  if (!isObject(result) || !isObject(value)) return result;
  return { ...result, grants: value['TargetGrants'] ?? [] };
}
