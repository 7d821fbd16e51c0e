import { problem } from '../problems.ts';
import type { InventoryRecord, Provenance } from '../../values/record.ts';
import type { IamUser } from './iam-user-schema.ts';
import { userRecord } from './iam-user.ts';
import { NEVER } from './values.ts';

/** A cell that cannot be read: the row is then a problem, never a guess. */
class BadCell {
  readonly column: string;
  readonly expected: string;
  readonly found: string;

  constructor(column: string, expected: string, found: string) {
    this.column = column;
    this.expected = expected;
    this.found = found;
  }
}

/**
 * The `IamUser` of a report's row, given by column. A cell of another form than documented makes the row a problem; a
 * column that is absent makes its property unknown.
 */
export function userOfRow(row: ReadonlyMap<string, string>, place: Provenance, source: string): InventoryRecord {
  try {
    return userRecord({ ...toValues(row), source }, place);
  } catch (thrown) {
    if (!(thrown instanceof BadCell)) throw thrown;
    const found = thrown.found.length > 60 ? `${thrown.found.slice(0, 60)}…` : thrown.found;
    return problem('invalid-value', `\`${thrown.column}\` should be ${thrown.expected}, found \`${found}\``, place);
  }
}

function toValues(row: ReadonlyMap<string, string>): Record<string, unknown> & { readonly name: string } {
  const arn = row.get('arn')!;
  const found = /^arn:[^:]+:iam::([^:]*):(?:root|user(\/(?:.*\/)?)[^/]+)$/u.exec(arn);
  if (found === null) throw new BadCell('arn', 'the ARN of a user', arn);
  return {
    createDate: time(row, 'user_creation_time'),
    passwordLastUsed: time(row, 'password_last_used', { no_information: NEVER }),
    arn,
    path: found[2] ?? null,
    passwordEnabled: flag(row, 'password_enabled'),
    passwordLastChanged: time(row, 'password_last_changed'),
    passwordNextRotation: time(row, 'password_next_rotation'),
    mfaActive: flag(row, 'mfa_active'),
    firstAccessKey: accessKey(row, 'access_key_1'),
    secondAccessKey: accessKey(row, 'access_key_2'),
    firstCertificate: credential(row, 'cert_1'),
    secondCertificate: credential(row, 'cert_2'),
    id: arn,
    name: row.get('user')!,
    accountNumber: found[1]!,
  };
}

/** What the report writes where it has no value. */
const ABSENT = new Set(['N/A', 'no_information', 'not_supported', '']);

/** ISO 8601 with a zone, as the report writes it: `2026-01-31T08:30:00+00:00`. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u;

/** Epoch seconds, null where the report has no value (or what `special` says for that word). */
function time(
  row: ReadonlyMap<string, string>,
  column: string,
  special: Readonly<Record<string, number>> = {},
): number | null | undefined {
  const cell = row.get(column);
  if (cell === undefined) return undefined;
  if (Object.hasOwn(special, cell)) return special[cell];
  if (ABSENT.has(cell)) return null;
  const milliseconds = TIME.test(cell) ? Date.parse(cell) : Number.NaN;
  if (Number.isNaN(milliseconds)) throw new BadCell(column, 'an ISO 8601 time', cell);
  return Math.floor(milliseconds / 1000);
}

function flag(row: ReadonlyMap<string, string>, column: string): boolean | null | undefined {
  const cell = row.get(column);
  if (cell === undefined) return undefined;
  if (ABSENT.has(cell)) return null;
  if (/^true$/iu.test(cell)) return true;
  if (/^false$/iu.test(cell)) return false;
  throw new BadCell(column, '`true` or `false`', cell);
}

/** A key or certificate. One that does not exist is not active and was never rotated. */
function credential(
  row: ReadonlyMap<string, string>,
  prefix: string,
): { isActive: boolean; lastRotated: number | null } | null | undefined {
  const isActive = flag(row, `${prefix}_active`);
  const lastRotated = time(row, `${prefix}_last_rotated`) ?? null;
  return isActive === undefined || isActive === null ? isActive : { isActive, lastRotated };
}

function accessKey(row: ReadonlyMap<string, string>, prefix: string): IamUser['firstAccessKey'] {
  const key = credential(row, prefix);
  if (key === undefined || key === null) return key;
  const text = (column: string): string | null | undefined => {
    const cell = row.get(column);
    return cell !== undefined && ABSENT.has(cell) ? '' : cell;
  };
  // Of a key that exists, `N/A` says that no use is recorded; of one that does not, nothing.
  if (!key.isActive && key.lastRotated === null)
    return { ...key, lastUsedDate: null, lastUsedRegion: null, lastUsedService: null };
  return {
    ...key,
    lastUsedDate: time(row, `${prefix}_last_used_date`, { 'N/A': NEVER, no_information: NEVER }) ?? null,
    lastUsedRegion: text(`${prefix}_last_used_region`) ?? null,
    lastUsedService: text(`${prefix}_last_used_service`) ?? null,
  };
}
