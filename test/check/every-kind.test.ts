import { expect, test } from 'vitest';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import { functions } from '../../src/functions/index.ts';
import { inFull } from './support.ts';

/*
 * What the checker says of every kind of operand beside every operator and value, of every function with every kind of
 * argument, and of conditions that belong together, as a table in `every-kind.txt`. `npx vitest run every-kind -u` writes it;
 * what changed is to be read, as an author would.
 */

const OPERANDS = [
  ...['name', 'mfaActive', 'tags', 'createDate', 'nme', 'tags.key', 'rules[0].port', "tags['a b']", '$', '~.name'],
  ...["'text'", '5', 'true', 'null', 'tags length()', "name split(',')", "getResource('VPC', id)", 'tags isEmpty()'],
  ...['tags with [ key ]', 'tags contain [ key ]', 'List', 'id toLower()', "createDate before(-1, 'days')"],
];
const OPERATORS = [
  ...[
    "= 'a%'",
    '= 5',
    '= true',
    '= null',
    '= name',
    '= ()',
    "!= 'Text'",
    '!= 0',
    '!= false',
    '< 5',
    "< '5'",
    '>= true',
    '<= -1',
  ],
  ...[
    "like '%'",
    "like 'a'",
    "like '%a%'",
    "like 'a*'",
    "in ('a', 'b')",
    "in ('a', 5, null)",
    "in ('a%')",
    'in ($L)',
    "not in ('a')",
  ],
  ...[
    'regexMatch /a/',
    'regexMatch /^a$/i',
    'regexMatch /*.a/',
    'regexMatch /\\//',
    'contain [ a ]',
    'contain-all [ a ]',
  ],
  ...[
    'contain-any [ $ = 1 ]',
    "contain-none ['x']",
    'with [ a ]',
    'isEmpty()',
    'length() > 1',
    "after(-1, 'days')",
    'first()',
    'groupBy [ a ]',
  ],
  ...[
    'isPublic()',
    "inSubnet('10.0.0.0/8')",
    "startsWith('a')",
    "join(',') = 'a'",
    "getValue('a')",
    'allowedHostsForPort(22) > 1',
    '',
  ],
];
const ARGUMENTS = [
  '',
  '0',
  '-5',
  '1.5',
  '70000',
  "'a'",
  "''",
  "'days'",
  'true',
  'null',
  'a.b',
  "'a', 'b', 'c', 'd'",
  "5, 'days'",
  "-5, 'months'",
];
const TOGETHER = [
  ...[
    'a and a',
    'a or a',
    'a and not a',
    'a or not a',
    'not not a',
    'not (a and b)',
    'not a and b',
    'a and b or c',
    'a or b and c',
  ],
  ...[
    'a = 1 and a = 2',
    'a = 1 or a = 2',
    'a = 1 or a != 1',
    'a != 1 or a != 2',
    'a != 1 and a != 2',
    'a != 1 and a = 1',
  ],
  ...[
    'a > 5 and a < 3',
    'a > 5 or a < 3',
    'a >= 5 and a <= 5',
    'a > 5 and a <= 5',
    'a > 5 and a = 5',
    'a < 5 or a >= 5',
    'a > 5 and a > 6',
  ],
  ...[
    "a = 'x' and a = 'X'",
    "a = 'x' and a = 'y'",
    "a like 'x%' and a = 'y'",
    "a in ('x') and a = 'y'",
    "a in ('x', 'y') and a in ('z')",
  ],
  ...[
    'a isEmpty() and a',
    'a isEmpty() and a contain [ b ]',
    'a isEmpty() or a length() = 0',
    'a length() > 0 and a isEmpty()',
  ],
  ...[
    'a length() >= 0',
    'a length() < 0',
    'a length() = 1.5',
    'a textLength() > -1',
    'a contain [ b and c ] and a contain [ b ]',
  ],
  ...[
    'a contain [ b or ~.b ]',
    'a contain [ ~~.b ]',
    '~.a',
    '$ = 1',
    'a contain [ $.b and b ]',
    'a contain [ $ ]',
    'a contain [ a contain [ ~.c ] ]',
  ],
  ...[
    'true',
    'false',
    'a and true',
    'a or false',
    "'x'",
    '1 = 1',
    "'a' = 'b'",
    'a = a',
    'a != a',
    'a < a',
    'a = b and b = a',
  ],
  ...[
    "a = 'true'",
    "a = 'null'",
    "a = '5'",
    "a > '5'",
    "a = '1.2.3'",
    'a >= 1.2.3',
    "a >= '1.10'",
    "a >= 'v1.2'",
    "a = '2026-01-01'",
    "a > '2026-01-01'",
  ],
  ...[
    'a regexMatch /^(a|b/',
    'a regexMatch /(?=a)b/',
    'a regexMatch /a{1,2000}/',
    'a regexMatch /[/',
    'a regexMatch /.*/',
    'a regexMatch //',
  ],
  ...[
    "a like ''",
    "a like '%%'",
    "a like '_'",
    "a like '*.com'",
    "a like '10.0.%'",
    "a like '^a$'",
    'a = /x/',
    'a like b',
  ],
];
const RULES = [
  ...['Iamuser', 'IamUsers', 'User', 'S3', 'List', 'A', 'List<IamUser>', 'List<A>', 'AWS_IAM_Role', 'aws_iam_role'].map(
    (type) => `${type} should have name`,
  ),
  ...['IamUser where name', 'IamUser where name should not have nme', 'true', 'IamUser should have name exclude name'],
  ...[
    'List<IamUser> should have length() > 1',
    'List<IamUser> should have items contain [ nme ]',
    'IamUser should not have not name',
  ],
  ...[
    "IamUser where name = 'a' should have name = 'b'",
    "IamUser where name = 'a' should have name = 'a'",
    'IamUser should have',
  ],
  ...['IamUser where mfaActive should have mfaActive', 'IamUser where nme should have name lenght() > 0'],
];

const parts: Readonly<Record<string, readonly string[]>> = {
  // Each operand with every third operator or so, so that each pair of neighbours comes up somewhere.
  operands: OPERANDS.flatMap((operand, row) =>
    OPERATORS.filter((_, column) => (row + column) % 4 === 0).map(
      (operator) => `IamUser should have ${operand} ${operator}`,
    ),
  ),
  functions: functions.flatMap(({ name, receiver }, row) =>
    ARGUMENTS.filter((_, column) => (row + column) % 3 === 0).flatMap((args) => [
      `A should have ${receiver === undefined ? '' : 'x '}${name}(${args})`,
    ]),
  ),
  together: TOGETHER.map((condition) => `A should have ${condition}`),
  rules: RULES,
};

test.each(Object.keys(parts))('%s', async (part) => {
  const said = (parts[part] ?? []).map((rule) => inFull(rule.trim(), { schemas: cloudGuardSchemas, lists: { L: [] } }));
  await expect(said.join('')).toMatchFileSnapshot(`every-kind-${part}.txt`);
});

test('an extension of the language, where it is refused', async () => {
  const rules = [...(parts['together'] ?? []), ...(parts['operands'] ?? []).filter((_, index) => index % 5 === 0)];
  const said = rules
    .map((rule) => inFull(rule.trim(), { strict: true }))
    .filter((text) => text.includes(' extension at '));
  await expect(said.join('')).toMatchFileSnapshot('every-kind-strict.txt');
});
