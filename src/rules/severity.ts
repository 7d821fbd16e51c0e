import { nearest } from '../text/suggest.ts';

/** Every severity, mildest first. */
export const severities = ['Informational', 'Low', 'Medium', 'High', 'Critical'] as const;

/** Every severity, as reports list them. */
export const WORST_FIRST: readonly Severity[] = [...severities].reverse();

/** How much a failed rule matters, in CloudGuard's words. */
export type Severity = (typeof severities)[number];

/**
 * The severity of a rule that names none. The Terraform provider fills in `Low`; here a forgotten severity must not sink
 * below the usual threshold of a pipeline, so it is the middle one, and the loader warns.
 */
export const DEFAULT_SEVERITY: Severity = 'Medium';

/** Words of other tools. `Info` is common enough to be read; the others are only suggested from. */
const INFO = 'info';
const OTHER_WORDS: Readonly<Record<string, Severity>> = { moderate: 'Medium', warning: 'Medium', severe: 'Critical' };

/**
 * The severity that a word names, in any case, or undefined. `Info` is `Informational`.
 *
 * @example
 * readSeverity('HIGH') // 'High'
 */
export function readSeverity(word: string): Severity | undefined {
  const lower = word.trim().toLowerCase();
  if (lower === INFO) return 'Informational';
  return severities.find((severity) => severity.toLowerCase() === lower);
}

/** What to write instead of a word that names no severity. */
export function severityHelp(word: string): string {
  const lower = word.trim().toLowerCase();
  const near = Object.hasOwn(OTHER_WORDS, lower) ? OTHER_WORDS[lower] : nearest(word, severities);
  return near === undefined ? `write one of ${severities.join(', ')}` : `did you mean \`${near}\`?`;
}
