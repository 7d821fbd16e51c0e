import { filledRemediation, fillTemplate, isTemplate } from '../findings/fill-template.ts';
import type { Finding } from '../findings/finding.ts';
import type { Rule } from '../rules/rule.ts';

/** The ways that a rule names to mend what it found, `['terraform', 'Keep one …']`, without the empty ones. */
export function remediationWays({
  remediation,
}: Pick<Rule, 'remediation'>): readonly (readonly [way: string, text: string])[] {
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

const templates = new WeakMap<Rule, boolean>();

/** Whether a rule's remediation has places for values of the entity. */
export function hasTemplate(rule: Rule): boolean {
  let known = templates.get(rule);
  if (known === undefined) {
    known = Object.values(rule.remediation ?? {}).some(isTemplate);
    templates.set(rule, known);
  }
  return known;
}

let last: { readonly finding: Finding; readonly ways: ReturnType<typeof remediationWays> } | undefined;

/** The ways to mend what one finding is about, with the values of its entity; worked out once for all reports. */
export function remediationWaysOf(finding: Finding): ReturnType<typeof remediationWays> {
  const { rule } = finding.subject;
  if (rule.remediation === undefined || !hasTemplate(rule)) return remediationWays(rule);
  if (last?.finding !== finding) {
    // Read only here: an entity that was judged in another thread may have stayed there.
    const { entity } = finding.subject;
    last = { finding, ways: finding.remediation === undefined ? filledWays(rule, entity) : storedWays(finding) };
  }
  return last.ways;
}

interface RuleWay {
  readonly way: string;
  readonly text: string;
  readonly isTemplate: boolean;
}

const ruleWays = new WeakMap<Rule, readonly RuleWay[]>();

function filledWays(rule: Rule, entity: unknown): ReturnType<typeof remediationWays> {
  let ways = ruleWays.get(rule);
  if (ways === undefined) {
    ways = remediationWays(rule).map(([way, text]) => ({ way, text, isTemplate: isTemplate(text) }));
    ruleWays.set(rule, ways);
  }
  return ways.map(({ way, text, isTemplate: hasPlaces }) => [way, hasPlaces ? fillTemplate(text, entity).text : text]);
}

/** A stored finding has its own ways beside those of its rule. */
function storedWays({ subject, remediation }: Finding): ReturnType<typeof remediationWays> {
  const filled = filledRemediation(subject.rule.remediation ?? {}, subject.entity);
  return remediationWays({ remediation: { ...filled, ...remediation } });
}

/** The same as one text. */
export function remediationTextOf(finding: Finding): string {
  const { rule } = finding.subject;
  return hasTemplate(rule) ? oneText(remediationWaysOf(finding)) : remediationText(rule);
}

function oneText(ways: readonly (readonly [way: string, text: string])[]): string {
  const [first] = ways;
  return ways.length === 1 && first?.[0] === 'text'
    ? first[1]
    : ways.map(([way, text]) => `${way}: ${text}`).join('\n\n');
}
