import { splitter } from '../values/search.ts';
import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { EvaluationError } from '../values/value.ts';
import { spend } from '../values/work.ts';
import { defineFunction } from './define.ts';

/** More parts than this are refused: entities are untrusted, and parts cost more than the text that they are in. */
export const MAX_PARTS = 10_000;

/** So many parts cost one unit of work, as a power of two. */
const PARTS = 3;

/** `split()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const splitFunction = defineFunction({
  name: 'split',
  origin: 'observed',
  receiver: 'text',
  parameters: [{ name: 'separator', kind: 'text', summary: 'what stands between the parts; not empty' }],
  result: 'list',
  summary: 'The parts of a text that a separator divides.',
  details: [
    'The separator is taken exactly, case included. Blanks around the parts stay; parts may be empty.',
    'A text without the separator is one part; the empty text has none. A number or boolean is read as its text.',
    `Missing and null give missing. On a list or an object, with an empty separator, and beyond ${MAX_PARTS} parts: an error.`,
  ],
  examples: [
    { condition: "arn split(':') length() = 6", entity: { arn: 'arn:aws:iam::123456789012:root' }, holds: true },
    { condition: "ports split(',') contain [ $ = 22 ]", entity: { ports: '80,22' }, holds: true },
    { condition: "ports split(',') contain [ $ = 22 ]", entity: { ports: '80,2222' }, holds: false },
    { condition: "name split('-') length() = 1", entity: { name: 'plain' }, holds: true, why: 'one part' },
    { condition: "name split('-') length() = 0", entity: { name: '' }, holds: true, why: 'no part' },
    { condition: "name split('-') length() = 0", entity: {}, holds: true, why: 'missing' },
    { condition: "name split('-') isEmpty()", entity: { name: null }, holds: true, why: 'null' },
    { condition: "names split('-') isEmpty()", entity: { names: ['a-b', 'c'] }, holds: 'error', why: 'a list' },
    { condition: "name split('') isEmpty()", entity: { name: 'a-b' }, holds: 'error', why: 'no separator' },
  ],
  bind: ([argument]) => {
    const separator = textOf(argument) ?? '';
    const parting = splitter(separator, MAX_PARTS + 1);
    return (receiver, context) => {
      if (separator === '') return new EvaluationError('wrong-type', '`split()` needs a separator that is not empty');
      if (receiver === undefined || receiver === null) return undefined;
      const text = textOf(receiver);
      if (text === undefined) {
        return new EvaluationError('wrong-type', `\`split()\` reads text, and this is ${kindOf(receiver)}`);
      }
      if (text === '') return [];
      const parts = parting(text);
      spend(context, parts.length >> PARTS);
      return parts.length > MAX_PARTS
        ? new EvaluationError('limit', `\`split()\` gives ${MAX_PARTS} parts at most`)
        : parts;
    };
  },
});
