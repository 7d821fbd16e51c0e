/** The units of `before` and `after`, with the singular of each. */
export const TIME_UNITS = ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

export function timeUnitOf(text: string): TimeUnit | undefined {
  const unit = text.toLowerCase();
  return TIME_UNITS.find((known) => known === unit || known === `${unit}s`);
}

/** The units that are always as long, in seconds. UTC has no summer time, so that a day is one. */
const LENGTHS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400, weeks: 604_800 } as const;

/**
 * The moment that lies `amount` units after `now` (before it, when negative). Months and years go by the calendar in
 * UTC: a month after January 31 is the last day of February; a fraction of one is cut off.
 *
 * @param now in milliseconds since 1970
 * @returns in seconds since 1970; infinite beyond the years that a date can hold
 */
export function shifted(now: number, amount: number, unit: TimeUnit): number {
  if (unit !== 'months' && unit !== 'years') return now / 1000 + amount * LENGTHS[unit];
  const moment = addMonths(now, Math.trunc(amount) * (unit === 'years' ? 12 : 1)) / 1000;
  return Number.isNaN(moment) ? Math.sign(amount) * Infinity : moment;
}

/** The same time of the day that many months later, on the last day of a month that is shorter. NaN beyond all dates. */
function addMonths(milliseconds: number, months: number): number {
  const date = new Date(milliseconds);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  // A day that the month does not have has become one of the next: its day 0 is the last of the month before.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/iu;
/** Whether a text is a date or time in ISO 8601, and not a number. */
export function isIsoTime(text: string): boolean {
  return text.length >= 10 && ISO.test(text);
}

/** The end of the year 9999, in seconds since 1970: what is beyond it are milliseconds. */
export const LAST_SECOND = 253_402_300_799;

/** Whether a number would be a time only if it were in milliseconds. */
export function isMilliseconds(value: unknown): boolean {
  return typeof value === 'number' && value > LAST_SECOND && Number.isFinite(value);
}

/**
 * Whether a number beside a time is most likely so many days or seconds, or a date of eight digits: as seconds since 1970 it
 * would be within the first year of it. 0 and what lies before it stand for what never was.
 */
export function isSpan(value: unknown): boolean {
  return typeof value === 'number' && value > 1 && value < SECONDS_OF_A_YEAR;
}

const SECONDS_OF_A_YEAR = 365 * 86_400;

const EPOCH = /^-?\d{1,15}(?:\.\d+)?$/u;

/**
 * The seconds since 1970 of a value that is a time: a number or text of one, or ISO 8601 text (without a zone: UTC).
 * Of a `Date`, as clients of clouds give them, its own. Undefined for everything else.
 */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (value instanceof Date) return timeOf(value.getTime() / 1000);
  if (typeof value !== 'string') return undefined;
  if (EPOCH.test(value)) return Number(value);
  const match = ISO.exec(value);
  if (match === null) return undefined;
  const zoned = value.length > 10 && match[1] === undefined ? `${value}Z` : value;
  // `Date` moves February 31 into March.
  const [year, month, day] = value.slice(0, 10).split('-').map(Number) as [number, number, number];
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return undefined;
  const milliseconds = Date.parse(zoned.replace(' ', 'T').toUpperCase());
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
