import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { EvaluationError } from '../values/value.ts';
import { defineFunction, type FunctionDefinition } from './define.ts';

const DETAILS = [
  'Comparisons, `in`, `like`, `startsWith` and `endsWith` take no notice of case by themselves; this is for `regexMatch`, and for text that is compared with another property’s parts.',
  'A number or boolean is read as its text. Missing and null give missing. On a list or an object: an error.',
];

function changing(name: string, change: (text: string) => string): FunctionDefinition['bind'] {
  return () => (receiver) => {
    if (receiver === undefined || receiver === null) return undefined;
    const text = textOf(receiver);
    return text === undefined
      ? new EvaluationError('wrong-type', `\`${name}()\` reads text, and this is ${kindOf(receiver)}`)
      : change(text);
  };
}

/** `toLower()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const toLowerFunction = defineFunction({
  name: 'toLower',
  origin: 'extension',
  receiver: 'text',
  parameters: [],
  result: 'text',
  summary: 'The text in lower case.',
  details: DETAILS,
  examples: [
    { condition: 'name toLower() regexMatch /^svc-/', entity: { name: 'SVC-Backup' }, holds: true },
    { condition: 'name toLower() regexMatch /SVC/', entity: { name: 'SVC-Backup' }, holds: false },
    { condition: 'name toLower()', entity: { name: '' }, holds: false, why: 'empty text stays empty' },
    { condition: 'name toLower() isEmpty()', entity: {}, holds: true, why: 'missing' },
    { condition: 'name toLower() isEmpty()', entity: { name: null }, holds: true, why: 'null' },
    { condition: 'names toLower() isEmpty()', entity: { names: ['A', 'B'] }, holds: 'error', why: 'a list' },
  ],
  bind: changing('toLower', (text) => text.toLowerCase()),
});

/** `toUpper()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const toUpperFunction = defineFunction({
  name: 'toUpper',
  origin: 'extension',
  receiver: 'text',
  parameters: [],
  result: 'text',
  summary: 'The text in upper case.',
  details: DETAILS,
  examples: [
    { condition: 'protocol toUpper() regexMatch /^(TCP|UDP)$/', entity: { protocol: 'tcp' }, holds: true },
    { condition: 'protocol toUpper() regexMatch /tcp/', entity: { protocol: 'tcp' }, holds: false },
    { condition: 'name toUpper()', entity: { name: '' }, holds: false, why: 'empty text stays empty' },
    { condition: 'name toUpper() isEmpty()', entity: {}, holds: true, why: 'missing' },
    { condition: 'name toUpper() isEmpty()', entity: { name: null }, holds: true, why: 'null' },
    { condition: 'names toUpper() isEmpty()', entity: { names: ['A', 'B'] }, holds: 'error', why: 'a list' },
  ],
  bind: changing('toUpper', (text) => text.toUpperCase()),
});
