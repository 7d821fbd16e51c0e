import type { Rule } from '../rules/rule.ts';

/** The ways that a rule names to mend what it found, `['terraform', 'Keep one …']`, without the empty ones. */
export function remediationWays({ remediation }: Rule): readonly (readonly [way: string, text: string])[] {
  return Object.entries(remediation ?? {})
    .map(([way, text]) => [way, text.trim()] as const)
    .filter(([, text]) => text !== '');
}

const texts = new WeakMap<Rule, string>();

/** The same as one text; a rule that knows only one way does not name it. Empty when there is none. */
export function remediationText(rule: Rule): string {
  let text = texts.get(rule);
  if (text === undefined) texts.set(rule, (text = oneText(remediationWays(rule))));
  return text;
}

function oneText(ways: readonly (readonly [way: string, text: string])[]): string {
  const [first] = ways;
  return ways.length === 1 && first?.[0] === 'text'
    ? first[1]
    : ways.map(([way, text]) => `${way}: ${text}`).join('\n\n');
}
