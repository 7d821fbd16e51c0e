import type { CallNode, PathNode } from '../../syntax/ast.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { isCondition, type Place } from '../places.ts';
import { kindsOf } from '../schemas/schema.ts';
import { clipped } from '../wording.ts';

/** A number alone as a condition: every number counts as true, 0 too. */
export const bareNumber = defineCheck({
  name: 'bare-number',
  codes: {
    'bare-number': {
      title: 'a number alone as a condition',
      explanation: 'A property alone asks whether it is there, and 0 is there too.',
      example: 'IamUser should have tags length()',
    },
  },
  visit: { Call: visit, Path: visit },
});

function visit(node: CallNode | PathNode, place: Place, context: CheckContext): void {
  if (!isCondition(place)) return;
  const kinds = kindsOf(context.shapeOf(node, place.scope).schema);
  if (kinds.length !== 1 || kinds[0] !== 'number') return;
  const text = clipped(node);
  context.warn('bare-number', node.span, `\`${text}\` is a number, and every number is true, 0 too`, {
    help: `compare it: \`${text} > 0\``,
  });
}
