/* Times by plain arithmetic on days and seconds; no Date, no library. All in seconds since 1970, UTC. */

const DAY = 86_400;

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days from 1970-01-01 to a date; by counting years and months. */
function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1;
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 719_162;
  for (let m = 1; m < month; m += 1) days += daysIn(year, m);
  return days + day - 1;
}

function dateOf(days: number): { year: number; month: number; day: number } {
  let year = 1970 + Math.floor(days / 366);
  while (dayNumber(year + 1, 1, 1) <= days) year += 1;
  while (dayNumber(year, 1, 1) > days) year -= 1;
  let month = 1;
  let rest = days - dayNumber(year, 1, 1);
  while (rest >= daysIn(year, month)) {
    rest -= daysIn(year, month);
    month += 1;
  }
  return { year, month, day: rest + 1 };
}

const SECONDS = new Map([
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', DAY],
  ['week', 7 * DAY],
]);

/** `amount` units after `now` (seconds). Months and years by the calendar, ending on the last day of a shorter month. */
export function shift(now: number, amount: number, unit: string): number {
  const singular = unit.toLowerCase().replace(/s$/, '');
  const seconds = SECONDS.get(singular);
  if (seconds !== undefined) return now + amount * seconds;
  const months = singular === 'year' ? amount * 12 : amount;
  const days = Math.floor(now / DAY);
  const date = dateOf(days);
  const count = date.year * 12 + (date.month - 1) + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return dayNumber(year, month, Math.min(date.day, daysIn(year, month))) * DAY + (now - days * DAY);
}

/** The seconds of a value that is a time: a number, text of a number, or ISO 8601 text. */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  if (/^-?[0-9]{1,15}(\.[0-9]+)?$/.test(value)) return Number(value);
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d{1,9})?))?(?:(Z)|([+-])(\d{2}):?(\d{2}))?)?$/i.exec(
      value,
    );
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(part) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second >= 60 || part(9) > 23 || part(10) > 59) return undefined;
  const zone = (match[8] === '-' ? -1 : 1) * (part(9) * 3600 + part(10) * 60);
  return dayNumber(year, month, day) * DAY + hour * 3600 + minute * 60 + second - zone;
}
