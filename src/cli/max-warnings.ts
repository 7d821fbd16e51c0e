import { plural } from '../reporters/words.ts';
import type { Message } from '../text/message.ts';
import { UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printSaid } from './messages.ts';

/** How many warnings and notes `--max-warnings` allows; all of them where it is absent. */
export function mostWarningsOf(text: string | undefined): number {
  if (text === undefined) return Infinity;
  if (!/^\d{1,9}$/u.test(text)) throw new UsageError(`--max-warnings: \`${text}\` is no number; 0 allows none`);
  return Number(text);
}

/** What counts for `--max-warnings`. */
export function warningsIn(messages: readonly Message[]): number {
  return messages.filter(({ severity }) => severity !== 'error').length;
}

/** Whether there are more than are allowed; says so. */
export function isBeyond(count: number, most: number, io: CommandIo): boolean {
  if (count <= most) return false;
  printSaid(io, 'error', `${plural(count, 'warning or note', 'warnings and notes')}; --max-warnings allows ${most}`);
  return true;
}
