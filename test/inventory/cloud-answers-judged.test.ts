import { expect, test } from 'vitest';
import { judge } from './support.ts';

const BUCKET = {
  creation_time: '2023-01-01T00:00:00+0000',
  default_storage_class: 'STANDARD',
  location: 'US',
  name: 'b',
  storage_url: 'gs://b/',
  uniform_bucket_level_access: false,
  versioning_enabled: false,
};
const FOUND = {
  assetType: 'storage.googleapis.com/Bucket',
  displayName: 'b',
  labels: { env: 'prod' },
  location: 'us',
  name: '//storage.googleapis.com/b',
  project: 'projects/1',
};
const ALLOWED = {
  assetType: 'storage.googleapis.com/Bucket',
  project: 'projects/1',
  resource: '//storage.googleapis.com/b',
  policy: { bindings: [{ members: ['allUsers'], role: 'roles/storage.objectViewer' }] },
};
const WHOLE = {
  assetType: 'storage.googleapis.com/Bucket',
  name: '//storage.googleapis.com/b',
  resource: { data: { id: 'b', name: 'b', location: 'US', versioning: { enabled: true } } },
};
const FIREWALL = {
  kind: 'compute#firewall',
  name: 'f',
  network: 'https://www.googleapis.com/compute/v1/projects/p/global/networks/n',
  allowed: [{ IPProtocol: '6', ports: ['22'] }],
  direction: 'INGRESS',
  sourceRanges: ['0.0.0.0/0'],
};
const ACCOUNT = {
  id: '/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/s',
  name: 's',
  type: 'Microsoft.Storage/storageAccounts',
  allowBlobPublicAccess: null,
  allowSharedKeyAccess: null,
  minimumTlsVersion: null,
  publicNetworkAccess: null,
  primaryEndpoints: { blob: 'https://s' },
  encryption: { services: {} },
};
const VAULT = {
  id: '/subscriptions/1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v',
  name: 'v',
  type: 'Microsoft.KeyVault/vaults',
  properties: { vaultUri: 'https://v', networkAcls: null, publicNetworkAccess: null },
};
const MACHINE = { id: '/subscriptions/1/resourceGroups/g/providers/x/y/m', name: 'm' };
const DETAILS = {
  UserDetailList: [
    { UserName: 'a', UserId: 'AIDA1', Arn: 'arn:aws:iam::111122223333:user/a' },
    { UserName: 'b', UserId: 'AIDA2', Arn: 'arn:aws:iam::111122223333:user/b', PermissionsBoundary: { x: 1 } },
  ],
  RoleDetailList: [
    {
      RoleName: 'r',
      RoleId: 'AROA1',
      Arn: 'arn:aws:iam::111122223333:role/r',
      RoleLastUsed: { LastUsedDate: '2020-01-01T00:00:00Z' },
      AssumeRolePolicyDocument: { Statement: [{ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }] },
    },
  ],
};
/** The columns of Steampipe's table of Google's buckets. */
const GOOGLE_ROW = { name: 'b', project: 'p', self_link: 'https://x', versioning_enabled: true };

