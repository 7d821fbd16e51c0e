import { ROOT_USER } from '../../values/root-user.ts';
import type { Entity } from '../../values/entity.ts';

/*
 * Users for the tests of the bundled rules, shaped as the reader of credential reports makes them: times in epoch
 * seconds, null for times of what does not exist.
 */

/** The clock of the tests. */
export const now = '2026-06-30T12:00:00Z';

/** What the report's reader writes for a use that never was: 0001-01-01. */
export const never = -62135596800;

/** Epoch seconds of a moment before `now`. */
export function daysAgo(days: number): number {
  return Date.parse(now) / 1000 - Math.round(days * 86_400);
}

/** A key that does not exist. */
const noKey = { isActive: false, lastRotated: null, lastUsedDate: null, lastUsedRegion: null, lastUsedService: null };

/** A user without password, keys and certificates, but for what is given. */
export function user(properties: Readonly<Record<string, unknown>> = {}): Entity {
  return {
    type: 'IamUser',
    name: 'alice',
    id: 'arn:aws:iam::111122223333:user/alice',
    accountNumber: '111122223333',
    createDate: daysAgo(1000),
    passwordEnabled: false,
    passwordLastUsed: null,
    passwordLastChanged: null,
    passwordNextRotation: null,
    mfaActive: false,
    firstAccessKey: noKey,
    secondAccessKey: noKey,
    firstCertificate: { isActive: false, lastRotated: null },
    secondCertificate: { isActive: false, lastRotated: null },
    ...properties,
  };
}

/** The root user; the report does not say whether its password is enabled. */
export function root(properties: Readonly<Record<string, unknown>> = {}): Entity {
  const id = 'arn:aws:iam::111122223333:root';
  return user({
    name: ROOT_USER,
    id,
    passwordEnabled: null,
    mfaActive: true,
    passwordLastUsed: never,
    ...properties,
  });
}

/** A key of the given age in days, used on the day of `now`. */
export function key(
  age: number,
  properties: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    isActive: true,
    lastRotated: daysAgo(age),
    lastUsedDate: daysAgo(0.5),
    lastUsedRegion: 'us-east-1',
    lastUsedService: 's3',
    ...properties,
  };
}

/** The properties of a console password of the given age in days, used yesterday. */
export function password(age: number): Readonly<Record<string, unknown>> {
  return { passwordEnabled: true, passwordLastChanged: daysAgo(age), passwordLastUsed: daysAgo(1) };
}
