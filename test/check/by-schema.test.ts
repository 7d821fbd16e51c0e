import { expect, test } from 'vitest';
import { check, checkCondition } from '../../src/check/check.ts';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import { kindsAt, knows, namesAt } from '../../src/check/schemas/knows.ts';
import type { CheckOptions } from '../../src/check/options.ts';
import type { EntitySchemas } from '../../src/check/schemas/schema.ts';
import { typesMeant } from '../../src/check/target-types.ts';
import { KUBERNETES_KINDS, TYPE_ALIASES } from '../../src/check/type-aliases.ts';
import {
  defineFunction,
  type FunctionDefinition,
  type ParameterDefinition,
  type ValueKind,
} from '../../src/functions/define.ts';
import { functions } from '../../src/functions/index.ts';
import { codesOf, crossed, FIREWALLS, LISTS, listed, SINGLES, spoken } from './support.ts';

/*
 * What is said where it is known what entities have, of types, of words of other systems, and of rules that are broken; as tables
 * in `by-schema-….txt`, without those of which nothing is said. `npx vitest run by-schema -u` writes them; what changed is to be read.
 */

const schemas: EntitySchemas = {
  X: {
    ...SINGLES,
    tru: 'boolean',
    ...LISTS,
    ...{
      truths: 'boolean|number',
      objects: 'list|object',
      mixed: ['object|text'],
      many: ['object|list'],
      nested: { deep: { n: 'number' }, only: 'text' },
      grid: [['text']],
    },
    ...FIREWALLS,
    texts: 'text|network',
  },
  /** An open one, whose words make names of their own. */
  Open: {
    portTo: 'number',
    post: 'text',
    inner: { userName: 'text', list: [{ grepCount: 'number' }] },
    crepName: 'text',
    postNames: 'list',
    InstanceType: 'text',
    policies: 'list',
    box: 'text',
    '*': 'any',
  },
  /** Of twelve names and of thirteen, with those that all have. */
  Few: { longName: 'text', other: 'text' },
  Thirteen: {
    inner: Object.fromEntries(Array.from({ length: 13 }, (_, n) => [`n${n}`, 'text'])),
    twelve: Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`n${n}`, 'text'])),
  },
  aws_thing: { one: 'text', two: { three: 'text' } },
};

const table = (text: string, name: string): Promise<void> => expect(text).toMatchFileSnapshot(`by-schema-${name}.txt`);
const about = (conditions: readonly string[], head = 'X should have '): string[] => conditions.map((one) => head + one);
const oneIn = (count: number, rules: readonly string[]): string[] => rules.filter((_, at) => at % count === 0);

const OPERANDS = listed(
  "at; n; flag; name; address; either; list; bare; object; numbers; things; some; none; truths; objects; mixed; many; nested; grid; rules; texts; 'x'; '5'; 5; true; null; $; id; tags; list[0]; things[0]; things[0].key; grid[0]; n length(); name length(); flag isEmpty(); list first()",
  "name split(','); things with [ key ]; things contain [ key ]; things groupBy [ key ]; nope(); getResource('Open', id); getResources('Open', id, 'x'); getResource('Nope', id); nested.deep; nested.deep.n; at before(1, 'days')",
);

test('operands of each kind beside each test', () =>
  table(
    codesOf(
      about(
        OPERANDS.flatMap((left, row) =>
          oneIn(
            2,
            listed(
              "; = 'x'; = '5'; = 5; = true; = 'true'; = null; = name; != 'x'; < 5; < '5'; < 'x'; < true; < null; >= 'null'; in ('x', 5); in (true, null); like 'x%'; like '5%'; like 't%'; like '%'; regexMatch /x/; regexMatch /^5/; regexMatch /^t/; regexMatch /(/; contain [ $ ]; contain ['x']; contain [5]; contain [ key = 1 ]; contain-all [ $ != 'x' ]; with [ $ ] > 1; groupBy [ key ]; groupBy [ ~.key ]",
            ).filter((_, column) => (row + column) % 2 === 0 || column < 3),
          ).map((test) => `${left} ${test}`.trim()),
        ),
      ),
      { schemas },
    ) +
      spoken(
        about(
          listed(
            "n = 'x'; n < 'x'; list = 'x'; list != 'x'; numbers = 'x'; numbers < 'x'; numbers != 'x'; things = 5; things < 5; list < 'x'; at = 'never'; at < true; flag like 'x%'; n like 'x%'; truths like 'x%'; n regexMatch /x/; object like 'x'; things like 'x'; list like 'x'; mixed like 'x'; many like 'x'; objects like 'x'; things contain ['x']; some contain ['x']; none contain [5]; nested contain ['x']; rules contain ['x']; bare > 5; objects = 5; either = true; texts = 5; texts < true",
          ),
        ),
        { schemas },
      ),
    'operands',
  ));

