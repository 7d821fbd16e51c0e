import { expect, test } from 'vitest';
import { formatRule } from '../../src/syntax/format.ts';
import { expectedTokens } from '../../src/syntax/expected-tokens.ts';
import { tokenizeSlips as tokenize } from '../../src/syntax/slip-lexer.ts';
import { parseConditionRepaired as parseCondition, parseRepaired as parse } from '../../src/syntax/repaired.ts';
import { printRule } from '../../src/syntax/print.ts';
import type { Node } from '../../src/syntax/ast.ts';

/*
 * How conditions of every kind are read, printed and formatted, and what can follow each of their tokens, as tables in
 * `every-kind-….txt`. `npx vitest run every-kind -u` writes them; what changed is to be read.
 */

const CONDITIONS = [
  ...[
    "a contains 'x'",
    "a includes 'it''s'",
    "a contains ''",
    "a = ['x']",
    "a != ('x', 'y')",
    "a contain ('x', 'y')",
    "a contain ['x', 'y']",
    'a = [b]',
  ],
  ...[
    'a',
    'a.b.c',
    'a[0].b',
    "a['b c'].d",
    "a['0']",
    'a.0',
    'a.1.b',
    "['a']",
    "$['a b']",
    '$',
    '$.a',
    '$[0]',
    '~',
    '~.a',
    '~~.a.b',
    '~[0]',
    'a.and',
    'and.a',
    "$['and']",
    'not.a',
    "a['']",
    'a-b',
    'a:b',
    '_a',
  ],
  ...[
    'a = 1',
    'a = -1',
    'a = 1.50',
    'a = 0.5',
    'a = -0',
    'a = 007',
    'a = 9007199254740993',
    'a = 1500000000000000000000.5',
    'a = 1000000000000000000000',
    'a = 0.00000012345',
    'a = 123456789.125',
    'a = 1.0',
  ],
  ...[
    "a = 'x'",
    "a = 'it''s'",
    "a = ''",
    "a = '“”'",
    "a = 'a\\b'",
    'a = true',
    'a = FALSE',
    'a = null',
    'a = b.c',
    'a = $.b',
    'a = ~.b',
    "a = 'x' = 'y'",
    '1 = a',
    "'x' = a",
    'a==b',
    ...['a[2147483647]', "a['2147483647']", 'a.2147483647', "a['2147483648']", 'a.2147483648', 'a[2147483648]'],
    'a != b',
    'a <= b',
    'a >= b',
    'a < b',
    'a > b',
  ],
  ...[
    "a like 'x%'",
    "a LIKE '%'",
    'a regexMatch /x/',
    'a regexMatch /x\\/y/i',
    'a regexMatch /[/]/',
    "a in ('x', 1, null, true)",
    'a in ($List)',
    "a in ('x',)",
    'a in ()',
    "not a in ('x')",
    "a not in ('x')",
    "a in ('x') and b",
  ],
  ...[
    'a isEmpty()',
    'a length() > 1',
    "a split(',') length() = 2",
    "a before(-1, 'days')",
    'a f(b, 1, $.c, null, true)',
    "getResource('V', a)",
    "getResource('V', a).b",
    'a = b length()',
    'a = length()',
    'f()',
    'a f() g() h()',
    'a.f()',
  ],
  ...[
    'a contain [ b ]',
    'a contains [ b ]',
    'a contain-all [ b = 1 ]',
    'a contain-any [ $ = 1 ]',
    'a contain-none [ ~.b ]',
    'a with [ b ] length() = 1',
    "a contain ['x']",
    "a contain [ 'x' ]",
    'a contain [ 5 ]',
    'a groupBy [ b ] contain [ values ]',
  ],
  ...[
    'not a',
    'not not a',
    'not (a)',
    'not a and b',
    'not (a and b)',
    '(a)',
    '((a))',
    '(a or b) and c',
    'a or b and c',
    'a and (b or c)',
    '(a and b) or c',
    'a and b and c',
    'a or (b or c)',
    '(a = 1)',
    '(a) = 1',
    'a and not (b or not c)',
  ],
  ...[
    'a AND b',
    'a Or b',
    'NOT a',
    'a && b',
    'a || b',
    '!a',
    'a <> b',
    "a = 'b' // c",
    'a /* b */',
    'a = "b"',
    'a b',
    'a ( b )',
    'a [ b ]',
    '(a',
    'a)',
    'a contain [ b',
    'a = ',
    '= a',
    'and a',
    'a and',
    'a,b',
    '.a',
    'a.',
    'a..b',
    "'a",
    '/a/',
    '$List',
    '#',
    'a = 1e5',
  ],
];

const RULES = [
  ...[
    `A should have ${'x'.repeat(200)} where b`,
    `A where ${'x'.repeat(200)} should b exclude c exclude d`,
    `A should have ${'y'.repeat(200)} exclude b where c`,
  ],
  ...[
    'A shuold (b)',
    'A wher (a) should b',
    'A should a adn (b)',
    'A should b exclud (c)',
    "A should a i ('x')",
    'A should a contian (b)',
    'A should a nto (b)',
    'A hsould have a',
    'A where b shoud c',
  ],
  ...[
    'A should have ((a) where b)',
    'A should have (a (b) where c) and d',
    'A should have a where b',
    'A should have a where b exclude c',
    'A where a where b should c',
    'A should have a exclude b exclude c',
    'A exclude a should b',
  ],
  ...[
    'A should have a[2147483648]',
    'A should have a regexMatch /x/g',
    'A should have a regexMatch /x/ig and b[99999999999]',
    `A should have a = -1${'0'.repeat(310)}`,
    `A should have a = 1${'0'.repeat(310)}.0`,
    ' ',
    '\n',
  ],
  ...[
    'true',
    'TRUE',
    'A should have b',
    'A should b',
    'A should not have b',
    'A SHOULD NOT b',
    'A where b should have c',
    'A where b',
    'List<A> should have b',
    'list<A> should b',
    'A should have b exclude c',
    'A where a should not have b exclude c or d',
  ],
  ...[
    'A',
    'A should',
    'A where',
    'A b',
    'A should have',
    'should have a',
    'where a',
    'A should have b should have c',
    'A where b where c',
    'A exclude b',
    'List<A should have b',
    'List A should have b',
    'A-B should have c',
    'A::B should have c',
    "'A' should have b",
    '5 should have b',
  ],
];

