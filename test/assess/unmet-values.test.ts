import { describe, expect, test } from 'vitest';
import { assess, assessPart, assessParts } from '../../src/index.ts';
import { loadSchemas } from '../../src/check/schemas/complete/index.ts';
import type { PartPiece } from '../../src/assess/parts.ts';
import { MAX_CHOICES, MAX_VALUES } from '../../src/run/evidence-values.ts';
import type { Entity } from '../../src/values/entity.ts';
import { entityRecord, type InventoryRecord } from '../../src/values/record.ts';

/* Texts that a rule asks for and that are never there, lookups that never find anything, rules that exclude all. */

const ruleOf = (logic: string) => ({ id: 'r', severity: 'High' as const, logic });

async function* recordsOf(entities: readonly Entity[]): AsyncGenerator<InventoryRecord> {
  for (const entity of entities) yield entityRecord(entity, { file: 'x', index: Number(entity.id) || 0 });
}

/** What is said of a rule; the same where each entity is a part that is judged elsewhere. */
async function said(logic: string, entities: readonly Entity[]): Promise<string[]> {
  const rules = [ruleOf(logic)];
  const whole = await assess(rules, entities, { now: 0 }).finish();
  const pieces: PartPiece[] = [];
  for (const entity of entities.slice(0, 30))
    for await (const piece of assessPart(rules, recordsOf([entity]), { now: 0 })) pieces.push(piece);
  if (entities.length <= 30) {
    const parts = await assessParts(rules, pieces, { now: 0 }).finish();
    expect(parts.rules.map(({ evidence }) => evidence)).toEqual(whole.rules.map(({ evidence }) => evidence));
  }
  return whole.rules.flatMap(({ evidence }) => evidence.map(({ severity, message }) => `${severity}: ${message}`));
}

const things = (...values: readonly unknown[]): Entity[] =>
  values.map((v, index) => ({ type: 'T', id: String(index), name: `t${index}`, v }));

