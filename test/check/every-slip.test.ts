import { expect, test } from 'vitest';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import { nearest } from '../../src/text/suggest.ts';
import { folded, otherNumber, slipOf, vocabularyOf } from '../../src/check/names.ts';
import { typesMeant } from '../../src/check/target-types.ts';
import { inFull } from './support.ts';

/*
 * What the checker says of names with slips, and of times, versions, networks, security rules, bounds and chains that are
 * most likely not meant so, as tables in `every-slip-….txt`. `npx vitest run every-slip -u` writes them; what changed is to
 * be read, as an author would.
 */

const about = (head: string, conditions: readonly string[]): readonly string[] =>
  conditions.map((condition) => `${head} ${condition}`);

/** Everything that can happen to one letter of a name. */
function slips(name: string): readonly string[] {
  return [...name].flatMap((letter, at) => {
    const [before, behind] = [name.slice(0, at), name.slice(at + 1)];
    const put = [`${before}${behind}`, `${before}${letter}${letter}${behind}`, `${before}q${behind}`];
    return [put[at % 3] ?? '', `${before}${behind.slice(0, 1)}${letter}${behind.slice(1)}`];
  });
}

const OTHER_NAMES = [
  ...[
    'SecurityUser',
    'IamGroup',
    'portRules',
    'userPort',
    'enableRotation',
    'keyRotation',
    'SecurityGrp',
    'SecGroup',
    'inboundRule',
    'InboundRules',
    'inbound_rules',
    'portsTo',
    'S3Buckets',
    'S3',
    'VPCS',
    'VP',
  ],
  ...[
    'iam_user',
    'IAMUSER',
    'iam-user',
    'IamUsersGroups',
    'DBInstance',
    'Instances',
    'Policies',
    'policy',
    'boxes',
    'box',
    'classes',
    'class',
  ],
  ...[
    'keys',
    'day',
    'watch',
    'IamPolicyX',
    'aws_iam_user',
    'aws_iam_usr',
    'kubernetes_role',
    'kubernetes_rol',
    'AWS::S3::Bucket',
    'AWS_S3_Buckett',
  ],
  ...[
    'KubernetesPods',
    'Pods',
    'ec2',
    'lambda',
    'function',
    'database',
    'VPCs',
    'vpc',
    'toString',
    '__proto__',
    'List',
    'constructor',
    'boxesOpen',
    'x',
    '',
  ],
];

function names(): string {
  const known = [
    'IamUser',
    'SecurityGroup',
    'VPC',
    'S3Bucket',
    'inboundRules',
    'portTo',
    'enableKeyRotation',
    'policy',
  ];
  const vocabulary = vocabularyOf(known);
  const written = [...known.flatMap(slips), ...OTHER_NAMES];
  return written
    .map((name) => {
      const meant = typesMeant(name, cloudGuardSchemas).slice(0, 4).join(' ');
      return `${name}: ${slipOf(name, known, vocabulary) ?? '-'} ${nearest(name, known) ?? '-'} ${folded(name)} ${otherNumber(name).join(' ')} [${meant}]\n`;
    })
    .join('');
}

const TIMES = [
  'createDate',
  'passwordLastUsed',
  'lastSeen',
  'expiration',
  'validUntil',
  'name',
  'nextRotation',
  'startTime',
  'x.updatedAt',
  'tags',
];
const MOMENTS = [
  ...[
    "= '2025-01-02'",
    "> '2025-01-02T03:04:05Z'",
    "< '2025-01-02 03:04'",
    ">= '01/02/2025'",
    "<= 'Jan 2, 2025'",
    "!= '2 Jan 2025'",
    "= '2025/01/02'",
  ],
  ...[
    "= '2025-13-45'",
    '> 1735787045',
    '> 1735787045000',
    "< '1735787045000'",
    '= 1735787045000',
    '!= 1735787045000',
    '>= 100000000000',
    '< 99999999999',
    "= '5'",
    '= name',
  ],
];
const SPANS = [
  "before(90, 'days')",
  "before(-90, 'days')",
  "after(90, 'days')",
  "after(-90, 'days')",
  "before(0, 'days')",
  "after(-1, 'month')",
  "before(1, 'years')",
];

const VERSIONS = ['engineVersion', 'version', 'kernelRelease', 'tlsVersion', 'name', 'minimumProtocolVersion'];
const NUMBERS = [
  "'1.10'",
  '1.10',
  "'1.9'",
  '1.9',
  "'1.2.3'",
  "'v1.2.3-rc1'",
  "'v1.10'",
  "'10'",
  '10',
  "'x'",
  '1.100',
  "'9.4.0'",
  'true',
];

