import { kindOf } from '../values/kinds.ts';
import { elementsOf, EvaluationError } from '../values/value.ts';
import { defineFunction } from './define.ts';

/** `first()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const firstFunction = defineFunction({
  name: 'first',
  origin: 'extension',
  receiver: 'list',
  parameters: [],
  result: 'any',
  summary: 'The first element of a list, or of those that `with [ ]` selects.',
  details: [
    'An empty list, missing, null and `{}` give missing; an object that stands where a list is expected is a list of one.',
    'On text, numbers and booleans the result is an error, as for `length()`.',
  ],
  examples: [
    { condition: "groups first() = 'a'", entity: { groups: ['a', 'b'] }, holds: true },
    { condition: "groups first() = 'b'", entity: { groups: ['a', 'b'] }, holds: false },
    { condition: "groups with [ $ != 'a' ] first() = 'b'", entity: { groups: ['a', 'b'] }, holds: true },
    { condition: 'rules first() contain [ port = 22 ]', entity: { rules: [{ port: 22 }] }, holds: true },
    { condition: 'groups first()', entity: { groups: [] }, holds: false, why: 'an empty list' },
    { condition: 'groups first()', entity: {}, holds: false, why: 'missing' },
    { condition: 'groups first()', entity: { groups: null }, holds: false, why: 'null' },
    { condition: 'name first()', entity: { name: 'alice' }, holds: 'error' },
  ],
  gives: 'element',
  isShallow: true,
  weight: 0,
  bind: () => (receiver) => {
    if (receiver === undefined || typeof receiver === 'object') return elementsOf(receiver)[0];
    return new EvaluationError('wrong-type', `\`first()\` takes an element of a list, and this is ${kindOf(receiver)}`);
  },
});
