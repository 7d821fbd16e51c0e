import { UsageError } from './exit-codes.ts';

/** The clock that `--now` names; the current time when it is absent. */
export function clockOf(text: string | undefined): Date {
  const now = text === undefined ? new Date() : new Date(text);
  if (Number.isNaN(now.getTime()))
    throw new UsageError(`--now: \`${text}\` is no time; write it like 2026-11-23T12:00:00Z`);
  return now;
}
