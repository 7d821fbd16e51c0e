import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isEntityRecord, isProblemRecord, type EntityRecord } from '../../src/values/record.ts';
import { Unknown } from '../../src/inventory/aws/shape.ts';
import { ruleLists, ruleRows } from '../../src/inventory/azure/network-rules.ts';
import { templateRecords } from '../../src/inventory/azure/template.ts';
import { collect, collectBytes, judge } from './support.ts';

const SUBSCRIPTION = '/subscriptions/s-1';
const at = (type: string, name = 'n'): string => `${SUBSCRIPTION}/resourceGroups/g/providers/${type}/${name}`;
const resource = (type: string, more: object = {}): object => ({
  id: at(type),
  name: 'n',
  type,
  location: 'West Europe',
  resourceGroup: 'g',
  tags: { team: 'shop' },
  ...more,
});
const read = async (value: unknown): Promise<EntityRecord> => {
  const { records, problems } = await collectBytes(JSON.stringify(value));
  expect(problems).toEqual([]);
  const found = records.find(isEntityRecord);
  if (found === undefined) throw new Error('no entity');
  return found;
};

const GROUP = 'Microsoft.Network/networkSecurityGroups';
const rule = (more: object = {}): object => ({
  name: 'r',
  access: 'Allow',
  direction: 'Inbound',
  priority: 100,
  protocol: 'Tcp',
  sourceAddressPrefix: '*',
  destinationAddressPrefix: '*',
  destinationPortRange: '22',
  ...more,
});
const ROW = {
  name: 'r',
  number: 100,
  protocol: 'TCP',
  source: '0.0.0.0/0',
  destination: '0.0.0.0/0',
  destinationPort: 22,
  destinationPortTo: 22,
  direction: 'INBOUND',
  action: 'ALLOW',
};

