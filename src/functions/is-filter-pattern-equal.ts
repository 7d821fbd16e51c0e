import { canonicalPattern } from '../values/filter-pattern.ts';
import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { EvaluationError } from '../values/value.ts';
import { defineFunction } from './define.ts';

/** `isFilterPatternEqual()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const isFilterPatternEqualFunction = defineFunction({
  name: 'isFilterPatternEqual',
  origin: 'observed',
  receiver: 'text',
  parameters: [{ name: 'pattern', kind: 'text', summary: 'a filter pattern of CloudWatch Logs' }],
  result: 'boolean',
  summary: 'True when a filter pattern of CloudWatch Logs is written like the given one, apart from blanks and quotes.',
  details: [
    'In a pattern on JSON events, `{ … }`, white space counts only between two words, the double quotes around a value do not count, and `NOT EXISTS`, `IS NULL`, `IS TRUE` and `IS FALSE` may be in any case.',
    'In other patterns double quotes make a phrase and count; only runs of white space are the same as one blank.',
    'Order, brackets and upper and lower case are kept: operands of `&&` and `||` in another order, or one pair of brackets more, make another pattern (our decision: patterns are compared as text, as rules list the variants that they accept).',
    'Missing, null and other text: false. On a list, a number, a boolean or an object: an error.',
  ],
  examples: [
    {
      condition: "filterPattern isFilterPatternEqual('{ $.eventName = DeleteVpc }')",
      entity: { filterPattern: '{$.eventName="DeleteVpc"}' },
      holds: true,
    },
    {
      condition: "filterPattern isFilterPatternEqual('{ ($.a = 1) || ($.b = 2) }')",
      entity: { filterPattern: '{ ($.a=1)||($.b=2) }' },
      holds: true,
    },
    {
      condition: "filterPattern isFilterPatternEqual('{ ($.a = 1) || ($.b = 2) }')",
      entity: { filterPattern: '{ ($.b = 2) || ($.a = 1) }' },
      holds: false,
      why: 'another order',
    },
    {
      condition: "filterPattern isFilterPatternEqual('{ $.a = Root }')",
      entity: { filterPattern: '{ $.a = root }' },
      holds: false,
      why: 'case counts',
    },
    {
      condition: "filterPattern isFilterPatternEqual('{ $.a NOT EXISTS }')",
      entity: { filterPattern: '{ $.a not exists }' },
      holds: true,
    },
    {
      condition: "filterPattern isFilterPatternEqual('{ $.a = 1 }')",
      entity: { filterPattern: '{ ($.a = 1) }' },
      holds: false,
      why: 'brackets count',
    },
    { condition: "filterPattern isFilterPatternEqual('{ $.a = 1 }')", entity: {}, holds: false, why: 'missing' },
    {
      condition: "filterPattern isFilterPatternEqual('{ $.a = 1 }')",
      entity: { filterPattern: null },
      holds: false,
      why: 'null',
    },
    {
      condition: "filters isFilterPatternEqual('{ $.a = 1 }')",
      entity: { filters: ['{ $.a = 1 }', '{ $.a = 2 }'] },
      holds: 'error',
      why: 'a list',
    },
  ],
  weight: 16,
  bind: ([pattern]) => {
    const expected = canonicalPattern(textOf(pattern) ?? '');
    return (receiver) => {
      if (typeof receiver === 'string') return canonicalPattern(receiver) === expected;
      if (receiver === undefined || receiver === null) return false;
      return new EvaluationError(
        'wrong-type',
        `\`isFilterPatternEqual()\` reads text, and this is ${kindOf(receiver)}`,
        Array.isArray(receiver) ? 'look into the list: `contain [ $ isFilterPatternEqual(…) ]`' : undefined,
      );
    };
  },
});