describe('a text that is never there, beside one that it stands for', () => {
  test.each<[condition: string, values: readonly unknown[], there: string | undefined]>([
    // The same letters and digits.
    ["v = 'PublicRead'", ['private', 'public-read'], 'public-read'],
    ["v != 'West Europe'", ['westeurope'], 'westeurope'],
    ["v in ('TLS1.0', 'TLS1.1')", ['TLS1_2', 'TLS1_1'], 'TLS1_1'],
    ["v = 'AES-256'", ['AES256'], 'AES256'],
    // The end of a path or an ARN, and what stands before a colon.
    ["v = 'owner'", ['roles/owner', 'roles/viewer'], 'roles/owner'],
    [
      "v = 'AdministratorAccess'",
      ['arn:aws:iam::aws:policy/AdministratorAccess'],
      'arn:aws:iam::aws:policy/AdministratorAccess',
    ],
    ["v = 'arn:aws:ec2:x:1:security-group/sg-open'", ['sg-open'], 'sg-open'],
    ["v = 'nginx'", ['nginx:1.27'], 'nginx:1.27'],
    // A letter, an ending.
    ["v = 'Enable'", ['Enabled'], 'Enabled'],
    ["v = 'Allowed'", ['Allow', 'Deny'], 'Allow'],
    ["v = 'FULL_CONTROLL'", ['FULL_CONTROL'], 'FULL_CONTROL'],
    ["v = 'inbuond'", ['inbound'], 'inbound'],
    ["v contain [ 'SYS-ADMIN' ]", [['SYS_ADMIN', 'NET_RAW']], 'SYS_ADMIN'],
    ["v = 'Alow'", ['Allow'], 'Allow'],
    // `like` without a `%`.
    ["v like 'Enable'", ['Enabled'], 'Enabled'],
    ["v like 't2'", ['m5.large', 't2.micro'], 't2.micro'],
    ["v like ':latest'", ['r:1', 'r:latest'], 'r:latest'],
    ["v like 'default'", ['default-group', 'my-default'], undefined],
    ["v like 'default%'", ['my-default'], undefined],
    // A letter in the one word of a pattern.
    ["v like '%publc%'", ['private', 'public-read'], 'public-read'],
    ["v like 'admn%'", ['x', 'Admin-1'], undefined],
    ["v like 'adimn%'", ['x', 'Admin-1'], 'Admin-1'],
    ["v like '%pasword'", ['DB_PASSWORD'], 'DB_PASSWORD'],
    ["v like '%publc%' or v like '%public%'", ['public-read'], undefined],
    ["v like '%publc%'", ['public', 'a-publc-b'], undefined],
    ["v like '%admin%'", ['administer'.slice(0, 4), 'damin-x'], 'damin-x'],
    ["v like '%https%'", ['http://x'], undefined],
    ["v like '%public%read%'", ['publc-read'], undefined],
    ["v like '%prod1%'", ['prod2'], undefined],
    // The kernel's names of capabilities, and numbers of protocols and ports.
    ["v contain [ 'CAP_SYS_ADMIN' ]", [['SYS_ADMIN', 'NET_RAW']], 'SYS_ADMIN'],
    ["v contain [ $ in ('CAP_SYS_ADMIN', 'CAP_BPF') ]", [['BPF', 'x']], 'BPF'],
    ["v = 'tcp'", ['6', '17'], '6'],
    ["v in ('TCP', 'ALL')", ['-1'], '-1'],
    ["v = 'ssh'", ['22', '443'], '22'],
    ["v = 'tcp' or v = '6'", ['6'], undefined],
    ["v = 'tcp'", ['17'], undefined],
    ["v like 't2'", ['t2', 't2.micro'], undefined],
    // Signs and ends under `like`, and versions.
    ["v like 'us_west%'", ['us-west-2'], 'us-west-2'],
    ["v like '%us_west%'", ['x-us-west-2'], 'x-us-west-2'],
    ["v like 'nginx%'", ['docker.io/nginx:1'], 'docker.io/nginx:1'],
    ["v like '%owner'", ['roles/owner:x'], 'roles/owner:x'],
    ["v like 'TLSv1%'", ['TLS1_2', 'TLS1_0'], 'TLS1_0'],
    ["v like 'TLSv1.%'", ['TLS_1_2'], 'TLS_1_2'],
    ["v like 'TLS_1_0%'", ['TLSv1.0'], 'TLSv1.0'],
    ["v like '1.%'", ['TLSv1.2'], 'TLSv1.2'],
    ["v like '1_27%'", ['1.27.3'], '1.27.3'],
    ["v like '1.0'", ['TLS1_0'], 'TLS1_0'],
    ["v like 'SHA256%'", ['SHA-256-x'], 'SHA-256-x'],
    ["v like 'us_west%' or v like 'us-west%'", ['us-west-2'], undefined],
    ["v like '%-admin'", ['myadmin', 'administrator'], undefined],
    ["v like 'prod-%'", ['production'], undefined],
    ["v like 'TLSv1.0%'", ['TLSv1.2'], undefined],
    ["v like '10.%'", ['100.1.1.1'], undefined],
    ["v like 'a%b_c%'", ['a1b-c'], undefined],
    // Words of other vendors for the same thing.
    ["v = '*'", ['10.0.0.0/8', '0.0.0.0/0'], '0.0.0.0/0'],
    ["v in ('any', 'x')", ['Internet', 'VirtualNetwork'], 'Internet'],
    [
      "v = 'public'",
      ['http://acs.amazonaws.com/groups/global/AllUsers'],
      'http://acs.amazonaws.com/groups/global/AllUsers',
    ],
    ["v contain [ 'all' ]", [['*', 'get']], '*'],
    ["v = 'INBOUND'", ['INGRESS', 'EGRESS'], 'INGRESS'],
    ["v = 'Permit'", ['Allow', 'Deny'], 'Allow'],
    ["v = 'Disabled'", ['Off', 'Enabled'], 'Off'],
    ["v = 'postgresql'", ['postgres'], 'postgres'],
    ["v = 'SSE-S3'", ['AES256', 'aws:kms'], 'AES256'],
    ["v = '6'", ['tcp'], 'tcp'],
    ["v = 'root'", ['alice', '<root_account>'], '<root_account>'],
    ["v = '0.0.0.0/0'", ['::/0'], undefined],
    ["v = '*' or v = '0.0.0.0/0'", ['0.0.0.0/0'], undefined],
    ["v = 'Deny'", ['Allow', 'Permit'], undefined],
    // Names of services without their domain, and as one takes it to be.
    ["v = 'ec2'", ['ec2.amazonaws.com'], 'ec2.amazonaws.com'],
    ["v in ('ecs', 'lambda')", ['lambda.amazonaws.com'], 'lambda.amazonaws.com'],
    ["v = 'ec2.aws.com'", ['ec2.amazonaws.com'], 'ec2.amazonaws.com'],
    ["v = 'eks.amazonaws.com'", ['ec2.amazonaws.com', 'ecs.amazonaws.com'], undefined],
    ["v = 'web'", ['web.example.com'], undefined],
    // What a `*` takes in.
    ["v contain [ 's3:DeleteBucket' ]", [['s3:*', 'ec2:Run*']], 's3:*'],
    ["v = 's3:DeleteBucket'", ['*'], '*'],
    ["v = 'arn:aws:s3:::data/x'", ['arn:aws:s3:::data/*'], 'arn:aws:s3:::data/*'],
    ["v in ('s3:DeleteBucket', 's3:*')", ['s3:*'], undefined],
    ["v = 's3:DeleteBucket'", ['s3:Get*', 'ec2:*'], undefined],
    ["v contain [ 's3:DeleteBucket' ] or v contain [ 's3:*' ]", [['s3:*']], undefined],
    ["v contain [ 's3:DeleteBucket' or 's3:*' ]", [['s3:*']], undefined],
    ["v contain [ $ = 's3:DeleteBucket' ] or v contain [ $ like 's3:%' and $ = 'x' ]", [['s3:*']], undefined],
    ["v = 'data'", ['d*'], undefined],
    // Several in one text.
    ["v = 'TCP/UDP'", ['TCP', 'ICMP'], 'TCP'],
    ["v = 'us-east-1, us-west-2'", ['us-west-2', 'us-west-1'], 'us-west-2'],
    ["v = 'read or write'", ['write'], 'write'],
    ["v = 'eks/20'", ['20'], undefined],
    ["v = 'a, b'", ['c'], undefined],
    // A zone, and the beginning of a region.
    ["v = 'us-west-2'", ['us-west-2c'], 'us-west-2c'],
    ["v = 'us-central1'", ['us-central1-a'], 'us-central1-a'],
    ["v startsWith('us-west')", ['us_west_2'], 'us_west_2'],
    ["v endsWith('-2')", ['us_west_2'], undefined],
    ["v startsWith('eu-')", ['us_west_2'], undefined],
    // One sign, as others write it.
    ["v like 's_te'", ['site'], 'site'],
    ["v like 'sit?'", ['site', 'x'], 'site'],
    ["v like '%r_d%'", ['prod-web'], 'prod-web'],
    ["v like 'x_te'", ['site'], undefined],
    ["v like '%?%'", ['site'], undefined],
    ["v like 's?'", ['so'], undefined],
    ["v like 'a?b%c'", ['axbyc'], undefined],
    ["v like '%1.0'", ['TLS1_0'], 'TLS1_0'],
    // The places of regions, beside their codes.
    ["v = 'Ireland'", ['us-west-2', 'us-east-1'], 'us-east-1'],
    ["v in ('US West (Oregon)')", ['us_west_2'], 'us_west_2'],
    ["v like 'Frankfurt%'", ['eu-central-1'], 'eu-central-1'],
    ["v = 'Ireland'", ['us-west-2', 'global'], undefined],
    ["v like 'eu%'", ['us-west-2'], undefined],
    ["v = 'global'", ['us-west-2'], undefined],
    ["v = 'main'", ['web-prod-1', 'web-prod-2'], undefined],
    // A name beside ids.
    ["v = 'Amazon Linux 2'", ['ami-0abc12345', 'ami-0abc12346'], 'ami-0abc12345'],
    ["v like 'amzn%'", ['ami-0abc12345'], 'ami-0abc12345'],
    ["v = 'ami-0abc12347'", ['ami-0abc12345'], undefined],
    ["v = 'main'", ['ami-0abc12345', 'vpc-0abc12345'], undefined],
    ["v = 'main'", ['vpc-main'], undefined],
    // The word that all begin with.
    ["v = 'Running'", ['VM running', 'VM stopped'], 'VM running'],
    ["v = 'running'", ['VM running'], undefined],
    ["v = 'running'", ['VM running', 'stopped'], undefined],
    // A key with its value behind it, a year of dates, a word for null beside addresses.
    ["v = 'env=prod'", ['env', 'owner'], 'env'],
    ["v = 'env=prod'", ['owner'], undefined],
    ["v = '2012'", ['2012-10-17'], '2012-10-17'],
    ["v = '2012'", ['2012-10-17T00:00:00Z'], '2012-10-17T00:00:00Z'],
    ["v = '2012'", ['2008-10-17', '2012x'], undefined],
    ["v = 'N/A'", ['arn:aws:kms:x:1:key/a'], 'arn:aws:kms:x:1:key/a'],
    // The registry that an image comes from where it names none.
    ["v like 'docker.io/%'", ['registry.example/web:1', 'nginx:1.27'], 'nginx:1.27'],
    ["v startsWith('docker.io/library/')", ['nginx@sha256:1'], 'nginx@sha256:1'],
    ["v like 'docker.io/%'", ['registry.example/web:1', 'localhost/a'], undefined],
    ["v like 'quay.io/%'", ['nginx'], undefined],
    // What things are for, and a word for the same at the beginning.
    ["v = 'production'", ['prod', 'dev'], 'prod'],
    ["v = 'env'", ['Environment', 'Name'], 'Environment'],
    ["v = 'production'", ['dev', 'test'], undefined],
    ["v like 'PostgreSQL%'", ['MYSQL_8_0', 'POSTGRES_14'], 'POSTGRES_14'],
    ["v like 'PostgreSQL%'", ['MYSQL_8_0'], undefined],
    // Null.
    ["v != 'null'", ['arn:aws:kms:x:1:key/a'], undefined],
    ["v = 'None'", ['arn:aws:kms:x:1:key/a'], 'arn:aws:kms:x:1:key/a'],
    // A version, an amount, in another form.
    ["v = '1.0'", ['TLS1_0', 'TLS1_2'], 'TLS1_0'],
    ["v = 'TLS1_0'", ['TLSv1.0'], 'TLSv1.0'],
    ["v in ('TLSv1.0', 'TLSv1.1')", ['TLSv1', 'TLSv1.2'], 'TLSv1'],
    ["v = 'TLS1.2'", ['VersionTLS12', 'VersionTLS13'], 'VersionTLS12'],
    ["v = '3.7'", ['python3.7'], 'python3.7'],
    ["v = 'v1.27'", ['1.27.3'], '1.27.3'],
    ["v = '1.27'", ['v1.27.3', 'v1.28.1'], 'v1.27.3'],
    ["v = '1.0'", ['TLS1_2'], 'TLS1_2'],
    ["v = '1.27'", ['v1.28.3'], undefined],
    ["v = '3.7'", ['3.8', '3.9'], undefined],
    ["v = 'nodejs18'", ['python18'], undefined],
    ["v = '13'", ['13.4'], undefined],
    ["v = '2048Mi'", ['1Gi', '2Gi'], '2Gi'],
    ["v = '2GB'", ['2Gi'], '2Gi'],
    ["v = '2Mi'", ['2Gi'], undefined],
    // A part between signs.
    ["v contain [ '--anonymous-auth' ]", [['serve', '--anonymous-auth=true']], '--anonymous-auth=true'],
    ["v contain [ 'RBAC' ]", [['--authorization-mode=Node,RBAC']], '--authorization-mode=Node,RBAC'],
    ["v = 'web'", ['registry.example/web:1.4.2'], 'registry.example/web:1.4.2'],
    ["v = 'web'", ['web of x', 'a,web', 'x/webs:1'], undefined],
    ["v = 'kube-apiserver'", ['registry.k8s.io/kube-apiserver:v1.27.3'], 'registry.k8s.io/kube-apiserver:v1.27.3'],
    ["v = '123456789012'", ['arn:aws:iam::123456789012:root'], 'arn:aws:iam::123456789012:root'],
    ["v = 'Ubuntu'", ['Ubuntu 22.04.4 LTS'], 'Ubuntu 22.04.4 LTS'],
    ["v = '--anonymous'", ['--anonymous-auth=true'], undefined],
    ["v = 'admin'", ['cluster-admin', 'admin-readonly'], undefined],
    ["v = 't2'", ['t2.micro'], undefined],
    // The first words in another style, where one has more of them.
    ["v = 'public-read-write'", ['Private', 'PublicRead'], 'PublicRead'],
    ["v in ('public_read_write')", ['PublicRead'], 'PublicRead'],
    ["v = 'PublicReadWrite'", ['private', 'public-read'], 'public-read'],
    ["v like 'public-%'", ['Private', 'PublicRead'], 'PublicRead'],
    ["v = 'public-read-write'", ['private', 'public-read'], undefined],
    ["v = 'PublicReadWrite'", ['PublicRead'], undefined],
    ["v = 'public-access'", ['PublicRead'], undefined],
    ["v = 'public-read-write' or v = 'PublicRead'", ['PublicRead'], undefined],
    // Further words for the same, and those that stand for two.
    ["v = 'AllowAll'", ['Allow', 'Deny'], 'Allow'],
    ["v = 'AllowAll'", ['10.0.0.0/8', '*'], '*'],
    ["v = 'LB'", ['ClusterIP', 'LoadBalancer'], 'LoadBalancer'],
    ["v = 'Disabled'", ['Suspended'], 'Suspended'],
    ["v = 'Off'", ['Suspended'], undefined],
    // What begins or ends with a sign is a part.
    ["v like '-compute@dev.example'", ['1-compute@dev.example'], '1-compute@dev.example'],
    ["v like 'prod-'", ['prod-1'], 'prod-1'],
    // Other things.
    ["v = 'Allow'", ['Deny'], undefined],
    ["v = 'HTTP'", ['HTTPS'], undefined],
    ["v = 'TLS1_0'", ['TLS1_1', 'TLS1_2'], undefined],
    ["v = 'sg-0a1b2c'", ['sg-0a1b2d'], undefined],
    ["v = 'eu-west-1'", ['eu-west-2'], undefined],
    ["v = 's3:*'", ['s3', 's3:Get*'], undefined],
    ["v = '0.0.0.0/0'", ['10.0.0.0/8'], undefined],
    ["v = 'example.com'", ['www.example.com'], undefined],
    ["v = 'public'", ['private', 'internal'], undefined],
    ["v = 'enabled'", ['disabled'], undefined],
    ["v = 'admin'", ['administrators', 'root'], undefined],
    // What is there once is there; the rule that asks for both knows both.
    ["v = 'Enable'", ['Enabled', 'enable'], undefined],
    ["v = 'us_west_2' or v = 'us-west-2'", ['us-west-2'], undefined],
    ["v = 'us_west_2' or v like 'us-%'", ['us-west-2'], undefined],
    ["v in ('us_west_2', 'us-west-2')", ['us-west-2'], undefined],
    // Numbers, lists of several, nothing.
    ["v = 'Enable'", [1, true, null, ['Enabled', 'x']], undefined],
    ["v = 'Enable'", [['Enabled']], 'Enabled'],
    // The checker says it already.
    ["v = ' Enabled'", ['Enabled'], undefined],
  ])('%s of %j', async (condition, values, there) => {
    const found = (await said(`T should not have ${condition}`, things(...values))).filter((text) =>
      text.includes(' was not '),
    );
    expect(found.map((text) => /was `'(.*)'`$/u.exec(text)?.[1])).toEqual(there === undefined ? [] : [there]);
  });

  test.each([
    ['name', 0],
    ['Description', 0],
    ['roleArn', 0],
    ['group_id', 0],
    ['grid', 1],
    ['policy', 1],
  ])('a word of a pattern says nothing of free text: %s', async (property, count) => {
    const entities = [{ type: 'T', id: '1', name: 'x', [property]: 'quest-runner' }];
    expect(await said(`T should not have ${property} like '%guest%'`, entities)).toHaveLength(count);
  });

  test.each<[property: string, condition: string, values: readonly unknown[], there: string | undefined]>([
    ['instanceType', "like 't2%'", ['db.t2.micro', 'db.m5.large'], 'db.t2.micro'],
    ['instanceType', "like 't2%' or instanceType like '%.t2%'", ['db.t2.micro'], undefined],
    ['domain', "like 't2%'", ['db.t2.micro'], undefined],
    ['name', "like 'root%'", ['alice', '<root_account>'], '<root_account>'],
    ['name', "like 'prod%'", ['team/prod-1'], undefined],
    ['name', "like 'prod_%'", ['prod-1'], 'prod-1'],
    ['minTlsVersion', "like 'TLSv1.0%'", ['TLS1_2', 'TLS1_3'], 'TLS1_2'],
    ['minTlsVersion', "like '1.0%'", ['TLS1_2'], 'TLS1_2'],
    ['instanceType', "= 't2'", ['t2.micro', 'm5.large'], 't2.micro'],
    ['dbInstanceClass', "= 't3.medium'", ['db.t3.medium'], 'db.t3.medium'],
    ['engine_version', "= '13'", ['13.4'], '13.4'],
    ['minTlsVersion', "= 'TLS1_0'", ['1.2'], '1.2'],
    ['runtime', "in ('java8', 'nodejs')", ['java8.al2', 'nodejs18.x'], undefined],
    ['name', "= 'Ubuntu'", ['Ubuntu 22.04'], undefined],
    // Values of other keys.
    ['value', "= 'false'", ['off', 'on'], 'off'],
    ['value', "= 'false'", ['off', '3600'], undefined],
    ['value', "= 'any'", ['0.0.0.0/0', '10.0.0.0/8'], '0.0.0.0/0'],
  ])('what is near depends on the property: %s %s of %j', async (property, condition, values, there) => {
    const entities = values.map((value, index) => ({ type: 'T', id: String(index), name: 'x', [property]: value }));
    const found = await said(`T should not have ${property} ${condition}`, entities);
    expect(found.map((text) => /was `'(.*)'`$/u.exec(text)?.[1])).toEqual(there === undefined ? [] : [there]);
  });

  test.each<[pattern: string, values: readonly unknown[], there: string | undefined]>([
    ['/^1\\.[01]$/', ['TLS1_0', 'TLS1_2'], 'TLS1_0'],
    ['/TLSv?1\\.[01]/', ['TLS1_0'], 'TLS1_0'],
    ['/^1\\.2[0-7]/', ['v1.27.3'], 'v1.27.3'],
    ['/^v13/', ['13.4'], '13.4'],
    ['/^public_/', ['public-read'], 'public-read'],
    ['/^Python 3\\.7/', ['python3.7'], 'python3.7'],
    ['/^owner$/', ['roles/owner'], 'roles/owner'],
    ['/^admin$/', ['cluster-admin'], undefined],
    ['/^10\\./', ['100.1.2.3'], undefined],
    ['/^\\d+$/', ['v1', 'a/1'], undefined],
    ['/^[a-z]+$/', ['a/b', 'X'], undefined],
    ['/^mysql/', ['postgres'], undefined],
    ['/^python-*2/', ['python3.7'], undefined],
    ['/^public_/', ['public_x', 'public-read'], undefined],
    // The letter and the signs of versions.
    ['/^TLSv1/', ['TLS1_2'], 'TLS1_2'],
    ['/TLSv1\\.[01]/', ['TLS_1_0'], 'TLS_1_0'],
    ['/^TLS_1/', ['TLSv1.0'], 'TLSv1.0'],
    ['/TLS1/', ['tls-v1'], 'tls-v1'],
    // None of them is written so.
    ['/TLSv1\\.[01]/', ['TLS1_2', 'TLS1_3'], 'TLS1_2'],
    ['/^1\\.[01]$/', ['TLS1_2'], 'TLS1_2'],
    ['/^1\\.[01]$/', ['1.2'], undefined],
    ['/TLSv1\\.[01]/', ['TLSv1.2', 'TLS1_2'], undefined],
    // Whole texts, as an equality asks for them.
    ['/^root$/', ['alice', '<root_account>'], '<root_account>'],
    ['/^(Enable|On)$/', ['Enabled', 'x'], 'Enabled'],
    ['/^(?:tcp|all)$/', ['6', '17'], '6'],
    ['/^(Enable|Enabled?)$/', ['Off'], undefined],
    ['/^Enable|On$/', ['xEnabled', 'Offx'], undefined],
    ['/^(Allow)$/', ['Deny'], undefined],
  ])('a pattern that minds a sign or an end too many: %s of %j', async (pattern, values, there) => {
    const found = (await said(`T should not have v regexMatch ${pattern}`, things(...values))).filter((text) =>
      text.startsWith('note: `v` did not match'),
    );
    expect(found.map((text) => /was `'(.*)'`$/u.exec(text)?.[1])).toEqual(there === undefined ? [] : [there]);
  });

  test('flags and accounts are found among many others', async () => {
    const many = Array.from({ length: MAX_CHOICES + 1 }, (_, index) => `--flag-${index}=x`);
    expect(
      await said("T should not have v contain [ '--anonymous-auth' ]", things([...many, '--anonymous-auth=true'])),
    ).toEqual([
      "note: the element was not `'--anonymous-auth'` in any of the 22 elements of `v`, and was `'--anonymous-auth=true'`",
    ]);
  });

  test('is said with numbers', async () => {
    expect(await said("T should not have v = 'Enable'", things('Enabled'))).toEqual([
      "note: `v` was not `'Enable'` in the 1 `T` entity, and was `'Enabled'`",
    ]);
    expect(await said("T should not have v = 'Enable'", things('Enabled', 'x'))).toEqual([
      "note: `v` was not `'Enable'` in any of the 2 `T` entities, and was `'Enabled'`",
    ]);
  });

  test('is not said of names and ids, of which there are many', async () => {
    const many = Array.from({ length: MAX_CHOICES + 1 }, (_, index) => `name-${index}`);
    expect(await said("T should not have v = 'Enable'", things(...many, 'Enabled'))).toEqual([]);
    expect(await said("T should not have v = 'Enable'", things(...many.slice(1), 'Enabled').slice(1))).toHaveLength(1);
  });

  test('is looked for in the first of them', async () => {
    const values = Array.from({ length: MAX_VALUES }, () => 'Enabled');
    expect(await said("T should not have v = 'Enable'", things(...values, 'Enable'))).toEqual([
      `note: \`v\` was not \`'Enable'\` in any of the first ${MAX_VALUES} \`T\` entities, and was \`'Enabled'\``,
    ]);
    expect(await said("T should not have v = 'Enable'", things(...values.slice(1), 'Enable'))).toEqual([]);
  });

  test('is the same where it was met behind the first of them, in another part', async () => {
    const rules = [ruleOf("T should not have v = 'Enable'")];
    const entities = things(...Array.from({ length: MAX_VALUES }, () => 'Enabled'), 'Enable');
    const pieces: PartPiece[] = [];
    for (const part of [entities.slice(0, 1_500), entities.slice(1_500)])
      for await (const piece of assessPart(rules, recordsOf(part), { now: 0 })) pieces.push(piece);
    const [whole, parts] = [
      await assess(rules, entities, { now: 0 }).finish(),
      await assessParts(rules, pieces, { now: 0 }).finish(),
    ];
    expect(parts.rules.map(({ evidence }) => evidence)).toEqual(whole.rules.map(({ evidence }) => evidence));
  });

  test.each([
    "T should not have v = 'password'",
    "List<T> should not have items contain [ v = 'password' ]",
    "U should not have getResources('T', 'u', 'name') contain [ v = 'password' ]",
  ])('shows nothing of what a source marks as secret: %s', async (logic) => {
    const record = entityRecord({ type: 'T', id: '1', name: 'u', v: 'pass-word' }, { file: 'x' });
    const asking = entityRecord({ type: 'U', id: '2', name: 'u' }, { file: 'x' });
    const entities = [asking, { ...record, sensitive: ['v'] }];
    const { rules } = await assess([ruleOf(logic)], entities, { now: 0 }).finish();
    expect(rules[0]?.tested).toBe(1);
    expect(JSON.stringify(rules.map(({ evidence }) => evidence))).not.toContain('pass-word');
  });

  test('shows no secret that is known by its form', async () => {
    const said = await assess(
      [ruleOf("T should not have v = 'main'")],
      things('https://bob:s3cretpass@x.io/org/main'),
      {
        now: 0,
      },
    ).finish();
    const text = JSON.stringify(said.rules.map(({ evidence }) => evidence));
    expect(text).toContain('x.io/org/main');
    expect(text).not.toContain('s3cretpass');
  });

  test('an exclusion of a list takes no part in what a rule excludes', async () => {
    const rule = ruleOf("T should not have v = 1 exclude name = 't0'");
    const none = { rules: [], expressions: [], accounts: [], regions: [] };
    const exclusions = [{ ...none, entities: ['1'], comment: 'known' }];
    const { rules } = await assess([rule], things(1, 1), { now: 0, exclusions }).finish();
    expect(rules[0]?.counts.excluded).toBe(2);
    expect(rules[0]?.evidence.map(({ code }) => code)).not.toContain('all-excluded');
  });

  test.each([
    ['a list that takes nothing away', "exclude name like 't%'", ['9'], true],
    ['a list that takes nothing away, and what passes', "exclude name = 't0'", ['9'], false],
    ['a list that takes away the rest', "exclude name = 't0'", ['1'], false],
    ['a list that would take away what the rule does', "exclude name like 't%'", ['0', '1'], true],
    ['no list', "exclude name like 't%'", undefined, true],
  ])('what a rule excludes by itself is counted beside %s', async (_, exclude, entities, isSaid) => {
    const rules = [ruleOf(`T should not have v = 1 ${exclude}`)];
    const none = { rules: [], expressions: [], accounts: [], regions: [] };
    const exclusions = entities === undefined ? [] : [{ ...none, entities, comment: 'known' }];
    const options = { now: 0, exclusions };
    const whole = await assess(rules, things(1, 1), options).finish();
    expect(whole.rules[0]?.evidence.some(({ code }) => code === 'all-excluded')).toBe(isSaid);
    expect(whole.rules[0]?.status === 'not judged').toBe(isSaid);
    const pieces: PartPiece[] = [];
    for (const entity of things(1, 1))
      for await (const piece of assessPart(rules, recordsOf([entity]), options)) pieces.push(piece);
    const parts = await assessParts(rules, pieces, options).finish();
    expect(parts.rules.map(({ evidence, counts }) => [evidence, counts])).toEqual(
      whole.rules.map(({ evidence, counts }) => [evidence, counts]),
    );
  });
});

