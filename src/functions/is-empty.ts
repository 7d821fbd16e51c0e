import { isEmpty } from '../values/value.ts';
import { defineFunction } from './define.ts';

/** `isEmpty()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const isEmptyFunction = defineFunction({
  name: 'isEmpty',
  origin: 'observed',
  receiver: 'any',
  parameters: [],
  result: 'boolean',
  summary: 'True when nothing is there: missing, null, an empty list, an empty text or an object without properties.',
  details: [
    'Also when the parent is missing: `vpc.id isEmpty()` holds for an entity without `vpc`.',
    'A number or boolean is never empty; 0 and `false` are values.',
  ],
  examples: [
    { condition: 'inlinePolicies isEmpty()', entity: { inlinePolicies: [] }, holds: true },
    { condition: 'inlinePolicies isEmpty()', entity: {}, holds: true, why: 'missing' },
    { condition: 'vpc.id isEmpty()', entity: { vpc: null }, holds: true, why: 'the parent is null' },
    { condition: 'name isEmpty()', entity: { name: '' }, holds: true },
    { condition: 'tags isEmpty()', entity: { tags: {} }, holds: true },
    { condition: 'count isEmpty()', entity: { count: 0 }, holds: false, why: '0 is a value' },
    { condition: 'inlinePolicies isEmpty()', entity: { inlinePolicies: ['p'] }, holds: false },
  ],
  decidedBy: false,
  isShallow: true,
  inline: { kind: 'emptiness' },
  weight: 0,
  bind: () => isEmpty,
});