test('functions on operands of each kind', () =>
  table(
    codesOf(
      about(
        functions.flatMap(({ name, parameters }, row) => {
          const args = parameters
            .map(({ kind, values }) => (kind === 'number' ? '1' : `'${values?.[0] ?? 'x'}'`))
            .join(', ');
          return OPERANDS.filter((_, column) => (row + column) % 3 === 0)
            .map((on) => `${on} ${name}(${args})`)
            .concat(
              `${name}(${args})`,
              `name = ${name}(${args})`,
              `name < ${name}(${args})`,
              `name != n ${name}(${args})`,
            );
        }),
      ),
      { schemas },
    ) +
      spoken(
        about(
          listed(
            "name = isEmpty(); name != isEmpty(); name < isEmpty(); isEmpty(); = 5; name getResource('X', id); name length() length(); list toLower(); n isPublic(); 'x' contain [ $ ]; 5 groupBy [ a ]; n with [ a ] > 1; n groupBy [ a ]; name first() contain [ $ ]; 'x' length(); flag inSubnet('10.0.0.0/8')",
          ),
        ),
        { schemas },
      ),
    'functions',
  ));

/** A function of a library's user. */
function ours(
  name: string,
  receiver: ValueKind,
  parameters: readonly Omit<ParameterDefinition, 'summary'>[],
  result: ValueKind = 'boolean',
): FunctionDefinition {
  return defineFunction({
    ...{ name, receiver, origin: 'extension', result, summary: '', details: [], examples: [] },
    parameters: parameters.map((one) => ({ ...one, summary: '' })),
    bind: () => () => true,
  } as FunctionDefinition);
}

test('arguments', () => {
  const own = [
    ours('unit', 'any', [
      { name: 'amount', kind: 'number', range: [1, 5] },
      { name: 'unit', kind: 'text', values: ['days', 'Hours'] },
    ]),
    ours('rest', 'any', [
      { name: 'first', kind: 'number' },
      { name: 'more', kind: 'text', rest: true },
    ]),
    ours('three', 'any', [
      { name: 'a', kind: 'text', constant: true },
      { name: 'b', kind: 'number' },
      { name: 'c', kind: 'path' },
    ]),
    ours('two', 'any', [
      { name: 'a', kind: 'text' },
      { name: 'b', kind: 'text' },
    ]),
    ours('none', 'any', []),
  ];
  const args = listed(
    "; 1; 'days'; 1, 'days'; 'days', 1; 0, 'days'; 6, 'days'; 5, 'DAYS'; 1, 'hours'; 1, 'dyas'; 1, 'x'; 1, days; 1, Hours; 1, hours; 1, a.days; 1, $; '1', 'days'; 'x', 'days'; days, 1; 1, 2; true, 'x'; 1, 'a', 'b'; 1, 'a', 2; 1, 'a', b; 'a', 1, b; 1, 'a', 'b', 'c'; 'a', 'b', 'c'; a, 1, b; 'a', b, 1; a, b; null, null",
  );
  return table(
    spoken(
      own.flatMap(({ name }, row) =>
        args
          .filter((_, column) => row === 0 || (row + column) % 2 === 0)
          .map((given) => `A should have p ${name}(${given})`),
      ),
      { functions: own },
    ) +
      codesOf(
        oneIn(
          2,
          functions.flatMap(({ name, receiver }) =>
            args.map((given) => `A should have ${receiver === undefined ? '' : 'p '}${name}(${given})`),
          ),
        ),
      ) +
      spoken(
        about(
          listed(
            "getResources('VPC', 'id', vpcId) length() > 0; getResources('VPC', vpcId, 'id') length() > 0; getResources('VPC', 'id', 'x') length() > 0; getResources('VPC', 'id', a.b) length() > 0; getResources(id, 'VPC', 'x') length() > 0; getResources('VPC', id, x) length() > 0; getResource('VPC', 'id')",
          ),
          'A should have ',
        ),
      ),
    'arguments',
  );
});

