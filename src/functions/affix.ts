import { foldOf } from '../values/equality.ts';
import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { EvaluationError } from '../values/value.ts';
import { defineFunction, type FunctionDefinition } from './define.ts';

const DETAILS = [
  'Upper and lower case are the same, as for `=` and `like`, unless the option `matchCase` minds them; `%` is an ordinary character here.',
  'A number or boolean is read as its text. Missing and null: false. On a list or an object: an error.',
  'Every text starts and ends with the empty text.',
];

function testing(name: string, holds: (text: string, affix: string) => boolean): FunctionDefinition['bind'] {
  return ([argument], options) => {
    const fold = foldOf(options?.matchCase);
    const affix = fold(textOf(argument) ?? '');
    return (receiver) => {
      if (receiver === undefined || receiver === null) return false;
      const text = textOf(receiver);
      return text === undefined
        ? new EvaluationError(
            'wrong-type',
            `\`${name}()\` reads text, and this is ${kindOf(receiver)}`,
            Array.isArray(receiver) ? `look into the list: \`contain [ $ ${name}(…) ]\`` : undefined,
          )
        : holds(fold(text), affix);
    };
  };
}

/** `startsWith()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const startsWithFunction = defineFunction({
  name: 'startsWith',
  origin: 'extension',
  receiver: 'text',
  parameters: [{ name: 'beginning', kind: 'text', summary: 'what the text begins with' }],
  result: 'boolean',
  summary: 'True when a text begins with the given one.',
  details: DETAILS,
  examples: [
    { condition: "name startsWith('svc-')", entity: { name: 'SVC-backup' }, holds: true },
    { condition: "name startsWith('svc-')", entity: { name: 'my-svc-backup' }, holds: false },
    { condition: "name startsWith('100%')", entity: { name: '100 users' }, holds: false, why: '`%` is no wildcard' },
    { condition: "name startsWith('')", entity: { name: '' }, holds: true, why: 'the empty text' },
    { condition: "account startsWith('12')", entity: { account: 1234 }, holds: true, why: 'a number as text' },
    { condition: "name startsWith('svc-')", entity: {}, holds: false, why: 'missing' },
    { condition: "name startsWith('svc-')", entity: { name: null }, holds: false, why: 'null' },
    { condition: "names startsWith('svc-')", entity: { names: ['svc-a', 'b'] }, holds: 'error', why: 'a list' },
  ],
  bind: testing('startsWith', (text, affix) => text.startsWith(affix)),
});

/** `endsWith()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const endsWithFunction = defineFunction({
  name: 'endsWith',
  origin: 'extension',
  receiver: 'text',
  parameters: [{ name: 'ending', kind: 'text', summary: 'what the text ends with' }],
  result: 'boolean',
  summary: 'True when a text ends with the given one.',
  details: DETAILS,
  examples: [
    { condition: "image endsWith(':latest')", entity: { image: 'nginx:Latest' }, holds: true },
    { condition: "image endsWith(':latest')", entity: { image: 'nginx:latest-alpine' }, holds: false },
    { condition: "image endsWith('nginx:latest')", entity: { image: ':latest' }, holds: false, why: 'too short' },
    { condition: "name endsWith('')", entity: { name: '' }, holds: true, why: 'the empty text' },
    { condition: "image endsWith(':latest')", entity: {}, holds: false, why: 'missing' },
    { condition: "image endsWith(':latest')", entity: { image: null }, holds: false, why: 'null' },
    { condition: "image endsWith(':latest')", entity: { image: {} }, holds: 'error', why: 'an object' },
  ],
  bind: testing('endsWith', (text, affix) => text.endsWith(affix)),
});
