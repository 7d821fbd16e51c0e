import type { Rule } from './rule.ts';

const tested = new WeakSet<Rule>();

/** What the target of a rule is not alone: lists, other entities, named lists. */
const MORE = /\bgetResources?\b|\$\w/u;

/** Notes that the package's tests hold a rule: it can be run, `entityType` is its target, and the checker has nothing to say. */
export function asTested<R extends Rule>(rule: R): R {
  tested.add(rule);
  return rule;
}

/** Whether {@link asTested} was said of a rule. */
export function isTested(rule: Rule): boolean {
  return tested.has(rule);
}

/** The target of a tested rule, where it looks at one entity of the type and nothing else; undefined of any other rule. */
export function testedTarget(rule: Rule): string | undefined {
  const { entityType, logic } = rule;
  if (entityType === undefined || !tested.has(rule)) return undefined;
  return logic.startsWith(`${entityType} `) && !MORE.test(logic) ? entityType : undefined;
}
