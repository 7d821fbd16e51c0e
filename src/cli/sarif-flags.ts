import { SARIF_EXTRAS, type SarifExtra, type SarifOptions } from '../reporters/sarif/options.ts';
import { defined } from '../text/defined.ts';
import { UsageError } from './exit-codes.ts';
import { unknownChoice } from './unknown-choice.ts';

/** The flags that say what a SARIF log holds, as they were written. */
export interface SarifFlags {
  readonly sarifInclude?: readonly string[];
  readonly sarifCategory?: string;
}

/** @throws UsageError for a flag that means nothing */
export function sarifOptionsOf({ sarifInclude, sarifCategory }: SarifFlags): SarifOptions {
  if (sarifCategory?.trim() === '') throw new UsageError('--sarif-category: the category has no name');
  return defined({ include: sarifInclude?.flatMap(extrasOf), category: sarifCategory });
}

function extrasOf(text: string): readonly SarifExtra[] {
  const name = text.trim().toLowerCase();
  if (name === 'all') return SARIF_EXTRAS;
  const found = SARIF_EXTRAS.find((extra) => extra === name);
  if (found !== undefined) return [found];
  const known = [...SARIF_EXTRAS, 'all'];
  throw unknownChoice(`--sarif-include: \`${text}\` is none of ${known.join(', ')}`, text, known);
}
