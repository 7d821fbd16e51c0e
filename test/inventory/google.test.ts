import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isEntityRecord, type EntityRecord } from '../../src/values/record.ts';
import { Unknown } from '../../src/inventory/aws/shape.ts';
import { firewallRows } from '../../src/inventory/google/firewall-rules.ts';
import { collect, collectBytes, judge } from './support.ts';

const LINK = 'https://www.googleapis.com/compute/v1/projects/p/zones/europe-west1-b/instances/n';
const instance = {
  kind: 'compute#instance',
  id: '1',
  name: 'n',
  zone: 'https://www.googleapis.com/compute/v1/projects/p/zones/europe-west1-b',
  selfLink: LINK,
  labels: { team: 'shop' },
  networkInterfaces: [{ accessConfigs: [{ natIP: '203.0.113.1' }] }],
};
const asset = (assetType: string, data: object, more: object = {}): object => ({
  name: `//${assetType.split('/')[0] ?? ''}/projects/p/x/n`,
  assetType,
  resource: { data, location: 'europe-west1' },
  ...more,
});
const read = async (value: unknown): Promise<EntityRecord> => {
  const { records, problems } = await collectBytes(JSON.stringify(value));
  expect(problems).toEqual([]);
  const found = records.find(isEntityRecord);
  if (found === undefined) throw new Error('no entity');
  return found;
};