function brief(node: unknown): string {
  return JSON.stringify(node, (key, value: unknown) => {
    if (/span$/iu.test(key)) return undefined;
    return typeof value === 'bigint' ? `${value}n` : value;
  });
}

function spans(node: unknown, text: string): string {
  const found: string[] = [];
  JSON.stringify(node, (key, value: unknown) => {
    if (/span$/iu.test(key)) {
      const { start, end } = value as Node['span'];
      found.push(`${key === 'span' ? '' : `${key} `}${text.slice(start, end)}`);
      return undefined;
    }
    return typeof value === 'bigint' ? `${value}n` : value;
  });
  return found.join(' | ');
}

function readOf(text: string): string {
  const { rule, recovered, diagnostics } = parse(text);
  const said = diagnostics.map(
    ({ code, severity, message, help, expected, fixes = [], at }) =>
      `  ${severity} ${code} at ${at.span.start}-${at.span.end}: ${message}; ${help ?? ''} [${expected ?? ''}] ${fixes.map((fix) => `${fix.span.start}-${fix.span.end} -> ${fix.text}`).join(', ')}\n`,
  );
  const tree = rule ?? recovered;
  if (tree === undefined) return `${text}\n${said.join('')}`;
  const printed = rule === undefined ? '' : `  ${printRule(rule)}\n  ${formatRule(rule).replaceAll('\n', '\n  ')}\n`;
  return `${text}\n${said.join('')}${printed}  ${brief(tree)}\n  ${spans(tree, text)}\n`;
}

function followers(text: string, production: 'rule' | 'condition'): string {
  const { tokens } = tokenize({ name: 'x', text });
  return [...tokens, undefined]
    .map((_, count) => {
      const expected = expectedTokens(tokens.slice(0, count), production);
      const last = tokens[count - 1]?.image ?? '';
      return `  ${last} -> ${expected.map(({ token, within }) => `${token.name}(${within.at(-1) ?? ''} ${within.length})`).join(' ')}\n`;
    })
    .join('');
}

const tables = {
  conditions: () => CONDITIONS.map((condition) => readOf(`A should have ${condition}`)).join(''),
  rules: () =>
    RULES.map(readOf).join('') +
    CONDITIONS.slice(-20)
      .map(
        (text) =>
          `${text}: ${parseCondition(text)
            .diagnostics.map(({ code }) => code)
            .join(' ')}\n`,
      )
      .join(''),
  followers: () => {
    const rule =
      "List<A> where a.b = 'x' should not have c contain [ $.d like '%e' and not f length() > 1 ] exclude g[0] in ('x', $L) groupBy [ h ]";
    return (
      followers(rule, 'rule') +
      followers("a regexMatch /x/ or (b f(1, 'x') = null)", 'condition') +
      followers('A ]', 'rule') +
      followers('true', 'rule')
    );
  },
};

test('slips at the beginning of a condition alone', async () => {
  const texts = [
    '# a',
    ') a',
    '= 1',
    '] or b',
    'and a',
    ', b',
    'a = and b',
    '. or b',
    'or',
    'not',
    '( and b',
    '[ a ] and b',
    'a [ b = 1 ]',
    'where a',
    'should a',
    'a should b',
  ];
  const lines = texts.map((text) => {
    const { condition, recovered, diagnostics } = parseCondition(text);
    const said = diagnostics.map(({ code, at: { span } }) => `${code} at ${span.start}-${span.end}`);
    return `${text}: ${said.join(', ')}\n  ${brief(condition ?? recovered ?? null)}\n`;
  });
  await expect(lines.join('')).toMatchFileSnapshot('every-kind-condition-slips.txt');
});

test('a condition alone, a text that is too long, and no text', () => {
  const kinds = (text: string): (string | undefined)[] => {
    const { condition, recovered } = parseCondition(text);
    return [condition?.kind, recovered?.kind];
  };
  expect([kinds('a = 1'), kinds('a == 1'), kinds('a = 1 or'), kinds('')]).toEqual([
    ['Comparison', undefined],
    [undefined, 'Comparison'],
    [undefined, 'Or'],
    [undefined, undefined],
  ]);
  const { rule, recovered, diagnostics } = parse('x'.repeat(65_537));
  expect([
    rule,
    recovered,
    diagnostics.map(({ code, severity, message, at: { span } }) => [code, severity, message, span]),
  ]).toEqual([
    undefined,
    undefined,
    [['rule-too-long', 'error', 'the rule has 65537 characters; the limit is 65536', { start: 0, end: 1 }]],
  ]);
  expect(() => parse(5 as unknown as string)).toThrow(
    new TypeError('a rule is text, or an object with `name` and `text`'),
  );
});

test.each(Object.entries(tables))('%s', async (name, table) => {
  await expect(table()).toMatchFileSnapshot(`every-kind-${name}.txt`);
});
