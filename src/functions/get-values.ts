import { pathReader, segmentsOf } from '../values/path.ts';
import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { elementsOf, EvaluationError } from '../values/value.ts';
import { spend } from '../values/work.ts';
import { defineFunction } from './define.ts';

/** More values than this are refused: entities are untrusted. */
export const MAX_VALUES = 100_000;
/** So many values of an element's list cost as much as an element, as a power of two. */
const INNER = 2;

/** `getValues()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const getValuesFunction = defineFunction({
  name: 'getValues',
  origin: 'observed',
  receiver: 'list',
  parameters: [{ name: 'path', kind: 'text', summary: 'a property of the elements, with dots for one inside another' }],
  result: 'list',
  summary: 'The values of a property of the elements of a list.',
  details: [
    'Elements without the property, or with null, are left out. Where the value is a list, its elements are taken in its place (our decision: a path does not run through a list, so that the next `getValues` could not look into it).',
    'Missing, null, `{}` and an empty list give an empty list; an object that stands where a list is expected is a list of one.',
    `On text, numbers and booleans, and beyond ${MAX_VALUES} values: an error.`,
  ],
  examples: [
    {
      condition: "subnets getValues('cidr') contain [ $ = '10.0.0.0/24' ]",
      entity: { subnets: [{ cidr: '10.0.0.0/24' }] },
      holds: true,
    },
    {
      condition: "nics getValues('subnet.id') length() = 1",
      entity: { nics: [{ subnet: { id: 'a' } }, {}] },
      holds: true,
    },
    {
      condition: "nics getValues('ips') length() = 3",
      entity: { nics: [{ ips: ['a', 'b'] }, { ips: ['c'] }] },
      holds: true,
    },
    {
      condition: "nics getValues('id') length() = 1",
      entity: { nics: { id: 'a' } },
      holds: true,
      why: 'a list of one',
    },
    { condition: "subnets getValues('cidr') contain [ $ = 'x' ]", entity: { subnets: [{ cidr: 'y' }] }, holds: false },
    { condition: "subnets getValues('cidr') isEmpty()", entity: { subnets: [{ cidr: null }] }, holds: true },
    { condition: "subnets getValues('cidr') isEmpty()", entity: { subnets: [] }, holds: true },
    { condition: "subnets getValues('cidr') isEmpty()", entity: {}, holds: true, why: 'missing' },
    { condition: "subnets getValues('cidr') isEmpty()", entity: { subnets: null }, holds: true, why: 'null' },
    { condition: "subnets getValues('cidr') isEmpty()", entity: { subnets: 'none' }, holds: 'error', why: 'text' },
  ],
  gives: 'values',
  isShallow: true,
  bind: ([path]) => {
    const segments = segmentsOf(textOf(path) ?? '');
    const read = pathReader(segments);
    return (receiver, context) => {
      if (receiver !== undefined && receiver !== null && typeof receiver !== 'object') {
        return new EvaluationError(
          'wrong-type',
          `\`getValues()\` reads the elements of a list, and this is ${kindOf(receiver)}`,
        );
      }
      const found: unknown[] = [];
      let length = 0;
      for (const element of elementsOf(receiver)) {
        const value = read(element, context);
        const error = context.unknown?.errorAt(element, segments, value, context);
        if (error !== undefined) return error;
        if (value instanceof EvaluationError) return value;
        if (value === undefined || value === null) continue;
        found.push(value);
        if (Array.isArray(value)) spend(context, value.length >> INNER);
        length += Array.isArray(value) ? value.length : 1;
        if (length > MAX_VALUES || (context.left ?? 0) < 0) {
          return new EvaluationError('limit', `\`getValues()\` gives ${MAX_VALUES} values at most`);
        }
      }
      return flattened(found, length);
    };
  },
});

/** Lists taken apart, into a list of a known length: one that grows is copied again and again. */
function flattened(found: readonly unknown[], length: number): readonly unknown[] {
  if (!found.some(Array.isArray)) return found;
  const values = new Array<unknown>(length);
  let at = 0;
  for (const value of found)
    if (Array.isArray(value)) for (const inner of value as readonly unknown[]) values[at++] = inner;
    else values[at++] = value;
  return values;
}
