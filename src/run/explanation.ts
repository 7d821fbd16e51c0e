import type { ExpressionNode, RuleNode } from '../syntax/ast.ts';
import type { Entity } from '../values/entity.ts';
import type { Truth } from '../values/value.ts';

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
  /** For a block over a long list: how many elements are not among the parts, by what was found of them. */
  readonly omitted?: { readonly holding: number; readonly others: number };
}

/** Why a rule says what it says of an entity: its conditions as trees. What did not come to be asked is absent. */
export interface Explanation {
  readonly rule: RuleNode;
  readonly entity: Entity;
  /** The clock that it was judged by, in milliseconds since 1970. */
  readonly now: number;
  readonly where?: ExplanationPart;
  readonly exclude?: ExplanationPart;
  readonly condition?: ExplanationPart;
}
