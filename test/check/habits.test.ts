import { describe, expect, test } from 'vitest';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import { inFull, messages, said, type Said } from './support.ts';

const W = 'warning';
const N = 'note';

/** All that the tables ask, for the words at the end. */
const asked: string[] = [];

function cases(table: readonly (readonly [rule: string, ...expected: readonly Said[]])[]): void {
  asked.push(...table.map(([rule]) => inFull(rule, { schemas: cloudGuardSchemas })));
  test.each(table.map(([rule, ...expected]) => ({ rule, expected })))('$rule', ({ rule, expected }) => {
    expect(said(rule, { schemas: cloudGuardSchemas })).toEqual(expected);
  });
}

describe('what is to be repeated', () => {
  const E = 'error';
  cases([
    ["X should have name = 'a' or 'b'", ['literal-condition', "'b'", E]],
    ["X should have name != 'a' or 'b'", ['literal-condition', "'b'", E]],
    ["X should have name != 'a' and 'b'", ['literal-condition', "'b'", E]],
    ["X should have not name = 'a' or 'b'", ['literal-condition', "'b'", E]],
    ["X should have not name != 'a' or 'b'", ['literal-condition', "'b'", E]],
    ["X should have not name like 'a%' and 'b%'", ['literal-condition', "'b%'", E]],
    ['X should have size > 5 and 6', ['literal-condition', '6', E]],
    ["X should have name like 'a%' or 'b%'", ['literal-condition', "'b%'", E]],
    ["X should have name in ('a', 'c') or 'b'", ['literal-condition', "'b'", E]],
    ["X should have name startsWith('a') or 'b'", ['literal-condition', "'b'", E]],
    ["X should have time before(-1, 'days') or 'b'", ['literal-condition', "'b'", E]],
    ["X should have vpc or 'b'", ['literal-condition', "'b'", E]],
    ["X should have tags contain [ key like 'a%' or 'b%' ]", ['literal-condition', "'b%'", W]],
    ["X should have names contain [ $ like 'a%' or 'b' or 'c' ]"],
    ["X should have names contain [ $ length() > 1 or 'c' ]"],
    ['X should have time before(-90)', ['argument-count', 'before(-90)', E]],
    ["X should have time before('days')", ['argument-count', "before('days')", E]],
    ['X should have time before()', ['argument-count', 'before()', E]],
    ['X should have length(name) > 3', ['missing-receiver', 'length', E]],
    ["X should have lower(name) = 'a'", ['foreign-word', 'lower', E]],
    ['X should have tags isNotEmpty()', ['foreign-word', 'isNotEmpty', E]],
    ['X should have vpc isSet()', ['foreign-word', 'isSet', E]],
  ]);
});

describe('what came from elsewhere', () => {
  cases([
    ["X should not have name like '(dev|test)-%'", ['foreign-pattern', "'(dev|test)-%'", N]],
    ["X should not have name like '{dev,test}%'", ['foreign-pattern', "'{dev,test}%'", N]],
    ["X should not have name like '%(old)%'"],
    ["X should not have name like '{{%}}'"],
    ["X should not have name = '\u0430dmin'", ['lookalike-letter', "'\u0430dmin'", W]],
    ["X should not have name in ('root', '\u0391dmin')", ['lookalike-letter', "'\u0391dmin'", W]],
    ["X should not have name = '\u0430\u0434\u043c\u0438\u043d (admin)'"],
    ["X should not have unit in ('\u03bcs', 'k\u03a9')"],
    ["X should not have retentionDays before(-90, 'days')", ['time-as-span', 'retentionDays', N]],
    ["X should not have backup.intervalInMinutes after(-4, 'hours')", ['time-as-span', 'backup.intervalInMinutes', N]],
    ["X should not have lastRotation before(-90, 'days')"],
    ["X should have notAfter before(0, 'days') and notAfter after(-30, 'days')"],
    ["X should have notAfter after(-30, 'days')", ['time-direction', '-30', N]],
    ["X should have notAfter before(30, 'days') and notAfter after(-30, 'days')"],
    ["X should have notBefore before(0, 'days') and notAfter after(-30, 'days')", ['time-direction', '-30', N]],
    ['X should not have encrypted = false and encrypted', ['always-false', 'encrypted = false and encrypted', W]],
    [
      'X should not have encrypted isEmpty() and encrypted = false',
      ['always-false', 'encrypted isEmpty() and encrypted = false', W],
    ],
    ['X should not have not encrypted and encrypted = false'],
    ['X should not have not encrypted isEmpty() and encrypted = false'],
    [
      "X should not have cidr inSubnet('10.0.0.0/8') and cidr = '192.168.0.0/16'",
      ['always-false', "cidr inSubnet('10.0.0.0/8') and cidr = '192.168.0.0/16'", W],
    ],
    ["X should not have cidr inSubnet('10.0.0.0/8', '192.168.0.0/16') and cidr = '192.168.0.0/16'"],
    ["X should not have not cidr inSubnet('10.0.0.0/8') and cidr = '192.168.0.0/16'"],
    ["X where name = 'web' should have name != 'db'", ['always-true', "name != 'db'", W]],
    ['X where port > 1024 should have port > 1000', ['always-true', 'port > 1000', W]],
    ["X where name = 'web' should have name != 'web' or vpc"],
    ["X where name like 'web%' should have name != 'web-1'"],
    ['X where port > 1000 should have port > 1024'],
  ]);
});

