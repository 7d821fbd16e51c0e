import type { ExpressionNode, OperandNode, RuleNode } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import type { Entity } from '../values/entity.ts';
import type { EvaluationError, Truth } from '../values/value.ts';
import type { Scope } from './scope.ts';
import type { Tracer } from './closures.ts';
import type { RuleParts } from './compiled-rule.ts';

/** What a part of a condition found. */
export interface ExplanationPart {
  readonly node: ExpressionNode;
  /** Canonical text of the part. */
  readonly text: string;
  /** True, false or undecided for a condition; absent for an operand, which has a value. */
  readonly truth?: Truth;
  /** The value of an operand: JSON, `undefined` when missing. */
  readonly value?: unknown;
  /** What it was worked out from, in source order. Below a block: its list, then the element conditions. */
  readonly parts: readonly ExplanationPart[];
  /** For the condition of a block: which element it was asked of. */
  readonly element?: { readonly index: number; readonly value: unknown };
}

/** Why a rule says what it says of an entity: its conditions as trees. What did not come to be asked is absent. */
export interface Explanation {
  readonly rule: RuleNode;
  readonly entity: Entity;
  readonly where?: ExplanationPart;
  readonly exclude?: ExplanationPart;
  readonly condition?: ExplanationPart;
}

const MAX_EXPLAINED_ELEMENTS = 20_000;

interface Recorded {
  readonly node: ExpressionNode;
  readonly self: unknown;
  result: unknown;
  readonly isTruth: boolean;
  readonly parts: Recorded[];
}

/** Evaluates with a recording tracer. All operands of `and` and `or` are asked, so that the tree is whole. */
export function explainWith(
  rule: RuleNode,
  entity: Entity,
  scope: Scope,
  compileParts: (tracer: Tracer) => RuleParts,
): Explanation {
  // Every step is kept, so fewer of them than a judgement may take.
  scope.left = MAX_EXPLAINED_ELEMENTS;
  let parts: Recorded[] = [];
  const record = <R>(node: ExpressionNode, isTruth: boolean, closure: (self: unknown, scope: Scope) => R) => {
    return (self: unknown, inner: Scope): R => {
      const recorded: Recorded = { node, self, result: undefined, isTruth, parts: [] };
      parts.push(recorded);
      const outside = parts;
      parts = recorded.parts;
      const result = closure(self, inner);
      recorded.result = result;
      parts = outside;
      return result;
    };
  };
  const tracer: Tracer = {
    truth: (node, closure) => record(node, true, closure),
    value: (node: OperandNode, closure) => record(node, false, closure),
  };
  const compiled = compileParts(tracer);
  const run = (key: keyof RuleParts): ExplanationPart | undefined => {
    parts = [];
    compiled[key]?.(entity, scope);
    return parts[0] === undefined ? undefined : partOf(parts[0]);
  };
  const where = run('where');
  const exclude = where === undefined || where.truth === true ? run('exclude') : undefined;
  const asked = (where?.truth ?? true) === true && (exclude?.truth ?? false) === false;
  const condition = asked ? run('condition') : undefined;
  return {
    rule,
    entity,
    ...(where === undefined ? {} : { where }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(condition === undefined ? {} : { condition }),
  };
}

function partOf(recorded: Recorded, element?: ExplanationPart['element']): ExplanationPart {
  const { node, result, isTruth } = recorded;
  const isBlock = node.kind === 'Block';
  const parts = recorded.parts.map((part, index) =>
    // The list of a block comes first, then its condition once for each element.
    partOf(part, isBlock && index > 0 ? { index: index - 1, value: part.self } : undefined),
  );
  // A bare operand is recorded as a condition around the same node as a value: one part says both.
  const [inner] = parts;
  if (isTruth && inner?.node === node)
    return { ...inner, truth: result as Truth, ...(element === undefined ? {} : { element }) };
  return {
    node,
    text: print(node),
    ...(isTruth ? { truth: result as boolean | EvaluationError } : { value: result }),
    parts,
    ...(element === undefined ? {} : { element }),
  };
}
