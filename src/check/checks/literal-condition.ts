import type { ExpressionNode, LiteralNode } from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { isLiteral } from '../../syntax/literals.ts';
import { isCondition, isInBlock, type Place } from '../places.ts';

/** A literal alone where a condition is to be: it asks of an element whether it equals it, and of an entity nothing. */
export const literalCondition = defineCheck({
  name: 'literal-condition',
  codes: {
    'literal-condition': {
      title: 'a literal where a condition is to be',
      explanation:
        'In a block a literal asks whether the element equals it; elsewhere there is nothing to compare. Each comparison names its property.',
      example: "IamUser should have name = 'alice' or 'bob'",
    },
  },
  also: ['always-true', 'always-false'],
  visit: { String: visit, Number: visit, Boolean: visit, Null: visit },
});

function visit(node: LiteralNode, place: Place, context: CheckContext): void {
  if (!isCondition(place)) return;
  const property = neighbourOf(node, place);
  const help =
    property === undefined
      ? 'a condition names a property: `name = …`'
      : `repeat the property: \`${property} = ${print(node)}\``;
  if (isInBlock(place)) {
    // `contain ['a' or 'b']` asks for elements; beside a comparison the property was forgotten.
    if (property !== undefined) {
      context.warn('literal-condition', node.span, `${quoted(node)} alone asks whether the element equals it`, {
        help,
      });
    }
  } else if (node.kind === 'Boolean') {
    context.warn(`always-${node.value}`, node.span, `${quoted(node)} is ${node.value} for every entity`);
  } else {
    context.error('literal-condition', node.span, `${quoted(node)} alone is no condition`, { help });
  }
}

function quoted(node: LiteralNode): string {
  return `\`${print(node)}\``;
}

/** The property that a comparison before the literal is about, in the same `or` or `and`. */
function neighbourOf(node: LiteralNode, { parent }: Place): string | undefined {
  if (parent === undefined || (parent.node.kind !== 'Or' && parent.node.kind !== 'And')) return undefined;
  const { operands } = parent.node;
  const before: readonly ExpressionNode[] = operands.slice(0, Math.max(0, operands.indexOf(node))).reverse();
  for (const one of before) {
    if (isLiteral(one)) continue;
    const last = one.kind === 'And' ? one.operands.at(-1) : one;
    if (last?.kind !== 'Comparison' || last.left.kind !== 'Path') return undefined;
    return last.left.start === '$' && last.left.segments.length === 0 ? undefined : print(last.left);
  }
  return undefined;
}
