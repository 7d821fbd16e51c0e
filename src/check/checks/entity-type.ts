import { didYouMean } from '../context.ts';
import { defineCheck } from '../define.ts';
import { typeMeant } from '../target-types.ts';

/** A target that is a slip of a known type. */
export const entityType = defineCheck({
  name: 'entity-type',
  codes: {
    'unknown-type': {
      title: 'a target that is nearly a known type of entity',
      explanation:
        'Types are matched with upper and lower case as written, so a slip makes a rule that judges nothing.',
      example: 'Iamuser should have mfaActive = true',
      needs: 'schemas',
    },
  },
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
