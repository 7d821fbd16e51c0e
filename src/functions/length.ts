import { kindOf } from '../values/kinds.ts';
import { elementsOf, EvaluationError } from '../values/value.ts';
import { defineFunction } from './define.ts';

/** `length()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const lengthFunction = defineFunction({
  name: 'length',
  origin: 'observed',
  receiver: 'list',
  parameters: [],
  result: 'number',
  summary: 'The number of elements of a list, or of those that `with [ ]` selects.',
  details: [
    'Missing, null and `{}` have length 0; an object that stands where a list is expected is a list of one.',
    'On text, numbers and booleans the result is an error: whether characters or a list of one is meant cannot be told.',
  ],
  examples: [
    { condition: 'groups length() = 2', entity: { groups: ['a', 'b'] }, holds: true },
    { condition: "groups with [ $ like 'a%' ] length() = 1", entity: { groups: ['a', 'b'] }, holds: true },
    { condition: 'groups length() = 0', entity: {}, holds: true, why: 'missing' },
    {
      condition: 'statement length() = 1',
      entity: { statement: { effect: 'Allow' } },
      holds: true,
      why: 'a list of one',
    },
    { condition: 'groups length() > 2', entity: { groups: ['a', 'b'] }, holds: false },
    { condition: 'name length() > 3', entity: { name: 'alice' }, holds: 'error' },
  ],
  isShallow: true,
  inline: { kind: 'count' },
  weight: 0,
  bind: () => (receiver) => {
    if (Array.isArray(receiver)) return receiver.length;
    if (receiver === undefined || typeof receiver === 'object') return elementsOf(receiver).length;
    return new EvaluationError(
      'wrong-type',
      `\`length()\` counts the elements of a list, and this is ${kindOf(receiver)}`,
    );
  },
});
