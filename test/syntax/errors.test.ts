import { describe, expect, test } from 'vitest';
import { parseRule } from '../../src/syntax/parse.ts';
import { MAX_RULE_LENGTH } from '../../src/syntax/read.ts';
import { parseConditionRepaired as parseCondition, parseRepaired as parse } from '../../src/syntax/repaired.ts';
import { queryOf } from '../../src/syntax/condition.ts';
import { printRule } from '../../src/syntax/print.ts';
import { formatMessage } from '../../src/text/format-message.ts';

/** Each diagnostic as `code: underlined text`, with what replaces it. */
function said(text: string): string[] {
  return parse(text).diagnostics.map(({ code, at: { span }, fixes = [] }) => {
    const repair = fixes.map((fix) => ` -> ${fix.text}`).join('');
    return `${code}: ${text.slice(span.start, span.end)}${repair}`;
  });
}

/** The text with every offered repair made. */
function repaired(text: string): string {
  const fixes = parse(text).diagnostics.flatMap(({ fixes = [] }) => fixes);
  return fixes.reduceRight(
    (mended, { span, text: put }) => mended.slice(0, span.start) + put + mended.slice(span.end),
    text,
  );
}

describe('what is wrong, and where', () => {
  test.each<[string, string[]]>([
    ['', ['empty-rule: ']],
    ['IamUser', ['expected-should: ']],
    ['IamUser should have', ['expected-condition: ']],
    ['IamUser should', ['expected-condition: ']],
    ['IamUser where should have a', ['expected-condition: should']],
    ['should have a', ['expected-target: should']],
    ['List<> should have a', ['expected-token: >']],
    ['IamUser shoud have a', ['misspelt-keyword: shoud -> should']],
    ['IamUser wehre a should have b', ['misspelt-keyword: wehre -> where']],
    ['IamUser should hvae a', ['misspelt-keyword: hvae -> have']],
    ["X should have tags contian [ key = 'a' ]", ['misspelt-keyword: contian -> contain']],
    ["X should have tags contains [ key = 'a' ]", ['misspelt-keyword: contains -> contain']],
    ["X should have a = 'b' adn c", ['misspelt-keyword: adn -> and']],
    ["X should have a lik 'b'", ['misspelt-keyword: lik -> like']],
    ['X should have a==true', ['wrong-operator: == -> =']],
    ['X should have a === true', ['wrong-operator: === -> =']],
    ['X should have a <> true', ['wrong-operator: <> -> !=']],
    [
      'X should have a && b || !c',
      ['wrong-operator: && -> and', 'wrong-operator: || -> or', 'wrong-operator: ! -> not'],
    ],
    ['X should have a\\!=0', ['wrong-operator: \\!= -> !=']],
    ['X should have a ≥ −5', ['wrong-operator: ≥ -> >=', 'wrong-operator: −5 -> -5']],
    ['X should have a = “b”', ["wrong-quotes: “b” -> 'b'"]],
    ["X should have a = ‘b'", ["wrong-quotes: ‘b' -> 'b'"]],
    ['X should have a = "b"', ['wrong-quotes: "b" -> \'b\'']],
    ['X should have a = 10.0.0.0/8', ["unquoted-text: 10.0.0.0/8 -> '10.0.0.0/8'"]],
    ["X should have a = 'b", ["unterminated-text: 'b"]],
    ['X should have a eq 22', ['foreign-word: eq -> =']],
    ['X should have a neq 22 and b gte 3', ['foreign-word: neq -> !=', 'foreign-word: gte -> >=']],
    ['X should have a contain [ b', ['unclosed-bracket: [ -> ]']],
    ['X should have a regexMatch /[ab/', ['unclosed-bracket: /[ab/']],
    ['X should have a regexMatch /[a]([b/i and c = 1', ['unclosed-bracket: /[a]([b/i']],
    ['X should have a contain [ b regexMatch /[ab/ ]', ['unclosed-bracket: /[ab/']],
    ['X should have a regexMatch /[a/b]/', []],
    ['X should have (a contain [ b ) and c', ['unclosed-bracket: [ -> ]']],
    ['X should have a contain [ b ])', ['unmatched-bracket: ) -> ']],
    ['X should have a = ', ['expected-value: ']],
    ['X should have a = and b', ['expected-value: and']],
    ['X should have a in ()', ['expected-value: )']],
    ['X should have a[2147483647]', []],
    ['X should have a[2147483648]', ['expected-token: [2147483648]']],
    ['X should have rules[123456789012345678901234567890]', ['expected-token: [123456789012345678901234567890]']],
    ['X should have a like 5', ['expected-token: 5']],
    ["X should have a regexMatch 'b'", ["expected-token: 'b'"]],
    ['X should have a regexMatch /b/gi', ['unknown-flag: gi']],
    ['X should have a b', ['unexpected-token: b']],
    ["X should have a = 'b' = 'c'", ['unexpected-token: =']],
    ['X should have a with (b)', ['wrong-operator: ( -> [']],
    ['X should have a[-1]', ['expected-token: -1']],
    ['X should have # a', ['unexpected-character: # a -> ']],
    ['X should have a and', ['expected-condition: ']],
    ['X should have not', ['expected-condition: ']],
    ["X should have name not in ('a')", ['wrong-operator: not -> not name']],
    ["X should have name not like 'a' and b", ['wrong-operator: not -> not name']],
    ["X should have tags not contain [ key = 'a' ]", ['wrong-operator: not -> not tags']],
    ['X should have a.b[0] length() not isEmpty()', ['wrong-operator: not -> not a.b[0] length()']],
    ['X should have (a or b not regexMatch /c/)', ['wrong-operator: not -> not b']],
    ["X should have not name not in ('a')", ['wrong-operator: not']],
    ["X should have name not = 'a'", ['wrong-operator: not = -> !=']],
    ['X not should have a', ['wrong-operator: not']],
    ["X should have a contain ['b', 'c']", ["wrong-operator: 'b', 'c' -> $ in ('b', 'c')"]],
    ['X should have a contain-none (1, 2)', ['wrong-operator: ( -> [', 'wrong-operator: 1, 2 -> $ in (1, 2)']],
    ["X should have a with ['b%', 'c']", ["wrong-operator: 'b%', 'c' -> 'b%' or 'c'"]],
    ["X should have a contain-all ['b', 'c']", ["wrong-operator: 'b', 'c'"]],
    ["X should have a = ('b', 'c')", ["wrong-operator: = -> in ('b', 'c')"]],
    ["X should have a = ['b', 'c'] and d", ["wrong-operator: = -> in ('b', 'c')"]],
    ["X should have a != ('b', 'c')", ['wrong-operator: !=']],
    [
      "X should have a with [ b = 'c' ] where d = 'e'",
      ["wrong-operator: where -> where d = 'e' should have a with [ b = 'c' ]"],
    ],
    ['X should have a where b exclude c', ['wrong-operator: where -> where b should have a']],
    ['X should have a exclude b where c', ['wrong-operator: where -> where c should have a exclude b']],
    ['X where a where b should have c', ['wrong-operator: where -> and']],
    ['X where a should have b where c', ['wrong-operator: where']],
    ['X should have a exclude b exclude c', ['unexpected-token: exclude']],
    ['X should have a[123456789012345678901234567890]', ['expected-token: [123456789012345678901234567890]']],
    ["X should have tags notcontain [ key = 'a' ]", ['foreign-word: notcontain -> contain-none']],
    ['X should have tags is empty and b', ['wrong-operator: is empty']],
    ['X should have tags is not null', ['wrong-operator: is not null']],
    ["X should have a =! 'b'", ['wrong-operator: =! -> !=']],
    ['X should have a contain -none [ b ]', ['wrong-operator: contain -none -> contain-none']],
    ["X should have a contain { key = 'b' }", ['wrong-operator: { -> [', 'wrong-operator: } -> ]']],
    ["X should have a contain ( key = 'b' and c in ('d') ) and e", ['wrong-operator: ( -> [']],
    ["X should have a in ['b', 'c']", ['wrong-operator: [ -> (']],
    ["X should have tags any [ key = 'a' ]", ['foreign-word: any -> contain-any']],
    ["X should have name contains 'x'", ['foreign-word: contains']],
    ['X should have a in $B', ['wrong-operator: in $B -> in ($B)']],
    ["X should have a in 'b'", ["wrong-operator: 'b' -> ('b')"]],
    ["X should have a contain 'b'", ['foreign-word: contain']],
    ["X should have a in ('b' 'c')", ["expected-token: 'c'"]],
    ["X should have a before(-90 'days')", ["foreign-word: before(-90 'days') -> before(-90, 'days')"]],
    ['X should have a # why', ['unexpected-character: # why -> ']],
    ['X should have a // why', ['unexpected-character: // why -> ']],
    ["X should have a contain [ key = 'b' )", ['unmatched-bracket: ) -> ]']],
    ['Lst<X> should have items', ['misspelt-keyword: Lst -> List']],
    ['X should have b contain [ not where ]', ['expected-condition: where']],
    ['X should have a where b = ', ['wrong-operator: where -> where b = should have a', 'expected-value: ']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test('all errors of a rule are reported, in the order of the text', () => {
    expect(said('IamUser shoud have mfaActive==true && groups or x = and y like 5 or (')).toEqual([
      'misspelt-keyword: shoud -> should',
      'wrong-operator: == -> =',
      'wrong-operator: && -> and',
      'expected-value: and',
      'expected-token: 5',
      'unclosed-bracket: ( -> )',
      'expected-condition: ',
    ]);
  });

  test.each([
    'IamUser shoud have mfaActive==true && groups',
    "VirtualMachine should have tags contain [ ( key like ‘Prod' ) ]",
    'X should have a contain [ b contain [ c )',
    'X should have "a" eq b and (c',
    "X should have a.b['c'] not like 'd' and e not = 5",
    "X should have e with [ f ] where g = 'h'",
    "X should have a contain ['b', 'c'] and d not in ('e') and f = ('g', 'h')",
    'X should have a exclude b where c',
  ])('the offered repairs mend the rule: %s', (text) => {
    expect(parse(text).rule).toBeUndefined();
    expect(parse(repaired(text)).diagnostics).toEqual([]);
  });
});

describe('a condition alone', () => {
  test('is read like one in a rule, with spans of its own text', () => {
    const { condition, diagnostics } = parseCondition("name like 'a%' and b");
    expect(diagnostics).toEqual([]);
    expect(condition?.kind).toBe('And');
    expect(condition?.span).toEqual({ start: 0, end: 20 });
  });

  test.each<[string, string[]]>([
    ['', ['empty-rule: ']],
    ['a = ', ['expected-value: ']],
    ["a lik 'b' and c == 1", ['misspelt-keyword: lik', 'wrong-operator: ==']],
    ['a should b', ['unexpected-token: should']],
    [')', ['unmatched-bracket: )', 'expected-condition: ']],
    [') or b', ['unmatched-bracket: )', 'expected-condition: or']],
  ])('%s', (text, expected) => {
    const found = parseCondition(text).diagnostics;
    expect(found.map(({ code, at: { span } }) => `${code}: ${text.slice(span.start, span.end)}`)).toEqual(expected);
    expect(found.every(({ message }) => !message.includes('rule') || text !== '')).toBe(true);
  });
});

describe('what was recovered', () => {
  test.each([
    ['X should have a = and b', 'X should have … and b'],
    ['X should have a groupBy [ 5 ] > 1', 'X should have … > 1'],
    ['X should have f(=) and b', 'X should have … and b'],
    ['X should have a in ( , ) or b', 'X should have … or b'],
    ["X should have a with [ b = 'c' ] where d = 'e'", "X should have a with [ b = 'c' ] and d = 'e'"],
    ["X should have a not in ('b')", "X should have not a in ('b')"],
    ["X should have a not = 'b'", "X should have a != 'b'"],
    ["X should have a = ('b', 'c')", "X should have a in ('b', 'c')"],
    ["X should have l contain ['b', 'c']", "X should have l contain [ 'b' or 'c' ]"],
    ['X should have a regexMatch /x[a/', 'X should have a regexMatch /x\\[a/'],
    ['X should have a regexMatch /[a]x[a/', 'X should have a regexMatch /[a]x\\[a/'],
    ["X should have a = 'b", 'X should have a = b'],
    ['X should have a is not null', 'X should have a'],
  ])('%s', (text, printed) => {
    const { recovered } = parse(text);
    expect(recovered === undefined ? undefined : printRule(recovered)).toBe(printed);
  });
});

test('what is nested too deep has no tree', () => {
  for (const text of [`X should have ${'not '.repeat(400)}a`, `X should have ${'('.repeat(101)}a`]) {
    const { rule, recovered } = parse(text);
    expect([text.slice(0, 30), rule, recovered]).toEqual([text.slice(0, 30), undefined, undefined]);
  }
  expect('recovered' in parse('')).toBe(false);
});

test('what is thrown says all that is wrong, one after the other', () => {
  const text = 'X shuold have a == 1';
  const { diagnostics } = parse(text);
  expect(diagnostics).toHaveLength(2);
  expect(() => parseRule(text)).toThrow(diagnostics.map(formatMessage).join('\n\n'));
});

test('a condition is a query of all types', () => {
  const { condition } = parseCondition("name = 'a'");
  if (condition === undefined) throw new Error('no condition');
  const span = { start: 0, end: 0 };
  expect(queryOf(condition)).toEqual({
    ...{ kind: 'Query', span: { start: 0, end: 10 }, whereSpan: span, where: condition },
    target: { kind: 'Target', span, name: '', nameSpan: span, list: false },
  });
});

test.each(['/', '/a', '/ ', '/[', '/\\', "'", 'a ', 'a,', 'not ', 'a not in ', '‘'])(
  'a text of nothing but `%s`',
  (part) => {
    // Fails by the limit of the test where each part looks through all that follows.
    const { diagnostics } = parse(part.repeat(MAX_RULE_LENGTH / part.length));
    expect(diagnostics.length).toBeGreaterThan(0);
  },
  5_000,
);

test.each([
  ['a = 1', ' or = 1'],
  ['a = 1', ' or =1'],
  [`a${'.a'.repeat(8_000)} = 1`, ' or = 1'],
  [`a${' f()'.repeat(8_000)} = 1`, ' or = 1'],
  ['a', ' exists'],
  ['a', '=('],
  ['a', ' like ('],
])(
  'a rule of nothing but habits: %#',
  (start, part) => {
    const rule = `X should have ${start}`;
    const { diagnostics } = parse(rule + part.repeat((MAX_RULE_LENGTH - rule.length) / part.length));
    expect(diagnostics.length).toBeGreaterThan(0);
  },
  5_000,
);

describe('limits', () => {
  test('length', () => {
    const rule = (length: number): string => `X should have a${'a'.repeat(length - 'X should have a'.length)}`;
    expect(said(rule(MAX_RULE_LENGTH))).toEqual([]);
    expect(parse(rule(MAX_RULE_LENGTH + 1)).diagnostics.map(({ code }) => code)).toEqual(['rule-too-long']);
  });

  test('depth, by brackets, not, and chains', () => {
    const brackets = (depth: number): string => `X should have ${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(said(brackets(100))).toEqual([]);
    expect(parse(brackets(101)).diagnostics.map(({ code }) => code)).toEqual(['rule-too-deep']);
    for (const text of [
      `X should have ${'not '.repeat(10_000)}a`,
      `X should have a${' with [ b ]'.repeat(5_000)}`,
      `X should have ${'a contain [ '.repeat(3_000)}`,
    ]) {
      expect(parse(text).diagnostics.map(({ code }) => code)).toContain('rule-too-deep');
    }
  });
});

test('the frame: name, line and column in the file, the text with a caret, and the help', () => {
  const source = { name: 'iam.yaml', text: 'IamUser\n  shoud have\n  mfaActive', origin: { line: 7, column: 12 } };
  expect(formatMessage(parse(source).diagnostics[0]!)).toMatchInlineSnapshot(`
    "error: unknown word \`shoud\` [misspelt-keyword]
     --> iam.yaml:8:3
      7 | IamUser
      8 |   shoud have
        |   ^^^^^
      9 |   mfaActive
      = help: did you mean \`should\`?"
  `);
  const long = `X should have ${'a or '.repeat(60)}b == 1${' or a'.repeat(60)}`;
  expect(formatMessage(parse(long).diagnostics[0]!)).toMatchInlineSnapshot(`
    "error: \`==\` is not GSL: that is an operator of another language [wrong-operator]
     --> rule:1:317
      1 | …or a or a or a or a or a or a or a or a or a or b == 1 or a or a or a or a or a or a or a or a or a …
        |                                                    ^^
      = help: write \`=\`"
  `);
});

test('no message shows the parser library or a stack', () => {
  const texts = [
    'a',
    'a b c',
    '[',
    'X should have [',
    'X where',
    "X should have a in ('b' 'c')",
    'X should have a(',
    'X should have a(b,)',
    'List<X should have a',
  ];
  for (const text of texts) {
    const shown = parse(text).diagnostics.map(formatMessage).join('\n');
    expect(shown, text).not.toBe('');
    expect(shown, text).not.toMatch(/Exception|token sequence|Token|chevrotain| at .*\.ts|undefined/u);
  }
});

test('what is no rule has no tree, and is thrown where a tree is asked for', () => {
  expect(Object.keys(parse('T'))).toEqual(['source', 'diagnostics']);
  expect(Object.keys(parse('T should have a == 1'))).toEqual(['source', 'diagnostics', 'recovered']);
  expect(Object.keys(parse('T should have a'))).toEqual(['source', 'diagnostics', 'rule']);
  expect(JSON.stringify(parseRule('T should have a regexMatch /xi/'))).toContain('"ignoreCase":false');
  expect(JSON.stringify(parseRule('T should have a regexMatch /x/i'))).toContain('"ignoreCase":true');
  expect(() => parseRule('T')).toThrow(/^error: expected `should` or `where`/u);
  expect(() => parseRule('T should have a == 1')).toThrow('`==` is not GSL');
});
