import { timeOf } from '../values/time.ts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})/u;

const DAY = 24 * 60 * 60 * 1000;

/** From here on a number counts milliseconds: as seconds it would lie beyond the year 5000. */
const MILLISECONDS_FROM = 1e11;

/** A stretch of time in epoch milliseconds, `end` exclusive; a point in time has an `end` one millisecond on. */
export interface Instant {
  readonly start: number;
  readonly end: number;
}

/**
 * A moment written as ISO text or as epoch seconds or milliseconds, or undefined when it is none. A date alone is its
 * whole day. Text without a zone is UTC, so that a file means the same on every machine.
 *
 * @example
 * readInstant('2026-12-31') // { start: 1798675200000, end: 1798761600000 }
 */
export function readInstant(value: unknown): Instant | undefined {
  const written = typeof value === 'string' ? value.trim() : value;
  const time = timeOf(written);
  if (time === undefined) return undefined;
  const date = typeof written === 'string' ? DATE.exec(written) : null;
  if (date === null) {
    const start = Math.abs(time) >= MILLISECONDS_FROM ? time : time * 1000;
    return { start, end: start + 1 };
  }
  // Date moves February 31 on to March 3: such a date is refused.
  const [year, month, day] = date.slice(1).map(Number) as [number, number, number];
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return undefined;
  const start = time * 1000;
  return { start, end: start + (written === date[0] ? DAY : 1) };
}