const RULES_OF_PORTS = [
  ...[
    "protocol = '*'",
    "protocol = 'any'",
    'protocol = 6',
    "protocol = '17'",
    "protocol in ('1', '58', 'TCP')",
    "protocol = 'https'",
    "protocol like 'ssh'",
    "protocol != 'dns'",
  ],
  ...[
    "scope = '0.0.0.0'",
    "scope = '*'",
    "scope != 'anywhere'",
    "scope in ('::', 'internet')",
    "scope like 'any'",
    "source = '0.0.0.0'",
    "port = '*'",
    "scope = '10.0.0.0/8'",
  ],
  ...[
    "scope = '10.0.0.0/8' or scope = '::/1'",
    "scope in ('10.1.0.0/16', '10.0.0.1/32')",
    "scope = '2001:db8::/32'",
    "scope = '0.0.0.0/0'",
    "cidr = '10.0.0.0/8'",
    "scope != '10.0.0.0/8'",
  ],
  ...[
    'port = 22 and portTo = 22',
    'port <= 22 and portTo >= 22',
    'port = 22',
    'portTo = 22',
    'port in (22, 3389)',
    'port > 20 and port < 25',
    'prot = 1',
    'Port = 22',
  ],
];

const LONG = 'x'.repeat(150);
const CHAINS = [
  ...[
    'a and  a',
    'a  and a',
    'a = 1 or b = 2 or a = 1',
    "a = 'x' or b = 'y' or 'z'",
    "a = 1 and b = 2 or 'z'",
    "$ = 'x' or 'y'",
    "a or 'y'",
    "'x' or 'y'",
    "a = 'x' and 'y' and 'z'",
  ],
  ...[
    'a contain [ k = 1 ] and (a contain [ v = 1 ] and b)',
    'a contain [ k = 1 ] and a contain [ v = 1 ] and b',
    'a contain [ k = 1 ] or a contain [ v = 1 ]',
    'a contain [ k ] and b contain [ v ]',
  ],
  ...[
    "a = false and a = 'FALSE'",
    "a = 'false' or a != false",
    "a = true and a != 'TRUE'",
    "'x' = a and 'x' = b",
    'a = b and a = c',
    "'x' = a and a = 'y'",
    "a = 'null' and a != null",
    "a = '1' and a != 1",
  ],
  ...[
    `a like '${LONG}' and a like '${LONG}'`,
    `a = '${LONG}' and a = 'y'`,
    "a in ('1', '2', '3', '4', '5') and a in ('1', '2', '3', '4', '5')",
    "a in ('1', '2') or a in ('1', '2')",
    `${LONG} and ${LONG}`,
  ],
  ...[
    'tagstextLength() > 1',
    'tags.textLength() > 1',
    'tags.isEmpty()',
    'isemptytags()',
    'a contain [ b ] or a contain [ c ] and d',
    'a isEmpty() or a isEmpty() and b',
    '(a regexMatch /(/ and b) or b = 1',
    "a = '(' and b or b = 1",
  ],
  ...[
    'a regexMatch /\\)/ and b or b = 1',
    "(x['('] = 1 and b) or b = 2",
    'a < 1 or a < 2 and b',
    'a in (1) and b or b in (2)',
    'a = b or a = c and d',
    'not a or not a and b',
  ],
  ...[
    'a = 1 or a = 2 and b = 1',
    'b = 1 and a = 1 or a = 2',
    'a = 1 or b = 2 and c = 1',
    '(b = 1 and a = 1) or a = 2',
    'a = 1 or (a = 2 and b = 1)',
    'a = 1 or a = 2 and a = 3',
  ],
  ...[
    'b = 1 and a = 1 or a = 2 or a = 3',
    'b = 1 and a = 1 or c = 1 and a = 2',
    "a = '(' or a = ')' and b = 1",
    'a[0] = 1 or a[0] = 2 and b = 1',
    'not a = 1 or a = 2 and b = 1',
    'a isEmpty() or a = 1 and b',
  ],
  ...[
    "a like '%x%' or a like '%y%' and b",
    'a regexMatch /(/ or a = 1',
    'a in (1) or a in (2) and b = 1',
    'x and (a) or (a) and y',
    'a contain [ b or b = 1 and c ]',
    'a.b = 1 or a.b = 2 and c',
  ],
  ...[
    'a > 1 and a > 2',
    'a > 2 and a < 1',
    'a >= 2 and a < 2',
    'a > 1 and a <= 1',
    'a >= 1 and a <= 1',
    "a > 'b' and a < 'a'",
    'a > 1 or a <= 1',
    'a < 1 and a > 0',
    'a >= 5 and a > 5 and a < 5',
  ],
  ...[
    "a = 'x' and a != 'x'",
    "a = 'X' and a != 'x'",
    'a = 5 and a > 3',
    'a = 2 and a > 3',
    "a = '5' and a > 3",
    "a = 'ab' and a like 'b%'",
    "a = 5 and a like '6%'",
    "a = true and a = 'true'",
    'a = null and a = 1',
  ],
  ...[
    'a in (1, 2) and a = 3',
    'a in (1, 2) and a != 1',
    'a in (1, 2) and a > 5',
    'not a in (1, 2) and a = 1',
    'a != 1 or a in (1, 2)',
    'a != 1 or a = 1',
    'not a > 1 or a > 1',
    'a < a',
    'a > a',
    'a >= a',
    'a.b < a.b',
  ],
  ...[
    'a contain [ b ] or a contain-none [ b ]',
    'a contain-all [ b ] and a contain-all [ b ]',
    'a contain [ b and c ] and a contain [ c and b ]',
    'not (a and b) and a and b',
    'a isEmpty() and not a isEmpty()',
  ],
  ...[
    "a like 'x%' and a like 'x%'",
    "a like 'x%' or a like 'X%'",
    'a regexMatch /x/ and a regexMatch /x/i',
    'a length() > 1 and a LENGTH() > 1',
    '$ and $',
    'a in ($L) or a in ($L)',
    "'a' < 'b'",
    '1 > 2',
    "1 = '1'",
    'true = false',
  ],
];

