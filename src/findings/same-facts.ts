import type { Explanation, ExplanationPart } from '../run/explanation.ts';
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

/** What was said of a rule, the newest first, each with the part of the explanation that it was found in. */
type SaidOfRule = readonly { readonly part: ExplanationPart | undefined; readonly said: SaidFacts }[];

/** An explanation that is given again was given not long ago. */
const KEPT = 8;

const saidOfRules = new WeakMap<LoadedRule, SaidOfRule>();

/** What is said of an explanation: the same object where the explanation is the same one, or the facts of the last one are. */
export function saidAlike(
  rule: LoadedRule,
  explanation: Explanation,
  factsOf: (explanation: Explanation) => readonly Fact[],
): SaidFacts {
  // Facts are those of the part that was asked last.
  const part = explanation.condition ?? explanation.exclude ?? explanation.where;
  const known = saidOfRules.get(rule) ?? [];
  if (part !== undefined) for (const one of known) if (one.part === part) return one.said;
  const facts = factsOf(explanation);
  const last = known[0]?.said;
  const isSame = last?.facts.length === facts.length && facts.every((fact, index) => fact === last.facts[index]);
  const said = isSame ? last : { facts, reason: facts.map(({ text }) => text).join(' and ') };
  saidOfRules.set(rule, [{ part, said }, ...known.slice(0, KEPT - 1)]);
  return said;
}
