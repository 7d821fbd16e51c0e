import { isObject, ownValue } from '../entity.ts';
import type { InventoryRecord } from '../../values/record.ts';
import { userRecord } from './iam-user.ts';
import { documentOf, listOf, nameless, policyList, shaped, tagList, timeOf, Unknown, type Origin } from './shape.ts';
import { accountOf, field, groupNames, inlinePolicies, textField } from './values.ts';
import { lettersOf } from '../spelling.ts';

type Detail = Readonly<Record<string, unknown>>;

const COMBINED = new Unknown('the documents of its managed policies are in the IamPolicy entities');

/**
 * How a list that is absent is meant: the source leaves empty lists out, did not give this part, or is the answer of a call
 * that never has it.
 */
export type Absent = 'empty' | 'unknown' | 'answer';

const NOT_GIVEN = new Unknown('the source does not give this part; ask for the whole configuration');
const NOT_ANSWERED = new Unknown('`aws iam get-account-authorization-details` has it');

const notGiven = (absent: Absent): Unknown => (absent === 'answer' ? NOT_ANSWERED : NOT_GIVEN);

/** The parts that users, roles and groups have in common. `owner` is how their inline policies are called: `user`. */
function principal(detail: Detail, owner: string, origin: Origin, absent: Absent): Record<string, unknown> {
  const lists = (name: string): unknown =>
    field(detail, name) ?? (absent === 'empty' && !isCalledLike(detail, name) ? [] : undefined);
  const attached = lists('attachedManagedPolicies');
  const embedded = lists(`${owner}PolicyList`);
  const managed = attached === undefined ? notGiven(absent) : policyList(attached, 'AttachedManagedPolicies');
  const inline =
    embedded === undefined
      ? notGiven(absent)
      : listOf(embedded, 'inline policies', (list) => inlinePolicies(list, origin.maxDepth));
  const combines = Array.isArray(managed) && managed.length === 0;
  const arn = textField(detail, 'arn');
  return {
    createDate: when(detail, 'createDate'),
    arn,
    path: textField(detail, 'path'),
    managedPolicies: managed,
    inlinePolicies: inline,
    ...(owner === 'group' ? {} : { combinedPolicies: combines ? inline : COMBINED }),
    accountNumber: accountOf(arn),
  };
}

/** Whether something is called as a property is, but for case and what stands between its letters: it may be meant by it. */
function isCalledLike(detail: Detail, name: string): boolean {
  return Object.keys(detail).some((key) => lettersOf(key) === name.toLowerCase());
}

/** A time that every such thing has; absent, it was not given. */
function when(detail: Detail, name: string): unknown {
  const value = field(detail, name);
  return value === undefined || value === null ? NOT_GIVEN : timeOf(value, name);
}

/** A user of `get-account-authorization-details` or AWS Config. */
export function iamUser(detail: unknown, origin: Origin, absent: Absent): InventoryRecord {
  const name = isObject(detail) ? textField(detail, 'userName') : undefined;
  if (!isObject(detail) || name === undefined) return nameless('user', '`UserName`', origin.place);
  const groups = field(detail, 'groupList') ?? (absent === 'empty' ? [] : undefined);
  const tags = field(detail, 'tags') ?? (absent === 'empty' ? [] : undefined);
  return userRecord(
    {
      ...principal(detail, 'user', origin, absent),
      ...besides(detail),
      attachedGroups: groups === undefined ? undefined : listOf(groups, 'GroupList', groupNames),
      tags: tags === undefined ? undefined : tagList(tags, 'Tags'),
      id: textField(detail, 'userId'),
      name,
      source: origin.source,
    },
    origin.place,
  );
}

/** What rules for answers of AWS ask for, under its own name. */
function besides(detail: Detail): Detail {
  const own = Object.keys(detail).filter((name) => /^(?:permissionsBoundary|roleLastUsed)$/iu.test(name));
  return Object.fromEntries(own.map((name) => [name, detail[name]]));
}

