import { expect, test } from 'vitest';
import { check, checkCondition } from '../../src/check/check.ts';
import { listsNeeded } from '../../src/check/lists-needed.ts';
import { ruleTarget } from '../../src/check/rule-target.ts';
import type { EntitySchemas } from '../../src/check/schemas/schema.ts';
import { defineFunction, type FunctionDefinition, type ValueKind } from '../../src/functions/define.ts';
import { parseRule } from '../../src/syntax/parse.ts';
import { inFull } from './support.ts';

/*
 * What the checker says beside what it is silent about: rules on both sides of where a check begins, as a table in
 * `borders.txt`. `npx vitest run borders -u` writes it; what changed is to be read, as an author would.
 */

const schemas: EntitySchemas = {
  X: {
    ...{ words: ['text'], flag: 'boolean', at: 'time', n: 'number', address: 'network' },
    ...{ list: [{ key: 'text', protocol: 'text', n: 'number' }], parsedArgs: [{ key: 'text', value: 'any' }] },
    rules: [{ protocol: 'text', port: 'number', portTo: 'number', scope: 'network' }],
    wide: Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`property${n}`, 'number'] as const)),
    inner: { flag: 'boolean', more: { n: 'number' } },
    grid: [['text']],
  },
};

/** A function of a library's user. */
function ours(
  name: string,
  receiver: ValueKind,
  kinds: readonly ValueKind[],
  result: 'number' | 'boolean',
): FunctionDefinition {
  return defineFunction({
    ...{ name, receiver, origin: 'extension', result, summary: '', details: [], examples: [] },
    parameters: kinds.map((kind) => ({ name: 'given', kind, summary: '' })),
    bind: () => () => 1,
  });
}

const own = [ours('ours', 'number', ['any'], 'boolean'), ours('valueOf', 'any', [], 'number')];

