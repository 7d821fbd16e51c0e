import type { ExplanationPart } from '../run/explanation.ts';
import type { LoadedRule } from '../rules/rule.ts';
import type { Node } from '../syntax/ast.ts';
import type { Fact } from './fact.ts';

/*
 * Most entities that fail a rule fail it alike. What was said last is said again, the same object, so that its text is
 * made once, and a report that has written it once sees that it is the same.
 */

interface Said {
  readonly truth: unknown;
  readonly value: unknown;
  readonly fact: Fact;
}

const said = new WeakMap<Node, Said>();

/**
 * What a part says of a value that stands at its own path in the entity, made anew only where the part or the value
 * differ from those of the last one.
 */
export function sameFact({ node, truth }: ExplanationPart, value: unknown, make: () => Fact): Fact {
  if (typeof value === 'object' && value !== null) return make();
  const last = said.get(node);
  if (last !== undefined && last.truth === truth && Object.is(last.value, value)) return last.fact;
  const fact = make();
  said.set(node, { truth, value, fact });
  return fact;
}

/** The facts of one finding, and the line that they make. */
export interface SaidFacts {
  readonly facts: readonly Fact[];
  readonly reason: string;
}

const saidOfRules = new WeakMap<LoadedRule, SaidFacts>();

/** The same object as for the last finding of the rule where the facts are the same. */
export function sameFacts(rule: LoadedRule, facts: readonly Fact[]): SaidFacts {
  const last = saidOfRules.get(rule);
  if (last?.facts.length === facts.length && facts.every((fact, index) => fact === last.facts[index])) return last;
  const found = { facts, reason: facts.map(({ text }) => text).join(' and ') };
  saidOfRules.set(rule, found);
  return found;
}
