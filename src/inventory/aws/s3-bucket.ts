import { isObject, ownObject, ownText } from '../entity.ts';
import type { Convert } from './mapping.ts';
import { orUnknown, Unknown } from './shape.ts';
import { field, textField } from './values.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/*
 * The parts of an `S3Bucket` in the vendor's shape, of what AWS Config (camel case) and the S3 API (Pascal case, as in
 * Steampipe) call them. Misspelt names are the vendor's own: `premission`.
 */

const GROUPS = 'http://acs.amazonaws.com/groups/';
/** The groups that AWS Config names by a word. */
const GROUP_URIS = new Map([
  ['AllUsers', `${GROUPS}global/AllUsers`],
  ['AuthenticatedUsers', `${GROUPS}global/AuthenticatedUsers`],
  ['LogDelivery', `${GROUPS}s3/LogDelivery`],
]);

export const acl: Convert = (value, name) => {
  const owner = isObject(value) ? field(value, 'owner') : undefined;
  // Without a grant, a list of none may be left out; who owns the bucket is told all the same.
  const none = isObject(owner) ? [] : undefined;
  const list = isObject(value) ? (field(value, 'grantList') ?? field(value, 'grants') ?? none) : undefined;
  if (!Array.isArray(list)) return orUnknown(undefined, name);
  const grants = list.map(grantOf);
  if (grants.includes(undefined)) return orUnknown(undefined, name);
  return {
    grants,
    ownerDisplayName: isObject(owner) ? (textField(owner, 'displayName') ?? null) : null,
    ownerId: isObject(owner) ? (textField(owner, 'id') ?? ownText(owner, 'ID') ?? null) : null,
  };
};

function grantOf(grant: unknown): JsonObject | undefined {
  const grantee = isObject(grant) ? field(grant, 'grantee') : undefined;
  const permission = isObject(grant) ? textField(grant, 'permission') : undefined;
  if (permission === undefined || (typeof grantee !== 'string' && !isObject(grantee))) return undefined;
  // `FullControl` is `FULL_CONTROL`.
  const premission = permission.replace(/(?<=[a-z])(?=[A-Z])/gu, '_').toUpperCase();
  const uri =
    typeof grantee === 'string' ? GROUP_URIS.get(grantee) : (ownText(grantee, 'URI') ?? ownText(grantee, 'uri'));
  if (typeof grantee === 'string' && uri === undefined) return undefined;
  const user: JsonObject = isObject(grantee) ? grantee : {};
  return {
    canonicalUser: textField(user, 'id') ?? ownText(user, 'ID') ?? null,
    displayName: textField(user, 'displayName') ?? null,
    emailAddress: textField(user, 'emailAddress') ?? null,
    premission,
    premissionHeaderName: `x-amz-grant-${premission.toLowerCase().replaceAll('_', '-')}`,
    type: uri === undefined ? 'CanonicalUser' : 'Group',
    uri: uri ?? null,
  };
}

export const encryption: Convert = (value, name) => {
  const rules = isObject(value) ? (field(value, 'rules') ?? []) : undefined;
  const list = value === null ? [] : rules;
  if (!Array.isArray(list) || !list.every(isObject)) return orUnknown(undefined, name);
  return {
    serverSideEncryptionRules: list.map((rule) => {
      const byDefault = field(rule, 'applyServerSideEncryptionByDefault');
      const setting: JsonObject = isObject(byDefault) ? byDefault : {};
      return {
        serverSideEncryptionByDefault: {
          serverSideEncryptionAlgorithm: ownText(setting, 'sseAlgorithm') ?? ownText(setting, 'SSEAlgorithm') ?? '',
          serverSideEncryptionKeyManagementServiceKeyId:
            ownText(setting, 'kmsMasterKeyID') ?? ownText(setting, 'KMSMasterKeyID') ?? '',
        },
      };
    }),
  };
};

export const versioning: Convert = (value, name) => {
  const status = isObject(value) ? textField(value, 'status') : undefined;
  if (!isObject(value) || status === undefined) return orUnknown(undefined, name);
  return { status, mfaDelete: field(value, 'isMfaDeleteEnabled') === true };
};

export const logging: Convert = (value, name) => {
  if (value !== null && !isObject(value)) return orUnknown(undefined, name);
  const target = value ?? {};
  const bucket = textField(target, 'destinationBucketName') ?? textField(target, 'targetBucket');
  return {
    targetBucketName: bucket ?? '',
    targetPrefix: textField(target, 'logFilePrefix') ?? textField(target, 'targetPrefix') ?? '',
    grants: bucket === undefined ? [] : new Unknown('`aws s3api get-bucket-logging` has it'),
    enabled: bucket !== undefined,
  };
};

/** Null for a bucket that is no website. */
export const website: Convert = (value, name) => {
  if (value === null) return null;
  if (!isObject(value)) return orUnknown(undefined, name);
  const index = ownObject(value, 'IndexDocument');
  const error = ownObject(value, 'ErrorDocument');
  return {
    indexDocumentSuffix: textField(value, 'indexDocumentSuffix') ?? (index && ownText(index, 'Suffix')) ?? '',
    errorDocument: textField(value, 'errorDocument') ?? (error && ownText(error, 'Key')) ?? '',
    routingRules: field(value, 'routingRules') ?? [],
    redirectAllRequestsTo: field(value, 'redirectAllRequestsTo') ?? null,
  };
};

export const replication: Convert = (value, name) => {
  if (value !== null && !isObject(value)) return orUnknown(undefined, name);
  const rules = value === null ? [] : (field(value, 'rules') ?? []);
  return {
    role: value === null ? '' : (ownText(value, 'roleARN') ?? ownText(value, 'Role') ?? ''),
    // AWS Config has the rules by their ids.
    rules: isObject(rules) ? Object.values(rules) : rules,
  };
};