const ORS = [
  ...['b = 1 and c = 1 and a = 1 or a = 2', 'a = 1 or a = 2 or a = 3 and b = 1', 'a = 1 or b = 2 or a = 3 and c = 1'],
  ...['a = 1 and b = 1 or b = 2', 'a = 2 and b = 1 or b = 2 or b = 3', 'a = 1 or a = 2 and b = 1 and c = 1'],
  ...['( a = 1 and b = 1 ) or b = 2', 'b = 2 or ( a = 1 and b = 1 )', 'b = 2 or (  (b = 1) and a = 1  )'],
  ...["(b = ')' and a = 1) or b = 2", '(a regexMatch /\\)/ and b = 1) or b = 2', "(x[')'] = 1 and b = 1) or b = 2"],
  ...["x['('] = 1 and b = 1 or b = 2", 'a = 1 and b like 1 or b like 2', 'a and b contain [ c ] or b contain [ d ]'],
];
const MORE = [
  ...[
    'tags < isEmpty()',
    'tags = null and tags < isEmpty()',
    'a regexMatch /a\\\\.b/',
    "version != '1.10'",
    "version = '1.10'",
  ],
  ...['a with [ b ] > 5 and a with [ b ] < 3', "getResources('VPC', 'id', vpcId) isEmpty()", 'a before(-1, days)'],
  ...['a before(-1, hours2)', 'a before(-1, a.days)', 'created > n', 'created > true', "created > '2025-01-01'"],
];
const AGAIN = [
  ...[
    'a regexMatch /[A-z]/',
    'a contain [ 5 and $ = 6 ]',
    'a in (1, 2, 3) or not a in (1, 2, 3)',
    "version >= '10.1.2'",
  ],
  ...['a length() != 5', 'a numberOfHosts() != -1', 'a in (1, 2, 3, 4) or not a in (1, 2, 3, 4)'],
  ...['(port >= 22 and portTo <= 22) and a', 'port = 22 and portTo <= 22', 'port >= 22 and portTo != 22'],
  ...['(a = 1 and b = 1) or (b = 1 and a = 1)', 'a contain-any [ k = 1 ] and a contain-any [ v = 1 ]'],
  ...[
    'a < b and b < a',
    'a <= b or b <= a',
    'a < b or a < b',
    'a = b or b = a',
    'a != b and b != a',
    "a = 'A' or a = 'a'",
  ],
  ...['fromPort >= 22 and toPort >= 22', 'fromPort >= 22 and toPort = 22', 'fromPort = 22 and toPort <= 22'],
  ...['a = b and a = c', 'a = b and a != b', '5 = a and 6 = a', 'a with [ b = 1 ] length() > -1'],
  ...["a toLower() = '2025-01-01'", "cidr = '1O.0.0.0/8,10.0.0.0/8'"],
];
const TEXTS = [
  ...["a contain ['']", "a contain ['x']", 'a contain [ 5 ]', "a contain ['a ']", "a contain ['300.1.1.1']"],
  ...["a = '/abc/'", "a like '/^a$/i'", "a in ('/a/')", "a = '/a'", "a = 'a*'", "a like '*.x'", "a = '^a.*$'"],
  ...[
    'a regexMatch /%abc/',
    'a regexMatch /^%abc/',
    'a regexMatch /abc%/',
    'a regexMatch /abc%$/',
    'a regexMatch /a%b/',
  ],
  ...["a = ' x%'", "a like ' x%'", "a like ' x'", 'a = \'"x"\'', "a = ' x'", 'a = \'" x"\'', "a != 'x '", "a = ' '"],
  ...["cidr = '1O.0.0.0/8'", "cidr = '10.0.0.0/33'", "cidr = '10.0.0.256/24'", "cidr = '10/8'", "cidr = '300.1.1.1'"],
  ...["endpoint = '300.1.1.1:80'", "version = '300.1.1.1'", "cidr = '0.0.0.0/0,::/0'", "cidr = '0:0:0:0:0:0:0:0/0'"],
  ...["cidr = '2025/12'", "a contain [ $ = '300.1.1.1' ]", "a in ('x,y')", "a in ('x,y', 'z')", "a in ('x, y z')"],
];
const LITERALS = [
  ...["a contain [ $.b = 'x' or 'y' ]", "a contain [ ~.b = 'x' or 'y' ]", "a contain [ $ = 'x' or 'y' ]"],
  ...['a length() != null', 'a length() = null', 'a length() < null', 'a groupBy [ b ] < 0', 'a with [ b ] < 0'],
  ...['a valueOf() < 0', 'a toLower() < 0', "a length() > '-1'", 'a numberOfHosts() >= 1', 'a numberOfHosts() < 1'],
  ...["a before(-1, 'dyas')", "a before(-1, 'fortnights')", "a before('5', 'days')", "a before('x', 'days')"],
  ...['tags = isEmpty()', 'tags != isEmpty()', "'x' ours(1)", "'5' ours(1)", 'a ours(1)'],
];
const BLOCKS = [
  ...['a contain [ b != 1 ]', 'a contain [ not b = 1 ]', 'a contain [ not b in (1) ]', "a contain [ not b like 'x' ]"],
  ...[
    'a contain [ not b regexMatch /x/ ]',
    'a contain [ not b ]',
    'a contain-any [ b != 1 ]',
    'a contain [ b != null ]',
  ],
  ...['a contain-all [ b != 1 ]', 'a != 1', 'a contain [ k contain [ x ] ] and a contain [ v = 1 ]'],
  ...['a contain [ k = 1 ] and a contain [ v = ~.x ]', 'a contain [ $ = 1 ] and a contain [ v = 1 ]'],
  ...['port >= 22 and portTo <= 22', 'port > 22 and portTo < 22', 'a.port >= 22 and a.portTo <= 22'],
  ...['port >= 22 and portTo <= 23', "port >= '22' and portTo <= 22", 'port.x >= 22 and portTo.y <= 22'],
];
const AMOUNTS = [
  ...['sizeGB > 1073741824', 'sizeGB length() > 1073741824', 'sizeGB < name', 'retentionDays = 36501'],
  ...["memory > '512Mi'", "memory = '512Mi'", "memory > '512'", "memory length() > '5s'", 'age > 5'],
  ...["version >= '1.10'", 'version >= 1.10', "version >= 'v1.10'", "tlsVersion >= '1.2'", "engine > 'rev1.2.3'"],
];
const TOGETHER = [
  ...['a = 1 and a != 2 and a > 5', 'a = 1 and a > 5', 'a in (1, 2) and a != 1 and a > 5', 'a > 5 and a > 1 and a < 3'],
  ...['a >= 5 and a > 3 and a <= 4', 'a > 5 and a >= 5 and a <= 5', 'a >= 5 and a <= 5', 'a < 3 and a < 5 and a > 4'],
  ...['a toLower() = b and a toUpper() = b', 'a toLower() = b and a toLower() = b', 'a isEmpty() or a isPublic()'],
  ...["a like 'x' and a like 'x'", "a like 'x' and a like 'y'", "a = 'x' and a = 'x'"],
];
const RULES = [
  'A where a = 1 and a = 2 should have a = 3',
  'A where a = 1 should have a = 2 and a = 3',
  'A where a = 1 should have a = 2',
  'A where a = 1 should not have a = 2',
  'A where a = 1 should have a != 1',
  'A where a = 1 should not have a != 1',
  'A where a = 1 should have a = 1',
  'A where a = 1 should not have a = 1',
  'X should have wide.zzzz',
  'X should have wide.p1 = 1',
  'X should have at > n',
  'X should have at > true',
  "X where type = 'Y' should have flag",
  "X where type < 'Y' should have flag",
  "X where type != 'Y' should have flag",
  "X where type in ('Y', 'x') should have flag",
  "X where type in ('Y', 'Z') should have flag",
  "X where type.x = 'Y' should have flag",
  "X should have list contain [ type = 'Y' ]",
  ...['tru', 'flase', 'admin', 'flagg', 'n'].flatMap((word) => [
    `X should have flag = ${word}`,
    `X should have fleg = ${word}`,
    `X should have list contain [ key = ${word} ]`,
  ]),
  'X should have words contain [ a = 1 ]',
  'X should have words contain [ $.a = 1 ]',
  'X should have n.x = 1',
  'X should have inner.flag.x = 1',
  'X should have inner.more.m = 1',
  'X should have inner.more.n = 1',
  'X should have list.key = 1',
  'X should have list contain [ ~.flg ]',
  ...['add = 1', 'rule = 1', 'inner.n = 1', "grid like 'x'", "words != 'x'", "list != 'x'"],
  'X should fail',
  ...["at like '2025-%'", 'at regexMatch /^2025/', "at like 'x%'", "n like '2025-%'", 'at > 1735787045000', 'at > 90'],
  ...[
    "at before(-7776000, 'days')",
    "at before(7776000, 'days')",
    "at after(-7776000, 'days')",
    "at after(7776000, 'days')",
  ],
  ...["list contain [ protocol = '6' ]", "rules contain [ protocol = '6' ]", "rules contain [ protocol = 'TPC' ]"],
  ...["rules contain [ protocol = 'https' ]", "rules contain [ port = 'https' ]", "rules contain [ scope = '*' ]"],
  ...["accountNumber = '1234-5678-9012'", "name = '1234-5678-9012'", "accountNumber = '1234-5678-901'"],
  ...["parsedArgs contain [ key = '--anonymous-auth' ]", "parsedArgs contain [ value = '--anonymous-auth' ]"],
  ...["list contain [ key = '--anonymous-auth' ]", "parsedArgs contain [ key = 'anonymous-auth' ]"],
  ...[
    'list contain [ flag = ~.ture ]',
    'flag = $.ture',
    'ture',
    'ture = flag',
    'flag ture',
    'flag = ture.x',
    'flag = nn',
  ],
  ...['rules contain [ protocol = true ]', 'rules contain [ protocol = null ]', 'rules contain [ protocol = port ]'],
  ...["accountNumber = '1234-5678-9012x'", "accountNumber = 'x1234-5678-9012'", "accountNumber = '1234'"],
  ...[
    '5 < at',
    "'1735689600000' < at",
    "at = '1735689600000'",
    "at > '90'",
    'at = 90',
    'words = 1735689600000',
    'at > flag',
  ],
].map((one) => (/^[AX] /u.test(one) ? one : `X should have ${one}`));
const CAPABILITIES = [
  ...["['CAP_SYS_ADMIN']", "[ $ = 'CAP_SYS_ADMIN' ]", "[ $ != 'CAP_SYS_ADMIN' ]", "[ $ in ('CAP_SYS_ADMIN') ]"],
  ...["[ $ in ('CAP_SYS_ADMIN', 'CAP_NET_RAW') ]", "[ $ in ('CAP_SYS_ADMIN', 'NET_RAW') ]", "[ $ like 'CAP_%' ]"],
].flatMap((body) =>
  ['KubernetesPod', 'Other'].map((type) => `${type} should not have securityContext.capabilities.add contain ${body}`),
);

