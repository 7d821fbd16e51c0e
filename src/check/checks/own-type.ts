import type { ComparisonNode, InNode, LiteralNode, OperandNode } from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { neverEqual } from '../never-equal.ts';
import { isInBlock, type Place } from '../places.ts';

/** The entity's own `type` is compared with another than the target: the rule judges entities of that type alone. */
export const ownType = defineCheck({
  name: 'own-type',
  codes: {
    'other-type': {
      title: 'the type of the entity, compared with another than the target',
      explanation: 'A rule judges entities of its target alone, whose `type` is the name of the target.',
      example: "SecurityGroup where type = 'AWS::EC2::SecurityGroup' should have inboundRules",
    },
  },
  visit: {
    Comparison(node, place, context) {
      const { left, right, operator } = node;
      if (right.kind === 'String' && (operator === '=' || operator === '!='))
        report(node, left, [right], place, context);
    },
    In(node, place, context) {
      if (!('kind' in node.list)) report(node, node.left, node.list, place, context);
    },
  },
});

function report(
  node: ComparisonNode | InNode,
  left: OperandNode,
  literals: readonly LiteralNode[],
  place: Place,
  context: CheckContext,
): void {
  const { target } = context;
  if (target === undefined || context.isList || isInBlock(place)) return;
  if (left.kind !== 'Path' || left.levels > 0 || left.segments.length !== 1 || left.segments[0]?.name !== 'type')
    return;
  const isTarget = (one: LiteralNode): boolean =>
    one.kind === 'String' && one.value.toLowerCase() === target.toLowerCase();
  const [first] = literals;
  if (first === undefined || literals.some(isTarget)) return;
  context.warn(
    'other-type',
    first.span,
    `the \`type\` of what is judged is \`'${target}'\`, and never \`${print(first)}\``,
    {
      help: `what a source calls the type of a thing is \`typeProperty\` where it has one; other entities take a rule of their own`,
      always: { span: node.span, truth: neverEqual(node).always?.truth === true },
    },
  );
}
