import { describe, expect, it, test } from 'vitest';
import { MAX_CHOICES } from '../../src/run/evidence-values.ts';
import { of, said } from '../support/said-of-values.ts';

/* A slip of the pen in a text or pattern, beside what is there; and what differs as little and is another thing. */

const MANY = Array.from({ length: 2 * MAX_CHOICES }, (_, index) => `/usr/bin/tool-${index}`);

describe('a slip', () => {
  it.each<[condition: string, entities: readonly object[], told: string]>([
    // In a pattern of `like`: left out, put in, changed, exchanged, one of several.
    ["v like '%kube-apisrver'", of('/bin/kube-apiserver'), "`'%kube-apiserver'`"],
    ["v like '%kube-apiiserver%'", of('/bin/kube-apiserver --v=2'), "`'%kube-apiserver%'`"],
    ["v like 'serviceAccuunt:%'", of('serviceAccount:a', 'user:b'), "`'serviceAccount:%'`"],
    ["v like 'servcieAccount:%'", of('serviceAccount:a'), "`'serviceAccount:%'`"],
    ["v like 'serviceAccounts:%'", of('serviceAccount:a'), "`'serviceAccount:%'`"],
    ["v like '%kbe-apiserver'", of('kube-apiserver'), "`'%kube-apiserver'`"],
    ["v like '%:policy/AdminstratorAccess'", of('arn:aws:iam::aws:policy/AdministratorAccess'), 'AdministratorAccess'],
    // Signs between words.
    ["v like '%kubeApiserver'", of('/bin/kube-apiserver'), "`'%kube-apiserver'`"],
    ["v like '%kub-eapiserver'", of('/bin/kube-apiserver'), "`'%kube-apiserver'`"],
    // What people put around it.
    ['v like \'"%admin"\'', of('db-admin'), "write `'%admin'`"],
    ["v like '%admin '", of('db-admin'), "write `'%admin'`"],
    ["v like '_db-admin'", of('the/db-admin'), "write `'%db-admin'`"],
    ["v like '?vault?'", of('the-vault-1'), "write `'%vault%'`"],
    // In a name, where it is long.
    [
      "name like '%-compute@develper.example'",
      [{ name: '1-compute@developer.example' }],
      '%-compute@developer.example',
    ],
    // In a regular expression.
    ['v regexMatch /^servicAccount:/', of('serviceAccount:a'), '`serviceAccount:`'],
    ['v regexMatch /READ_REPLCIA/', of('READ_REPLICA_INSTANCE'), '`READ_REPLICA`'],
    // Beside numbers, and among very many.
    ["v = 'prodution-db1'", of('production-db1', 'staging-db1'), "`'production-db1'`"],
    ["v = 'kube-apisrver'", of(...MANY, 'kube-apiserver'), "`'kube-apiserver'`"],
    ["v like '%kube-apisrver'", of(...MANY, '/bin/kube-apiserver'), "`'%kube-apiserver'`"],
    ["v like '_kube-apiserver'", of(...MANY, '/bin/kube-apiserver'), "`'%kube-apiserver'`"],
    ["region = 'eu-wst-1'", [{ region: 'eu-west-1' }], "`'eu-west-1'`"],
    ["region = 'eu-wset-1'", [{ region: 'eu-west-1' }], "`'eu-west-1'`"],
    // Short words.
    ["v = 'Allo'", of('Allow', 'Deny'), "`'Allow'`"],
    ["v = 'TPC'", of('TCP', 'UDP'), "`'TCP'`"],
    ["v = 'UDPP'", of('TCP', 'UDP'), "`'UDP'`"],
    ["v contain [ 'pod' ]", of(['pods'], ['secrets']), "`'pods'`"],
    // What other languages write for a beginning.
    ["v = 'projects/shop/*'", of('projects/shop/keys', 'projects/other'), "write `like 'projects/shop/%'`"],
    // Several in one text.
    ['v in (\'"TCP","UDP"\')', of('TCP', 'ICMP'), "in ('TCP', 'UDP')"],
    ["v = 'roles/owner|roles/editor'", of('roles/owner'), "in ('roles/owner', 'roles/editor')"],
  ])('%s of %j', async (condition, entities, told) => {
    const texts = await said(`T should not have ${condition}`, entities);
    expect(texts.join('\n')).toContain(told);
    expect(texts.filter((text) => !text.startsWith('note: '))).toEqual([]);
  });

  it.each<[condition: string, entities: readonly object[]]>([
    ["v like '%patch-things'", of('watch-things')],
    ["v like 'http://a.example/%'", of('https://a.example/x')],
    ["v like 'web-1%'", of('web-2')],
    ["v like 'node-workera1%'", of('node-workerb1')],
    ["v like 'prod-%'", of('production')],
    ["v like 'team-a-%'", of('team-b-1')],
    ["v like '%my-servicea'", of('my-serviceb')],
    ["region = 'me-central-1'", [{ region: 'mx-central-1' }]],
    ["region = 'us-east-1'", [{ region: 'us-west-1' }]],
    ["region = 'eu-west-2'", [{ region: 'eu-west-1' }]],
    ["v = 'app-12'", of('app-13')],
    ["v = 'http'", of('https')],
    ["v = 'iam:Pass*'", of('iam:*', 'iam:PassRole')],
    ["Action = 's3:Get/*'", [{ Action: 's3:Get/a' }]],
    ["v = 'on'", of('off')],
    ["v like 'ftp://files.example%'", of('ftps://files.example/a')],
    ["v = 'pro'", of('prod')],
    ["v = 'use'", of('user')],
    ["v contain [ $ = 'FTP' ]", of(['FTPS', 'SFTP'])],
    // Names of several words differ by one in a short one, and words by their ends.
    ["v like '%IAMFullAccess%'", of('AWSIPAMFullAccess')],
    ["v = 'AmazonSNSFullAccess'", of(...MANY, 'AmazonSESFullAccess')],
    ['v contain [ $ regexMatch /SETUID/ ]', of(['SETGID'])],
    ["v like '%ssm:GetParameters%'", of('ssm:GetParameter')],
    ["v like '%aws:SourceIp%'", of('aws:SourceVpc')],
    ["v like '%company-logs-production%'", of('company-blogs-production')],
    ["v like 'orders-service%'", of('order-service-1')],
    ['v like \'%"ConsoleLogin"%\'', of('{ $.eventName = ConsoleLogin }')],
    // A password is shown nowhere.
    ['v regexMatch /postgres:\\/\\/admin:Sommersecrt@database/', of('postgres://admin:Sommersecret@database.internal')],
    ["v like '%admin:Sommersecret@databse%'", of('postgres://admin:Sommersecret@database.internal')],
    ["v = 'get'", of('set', 'put')],
    ["name = 'web'", [{ name: 'webs' }]],
    ["name like '%guest%'", [{ name: 'quest-runner' }]],
    ['name regexMatch /^guest/', [{ name: 'quest-runner' }]],
    // Both are asked for.
    ["(v like 'serviceAccuunt:%' or v like 'serviceAccount:%')", of('serviceAccount:a')],
    // Short texts are near some of many by chance.
    ["v = 'tools'", of(...MANY, 'toolz')],
  ])('%s of %j is not told', async (condition, entities) => {
    expect(await said(`T should not have ${condition}`, entities)).toEqual([]);
  });
});

test('a slip is told beside a property that the checker does not know', async () => {
  const keys = [{ type: 'KMS', KeyState: 'Enabled' }];
  expect((await said("KMS should not have KeyState = 'Enable'", keys)).join('\n')).toContain("`'Enabled'`");
});

describe('a step behind a single value', () => {
  test('is told where some leave the value out', async () => {
    expect(await said("T should not have a.b.id = 'x'", [{ a: {} }, { a: { b: 'x' } }])).toEqual([
      'note: `a.b` was text in 1 `T` entity that has it, and has no `id` | ',
    ]);
  });

  test('gives way to a name that is near', async () => {
    const [text] = await said("T should not have settings.encrypton.id = 'x'", [
      { settings: { encryption: { id: 'x' } } },
    ]);
    expect(text).toContain('error: `encrypton`');
  });

  test('is not told where the rule asks for the value too', async () => {
    const texts = await said("T should not have a.b = 'x' or a.b.c = 'x'", [{ a: {} }, { a: { b: 'x' } }]);
    expect(texts.join('\n')).not.toContain('was text');
  });
});