const NAMES = listed(
  'At; att; nam; name.x; n.x; flag.y.z; list.x; list[0].x; things.key; things.ky; things[0].ky; things[0].key.x; some.x; none.x; none[0].x; nested.dep; nested.deep.m; nested.deep.n.x; grid.x; grid[0].x; grid[0][0].x; rule; ruls; rules.port; port; portTo; deep; only; key; keys; protocol; xyzzyx; objects.x; either.x; bare.x; object.x',
  'nesteds; nestd; names; addresses; a; ab; length; count; things.Key; THINGS; thingKey; single.portTo.x; id.x; tags.key; tags[0].kye; vpc.cidr.x; vpc.x; source.x; $.nam; $.name.x; $; fail; fail.x; $.fail; ture; fals; tru; trues; enabled',
);

test('names', () =>
  table(
    spoken(
      [
        ...NAMES.flatMap((name) => [`X should have ${name}`, `X should have flag = ${name}`]),
        ...oneIn(
          2,
          NAMES.flatMap((name) => [
            `X where not ${name} should not have ${name} = flag`,
            `X should have things contain [ ${name} ]`,
            `X should have rules contain [ things contain [ ~.${name} or ~~.${name} ] ]`,
            `X should have nested contain [ deep contain [ ${name} = 1 ] ]`,
            `X should have some contain [ ${name} ] and none contain [ ${name} ]`,
            `List<X> should have ${name} or items contain [ ${name} ]`,
          ]),
        ),
        ...listed(
          'postTo; porTo; portsTo; userTo; userNames; crepCount; grepNam; grepName; instanceType; instancetype; InstanceTyp; instanceTypes; policy; polices; boxes; boxs; postName; PostNames; xyz; inner.usrName; inner.username; inner.postTo; inner.list.grepCoun; inner.list[0].crepCount; inner.list.x; tag; nam; hostName; hostTo',
        ).flatMap((name) => [
          `Open should have ${name}`,
          `Open should have post = ${name}`,
          `Open should have inner contain [ ${name} ]`,
        ]),
        ...listed('long; Long; lon; other2; o; e; longer; thing').flatMap((name) => [
          `Few should have ${name}`,
          `Few should have vpc contain [ ${name} ]`,
        ]),
        ...listed('inner.zzzzz; twelve.zzzzz; inner.n1.x; inner.1').map((name) => `Thirteen should have ${name}`),
        ...listed('one; on; ones; three; two.thre; two.zzzz; zzzzz; One; tags.x; name').flatMap((name) => [
          `aws_thing should have ${name}`,
          `aws_thing should have one = ${name}`,
        ]),
        ...listed(
          'IamUser should have fail; IamUser should have nme = fail; Nope should have nme; Nope should have flag = ture; Nope should have flag = $.ture; Nope should have ture; nope where ture = flase; List<Nope> should have items contain [ nme ]; List<Open> should have postTo or items contain [ portsTo ]',
        ),
      ],
      { schemas },
    ),
    'names',
  ));

test('what is known of paths', () => {
  const paths = listed(
    'at; att; n.x; list; list.x; things; things.key; things.ky; some.x; none.x; nested.deep.n; nested.dep; grid; rules.toPort; objects.x; vpc.x; vpc.cidr; tags.value; zzzzzz; either',
  );
  const lines = ['X', 'Open', 'Nope', 'toString'].flatMap((type) =>
    paths.map((path) => {
      const steps = path.split('.').flatMap((step) => (step === 'key' ? [0, step] : [step]));
      return `${type}.${steps.join('.')}: ${JSON.stringify(knows(schemas, type, steps))} ${kindsAt(schemas, type, steps).join('|')} (${namesAt(schemas, type, steps).join(' ')})\n`;
    }),
  );
  expect(knows(undefined, 'X', ['at'])).toEqual({ known: 'unknown' });
  expect([kindsAt(undefined, 'X', ['at']), namesAt(undefined, 'X', [])]).toEqual([[], []]);
  return table(lines.join(''), 'paths');
});

