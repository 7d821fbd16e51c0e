import type { Rule } from '../rules/rule.ts';

/** The ways that a rule names to mend what it found, `['terraform', 'Keep one …']`, without the empty ones. */
export function remediationWays({ remediation }: Rule): readonly (readonly [way: string, text: string])[] {
  return Object.entries(remediation ?? {})
    .map(([way, text]) => [way, text.trim()] as const)
    .filter(([, text]) => text !== '');
}

/** The same as one text; a rule that knows only one way does not name it. Empty when there is none. */
export function remediationText(rule: Rule): string {
  const ways = remediationWays(rule);
  const [first] = ways;
  return ways.length === 1 && first?.[0] === 'text'
    ? first[1]
    : ways.map(([way, text]) => `${way}: ${text}`).join('\n\n');
}
