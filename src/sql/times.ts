import type { Dialect } from './dialect.ts';

/** A date or time in ISO 8601, as the engine reads it. */
export const ISO =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?$';
/** The same, of which no part is out of its range; days of a month are looked at beside it. */
const WITHIN =
  '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([Tt ](([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?|24:00(:00([.]0{1,9})?)?)([Zz]|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])?)?$';
const ZONE = '[+-][0-9]{2}:?[0-9]{2}$';

/**
 * The seconds since 1970 of a text that fits {@link ISO}; NULL where it names no moment (February 31). Worked out by
 * arithmetic, since what a database reads as a time is its own affair, and some fail at what is none.
 */
export function secondsOf(dialect: Dialect, text: string): string {
  const part = (from: number, length: number): string => dialect.whole(`substr(${text}, ${from}, ${length})`);
  const orZero = (from: number, length: number, isThere: string): string =>
    `CASE WHEN ${isThere} THEN ${part(from, length)} ELSE 0 END`;
  const [year, month, day] = [part(1, 4), part(6, 2), part(9, 2)];
  // From March on, so that the leap day is the last of its year.
  const shifted = `(${year} + 400 - CASE WHEN ${month} <= 2 THEN 1 ELSE 0 END)`;
  const ofYear = `${dialect.quotient(`153 * (${month} + CASE WHEN ${month} > 2 THEN -3 ELSE 9 END) + 2`, 5)} + ${day} - 1`;
  const days =
    `365 * ${shifted} + ${dialect.quotient(shifted, 4)} - ${dialect.quotient(shifted, 100)}` +
    ` + ${dialect.quotient(shifted, 400)} + ${ofYear} - 865565`;
  const hasTime = `length(${text}) >= 16`;
  const hasSeconds = dialect.fits(text, '^.{16}:');
  const milliseconds =
    `CASE WHEN ${dialect.fits(text, '^.{19}[.]')} THEN ` +
    `${dialect.whole(`substr(regexp_replace(substr(${text}, 21), '[^0-9].*$', '') || '000', 1, 3)`)} ELSE 0 END`;
  const zone = dialect.fits(text, `:.*${ZONE}`);
  const zoneAt = `length(${text}) - CASE WHEN substr(${text}, length(${text}) - 2, 1) = ':' THEN 5 ELSE 4 END`;
  const offset =
    `CASE WHEN ${zone} THEN (CASE WHEN substr(${text}, ${zoneAt}, 1) = '-' THEN 1 ELSE -1 END)` +
    ` * (${dialect.whole(`substr(${text}, ${zoneAt} + 1, 2)`)} * 3600` +
    ` + ${dialect.whole(`substr(${text}, length(${text}) - 1, 2)`)} * 60) ELSE 0 END`;
  const seconds =
    `CAST((${days}) * 86400 + ${orZero(12, 2, hasTime)} * 3600 + ${orZero(15, 2, hasTime)} * 60` +
    ` + ${orZero(18, 2, hasSeconds)} + (${offset}) AS ${dialect.fraction}) + CAST(${milliseconds} AS ${dialect.fraction}) / 1000`;
  const isLeap = `(${year} % 4 = 0 AND (${year} % 100 <> 0 OR ${year} % 400 = 0))`;
  const lastDay =
    `CASE WHEN ${month} = 2 THEN CASE WHEN ${isLeap} THEN 29 ELSE 28 END` +
    ` WHEN ${month} IN (4, 6, 9, 11) THEN 30 ELSE 31 END`;
  return `(CASE WHEN ${dialect.fits(text, WITHIN)} THEN CASE WHEN ${day} <= ${lastDay} THEN ${seconds} END END)`;
}