test('types that names stand for', () => {
  const keys = [...TYPE_ALIASES.keys(), ...KUBERNETES_KINDS];
  const written = [
    ...keys.flatMap((key, at) =>
      [
        key,
        `${key}s`,
        `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`,
        `k8s_${key}`,
        `kubernetes_${key}`,
        `Kubernetes${key}x`,
      ].filter((_, column) => (at + column) % 3 === 0),
    ),
    ...listed(
      'cloudtrail; vpcfl; CloudTrail; AWS::EC2::Instance; AWS::X; aws_iam_usr; AWS_IAM_Rol; AWS_IAM_Roles; Custom_X_Y; Alexa_ASK_Skil; iam_user; iam_users; kubernetes_pod; kubernetes_pods; KubernetesPo; kubernetespod; KUBERNETESPOD; SecurityGroup; securitygroup; Security_Group; SecurityGrp; IamUsr; iamUsrs; google_x; azurerm_x; x; ; List; Instance; Instnce; toString; constructor; aws_new; k8spod; podk8s; Policies; policys; kubernetes_iam_user',
    ),
  ];
  const all: EntitySchemas = {
    ...cloudGuardSchemas,
    AWS_IAM_Role: {},
    AWS_EC2_Instance: {},
    Alexa_ASK_Skill: {},
    aws_iam_user: {},
    google_iam_user: {},
    azurerm_iam_user: {},
    kubernetes_pod: {},
    aws_s3_bucket: {},
  };
  const lines = written.map(
    (name) => `${name}: ${typesMeant(name, all).join(' ')} | ${typesMeant(name, {}).join(' ')}\n`,
  );
  return table(
    lines.join('') +
      spoken(
        listed(
          'iamuser; IamUsers; EC2; Vm; iam_user; AWS::IAM::Role; List<Bucket>; SecurtyGroup; elasticLoadBalancer',
        ).map((type) => `${type} should have zzzzzz`),
        { schemas: all },
      ),
    'types',
  );
});

test('the type of what is judged', () => {
  const tests = listed(
    "type = 'Y'; type != 'Y'; type = 'x'; type = 'X'; type in ('Y', 5, null); type in (5, 'x'); type in (5); type in ($L); type < 'Y'; type like 'Y'; a.type = 'Y'; $.type = 'Y'; $ = 'Y'; types = 'Y'; type length() = 'Y'; a contain [ type = 'Y' ]; a contain [ ~.type = 'Y' ]; not type = 'Y'; type = 5; type = null; isEmpty() = true; isEmpty() = isEmpty(); a = isEmpty(); isEmpty() != a; a in ('x', 'y', 'x'); isEmpty() > a",
  );
  return table(
    spoken([
      ...about(tests),
      ...about(tests, 'List<X> should have '),
      ...about(tests, 'X where ').map((rule) => `${rule} should have a`),
    ]),
    'own-types',
  );
});