describe('google', () => {
  it.each<readonly [string, unknown]>([
    ['a list of gcloud', [instance]],
    ['one', instance],
    ['a list of the interface', { kind: 'compute#instanceList', id: 'x', items: [instance] }],
    [
      'a list of all zones',
      {
        kind: 'compute#instanceAggregatedList',
        items: { 'zones/a': { warning: { code: 'NO_RESULTS_ON_PAGE' } }, 'zones/b': { instances: [instance] } },
      },
    ],
    ['assets', [asset('compute.googleapis.com/Instance', instance)]],
    ['assets with their time', { readTime: 'x', assets: [asset('compute.googleapis.com/Instance', instance)] }],
  ])('reads %s', async (_, value) => {
    const { entity } = await read(value);
    expect(entity).toMatchObject({
      type: 'VMInstance',
      id: '1',
      name: 'n',
      accountNumber: 'p',
      region: 'europe-west1-b',
      source: 'google',
      tags: [{ key: 'team', value: 'shop' }],
      isPublic: true,
      nics: [{ accessConfigs: [{ natIP: '203.0.113.1' }] }],
    });
  });

  it('reads lines, and says which types are in it', async () => {
    const lines = [
      asset('compute.googleapis.com/Disk', { name: 'd' }),
      asset('sqladmin.googleapis.com/Instance', { settings: {} }),
    ];
    const { sources } = await collectBytes(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(sources.map(({ covers, vendor }) => [covers, vendor])).toEqual([
      [[], 'google'],
      [['Google_compute_Disk'], 'google'],
      [['CloudSql'], 'google'],
    ]);
  });

  it.each([
    ['compute#firewallList', 'Google_compute_Firewall'],
    ['compute#addressList', 'Google_compute_Address'],
    ['compute#instanceAggregatedList', 'VMInstance'],
    ['sql#instancesList', 'CloudSql'],
    ['storage#buckets', 'StorageBucket'],
  ])('an empty %s says that there is no %s', async (kind, type) => {
    const { sources, problems } = await collectBytes(JSON.stringify({ kind }));
    expect(problems).toEqual([]);
    expect(sources).toMatchObject([{ covers: [] }, { kind: 'source', covers: [type] }]);
  });

  it('says that a page is not all', async () => {
    const page = { kind: 'compute#instanceList', items: [instance], nextPageToken: 'x' };
    expect((await collectBytes(JSON.stringify(page))).problems).toEqual([
      'truncated-input: the output is one page of several',
    ]);
  });

  it.each<readonly [string, unknown, string, object, readonly string[]]>([
    [
      'a machine without an address',
      { ...instance, networkInterfaces: [{}] },
      'VMInstance',
      { isPublic: false },
      ['nics.0.inboundRules'],
    ],
    [
      'a machine of which little was asked',
      { kind: 'compute#instance', name: 'n' },
      'VMInstance',
      {},
      ['isPublic', 'nics', 'networkInterfaces', 'metadata'],
    ],
    [
      'a subnet',
      { kind: 'compute#subnetwork', name: 'n', ipCidrRange: '10.0.0.0/8', logConfig: { enable: true } },
      'Subnet',
      { cidr: '10.0.0.0/8', privateIpGoogleAccess: false, enableFlowLogs: true },
      [],
    ],
    [
      'a database',
      {
        kind: 'sql#instance',
        name: 'n',
        project: 'p',
        region: 'r',
        settings: { ipConfiguration: { ipv4Enabled: true } },
        ipAddresses: [{ ipAddress: '203.0.113.1' }],
      },
      'CloudSql',
      { accountNumber: 'p', region: 'r', settings: { ipConfiguration: { ipv4Enabled: true } } },
      [],
    ],
    [
      'a bucket',
      { kind: 'storage#bucket', name: 'n', location: 'EU' },
      'StorageBucket',
      { region: 'eu' },
      ['iamPolicy'],
    ],
    ['a bucket of gcloud', { name: 'n', storage_url: 'gs://n/', location: 'EU' }, 'StorageBucket', {}, ['iamPolicy']],
    [
      'a policy alone',
      { name: '//storage.googleapis.com/n', asset_type: 'storage.googleapis.com/Bucket', iam_policy: { bindings: [] } },
      'StorageBucket',
      { name: 'n', iamPolicy: { bindings: [] } },
      ['iamConfiguration', 'location'],
    ],
    [
      'a cluster',
      {
        name: 'n',
        selfLink: 'https://container.googleapis.com/v1/projects/p/locations/l/clusters/n',
        location: 'l',
        subnetwork: 's',
        nodePools: [{ config: { imageType: 'COS' } }, { config: { serviceAccount: 'a@b' } }],
      },
      'GkeCluster',
      {
        accountNumber: 'p',
        nodePools: [{ config: { isDefaultServiceAccount: true } }, { config: { isDefaultServiceAccount: false } }],
        subnetwork: { name: 's' },
      },
      ['subnetwork.privateIpGoogleAccess'],
    ],
    [
      'a key ring',
      { name: 'projects/p/locations/l/keyRings/n', createTime: 'x' },
      'KmsKeyRing',
      { name: 'n', accountNumber: 'p' },
      ['cryptoKeys'],
    ],
    [
      'a key',
      { name: 'projects/p/locations/l/keyRings/r/cryptoKeys/n', purpose: 'x', rotationPeriod: '7776000s' },
      'Google_cloudkms_CryptoKey',
      { rotationPeriodInDays: 90 },
      [],
    ],
    [
      'an account',
      { name: 'projects/p/serviceAccounts/a@b', email: 'a@b', uniqueId: '5' },
      'ServiceAccount',
      { id: '5', name: 'a@b' },
      ['roles'],
    ],
    [
      'the policy of a project',
      { bindings: [{ role: 'roles/owner', members: ['user:a'] }], etag: 'x', version: 1 },
      'Google_iam_Policy',
      { bindings: [{ role: 'roles/owner' }] },
      [],
    ],
  ])('reads %s', async (_, value, type, expected, unknown) => {
    const record = await read(value);
    expect(record.entity).toMatchObject({ type, source: 'google', ...expected });
    for (const name of unknown) expect(record.unknown).toHaveProperty([name]);
  });

  it.each([
    [{ type: 'VMInstance', id: '1', name: 'n', source: 'google', kind: 'compute#instance' }],
    [{ type: 'VMInstance', id: '1', name: 'n', dome9Id: 'x', kind: 'compute#instance' }],
  ])('leaves an entity alone: %j', async (entity) => {
    expect((await collectBytes(JSON.stringify([entity]))).entities).toEqual([entity]);
  });

  it('reports what tells no type, and reads on', async () => {
    const { problems, entities } = await collectBytes(JSON.stringify([instance, { name: 'x' }, 5, instance]));
    expect(problems).toEqual([
      'not-an-entity@1#1: the resource does not tell its type',
      'not-an-entity@1#2: the resource does not tell its type',
    ]);
    expect(entities).toHaveLength(2);
  });
});

describe('firewall rules', () => {
  const rule = { name: 'r', allowed: [{ IPProtocol: 'tcp', ports: ['22', '80-90'] }], sourceRanges: ['10.0.0.0/8'] };
  const row = {
    name: 'r',
    number: 1000,
    protocol: 'TCP',
    source: '10.0.0.0/8',
    destination: '0.0.0.0/0',
    direction: 'INBOUND',
    action: 'ALLOW',
  };
  it.each<readonly [string, object, readonly object[]]>([
    [
      'ports and ranges',
      rule,
      [
        { ...row, destinationPort: 22, destinationPortTo: 22 },
        { ...row, destinationPort: 80, destinationPortTo: 90 },
      ],
    ],
    [
      'no ports',
      { ...rule, allowed: [{ IPProtocol: 'all' }] },
      [{ ...row, protocol: 'ALL', destinationPort: 0, destinationPortTo: 65535 }],
    ],
    [
      'a denial',
      { name: 'r', priority: 5, denied: [{ ipProtocol: 'udp' }] },
      [
        {
          ...row,
          number: 5,
          source: '0.0.0.0/0',
          protocol: 'UDP',
          action: 'DENY',
          destinationPort: 0,
          destinationPortTo: 65535,
        },
      ],
    ],
    [
      'a tag',
      { name: 'r', sourceTags: ['a'], allowed: [{ ipProtocol: 'tcp', ports: ['1'] }] },
      [{ ...row, source: 'NOT-SUPPORTED', destinationPort: 1, destinationPortTo: 1 }],
    ],
    ['disabled', { ...rule, disabled: true }, []],
    // As CSV and tables of gcloud print it.
    ['disabled in words', { ...rule, disabled: 'True' }, []],
    [
      'enabled in words',
      { name: 'r', disabled: 'False', direction: 'ingress', denied: [{ IPProtocol: 'icmp' }] },
      [
        {
          ...row,
          number: 1000,
          source: '0.0.0.0/0',
          protocol: 'ICMP',
          action: 'DENY',
          destinationPort: 0,
          destinationPortTo: 65535,
        },
      ],
    ],
    ['the other direction', { ...rule, direction: 'EGRESS' }, []],
  ])('%s', (_, given, expected) => {
    expect(firewallRows(given as Record<string, unknown>, 'INGRESS')).toEqual(expected);
  });

  it.each<readonly [string, object]>([
    ['neither allows nor denies', { name: 'r' }],
    ['no protocol', { allowed: [{ ports: ['1'] }] }],
    ['a port of another form', { allowed: [{ IPProtocol: 'tcp', ports: ['ssh'] }] }],
    ['no list', { allowed: 5 }],
    ['something else than a truth for disabled', { ...rule, disabled: 'perhaps' }],
    ['another direction', { ...rule, direction: 'SIDEWAYS' }],
    ['sources of another form', { ...rule, sourceRanges: [5] }],
  ])('%s is unknown, never closed', (_, given) => {
    expect(firewallRows(given as Record<string, unknown>, 'INGRESS')).toBeInstanceOf(Unknown);
  });
});

describe('rules of the vendor on assets', () => {
  const OPEN = "inboundRules contain [ destinationPort<=22 and destinationPortTo>=22 and protocol in ('TCP','ALL') ]";
  it.each<readonly [string, readonly string[]]>([
    ['VMInstance should not have isPublic=true', ['failed web', 'passed batch']],
    [
      `VMInstance where isPublic=true and nics contain-any [${OPEN}] should not have nics contain-any [${OPEN} and inboundRules allowedHostsForPort(22) > 32]`,
      ['failed web'],
    ],
    [
      "StorageBucket should not have iamPolicy.bindings contain [ members contain-any [ $ in ('allUsers','allAuthenticatedUsers') ] ]",
      ['failed example-public', 'error example-logs'],
    ],
    [
      'StorageBucket should have iamConfiguration.uniformBucketLevelAccess.enabled=true',
      ['error example-public', 'passed example-logs'],
    ],
    ['Google_compute_Firewall should not have inboundRules allowedHostsForPort(22) > 256', ['failed allow-ssh']],
    ['Google_compute_Firewall should not have inboundRules allowedHostsForPort(3389) > 256', ['passed allow-ssh']],
  ])('%s', async (logic, expected) => {
    const said = await judge(logic, readFileSync('examples/inventory/google/assets.ndjson', 'utf8'));
    expect(said.filter((line) => !line.startsWith('irrelevant'))).toEqual(expected);
  });

  it('are told by the example', async () => {
    const { entities, problems } = await collect(['examples/inventory/google/assets.ndjson']);
    expect(problems).toEqual([]);
    expect(entities.map(({ type }) => type)).toEqual([
      'VMInstance',
      'VMInstance',
      'Google_compute_Firewall',
      'StorageBucket',
      'StorageBucket',
    ]);
  });
});

/** An asset's resource and its policy come in exports of their own, of any type. */
describe('halves of an asset', () => {
  const name = '//pubsub.googleapis.com/projects/p/topics/t';
  const about = { assetType: 'pubsub.googleapis.com/Topic', name, ancestors: ['projects/1'] };
  const data = { name: 'projects/p/topics/t', kmsKeyName: 'k' };
  const whole = { ...about, resource: { version: 'v1', data } };
  const policy = { ...about, iamPolicy: { bindings: [{ role: 'roles/pubsub.viewer', members: ['allUsers'] }] } };
  const snake = { asset_type: about.assetType, name, iam_policy: policy.iamPolicy };
  const KEY = "Google_pubsub_Topic should have kmsKeyName = 'k'";
  const PUBLIC = "Google_pubsub_Topic should not have iamPolicy.bindings contain [ members contain [ 'allUsers' ] ]";

  it.each<readonly [title: string, assets: readonly object[], logic: string, said: readonly string[]]>([
    ['are one', [whole, policy], KEY, ['passed t']],
    ['are one in any order', [policy, whole], KEY, ['passed t']],
    ['are one in other names', [snake, whole], PUBLIC, ['failed t']],
    ['have the policy', [whole, policy], PUBLIC, ['failed t']],
    ['without the policy leave it open', [whole], PUBLIC, ['error t']],
    ['without the resource leave it open', [policy], KEY, ['error t']],
    ['of one that has both stay', [{ ...whole, iamPolicy: { bindings: [] } }], PUBLIC, ['passed t']],
    ['of two are two', [whole, { ...policy, name: `${name}2` }], KEY, ['passed t', 'error t2']],
    ['may be JSON text', [{ ...about, resource: { data: JSON.stringify(data) } }], KEY, ['passed t']],
    ['may be text that is none', [{ ...about, resource: { data: 'k' } }], KEY, ['error t']],
  ])('%s', async (_title, assets, logic, said) => {
    const lines = assets.map((asset) => JSON.stringify(asset)).join('\n');
    expect(await judge(logic, lines)).toEqual(said);
  });

  it('of types that wait for others are one as well', async () => {
    const instance = { assetType: 'compute.googleapis.com/Instance', name: '//compute.googleapis.com/x/instances/i' };
    const resource = { data: { id: '5', name: 'i', canIpForward: true, networkInterfaces: [] } };
    const assets = [
      { ...instance, resource },
      { ...instance, iamPolicy: { bindings: [] } },
    ];
    const rule = 'VMInstance should not have canIpForward = true';
    expect(await judge(rule, assets.map((asset) => JSON.stringify(asset)).join('\n'))).toEqual(['failed i']);
  });

  it('of long exports, of which few are waited for, are all there', async () => {
    const lines = Array.from({ length: 20_010 }, (_, index) =>
      JSON.stringify({ ...whole, name: `${name}${index}`, resource: { data: { ...data, name: `t${index}` } } }),
    );
    const said = await judge(KEY, lines.join('\n'));
    expect(said).toHaveLength(20_010);
    expect(new Set(said.map((line) => line.split(' ')[0]))).toEqual(new Set(['passed']));
  });
});

it('what a search finds has its resource in versions, where it is asked for', async () => {
  const found = {
    name: '//compute.googleapis.com/projects/p/global/firewalls/f',
    assetType: 'compute.googleapis.com/Firewall',
    displayName: 'f',
  };
  const data = { kind: 'compute#firewall', name: 'f', sourceRanges: ['0.0.0.0/0'] };
  const rule = "Google_compute_Firewall should not have sourceRanges contain [ '0.0.0.0/0' ]";
  const judged = async (asset: object): Promise<readonly string[]> => judge(rule, JSON.stringify({ results: [asset] }));
  expect(await judged({ ...found, versionedResources: [{ version: 'v1', resource: data }] })).toEqual(['failed f']);
  expect(await judged(found)).toEqual(['error f']);
});
