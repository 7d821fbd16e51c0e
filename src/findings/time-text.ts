import type { CallNode } from '../syntax/ast.ts';
import { isLiteral, literalValue } from '../syntax/literals.ts';
import { timeOf, type TimeUnit, timeUnitOf } from '../values/time.ts';
import { valueText } from './value-text.ts';

/** What the vendor writes where something has never happened: the first second of the year 1. */
const NEVER = -62_135_596_800;

/** Seconds, to tell how long ago a time is; what the test itself says decides about more and less. */
const LENGTHS: Readonly<Record<TimeUnit, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3_600,
  days: 86_400,
  weeks: 604_800,
  months: 2_629_746,
  years: 31_556_952,
};

/** Whether a value stands for what has never happened. */
export function isNever(value: unknown): boolean {
  return timeOf(value) === NEVER;
}

/** A time as a date, where rules hold it as seconds since 1970. */
export function timeText(value: unknown): string {
  if (isNever(value)) return 'never';
  const time = typeof value === 'number' ? value : undefined;
  const date = time === undefined ? undefined : new Date(time * 1000);
  return date === undefined || Number.isNaN(date.getTime())
    ? valueText(value)
    : date.toISOString().replace('.000Z', 'Z');
}

/**
 * What a test of a time found, as people say it: `526 days ago, more than 90 (2025-06-14T00:00:00Z)`. Undefined where there
 * is no clock, no time, or the test asks for what the rule does not write.
 *
 * @param now the clock of the judgement, in milliseconds since 1970
 */
export function relativeTime(test: CallNode, holds: boolean, value: unknown, now: number): string | undefined {
  const time = timeOf(value);
  const border = borderOf(test);
  if (time === undefined || border === undefined || isNever(value)) return undefined;
  const { amount, unit } = border;
  const distance = (time - now / 1000) / LENGTHS[unit];
  const isLater = (test.name.toLowerCase() === 'after') === holds;
  return `${distanceText(distance, unit)}${comparedText(distance, amount, unit, isLater)} (${timeText(time)})`;
}

/** The moment that a test compares with, in units from now. */
function borderOf({ args }: CallNode): { readonly amount: number; readonly unit: TimeUnit } | undefined {
  const [amount, unit] = args.map((arg) => (isLiteral(arg) ? literalValue(arg) : undefined));
  const number = typeof amount === 'number' ? amount : undefined;
  const name = typeof unit === 'string' ? timeUnitOf(unit) : undefined;
  return number === undefined || name === undefined ? undefined : { amount: number, unit: name };
}

function distanceText(distance: number, unit: TimeUnit): string {
  const text = counted(Math.floor(Math.abs(distance)), unit);
  return distance < 0 ? `${text} ago` : `in ${text}`;
}

/** How it lies to the border: `, more than 90`, or with the border's own side where the two lie on different ones. */
function comparedText(distance: number, amount: number, unit: TimeUnit, isLater: boolean): string {
  if (amount === 0) return '';
  if (distance < 0 === amount < 0) {
    const isFarther = isLater === distance >= 0;
    return `, ${isFarther ? 'more' : 'less'} than ${Math.abs(amount)}`;
  }
  return `, ${isLater ? 'later' : 'earlier'} than ${distanceText(amount, unit)}`;
}

function counted(count: number, unit: TimeUnit): string {
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}
