import { check, checkCondition } from '../check/check.ts';
import { CHECK_CODES } from '../check/checks/index.ts';
import { EVIDENCE_CODES } from '../assess/codes.ts';
import { SYNTAX_CODES } from '../syntax/codes.ts';
import type { CodeEntry } from '../text/code-entry.ts';
import type { Diagnostic } from '../text/message.ts';
import { EVALUATION_CODES } from '../values/codes.ts';
import type { ServiceOptions } from './options.ts';

/**
 * Everything that is to be said of a text, with the repairs that are certain enough to offer.
 *
 * @returns errors, warnings and notes in the order of the text
 * @example
 * diagnose('IamUser shoud have mfaActive = true').map(({ code }) => code) // ['misspelt-keyword']
 * diagnose('name lik 1', { readAs: 'condition' }).map(({ code }) => code) // ['misspelt-keyword', 'expected-token']
 */
export function diagnose(text: string, options: ServiceOptions = {}): readonly Diagnostic[] {
  return options.readAs === 'condition' ? checkCondition(text, options) : check(text, options);
}

const CODES: Readonly<Record<string, CodeEntry>> = {
  ...SYNTAX_CODES,
  ...CHECK_CODES,
  ...EVALUATION_CODES,
  ...EVIDENCE_CODES,
};

/**
 * What a code of a message means, as Markdown; undefined for one that rules do not have.
 *
 * @example
 * codeText('empty-rule')?.split('\n')[0] // '`empty-rule`: there is no rule'
 */
export function codeText(code: string): string | undefined {
  const entry = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  return entry && `\`${code}\`: ${entry.title}\n\n${entry.explanation}`;
}