describe('rules of network security groups', () => {
  it.each<readonly [string, object, readonly object[]]>([
    ['one row', {}, [ROW]],
    ['as the interface nests them', { properties: rule(), direction: undefined }, [ROW]],
    ['all ports', { destinationPortRange: '*' }, [{ ...ROW, destinationPort: 0, destinationPortTo: 65535 }]],
    ['ranges', { destinationPortRange: '20-25' }, [{ ...ROW, destinationPort: 20, destinationPortTo: 25 }]],
    [
      'several ports',
      { destinationPortRange: '', destinationPortRanges: ['80', '443'] },
      [
        { ...ROW, destinationPort: 80, destinationPortTo: 80 },
        { ...ROW, destinationPort: 443, destinationPortTo: 443 },
      ],
    ],
    [
      'several sources',
      { sourceAddressPrefix: null, sourceAddressPrefixes: ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32', '2001:db8::1'] },
      ['10.0.0.0/8', '192.0.2.1/32', '2001:db8::/32', '2001:db8::1/128'].map((source) => ({ ...ROW, source })),
    ],
    ['the Internet', { sourceAddressPrefix: 'Internet' }, [ROW]],
    ['a service tag', { sourceAddressPrefix: 'Storage.WestEurope' }, [{ ...ROW, source: 'NOT-SUPPORTED' }]],
    [
      'an application security group',
      { sourceAddressPrefix: '', sourceApplicationSecurityGroups: [{ id: 'a' }] },
      [{ ...ROW, source: 'NOT-SUPPORTED' }],
    ],
    ['all protocols', { protocol: '*' }, [{ ...ROW, protocol: 'All' }]],
    ['a denial', { access: 'Deny', protocol: 'Udp' }, [{ ...ROW, protocol: 'UDP', action: 'DENY' }]],
    ['the other direction', { direction: 'Outbound' }, []],
  ])('%s', (_, more, expected) => {
    const given = 'properties' in more ? { name: 'r', properties: more.properties } : rule(more);
    expect(ruleRows([given], 'Inbound')).toEqual(expected);
  });

  it('apply in the order of their numbers', () => {
    const rows = ruleRows([rule({ name: 'b', priority: 200 }), rule({ name: 'a' })], 'Inbound');
    expect(rows).toMatchObject([{ name: 'a' }, { name: 'b' }]);
    expect(ruleLists([rule({ name: 'b', priority: 200 }), rule({ name: 'a' })], 'Inbound')).toMatchObject([
      { name: 'a', sourceAddressPrefixes: ['0.0.0.0/0'], destinationPortRanges: [{ destinationPort: 22 }] },
      { name: 'b' },
    ]);
  });

  it.each([
    ['no list', 5],
    ['no object', [5]],
    ['no priority', [rule({ priority: undefined })]],
    ['no action', [rule({ access: 'Maybe' })]],
    ['no direction', [rule({ direction: null })]],
    ['no protocol', [rule({ protocol: 6 })]],
    ['no port', [rule({ destinationPortRange: null })]],
    ['a port of another form', [rule({ destinationPortRange: 'ssh' })]],
    ['no source', [rule({ sourceAddressPrefix: null })]],
    ['a source of another form', [rule({ sourceAddressPrefixes: [5] })]],
  ])('%s is unknown, never closed', (_, rules) => {
    expect(ruleRows(rules, 'Inbound')).toBeInstanceOf(Unknown);
    expect(ruleLists(rules, 'Inbound')).toBeInstanceOf(Unknown);
  });
});

describe('azure', () => {
  it.each<readonly [string, unknown]>([
    ['a list', [resource(GROUP, { securityRules: [rule()] })]],
    ['one', resource(GROUP, { securityRules: [rule()] })],
    [
      'a page of the interface',
      { value: [resource(GROUP, { properties: { securityRules: [{ name: 'r', properties: rule() }] } })] },
    ],
    [
      'Resource Graph',
      {
        count: 1,
        data: [resource(GROUP.toLowerCase(), { subscriptionId: 's-1', properties: { securityRules: [rule()] } })],
        skip_token: null,
        total_records: 1,
      },
    ],
  ])('reads %s', async (_, value) => {
    const { entity } = await read(value);
    expect(entity).toMatchObject({
      type: 'NetworkSecurityGroup',
      id: expect.stringMatching(/\/networkSecurityGroups\/n$/iu) as unknown,
      name: 'n',
      accountNumber: 's-1',
      region: 'westeurope',
      resourceGroup: { name: 'g', type: 'ResourceGroup' },
      tags: [{ key: 'team', value: 'shop' }],
      inboundRules: [ROW],
      networkAssetsStats: [{ type: 'virtualMachines', count: 0 }],
    });
  });

  it('reads lines, and says which types are in it', async () => {
    const lines = [resource(GROUP, { securityRules: [] }), resource('Microsoft.Compute/disks'), resource(GROUP)];
    const { sources } = await collectBytes(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(sources.map(({ covers, vendor }) => [covers, vendor])).toEqual([
      [[], 'azure'],
      [['NetworkSecurityGroup'], 'azure'],
      [['Azure_Microsoft_Compute_disks'], 'azure'],
    ]);
  });

  it.each<readonly [string, object, boolean]>([
    ['the interface', { nextLink: 'https://management.azure.com/x' }, true],
    ['the interface, at its end', { nextLink: null }, false],
    ['Resource Graph', { count: 1, skip_token: 'x', total_records: 9 }, true],
    // A query without an `id` among its columns has no page that follows.
    ['Resource Graph without a page that follows', { count: 1, skip_token: null, total_records: 9 }, true],
    ['Resource Graph of the interface', { totalRecords: 9, count: 1, resultTruncated: 'true' }, true],
    ['Resource Graph, whole', { totalRecords: 1, count: 1, resultTruncated: 'false' }, false],
  ])('says that a page is not all: %s', async (_title, about, isCut) => {
    const list = Object.hasOwn(about, 'count') ? 'data' : 'value';
    const page = { ...about, [list]: [resource(GROUP, { securityRules: [] })] };
    expect((await collectBytes(JSON.stringify(page))).problems).toEqual(
      isCut ? ['truncated-input: the output is one page of several'] : [],
    );
  });

  it.each<readonly [string, object, string, object, readonly string[]]>([
    [
      'Microsoft.Compute/virtualMachines',
      { hardwareProfile: {}, networkProfile: {}, publicIps: '203.0.113.1' },
      'VirtualMachine',
      { isPublic: true },
      ['nics'],
    ],
    [
      'Microsoft.Compute/virtualMachines',
      { hardwareProfile: {}, networkProfile: {}, publicIps: '' },
      'VirtualMachine',
      { isPublic: false },
      ['nics'],
    ],
    [
      'Microsoft.Compute/virtualMachines',
      { hardwareProfile: {}, networkProfile: {} },
      'VirtualMachine',
      {},
      ['isPublic', 'nics'],
    ],
    [
      'Microsoft.KeyVault/vaults',
      {},
      'KeyVault',
      {},
      ['enableSoftDelete', 'enablePurgeProtection', 'keys', 'secrets', 'certificates'],
    ],
    [
      'Microsoft.KeyVault/vaults',
      { properties: { vaultUri: 'https://n' } },
      'KeyVault',
      { enableSoftDelete: true, enablePurgeProtection: false, vaultUri: 'https://n' },
      ['keys'],
    ],
    [
      'Microsoft.KeyVault/vaults',
      { properties: { vaultUri: 'https://n', enableSoftDelete: false } },
      'KeyVault',
      { enableSoftDelete: false },
      ['keys'],
    ],
    [
      'Microsoft.Sql/servers',
      { fullyQualifiedDomainName: 'n.x', state: 'Ready', administratorLogin: 'a' },
      'SQLServer',
      { administratorLogin: 'a', state: 'Ready' },
      ['adAdministrators', 'firewallRules', 'isPublic'],
    ],
    [
      'Microsoft.Sql/servers',
      { fullyQualifiedDomainName: 'n.x', state: 'Ready', administrators: { login: 'dba' } },
      'SQLServer',
      { adAdministrators: [{ login: 'dba', name: 'dba' }] },
      ['firewallRules'],
    ],
    [
      'Microsoft.Storage/storageAccounts',
      {
        properties: {
          creationTime: '2026-01-02T03:04:05.1234567Z',
          supportsHttpsTrafficOnly: true,
          minimumTlsVersion: 'TLS1_2',
          networkAcls: { bypass: 'None', defaultAction: 'Deny', virtualNetworkRules: [] },
          primaryEndpoints: { blob: 'https://n.blob.example' },
          encryption: {
            keySource: 'Microsoft.Storage',
            services: { blob: { enabled: true, lastEnabledTime: '2026-01-02T03:04:05Z' }, queue: null },
          },
          statusOfPrimary: 'available',
        },
      },
      'StorageAccount',
      {
        creationTime: 1767323045,
        httpsOnlyTraffic: true,
        enableHttpsTrafficOnly: true,
        minimumTlsVersion: 'TLS1_2',
        networkRuleSet: { defaultAction: 'Deny', ipRules: [], vitualNetworkRules: [] },
        primaryEndpoints: [{ service: 'blob', uri: 'https://n.blob.example' }],
        encryption: { keyVault: null, services: [{ name: 'blob', enabled: true, lastEnabledTime: 1767323045 }] },
        primaryStatus: 'available',
        customDomain: { name: null },
      },
      ['locks'],
    ],
    [
      'Microsoft.ContainerRegistry/registries',
      { loginServer: 'n', adminUserEnabled: true },
      'ContainerRegistry',
      { adminUserEnabled: true, properties: { adminUserEnabled: true } },
      [],
    ],
    [
      'Microsoft.Network/virtualNetworks',
      {
        addressSpace: {},
        subnets: [{ name: 'a', properties: { networkSecurityGroup: { id: 'x' } } }],
        virtualNetworkPeerings: [{ properties: { peeringState: 'Connected' } }],
      },
      'VNet',
      { subnets: [{ name: 'a', securityGroup: { id: 'x' } }], peerings: [{ peeringState: 'Connected' }] },
      [],
    ],
    [
      'Microsoft.Compute/disks',
      { diskState: 'Unattached', encryption: { type: 'x' } },
      'Azure_Microsoft_Compute_disks',
      { diskState: 'Unattached', encryption: { type: 'x' } },
      [],
    ],
    [
      'Microsoft.Authorization/roleAssignments',
      { principalType: 'User', roleDefinitionName: 'Owner' },
      'Azure_Microsoft_Authorization_roleAssignments',
      { roleDefinitionName: 'Owner' },
      [],
    ],
  ])('%s with %j is a %s', async (resourceType, more, type, expected, unknown) => {
    const record = await read([resource(resourceType, more)]);
    expect(record.entity).toMatchObject({ type, typeProperty: resourceType, source: 'azure', ...expected });
    for (const name of unknown) {
      expect(record.unknown).toHaveProperty([name]);
      expect(record.entity).not.toHaveProperty([name]);
    }
  });

  it('reads a database, whose server and type its id tells', async () => {
    const id = at('Microsoft.Sql/servers/srv/databases', 'db');
    const { entity } = await read([
      { id, name: 'db', collation: 'c', status: 'Online', currentSku: { tier: 'Basic' } },
    ]);
    expect(entity).toMatchObject({ type: 'SQLDB', sqlServerName: 'srv', edition: 'Basic', status: 'Online' });
  });

  it.each(['NetworkSecurityGroup', 'StorageAccount'])('leaves a %s of the vendor alone', async (type) => {
    const entity = { id: at(GROUP), type, name: 'n', source: 'db', inboundRules: [] };
    expect((await collectBytes(JSON.stringify([entity]))).entities).toEqual([entity]);
  });

  it('reports what is no resource, and reads on', async () => {
    const { problems, entities } = await collectBytes(
      JSON.stringify([resource(GROUP), { name: 'x' }, 5, resource(GROUP)]),
    );
    expect(problems).toEqual([
      'not-an-entity@1#1: the resource has no `type`',
      'not-an-entity@1#2: the resource has no `type`',
    ]);
    expect(entities).toHaveLength(2);
  });
});

describe('templates of Azure', () => {
  const template = (resources: unknown): string =>
    JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      resources,
    });
  const inTemplate = async (resources: unknown): Promise<readonly EntityRecord[]> => {
    const { records, problems } = await collectBytes(template(resources));
    expect(problems).toEqual([]);
    return records.filter(isEntityRecord);
  };
  const group = { type: GROUP, name: 'g', properties: { securityRules: [{ name: 'r', properties: rule() }] } };

  it('have resources in lists, by name, in others and in nested deployments', async () => {
    const nested = {
      type: 'Microsoft.Resources/deployments',
      name: 'd',
      properties: { template: { resources: [group] } },
    };
    const server = { type: 'Microsoft.Sql/servers', name: 's', resources: [{ type: 'firewallRules', name: 'f' }] };
    const types = [
      'NetworkSecurityGroup',
      'SQLServer',
      'Azure_Microsoft_Sql_servers_firewallRules',
      'Azure_Microsoft_Resources_deployments',
      'NetworkSecurityGroup',
    ];
    for (const resources of [[group, server, nested], { a: group, b: server, c: nested }]) {
      const records = await inTemplate(resources);
      expect(records.map(({ entity }) => entity.type)).toEqual(types);
      expect(records[0]?.provenance.address).toBe(`${GROUP}/g`);
      expect(records[0]?.entity['inboundRules']).toEqual([ROW]);
      expect(records[0]?.unknown).toHaveProperty('networkAssetsStats');
    }
  });

  it('refer to what they do not make', async () => {
    const vault = { type: 'Microsoft.KeyVault/vaults', name: 'v', existing: true };
    expect(await inTemplate({ vault, group: { ...group, condition: false } })).toEqual([]);
    expect(await inTemplate([{ ...group, condition: '[parameters("c")]' }])).toHaveLength(1);
  });

  it.each([
    ['a condition', { condition: false }],
    ['copies of none', { copy: { name: 'c', count: 0 } }],
    ['a reference', { existing: true }],
  ])('leave out what %s says, not the resources inside', async (_title, about) => {
    const rules = { type: 'firewallRules', name: 'f', properties: { endIpAddress: '255.255.255.255' } };
    const database = { type: 'databases', name: 'b', ...about, resources: [{ type: 'extensions', name: 'e' }] };
    const server = { type: 'Microsoft.Sql/servers', name: 's', ...about, resources: [rules, database] };
    const template = { resources: [group] };
    const nested = { type: 'Microsoft.Resources/deployments', name: 'd', ...about, properties: { template } };
    const records = await inTemplate([server, nested]);
    expect(records.map(({ entity }) => entity.type)).toEqual([
      'Azure_Microsoft_Sql_servers_firewallRules',
      'Azure_Microsoft_Sql_servers_databases_extensions',
    ]);
    expect(records[0]?.entity['endIpAddress']).toBe('255.255.255.255');
  });

  it.each<readonly [string, object, readonly string[]]>([
    ['whose properties are one expression', { properties: '[parameters("p")]' }, ['*', 'properties']],
    [
      'in which a loop fills a property',
      { properties: { size: 1, copy: [{ name: 'shares', count: '[c()]', input: {} }] } },
      ['copy.0.count', 'properties.copy.0.count', 'properties.shares', 'shares'],
    ],
    [
      'in which a loop fills a property of a property',
      { properties: { profile: { copy: [{ name: 'disks', count: '[c()]', input: {} }] } } },
      [
        ...['profile.copy.0.count', 'profile.disks'],
        ...['properties.profile.copy.0.count', 'properties.profile.disks'],
      ],
    ],
    [
      'in which a loop makes as many as it says',
      { properties: { profile: { copy: [{ name: 'disks', count: 2, input: {} }] } } },
      [],
    ],
    ['that is one of several', { copy: { name: 'all', count: 2 }, properties: { size: 1 } }, []],
  ])('have resources %s', async (_title, about, unknown) => {
    const [record] = await inTemplate([{ type: 'Microsoft.Compute/disks', name: 'd', ...about }]);
    expect(Object.keys(record?.unknown ?? {}).sort()).toEqual([...unknown].sort());
  });

  it.each<readonly [string, object, readonly string[], boolean]>([
    ['a template elsewhere', { templateLink: { uri: 'https://x/net.json' } }, [], true],
    ['a template beside it', { templateLink: { relativePath: 'nested/net.json' } }, ['a/net.json'], false],
    [
      'a template by an expression',
      { templateLink: { uri: "[uri(deployment().properties.templateLink.uri, 'net.json')]" } },
      ['net.json'],
      false,
    ],
    ['another template than is read', { templateLink: { uri: 'https://x/net.json?sig=1' } }, ['main.json'], true],
    ['a template that is a resource', { templateLink: { id: '/subscriptions/s/x' } }, [], true],
    ['a template of its own', { template: { resources: [] } }, [], false],
  ])('say that a deployment of %s makes more than is seen', (_title, properties, inputs, isMore) => {
    const value = [{ type: 'Microsoft.Resources/deployments', name: 'd', properties }];
    const origin = { place: { file: 'main.json' }, source: 'azure', maxDepth: 100 };
    const problems = [...templateRecords([{ value, line: 1 }], origin, inputs)].filter(isProblemRecord);
    expect(problems.map(({ code, message }) => [code, message.slice(0, 18)])).toEqual(
      isMore ? [['incomplete-input', 'the deployment `d`']] : [],
    );
  });

  it('tell before they are deployed what they would make', async () => {
    const change = (changeType: string, after: unknown): object => ({ changeType, resourceId: at(GROUP), after });
    const made = { ...group, id: at(GROUP), location: 'westeurope' };
    const { records, problems } = await collectBytes(
      JSON.stringify({
        status: 'Succeeded',
        changes: [change('Create', made), change('Delete', null), change('Deploy', undefined), change('Ignore', made)],
      }),
    );
    expect(records.filter(isEntityRecord).map(({ entity }) => entity['inboundRules'])).toEqual([[ROW], [ROW]]);
    expect(problems).toEqual(['not-an-entity@1#2: the change does not tell what the resource would be']);
  });

  it('hold expressions, which are unknown, and rules that stand apart', async () => {
    const [asked] = await inTemplate([
      {
        type: 'Microsoft.Compute/disks',
        name: '[parameters("n")]',
        properties: { size: '[[text]', 'a.b': '[c()]', list: ['[d()]'] },
      },
    ]);
    expect(Object.keys(asked?.unknown ?? {}).sort()).toEqual(
      ['list.0', 'name', 'properties', 'properties.list.0'].sort(),
    );
    const [open] = await inTemplate([
      {
        ...group,
        properties: { securityRules: [{ name: 'r', properties: rule({ sourceAddressPrefix: '[variables("s")]' }) }] },
      },
    ]);
    expect(open?.unknown).toHaveProperty('inboundRules');
    const [apart] = await inTemplate([group, { type: `${GROUP}/securityRules`, name: 'g/x', properties: rule() }]);
    expect(apart?.unknown).toHaveProperty('inboundRules');
  });
});

