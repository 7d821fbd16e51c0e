import { addTo } from '../../by-key.ts';
import { ROOT_USER } from '../../../values/root-user.ts';
import { userRecord } from '../iam-user.ts';
import { orUnknown, timeOf } from '../shape.ts';
import { accountOf, epochSeconds, field, tagsOf, textField } from '../values.ts';
import { isObject, ownObject, ownText, ownValue } from '../../entity.ts';
import { iamUserPart, lastUse, type AccessKeyFact } from '../user-join.ts';
import { problem } from '../../problems.ts';
import { accountOfFolder } from './folders.ts';
import { subjectInName } from './subject.ts';
import type { EntityRecord, ProblemRecord, InventoryRecord, Provenance } from '../../../values/record.ts';

type Output = Readonly<Record<string, unknown>>;

const SOURCE = 'aws-cli';

/*
 * What the AWS CLI prints of IAM users one command at a time, in any order. What the answers say of one user becomes one
 * `IamUser`:
 * - `firstAccessKey` is the oldest by its date of creation, `secondAccessKey` the other. Where all keys are listed, a key
 *   that is not there is as in the credential report: `{ isActive: false }` with null for its times;
 * - a last use goes to its key by `AccessKeyId`, which the plain answer lacks: without it, it is used only where the user
 *   has one key;
 * - an answer that names no user (the empty list of who has no keys) says nothing: `--query` adds the name, or the file's
 *   name tells it (`list-access-keys/alice.json`).
 */

/** The lists that an output may hold, and what is made of them. */
const LISTS: readonly (readonly [
  string,
  (list: readonly unknown[], output: Output, place: Provenance) => InventoryRecord[],
])[] = [
  ['AccessKeyMetadata', listedKeys],
  ['MFADevices', mfaDevices],
  ['VirtualMFADevices', virtualDevices],
];

/** What one output tells of users. */
export function iamUserOutput(output: unknown, place: Provenance): readonly InventoryRecord[] {
  if (isObject(output)) {
    for (const [name, make] of LISTS) {
      const list = ownValue(output, name);
      if (Array.isArray(list)) return make(list as readonly unknown[], output, place);
      if (list !== undefined) return [problem('not-an-entity', `\`${name}\` is not a list`, place)];
    }
    if (ownObject(output, 'AccessKeyLastUsed') !== undefined) return [usedKey(output, place)];
  }
  return [problem('not-an-entity', 'the document is no output of `aws iam` that lists users, keys or devices', place)];
}

function noUser(what: string, place: Provenance): ProblemRecord {
  return problem('not-an-entity', `the ${what} has no \`UserName\``, place);
}

/** A user of `list-users` or `get-user`. */
export function listedUser(user: unknown, place: Provenance): InventoryRecord {
  const name = isObject(user) ? ownText(user, 'UserName') : undefined;
  if (!isObject(user) || name === undefined) return noUser('user', place);
  const arn = textField(user, 'Arn');
  const used = ownValue(user, 'PasswordLastUsed');
  const tags = ownValue(user, 'Tags');
  return userRecord(
    {
      createDate: timeOf(ownValue(user, 'CreateDate'), 'CreateDate'),
      // Absent means no password, or never used: these are two things, so it is left to the credential report.
      passwordLastUsed: used === undefined || used === null ? undefined : timeOf(used, 'PasswordLastUsed'),
      arn,
      path: textField(user, 'Path'),
      tags: tags === undefined ? undefined : orUnknown(tagsOf(tags), 'Tags'),
      id: textField(user, 'UserId'),
      name,
      accountNumber: accountOf(arn),
      source: SOURCE,
    },
    place,
  );
}

function listedKeys(list: readonly unknown[], output: Output, place: Provenance): InventoryRecord[] {
  const records: InventoryRecord[] = [];
  const byUser = new Map<string, AccessKeyFact[]>();
  const named = ownText(output, 'UserName') ?? subjectInName(place.file, 'iam list-access-keys');
  if (named !== undefined) byUser.set(named, []);
  for (const key of list) {
    const name = isObject(key) ? (ownText(key, 'UserName') ?? named) : undefined;
    if (!isObject(key) || name === undefined) {
      records.push(noUser('access key', place));
      continue;
    }
    const id = ownText(key, 'AccessKeyId');
    const created = epochSeconds(ownValue(key, 'CreateDate'));
    const isActive = STATUS.get(ownText(key, 'Status') ?? '');
    const fact: AccessKeyFact = {
      listed: true,
      ...(id === undefined ? {} : { id }),
      ...(isActive === undefined ? {} : { isActive }),
      ...(created === undefined ? {} : { created }),
    };
    const facts = byUser.get(name);
    if (facts === undefined) byUser.set(name, [fact]);
    else facts.push(fact);
  }
  const listsAll = ownValue(output, 'IsTruncated') !== true && ownValue(output, 'NextToken') === undefined;
  for (const [name, facts] of byUser) records.push(iamUserPart(partOf(name, place), facts, listsAll));
  return records;
}