/** Beside what a check is about: another operator, operand, name or place. */
const BESIDE = [
  ...[
    "created = '01/02/2025'",
    "created > '01/02/2025'",
    "created endsWith('01/02/2025')",
    "created startsWith('2025-01')",
  ],
  ...[
    "created toLower('2025-01')",
    "created isEmpty() > '2025-01-01'",
    'created > 2025',
    "created split('2025-01') isEmpty()",
  ],
  ...[
    "created endsWith('2025-01-01T00')",
    "created like '2025%'",
    "created before(-1, 'days')",
    "now before(-5, 'days')",
  ],
  ...[
    "split('-') before(-1, 'days')",
    "expiresAt before(-5, 'days')",
    "expiresAt startsWith('x')",
    'expiresAt length() > 5',
  ],
  ...[
    "size > '5 GB'",
    "size = '5 GB'",
    "size != '5 GB'",
    "size length() > '5 GB'",
    "size in ('5 GB', 'x')",
    "'5 GB' > size",
  ],
  ...['days = 100000', 'days > 100000', "days > '100000'", 'days = 1', 'x length() > 100000', "unitless > '100 days'"],
  ...[
    "name in ('*', 'x')",
    "name in ('x*', 'y')",
    "name in ('^x$', 'y')",
    "name = '^x$'",
    "name like '^x$'",
    "name in ('x%', 'y')",
  ],
  ...[
    "protocol = 'tpc'",
    "protocol = 'ssh'",
    "other = 'tpc'",
    "protocol in ('tpc', 'x')",
    "protocol != 'https'",
    "protocol = 'TCP'",
  ],
  ...["name = 'root'", "name = 'root account'", "owner = 'root'", "name in ('root', 'x')", "name like 'root'"],
  ...["accountNumber = '1234-5678-9012'", "accountNumber = '12'", "other = '1234-5678-9012'"],
  ...[
    "capabilities.add contain ['CAP_SYS_ADMIN']",
    "capabilities.drop contain ['ALL'] and capabilities.add contain ['all']",
  ],
  ...["x split('-') contain ['CAP_SYS_ADMIN']", "securityContext.capabilities.drop contain [ $ = 'all' ]"],
  ...[
    "vpc getResource('VPC', id) isEmpty()",
    "x getResources('VPC', id, 'n') length() > 0",
    'length() > 0',
    'x = length()',
  ],
  ...[
    'a = 1 and (b = 2 or c = 3)',
    '(a = 1 and b = 2) or c = 3',
    'a = 1 and b = 2 or c = 3',
    "(a = ')' and b = 2) or c = 3",
  ],
  ...[
    "a = '(' and b = 2 or c = 3",
    '((a = 1) and b = 2) or c = 3',
    'a.b = 1 or a.b = 2 and c = 3',
    'not (a = 1 and b = 2) or c = 3',
  ],
  ...[
    'port > 22 and portTo < 22',
    'port >= 22 and portTo <= 22',
    'port > 22 and portTo < 23',
    'port < 22 and portTo > 22',
  ],
  ...['port > 22 and portTo <= 22', 'port >= 22 and portTo < 22', 'from > 22 and to < 22', 'port > 22 and other < 22'],
  ...[
    'x numberOfHosts() > 4294967296',
    'x numberOfHosts() >= 0',
    'x length() < 0',
    'x length() = 0',
    'x length() <= -1',
    'x length() != -1',
  ],
  ...['x length() = null', 'x length() != null', 'x textLength() < 0', 'x textLength() >= 0', 'x numberOfHosts() < 1'],
  ...[
    'a = 1 and (a = 2 and b = 1)',
    'a = 1 and a = 2',
    '(a = 1 and b = 1) and a = 2',
    'a = 1 or (a != 1 or b = 1)',
    'not a and a',
  ],
  ...[
    'x contain [ y contain [ ~.a = 1 ] ]',
    'x contain [ ~.a = 1 ]',
    'x contain [ ~~.a = 1 ]',
    'x contain [ (a isEmpty()) ]',
  ],
  ...['tags.length() > 0', 'a.ruleslength() > 0', 'ruleslength() > 0', 'xlength() > 0', 'a.xisempty()', 'length.x > 0'],
  ...[
    "a = 'Enabled' or a = 'enabled'",
    "a = 'x' and a = 'X'",
    "a in ('x', 'X')",
    "a = 'on' or a = true",
    "a != 'x' or a != 'y'",
  ],
  ...[
    'a regexMatch /x/ and not a regexMatch /x/i',
    'a regexMatch /x/i and not a regexMatch /x/i',
    "not (a like 'x%') and a like 'x%'",
  ],
  ...['a contain [ b ] and not a contain [ b ]', 'a contain-all [ b ] and a contain-none [ b ]', 'not not a and not a'],
];

