import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { elementsOf, EvaluationError, single } from '../values/value.ts';
import { spend } from '../values/work.ts';
import { defineFunction } from './define.ts';

/** Longer texts are refused: entities are untrusted. In UTF-16 code units. */
export const MAX_JOINED_LENGTH = 1_000_000;

/** So many characters of the result cost as much as an element, as a power of two. */
const CHARACTERS = 5;

/** `join()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const joinFunction = defineFunction({
  name: 'join',
  origin: 'extension',
  receiver: 'list',
  parameters: [{ name: 'separator', kind: 'text', summary: 'what to put between the elements' }],
  result: 'text',
  summary: 'The elements of a list as one text.',
  details: [
    'Numbers and booleans are read as their text; elements that are null are left out; a single value is a list of one.',
    `Missing and null give missing; an empty list gives the empty text. With an element that is a list or an object, and beyond ${MAX_JOINED_LENGTH} characters: an error.`,
  ],
  examples: [
    { condition: "names join(', ') = 'a, b'", entity: { names: ['a', 'b'] }, holds: true },
    { condition: "names join('') regexMatch /^ab$/", entity: { names: ['a', null, 'b'] }, holds: true },
    { condition: "ports join('-') = '20-25'", entity: { ports: [20, 25] }, holds: true },
    { condition: "names join(',') = 'a'", entity: { names: ['a', 'b'] }, holds: false },
    { condition: "names join(',') = 'a'", entity: { names: 'a' }, holds: true, why: 'a list of one' },
    { condition: "names join(',') = ''", entity: { names: [] }, holds: true },
    { condition: "names join(',') = ''", entity: {}, holds: false, why: 'missing' },
    { condition: "names join(',') isEmpty()", entity: { names: null }, holds: true, why: 'null' },
    { condition: "tags join(',') isEmpty()", entity: { tags: [{ key: 'a' }] }, holds: 'error', why: 'an object' },
  ],
  bind: ([argument]) => {
    const separator = textOf(argument) ?? '';
    return (receiver, context) => {
      if (receiver === undefined || receiver === null) return undefined;
      const texts: string[] = [];
      let length = 0;
      for (const element of elementsOf(receiver)) {
        if (element === undefined || element === null) continue;
        const text = textOf(single(element));
        if (text === undefined) {
          return new EvaluationError('wrong-type', `\`join()\` joins texts, and an element is ${kindOf(element)}`);
        }
        texts.push(text);
        length += text.length + separator.length;
        if (length > MAX_JOINED_LENGTH) {
          return new EvaluationError('limit', `\`join()\` gives ${MAX_JOINED_LENGTH} characters at most`);
        }
      }
      spend(context, length >> CHARACTERS);
      return texts.join(separator);
    };
  },
});
