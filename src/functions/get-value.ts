import { pathReader, segmentsOf } from '../values/path.ts';
import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { EvaluationError, single } from '../values/value.ts';
import { defineFunction } from './define.ts';

/** `getValue()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const getValueFunction = defineFunction({
  name: 'getValue',
  origin: 'observed',
  receiver: 'object',
  parameters: [{ name: 'path', kind: 'text', summary: 'a property, with dots for one inside another' }],
  result: 'any',
  summary: 'The value of a property of the enclosing element or entity.',
  details: [
    "In a block, `~getValue('owner')` is the `owner` of the entity or element that the block stands in; `~~getValue('owner')` of one further out. The same as `~.owner`, which is ours.",
    'On a property instead of `~` it reads from that property (ours). Missing and null give missing.',
    'On text, numbers and booleans: an error.',
  ],
  examples: [
    {
      condition: "statements contain [ ~getValue('owner') in (principal split(':')) ]",
      entity: { owner: '123', statements: [{ principal: 'arn:aws:iam::123:root' }] },
      holds: true,
    },
    {
      condition: "statements contain [ not ~getValue('owner') in (principal split(':')) ]",
      entity: { owner: '123', statements: [{ principal: 'arn:aws:iam::123:root' }] },
      holds: false,
    },
    {
      condition: "groups contain [ rules contain [ region = ~~getValue('home.region') ] ]",
      entity: { home: { region: 'eu' }, groups: [{ rules: [{ region: 'eu' }] }] },
      holds: true,
      why: 'two blocks further out',
    },
    {
      condition: "rules contain [ region != ~getValue('region') ]",
      entity: { rules: [{ region: 'eu' }] },
      holds: true,
      why: 'missing',
    },
    { condition: "vpc getValue('id') = 'v1'", entity: { vpc: { id: 'v1' } }, holds: true },
    { condition: "vpc getValue('id') isEmpty()", entity: { vpc: null }, holds: true, why: 'null' },
    { condition: "vpc getValue('id') isEmpty()", entity: {}, holds: true, why: 'missing' },
    { condition: "vpc getValue('id') isEmpty()", entity: { vpc: 'v1' }, holds: 'error', why: 'text' },
  ],
  gives: 'value',
  isShallow: true,
  weight: 0,
  bind: ([path]) => {
    const segments = segmentsOf(textOf(path) ?? '');
    const read = pathReader(segments);
    return (list, context) => {
      // One value and a list of one are the same.
      const receiver = single(list);
      if (receiver === undefined || receiver === null) return undefined;
      if (typeof receiver !== 'object') {
        return new EvaluationError(
          'wrong-type',
          `\`getValue()\` reads a property of an object, and this is ${kindOf(receiver)}`,
        );
      }
      const value = read(receiver, context);
      return context.unknown?.errorAt(receiver, segments, value, context) ?? value;
    };
  },
});
