import { defineCheck } from '../define.ts';
import { scopeOf } from '../places.ts';

/** `~` where no element is that far out. */
export const enclosingElement = defineCheck({
  name: 'enclosing-element',
  codes: {
    'no-enclosing-element': {
      title: '`~` without a block around it',
      explanation: 'Each `~` leads out of one block; outside of all blocks there is only the entity.',
      example: 'IamUser should have ~.name',
    },
  },
  visit: {
    Path(node, place, context) {
      if (node.start !== '~') return;
      const span = { start: node.span.start, end: node.span.start + node.levels };
      const tildes = '~'.repeat(node.levels);
      if (place.parent?.node.kind === 'GroupBy') {
        context.error(
          'no-enclosing-element',
          span,
          `\`groupBy\` takes a property of the elements, and no \`${tildes}\``,
        );
        return;
      }
      if (scopeOf(node, place.scope) !== undefined) return;
      let blocks = 0;
      for (let { outer } = place.scope; outer !== undefined; outer = outer.outer) blocks += 1;
      const found = ['is no block', 'is one block'][blocks] ?? `are ${blocks} blocks`;
      context.error('no-enclosing-element', span, `\`${tildes}\` leads out of the rule: there ${found} around it`, {
        help:
          blocks === 0
            ? 'outside of blocks a path starts at the entity already'
            : `the entity is \`${'~'.repeat(blocks)}\` here`,
      });
    },
  },
});