const VENDOR = listed(
  "protocol = '-1'; protocol = -1; protocol = 6; protocol = 'any'; protocol in ('*', 'TCP', 17); protocol in (6); protocol like '1'; protocol != 'TPC'; protocol = 'PCT'; protocol = 'tcp'; protocol = 'pud'; protocol = 'cimp'; protocol = 'https'; protocol != 'ssh'; protocol in ('rdp', 'x'); protocol = true; protocol = null; protocol > '6'; protocol = 'ALL'; protocol = 58",
  "action = 'Allowed'; action = 'PASS'; action = 'allow'; action in ('drop', 'reject'); direction = 'in'; direction like 'OUT'; direction = 'inbound'; direction = 'outboud'; scope = '*'; scope = 'ALL'; scope = '::'; scope != '0.0.0.0'; source = 'any'; destination = 'Internet'; scope = 'tcp'; port = '*'; action = '*'; action = 'TPC'; scope = 'pct'; direction = 'https'; x.protocol = '6'; $ = '6'; scope = 'constructor'; toString = '6'",
  "key = '--x'; key = '-x'; key = '---x'; key = '--x y'; key = 'x'; key = -5; key in ('--a', '-b'); key like '--a'; key != '--a'; name = 'root'; name = 'ROOT account'; name = 'root_account'; name = 'root-account'; name = 'xroot'; name = 'rootx'; name in ('root'); name in ('root', 'x'); name != 'root'; name like 'root'; name like 'root%'",
  "accountNumber = '1234-5678-9012'; accountNumber = '123456789012'; accountNumber = '1234 5678 9012'; accountNumber = '1234-5678-90123'; accountNumber = '-1234-5678-9012'; accountNumber = '1234-5678-9012-'; accountNumber = 123456789012; accountNumber in ('1234-5678-9012', 'x'); accountNumber = '1-2'; accountNumber = '12'; a.accountNumber = '1234-5678-9012'",
);

test('words of other systems', () => {
  const places = listed(
    'rules contain [ § ]; acl contain [ § ]; single contain [ § ]; things contain [ § ]; grid contain [ § ]; §; parsedArgs contain [ § ]; a.parsedArgs contain [ not § ]',
  );
  const capabilities = listed(
    "['CAP_X']; ['cap_x']; ['CAP_X' or 'X']; [ $ = 'CAP_X' ]; [ $ != 'CAP_X' ]; [ $ in ('CAP_X') ]; [ $ in ('CAP_X', 'CAP_Y') ]; [ $ in ('CAP_X', 'Y') ]; [ $ like 'CAP_%' ]; [ a = 'CAP_X' ]; [ $ = 'XCAP_X' ]; [ $.a = 'CAP_X' ]; [ $ in ($L) ]; [ 5 ]; ['']",
  );
  const lists = listed(
    'capabilities.add; capabilities.drop; securityContext.capabilities.add; capabilities.adds; capabilities.x; capabilities; add; a split(1)',
  );
  return table(
    spoken(
      places.flatMap((place, row) =>
        VENDOR.filter((_, column) => row === 0 || (row + column) % 2 === 0).map(
          (one) => `X should have ${place.replace('§', one)}`,
        ),
      ),
      { schemas },
    ) +
      spoken(
        VENDOR.slice(-31).flatMap((one) => [
          `IamUser should not have ${one}`,
          `IamUser where passwordEnabled should have tags contain [ ${one} ]`,
          `IamUser should have ${one} or name = '<root_account>'`,
        ]),
        { schemas: cloudGuardSchemas },
      ) +
      codesOf(
        ['KubernetesPod', 'X'].flatMap((type, row) =>
          lists.flatMap((list, column) =>
            capabilities
              .filter((_, at) => (row + column + at) % 2 === 0 || column < 2)
              .map((body) => `${type} should not have ${list} contain ${body}`),
          ),
        ),
      ) +
      codesOf(
        listed(
          "KubernetesPod should have capabilities.add contain ['CAP_X'] and capabilities.add contain ['x']; KubernetesPod should have capabilities.add contain ['CAP_X'] and capabilities.drop contain ['x']; KubernetesPod where capabilities.add contain [ $ in ('y', 'X') ] should have a contain [ capabilities.add contain ['CAP_X'] ]; KubernetesPod should have capabilities.add contain ['CAP_X'] and a = 'X'; KubernetesPod should have capabilities.add contain ['CAP_X', 'X']; KubernetesPod should have capabilities.add contain ['CAP_X'] and add contain ['X']",
        ),
      ) +
      spoken(
        listed(
          "KubernetesPod should have capabilities.add contain ['CAP_X']; X should have capabilities.drop contain [ $ in ('CAP_X', 'Y') ]",
        ),
      ),
    'vendor',
  );
});

const SUBJECTS = listed(
  "a = 1; a != 'x'; a in (1); a like 'x'; a regexMatch /x/; a contain [ b ]; a with [ b ] > 1; a isEmpty(); a length() = 1; a; 1 = a; not a = 1; a.b = 1; (a = 1); a = ')'; a regexMatch /\\(/; x['('] = 1; 'x'; a groupBy [ b ] > 1; true",
);

