import { expect, test } from 'vitest';
import { parseRepaired as parse } from '../../src/syntax/repaired.ts';

/*
 * What is said of every slip of one token in rules that are right, as a table in `slips.txt`: one left out, and one too
 * many. `npx vitest run slips -u` writes it; what changed is to be read, as an author would.
 */

const RULES = [
  "List<Role> where a.b = 'x' should not have c contain-any [ $.d like '%e' and not f length() > 1 ] exclude g",
  "Role should have tags['a b'] in ('x', 2, null) or (rules[0].port >= 22)",
  "Role should have name regexMatch /^a/i and time before(-5, 'days')",
  'Role should have items with [ a ] groupBy [ b ] contain [ isEmpty() ]',
  "Role should have getResource('VPC', id).name != true",
];

/** Put in before each token of a rule. */
const EXTRA = [',', "'x'", '7', '/p/', ')', ']', 'word', 'where', 'exclude', 'should', '=', 'and', 'not', '('];

const TOKEN = /'[^']*'|\/[^/]*\/i?|\w+(?:-\w+)*|>=|!=|\S/gu;

function said(text: string): string {
  const { diagnostics } = parse(text);
  if (diagnostics.length === 0) return '  nothing';
  return diagnostics
    .map(({ code, message, help, at: { span }, fixes = [] }) => {
      const repair = fixes.map((fix) => ` -> ${fix.text}`).join('');
      return `  ${code} at ${span.start} \`${text.slice(span.start, span.end)}\`${repair}: ${message}; ${help ?? ''}`;
    })
    .join('\n');
}

function slips(rule: string, which: number): readonly string[] {
  const tokens = [...rule.matchAll(TOKEN)];
  return tokens.flatMap(({ 0: token, index }, place) => {
    const [before, behind] = [rule.slice(0, index), rule.slice(index + token.length)];
    const extra = EXTRA[(place + which) % EXTRA.length] ?? '';
    return [`${before}${behind}`, `${before}${extra} ${token}${behind}`];
  });
}

test('what is said of a token too few and a token too many', async () => {
  const texts = [...new Set(RULES.flatMap(slips))];
  await expect(texts.map((text) => `${text}\n${said(text)}\n`).join('')).toMatchFileSnapshot('slips.txt');
});

test('what cannot be read is shown as far as it tells what it is', async () => {
  const texts = [
    ...[`"${'x'.repeat(37)}😀"`, `"${'x'.repeat(37)}😀x"`],
    ...[`"${'x'.repeat(60)}"`, `“${'x'.repeat(60)}”`, '"x"', `'${'x'.repeat(60)}`, `‘x`, `'x’`, '"', '`a`', 'a == 1'],
    ...[
      'a \\ b',
      'a\\_b = 1',
      'a && b',
      'a || b',
      '!a',
      'a <> 1',
      '#',
      `${'#'.repeat(60)}`,
      'a ~ b',
      '{ a }',
      'a; b',
      '😀',
      '/x',
      '1.2.3',
    ],
  ];
  const lines = texts.map((text) => `${text}\n${said(`T should have ${text}`)}\n`);
  await expect(lines.join('')).toMatchFileSnapshot('unreadable.txt');
});

