import { expect, test } from 'vitest';
import { parseRepaired as parse } from '../../src/syntax/repaired.ts';

/*
 * What is said of rules in the words of English and of other languages, as a table in `habits.txt`, with the rule as its fixes
 * leave it. `npx vitest run syntax/habits -u` writes it; what changed is to be read, as an author would.
 */

const JUDGEMENTS = [
  ...['must have a', 'shall not have a', "shouldn't have a", 'shouldnt have a', 'mustn’t have a', "shan't have a"],
  ...[
    'should never have a',
    'should always have a',
    'should always not have a',
    'should be a',
    'should not be a = true',
  ],
  ...[
    'should contain a',
    'should include a',
    'should contain not a',
    'should has a',
    'should not has a',
    'should has not a',
  ],
  ...['should having a', 'should had a', 'where a must have b', 'must', 'must have must', 'should have must = 1'],
  ...[
    'should be',
    'should has',
    'should never',
    'should always',
    'should not be',
    'should be and has',
    'should be = 1',
  ],
  ...['when a should have b', 'if a = 1 should not have b', 'whose a should have b', 'where a when b should have c'],
  ...['when a', 'when should have b'],
  ...['should contain [ a ]', "should be like 'x'", 'should be length() > 1', 'should be (a)', 'should never (a)'],
];

const CONDITIONS = [
  ...[
    'a exists',
    'a.b exist',
    'not a exists',
    'a exists and b',
    'a exists()',
    "a['b c'] exists",
    '$ exists',
    'exists exists',
  ],
  ...['a present', 'a defined', 'a = exists', 'a length() exists', "a = 'x' exists", 'exists', 'exists = 1'],
  ...[
    'a between 1 and 5',
    'a.b between -1 and 2.5',
    "a between '1' and '2'",
    'a between 1 or 5',
    'a between 1',
    'a between b and c',
  ],
  ...['a length() between 1 and 2', 'not a between 1 and 5', 'between', 'a between 1 and 5 and b', 'a between 1 and'],
  ...[
    'a >= 1 and <= 5',
    "a = 'x' or = 'y'",
    "a != 'x' and != 'y'",
    "a = 'x' or = 'y' or = 'z'",
    "a like 'x%' or like 'y%'",
  ],
  ...[
    "a = 'x' or like 'y%'",
    "a in ('x') or in ('y')",
    'a.b > 1 and < 2',
    'a regexMatch /x/ or /y/',
    'a regexMatch /x/ or regexMatch /y/',
  ],
  ...["a = 'x' or /y/", "not a = 'x' or = 'y'", 'a or = 1', 'a length() > 1 and < 5', "a split(',') = 'x' or = 'y'"],
  ...[
    "a contain [ b = 'x' or = 'y' ]",
    "a contain [ b ] and = 'x'",
    "(a = 'x') or = 'y'",
    'a = b or = c',
    '= 1 or = 2',
    'and = 1',
  ],
  ...[
    "a = 'x', 'y'",
    "a != 'x', 'y', 'z'",
    'a = 1, 2 and b',
    "a = ('x' or 'y')",
    "a != ('x' or 'y')",
    "a = ('x', 'y' or 'z')",
  ],
  ...[
    "a = ('x')",
    "a = ('x' and 'y')",
    "a = 'x' or 'y'",
    "a > 'x', 'y'",
    'a > (1, 2)',
    "a like ('x%', 'y%')",
    "a like 'x%', 'y%'",
  ],
  ...[
    "a like ('x%' or 'y%')",
    "a like ('x%')",
    "a like ('x%', 1)",
    "a = 'x',",
    "a = 'x', b",
    "a = ('x', b)",
    "a = ('x', 'y'",
    "f(a = 'x', 'y')",
  ],
  // Values that are joined where one is taken.
  ...[
    'a > (1 or 2)',
    'not a.b < (1 and 2)',
    'a >= (1 or 2)',
    "a startsWith('x' or 'y')",
    "a endsWith('x' and 'y' or 'z')",
    "a like ('x%' and 'y%')",
    "a != ('x' and 'y')",
    "a = ('x' and 'y') and b",
    `a > (${Array.from({ length: 9 }, (_, index) => index).join(' or ')})`,
    'a > (1 or b)',
    'a > (1 or)',
    'a > (1)',
    "startsWith('x' or 'y')",
    "a length() > ('x' or 'y')",
    `${'a'.repeat(300)} > (1 or 2)`,
    `${'a'.repeat(300)} between 1 and 2`,
    `${'a'.repeat(300)} = 1 or = 2`,
  ],
  // Words for how many, before the list and behind it.
  ...[
    'every a [ b = 1 ]',
    'all a.b [ c ]',
    'not any a [ b = 1 ]',
    'no a [ b = 1 ] and c',
    'some a [ b ]',
    'every [ b ]',
    'every a',
    'a every [ b = 1 ]',
    'a any(b = 1 and c)',
    'a all((b = 1) or c) and d',
    'a any()',
    'a any(b',
    'a.*.b = 1',
    'a.b.* = 1',
    'a some [ b = 1 ]',
    'a contain-every [ b = 1 ]',
    'a contain-some [ b ]',
    'a containsAll [ b ]',
    "a contain [ { b: 22, 'c': 'x', \"d\": \"it's\" } ]",
    'a contain [ {b:true} ]',
    'a contain { b: 1 }',
    'a contain [ { b: { c: 1 } } ]',
    'a contain [ { } ]',
  ],
  ...[
    'a unless b',
    'a unless (b = 1)',
    'a except b = 1',
    'a exclude b unless c',
    'a if b = 1',
    'a when b',
    'unless = 1',
  ],
  ...["a regexMatch '^x/y'", "a regexMatch 'it''s'"],
];

function said(text: string): string {
  const { diagnostics } = parse(text);
  const lines = diagnostics.map(({ code, message, help }) => `  ${code}: ${message}; ${help ?? ''}`);
  const fixes = diagnostics.flatMap(({ fixes: own = [] }) => own).sort((a, b) => b.span.start - a.span.start);
  const mended = fixes.reduce(
    (rule, { span, text: put }) => rule.slice(0, span.start) + put + rule.slice(span.end),
    text,
  );
  return [...(lines.length === 0 ? ['  nothing'] : lines), ...(mended === text ? [] : [`  -> ${mended}`])].join('\n');
}

test('each is told what to write', async () => {
  const rules = [
    ...JUDGEMENTS.map((judgement) => `T ${judgement}`),
    ...CONDITIONS.map((condition) => `T should have ${condition}`),
  ];
  await expect(rules.map((rule) => `${rule}\n${said(rule)}\n`).join('')).toMatchFileSnapshot('habits.txt');
});

test('what can be read is none of them', () => {
  const rules = [
    'T should have must = 1',
    'T where between should have exists',
    'T should be = 1',
    "T should have a in ('x')",
  ];
  expect(rules.map((rule) => parse(rule).diagnostics)).toEqual(rules.map(() => []));
});