describe('names of types', () => {
  test.each([
    ['SecurityGroups', '`SecurityGroup`'],
    ['IamPolicies', '`IamPolicy`'],
    ['S3Buckets', '`S3Bucket`'],
    ['List<CloudTrale>', '`CloudTrail`'],
    ['SecurtyGroup', '`SecurityGroup`'],
    ['Iamuser', '`IamUser`'],
    ['VCP', '`VPC`'],
    ['EC2', '`Instance`'],
    ['S3', '`S3Bucket`'],
    ['Role', '`IamRole` or `KubernetesRole`'],
    ['Pod', '`KubernetesPod`'],
    ['pods', '`KubernetesPod`'],
    ['Deployment', '`KubernetesDeployment`'],
    ['KubernetesPods', '`KubernetesPod`'],
    ['KubernetesPodd', '`KubernetesPod`'],
    ['iam_user', '`IamUser`'],
    ['AWS::S3::Bucket', '`AWS_S3_Bucket`'],
  ])('%s', (name, meant) => {
    const found = messages(`${name} should have name`, { schemas: cloudGuardSchemas });
    expect(found.map((text) => text.slice(text.indexOf('(did')))).toEqual([`(did you mean ${meant}?)`]);
  });

  // Another service, another kind of thing, or a name of its own: no advice is better than that.
  test.each([
    ...['EksCluster', 'AksCluster', 'EMR', 'SnsTopic', 'AppSecurityGroup', 'MyInstance', 'NetworkInterface'],
    ...['EfsVolumeSet', 'kubernetes_pod', 'aws_iam_role', 'AWS_IAM_Role', 'cloudtrail', 'vpcfl'],
  ])('%s is no slip', (name) => {
    expect(said(`${name} should have name`, { schemas: cloudGuardSchemas })).toEqual([]);
  });
});

describe('times', () => {
  cases([
    ["IamUser should not have passwordLastUsed < '2025-01-01'", ['time-against-text', "'2025-01-01'", W]],
    ["IamUser should have createDate >= '2025-01-01T10:00:00Z'", ['time-against-text', "'2025-01-01T10:00:00Z'", W]],
    ["IamUser should have createDate = '2025-01-01'", ['time-against-text', "'2025-01-01'", W]],
    ["IamUser should have createDate > '01/02/2025'", ['time-against-text', "'01/02/2025'", W]],
    ["X should have lastSeen < '2025-01-01'", ['time-against-text', "'2025-01-01'", N]],
    ["X should have label = '2025-01-01'"],
    ["IamUser should have createDate > '1700000000'"],
    ["KMS should have tags contain [ value = '2025-01-01' ]"],
    ["IamUser should have firstAccessKey.lastUsedDate after(90, 'days')", ['time-direction', '90', W]],
    ["IamUser should not have createDate before(90, 'days')", ['time-direction', '90', W]],
    ["Instance should have launchTime after(1, 'years')", ['time-direction', '1', W]],
    ["X should have passwordNextRotation after(10, 'days')"],
    ["ELB should have listeners contain-all [ certificates contain-all [ expiration after(30, 'days') ] ]"],
    ["ELB should have listeners contain [ expiration after(-30, 'days') ]", ['time-direction', '-30', N]],
    ["X should have expirationTime before(-30, 'days')"],
    ["Instance should have tags contain [ value before(30, 'days') ]"],
    ["IamUser should have createDate before(0, 'days')"],
  ]);

  test('the help says what to write', () => {
    expect(
      messages("IamUser should not have passwordLastUsed <= '2025-01-01'", { schemas: cloudGuardSchemas }),
    ).toEqual([
      "warning: `passwordLastUsed` is a time, which is a number of seconds, and `'2025-01-01'` is text (write `passwordLastUsed before(-90, 'days')` for a time that moves with the day, or `passwordLastUsed <= 1735689600` for this one)",
    ]);
  });
});

