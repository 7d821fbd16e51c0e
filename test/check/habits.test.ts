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
    ["IamUser should have tags contain [ key = 'a' and value = 'x' ] and tags contain [ key = 'b' ]"],
    ['X should have a contain [ b ] and c contain [ d ] and a contain-all [ e ]'],
    ["X should have a contain ['x'] and a contain ['y']"],
  ]);
});

test('the words of all of it', async () => {
  await expect(asked.join('')).toMatchFileSnapshot('habits.txt');
});
