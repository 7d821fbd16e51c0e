import { foldOf } from '../values/equality.ts';
import { identityOf } from '../values/identity.ts';
import { kindOf } from '../values/kinds.ts';
import { elementsOf, EvaluationError } from '../values/value.ts';
import { defineFunction } from './define.ts';

/** `unique()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const uniqueFunction = defineFunction({
  name: 'unique',
  origin: 'extension',
  receiver: 'list',
  parameters: [],
  result: 'list',
  summary: 'The elements of a list without those that are there before.',
  details: [
    'Texts are the same apart from upper and lower case, as for `=`, unless the option `matchCase` minds them; lists and objects when all that they hold is the same. A number and its text are two elements.',
    'Missing, null and `{}` give an empty list; an object that stands where a list is expected is a list of one.',
    'On text, numbers and booleans the result is an error, as for `length()`; also on elements that are nested more than 100 deep.',
  ],
  examples: [
    { condition: 'zones unique() length() = 2', entity: { zones: ['a', 'b', 'A'] }, holds: true },
    { condition: 'zones unique() length() > 1', entity: { zones: ['a', 'a'] }, holds: false },
    {
      condition: 'ports unique() length() = 2',
      entity: { ports: [22, '22'] },
      holds: true,
      why: 'a number and a text',
    },
    {
      condition: 'tags unique() length() = 1',
      entity: {
        tags: [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      },
      holds: true,
    },
    { condition: 'zones unique() length() = 0', entity: { zones: [] }, holds: true },
    { condition: 'zones unique() length() = 0', entity: {}, holds: true, why: 'missing' },
    { condition: 'zones unique() isEmpty()', entity: { zones: null }, holds: true, why: 'null' },
    { condition: 'zone unique() isEmpty()', entity: { zone: 'a' }, holds: 'error' },
  ],
  gives: 'receiver',
  bind: (_args, options) => (receiver, context) => {
    if (receiver !== undefined && receiver !== null && typeof receiver !== 'object') {
      return new EvaluationError(
        'wrong-type',
        `\`unique()\` reads the elements of a list, and this is ${kindOf(receiver)}`,
      );
    }
    const fold = foldOf(options?.matchCase);
    const seen = new Set<string>();
    const found: unknown[] = [];
    for (const element of elementsOf(receiver)) {
      const identity = identityOf(element, context, fold);
      if (identity === undefined) return new EvaluationError('limit', '`unique()` compares elements 100 levels deep');
      if (seen.has(identity)) continue;
      seen.add(identity);
      found.push(element);
    }
    return found;
  },
});