describe('patterns', () => {
  cases([
    ["IamUser should not have name = 'ci-%'", ['percent-in-equality', "'ci-%'", W]],
    ["IamUser should not have name != '%admin%'", ['percent-in-equality', "'%admin%'", W]],
    ["IamUser should not have name in ('ci-%', 'root')", ['percent-in-equality', "'ci-%'", W]],
    ["X should have usage = '50%'"],
    ["X should have path = '%2Fadmin%2F'"],
    ["IamUser should have name like 'ci-*'", ['foreign-pattern', "'ci-*'", N]],
    ["IamUser should have name = '*-admin'", ['foreign-pattern', "'*-admin'", N]],
    ["IamUser should have name like '^ci-.*$'", ['foreign-pattern', "'^ci-.*$'", W]],
    ["IamUser should have name = '[a-z]+'", ['foreign-pattern', "'[a-z]+'", W]],
    ["IamUser should have name like 'ci-\\d%'", ['foreign-pattern', "'ci-\\d%'", W]],
    ['IamUser should have name regexMatch /%admin%/', ['foreign-pattern', '/%admin%/', N]],
    ["IamUser should have name like '%'", ['foreign-pattern', "'%'", N]],
    ["IamUser should not have name startsWith('^ci-')", ['foreign-pattern', "'^ci-'", W]],
    ["IamUser should not have name endsWith('*-admin')", ['foreign-pattern', "'*-admin'", W]],
    ["IamUser should not have name startsWith('ci-.*')", ['foreign-pattern', "'ci-.*'", W]],
    ["IamUser should not have arn startsWith('arn:aws:iam::*:user/')"],
    ["IamUser should not have arn endsWith('/*')"],
    ["X should not have image endsWith(':latest$')", ['foreign-pattern', "':latest$'", W]],
    ["X should not have share endsWith('C$')"],
    ['X should not have inboundRules contain [ port = -22 ]', ['always-false', 'port = -22', W]],
    ['X should not have ingress contain [ from_port = -1 ]'],
    ["IamUser should not have name startsWith('ci-')"],
    ['X should not have image regexMatch /:latest^/', ['foreign-pattern', '/:latest^/', W]],
    ['X should not have image regexMatch /$web/', ['foreign-pattern', '/$web/', W]],
    ['X should not have image regexMatch /(a|b)[c-d]^x/', ['foreign-pattern', '/(a|b)[c-d]^x/', W]],
    ['X should not have image regexMatch /a?^b$|$c/'],
    ['X should not have image regexMatch /^a|b|c$/', ['foreign-pattern', '/^a|b|c$/', N]],
    ['X should not have image regexMatch /^a|b$/'],
    ['X should not have image regexMatch /^a|^b$/'],
    ['X should not have image regexMatch /^(a|b)$/'],
    ['X should not have image regexMatch /a|b$/'],
    ['X should not have image regexMatch /(^a|b)c$/'],
    ['X should not have image regexMatch /a*^b\\$c[$^]d/'],
    ['X should not have image regexMatch /^[prod|test]-/', ['foreign-pattern', '/^[prod|test]-/', N]],
    ['X should not have port regexMatch /^[20-25]$/', ['foreign-pattern', '/^[20-25]$/', N]],
    ['X should not have ip regexMatch /^25[0-5]\\.[0-9a-f|]/'],
    ["X should not have scope > '10.0.0.0'", ['network-as-text', "'10.0.0.0'", W]],
    ["X should not have scope <= '/24'", ['network-as-text', "'/24'", W]],
    ["X should not have scope < '2001:db8::/32'", ['network-as-text', "'2001:db8::/32'", W]],
    ["X should not have engineVersion < '10.2.1.0'", ['version-order', "'10.2.1.0'", W]],
    ["X should not have path > '/24/7'"],
    ['X should not have inboundRules contain [ port > 65535 ]', ['always-false', 'port > 65535', W]],
    ['X should not have inboundRules contain [ portTo = 65536 ]', ['always-false', 'portTo = 65536', W]],
    ['X should not have inboundRules contain [ port >= 0 and portTo <= 65535 ]'],
    ["X should have Action = '*' or Action like 's3:*' or Resource = 'arn:aws:s3:::*' or r = 'pods/*'"],
    ["X should have metricFilters contain [ filterPattern like '%$.eventName%' ]"],
    ["X should have host like '%.example.com' or file like 'a.b'"],
  ]);

  test.each(['name = /^ci/', 'name != /^ci/', 'name like /^ci/', 'name in (/^ci/)'])(
    'a pattern under %s',
    (condition) => {
      expect(messages(`IamUser should have ${condition}`).join()).toContain('name regexMatch /^ci/');
    },
  );
});

