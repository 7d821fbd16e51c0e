import { describe, expect, it } from 'vitest';
import { collect, collectBytes, temporaryFolder } from './support.ts';

const ASFF = {
  SchemaVersion: '2018-10-08',
  Id: 'x',
  ProductArn: 'arn:aws:securityhub:x',
  GeneratorId: 'g',
  Resources: [],
};
const METADATA = { name: 'p', uid: 'u' };

/** What tools write of what they found, or beside what they make: nothing to judge. */
const NO_INVENTORY: readonly (readonly [string, unknown])[] = [
  [
    'a policy by itself, without what has it',
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  ],
  ['a ruleset', { name: 'r', rules: [{ name: 'a', logic: 'X should have y' }] }],
  ['a ruleset', [{ name: 'a', logic: 'X should have y' }]],
  ['a ruleset', 'name: r\nrules:\n  - name: a\n    logic: X should have y\n'],
  [
    'a file of Bicep, which is not read',
    "// Storage\n\n@description('x')\nparam name string = 'x'\nresource s 'Microsoft.Storage/storageAccounts@2023-01-01' = {\n  name: name\n}\n",
  ],
  ['a file of Bicep, which is not read', "targetScope = 'subscription'\n"],
  ['a file of Bicep, which is not read', "module net './net.bicep' = {\n  name: 'net'\n}\n"],
  ['a report in SARIF', { version: '2.1.0', runs: [{ tool: {}, results: [] }] }],
  ['findings in OCSF', [{ class_uid: 2004, category_uid: 2, resources: [{ type: 'AwsIamUser' }] }]],
  ['findings of AWS Security Hub', [ASFF]],
  ['findings of AWS Security Hub', { Findings: [ASFF] }],
  ['an event of EventBridge', { 'detail-type': 'x', source: 'aws.securityhub', detail: { findings: [ASFF] } }],
  ['findings of Prowler', [{ CheckID: 'c', StatusExtended: 's', ResourceArn: 'arn:aws:iam::1:user/u' }]],
  ['findings of Prowler', 'AUTH_METHOD;TIMESTAMP;ACCOUNT_UID\nprofile;2024;1\n'],
  ['findings of Prowler', 'PROFILE,ACCOUNT_NUM,REGION\ndefault,1,x\n'],
  ['a report of ScoutSuite', 'scoutsuite_results =\n{"provider_code":"aws"}\n'],
  ['a report of ScoutSuite', { account_id: '1', last_run: {}, provider_code: 'aws', services: {} }],
  ['a report of Trivy', { SchemaVersion: 2, ArtifactName: 'x', Results: [] }],
  ['a report of Checkov', [{ check_type: 'terraform', results: {}, summary: {} }]],
  ['a report of driftctl', { summary: {}, managed: [{ id: 'b', type: 'aws_s3_bucket' }], unmanaged: [] }],
  ['a report of kube-bench', { Controls: [], Totals: {} }],
  ['findings of Security Command Center', [{ finding: { category: 'c', resourceName: 'n' }, resource: {} }]],
  ['compliance states of Azure Policy', { value: [{ policyAssignmentId: 'p', complianceState: 'NonCompliant' }] }],
  ['the manifest of a CDK application', { version: '36.0.0', artifacts: {} }],
  ['the manifest of a CDKTF application', { version: '0.20.0', stacks: { s: { name: 's' } } }],
  ['what Terragrunt renders of a unit', { terraform: { source: './m' }, inputs: {}, remote_state: null }],
  ['a report of cfn-lint', [{ Filename: 't.yaml', Level: 'Error', Location: {}, Message: 'm', Rule: {} }]],
  ['a report of CloudFormation Guard', { status: 'FAIL', not_compliant: [], not_applicable: [], compliant: [] }],
  ['the tree of a CDK application', { version: 'tree-0.1', tree: { id: 'App', path: '' } }],
  ['the assets of a CDK application', { version: '36.0.0', files: {}, dockerImages: {} }],
  ['the state of the Serverless Framework', { service: { service: 's', provider: {} }, package: {} }],
  ['findings of CloudSploit', [{ plugin: 'openSsh', category: 'EC2', resource: 'sg-1', status: 'FAIL' }]],
  ['a report of InSpec', { platform: {}, profiles: [], statistics: {}, version: '4' }],
  ['a report of Infracost', { version: '0.2', currency: 'USD', projects: [] }],
  ['a report of gsl', { schemaVersion: '1.0', tool: { name: 'gsl' }, findings: [], summary: {} }],
  ['a bill of materials', { bomFormat: 'CycloneDX', specVersion: '1.4', components: [{ type: 'library', name: 'x' }] }],
  ['a bill of materials', { spdxVersion: 'SPDX-2.3', SPDXID: 'x', packages: [] }],
  ['the schemas of providers of Terraform', { format_version: '1.0', provider_schemas: {} }],
  ['what `terraform validate` found', { valid: true, error_count: 0, diagnostics: [] }],
  ['the outputs of a configuration of Terraform', { id: { sensitive: false, type: 'string', value: 'x' } }],
  ['the description of a package of JavaScript', { name: 'x', version: '1.0.0', type: 'module' }],
  ['the description of a package of PHP', { name: 'a/x', type: 'library', require: {} }],
  ['GeoJSON', { type: 'FeatureCollection', features: [{ type: 'Feature' }] }],
  ['GeoJSON', { type: 'Feature', geometry: { type: 'Point' }, properties: {} }],
  ['a key of Google, which is a secret', { type: 'service_account', private_key: 'x', client_email: 'y' }],
  ['a schema of JSON', { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties: {} }],
  ['a playbook of Ansible', '- hosts: all\n  tasks:\n    - name: x\n'],
  ['a playbook of Ansible', '---\n- name: x\n  hosts: all\n  roles: [a]\n'],
  ['a program of Pulumi in YAML', 'name: x\nruntime: yaml\nresources:\n  b:\n    type: aws:s3:Bucket\n'],
  ['parameters of a template', [{ ParameterKey: 'a', ParameterValue: 'b' }]],
  [
    'parameters of a template',
    { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#', parameters: {} },
  ],
];

/** What tells of resources, in a form that is not read: whoever gives it would miss them. */
const NOT_READ: readonly (readonly [string, unknown])[] = [
  [
    'an error of the AWS command line in place of an answer: `AccessDenied`',
    '\nAn error occurred (AccessDenied) when calling the ListUsers operation: User is not authorized\n',
  ],
  [
    'an error of the AWS command line in place of an answer: `AccessDenied`',
    '\naws: [ERROR]: An error occurred (AccessDenied) when calling the ListUsers operation: no\n',
  ],
  [
    'an error of the AWS command line in place of an answer',
    '\r\nUnable to locate credentials. You can configure credentials\r\n',
  ],
  [
    'an error of kubectl in place of an answer: `Forbidden`',
    'Error from server (Forbidden): pods is forbidden: User "x" cannot list resource "pods"\n',
  ],
  [
    'an error of kubectl in place of an answer',
    'The connection to the server localhost:8080 was refused - did you specify the right host?\n',
  ],
  [
    'an error of az or gcloud in place of an answer: `AuthorizationFailed`',
    "ERROR: (AuthorizationFailed) The client 'x' does not have authorization\n",
  ],
  ['an error of az or gcloud in place of an answer', "ERROR: Please run 'az login' to setup account.\n"],
  [
    'an error of az or gcloud in place of an answer',
    'ERROR: (gcloud.compute.firewall-rules.list) Some requests did not succeed:\n',
  ],
  [
    'an error of Azure in place of an answer: `AuthorizationFailed`',
    { error: { code: 'AuthorizationFailed', message: 'The client does not have authorization' } },
  ],
  [
    'an error of Google in place of an answer: `PERMISSION_DENIED`',
    { error: { code: 403, message: 'denied', errors: [], status: 'PERMISSION_DENIED' } },
  ],
  ['an error of Azure in place of an answer', { error: { code: 403, message: 'denied' } }],
  ['an error of az or gcloud in place of an answer', "Please run 'az login' to setup account.\n"],
  ['a table of the AWS command line', '-----------------\n|DescribeRegions|\n+---------------+\n'],
  ['a value as Python prints it', "{'Buckets': [{'Name': 'b', 'CreationDate': datetime.datetime(2015, 1, 1)}]}\n"],
  ['a value as Python prints it', "[{'VolumeId': 'vol-1'}]\n"],
  ['keys and values of etcd', { header: {}, kvs: [{ key: 'L3I=', value: 'azhz' }], count: 1 }],
  ['rows of a query of CloudTrail Lake', { QueryStatus: 'FINISHED', QueryResultRows: [[{ eventName: 'x' }]] }],
  ['events of CloudTrail', { Records: [{ eventVersion: '1.08', eventSource: 'iam.amazonaws.com' }] }],
  ['an answer of HCP Terraform', { data: { id: 'sv-1', type: 'state-versions', attributes: { serial: 1 } } }],
  ['an answer of HCP Terraform', { data: [{ id: 'ws-1', type: 'workspaces', attributes: {} }] }],
  ['a release of Helm', { name: 'x', info: {}, manifest: 'kind: Pod\n', version: 1 }],
  ['resources of Azure in the names of PowerShell', [{ Name: 'a', ResourceGroupName: 'g', Location: 'l', Id: '/x' }]],
  [
    'a configuration of Deployment Manager',
    'imports:\n- path: vm.jinja\nresources:\n- name: vm\n  type: compute.v1.instance\n',
  ],
  ['a configuration of Deployment Manager', 'resources:\n- name: vm\n  type: vm.jinja\n'],
  ['items of the answer of `aws ec2 describe-volumes`', [{ VolumeId: 'vol-1', Encrypted: false }]],
  ['an answer behind a warning', 'WARNING: This command is in preview.\nWARNING: It may change.\n[{"name": "n"}]\n'],
  ['assets of CloudGuard', [{ type: 'SecurityGroup', entityId: 's', cloudAccountId: 'a', platform: 'aws' }]],
  [
    'assets of CloudGuard',
    { assets: [{ type: 'S3Bucket', entityId: 's', cloudAccountId: 'a', platform: 'aws' }], totalCount: 1 },
  ],
  ['a notification of SNS', { Type: 'Notification', MessageId: 'm', TopicArn: 'arn:aws:sns:x', Message: '{}' }],
  ['a stack of Pulumi', { version: 3, deployment: { resources: [{ urn: 'u', type: 'aws:s3/bucket:Bucket' }] } }],
  ['a stack of Pulumi', { version: 3, checkpoint: {} }],
  ['resources of a stack of Pulumi', { resources: [{ urn: 'u', type: 'aws:s3/bucket:Bucket' }] }],
  ['rows of CloudQuery', [{ _cq_id: 'a', arn: 'arn:aws:iam::1:user/u' }]],
  ['rows of CloudQuery', { _cq_id: 'a', arn: 'arn:aws:iam::1:user/u' }],
  ['rows of CloudQuery', '_cq_id,_cq_sync_time,arn\na,2024,b\n'],
  ['what Resource Explorer found', { Resources: [{ Arn: 'a', OwningAccountId: '1', ResourceType: 'ec2:vpc' }] }],
  ['what AWS Config discovered', { resourceIdentifiers: [{ resourceType: 'AWS::EC2::VPC', resourceId: 'v' }] }],
  ['an answer of the Cloud Control API', { TypeName: 'AWS::S3::Bucket', ResourceDescriptions: [] }],
  ['a table of the AWS command line', '----------\n|  DescribeVpcs  |\n+--------+\n'],
  ['text of the AWS command line', 'SECURITYGROUPS\tdefault\tsg-1\nIPPERMISSIONS\t-1\n'],
  ['a table of Azure', 'Name    ResourceGroup    Location\n------  ---------------  ----------\nvm1     rg  x\n'],
  ['a table of kubectl or gcloud', 'NAMESPACE   NAME   READY   STATUS\nx   y   1/1   Running\n'],
  ['a table of kubectl or gcloud', 'LAST SEEN   TYPE   NOMINATED NODE   READINESS GATES\n2m   a   b   c\n'],
  ['a table of kubectl or gcloud', 'NAME  ZONE  MACHINE_TYPE  EXTERNAL_IP\nvm  a  b  c\n'],
  ['the description of objects of Kubernetes for people', 'Name:         web\nNamespace:    default\n'],
  ['a table of a query', '+------+-----+\n| name | arn |\n+------+-----+\n'],
  ['the answer of an AWS call that is not read', { InstanceId: 'i-1', UserData: {}, ResponseMetadata: null }],
  ['the answer of an AWS call that is not read', { LoggingLevel: 'x', TagList: [{ Key: 'a', Value: 'b' }] }],
  ['the answer of an AWS call that is not read', { agentSummaries: [{ agentId: 'a' }], nextToken: null }],
  ['the answer of an AWS call that is not read', { plugins: [{ pluginId: 'a', type: 'SALESFORCE' }], nextToken: 't' }],
  ['an answer of Microsoft Graph', { '@odata.context': 'x', value: [{ id: 'a', displayName: 'b' }] }],
  ['resources of Google that do not tell their kind', { skus: [{ skuId: 'a' }], nextPageToken: '' }],
  ['an answer of Azure whose items are no resources', { value: [{ name: 'Standard_A1' }], nextLink: null }],
  ['a change set', { ChangeSetName: 'c', StackName: 's', Changes: [] }],
  ['rows of Resource Graph as a table', { totalRecords: 1, data: { columns: [], rows: [] } }],
  ['changes of assets', { asset: { assetType: 'compute.googleapis.com/Firewall' }, window: {} }],
  ['objects of Kubernetes in the names of the Python client', { api_version: 'v1', kind: 'PodList', metadata: {} }],
  ['objects of Kubernetes without their kind', { metadata: METADATA, spec: {} }],
  ['objects of Kubernetes without their kind', { items: [{ metadata: METADATA, spec: {} }] }],
  ['objects of Kubernetes without their kind', [{ metadata: METADATA, rules: [] }]],
];

function textOf(document: unknown): string {
  return typeof document === 'string' ? document : JSON.stringify(document);
}

describe('documents of other forms', () => {
  const folder = temporaryFolder();

  it.each(NO_INVENTORY)('%s', async (what, document) => {
    const { entities, problems } = await collectBytes(textOf(document));
    expect([entities, problems]).toEqual([[], [`unknown-format: looks like ${what}: no inventory`]]);
  });

  it.each(NOT_READ)('%s', async (what, document) => {
    const { entities, problems, sources } = await collectBytes(textOf(document));
    expect([entities, sources]).toEqual([[], []]);
    expect(problems).toEqual([
      expect.stringMatching(new RegExp(`^unknown-format: looks like ${what}(?:,| of which|$)`, 'u')),
    ]);
  });

  it('in a folder what is no inventory is passed over, and what is not read is told', async () => {
    const passed: string[] = [];
    folder.write('a/users.json', '[{"type":"IamUser","name":"alice"}]');
    folder.write('a/results.json', textOf({ version: '2.1.0', runs: [{ tool: {} }] }));
    folder.write('a/stack.json', textOf({ version: 3, deployment: { resources: [] } }));
    const { entities, problems } = await collect([`${folder.path}/a`], {
      onPassedOver: ({ file }) => passed.push(file.slice(folder.path.length)),
    });
    expect(entities).toHaveLength(1);
    expect(problems).toEqual([expect.stringMatching(/a stack of Pulumi/u)]);
    expect(passed).toEqual(['/a/results.json']);
  });

  it('what is called as the files of tools are is none where it holds no entity', async () => {
    const file = folder.write('b/tsconfig.json', textOf({ compilerOptions: { strict: true } }));
    const own = folder.write('b/project.json', textOf([{ type: 'IamUser', name: 'alice' }]));
    const { entities, problems } = await collect([file, own]);
    expect(entities.map(({ name }) => name)).toEqual(['alice']);
    expect(problems).toEqual(['unknown-format: looks like a file of a tool, by its name: no inventory']);
    expect((await collect([file], { format: 'json' })).problems).toEqual([expect.stringMatching(/^not-an-entity/u)]);
  });

  it('a pattern takes no files of tools', async () => {
    const passed: string[] = [];
    folder.write('c/package.json', textOf({ name: 'x', version: '1', type: 'module' }));
    folder.write('c/users.json', textOf([{ type: 'IamUser', name: 'alice' }]));
    const { entities, problems } = await collect([`${folder.path}/c/*.json`], {
      onPassedOver: ({ file, reason }) => passed.push(`${reason} ${file.slice(folder.path.length)}`),
    });
    expect([entities.length, problems, passed]).toEqual([1, [], ['other-file /c/package.json']]);
  });

  it.each([
    ['names of columns before another line', `NAME${'  AB'.repeat(24)}x\n`],
    ['names of columns with blanks before another line', `NAME${'  A B'.repeat(300)}  x\n`],
    ['names of columns without rows', `NAME${'  AB'.repeat(24)}`],
    ['names and blanks', `NAME  AB${' '.repeat(10_000)}x\n`],
  ])('%s are no table, whatever they could be parted into', async (_title, text) => {
    const { entities, problems } = await collectBytes(text);
    expect([entities, problems]).toEqual([[], [expect.not.stringContaining('a table of kubectl')]]);
  });

  it('blanks before a text are looked at once by those who ask what it is', async () => {
    const { entities, problems } = await collectBytes(`${' '.repeat(64_000)}x`);
    expect([entities.length, problems.length]).toEqual([0, 1]);
  }, 3_000);

  it.each([
    [
      'an entity has a type, whatever else it has',
      [{ type: 'Finding', ProductArn: 'a', GeneratorId: 'g', Resources: [] }],
    ],
    ['an entity in a list may be called as a package is', [{ type: 'module', name: 'x', version: '1' }]],
    ['its type tells an entity of Kubernetes too', [{ type: 'X', metadata: METADATA, spec: {} }]],
    [
      'a manifest may hold anything',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  logic: X should have y\nid: /subscriptions/s/x\n',
    ],
    ['a manifest has a kind', { apiVersion: 'v1', kind: 'Pod', metadata: METADATA, spec: {} }],
  ])('%s', async (_title, document) => {
    const { entities, problems } = await collectBytes(textOf(document));
    expect([entities.length, problems]).toEqual([1, []]);
  });

  it.each([
    ['with an id', { type: 'VPC', id: 'vpc-1' }],
    ['with a name', { type: 'LEDGER', name: 'a' }],
    ['of a type that is known', { type: 'KMS', keyState: 'Enabled' }],
  ])('a page of an inventory holds entities %s', async (_title, entity) => {
    const { entities, problems } = await collectBytes(textOf({ nextToken: null, items: [entity] }));
    expect([entities, problems]).toEqual([[entity], ['not-an-entity@1: `nextToken` is not a list of entities']]);
  });

  it('a format that is named is read as such', async () => {
    const { problems } = await collectBytes(textOf({ version: '2.1.0', runs: [{ tool: {} }] }), { format: 'json' });
    expect(problems).toContainEqual(expect.stringMatching(/^not-an-entity/u));
  });
});
