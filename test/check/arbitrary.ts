import fc from 'fast-check';
import { functions } from '../../src/functions/index.ts';

/*
 * Texts of rules that parse: conditions over few names and few literals, so that terms meet each other. Operands can be
 * anything that the grammar allows, sensible or not.
 */

const name = fc.constantFrom(
  'a',
  'b',
  'a.b',
  '$',
  '$.a',
  '~.a',
  '~~',
  'a[0]',
  "a['x']",
  'name',
  'inboundRules',
  'mfaActve',
);
const literal = fc.constantFrom(
  "'x'",
  "'X'",
  "'22'",
  "'%x'",
  "''",
  "'true'",
  "'null'",
  '22',
  '-1',
  '1.5',
  'true',
  'null',
);
const functionName = fc.constantFrom(
  ...functions.map((definition) => definition.name),
  'len',
  'alength',
  'isempty',
  'nope',
);
const args = fc.array(fc.oneof(literal, name, fc.constant("'days'")), { maxLength: 2 });
const call = fc.tuple(functionName, args).map(([called, given]) => `${called}(${given.join(', ')})`);

const { condition } = fc.letrec<{ condition: string; operand: string; term: string }>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small' },
    name,
    literal,
    call,
    fc.tuple(tie('operand'), call).map(([on, then]) => `${on} ${then}`),
    fc
      .tuple(tie('operand'), fc.constantFrom('contain', 'contain-all', 'contain-none', 'with'), tie('condition'))
      .map(([on, word, body]) => `${on} ${word} [ ${body} ]`),
    fc.tuple(tie('operand'), name).map(([on, path]) => `${on} groupBy [ ${path} ]`),
  ),
  term: fc.oneof(
    tie('operand'),
    fc
      .tuple(tie('operand'), fc.constantFrom('=', '!=', '<', '>', '<=', '>='), fc.oneof(literal, name, call))
      .map((parts) => parts.join(' ')),
    fc
      .tuple(tie('operand'), fc.array(literal, { minLength: 1, maxLength: 3 }))
      .map(([left, values]) => `${left} in (${values.join(', ')})`),
    fc
      .tuple(tie('operand'), fc.constantFrom("like 'x%'", 'regexMatch /x/', 'regexMatch /(?=x)/', 'in ($L)'))
      .map((parts) => parts.join(' ')),
  ),
  condition: fc.oneof(
    { depthSize: 'small' },
    tie('term'),
    tie('condition').map((inner) => `not (${inner})`),
    fc
      .tuple(fc.constantFrom(' and ', ' or '), fc.array(tie('condition'), { minLength: 2, maxLength: 4 }), fc.boolean())
      .map(([word, parts, brackets]) => (brackets ? `(${parts.join(word)})` : parts.join(word))),
  ),
}));

export const arbitraryRule: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('IamUser', 'iamuser', 'List<SecurityGroup>', 'SecurityGroup', 'Other', 'toString'),
    fc.option(condition),
    fc.constantFrom('should have', 'should not have'),
    condition,
    fc.option(condition, { freq: 8 }),
  )
  .map(([target, where, should, have, exclude]) =>
    [target, where === null ? '' : `where ${where}`, should, have, exclude === null ? '' : `exclude ${exclude}`].join(
      ' ',
    ),
  );

const simpleLiteral = fc.constantFrom(
  "'x'",
  "'X'",
  "'y'",
  "'22'",
  "'022'",
  "'true'",
  "'null'",
  "''",
  '22',
  '3',
  '5',
  'true',
  'null',
);
const simpleTerm = fc
  .tuple(
    fc.constantFrom('', '', 'not '),
    fc.constantFrom('a', 'a', 'b'),
    fc.oneof(
      fc
        .tuple(fc.constantFrom('=', '!=', '=', '!=', '<', '>', '<=', '>='), simpleLiteral)
        .map((parts) => parts.join(' ')),
      fc.array(simpleLiteral, { minLength: 1, maxLength: 3 }).map((values) => `in (${values.join(', ')})`),
      fc.constantFrom(
        "like 'x%'",
        "like '%2'",
        "like 'TRUE'",
        "contain [ 'x' ]",
        "contain-none [ 'x' ]",
        "contain-all ['x']",
        '',
      ),
    ),
  )
  .map(([not, path, test]) => `${not}${path} ${test}`.trimEnd());

/** Plain terms on two properties, joined by one word. */
export const simpleTerms: fc.Arbitrary<readonly string[]> = fc.array(simpleTerm, { minLength: 2, maxLength: 4 });

/** Values that tell the terms apart. */
export const VALUES: readonly unknown[] = [
  undefined,
  ...[null, true, false, 0, 3, 4, 5, 22, 1e20, -1],
  ...['', 'x', 'X', 'xy', 'y', '22', '022', '22.0', '3', 'true', 'TRUE', 'false', 'null', 'NULL', 'a2'],
  ...[[], ['x'], ['y', 'x'], {}, { x: 1 }],
];
