import { expect, test } from 'vitest';
import { fillPlaces, filledText } from '../../src/findings/fill-template.ts';
import { escapeContent } from '../../src/reporters/escape.ts';
import { jsonText } from '../../src/reporters/json-text.ts';
import { TextMoulds } from '../../src/reporters/text-mould.ts';

const TEMPLATES = [
  'none at all',
  '{{name}}',
  'a "quoted" <b>, then {{name}} & {{name}}\r\nand {{id}}',
  // Marks of CI systems that a value could complete.
  '##{{name}}[x]',
  ' ::{{name}}::\n:{{name}}',
  '\uf8fe{{name}}',
  '\u202e{{name}}\u2028é',
];
const NAMES = ['bob', 'a.b/c-d', '<b>', '##vso[x]', ':', '::error::', '-x', '', 'x'.repeat(3_000), '\u202e', '\uf8fe'];

/** Two entities each, so that the second is written in the mould that was made with the first. */
const CASES = TEMPLATES.flatMap((template) => NAMES.map((name) => [template, name] as const));

test.each([
  ['XML', escapeContent],
  ['JSON', (text: string) => jsonText(text)],
])('%s in a mould is what it is when it is escaped whole', (_, write) => {
  const moulds = new TextMoulds(write);
  for (const [template, name] of CASES) {
    for (const id of ['first', name]) {
      const filled = fillPlaces(template, { name, id });
      expect(moulds.write(filled)).toBe(write(filledText(filled)));
    }
  }
});

test('what is around the values is escaped once', () => {
  let calls = 0;
  const moulds = new TextMoulds((text) => `${(calls += 1)}${text}`);
  const [first, second] = ['a', 'b'].map((name) => moulds.write(fillPlaces('user {{name}}', { name })));
  expect([first, second, calls]).toEqual(['1user a', '1user b', 1]);
});
