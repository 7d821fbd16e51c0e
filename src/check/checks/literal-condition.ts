import type { ExpressionNode, LiteralNode, OperandNode } from '../../syntax/ast.ts';
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
  const repeated = repeatedFor(node, place);
  const help = repeated ?? 'a condition names a property: `name = …`';
  if (isInBlock(place)) {
    // `contain ['a' or 'b']` asks for elements; beside a comparison the property was forgotten.
    if (repeated !== undefined) {
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

/** What to write for the literal, as the condition before it in the same `or` or `and` has it. */
function repeatedFor(node: LiteralNode, { parent }: Place): string | undefined {
  if (parent === undefined || (parent.node.kind !== 'Or' && parent.node.kind !== 'And')) return undefined;
  const { operands } = parent.node;
  const before: readonly ExpressionNode[] = operands.slice(0, Math.max(0, operands.indexOf(node))).reverse();
  const said = before.find((one) => !isLiteral(one));
  const last = said?.kind === 'And' ? said.operands.at(-1) : said;
  if (last === undefined) return undefined;
  const isNegated = last.kind === 'Not';
  const test = isNegated ? last.operand : last;
  const again = againWith(test, node);
  if (again === undefined) return undefined;
  const isExclusion = isNegated !== (test.kind === 'Comparison' && test.operator === '!=');
  // `a != 1 or a != 2` holds always.
  const joined = isExclusion && parent.node.kind === 'Or' ? ', and join with `and`: ' : ': ';
  return `repeat the property${joined}\`${isNegated ? 'not ' : ''}${again}\``;
}

/** A condition with another literal. */
function againWith(condition: ExpressionNode, literal: LiteralNode): string | undefined {
  const value = print(literal);
  if (condition.kind === 'Call') {
    const { receiver, name, args } = condition;
    return receiver !== undefined && isProperty(receiver) && args.length === 1
      ? `${print(receiver)} ${name}(${value})`
      : undefined;
  }
  if (condition.kind !== 'Comparison' && condition.kind !== 'Like' && condition.kind !== 'In') return undefined;
  const word = condition.kind === 'Like' ? 'like' : '=';
  const operator = condition.kind === 'Comparison' ? condition.operator : word;
  return isProperty(condition.left) ? `${print(condition.left)} ${operator} ${value}` : undefined;
}

function isProperty(node: OperandNode): boolean {
  return node.kind === 'Path' && !(node.start === '$' && node.segments.length === 0);
}