test('`and` beside `or`', () =>
  table(
    codesOf(
      about(
        [
          ...SUBJECTS.flatMap((first, row) =>
            oneIn(
              2,
              SUBJECTS.flatMap((second, column) =>
                [
                  `z = 1 and ${first} or ${second}`,
                  `${first} or ${second} and z = 1`,
                  `${first} or ${first} or ${second} and z = 1 and y = 1`,
                  `(z = 1 and ${first}) or ${second}`,
                  `${first} or ( ${second} and (z = 1) )`,
                ].filter((_, at) => (row + column + at) % 5 === 0),
              ),
            ),
          ),
          ...SUBJECTS.flatMap((one) => [
            `z = 1 and ${one} or ${one}`,
            `${one} or ${one} and z = 1`,
            `(z) and ${one} or ${one}`,
            `((z) and (${one})) or ${one}`,
            `(z and ${one} or ${one})`,
            `l contain [ z and ${one} or ${one} ]`,
            `z and ${one} or ${one} and y`,
            `${one} or z and y or ${one}`,
            `${one} and z and ${one} or ${one}`,
            `not (z and ${one} or ${one})`,
          ]),
          ...listed(
            "a = 1 or 'x'; a = 1 or b = 2 or 'x'; a = 1 and b = 2 or 'x'; a isEmpty() or 'x'; a length() = 1 or 'x'; a or 'x'; a = 1 or not a or 'x'; $ = 1 or 'x'; 'x' or a = 1; a = 1 or 'x' or 5 or true; a = 1 or (b = 1 and 'x'); a[0] = 1 or 'x'; l contain [ $ = 1 or 'x' ]; l contain [ ~ = 1 or 'x' ]; l contain [ ~.a = 1 or 'x' ]; l contain [ a = 1 or 'x' ]; l contain [ $.a = 1 and 5 ]; l contain [ 'x' or 'y' ]; l contain [ a contain [ b ] or 'x' ]; l contain [ not 'x' ]; not 'x'; not true; l contain [ true ]; l contain [ a = 1 or null ]",
          ),
          ...listed(
            'b and (l contain [ k = 1 ] and l contain [ v = 1 ]); l contain [ k = 1 ] and l contain [ k = 2 and v = 1 ]; l contain [ k ] and l contain-any [ v ]; l contain-any [ v ] and l contain-none [ k ]; l contain [ k = 1 ] and l contain [ v = 1 ] and l contain [ w = 1 ]; l contain [ $.k = 1 ] and l contain [ $ = 1 ]; l contain [ k groupBy [ x ] > 1 ] and l contain [ v ]; l contain [ ~.k ] and l contain [ v ]; l contain [ k or v ] and l contain [ v or w ]; l contain [ 5 ] and l contain [ v ]; l isEmpty() contain [ k ] and l isEmpty() contain [ v ]',
          ),
          ...crossed(
            ['port ', 'x.port ', 'FromPort ', 'port length() '],
            ['>= ', '> ', '= '],
            ['22', "'22'", '22.0', 'x', "'x'"],
            [' and '],
            [
              'portTo <= 22',
              "portTo < '22'",
              'ToPort <= 22',
              'portTo <= 23',
              'portTo <= x',
              'x and portTo >= 22 and portTo <= 22',
              'portTo = 22',
            ],
          ),
          ...listed(
            'portTo <= 22 and portTo <= 25 and port >= 22; port >= 5 and port >= 22 and portTo <= 22; c and (port >= 22 and portTo <= 22); destinationPort > 80 and destinationPortTo < 80; from_port >= 1 and to_port <= 1; fromPort >= 99999999999999999999 and toPort <= 99999999999999999999',
          ),
          ...listed(
            'a = 1 and (b and a = 1); c and (a = 1 and a = 1); c or (a = 1 or a = 1 or d); a and (b or a); (a = 1) and a = 1; a = 1 and (a = 1); a = 1 AND a = 1; a and b and a and a',
          ),
        ],
        'A should have ',
      ),
    ) +
      spoken(
        about(
          listed(
            "z = 1 and a = 1 or a = 2; a = 1 or 'x'; l contain [ a = 1 or 'x' ]; l contain [ k ] and l contain [ v ]; port >= 22 and portTo <= 22; ToPort < 5 and FromPort > '5'; a = 1 or b = 1 or a = 1; l contain [ a != 1 ]; l contain-any [ not a in (1) ]; a in ('x', 'y', 'x'); a in (1, '1', 1.0, true, 'true', 'TRUE', null, 'null')",
          ),
          'A should have ',
        ),
      ),
    'precedence',
  ));

