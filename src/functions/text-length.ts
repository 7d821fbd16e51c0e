import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { EvaluationError } from '../values/value.ts';
import { defineFunction } from './define.ts';

/** `textLength()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const textLengthFunction = defineFunction({
  name: 'textLength',
  origin: 'extension',
  receiver: 'text',
  parameters: [],
  result: 'number',
  summary: 'The number of characters of a text.',
  details: [
    'Characters are code points of Unicode. A number or boolean is read as its text.',
    'Missing and null have length 0, as for `length()`. On a list or an object: an error; their elements are counted by `length()`.',
  ],
  examples: [
    { condition: 'description textLength() >= 5', entity: { description: 'short' }, holds: true },
    { condition: 'description textLength() > 5', entity: { description: 'short' }, holds: false },
    { condition: 'name textLength() = 1', entity: { name: '😀' }, holds: true, why: 'one character' },
    { condition: 'name textLength() = 0', entity: { name: '' }, holds: true },
    { condition: 'name textLength() = 0', entity: {}, holds: true, why: 'missing' },
    { condition: 'name textLength() = 0', entity: { name: null }, holds: true, why: 'null' },
    { condition: 'names textLength() = 1', entity: { names: ['a', 'b'] }, holds: 'error', why: 'a list' },
  ],
  bind: () => (receiver) => {
    if (receiver === undefined || receiver === null) return 0;
    const text = textOf(receiver);
    if (text === undefined) {
      return new EvaluationError(
        'wrong-type',
        `\`textLength()\` counts the characters of text, and this is ${kindOf(receiver)}`,
        'write `length()` for the elements of a list',
      );
    }
    let length = 0;
    for (const _ of text) length += 1;
    return length;
  },
});
