import { nearest } from '../text/suggest.ts';
import { UsageError } from './exit-codes.ts';

/**
 * The error of a word that is none of those that it can be.
 *
 * @param message what is wrong with it
 * @param known what it can be: one that is near, or the only one that begins with it, is offered
 */
export function unknownChoice(message: string, written: string, known: readonly string[]): UsageError {
  const begun = written === '' ? [] : known.filter((one) => one.toLowerCase().startsWith(written.toLowerCase()));
  const near = nearest(written, known) ?? (begun.length === 1 ? begun[0] : undefined);
  return near === undefined ? new UsageError(message) : new UsageError(message, `did you mean \`${near}\`?`);
}
