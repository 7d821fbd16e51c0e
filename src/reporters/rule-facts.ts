import type { Rule } from '../rules/rule.ts';
import { printable } from '../text/format-message.ts';

/** A title and what is told under it. */
export type RuleFact = readonly [title: string, text: string];

const facts = new WeakMap<Rule, readonly RuleFact[]>();

/**
 * What reports say of a rule beside its texts, in one line each: category, the kind of cloud entity, whether the vendor's
 * scanner of code has it too, frameworks. Only what the rule names.
 *
 * @example
 * ruleFacts({ id: 'a', severity: 'Low', logic: '', cloudEntity: { name: 'IAM User' } }) // [['Cloud entity', 'IAM User']]
 */
export function ruleFacts(rule: Rule): readonly RuleFact[] {
  let known = facts.get(rule);
  if (known === undefined) facts.set(rule, (known = factsOf(rule)));
  return known;
}

function factsOf({ category, cloudEntity, coveredBySpectral, frameworks = [] }: Rule): readonly RuleFact[] {
  const spectral = coveredBySpectral === true ? 'yes' : 'no';
  return [
    fact('Category', category),
    fact('Cloud entity', cloudEntity && entityText(cloudEntity)),
    fact('Covered by Spectral', coveredBySpectral === undefined ? undefined : spectral),
    fact('Frameworks', frameworks.join('; ')),
  ].filter(([, text]) => text !== '');
}

function fact(title: string, text = ''): RuleFact {
  return [title, printable(text.trim())];
}

function entityText({ name, description }: NonNullable<Rule['cloudEntity']>): string {
  return description === undefined || description.trim() === '' ? name : `${name}: ${description}`;
}
