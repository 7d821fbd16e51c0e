import type { IamUser } from './iam-user-schema.ts';
import { NEVER } from './values.ts';

/* How the cells of a credential report are read. */

/** A cell that cannot be read: the row is then a problem, never a guess. */
export class BadCell {
  readonly column: string;
  readonly expected: string;
  readonly found: string;

  constructor(column: string, expected: string, found: string) {
    this.column = column;
    this.expected = expected;
    this.found = found;
  }
}

/** The cell of a column in the row that is being read; undefined when there is no such column. */
export type Cell = () => string | undefined;

/** What the report writes where it has no value. */
const ABSENT = new Set(['N/A', 'no_information', 'not_supported', '']);

/** ISO 8601 with a zone, as the report writes it: `2026-01-31T08:30:00+00:00`. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u;

/** Epoch seconds, null where the report has no value (or what `special` says for that word). */
export function time(
  cellOf: (column: string) => Cell,
  column: string,
  special: Readonly<Record<string, number>> = {},
): () => number | null | undefined {
  const read = cellOf(column);
  return () => {
    const cell = read();
    if (cell === undefined) return undefined;
    const seconds = plainSeconds(cell);
    if (seconds !== undefined) return seconds;
    if (Object.hasOwn(special, cell)) return special[cell];
    if (ABSENT.has(cell)) return null;
    const milliseconds = TIME.test(cell) ? Date.parse(cell) : Number.NaN;
    if (Number.isNaN(milliseconds)) throw new BadCell(column, 'an ISO 8601 time', cell);
    return Math.floor(milliseconds / 1000);
  };
}

/** The days before each month of a year that is no leap year. */
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/**
 * The epoch seconds of a time as the report nearly always writes it: in UTC, of this time, on a day that every month
 * has. All else is for `Date.parse`, which takes several times as long for the nine times of a row.
 */
function plainSeconds(cell: string): number | undefined {
  if (cell.length !== 25 || !cell.endsWith('+00:00')) return undefined;
  const year = 100 * twoDigits(cell, 0) + twoDigits(cell, 2);
  const month = twoDigits(cell, 5);
  const day = twoDigits(cell, 8);
  const [hour, minute, second] = [twoDigits(cell, 11), twoDigits(cell, 14), twoDigits(cell, 17)];
  const isPlain =
    year >= 1970 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour < 24 && minute < 60;
  if (!isPlain || !(second < 60) || !hasSeparators(cell)) return undefined;
  const leaps = Math.floor((year - 1969) / 4) + (month > 2 && year % 4 === 0 ? 1 : 0);
  const days = 365 * (year - 1970) + leaps + (DAYS_BEFORE[month - 1] ?? 0) + day - 1;
  return 86_400 * days + 3600 * hour + 60 * minute + second;
}

/** The number at a place of the text; NaN, which is in no range, where these are no digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}

function hasSeparators(cell: string): boolean {
  return cell[4] === '-' && cell[7] === '-' && cell[10] === 'T' && cell[13] === ':' && cell[16] === ':';
}

export function flag(cellOf: (column: string) => Cell, column: string): () => boolean | null | undefined {
  const read = cellOf(column);
  return () => {
    const cell = read();
    if (cell === undefined) return undefined;
    if (cell === 'true') return true;
    if (cell === 'false') return false;
    if (ABSENT.has(cell)) return null;
    if (/^true$/iu.test(cell)) return true;
    if (/^false$/iu.test(cell)) return false;
    throw new BadCell(column, '`true` or `false`', cell);
  };
}

/** Whether a key is active, which every report says: an empty cell says neither, and would pass for a key that is not. */
function givenFlag(cellOf: (column: string) => Cell, column: string): () => boolean | null | undefined {
  const read = cellOf(column);
  const active = flag(cellOf, column);
  return () => {
    if (read() === '') throw new BadCell(column, '`true` or `false`', '');
    return active();
  };
}

/** A key or certificate. One that does not exist is not active and was never rotated. */
export function credential(
  cellOf: (column: string) => Cell,
  prefix: string,
): () => { readonly isActive: boolean; readonly lastRotated: number | null } | null | undefined {
  const active = givenFlag(cellOf, `${prefix}_active`);
  const rotated = time(cellOf, `${prefix}_last_rotated`);
  return () => {
    const isActive = active();
    const lastRotated = rotated() ?? null;
    return isActive === undefined || isActive === null ? isActive : { isActive, lastRotated };
  };
}

export function accessKey(cellOf: (column: string) => Cell, prefix: string): () => IamUser['firstAccessKey'] {
  const readKey = credential(cellOf, prefix);
  const lastUsed = time(cellOf, `${prefix}_last_used_date`, { 'N/A': NEVER, no_information: NEVER });
  const region = cellOf(`${prefix}_last_used_region`);
  const service = cellOf(`${prefix}_last_used_service`);
  return () => {
    const key = readKey();
    if (key === undefined || key === null) return key;
    const { isActive, lastRotated } = key;
    // Of a key that exists, `N/A` says that no use is recorded; of one that does not, nothing.
    if (!isActive && lastRotated === null)
      return { isActive, lastRotated, lastUsedDate: null, lastUsedRegion: null, lastUsedService: null };
    return {
      isActive,
      lastRotated,
      lastUsedDate: lastUsed() ?? null,
      lastUsedRegion: textOf(region()),
      lastUsedService: textOf(service()),
    };
  };
}

/** Reads the cells that {@link accessKey} reads, and makes nothing of them. */
export function keyCheck(cellOf: (column: string) => Cell, prefix: string): () => void {
  const active = givenFlag(cellOf, `${prefix}_active`);
  const rotated = time(cellOf, `${prefix}_last_rotated`);
  const lastUsed = time(cellOf, `${prefix}_last_used_date`, { 'N/A': NEVER, no_information: NEVER });
  return () => {
    const isActive = active();
    const lastRotated = rotated() ?? null;
    if (isActive === true || (isActive === false && lastRotated !== null)) lastUsed();
  };
}

function textOf(cell: string | undefined): string | null {
  if (cell === undefined) return null;
  return ABSENT.has(cell) ? '' : cell;
}
