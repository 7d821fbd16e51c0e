import type { ExplanationPart } from '../run/explanation.ts';
import type { ComparisonNode, ComparisonOperator, ExpressionNode } from '../syntax/ast.ts';
import { isLiteral } from '../syntax/literals.ts';

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
};

/** The two sides of a comparison, the one that is worth showing first. */
export interface Sides {
  readonly subject: ExplanationPart | undefined;
  /** As it reads with the subject on the left. */
  readonly operator: ComparisonOperator;
  readonly other: ExpressionNode;
  /** Absent for a literal, and for a function that tests the subject. */
  readonly otherPart: ExplanationPart | undefined;
}

/** A comparison with its subject first: `22 < port` says of the port that it is `> 22`. */
export function sidesOf({ left, right, operator }: ComparisonNode, parts: readonly ExplanationPart[]): Sides {
  const [leftPart, rightPart] = [left, right].map((side) => parts.find(({ node }) => node === side));
  return isLiteral(left) && rightPart !== undefined && !isLiteral(right)
    ? { subject: rightPart, operator: MIRRORED[operator], other: left, otherPart: undefined }
    : { subject: leftPart, operator, other: right, otherPart: isLiteral(right) ? undefined : rightPart };
}