describe('networks, versions, blocks', () => {
  cases([
    [
      "SecurityGroup should have inboundRules contain-all [ scope in ('10.0.0.0/8') ]",
      ['network-as-text', "'10.0.0.0/8'", N],
    ],
    ["X should have source = 'fd00::/8'", ['network-as-text', "'fd00::/8'", N]],
    ["X should have scope in ('0.0.0.0/0', '::/0', '192.0.2.1/32') or scope != '10.0.0.0/8'"],
    ["SecurityGroup should not have inboundRules contain [ protocol = '-1' ]", ['other-notation', "'-1'", W]],
    ['SecurityGroup should not have inboundRules contain [ protocol = 6 ]', ['other-notation', '6', W]],
    ["SecurityGroup should not have inboundRules contain [ protocol in ('SSH') ]", ['other-notation', "'SSH'", W]],
    ["SecurityGroup should not have inboundRules contain [ scope = '0.0.0.0' ]", ['other-notation', "'0.0.0.0'", W]],
    ["NetworkSecurityGroup should not have inboundRules contain [ source like 'Any' ]", ['other-notation', "'Any'", W]],
    ["VPC should not have tags contain [ value = '*' ] or name = '6'"],
    ["ELB should have elbListeners contain [ sourceProtocol = 'HTTP' ]"],
    ["aws_security_group should not have ingress contain [ protocol = '-1' ]"],
    ["X should have name startsWith('ci-%')", ['percent-in-equality', "'ci-%'", W]],
    ["X should have name endsWith('%-ci')", ['percent-in-equality', "'%-ci'", W]],
    ["X should have rate endsWith('5%')"],
    ["X should have ip inSubnet('10.0.0.0/8', '192.168.0.0')", ['network-without-prefix', "'192.168.0.0'", W]],
    ["X should have ip inSubnet('2001:db8::')", ['network-without-prefix', "'2001:db8::'", W]],
    ["X should have ip inSubnet('10.0.0.1', '::1', '10.0.0.0/8')"],
    ["X should not have name in ('%admin')", ['percent-in-equality', "'%admin'", W]],
    ["X should not have name in ('t3.*')", ['foreign-pattern', "'t3.*'", W]],
    ["X should not have image like '*:latest'", ['foreign-pattern', "'*:latest'", N]],
    ["X should not have Action in ('*', 'iam:*') or path = 'a%20b'"],
    ['IamUser should have createDate > 1700000000000', ['time-in-milliseconds', '1700000000000', W]],
    ['IamUser should have createDate > 1700000000'],
    ["VPC should have cidr = '10.0.0.0/16'"],
    ["X should have version >= '1.10'", ['version-order', "'1.10'", W]],
    ['X should have engineVersion < 5.12', ['version-order', '5.12', W]],
    ["X should have agent > '2.14.3'", ['version-order', "'2.14.3'", W]],
    ['X should have version >= 1.2', ['version-order', '1.2', N]],
    ["X should have minTlsVersion >= 1.2 and tlsVersion >= '1.2' and size > 1.25 and version = '1.10'"],
    [
      "IamUser should have tags contain [ key = 'owner' ] and tags contain [ value = 'x' ]",
      ['two-blocks', 'contain', N],
    ],
    ["IamUser should have tags contain [ key = 'owner' ] and tags contain [ key = 'cost' ]"],
    [
      "X should not have a contain [ b.c contain [ d = '*' ] ] and a contain [ b.c contain [ e = '*' ] ]",
      ['two-blocks', 'contain', N],
    ],
    ["X should not have a contain [ b.c contain [ d = '*' ] ] and a contain [ b.c contain [ d = '+' ] ]"],
    ["X should not have a contain [ b.c contain ['*'] ] and a contain [ b.d contain [ e = '*' ] ]"],
    ["X should not have a contain [ b contain [ ~.c = d ] ] and a contain [ e = '*' ]"],
    ["IamUser should have tags contain [ key = 'a' and value = 'x' ] and tags contain [ key = 'b' ]"],
    ['X should have a contain [ b ] and c contain [ d ] and a contain-all [ e ]'],
    ["X should have a contain ['x'] and a contain ['y']"],
  ]);
});