describe('a function that never found anything', () => {
  const network = [
    { type: 'Instance', id: 'i-1', name: 'web', vpcName: 'main', vpcId: 'vpc-1' },
    { type: 'VPC', id: 'vpc-1', name: 'main' },
  ];
  test.each<[condition: string, expected: readonly string[]]>([
    ["getResource('VPC', vpcName)", ["note: `getResource('VPC', vpcName)` found nothing for the 1 `Instance` entity"]],
    ["getResource('VPC', vpcId)", []],
    [
      "getResources('VPC', vpcId, 'name') length() > 0",
      ["note: `getResources('VPC', vpcId, 'name')` found nothing for the 1 `Instance` entity"],
    ],
    ["getResources('VPC', vpcName, 'name') length() > 0", []],
    // Nothing to look for, and what is said otherwise.
    ["getResource('VPC', subnetId)", ['note: `subnetId` is not in the 1 `Instance` entity']],
    [
      "getResources('VPC', vpcId, 'nme') length() > 0",
      ['error: `nme` is not in the 1 `VPC` entity that `getResources` looks through'],
    ],
  ])('%s', async (condition, expected) => {
    const found = (await said(`Instance should not have ${condition}`, network)).filter(
      (text) => !text.includes('was not'),
    );
    expect(found).toEqual(expected);
  });
});

