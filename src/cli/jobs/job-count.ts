import { UsageError } from '../exit-codes.ts';

/** Reads `--jobs`: a number of threads; undefined for what helps. */
export function jobsOf(text: string | undefined): number | undefined {
  if (text === undefined || text.toLowerCase() === 'auto') return undefined;
  if (/^[1-9]\d{0,2}$/u.test(text)) return Number(text);
  throw new UsageError(`--jobs: \`${text}\` is no number of threads; write one from 1 to 999, or auto`);
}
