import type { ExpressionNode, QueryNode } from './ast.ts';

/** A condition as the rule that asks for the entities of which it is true, whatever their type. */
export function queryOf(condition: ExpressionNode): QueryNode {
  const span = { start: condition.span.start, end: condition.span.start };
  return {
    kind: 'Query',
    span: condition.span,
    target: { kind: 'Target', span, name: '', nameSpan: span, list: false },
    whereSpan: span,
    where: condition,
  };
}