describe('a rule whose exclusion leaves nothing', () => {
  test.each<[rule: string, isSaid: boolean]>([
    ["T should have x exclude name like '%'", true],
    ["T where v = 1 should have x exclude name like '%'", true],
    ["T should have x exclude name = 't0'", false],
    ["T where name = 'none' should have x exclude name like '%'", false],
    ['T should have v', false],
  ])('%s', async (rule, isSaid) => {
    const found = await said(rule, things(1, 2));
    expect(found.some((text) => text.includes('excluded'))).toBe(isSaid);
  });
});

describe('a place in a list that no list has', () => {
  test.each<[condition: string, expected: readonly string[]]>([
    ['v[2]', ['note: `v` has no place `2` in all 2 `T` entities: the longest has 2 elements']],
    ['v[1]', []],
    ["v[5].a = 'b'", ['note: `v` has no place `5` in all 2 `T` entities: the longest has 2 elements']],
  ])('%s', async (condition, expected) => {
    expect(await said(`T should not have ${condition}`, things(['a'], ['a', 'b']))).toEqual(expected);
  });
});

describe('a text that differs by case alone from what is there', () => {
  test.each<[condition: string, values: readonly unknown[], matchCase: boolean, said: string | undefined]>([
    // Where case is minded, nothing passes by it.
    ["not v = 'enabled'", ['Enabled', 'Disabled'], true, "error: `v` was not `'enabled'`"],
    ["v != 'enabled'", ['Enabled'], true, "error: `v` was not `'enabled'`"],
    ["not v in ('all', 'tcp')", ['UDP', 'TCP'], true, "error: `v` was not `'all', 'tcp'`"],
    ["not v like 'enab%'", ['Enabled'], true, "error: `v` was not `'enab%'`"],
    ["not v like '%:getobject'", ['s3:GetObject'], true, "error: `v` was not `'%:getobject'`"],
    [
      "not v contain [ $ = 's3:getobject' ]",
      [['s3:GetObject', 's3:x']],
      true,
      "error: the element was not `'s3:getobject'`",
    ],
    // Both are asked for, or one of the values is as it is written, or none is.
    ["not v in ('enabled', 'Enabled')", ['Enabled'], true, undefined],
    ["not v = 'enabled' and not v = 'Enabled2' or v = 'Enabled'", ['Enabled'], true, undefined],
    ["not v = 'enabled'", ['Enabled', 'enabled'], true, undefined],
    ["not v like 'xyz%'", ['Enabled'], true, undefined],
    // Otherwise they are one.
    ["not v = 'enabled1'", ['Enabled'], false, undefined],
    ['not v in ($Known)', ['Enabled'], true, "error: `v` was not `'enabled', 'other'`"],
    ['not v in ($Known)', ['Enabled', 'other'], true, undefined],
    ['not v in ($Known)', ['Disabled'], false, undefined],
    // Patterns mind case in any case.
    ['not v regexMatch /^enabled/', ['Enabled'], false, 'note: `v` did not match `/^enabled/`'],
    ['not v regexMatch /^enabled/', ['Enabled'], true, 'note: `v` did not match `/^enabled/`'],
    ['not v contain [ $ regexMatch /iam:passrole/ ]', [['iam:PassRole']], false, 'note: the element did not match'],
    ['not v regexMatch /^enabled/i', ['Enabled'], false, undefined],
    ['not v regexMatch /^enabled/', ['Enabled', 'enabled'], false, undefined],
    ['not v regexMatch /^[a-z]+$/', ['ENABLED'], false, undefined],
    ['not v regexMatch /\\d\\w\\s/', ['ENABLED'], false, undefined],
    [
      'not v regexMatch /enabled/',
      [...Array.from({ length: 30 }, (_, index) => `x${index}`), 'Enabled'],
      false,
      'note: `v` did not match',
    ],
  ])('%s, of %j, minding case: %s', async (condition, values, matchCase, there) => {
    const rule = ruleOf(`T should have ${condition}`);
    const { rules } = await assess([rule], things(...values), {
      ...{ now: 0, matchCase, lists: { Known: ['enabled', 'other'] } },
    }).finish();
    const said = rules.flatMap(({ evidence }) => evidence.map(({ severity, message }) => `${severity}: ${message}`));
    expect(said).toEqual(there === undefined ? [] : [expect.stringContaining(there)]);
    expect(rules.map(({ counts }) => counts.passed === 0)).toEqual([
      there?.startsWith('error') === true || rules[0]?.counts.failed === values.length,
    ]);
  });
});

