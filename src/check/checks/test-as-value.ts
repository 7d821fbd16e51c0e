import type { FunctionDefinition } from '../../functions/define.ts';
import { isTest } from '../../functions/index.ts';
import type { CallNode } from '../../syntax/ast.ts';
import { defineCheck } from '../define.ts';
import type { Place } from '../places.ts';
import { clipped } from '../wording.ts';

/** Whether a call without a receiver is a test of what stands left of it, as in `name = isEmpty()`. */
export function testsLeft(node: CallNode, { parent }: Place, definition: FunctionDefinition): boolean {
  const above = parent?.node;
  return above?.kind === 'Comparison' && above.right === node && isTest(definition);
}

/** `name = isEmpty()`: a test of the left side, in the form of a comparison. */
export const testAsValue = defineCheck({
  name: 'test-as-value',
  codes: {
    'test-as-value': {
      title: 'a test in the place of a value',
      explanation: '`name = isEmpty()` occurs in published rules and is read as `name isEmpty()`, the canonical form.',
      example: 'IamUser should have tags = isEmpty()',
    },
  },
  visit: {
    Comparison(node, _, context) {
      const { left, right, operator } = node;
      if (right.kind !== 'Call' || right.receiver !== undefined) return;
      const definition = context.functionNamed(right.name);
      if (definition === undefined || !isTest(definition)) return;
      if (operator !== '=' && operator !== '!=') {
        const message = `\`${operator}\` has no meaning before \`${definition.name}()\`, which is true or false`;
        context.error('test-as-value', node.span, message, { help: `write \`${clipped(left)} ${definition.name}()\`` });
        return;
      }
      const not = operator === '=' ? '' : 'not ';
      context.warn('test-as-value', node.span, `\`${definition.name}()\` is a test, and no value to compare with`, {
        help: `write \`${not}${clipped(left)} ${clipped(right)}\``,
        fix: { span: node.span, text: `${not}${context.textOf(left.span)} ${context.textOf(right.span)}` },
      });
    },
  },
});