describe('rules of the vendor on what az prints', () => {
  it.each<readonly [string, readonly string[]]>([
    [
      'NetworkSecurityGroup should not have inboundRules allowedHostsForPort(22) > 256',
      ['failed web', 'passed office'],
    ],
    ['NetworkSecurityGroup should not have inboundRules allowedHostsForPort(22) > 17', ['failed web', 'passed office']],
    [
      'NetworkSecurityGroup should not have inboundRules allowedHostsForPort(443) >= 4294967296',
      ['failed web', 'passed office'],
    ],
    [
      'NetworkSecurityGroup should not have inboundSecurityRules allowedHostsForPort(22) > 256',
      ['failed web', 'passed office'],
    ],
    [
      "NetworkSecurityGroup should not have inboundRules with [ action='ALLOW' and source='0.0.0.0/0' and destinationPort<=22 and destinationPortTo>=22 and protocol in ('TCP','ALL') ]",
      ['failed web', 'passed office'],
    ],
    ['NetworkSecurityGroup should have networkAssetsStats contain-any [ count > 0 ]', ['failed web', 'error office']],
    ["NetworkSecurityGroup where tags contain [ key='team' ] should have inboundRules length() > 5", ['failed web']],
    ['NetworkSecurityGroup should have locks length() > 0', ['error web', 'error office']],
  ])('%s', async (logic, expected) => {
    const said = await judge(logic, readFileSync('examples/inventory/azure/groups.json', 'utf8'));
    expect(said.filter((line) => !line.startsWith('irrelevant'))).toEqual(expected);
  });

  it('are told by the example to be groups', async () => {
    const { entities, problems } = await collect(['examples/inventory/azure/groups.json']);
    expect(problems).toEqual([]);
    expect(entities.map(({ type, name }) => [type, name])).toEqual([
      ['NetworkSecurityGroup', 'web'],
      ['NetworkSecurityGroup', 'office'],
    ]);
  });
});