/** The tail that the other IAM entities end with. */
function tail(detail: Detail, type: string, name: string, id: string, origin: Origin): Record<string, unknown> {
  return { id: textField(detail, id), type, name, region: null, source: origin.source };
}

function withTags(detail: Detail, absent: Absent): unknown {
  const tags = field(detail, 'tags') ?? (absent === 'empty' ? [] : undefined);
  return tags === undefined ? notGiven(absent) : tagList(tags, 'Tags');
}

export function iamRole(detail: unknown, origin: Origin, absent: Absent): InventoryRecord {
  const name = isObject(detail) ? textField(detail, 'roleName') : undefined;
  if (!isObject(detail) || name === undefined) return nameless('role', '`RoleName`', origin.place);
  const trust = field(detail, 'assumeRolePolicyDocument');
  const document = trust === undefined ? NOT_GIVEN : documentOf(trust, 'AssumeRolePolicyDocument', origin.maxDepth);
  const common = principal(detail, 'role', origin, absent);
  return shaped(
    {
      ...common,
      ...besides(detail),
      assumeRolePolicy: document,
      // As the vendor's later rules call them.
      trust: document,
      owner: common['accountNumber'],
      tags: withTags(detail, absent),
      ...tail(detail, 'IamRole', name, 'roleId', origin),
    },
    origin.place,
  );
}

const MEMBERS = new Unknown('the IamUser entities name their groups');

/** @param users the names of its members, where they are told */
export function iamGroup(detail: unknown, origin: Origin, absent: Absent, users?: readonly string[]): InventoryRecord {
  const name = isObject(detail) ? textField(detail, 'groupName') : undefined;
  if (!isObject(detail) || name === undefined) return nameless('group', '`GroupName`', origin.place);
  return shaped(
    {
      ...principal(detail, 'group', origin, absent),
      users: users ?? MEMBERS,
      ...tail(detail, 'IamGroup', name, 'groupId', origin),
    },
    origin.place,
  );
}

const ATTACHED_TO = new Unknown('`aws iam list-entities-for-policy` has it');

export function iamPolicy(detail: unknown, origin: Origin, absent: Absent): InventoryRecord {
  const name = isObject(detail) ? textField(detail, 'policyName') : undefined;
  if (!isObject(detail) || name === undefined) return nameless('policy', '`PolicyName`', origin.place);
  const arn = textField(detail, 'arn');
  const count = field(detail, 'attachmentCount');
  const attached = count === 0 ? [] : ATTACHED_TO;
  return shaped(
    {
      createDate: when(detail, 'createDate'),
      updateDate: when(detail, 'updateDate'),
      arn,
      path: textField(detail, 'path'),
      defaultVersionId: textField(detail, 'defaultVersionId'),
      attachmentCount: typeof count === 'number' ? count : NOT_GIVEN,
      isAttachable: field(detail, 'isAttachable'),
      document: defaultDocument(detail, origin.maxDepth, absent),
      users: attached,
      roles: attached,
      groups: attached,
      tags: withTags(detail, absent),
      // The policies of AWS itself belong to no account.
      accountNumber: accountOf(arn),
      ...tail(detail, 'IamPolicy', name, 'policyId', origin),
    },
    origin.place,
  );
}

/** The document that is in force: that of the default version. */
function defaultDocument(detail: Detail, maxDepth: number, absent: Absent): unknown {
  if (absent === 'answer') return new Unknown('`aws iam get-policy-version` has it');
  const versions = field(detail, 'policyVersionList');
  const id = textField(detail, 'defaultVersionId');
  const version = Array.isArray(versions)
    ? versions.find(
        (one: unknown): one is Detail =>
          isObject(one) &&
          (field(one, 'isDefaultVersion') === true || (id !== undefined && field(one, 'versionId') === id)),
      )
    : undefined;
  if (version === undefined) return new Unknown('the source lists no default version of the policy');
  return documentOf(ownValue(version, 'Document') ?? ownValue(version, 'document'), 'Document', maxDepth);
}
