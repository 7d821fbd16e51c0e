import { PatternError, regexTest } from '../../values/pattern.ts';
import { defineCheck } from '../define.ts';

/** A regular expression that cannot be used. */
export const pattern = defineCheck({
  name: 'pattern',
  codes: {
    'invalid-pattern': {
      title: 'a regular expression that cannot be used',
      explanation:
        'Patterns are in the syntax of RE2, which runs in linear time: no look-around, no back-references, at most 1,000 characters.',
      example: 'IamUser should have name regexMatch /*admin/',
    },
  },
  visit: {
    Regex(node, _, context) {
      try {
        regexTest(node.pattern, node.ignoreCase);
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        const glob = /^\*|[^\\]\|\*|\(\*/u.test(node.pattern);
        context.error('invalid-pattern', node.span, `this pattern cannot be used: ${error.message}`, {
          help: glob
            ? 'any run of characters is `.*` here; `like` has `%` for it'
            : 'patterns are in the syntax of RE2: https://github.com/google/re2/wiki/Syntax',
        });
      }
    },
  },
});