/** Names that a schema does not have, beside those that it has. */
const NAMED = [
  'property',
  'propertys',
  'Flag',
  'flags',
  'word',
  'list.ky',
  'rule',
  'inner.mor.n',
  'inner.mores',
  'wide.property15',
  'more',
]
  .concat([
    'n',
    'key',
    'protocol',
    'tags',
    'name',
    'id',
    'grid.x',
    'flag.x',
    'words.x',
    'inner',
    'addresses',
    'listes',
    'att',
  ])
  .flatMap((name) => [
    `X should have ${name}`,
    `X should have list contain [ ${name} ]`,
    `X should have inner contain [ ${name} ]`,
  ]);

const about = (conditions: readonly string[]): readonly string[] =>
  conditions.map((condition) => `A should have ${condition}`);

test('what is said, and what is not', async () => {
  const rules = [
    ...about([...ORS, ...MORE, ...AGAIN, ...TEXTS, ...LITERALS, ...BLOCKS, ...AMOUNTS, ...TOGETHER, ...BESIDE]),
    ...CAPABILITIES,
    ...RULES,
    ...NAMED,
    ...[
      'X where flag = true should have flag = false',
      'X where n = 1 should have n = 2',
      'X where n = 1 or n = 2 should have n = 3',
    ],
    ...['X where not words should have words', "X where words contain ['x'] should not have words contain ['x']"],
  ];
  const said = rules.map((rule) => inFull(rule, { functions: own, schemas: rule.startsWith('X') ? schemas : {} }));
  await expect(said.join('')).toMatchFileSnapshot('borders.txt');
});