test.each<[condition: string, values: readonly unknown[], said: string | undefined]>([
  [
    "not v like '*:latest'",
    ['nginx:latest'],
    "error: `v` was not `'*:latest'` in the 1 `T` entity, and was `'nginx:latest'`",
  ],
  [
    "not v contain [ $ like '*AdministratorAccess' ]",
    [['arn:aws:iam::aws:policy/AdministratorAccess']],
    'error: the element was not',
  ],
  ["not v like 'pr*' or v = 'x'", ['prod', 'dev'], "error: `v` was not `'pr*'`"],
  // It would find nothing either way, or finds what it says.
  ["not v like '*:latest'", ['nginx:1'], undefined],
  ["not v like 's3:*'", ['s3:*', 's3:GetObject'], undefined],
  ["not v like 's3:*'", ['*', 's3:GetObject'], undefined],
])('a glob under like, %s, of %j', async (condition, values, there) => {
  const found = await said(`T should have ${condition}`, things(...values));
  expect(found).toEqual(there === undefined ? [] : [expect.stringContaining(there)]);
});

test('in policies a `*` under `like` may be meant', async () => {
  const statement = { Action: ['s3:GetObject'] };
  const rule = "T should not have v contain [ Action contain [ $ like 's3:*' ] ]";
  expect(await said(rule, things([statement]))).toEqual([]);
});

