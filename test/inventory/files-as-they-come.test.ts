import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { readInventory } from '../../src/inventory/index.ts';
import { collect, collectBytes, judge, temporaryFolder } from './support.ts';

/* Files as people have them, each with a rule: what the reader makes of it, and what the rule says of that. */

const HEADER = 'user,arn,user_creation_time,password_enabled,mfa_active,access_key_1_active,access_key_2_active';
const REPORT = [HEADER, 'alice,arn:aws:iam::111122223333:user/alice,2024-01-01T00:00:00+00:00,true,false,true,true'];
const KEYS = 'IamUser should not have firstAccessKey.isActive = true and secondAccessKey.isActive = true';

function partedBy(separator: string, ...before: readonly string[]): string {
  return [...before, ...REPORT.map((line) => line.replaceAll(',', separator))].join('\r\n');
}

const BYTES = [...Buffer.from(REPORT.join('\n'))];
const GROUP = {
  resourceId: 'sg-1',
  resourceName: 'web',
  resourceType: 'AWS::EC2::SecurityGroup',
  accountId: '111122223333',
  awsRegion: 'us-east-1',
  configuration: { groupId: 'sg-1', groupName: 'web', ipPermissions: [], ipPermissionsEgress: [] },
};
const QUIET = 'SecurityGroup should have inboundRules isEmpty()';

describe('what a program wrote again', () => {
  it.each([
    ['a credential report with semicolons, as spreadsheets write it', partedBy(';'), KEYS],
    ['with quotes', partedBy(';').replaceAll(/[^;\r\n]+/gu, '"$&"'), KEYS],
    ['with a line that names the separator', partedBy(';', 'sep=;'), KEYS],
    ['with the separator in a line of a comma', partedBy(',', 'sep=,'), KEYS],
    ['with tabs', partedBy('\t'), KEYS],
    ['its bytes as JSON has a Buffer', { Content: { type: 'Buffer', data: BYTES }, ReportFormat: 'text/csv' }, KEYS],
    ['its bytes as JSON has a Uint8Array', { Content: { ...BYTES }, ReportFormat: 'text/csv' }, KEYS],
  ])('%s', async (_title, content, rule) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(await judge(rule, text)).toEqual(['failed alice']);
  });

  it.each([
    ['the results of a query without their envelope', JSON.stringify([JSON.stringify(GROUP)])],
    ['the same as text', `${JSON.stringify(GROUP)}\t${JSON.stringify({ ...GROUP, resourceId: 'sg-2' })}\n`],
    ['the same taken out of their texts', JSON.stringify([GROUP])],
  ])('%s', async (_title, content) => {
    expect(new Set(await judge(QUIET, content))).toEqual(new Set(['passed web']));
  });

  it('bytes that are none are no report', async () => {
    const { problems } = await collectBytes(
      JSON.stringify({ Content: { type: 'Buffer', data: [1, 300] }, ReportFormat: 'text/csv' }),
    );
    expect(problems).toEqual(['invalid-value@1: the response has no `Content` with the report in base64']);
  });
});

describe('variables whose names say that they are secret', () => {
  const env = [
    { name: 'DB_PASSWORD', value: 'tr0ub4dor' },
    { name: 'MODE', value: 'x' },
  ];
  const spec = { template: { spec: { containers: [{ name: 'c', env }] } } };
  const applied = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ spec }) };
  const paths = ['spec.template.spec.containers.0.env.0.value'];

  it.each<[string, object, readonly string[]]>([
    ['a Deployment', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec }, paths],
    [
      'what was applied of one',
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd', annotations: applied }, spec },
      [...paths, 'annotations.0.value', 'metadata.annotations'],
    ],
    [
      'a CronJob',
      { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'd' }, spec: { jobTemplate: { spec } } },
      [`spec.jobTemplate.${paths[0] ?? ''}`],
    ],
    [
      'a workload of another maker',
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'd' }, spec },
      paths,
    ],
    [
      'steps of a workflow',
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Workflow',
        metadata: { name: 'd' },
        spec: { entrypoint: 's', templates: [{ name: 's', container: { image: 'i', env } }] },
      },
      ['spec.templates.0.container.env.0.value'],
    ],
    [
      'a map of settings',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'd' }, data: { API_TOKEN: 'x', MODE: 'y' } },
      ['data.API_TOKEN'],
    ],
    [
      'a function of AWS',
      {
        Functions: [
          {
            FunctionName: 'f',
            FunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
            CodeSize: 1,
            Environment: { Variables: { API_KEY: 'x', MODE: 'y' } },
          },
        ],
      },
      ['environment.Variables.API_KEY', 'Environment.Variables.API_KEY'],
    ],
  ])('%s', async (_title, document, expected) => {
    const { records } = await collectBytes(JSON.stringify(document));
    expect(records[0]).toMatchObject({ sensitive: expected });
  });
});

