import { isObject, ownText, ownValue } from '../entity.ts';
import { filled } from '../filled.ts';
import type { EntityRecord } from '../../values/record.ts';

type Values = Readonly<Record<string, unknown>>;

/** Who has a policy or is in a group, by name. */
interface Holders {
  readonly users: Set<string>;
  readonly roles: Set<string>;
  readonly groups: Set<string>;
}

function noHolders(): Holders {
  return { users: new Set(), roles: new Set(), groups: new Set() };
}

const LIST_OF = new Map<string, keyof Holders>([
  ['IamUser', 'users'],
  ['IamRole', 'roles'],
  ['IamGroup', 'groups'],
]);

/**
 * The users, groups, roles and policies of one account with what they tell of each other: the documents of attached policies
 * (`combinedPolicies`), whom a policy is attached to, who is in a group. What they do not tell whole stays unknown: a policy
 * counts its attachments.
 *
 * @param isWhole all users were read, so that who is in no group is known
 */
export function linkedIam(entities: readonly EntityRecord[], isWhole: boolean): readonly EntityRecord[] {
  const documents = documentsByArn(entities);
  const holders = holdersByArn(entities);
  const members = isWhole ? membersByGroup(entities) : undefined;
  return entities.map((record) => {
    switch (record.entity.type) {
      case 'IamUser':
      case 'IamRole':
        return withCombined(record, documents);
      case 'IamGroup':
        return isUnknown(record, 'users') && members !== undefined
          ? filled(record, 'users', { value: [...(members.get(record.entity.name ?? '') ?? [])] })
          : record;
      default:
        return withHolders(record, holders);
    }
  });
}

function isUnknown({ unknown = {} }: EntityRecord, name: string): boolean {
  return Object.hasOwn(unknown, name);
}

function listIn({ entity }: EntityRecord, name: string): readonly unknown[] | undefined {
  const list = ownValue(entity, name);
  return Array.isArray(list) ? list : undefined;
}

function documentsByArn(records: readonly EntityRecord[]): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const { entity } of records) {
    const arn = ownText(entity, 'arn');
    if (entity.type === 'IamPolicy' && arn !== undefined && isObject(entity['document']))
      found.set(arn, entity['document']);
  }
  return found;
}

function holdersByArn(records: readonly EntityRecord[]): ReadonlyMap<string, Holders> {
  const found = new Map<string, Holders>();
  for (const record of records) {
    const list = LIST_OF.get(record.entity.type);
    if (list === undefined) continue;
    for (const policy of listIn(record, 'managedPolicies') ?? []) {
      const arn = isObject(policy) ? ownText(policy, 'arn') : undefined;
      if (arn === undefined) continue;
      const holders = found.get(arn) ?? noHolders();
      holders[list].add(record.entity.name ?? '');
      found.set(arn, holders);
    }
  }
  return found;
}

/** Undefined where no user was given: then nobody is known to be in no group. */
function membersByGroup(records: readonly EntityRecord[]): ReadonlyMap<string, ReadonlySet<string>> | undefined {
  const users = records.filter(({ entity }) => entity.type === 'IamUser');
  if (users.length === 0 || users.some((user) => listIn(user, 'attachedGroups') === undefined)) return undefined;
  const found = new Map<string, Set<string>>();
  for (const user of users) {
    for (const group of listIn(user, 'attachedGroups') ?? []) {
      const name = String(group);
      found.set(name, (found.get(name) ?? new Set()).add(user.entity.name ?? ''));
    }
  }
  return found;
}

/** As the vendor's entities have it: the policies of a user or role itself, attached and inline. */
function withCombined(record: EntityRecord, documents: ReadonlyMap<string, unknown>): EntityRecord {
  const [managed, inline] = [listIn(record, 'managedPolicies'), listIn(record, 'inlinePolicies')];
  if (!isUnknown(record, 'combinedPolicies') || managed === undefined || inline === undefined) return record;
  const attached = managed.flatMap((policy): readonly Values[] => {
    const arn = isObject(policy) ? (ownText(policy, 'arn') ?? '') : '';
    return isObject(policy) && documents.has(arn) ? [{ ...policy, policyDocument: documents.get(arn) }] : [];
  });
  return attached.length < managed.length
    ? record
    : filled(record, 'combinedPolicies', { value: [...attached, ...inline] });
}

function withHolders(record: EntityRecord, holders: ReadonlyMap<string, Holders>): EntityRecord {
  const { arn, attachmentCount } = record.entity;
  const found = (typeof arn === 'string' ? holders.get(arn) : undefined) ?? noHolders();
  const lists = Object.entries(found) as readonly (readonly [string, ReadonlySet<string>])[];
  const count = lists.reduce((sum, [, names]) => sum + names.size, 0);
  if (record.entity.type !== 'IamPolicy' || count !== attachmentCount) return record;
  return lists.reduce(
    (result, [name, names]) => (isUnknown(result, name) ? filled(result, name, { value: [...names] }) : result),
    record,
  );
}