test('named lists that are not known', async () => {
  const lists = [{}, { Admins: [] }, { Admins: [], Owners: [] }];
  const said = lists.flatMap((known) =>
    ['$Admin', '$Zebra', '$Admins', '$AWS_CIDR'].map((list) =>
      inFull(`A should have a in (${list})`, { lists: known }),
    ),
  );
  await expect(said.join('')).toMatchFileSnapshot('borders-lists.txt');
});

test('arguments of every kind, for parameters of every kind', async () => {
  const given = ["'x'", "'5'", '5', 'true', 'a.b', 'text', 'null'];
  const kinds = ['any', 'boolean', 'list', 'network', 'number', 'object', 'path', 'text', 'time'] as const;
  const said = kinds.flatMap((kind) => {
    const one = ours('one', 'any', [kind], 'boolean');
    return given.map((arg) => `${kind}: ${inFull(`A should have a one(${arg})`, { functions: [one] })}`);
  });
  await expect(said.join('')).toMatchFileSnapshot('borders-arguments.txt');
});

test('a text that the rule itself has to give', async () => {
  const parameters = [{ name: 'given', kind: 'text', summary: '', constant: true }] as const;
  const one = defineFunction({ ...ours('one', 'any', [], 'boolean'), parameters, bind: () => () => true });
  expect(check('A should have a one(b)', { functions: [one] })).toMatchObject([{ code: 'argument-type' }]);
  expect(check("A should have a one('b')", { functions: [one] })).toEqual([]);
});

test('where no properties are known', () => {
  const said = check('A should have flag = ture').map(({ code, help }) => [code, help]);
  expect(said).toEqual([['misspelt-keyword', 'did you mean `true`?']]);
});

test('a condition alone, and what a rule is about and needs', () => {
  expect(checkCondition("name lik 'svc-%'")).toMatchObject([{ help: 'did you mean `like`?' }]);
  expect(checkCondition('name =')).toMatchObject([{ code: 'expected-value' }]);
  expect(checkCondition("name = 'a'")).toEqual([]);
  expect(listsNeeded(parseRule('A should have a in ($B) and b in ($C) and c in ($B) and d in (1)'))).toEqual([
    'B',
    'C',
  ]);
  expect(['A should have a', 'List<A> should have a', 'true', 'A should', ''].map(ruleTarget)).toEqual([
    ...['A', 'List<A>', undefined, undefined, undefined],
  ]);
});

test('an error is said, however much else is', () => {
  const many = Array.from({ length: 60 }, (_, n) => `a${n} like 'x*'`).join(' and ');
  const said = check(`A should have ${many} and b frobnicate()`);
  expect(said).toHaveLength(50);
  expect(said.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(['unknown-function']);
  const first = check(`A should have ${many}`);
  expect(first).toHaveLength(50);
  // Of those that are as bad, the first.
  expect(first.at(-1)?.help).toContain('a49 like');
});