const MANY = 150;
const LARGE = [
  'locals {\n  encrypted = false\n}\n',
  'variable "size" {\n  default = 8\n}\n',
  ...Array.from(
    { length: MANY },
    (_, index) => `resource "aws_ebs_volume" "v${index}" {\n  size = var.size # ${'x'.repeat(30_000)}\n}\n`,
  ),
  'resource "aws_ebs_volume" "last" {\n  encrypted = local.encrypted\n  size      = var.size\n}\n',
].join('');

const deployment = (image: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\nspec:\n  template:\n    spec:\n      containers:\n      - name: c\n        image: ${image}\n`;
const role = (metadata: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: ${metadata}\naggregationRule:\n  clusterRoleSelectors: []\nrules: []\n`;
const LATEST = "KubernetesPod should not have spec.containers contain [ image like '%:latest' ]";
const OURS = "KubernetesPod should have spec.containers contain-all [ image like 'registry.example.com/%' ]";
const ANY = "KubernetesClusterRole should not have rules contain [ verbs contain [ '*' ] ]";

describe('what is put into a manifest before it is there', () => {
  it.each([
    ['a tag', deployment('app:${TAG}'), LATEST, 'error d'],
    ['a tag without braces', deployment('app:$TAG'), LATEST, 'error d'],
    ['what is known of it', deployment('registry.example.com/app:$TAG'), OURS, 'passed d'],
    ['a registry', deployment('$(REGISTRY)/app:1'), OURS, 'error d'],
    ['nothing', deployment('app:1'), LATEST, 'passed d'],
    [
      'how it is pulled',
      deployment('app:$TAG'),
      "KubernetesPod should have spec.containers contain [ imagePullPolicy = 'Always' ]",
      'error d',
    ],
    ['rules of other roles', role('{ name: r }'), ANY, 'error r'],
    ['the same where the cluster has put them in', role('{ name: r, uid: u }'), ANY, 'passed r'],
  ])('%s', async (_title, content, rule, expected) => {
    expect(await judge(rule, content)).toEqual([expected]);
  });
});

describe('a list of which a part was read', () => {
  const group = { GroupId: 'sg-1', GroupName: 'a', IpPermissions: [], OwnerId: '111122223333' };
  const page = (more: object): string => JSON.stringify({ SecurityGroups: [group], ...more });
  const pods = (metadata: object): string =>
    JSON.stringify({ apiVersion: 'v1', kind: 'PodList', metadata, items: [{ metadata: { name: 'p' }, spec: {} }] });

  it.each([
    ['is undecided', page({ NextToken: 'x' }), 'List<SecurityGroup> should have items length() < 3', 'error'],
    [
      'is undecided where nothing was found',
      page({ NextToken: 'x' }),
      "List<SecurityGroup> should not have items contain [ name = 'b' ]",
      'error',
    ],
    [
      'is decided by what is there',
      page({ NextToken: 'x' }),
      "List<SecurityGroup> should have items contain [ name = 'a' ]",
      'passed',
    ],
    ['is decided where it is whole', page({}), 'List<SecurityGroup> should have items length() < 3', 'passed'],
    [
      'is undecided for Kubernetes',
      pods({ continue: 'x' }),
      'List<KubernetesPod> should have items length() < 3',
      'error',
    ],
    [
      'leaves single entities alone',
      page({ NextToken: 'x' }),
      'SecurityGroup should have inboundRules isEmpty()',
      'passed',
    ],
  ])('%s', async (_title, content, logic, expected) => {
    const { records, sources } = await collectBytes(content);
    const rule = { id: 'r', severity: 'Low', logic } as const;
    const found: string[] = [];
    for await (const { status } of assess([rule], [...sources, ...records])) found.push(status);
    expect(found).toEqual([expected]);
  });
});

describe('Terraform', () => {
  const folder = temporaryFolder();

  it('a file of more than 4 MiB knows its own names', async () => {
    expect(LARGE.length).toBeGreaterThan(4 * 1024 * 1024);
    let last: unknown;
    for await (const record of readInventory([folder.write('large/main.tf', LARGE)]))
      if (record.kind === 'entity') last = record.entity;
    expect(last).toMatchObject({ encrypted: false, size: 8, name: 'last' });
  });

  it.each<[string, readonly string[]]>([
    ['aws_lb should have a = 1', ['passed', 'failed']],
    ['aws_alb should have a = 1', ['passed', 'failed']],
    ['List<aws_lb> should have items length() = 2', ['passed']],
    ["aws_lb_listener should have getResource('aws_lb', balancer) contain [ a = 1 ]", ['passed']],
    ["aws_alb_listener should have getResource('aws_alb', balancer) contain [ a = 1 ]", ['passed']],
    ['kubernetes_daemonset should have a = 1', ['failed']],
    ['kubernetes_role_binding_v1 should have a = 1', ['passed']],
    // The versions of these are resources of their own.
    ['kubernetes_cron_job should have a = 1', []],
  ])('has one resource under two names: %s', async (logic, expected) => {
    const resources = [
      ['aws_alb', { id: 'b', a: 1 }],
      ['aws_lb', { id: 'c', a: 2 }],
      ['aws_alb_listener', { id: 'l', balancer: 'b' }],
      ['kubernetes_daemon_set_v1', { id: 'd', a: 2 }],
      ['kubernetes_role_binding', { id: 'r', a: 1 }],
      ['kubernetes_cron_job_v1', { id: 'j', a: 1 }],
    ].map(([type, attributes]) => ({ mode: 'managed', type, name: 'x', instances: [{ attributes }] }));
    const state = JSON.stringify({ version: 4, terraform_version: '1.9.0', serial: 1, resources });
    const said = await judge(logic, state);
    expect(said.map((one) => one.split(' ')[0])).toEqual(expected);
  });

  it('a resource that is asked for under both names is judged under both', async () => {
    const rules = ['aws_lb', 'aws_alb'].map(
      (type) => ({ id: type, severity: 'Low', logic: `${type} should have a` }) as const,
    );
    const results: string[] = [];
    for await (const { rule, entity } of assess(rules, [{ type: 'aws_alb', id: 'x', a: 1 }]))
      results.push(`${rule.id} ${entity.type}`);
    expect(results).toEqual(['aws_alb aws_alb', 'aws_lb aws_lb']);
    // Those that stand in a row, too.
    const many = Array.from({ length: 20 }, (_, at) => ({ type: at < 10 ? 'aws_alb' : 'aws_lb', id: `x${at}`, a: 1 }));
    expect((await assess(rules, many).finish()).counts.passed).toBe(40);
  });

  it.each<[string, string, string]>([
    ['a plan', 'plan.json', 'error'],
    ['the configuration', 'main.tf', 'passed'],
  ])('what steers it is in the configuration alone: %s', async (_title, name, expected) => {
    folder.write(
      'steered/plan.json',
      JSON.stringify({
        format_version: '1.2',
        terraform_version: '1.9.0',
        resource_changes: [
          {
            address: 'aws_x.x',
            mode: 'managed',
            type: 'aws_x',
            name: 'x',
            change: { actions: ['create'], before: null, after: { a: 1 }, after_unknown: {} },
          },
        ],
      }),
    );
    folder.write('steered/main.tf', 'resource "aws_x" "x" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n');
    const rule = { id: 'r', severity: 'Low', logic: 'aws_x should have lifecycle.prevent_destroy = true' } as const;
    const found: string[] = [];
    for await (const { status } of assess([rule], readInventory([`${folder.path}/steered/${name}`])))
      found.push(status);
    expect(found).toEqual([expected]);
  });
});

describe('what is no inventory is told by what it is', () => {
  it.each([
    ['a pointer of Git LFS in place of the file', 'version https://git-lfs.github.com/spec/v1\noid sha256:a\nsize 1\n'],
    ['a page of HTML in place of an answer', '<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n'],
    [
      'an error in XML in place of an answer: `AccessDenied`',
      '<?xml version="1.0"?>\n<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>\n',
    ],
    ['XML', '<?xml version="1.0"?>\n<a/>\n'],
    ['an error of the shell in place of an answer: `aws: command not found`', 'bash: aws: command not found\n'],
    ['an error of the shell in place of an answer: `jq: not found`', 'sh: line 2: jq: not found\n'],
    ['an error of the AWS command line in place of an answer', 'You must specify a region.\n'],
    ['a database of SQLite', 'SQLite format 3\0\0'],
    ['text in colours, for people', '\u001B[1;39m[\n  \u001B[0m{}]\n'],
    ['JSON with comments', '// users\n[ { "type": "IamUser" } ]\n'],
    ['JSON behind other text', '\n> infra@1.0.0 synth\n> node synth.js\n\n[\n  { "type": "IamUser" }\n]\n'],
    ['JSON behind other text', 'Note: a new version is there\n{\n  "SecurityGroups": []\n}\n'],
  ])('%s', async (what, content) => {
    const folder = temporaryFolder();
    const { entities, problems } = await collect([folder.write('users.json', content)]);
    expect([entities, problems]).toEqual([[], [`unknown-format: looks like ${what}`]]);
  });

  it.each([
    [
      'a service of the Serverless Framework',
      'service: x\nprovider:\n  name: aws\nfunctions:\n  a:\n    handler: h.a\n',
    ],
    ['a file of Docker Compose', 'services:\n  a:\n    image: x\n'],
  ])('%s', async (what, content) => {
    const { problems } = await collectBytes(content);
    expect(problems).toEqual([`unknown-format: looks like ${what}: no inventory`]);
  });

  it('and passed over in a folder where it is a page for people', async () => {
    const folder = temporaryFolder();
    folder.write('report.html', '<!DOCTYPE html>\n<html></html>\n');
    folder.write('notes.yaml', 'Use it so:\n{\n  "a": 1\n}\n');
    folder.write('entity.json', '[{ "type": "IamUser", "id": "a" }]');
    const { entities, problems } = await collect([folder.path]);
    expect([entities.length, problems]).toEqual([1, []]);
  });
});