describe('texts and numbers that came from elsewhere', () => {
  cases([
    ["IamUser should not have name = 'alice '", ['padded-text', "'alice '", W]],
    ["IamUser should not have name in (' alice', 'bob')", ['padded-text', "' alice'", W]],
    ["IamUser should not have name like 'alice '", ['padded-text', "'alice '", W]],
    ['X should not have scope = \'"0.0.0.0/0"\'', ['padded-text', '\'"0.0.0.0/0"\'', W]],
    ["X should not have l contain [ ' a' ]", ['padded-text', "' a'", W]],
    ["X should not have name like '% admin' or name like ' %' or name = '' or name = ' ' or p = '{ \"a\": \"b\" }'"],
    ["X should not have scope = '0.0.0.0/O'", ['not-an-address', "'0.0.0.0/O'", W]],
    ["X should not have scope = '0.0.0/0'", ['not-an-address', "'0.0.0/0'", W]],
    ["X should not have scope != '10.0.0.0/33'", ['not-an-address', "'10.0.0.0/33'", W]],
    ["X should not have scope in ('0.0.0.0/0,::/0')", ['not-an-address', "'0.0.0.0/0,::/0'", W]],
    ["X should not have scope in ('0.0.0.0/0 or ::/0')", ['not-an-address', "'0.0.0.0/0 or ::/0'", W]],
    ["X should not have scope = '::0/0'", ['not-an-address', "'::0/0'", W]],
    ["X should not have l contain [ '256.0.0.1' ]", ['not-an-address', "'256.0.0.1'", W]],
    [
      "X should not have scope in ('::/0', '0.0.0.0/0', '2001:db8::1', '10.0.0.1') or ip = '10.0.0.0' or scope like '10.%'",
    ],
    [
      "X should not have engineVersion = '8.0.300.1' or a = '2024/01' or a = 'a/1' or a = '1/2' or a = '12:30' or a = 'v1/2'",
    ],
    ["X should not have name in ('alice,bob')", ['list-in-text', "'alice,bob'", N]],
    ["X should not have name in ('alice|bob')", ['list-in-text', "'alice|bob'", N]],
    ["X should not have name in ('Smith, John Jr.') or name in ('a,b', 'c') or name = 'a,b'"],
    ['IamUser should not have firstAccessKey.lastRotated > 90', ['time-as-span', '90', W]],
    ['IamUser should not have firstAccessKey.lastRotated <= -90', ['time-as-span', '-90', W]],
    ['IamUser should not have firstAccessKey.lastRotated > 0 or createDate = 5 or createDate > -62135596800'],
    ["X should not have t before(-7776000, 'days')", ['time-as-span', '-7776000', W]],
    ["X should not have t before(-100, 'years') or t before(-7776000, 'seconds') or t before(-800, 'months')"],
    ["IamUser should not have createDate like '2020-%'", ['time-against-text', "'2020-%'", W]],
    ['IamUser should not have createDate regexMatch /^2020/', ['time-against-text', '/^2020/', W]],
    ["IamUser should not have createDate startsWith('2020')", ['time-against-text', "'2020'", W]],
    ["IamUser should not have name like '2020-%' or name regexMatch /^2020/ or createDate like '17%'"],
    ["X should not have m > '512Mi'", ['quantity-order', "'512Mi'", W]],
    ['X should not have disk.sizeGB > 1073741824', ['unlikely-amount', '1073741824', N]],
    ['X should have retentionDays >= 7776000', ['unlikely-amount', '7776000', N]],
    ['X should have ageYears < 200', ['unlikely-amount', '200', N]],
    ['X should have retentionDays >= 36500 and sizeBytes > 1073741824 and days.count > 99999 and percent <= 100'],
    [
      "X should not have m >= '90 days' or m < '20GB'",
      ['quantity-order', "'90 days'", W],
      ['quantity-order', "'20GB'", W],
    ],
    ["X should not have m > '512' or m = '512Mi' or m < 'TLS1_2' or m > 'b'"],
  ]);
});