describe('what can never hold of the kind of a value', () => {
  test.each<[condition: string, values: readonly unknown[], said: string | undefined]>([
    // Of true and false, nothing else can be meant.
    ['not v regexMatch /yes|on/', [true, false], 'error: `v` was true or false'],
    ["not v like 'y%'", [true], 'error: `v` was true or false'],
    ['not v regexMatch /true|yes/', [false], undefined],
    ["not v like 'f%'", [true], undefined],
    ['not v regexMatch /yes/', [true, 'yes'], undefined],
    // A number may be text elsewhere.
    ['not v regexMatch /^tcp/', [22, 443], 'note: `v` was a number'],
    ["not v like 'ssh%'", [22], 'note: `v` was a number'],
    ['not v regexMatch /^(tcp|6)$/', [6], undefined],
    ['not v regexMatch /^v?1/', [22], undefined],
    ['not v regexMatch /^(http)?[0-9]+/', [22], undefined],
    ['not v regexMatch /((a))?2/', [3], undefined],
    ["not v like '2%'", [443], undefined],
    // An amount with a unit is never read.
    ['not v > 1073741824', ['2Gi', '512Mi'], 'error: `v` was text'],
    ['not v >= 1', ['500m'], 'error: `v` was text'],
    ['not v = 2', ['2Gi'], 'error: `v` was text'],
    ['not v > 1', ['2Gi', 'all'], 'note: `v` was text'],
    ['not v > 1', ['2Gi', '0'], 'note: `v` was text in 1 of 2 `T` entities, such as `2Gi`, and'],
    // What is asked of an object stands in it.
    ["not v = '*'", [{ AWS: '*' }, { Service: 'x' }], 'error: `v` was an object'],
    ["not v = '*'", [{ AWS: ['a', '*'] }], 'error: `v` was an object'],
    ["not v = '*'", [{ AWS: 'a' }], 'note: `v` was an object'],
    ["not v = '*' and not v.AWS = '*'", [{ AWS: 'a' }], undefined],
  ])('%s of %j', async (condition, values, there) => {
    const found = await said(`T should have ${condition}`, things(...values));
    expect(found).toEqual(there === undefined ? [] : [expect.stringContaining(there)]);
  });
});

