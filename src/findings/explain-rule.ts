import { type CompiledRule, compileRule, type Evaluation } from '../run/compiled-rule.ts';
import type { EvaluateOptions } from '../run/context.ts';
import type { RuleText } from '../syntax/read.ts';
import type { AnyEntity, Entity } from '../values/entity.ts';
import type { Status } from '../values/outcome.ts';
import { type Fact, factsOf } from './reason.ts';
import { explanationLines } from './tree.ts';

/** Why a rule says what it says of an entity, to be shown. Plain data. */
export interface RuleExplanation {
  readonly status: Status;
  /** The facts in one line; empty where there are none. */
  readonly reason: string;
  readonly facts: readonly Fact[];
  /** The whole tree of the rule's conditions, a line a part. */
  readonly lines: readonly string[];
}

/**
 * Judges an entity and says why.
 *
 * @param rule text of a rule, or a compiled one, which serves for many entities
 * @throws GslError when the text cannot be run; RangeError when `now` is no time
 * @example
 * const { reason } = explainRule('IamUser should have mfaActive = true', { type: 'IamUser', mfaActive: false });
 * reason // 'mfaActive is false, not true'
 */
export function explainRule(
  rule: RuleText | CompiledRule,
  entity: Entity | AnyEntity,
  options: EvaluateOptions = {},
): RuleExplanation {
  const compiled = typeof rule === 'object' && 'evaluate' in rule ? rule : compileRule(rule);
  return explanationOf(compiled.evaluate(entity, options));
}

/**
 * The same of an evaluation, or of a result of an assessment.
 *
 * @example
 * const rule = compileRule('IamUser should have mfaActive = true');
 * explanationOf(rule.evaluate({ type: 'IamUser', mfaActive: false })).reason // 'mfaActive is false, not true'
 */
export function explanationOf({ status, explain }: Pick<Evaluation, 'status' | 'explain'>): RuleExplanation {
  const explanation = explain();
  const facts = factsOf(explanation);
  const reason = facts.map(({ text }) => text).join(' and ');
  return { status, reason, facts, lines: explanationLines(explanation) };
}
