import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatLines, formatRule, isSameRule } from '../../src/syntax/format.ts';
import { parse, parseRule } from '../../src/syntax/parse.ts';
import { arbitraryRule, type Vocabulary, WILD, withoutSpans } from '../support/arbitrary-rule.ts';

const FACTOR = Number(process.env['FUZZ_FACTOR'] ?? 1);
const breaks = fc.constantFrom('\n', '\r\n', '\r', '\u2028', '\t');
/** Names and texts with line breaks in them, and long ones, so that most rules take several lines. */
const BROKEN: Vocabulary = {
  ...WILD,
  name: fc.oneof(
    WILD.name,
    breaks.map((line) => `a${line}  b`),
    fc.constant('aPropertyWithAVeryLongNameThatLeavesLittleRoom'),
  ),
  text: fc.oneof(
    WILD.text,
    fc.tuple(WILD.text, breaks, WILD.text).map((parts) => parts.join('')),
  ),
};

describe.each([
  ['any rule', WILD],
  ['line breaks in literals', BROKEN],
])('%s', (_, vocabulary) => {
  test('formatted, it is the same rule, and formatted already', () => {
    fc.assert(
      fc.property(arbitraryRule(vocabulary), (rule) => {
        const text = formatRule(rule);
        const { rule: again, diagnostics } = parse(text);
        expect(
          diagnostics.map(({ message }) => message),
          text,
        ).toEqual([]);
        expect(withoutSpans(again), text).toEqual(withoutSpans(rule));
        expect(isSameRule(again!, rule), text).toBe(true);
        expect(formatRule(again!)).toBe(text);
      }),
      { numRuns: 1_000 * FACTOR },
    );
  });
});

test('a line break inside a literal is no line of the rule', () => {
  const long = `${'x'.repeat(40)}\n  y`;
  const rule = parseRule(`T where a = '${long}' and b = '${long}' should have c = 'it''s\r\nhere'`);
  expect(formatLines(rule)).toEqual([
    'T',
    '  where',
    `    a = '${long}'`,
    `    and b = '${long}'`,
    "  should have c = 'it''s\r\nhere'",
  ]);
});

test.each([
  ['T should have a and b', 'T  SHOULD have ((a)\nand b)', true],
  ['T should have a = 9007199254740993', 'T should have a = 9007199254740993', true],
  ['T should have a = 9007199254740993', 'T should have a = 9007199254740995', false],
  ["T should have a = '9007199254740993n'", 'T should have a = 9007199254740993', false],
  ["T should have a = 'x\ny'", "T should have a = 'x y'", false],
  ['T should have a', 'T should not have a', false],
  ['T should have a LENGTH() = 1', 'T should have a length() = 1', false],
])('%j and %j', (one, other, isSame) => {
  expect(isSameRule(parseRule(one), parseRule(other))).toBe(isSame);
});

/** Rules with `~` where a name is as long as it takes to come to a width, in which each part stands at the border once. */
const SHAPES = [
  'T should have ~',
  'T should have ~ and b',
  'T where ~ should have b',
  'T where a or ~ should not have b exclude c',
  'T should have a and ~ and b or c',
  'T should have (a or ~) and b',
  'T should have b and (a or ~)',
  'T should have b and not (a or ~)',
  'T should have not (a and ~)',
  'T should have not ~ isEmpty()',
  'T should have l contain [ a and ~ ]',
  'T should have l contain [ ~ ]',
  'T should have not l contain-any [ m contain [ a and ~ ] and b ]',
  'T should have l with [ a = 1 and ~ ] length() > 1',
  'T should have a exclude b and ~',
];

const OPERANDS = [
  'T should have b and l contain [ a and ~ ]',
  'T should have l contain [ a and ~ ] and b',
  'T where b or l contain [ a and ~ ] should have c',
];

test('rules of every shape, where one line would be about as long as it may be', async () => {
  const shapes = [
    ...SHAPES.map((shape) => [shape, [98, 100, 101, 104, 108, 200]] as const),
    // Each operand has a border of its own.
    ...OPERANDS.map((shape) => [shape, [106, 108, 110, 112, 114, 116, 118, 120]] as const),
  ];
  const texts = shapes.flatMap(([shape, widths]) =>
    widths.map((width) => {
      const rule = shape.replace('~', 'n'.repeat(Math.max(1, width - shape.length + 1)));
      return `${formatRule(parseRule(rule)).replaceAll(/n{20,}/gu, (name) => `<${name.length}>`)}\n`;
    }),
  );
  await expect(texts.join('\n')).toMatchFileSnapshot('format.txt');
});
