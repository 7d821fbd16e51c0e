import { describe, expect, it } from 'vitest';
import { typeName } from '../../src/inventory/azure/type-names.ts';
import { collectBytes, judge } from './support.ts';

const GROUP = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/web';
const COMPUTE = 'https://www.googleapis.com/compute/v1/projects/p';
const rule = (indent: string): string =>
  [
    'securityRules:',
    '- access: Allow',
    "  destinationAddressPrefix: '*'",
    "  destinationPortRange: '22'",
    '  direction: Inbound',
    '  name: ssh',
    '  priority: 100',
    '  protocol: Tcp',
    "  sourceAddressPrefix: '*'",
    '  type: Microsoft.Network/networkSecurityGroups/securityRules',
  ]
    .map((line) => indent + line)
    .join('\n');
const group = `defaultSecurityRules: []\nid: ${GROUP}\nname: web\n${rule('')}\ntype: Microsoft.Network/networkSecurityGroups\n`;
const listed = `- ${group.trimEnd().replaceAll('\n', '\n  ')}\n`;
const firewall = (name: string, range: string): string =>
  [
    'allowed:',
    '- IPProtocol: tcp',
    '  ports:',
    "  - '22'",
    'direction: INGRESS',
    'disabled: false',
    'kind: compute#firewall',
    `name: ${name}`,
    `network: ${COMPUTE}/global/networks/default`,
    'priority: 1000',
    `selfLink: ${COMPUTE}/global/firewalls/${name}`,
    'sourceRanges:',
    `- ${range}`,
    '',
  ].join('\n');

const NSG = "NetworkSecurityGroup should not have inboundRules contain [ destinationPort=22 and source='0.0.0.0/0' ]";
const FIREWALL =
  "Google_compute_Firewall should not have inboundRules contain [ destinationPort=22 and source='0.0.0.0/0' ]";

describe('resources as command lines print them in YAML', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    ['a list of Azure', listed, NSG, ['failed web']],
    ['a resource of Azure', group, NSG, ['failed web']],
    ['a page of Azure', `nextLink: null\nvalue:\n${listed}`, NSG, ['failed web']],
    ['rows of Resource Graph', `count: 1\ndata:\n${listed}skip_token: null\ntotal_records: 1\n`, NSG, ['failed web']],
    ['a page of several', `data:\n${listed}skip_token: abc\n`, NSG, ['problem truncated-input', 'failed web']],
    [
      'documents of Google',
      `---\n${firewall('a', '0.0.0.0/0')}---\n${firewall('b', '10.0.0.0/8')}`,
      FIREWALL,
      ['failed a', 'passed b'],
    ],
    ['a resource of Google', firewall('a', '0.0.0.0/0'), FIREWALL, ['failed a']],
    [
      'a list of Google',
      `- ${firewall('a', '0.0.0.0/0').trimEnd().replaceAll('\n', '\n  ')}\n`,
      FIREWALL,
      ['failed a'],
    ],
    [
      'a policy of Google',
      'bindings:\n- members:\n  - allUsers\n  role: roles/viewer\netag: x\nversion: 1\n',
      "Google_iam_Policy should not have bindings contain [ members contain [ 'allUsers' ] ]",
      ['failed '],
    ],
    [
      'a broken document',
      `---\n${firewall('a', '0.0.0.0/0')}---\nkind: [\n`,
      FIREWALL,
      ['problem invalid-yaml', 'failed a'],
    ],
  ])('%s', async (_title, text, logic, expected) => {
    expect([...(await judge(logic, text))].toSorted()).toEqual([...expected].toSorted());
  });

  it.each([
    [
      'a manifest that names a resource',
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  id: ${GROUP}\n`,
      ['ConfigMap'],
    ],
    [
      'a template of CloudFormation',
      `Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      id: ${GROUP}\n`,
      ['AWS_S3_Bucket'],
    ],
  ])('is not %s', async (_title, text, expected) => {
    const { entities } = await collectBytes(text);
    expect(entities.map(({ type }) => type.replace('Kubernetes', ''))).toEqual(expected);
  });
});

describe('types of Azure', () => {
  it.each([
    ['microsoft.compute/disks', 'Microsoft.Compute/disks'],
    ['Microsoft.Compute/Disks', 'Microsoft.Compute/disks'],
    ['microsoft.containerservice/managedclusters', 'Microsoft.ContainerService/managedClusters'],
    ['Microsoft.ContainerService/ManagedClusters', 'Microsoft.ContainerService/managedClusters'],
    ['microsoft.insights/activityLogAlerts', 'Microsoft.Insights/ActivityLogAlerts'],
    ['microsoft.sql/servers/databases', 'Microsoft.Sql/servers/databases'],
    ['Contoso.Things/someThings', 'Contoso.Things/someThings'],
    ['microsoft.newservice/newthings', 'Microsoft.newservice/newthings'],
  ])('%s is %s', (given, expected) => {
    expect(typeName(given)).toBe(expected);
  });

  it('are one type, however an output writes them', async () => {
    const disk = (type: string): object => ({
      id: `/subscriptions/s/resourceGroups/g/providers/${type}/d`,
      name: 'd',
      type,
      properties: { networkAccessPolicy: 'AllowAll' },
    });
    const logic = "Azure_Microsoft_Compute_disks should not have networkAccessPolicy='AllowAll'";
    const text = JSON.stringify([disk('microsoft.compute/disks'), disk('Microsoft.Compute/disks')]);
    expect(await judge(logic, text)).toEqual(['failed d', 'failed d']);
  });
});