describe('conditions that hold of nothing, or of everything', () => {
  cases([
    ['X should not have l length() < 0', ['always-false', 'l length() < 0', W]],
    ["X should have l length() >= '0'", ['always-true', "l length() >= '0'", W]],
    ['X should not have l length() = null', ['always-false', 'l length() = null', W]],
    ['X should have l length() != -1', ['always-true', 'l length() != -1', W]],
    ['X should have l with [ a ] > -1', ['always-true', 'l with [ a ] > -1', W]],
    [
      'X should not have r allowedHostsForPort(22) > 4294967296',
      ['always-false', 'r allowedHostsForPort(22) > 4294967296', W],
    ],
    ['X should not have s numberOfHosts() < 1', ['always-false', 's numberOfHosts() < 1', W]],
    ['X should have l length() > 0 or l length() = 0 or l with [ a ] > 0 or s numberOfHosts() >= 1'],
    ['X should have name = name', ['always-true', 'name = name', W]],
    ['X should not have a.b != a.b', ['always-false', 'a.b != a.b', W]],
    ['X should have name = a.name or l contain [ a = ~.a ]'],
    ['X should have r allowedHostsForPort(22) >= 4294967296 or r allowedHostsForPort(22) = 0'],
    [
      'SecurityGroup should not have inboundRules contain [ port >= 22 and portTo <= 22 ]',
      ['reversed-bounds', 'port >= 22 and portTo <= 22', N],
    ],
    [
      'X should not have l contain [ FromPort > 22 and ToPort < 22 ]',
      ['reversed-bounds', 'FromPort > 22 and ToPort < 22', W],
    ],
    [
      "X should not have l contain [ portTo <= '22' and a and port >= 22 ]",
      ['reversed-bounds', "portTo <= '22' and a and port >= 22", N],
    ],
    [
      'X should not have l contain [ port <= 22 and portTo >= 22 or port >= 22 and portTo <= 25 or port = 22 and portTo = 22 ]',
    ],
    [
      "SecurityGroup where type = 'AWS::EC2::SecurityGroup' should have vpc",
      ['other-type', "'AWS::EC2::SecurityGroup'", W],
    ],
    ["SecurityGroup should have type in ('Instance', 'RDS')", ['other-type', "'Instance'", W]],
    ["X should have type = 'X' or l contain [ type = 'Y' ] or a.type = 'Y' or type like 'Y%' or typeProperty = 'Y'"],
    ["List<X> should have items contain [ type = 'Y' ]"],
    ["SecurityGroup should have inboundRules contain [ scope != '0.0.0.0/0' ]", ['one-differs', 'contain', N]],
    ["X should have l contain-any [ not a like 'b%' ]", ['one-differs', 'contain-any', N]],
    ["X should not have l contain [ a != 'b' ]"],
    ["X should have l contain [ a != 'b' and c ] or l contain-all [ a != 'b' ]"],
    ['X where l contain [ a != 1 ] should have l contain [ a != null ]'],
  ]);
});

