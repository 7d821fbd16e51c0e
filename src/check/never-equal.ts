import type { ExpressionNode } from '../syntax/ast.ts';
import type { Advice } from '../text/message.ts';

/** Of a comparison with what no entity has: only `!=` is true of it. Of several in a list, the others may be there. */
export function neverEqual(node: ExpressionNode): Pick<Advice, 'always'> {
  if (node.kind === 'In' && 'length' in node.list && node.list.length > 1) return {};
  return { always: { span: node.span, truth: node.kind === 'Comparison' && node.operator === '!=' } };
}
