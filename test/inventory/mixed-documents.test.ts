import { describe, expect, it } from 'vitest';
import { collectBytes } from './support.ts';

/* Documents of two kinds in one file, as `cat` makes it: the reader of the first may not lose the second. */

const GROUP = {
  GroupId: 'sg-1',
  GroupName: 'a',
  OwnerId: '111122223333',
  Description: 'd',
  VpcId: 'v',
  IpPermissions: [],
  IpPermissionsEgress: [],
};
const RESOURCE = {
  address: 'aws_s3_bucket.b',
  mode: 'managed',
  type: 'aws_s3_bucket',
  name: 'b',
  provider_name: 'registry.terraform.io/hashicorp/aws',
  values: { bucket: 'b' },
};
const NSG = {
  id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/n',
  name: 'n',
  type: 'Microsoft.Network/networkSecurityGroups',
  location: 'w',
  properties: { securityRules: [], defaultSecurityRules: [] },
};
const FIREWALL = {
  kind: 'compute#firewall',
  name: 'f',
  network: 'https://www.googleapis.com/compute/v1/projects/p/global/networks/n',
  selfLink: 'https://www.googleapis.com/compute/v1/projects/p/global/firewalls/f',
};
const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c' }] } };
const ROW = {
  group_id: 'sg-7',
  group_name: 'a',
  arn: 'arn:aws:ec2:us-east-1:111122223333:security-group/sg-7',
  description: 'd',
  ip_permissions: [],
  ip_permissions_egress: [],
  owner_id: '111122223333',
  vpc_id: 'v',
  region: 'us-east-1',
  account_id: '111122223333',
};
const ITEM = {
  configurationItemVersion: '1.3',
  awsAccountId: '111122223333',
  configurationItemStatus: 'OK',
  resourceType: 'AWS::EC2::Volume',
  resourceId: 'vol-1',
  awsRegion: 'us-east-1',
  configuration: { volumeId: 'vol-1', encrypted: true },
};
const USER = { UserName: 'u', UserId: 'AIDA1', Arn: 'arn:aws:iam::111122223333:user/u', Path: '/' };

const DOCUMENTS: Readonly<Record<string, readonly [document: object, type: string]>> = {
  answer: [{ SecurityGroups: [GROUP] }, 'SecurityGroup'],
  arm: [
    {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [{ ...NSG, id: undefined, apiVersion: '2023-04-01' }],
    },
    'NetworkSecurityGroup',
  ],
  asset: [
    {
      name: '//compute.googleapis.com/projects/p/global/firewalls/f',
      asset_type: 'compute.googleapis.com/Firewall',
      resource: { version: 'v1', data: FIREWALL },
    },
    'Google_compute_Firewall',
  ],
  assessment: [{ testEntities: { Gadget: [{ type: 'Gadget', id: 'h', name: 'h', dome9Id: '1|Gadget|h' }] } }, 'Gadget'],
  azure: [NSG, 'NetworkSecurityGroup'],
  details: [{ UserDetailList: [USER], GroupDetailList: [], RoleDetailList: [], Policies: [] }, 'IamUser'],
  entity: [{ type: 'Thing', id: 't', name: 't', on: true }, 'Thing'],
  firewall: [FIREWALL, 'Google_compute_Firewall'],
  firewalls: [{ kind: 'compute#firewallList', id: 'x', items: [FIREWALL] }, 'Google_compute_Firewall'],
  page: [{ value: [NSG] }, 'NetworkSecurityGroup'],
  pod: [POD, 'KubernetesPod'],
  pods: [{ apiVersion: 'v1', kind: 'PodList', metadata: {}, items: [POD] }, 'KubernetesPod'],
  rows: [{ rows: [ROW] }, 'SecurityGroup'],
  snapshot: [{ fileVersion: '1.0', configSnapshotId: 'x', configurationItems: [ITEM] }, 'Volume'],
  state: [{ format_version: '1.0', values: { root_module: { resources: [RESOURCE] } } }, 'aws_s3_bucket'],
  template: [
    { AWSTemplateFormatVersion: '2010-09-09', Resources: { B: { Type: 'AWS::S3::Bucket' } } },
    'AWS_S3_Bucket',
  ],
  tfstate: [
    {
      version: 4,
      terraform_version: '1.9.0',
      serial: 1,
      lineage: 'l',
      resources: [{ ...RESOURCE, provider: 'provider["x/y/aws"]', instances: [{ attributes: { bucket: 'b' } }] }],
    },
    'aws_s3_bucket',
  ],
};

/** Whose type no rule can name, so that it stands among entities as an entity that is never judged. */
const NEVER_NAMED = new Set(['entity azure', 'entity page']);

const FORMS: Readonly<Record<string, (one: object, other: object) => string>> = {
  'one after the other': (one, other) => `${JSON.stringify(one, null, 1)}\n${JSON.stringify(other, null, 1)}\n`,
  'line by line': (one, other) => `${JSON.stringify(one)}\n${JSON.stringify(other)}\n`,
  'in a list': (one, other) => JSON.stringify([one, other]),
  'by name': (one, other) => JSON.stringify({ one, other }),
};

describe.each(Object.entries(DOCUMENTS))('%s', (first, [one, type]) => {
  it.each(Object.entries(FORMS))('and another: %s', async (_, write) => {
    const lost: string[] = [];
    for (const [second, [other, otherType]] of Object.entries(DOCUMENTS)) {
      if (second === first || otherType === type || NEVER_NAMED.has(`${first} ${second}`)) continue;
      const { entities, problems } = await collectBytes(write(one, other));
      const types = new Set(entities.map((entity) => entity.type));
      if (problems.length === 0 && !(types.has(type) && types.has(otherType))) lost.push(second);
    }
    expect(lost).toEqual([]);
  });
});