describe('notations of other systems', () => {
  const pod = (test: string): string =>
    `KubernetesPod should not have spec.containers contain [ securityContext.capabilities.${test} ]`;
  const inside = (condition: string): string =>
    `NetworkSecurityGroup should not have inboundRules contain [ ${condition} ]`;
  cases([
    [inside("action = 'Allowed'"), ['other-notation', "'Allowed'", W]],
    [inside("action in ('PERMIT')"), ['other-notation', "'PERMIT'", W]],
    [inside("direction = 'Ingress'"), ['other-notation', "'Ingress'", W]],
    [inside("protocol = 'TPC'"), ['other-notation', "'TPC'", W]],
    [inside("action = 'Allow' and direction = 'INBOUND' and protocol in ('tcp', 'UDP', 'All', 'Icmp')")],
    ["X should have action = 'Allowed' or direction = 'Ingress' or protocol = 'TPC'"],
    [pod("add contain [ 'CAP_SYS_ADMIN' ]"), ['other-notation', "'CAP_SYS_ADMIN'", W]],
    [pod("drop contain [ $ = 'cap_all' ]"), ['other-notation', "'cap_all'", W]],
    [pod("add contain [ $ like 'CAP_%' ]"), ['other-notation', "'CAP_%'", W]],
    [
      pod("add contain [ $ in ('CAP_SYS_ADMIN', 'CAP_NET_RAW') ]"),
      ['other-notation', "'CAP_SYS_ADMIN'", W],
      ['other-notation', "'CAP_NET_RAW'", W],
    ],
    [pod("add contain [ $ in ('CAP_SYS_ADMIN', 'SYS_ADMIN') or $ = 'CAPTURE' ]")],
    [pod("add contain [ $ = 'CAP_SYS_ADMIN' or $ = 'SYS_ADMIN' ]")],
    [pod("add contain [ 'CAP_SYS_ADMIN' ] or securityContext.capabilities.add contain [ 'sys_admin' ]")],
    [
      pod("add contain [ 'CAP_SYS_ADMIN' ] or securityContext.capabilities.drop contain [ 'SYS_ADMIN' ]"),
      ['other-notation', "'CAP_SYS_ADMIN'", W],
    ],
    ["X should not have linux.capabilities.add contain [ 'CAP_SYS_ADMIN' ]", ['other-notation', "'CAP_SYS_ADMIN'", N]],
    ["X should have names contain [ 'CAP_SYS_ADMIN' ]"],
    ["IamUser where name = 'root' should have mfaActive = true", ['other-notation', "'root'", W]],
    ["IamUser should not have name in ('root_account') and passwordEnabled", ['other-notation', "'root_account'", W]],
    [
      "IamUser should not have name in ('root', '<root_account>') or name like '%root%' or policies contain [ name = 'root' ]",
    ],
    ["X should not have name = 'root'"],
    ["X should have accountNumber = '1234-5678-9012'", ['other-notation', "'1234-5678-9012'", W]],
    ["X should have accountNumber = '123456789012' or accountNumber = 'my-project-12' or accountNumber = '1-2'"],
    ['X should have policy regexMatch /"Effect": "Allow"/', ['foreign-pattern', '/"Effect": "Allow"/', N]],
    ['X should have policy like \'%"Action": "*"%\'', ['foreign-pattern', '\'%"Action": "*"%\'', N]],
    ['X should have policy regexMatch /"Effect":"Allow"/ or policy regexMatch /"Effect":\\s*"Allow"/'],
    ['X should have image regexMatch /\\\\.latest/', ['foreign-pattern', '/\\\\.latest/', N]],
    ["X should have name = '/robot/i'", ['foreign-pattern', "'/robot/i'", N]],
    ["X should have name like '/^rob/'", ['foreign-pattern', "'/^rob/'", N]],
    [
      "X should have path = '/admin/' or path = '/' or path = '/a/b/' or path like '/service-role/%' or path = '/etc/hosts'",
    ],
    ['X should have name regexMatch /[A-z]+/', ['foreign-pattern', '/[A-z]+/', N]],
    ['X should have name regexMatch /.*/', ['foreign-pattern', '/.*/', N]],
    ['X should have name regexMatch /a|/', ['foreign-pattern', '/a|/', N]],
    ['X should have name regexMatch /^a?/', ['foreign-pattern', '/^a?/', N]],
    ['X should have name regexMatch /^$/ or name regexMatch /./ or name regexMatch /\\S/ or name regexMatch /^[^a]*$/'],
    ['X should have image regexMatch /\\.latest/ or path regexMatch /^C:\\\\data/'],
    ['X should have arn regexMatch /iam::\\\\d+:/', ['foreign-pattern', '/iam::\\\\d+:/', N]],
    ['X should have arn regexMatch /::\\\\d+:/', ['foreign-pattern', '/::\\\\d+:/', N]],
    ["X should have name like '%a% or %b%'", ['foreign-pattern', "'%a% or %b%'", N]],
    ["X should have name like 'a% | b%'", ['foreign-pattern', "'a% | b%'", N]],
    ["X should have name like '%a, b%' or name like 'CN=%,OU=%' or name like '5% or more'"],
    ["X should have getResources('VPC', 'id', vpcId) length() > 0", ['argument-type', "'id', vpcId", W]],
    ["X should have getResources('VPC', vpcId, 'id') length() > 0 or getResources('VPC', 'v', 'id') length() > 0"],
  ]);
});

test('the words of all of it', async () => {
  await expect(asked.join('')).toMatchFileSnapshot('habits.txt');
});