test('what other engines do not have', () => {
  const strict = listed(
    "a notin('x'); a NOTIN('x'); notin('x'); a len(); a LEN(); a size(); a count(); a isEarlierThan(1); a isLaterThan(1); a isOlderThan(1); a empty(); a isNull(); a exists(); a has(1); a contains('x'); a matches('x'); a taglength(); tags.length(); a.b.length(); taglength(); xtextLength(); islength(); a ISEMPTY(); a isempty(); a lenght(); a frobnicate(); length(); toString(); $ = 1; $.a = 1; $['a'] = 1; a['b'] = 1; a[0] = 1; ~.a = 1; l contain [ ~.a and ~~.a ]; a = null; a = 1.5; a = -1; a = 1.0; a in (null, 1.5); a = 'it''s'; a = 'x'; getValue(~); ~getValue('x'); l contain [ ~getValue('x') ]; l contain [ ~~getValue('x') ]; l contain [ ~.a getValue('x') ]; l contain [ ~ isEmpty() ]; a inSubnet('10.0.0.0/8'); scope = '10.0.0.0/8'; l groupBy [ ~.a ]; l groupBy [ $.a ]; a contain [ a contain [ ~~~.a ] ]; a contain [ ~~~.a ]; a contain [ a contain [ a contain [ ~~~~.b ] ] ]; a contain [ ~~.b = ~~~.b ]",
  );
  return table(
    spoken(about(strict, 'A should have '), { strict: true }) + '---\n' + spoken(about(strict, 'A should have ')),
    'strict',
  );
});

const BROKEN = listed(
  "A shoud have a lenght(); A should have a = and b frist(); A should have a == b frist(); A should have a lenght( and b frist(); A should have a frist() = ; A should have frist() and; A should hav a frist() and b frist(); A should have a = 'x and b frist(); A should have (a frist(); A should have a frist()) and b; A should have a contain [ b frist(); A should have a frist() ] ; A wher a frist() should have b",
  "A should have a frist() and and b frist(); A should have a eq 'x' and ~.b; A should have a && ~.b; A should have ~.a || ~~.b; A should have a = 1 exclude; A should have a = ~.b and; A have a frist(); should have a frist(); A should have 'x' and; A should have a frist(,); A should have a frist(1,) and b nope(); A should have a before(-1) and = b; A should have a === b before(-1); A should have a <> b before(1, 2, 3)",
);

test('rules that are broken', () => {
  const condition = (text: string): string =>
    `${text}: ${checkCondition(text)
      .map(({ code, at: { span } }) => `${code} ${span.start}`)
      .join(', ')}\n`;
  const conditions = BROKEN.filter((rule) => rule.startsWith('A should have ')).map((rule) =>
    condition(rule.slice(14)),
  );
  expect(checkCondition("name = 'a%'")).toMatchObject([{ code: 'percent-in-equality' }]);
  expect(check('A should have a', { functions: [] })).toEqual([]);
  expect(() => check('A should have a', { shemas: {} } as CheckOptions)).toThrow(/check.*shemas/u);
  // Each of a few rules without each of its signs.
  const cut = listed(
    "A where frist() should have lenght( a ) and ~.b; A should have a before(-1) or 'x' contain [ b frist() ]; A should not have a in ('x', ~.b) and c like 'd' exclude nope()",
  ).flatMap((rule) => [...rule].map((_, at) => `${rule.slice(0, at)}${rule.slice(at + 1)}`));
  return table(codesOf([...BROKEN, ...cut]) + conditions.join('') + spoken(BROKEN.slice(0, 4)), 'broken');
});
