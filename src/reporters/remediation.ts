import {
  type FilledPlaces,
  filledRemediation,
  filledText,
  fillPlaces,
  fillTemplate,
  isTemplate,
} from '../findings/fill-template.ts';
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

/** The ways to mend what one finding is about, with the values of its entity. */
export function remediationWaysOf(finding: Finding): ReturnType<typeof remediationWays> {
  const { rule } = finding.subject;
  if (rule.remediation === undefined || !hasTemplate(rule)) return remediationWays(rule);
  // Read only here: an entity that was judged in another thread may have stayed there.
  const { entity } = finding.subject;
  if (finding.remediation !== undefined) return storedWays(finding);
  return remediationWays(rule).map(([way, text]) => [way, isTemplate(text) ? fillTemplate(text, entity).text : text]);
}

/** A stored finding has its own ways beside those of its rule. */
function storedWays({ subject, remediation }: Finding): ReturnType<typeof remediationWays> {
  const filled = filledRemediation(subject.rule.remediation ?? {}, subject.entity);
  return remediationWays({ remediation: { ...filled, ...remediation } });
}

/** The same as one text. */
export function remediationTextOf(finding: Finding): string {
  return filledText(remediationParts(finding));
}

let last: { readonly finding: Finding; readonly parts: FilledPlaces } | undefined;

/**
 * That text in parts, around the values of the entity; worked out once for all reports. The text around them is the same
 * list for all findings of a rule.
 */
export function remediationParts(finding: Finding): FilledPlaces {
  if (last?.finding !== finding) last = { finding, parts: partsOf(finding) };
  return last.parts;
}

/** A rule's ways as one template. */
interface OneTemplate {
  readonly around: readonly string[];
  readonly ways: readonly string[];
}

const oneTemplates = new WeakMap<Rule, OneTemplate>();

function partsOf(finding: Finding): FilledPlaces {
  const { rule } = finding.subject;
  if (finding.remediation !== undefined && hasTemplate(rule))
    return { around: [oneText(remediationWaysOf(finding))], values: [] };
  let one = oneTemplates.get(rule);
  if (one === undefined) oneTemplates.set(rule, (one = oneTemplate(rule)));
  const { around, ways } = one;
  return { around, values: ways.flatMap((text) => fillPlaces(text, finding.subject.entity).values) };
}

function oneTemplate(rule: Rule): OneTemplate {
  if (!hasTemplate(rule)) return { around: [remediationText(rule)], ways: [] };
  const ways = remediationWays(rule);
  const around = [''];
  const add = (text: string): void => void around.push(`${around.pop() ?? ''}${text}`);
  for (const [index, [way, text]] of ways.entries()) {
    const [first = '', ...rest] = fillPlaces(text, undefined).around;
    add(index === 0 ? '' : '\n\n');
    add(isOne(ways) ? first : `${way}: ${first}`);
    around.push(...rest);
  }
  return { around, ways: ways.map(([, text]) => text) };
}

function oneText(ways: readonly (readonly [way: string, text: string])[]): string {
  return ways.map(([way, text]) => (isOne(ways) ? text : `${way}: ${text}`)).join('\n\n');
}

/** Whether there is one way alone that needs no name. */
function isOne(ways: readonly (readonly [way: string, text: string])[]): boolean {
  return ways.length === 1 && ways[0]?.[0] === 'text';
}
