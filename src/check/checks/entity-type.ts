import { didYouMean } from '../context.ts';
import { defineCheck } from '../define.ts';
import { typeMeant } from '../target-types.ts';

/** A target that is a slip of a known type. */
export const entityType = defineCheck({
  name: 'entity-type',
  codes: ['unknown-type'],
  visit: {
    Target(node, _, context) {
      const { schemas } = context.options;
      const { name } = node;
      const meant = schemas === undefined ? undefined : typeMeant(name, schemas);
      if (meant === undefined || meant === name) return;
      const message =
        meant.toLowerCase() === name.toLowerCase()
          ? `no type is written \`${name}\`: upper and lower case count`
          : `\`${name}\` is not a known type of entity`;
      context.warn('unknown-type', node.nameSpan, message, didYouMean(meant, node.nameSpan));
    },
  },
});