// What command lines of Azure and Google print, with what they leave out or write otherwise than the interface.
test.each<[string, object, string, readonly string[]]>([
  ['gcloud storage buckets list', [BUCKET], 'StorageBucket should have versioning.enabled = true', ['failed b']],
  [
    'gcloud storage buckets list',
    [BUCKET],
    'StorageBucket should have iamConfiguration.uniformBucketLevelAccess.enabled = true',
    ['failed b'],
  ],
  [
    'gcloud storage buckets list',
    [BUCKET],
    "StorageBucket should not have acl contain [ entity = 'allUsers' ]",
    ['error b'],
  ],
  [
    'gcloud storage buckets list',
    [{ ...BUCKET, uniform_bucket_level_access: true }],
    "StorageBucket should not have acl contain [ entity = 'allUsers' ]",
    ['passed b'],
  ],
  [
    'gcloud storage buckets list',
    [{ ...BUCKET, default_kms_key: 'k', logging_config: { logBucket: 'l' } }],
    "StorageBucket should have encryption.defaultKmsKeyName = 'k' and logging.logBucket = 'l'",
    ['passed b'],
  ],
  [
    'gcloud storage buckets list',
    [BUCKET],
    "StorageBucket should not have timeCreated before(-90, 'days')",
    ['failed b'],
  ],
  ['a row of another cloud', [GOOGLE_ROW], 'S3Bucket should have versioning', ['problem not-an-entity']],
  [
    'gcloud asset search-all-resources',
    [FOUND],
    "StorageBucket should have labels contain [ env = 'prod' ]",
    ['passed b'],
  ],
  ['gcloud asset search-all-resources', [FOUND], "StorageBucket should have region = 'us'", ['passed b']],
  [
    'gcloud asset search-all-resources',
    [FOUND],
    "StorageBucket should have tags contain [ key = 'env' ]",
    ['passed b'],
  ],
  ['gcloud asset search-all-resources', [FOUND], 'StorageBucket should not have autoclass.enabled = true', ['error b']],
  [
    'gcloud asset search-all-resources',
    [{ ...FOUND, assetType: 'pubsub.googleapis.com/Topic' }],
    'Google_pubsub_Topic should have kmsKeyName',
    ['error b'],
  ],
  [
    'gcloud asset search-all-iam-policies',
    [ALLOWED],
    "StorageBucket should not have iamPolicy.bindings contain [ members contain [ 'allUsers' ] ]",
    ['failed b'],
  ],
  [
    'gcloud asset search-all-iam-policies beside the assets',
    [WHOLE, ALLOWED],
    "StorageBucket should not have versioning.enabled = true and iamPolicy.bindings contain [ members contain [ 'allUsers' ] ]",
    ['failed b'],
  ],
  [
    'gcloud compute firewall-rules list',
    [FIREWALL],
    "Google_compute_Firewall should not have inboundRules contain [ protocol in ('TCP', 'ALL') and destinationPort <= 22 and destinationPortTo >= 22 ]",
    ['failed f'],
  ],
  ['az storage account list', [ACCOUNT], 'StorageAccount should not have allowSharedKeyAccess = true', ['failed s']],
  ['az storage account list', [ACCOUNT], 'StorageAccount should not have allowBlobPublicAccess = true', ['error s']],
  ['az storage account list', [ACCOUNT], "StorageAccount should not have minimumTlsVersion = 'TLS1_0'", ['failed s']],
  [
    'az storage account list',
    [ACCOUNT],
    "StorageAccount should not have publicNetworkAccess = 'Enabled'",
    ['failed s'],
  ],
  ['az keyvault show', [VAULT], "KeyVault should not have networkAcls.defaultAction = 'Allow'", ['failed v']],
  [
    'az vm list',
    [{ ...MACHINE, type: 'Microsoft.Compute/virtualMachines', networkProfile: {}, hardwareProfile: {} }],
    'VirtualMachine should not have inboundRules allowedHostsForPort(22) > 256',
    ['error m'],
  ],
  [
    'gcloud compute instances list',
    [{ ...MACHINE, id: '9', kind: 'compute#instance', networkInterfaces: [] }],
    'VMInstance should not have inboundRules allowedHostsForPort(22) > 256',
    ['error m'],
  ],
  [
    'aws iam get-account-authorization-details',
    DETAILS,
    'IamUser should have PermissionsBoundary',
    ['failed a', 'passed b'],
  ],
  [
    'aws iam get-account-authorization-details',
    DETAILS,
    "IamRole should have RoleLastUsed.LastUsedDate after(-90, 'days')",
    ['failed r'],
  ],
  [
    'aws iam get-account-authorization-details',
    DETAILS,
    "IamRole should not have trust.Statement contain [ ~getValue('owner') in (Principal.AWS split(':')) ]",
    ['failed r'],
  ],
  ['az keyvault show', [VAULT], "KeyVault should not have publicNetworkAccess = 'Enabled'", ['failed v']],
])('%s: %j: %s', async (_, resources, logic, expected) => {
  expect(await judge(logic, JSON.stringify(resources))).toEqual(expected);
});

test.each([
  [null, 'failed'],
  ['Enabled', 'failed'],
  ['Disabled', 'passed'],
  ['disabled', 'passed'],
  ['SecuredByPerimeter', 'error'],
])('a vault without rules of its network, its public access %j: %s', async (publicNetworkAccess, status) => {
  const vault = { ...VAULT, properties: { ...VAULT.properties, publicNetworkAccess } };
  const logic = "KeyVault should have networkAcls.defaultAction = 'Deny'";
  expect(await judge(logic, JSON.stringify([vault]))).toEqual([`${status} v`]);
  // What is written stays as it is written.
  const open = { ...vault, properties: { ...vault.properties, networkAcls: { defaultAction: 'Allow' } } };
  expect(await judge(logic, JSON.stringify([open]))).toEqual(['failed v']);
});

test.each([
  ['inboundRules allowedHostsForPort(22) < 4294967296', 'passed'],
  ['inboundRules allowedHostsForPort(443) < 4294967296', 'error'],
  ['inboundRules allowedHostsForPort(80) < 4294967296', 'failed'],
  ['inboundRules allowedPublicHostsForPort(22) = 0', 'passed'],
])('a prefix list leaves open what its own ports are open to: %s', async (condition, status) => {
  const port = (from: number, more: object): object => ({ IpProtocol: 'tcp', FromPort: from, ToPort: from, ...more });
  const open = { IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  const list = { PrefixListIds: [{ PrefixListId: 'pl-1' }] };
  const permissions = [
    port(443, list),
    port(80, list),
    port(80, open),
    port(22, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] }),
  ];
  const group = { GroupId: 'sg-1', GroupName: 'web', IpPermissions: permissions, IpPermissionsEgress: [] };
  const answer = JSON.stringify({ SecurityGroups: [group] });
  expect(await judge(`SecurityGroup should have ${condition}`, answer)).toEqual([`${status} web`]);
});
