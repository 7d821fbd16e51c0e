import { describe, expect, it } from 'vitest';
import { of, said } from '../support/said-of-values.ts';

/* Words of pages, of other interfaces and for nothing, and amounts of other units, beside what is there; and what is near and another thing. */

const JSON_TEXT = JSON.stringify({ Statement: [{ Principal: '*' }] }, null, 1);

describe('what is near', () => {
  it.each<[condition: string, entities: readonly object[], told: string]>([
    // An end that all have, one of several, other endings.
    ["v = 'Custom'", of('CustomRole', 'BuiltInRole'), "'CustomRole'"],
    ["v = 'USER'", of('USER_MANAGED', 'SYSTEM_MANAGED'), "'USER_MANAGED'"],
    ["v = 'hosts'", of('host', 'none'), "'host'"],
    ["v contain [ 'EDGES' ]", of(['EDGE'], ['PRIVATE']), "'EDGE'"],
    ["v = 'connection_throttle'", of('connection_throttling', 'log_checkpoints'), "'connection_throttling'"],
    ["v = 'Region'", of('REGIONAL', 'GLOBAL'), "'REGIONAL'"],
    ["v = 's3:GetObjects'", of('s3:GetObject'), "'s3:GetObject'"],
    // What pages call it.
    ["v = 'MySQL Community Edition'", of('mysql', 'postgres'), "'mysql'"],
    ["v in ('Azure CNI')", of('azure', 'kubenet'), "'azure'"],
    // The beginning of a version or of what has a date.
    ["v = 'Ubuntu 22.04'", of('Ubuntu 22.04.2 LTS'), "`like 'Ubuntu 22.04%'`"],
    ["v = 'Policy-Min-TLS-1-0'", of('Policy-Min-TLS-1-0-2019-07'), "`like 'Policy-Min-TLS-1-0%'`"],
    // Ids, accounts, zones, networks.
    ["v = '35434352'", of('vpc-35434352'), 'ids'],
    ["v = 'arn:aws:iam::111122223333:root'", of('111122223333', '444455556666'), "'111122223333'"],
    ["v = '12345678901'", of('012345678901'), "'012345678901'"],
    ["v = 'us-central1-a'", of('us-central1', 'europe-west1'), "'us-central1'"],
    ["cidr = '10.0.0.1/20'", [{ cidr: '10.0.0.0/20' }], "'10.0.0.0/20'"],
    ["v = '34.1.2.3/32'", of('34.1.2.3'), "'34.1.2.3'"],
    ["name like 'aws/lambda%'", [{ name: '/aws/lambda/a' }], "'/aws/lambda/a'"],
    // Amounts.
    ["v = '512MB'", of('256', '512'), 'an amount'],
    ["v = '90 days'", of('7776000s'), 'an amount'],
    // Words for nothing.
    ['v isEmpty()', of('Disabled', 'on'), '`Disabled`'],
    ['v isEmpty()', of('Not configured', 'x'), '`Not configured`'],
    ['v isEmpty()', of('[]', '{}', ' '), 'in 3 of 3'],
    ['v = null', of('NONE', 'AWS_IAM'), "ask for it too: `v = 'NONE'`"],
    ['not v != null', of('N/A', 'x'), "`v != 'N/A'`"],
    ['v = null', of('', 'x'), '`v isEmpty()` takes in both'],
    // JSON as it is laid out.
    ['policy like \'%"Principal":"*"%\'', [{ policy: JSON_TEXT }], 'blanks keep it from matching'],
    // Two stars of different kinds.
    ["v like '*-prod%'", of('eu-prod-1'), "write `'%-prod%'`"],
  ])('%s of %j', async (condition, entities, told) => {
    const texts = await said(`T should not have ${condition}`, entities);
    expect(texts.join('\n')).toContain(told);
    expect(texts.filter((text) => !text.startsWith('note: '))).toEqual([]);
  });

  it.each<[condition: string, entities: readonly object[]]>([
    ["v = 'Custom'", of('CustomRole')],
    ["v = 'Custom'", of('CustomRole', 'Other')],
    ["v = 'COS'", of('COS_CONTAINERD', 'UBUNTU')],
    ["v = 'patch'", of('watch', 'get')],
    ["v = 'https://c.example.com'", of('https://a.example.com')],
    ["v = 'https'", of('http')],
    ["name = 'sites'", [{ name: 'site' }]],
    ["v = 's3:GetObject'", of('s3:PutObject')],
    ["v = 'ec2:GetObject'", of('s3:GetObject')],
    ["v = 'read only'", of('read', 'write')],
    ["v = 'MySQL Community'", of('mysql', 'Oracle XE')],
    ["name = 'Web Server'", [{ name: 'web' }]],
    ["v = 'backup1'", of('backup12')],
    ["name = 'backup-1'", [{ name: 'backup-1-2026-01' }]],
    ["v = '12345678901'", of('112345678901')],
    ["v = '111122223333'", of('111122223334')],
    ["v = '10.0.0.0/16'", of('10.0.1.0/24')],
    ["v = '4Gi'", of('256Mi', '1Gi')],
    ["v = '1h'", of('15m', '60m')],
    ["v = '90%'", of('85%')],
    ['v isEmpty()', of('Enabled', 'Suspended')],
    ["v isEmpty() or v = 'Disabled'", of('Disabled', 'on')],
    ['not v isEmpty()', of('Disabled', 'on')],
    ["v = null or v = 'NONE'", of('NONE', 'x')],
    ['policy like \'%"NotPrincipal":"*"%\'', [{ policy: JSON_TEXT }]],
    ["v like '*.%'", of('api.example.com')],
    ["v like '%*%'", of('api.example.com')],
  ])('%s of %j is not told', async (condition, entities) => {
    // That `not v isEmpty()` fails is seen.
    expect(await said(`T should not have ${condition}`, entities)).toEqual([]);
  });
});

describe('what `where` asks to be empty', () => {
  it('may be off', async () => {
    expect(await said("T where v isEmpty() should have w = 'x'", [{ v: 'Disabled' }, { w: 'x' }])).toEqual([]);
  });
});

describe('a list of a type with its cloud before it', () => {
  it('is told, and none of it', async () => {
    const vpc = [{ type: 'VPC', name: 'a', accountNumber: '1' }];
    expect(await said('List<AWS_VPC> should have items length() < 5', vpc)).toEqual([
      'error: no entity is of the type `AWS_VPC`; there are `VPC` | did you mean `VPC`?',
    ]);
    expect(await said('List<VPC> should have items length() < 5', vpc)).toEqual([]);
  });
});
