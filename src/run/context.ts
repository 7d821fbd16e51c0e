import type { EvaluationContext, ResourceIndex } from '../functions/define.ts';
import type { UnknownProperties } from '../values/entity.ts';
import { timeOf } from '../values/time.ts';
import type { Clock } from './environment.ts';
import { isObjectPrototypePlain } from '../values/own.ts';
import { MAX_ELEMENTS, type Scope } from './scope.ts';

/** What an entity is judged with. */
export interface EvaluateOptions {
  /** The clock: a Date, milliseconds since 1970, or ISO 8601 text. The current time when absent. */
  readonly now?: Clock;
  /** The other entities, for `getResource` and its kin. `assess` makes one of the snapshot. */
  readonly resources?: ResourceIndex;
  /** Properties of the entity that its source does not hold: a condition that needs one is an error. */
  readonly unknown?: UnknownProperties;
}

export function contextOf({ now, resources }: EvaluateOptions): Omit<EvaluationContext, 'unknown'> {
  return resources === undefined ? { now: millisecondsOf(now) } : { now: millisecondsOf(now), resources };
}

/** One is made for each entity that is judged by itself; to spread the context into it would take longer than to judge. */
export function scopeOf({ now, resources }: Omit<EvaluationContext, 'unknown'>): Scope {
  const scope: { -readonly [K in keyof Scope]: Scope[K] } = {
    now,
    outer: [],
    left: MAX_ELEMENTS,
    documents: undefined,
    longTexts: undefined,
    pieces: undefined,
    jsonTexts: undefined,
    knownParts: undefined,
    isPlain: isObjectPrototypePlain(),
    isParsed: false,
  };
  if (resources !== undefined) scope.resources = resources;
  return scope;
}

function millisecondsOf(now: EvaluateOptions['now']): number {
  const milliseconds = typeof now === 'string' ? timeOfText(now) : numberOf(now);
  // Beyond what a date can be every time would be before it, or none.
  if (!(Math.abs(milliseconds) <= MAX_TIME)) throw new RangeError(`\`now\` is no time: ${String(now)}`);
  if (typeof now === 'number' && now >= FIRST_SECONDS && now < LAST_SECONDS)
    throw new RangeError(`\`now\` is in milliseconds, and ${now} would be a day of 1970: multiply seconds by 1000`);
  return milliseconds;
}

/** From 2001 to 2286 in seconds: with a clock of spring 1970 all times would lie ahead, and no key be too old. */
const FIRST_SECONDS = 1e9;
const LAST_SECONDS = 1e10;

/** The greatest distance of a date from 1970, in milliseconds. */
const MAX_TIME = 8.64e15;

/** From JavaScript anything comes: null would be 1970, and true a millisecond later. */
function numberOf(now: Exclude<EvaluateOptions['now'], string>): number {
  if (now === undefined) return Date.now();
  if ((now as unknown) instanceof Date) return (now as Date).getTime();
  return typeof now === 'number' ? now : NaN;
}

/** ISO 8601; without a zone it is UTC, so that a rule says the same on every machine. */
function timeOfText(text: string): number {
  return /^\d{4}-/u.test(text) ? (timeOf(text) ?? NaN) * 1000 : NaN;
}
