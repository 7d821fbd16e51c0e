import { contextOf } from '../run/context.ts';
import { UsageError } from './exit-codes.ts';

/** The clock that `--now` names, in UTC where it names no zone; the current time when it is absent. */
export function clockOf(text: string | undefined): Date {
  try {
    return new Date(contextOf(text === undefined ? {} : { now: text }).now);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--now: \`${text}\` is no time; write it like 2026-11-23T12:00:00Z`);
  }
}