const STATUS = new Map([
  ['Active', true],
  ['Inactive', false],
]);

function partOf(name: string, place: Provenance, values: Readonly<Record<string, unknown>> = {}): EntityRecord {
  return userRecord({ ...values, name, source: SOURCE }, place);
}

function usedKey(output: Output, place: Provenance): InventoryRecord {
  const name = ownText(output, 'UserName');
  if (name === undefined) return noUser('last use', place);
  const use = ownObject(output, 'AccessKeyLastUsed') ?? {};
  const id = ownText(output, 'AccessKeyId');
  const date = ownValue(use, 'LastUsedDate');
  const seconds = epochSeconds(date);
  // Only an absent date says that there was no use.
  const isKnown = date === undefined || date === null || seconds !== undefined;
  const lastUsed = isKnown ? lastUse(seconds, field(use, 'Region'), field(use, 'ServiceName')) : undefined;
  const fact: AccessKeyFact = {
    listed: false,
    ...(id === undefined ? {} : { id }),
    ...(lastUsed === undefined ? {} : { lastUsed }),
  };
  return iamUserPart(partOf(name, place), [fact], false);
}

function mfaDevices(list: readonly unknown[], output: Output, place: Provenance): InventoryRecord[] {
  const named = ownText(output, 'UserName') ?? subjectInName(place.file, 'iam list-mfa-devices');
  const byUser = new Map<string, string[]>(named === undefined ? [] : [[named, []]]);
  const records: InventoryRecord[] = [];
  for (const device of list) {
    const name = isObject(device) ? (ownText(device, 'UserName') ?? named) : undefined;
    const serial = isObject(device) ? ownText(device, 'SerialNumber') : undefined;
    if (name === undefined || serial === undefined) records.push(noUser('MFA device', place));
    else addTo(byUser, name, serial);
  }
  for (const [name, serials] of byUser) {
    const mfa = { mfaActive: serials.length > 0, virtualMfaEnabled: serials.some(isVirtual) };
    records.push(partOf(name, place, mfa));
  }
  return records;
}

/** A virtual device has an ARN for its serial number; a hardware token has its own, a security key the ARN of a `u2f`. */
function isVirtual(serial: string): boolean {
  return /^arn:[^:]+:iam::\d*:mfa\//u.test(serial);
}

/** Who lists the devices that are assigned, and says so as `gsl collect` does, has told whether the root user has one. */
function virtualDevices(list: readonly unknown[], output: Output, place: Provenance): InventoryRecord[] {
  const records = list.flatMap((device) => virtualDevice(device, place));
  const account = accountOfFolder(place.file);
  const isAll = ownValue(output, 'AssignmentStatus') === 'Assigned' && ownValue(output, 'IsTruncated') !== true;
  const isRoot = (record: InventoryRecord): boolean => record.kind === 'entity' && record.entity.name === ROOT_USER;
  if (!isAll || account === undefined || records.some(isRoot)) return records;
  const arn = `arn:aws:iam::${account}:root`;
  return [...records, partOf(ROOT_USER, place, { arn, accountNumber: account, virtualMfaEnabled: false })];
}

function virtualDevice(device: unknown, place: Provenance): readonly InventoryRecord[] {
  const user = isObject(device) ? ownObject(device, 'User') : undefined;
  // A device that is assigned to nobody.
  if (isObject(device) && (ownValue(device, 'User') ?? null) === null) return [];
  const arn = user === undefined ? undefined : ownText(user, 'Arn');
  if (user === undefined || arn === undefined) return [noUser('MFA device', place)];
  // The root user has an ARN and no name; the credential report calls it so.
  const name = arn.endsWith(':root') ? ROOT_USER : ownText(user, 'UserName');
  if (name === undefined) return [noUser('MFA device', place)];
  const accountNumber = accountOf(arn);
  return [partOf(name, place, { arn, accountNumber, mfaActive: true, virtualMfaEnabled: true })];
}
