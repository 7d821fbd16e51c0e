import { ROOT_USER } from '../../values/root-user.ts';
import type { Entity } from '../../values/entity.ts';
import { entityRecord, type EntityRecord, type Provenance } from '../../values/record.ts';
import { shaped } from './shape.ts';

/** Where each kind of value of an IAM user is to be found, as a reason why another source does not know it. */
export const CREDENTIAL_REPORT = 'an IAM credential report has it';
export const AUTHORIZATION_DETAILS = '`aws iam get-account-authorization-details` has it';
export const USER_LIST = '`aws iam list-users` has it';
export const MFA_DEVICES = '`aws iam list-mfa-devices` has it';
const COMBINED = 'it is made of policies that are IamPolicy and IamGroup entities of their own';

/** The properties of an `IamUser`, each with the source that holds it. */
const HELD_BY: Readonly<Record<string, string>> = {
  createDate: USER_LIST,
  arn: USER_LIST,
  path: USER_LIST,
  id: USER_LIST,
  accountNumber: USER_LIST,
  passwordEnabled: CREDENTIAL_REPORT,
  passwordLastUsed: CREDENTIAL_REPORT,
  passwordLastChanged: CREDENTIAL_REPORT,
  passwordNextRotation: CREDENTIAL_REPORT,
  mfaActive: CREDENTIAL_REPORT,
  firstAccessKey: CREDENTIAL_REPORT,
  secondAccessKey: CREDENTIAL_REPORT,
  firstCertificate: CREDENTIAL_REPORT,
  secondCertificate: CREDENTIAL_REPORT,
  virtualMfaEnabled: MFA_DEVICES,
  managedPolicies: AUTHORIZATION_DETAILS,
  inlinePolicies: AUTHORIZATION_DETAILS,
  attachedGroups: AUTHORIZATION_DETAILS,
  combinedPolicies: COMBINED,
  tags: AUTHORIZATION_DETAILS,
};

/** The root user can have none of these: they are absent, and not unknown. */
const NOT_OF_ROOT = new Set(['managedPolicies', 'inlinePolicies', 'attachedGroups', 'combinedPolicies', 'tags']);

/** Why a property of a user is not known; undefined where there is nothing to know. */
function reasonFor(property: string, name: string): string | undefined {
  if (name !== ROOT_USER) return HELD_BY[property];
  if (NOT_OF_ROOT.has(property)) return undefined;
  // The other command lists no device of the root user.
  return property === 'virtualMfaEnabled' ? '`aws iam list-virtual-mfa-devices` has it' : HELD_BY[property];
}

const PROPERTIES = Object.keys(HELD_BY);

/** The reasons by what is absent: the users of one source lack the same, so they share one object. */
const reasons = new Map<string, Readonly<Record<string, string>>>();

function reasonsFor(absent: readonly string[], name: string): Readonly<Record<string, string>> {
  const key = `${name === ROOT_USER ? ROOT_USER : ''}${absent.join()}`;
  let found = reasons.get(key);
  if (found === undefined) {
    const entries = absent.flatMap((property) => {
      const reason = reasonFor(property, name);
      return reason === undefined ? [] : [[property, reason] as const];
    });
    found = Object.freeze(Object.fromEntries(entries));
    reasons.set(key, found);
  }
  return found;
}

function absentFrom(values: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, string>> {
  return reasonsFor(
    PROPERTIES.filter((property) => values[property] === undefined),
    name,
  );
}

/** The record of a user of whom a source holds all that it ever does: what else a user has is the same for all of them. */
export function wholeUsers(): (user: Entity & { readonly name: string }, place: Provenance) => EntityRecord {
  let reasons: Readonly<Record<string, string>> | undefined;
  return (user, place) => {
    if (user.name === ROOT_USER) return entityRecord(user, place, absentFrom(user, ROOT_USER));
    return entityRecord(user, place, (reasons ??= absentFrom(user, user.name)));
  };
}

/** An `IamUser` of what a source holds; all else that a user has is listed as unknown, with the source that has it. */
export function userRecord(
  values: Readonly<Record<string, unknown>> & { readonly name: string; readonly source: string },
  place: Provenance,
): EntityRecord {
  const { name, source, ...rest } = values;
  return shaped({ ...rest, type: 'IamUser', name, region: null, source }, place, absentFrom(rest, name));
}