describe('attributes as another version of a provider has them', () => {
  test.each<[type: string, written: string, there: string]>([
    ['azurerm_storage_account', 'enable_https_traffic_only', 'https_traffic_only_enabled'],
    ['azurerm_storage_account', 'allow_blob_public_access', 'allow_nested_items_to_be_public'],
    ['azurerm_key_vault', 'enable_rbac_authorization', 'rbac_authorization_enabled'],
    ['azurerm_redis_cache', 'enable_non_ssl_port', 'non_ssl_port_enabled'],
    ['azurerm_kubernetes_cluster', 'automatic_channel_upgrade', 'automatic_upgrade_channel'],
    ['azurerm_linux_web_app', 'min_tls_version', 'minimum_tls_version'],
  ])('%s: %s', async (type, written, there) => {
    const schemas = await loadSchemas([type]);
    const rule = ruleOf(`${type} should not have ${written} = false`);
    const { rules } = await assess([rule], [{ type, id: '1', name: 'x', [there]: false }], {
      now: 0,
      schemas,
    }).finish();
    expect(rules.flatMap(({ evidence }) => evidence.map(({ help }) => help))).toEqual([`did you mean \`${there}\`?`]);
    expect(rules[0]?.counts.passed).toBe(0);
    const both = ruleOf(`${type} should have ${written} = true or ${there} = false`);
    const asked = await assess([both], [{ type, id: '1', name: 'x', [there]: false }], { now: 0, schemas }).finish();
    expect(asked.rules[0]?.counts.passed).toBe(1);
  });
});

test.each<[condition: string, location: string, there: boolean]>([
  ["location like 'europe'", 'westeurope', true],
  ["location like 'europe'", 'europe-west1', true],
  ["location like 'eu'", 'europe-west1', false],
  ["location = 'europe'", 'westeurope', false],
  ["name like 'europe'", 'westeurope', false],
])('a place under like without a %%: %s of %s', async (condition, location, there) => {
  const entities = [{ type: 'T', id: '1', name: location, location }];
  const found = await said(`T should not have ${condition}`, entities);
  expect(found.filter((text) => text.includes("was not `'eu"))).toHaveLength(there ? 1 : 0);
});