describe('lists that leave out', () => {
  const account = 'Microsoft.Storage/storageAccounts';

  it.each([
    ['az storage account list', { enableHttpsTrafficOnly: false }],
    ['the interface', { properties: { supportsHttpsTrafficOnly: false } }],
  ])('%s has its own name for it', async (_command, told) => {
    const { records } = await collectBytes(JSON.stringify([{ id: at(account), name: 'a', type: account, ...told }]));
    const [record] = records.filter(isEntityRecord);
    expect(record?.entity).toMatchObject({ enableHttpsTrafficOnly: false, supportsHttpsTrafficOnly: false });
  });

  it('az resource list has no properties, which is not that they are not set', async () => {
    const listed = { id: at(GROUP), name: 'g', type: GROUP, location: 'westeurope', properties: null };
    const { records } = await collectBytes(JSON.stringify([listed]));
    expect(records.filter(isEntityRecord)[0]?.unknown).toMatchObject({
      properties: expect.any(String) as string,
      inboundRules: expect.any(String) as string,
    });
  });

  const disk = {
    id: at('Microsoft.Compute/disks'),
    name: 'd',
    type: 'Microsoft.Compute/disks',
    location: 'westeurope',
  };
  const resources = { ...disk, extendedLocation: null, identity: null, kind: null, sku: null, tags: null };
  const PRIVATE = "Azure_Microsoft_Compute_disks should not have networkAccessPolicy='AllowAll'";

  it.each([
    ['az resource list', { ...resources, properties: null }, PRIVATE, 'error d'],
    ['a query for names', disk, PRIVATE, 'error d'],
    [
      'what such a list tells',
      { ...resources, properties: null },
      'Azure_Microsoft_Compute_disks should have sku',
      'failed d',
    ],
    ['az disk list', { ...resources, networkAccessPolicy: 'AllowAll' }, PRIVATE, 'failed d'],
    ['what az disk list does not have', { ...resources, networkAccessPolicy: 'DenyAll' }, PRIVATE, 'passed d'],
    ['Resource Graph', { ...resources, properties: { networkAccessPolicy: 'DenyAll' } }, PRIVATE, 'passed d'],
    ['a resource that has no properties', { ...resources, properties: {} }, PRIVATE, 'passed d'],
  ])('what a list of any types leaves out is no verdict: %s', async (_title, resource, logic, expected) => {
    expect(await judge(logic, JSON.stringify([resource]))).toEqual([expected]);
  });

  it('a resource group has no more than such a list tells', async () => {
    const group = { id: '/subscriptions/s/resourceGroups/g', name: 'g', type: 'Microsoft.Resources/resourceGroups' };
    expect(await judge("ResourceGroup should not have managedBy='x'", JSON.stringify([group]))).toEqual(['passed g']);
  });
});