/** Lists where none can stand, and words in an order that is not right, with what stands behind left out too. */
const MENDED = [
  ...[
    "a = ('x', 'y')",
    "a != ('x', 2)",
    "a = ['x', null]",
    'a >= (1, 2)',
    "a = ('x')",
    "a = ('x', b)",
    "a = ('x' 'y')",
  ],
  ...[
    "a = ('x', 'y'",
    "a = ('x',",
    'a = (',
    "l contain ['x', 'y']",
    "l contain ['x%', 'y', 3]",
    "l contain-all ['x', 'y']",
  ],
  ...[
    "l contain-all ['x%', 'y']",
    'l contain-none [1, true]',
    "l contain ['x', 'y'",
    "l contain ['x', b]",
    "l contain ['x',]",
  ],
  ...['a not', 'a not = 1', 'a not =', 'a not != 1', "a not like 'x'", 'a not in (1)', 'a not in', 'a not isEmpty'],
  ...[
    'a not isEmpty()',
    'a.b not isEmpty()',
    'l first() not isEmpty()',
    'l contain [ a ] not contain [ b ]',
    'not a not in (1)',
  ],
  ...[
    "a and b not like 'x'",
    '(a) not in (1)',
    'a[0] not in (1)',
    ') not in (1)',
    '~.a not in (1)',
    'a not b',
    'a not not',
  ],
  ...[
    "a not like 'x' and b not like 'y'",
    `a${'.b'.repeat(40)} not like 'x'`,
    "a = ('x', 'y',)",
    "l contain ['x', 'y',]",
    'a (1, 2)',
    "a 'x', 'y'",
    '  (a = 1 and [ b ',
    'l contain [ b  ',
    "a regexMatch /x[a/ and b = 'c",
    ...['a is not null', 'a is  not  empty', 'a is null and b', "a  not  like  'x'", 'a  where  b  and  c'],
    'a not should',
    'where a',
    'a where b',
    'a should',
  ],
];

/** Words of other languages, and words with a slip, before what may follow them. */
const WORDS = [
  ...['eq', 'EQUALS', 'is', 'neq', 'ne', 'lt', 'lte', 'le', 'gt', 'gte', 'ge'].map((word) => `a ${word} 1`),
  ...['matches', 'any', 'all', 'none', 'has', 'notcontain', 'doesNotContain', 'contains', 'includes', 'containsAny'],
  ...[
    'lik',
    'regexmtch',
    'contian',
    'contain-al',
    'gruopBy',
    'wiht',
    'ni',
    'adn',
    'ro',
    'wehre',
    'shuold',
    'exlude',
    'lenth',
  ],
].flatMap((word) =>
  word.startsWith('a ')
    ? [word]
    : ['', "'x'", '[ b ]', "['x', 'y']", '(1)', '/x/', 'b'].map((rest) => `a ${word} ${rest}`.trim()),
);

test('lists, and words in another order', async () => {
  const texts = [
    ...[...MENDED, ...WORDS].map((condition) => `T should have ${condition}`),
    ...[
      'a equals(1)',
      'a is(1)',
      'nto a',
      'hvae a',
      'a and nto b',
      'a notregexMatch /x/',
      'a not-contain-all [ b ]',
      'a dontcontain [ b ]',
      ...['donot', 'do-not', 'doesnot', 'does-not', 'dosnot'].flatMap((not) => [
        `a ${not}contain [ b ]`,
        `a ${not}-contain [ b ]`,
      ]),
      'nto isEmpty(a)',
    ].map((condition) => `T should have ${condition}`),
    ...[
      'Lsit<T> should have a',
      'list<T> should have a',
      "'List' < T > should have a",
      '5 < T > should have a',
      'List T should have a',
      'T < 1 should have a',
      'T shuold have a',
      'T wehre a should have b',
    ],
    ...['T should hvae a', 'T shoud not have a', 'T should have a exlude b', 'T should have a exclude b adn c'],
    ...[
      'T not should have a',
      'T where a not should have b',
      'T should not a',
      'T should have not',
      'T should not not have a',
    ],
    ...[
      'T have a',
      'should have a',
      'T should a',
      'T where should have a',
      'T should have a where b',
      'where a T should have b',
    ],
    ...[
      'T exclude a should have b',
      'T should have a exclude',
      'T should have a exclude b exclude c',
      'T where a where b should have c',
    ],
  ];
  await expect(texts.map((text) => `${text}\n${said(text)}\n`).join('')).toMatchFileSnapshot('mended.txt');
});

test.each(['(', '[', 'not '])('what is nested too deep by %j is said once', (open) => {
  const said = parse(
    `T should have ${open === '[' ? 'a contain [ ' : open}`.padEnd(14) +
      (open === '[' ? 'a contain [ ' : open).repeat(400),
  );
  expect(said.diagnostics.filter(({ code }) => code === 'rule-too-deep').map(({ severity }) => severity)).toEqual([
    'error',
  ]);
});
