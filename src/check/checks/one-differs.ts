import type { AssertionNode, ExpressionNode } from '../../syntax/ast.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { clipped } from '../wording.ts';

/** `should have rules contain [ scope != 'x' ]`: holds as soon as one element differs, where all are mostly meant. */
export const oneDiffers = defineCheck({
  name: 'one-differs',
  codes: {
    'one-differs': {
      title: 'a block that holds as soon as one element differs',
      explanation:
        '`contain` asks for one element. `contain [ scope != … ]` holds where one of them has another scope, whatever the others have; that none has it is `contain-none [ scope = … ]`.',
      example: "SecurityGroup should have inboundRules contain [ scope != '0.0.0.0/0' ]",
    },
  },
  visit: { Assertion: visit },
});

function visit({ condition, negated }: AssertionNode, _: unknown, context: CheckContext): void {
  if (negated || condition.kind !== 'Block') return;
  const { operator, operatorSpan, receiver, body } = condition;
  if ((operator !== 'contain' && operator !== 'contain-any') || !isDifference(body)) return;
  const list = clipped(receiver);
  context.note('one-differs', operatorSpan, `this holds as soon as one element of \`${list}\` differs`, {
    help: `if none may be so, write \`${list} contain-none [ … ]\` with \`=\`; if all are to differ, \`contain-all\``,
  });
}

/** One condition alone, with `!=` or `not`. Beside others, the others say which element is meant. */
function isDifference(node: ExpressionNode): boolean {
  if (node.kind === 'Comparison') return node.operator === '!=' && node.right.kind !== 'Null';
  if (node.kind !== 'Not') return false;
  const { kind } = node.operand;
  return kind === 'Comparison' || kind === 'In' || kind === 'Like' || kind === 'Match';
}