const PROPERTIES = [
  ...[
    'tags groupBy [ key ] contain [ values contain [ vlue = 1 ] ]',
    'tags groupBy [ ky ] contain [ values ]',
    'tags groupBy [ key ] contain [ key = 1 ]',
    'tags with [ vlue ] length() > 1',
    'tags contain [ key contain [ x ] ]',
  ],
  ...[
    'nam',
    'Name',
    'NAME',
    'name.first',
    'mfaActiv',
    'mfaactive',
    'attachedPolicy',
    'attachedPolicies.name',
    'tags.key',
    'key',
    'tags[0].key',
    'tag',
    'region.name',
    'arn.x',
    'xyz',
    'passwordLast',
  ],
  ...[
    'tags contain [ ky = 1 ]',
    'tags contain [ name ]',
    'tags contain [ ~.nme ]',
    'tags contain [ $.key.x ]',
    "tags contain [ 'x' ]",
    'tags contain [ 5 ]',
    "name contain [ 'x' ]",
    'tags contain [ $ = 5 ]',
  ],
  ...[
    'name = enabled',
    'mfaActive = ture',
    "mfaActive = 'yes'",
    'mfaActive = 1',
    "tags like 'x'",
    'tags regexMatch /x/',
    'tags > 5',
    'tags in (1)',
    'name > 5',
    'mfaActive > true',
    'tags = true',
    'name.length > 1',
  ],
  ...[
    'frobnicate()',
    'x frobnicate()',
    'x lengthh()',
    'x tagslength()',
    'x size()',
    'x count()',
    'x before()',
    'x before(1)',
    "x before('days', 1)",
    "x before(1, 'days', 2)",
    'x split(5)',
    'x inSubnet(5)',
    "x inSubnet('x')",
    'x isEmpty(x)',
  ],
  ...[
    "getResource('Vpc', id)",
    'getResource(5, id)',
    "getResource('VPC')",
    'x getValue(5)',
    "x getValue('')",
    "x allowedHostsForPort('22')",
    'x allowedHostsForPort(-1)',
    'x allowedHostsForPort(65536)',
    'x allowedHostsForPort(p)',
  ],
];

const tables: Readonly<Record<string, () => string>> = {
  names,
  times: () =>
    said(
      TIMES.flatMap((time, row) =>
        about(
          'IamUser should have',
          [...MOMENTS.filter((_, at) => (at + row) % 2 === 0), ...SPANS].map((moment) => `${time} ${moment}`),
        ),
      ),
    ),
  versions: () =>
    said(
      VERSIONS.flatMap((version, row) =>
        about(
          'EksCluster should have',
          NUMBERS.map((number, at) => `${version} ${['<', '>=', '='][(at + row) % 3] ?? ''} ${number}`),
        ),
      ),
    ),
  ports: () =>
    [false, true]
      .map((strict) =>
        said(
          about(
            'SecurityGroup should have',
            RULES_OF_PORTS.map((rule) => `inboundRules contain [ ${rule} ]`),
          ),
          strict,
        ),
      )
      .join('---\n'),
  chains: () => said(about('A should have', CHAINS)),
  properties: () =>
    said([
      ...about('IamUser should have', PROPERTIES),
      ...about('IamUser where', PROPERTIES.slice(0, 12)),
      ...about('aws_iam_user should have', PROPERTIES.slice(0, 16)),
    ]),
};

function said(rules: readonly string[], strict = false): string {
  return rules.map((rule) => inFull(rule, { schemas: cloudGuardSchemas, lists: { L: [] }, strict })).join('');
}

test.each(Object.keys(tables))('%s', async (name) => {
  await expect(tables[name]?.()).toMatchFileSnapshot(`every-slip-${name}.txt`);
});
