import { CONFIG_TYPES } from '../config-types.ts';
import { flag, is, text, type Convert, type PropertyTable } from '../mapping.ts';
import { isObject } from '../../entity.ts';
import { securityRules } from '../security-rules.ts';
import { Unknown } from '../shape.ts';
import type { Item } from './call.ts';
import type { ItemShape } from './item-record.ts';
import { arnFacts, type JoinFacts } from './join-facts.ts';
import {
  attachments,
  classicListeners,
  count,
  flagOrFalse,
  idsIn,
  inVpc,
  listOf,
  networkAclRules,
  time,
} from './parts.ts';
import { textAt, valueAnyCase } from './paths.ts';

/*
 * Items of answers in the vendor's shapes. The types that AWS Config also gives are mapped by its table: it writes the same
 * names in camel case. The others follow what exports and published rules show.
 */

const GROUPS = 'the SecurityGroup entities have them; `aws ec2 describe-security-groups` has it';
const SECURITY = { inboundRules: GROUPS, outboundRules: GROUPS };
const GROUPS_CALL = 'ec2 describe-security-groups';
const CONFIGURATION = 'configuration.';

/** The shape of a type by AWS Config's table. What is in its supplementary part is told by other calls: `parts`. */
function byConfig(
  resource: string,
  more: Omit<ItemShape, 'type'>,
  parts: Readonly<Record<string, string>> = {},
): ItemShape {
  const known = CONFIG_TYPES[resource];
  if (known === undefined) throw new TypeError(`no mapping of ${resource}`);
  const properties: Record<string, PropertyTable[string]> = {};
  for (const [name, where] of Object.entries(known.properties)) {
    const [path, convert] = typeof where === 'string' ? [where, undefined] : where;
    if (!path.startsWith(CONFIGURATION)) continue;
    const own = path.slice(CONFIGURATION.length);
    properties[name] = convert === undefined ? own : [own, convert];
  }
  return {
    type: known.type,
    ...more,
    properties: { ...properties, ...more.properties },
    unknown: { ...known.unknown, ...parts, ...more.unknown },
  };
}

/** Facts of what stands in a VPC, with security groups or not. */
const within =
  (groups: string | undefined, groupId: string, vpc: string, id: string) =>
  (item: Item): JoinFacts => {
    const ids = groups === undefined ? undefined : idsIn(valueAnyCase(item, groups), groupId);
    const network = textAt(item, vpc);
    return {
      name: textAt(item, id) ?? '',
      ...(ids === undefined ? {} : { groups: ids }),
      ...(network === undefined ? {} : { vpc: network }),
    };
  };

const byArn =
  (path: string, name: string) =>
  (item: Item): JoinFacts => {
    const arn = textAt(item, path);
    return arn === undefined ? { name: textAt(item, name) ?? '' } : arnFacts(arn);
  };

const noneOr =
  (call: string): Convert =>
  (value) =>
    value === 0 ? [] : new Unknown(`\`aws ${call}\` has it`);

/** What the service always says: without it, `--query` has left it out. */
const told =
  (convert: Convert, name: string, call: string): Convert =>
  (value, path, maxDepth, item) =>
    isObject(item) && valueAnyCase(item, name) === undefined
      ? new Unknown(`\`aws ${call}\` has it`)
      : convert(value, path, maxDepth, item);

const balancerIsPublic = (service: string): Convert =>
  told(is('internet-facing'), 'Scheme', `${service} describe-load-balancers`);

const KEY_PARTS = {
  rotationStatus: '`aws kms get-key-rotation-status` has it',
  policy: '`aws kms get-key-policy` has it',
};

export const SHAPES = {
  instance: byConfig('AWS::EC2::Instance', {
    id: 'InstanceId',
    zone: 'Placement.AvailabilityZone',
    tags: 'Tags',
    join: (item) => {
      const image = textAt(item, 'ImageId');
      const devices = valueAnyCase(item, 'BlockDeviceMappings');
      const volumes = Array.isArray(devices) ? devices.map((one: unknown) => textAt(one, 'Ebs.VolumeId')) : undefined;
      return {
        ...within('SecurityGroups', 'groupId', 'VpcId', 'InstanceId')(item),
        ...(image === undefined ? {} : { image }),
        ...(volumes?.every((one) => one !== undefined) === true ? { volumes } : {}),
      };
    },
  }),
  securityGroup: byConfig('AWS::EC2::SecurityGroup', {
    id: 'GroupId',
    name: 'GroupName',
    arn: 'SecurityGroupArn',
    tags: 'Tags',
    properties: {
      inboundRules: ['IpPermissions', told(securityRules, 'IpPermissions', GROUPS_CALL)],
      outboundRules: ['IpPermissionsEgress', told(securityRules, 'IpPermissionsEgress', GROUPS_CALL)],
    },
    join: within(undefined, '', 'VpcId', 'GroupId'),
  }),
  subnet: byConfig('AWS::EC2::Subnet', {
    id: 'SubnetId',
    arn: 'SubnetArn',
    zone: 'AvailabilityZone',
    tags: 'Tags',
    join: within(undefined, '', 'VpcId', 'SubnetId'),
  }),
  vpc: byConfig('AWS::EC2::VPC', {
    id: 'VpcId',
    tags: 'Tags',
    join: (item) => ({ name: textAt(item, 'VpcId') ?? '' }),
  }),
  rds: byConfig('AWS::RDS::DBInstance', {
    id: 'DBInstanceIdentifier',
    arn: 'DBInstanceArn',
    zone: 'AvailabilityZone',
    tags: 'TagList',
    join: within('VpcSecurityGroups', 'vpcSecurityGroupId', 'DBSubnetGroup.VpcId', 'DBInstanceArn'),
  }),
  lambda: byConfig('AWS::Lambda::Function', {
    id: 'FunctionArn',
    name: 'FunctionName',
    arn: 'FunctionArn',
    tags: new Unknown('`aws lambda list-tags` has it'),
    join: (item) => {
      const role = textAt(item, 'Role');
      return { ...byArn('FunctionArn', 'FunctionName')(item), ...(role === undefined ? {} : { role }) };
    },
  }),
  trail: byConfig('AWS::CloudTrail::Trail', {
    id: 'TrailARN',
    name: 'Name',
    arn: 'TrailARN',
    tags: new Unknown('`aws cloudtrail list-tags` has it'),
    join: (item) => {
      const group = textAt(item, 'CloudWatchLogsLogGroupArn');
      const name = group === undefined ? null : /:log-group:([^:]+)/u.exec(group)?.[1];
      return { ...byArn('TrailARN', 'Name')(item), ...(name === undefined ? {} : { logGroup: name }) };
    },
    unknown: { eventSelectors: '`aws cloudtrail get-event-selectors` has it' },
  }),
  key: byConfig(
    'AWS::KMS::Key',
    {
      id: 'KeyId',
      arn: 'Arn',
      account: 'AWSAccountId',
      tags: new Unknown('`aws kms list-resource-tags` has it'),
      join: byArn('Arn', 'KeyId'),
    },
    KEY_PARTS,
  ),
  keyOfList: byConfig(
    'AWS::KMS::Key',
    {
      id: 'KeyId',
      arn: 'KeyArn',
      tags: new Unknown('`aws kms list-resource-tags` has it'),
      join: byArn('KeyArn', 'KeyId'),
      rest: 'kms describe-key',
    },
    KEY_PARTS,
  ),
  networkAcl: {
    type: 'NACL',
    id: 'NetworkAclId',
    tags: 'Tags',
    properties: {
      inbound: ['Entries', networkAclRules(false)],
      outbound: ['Entries', networkAclRules(true)],
      isDefault: ['IsDefault', flag],
      vpc: ['VpcId', inVpc],
    },
    join: within(undefined, '', 'VpcId', 'NetworkAclId'),
  },
  volume: {
    type: 'Volume',
    id: 'VolumeId',
    zone: 'AvailabilityZone',
    tags: 'Tags',
    properties: {
      attachments: ['Attachments', attachments],
      availabilityZone: ['AvailabilityZone', text],
      createTime: ['CreateTime', time],
      encrypted: ['Encrypted', flag],
      iops: ['Iops', count],
      kmsKeyId: ['KmsKeyId', text],
      size: ['Size', count],
      snapshotId: ['SnapshotId', text],
      state: ['State', text],
      volumeId: ['VolumeId', text],
      volumeType: ['VolumeType', text],
    },
    unknown: { encryptionKey: '`aws kms describe-key` has it' },
    join: (item) => ({ name: textAt(item, 'VolumeId') ?? '' }),
  },
  image: {
    type: 'AMI',
    id: 'ImageId',
    name: 'Name',
    tags: 'Tags',
    properties: {
      isPublic: ['Public', flag],
      creationDate: ['CreationDate', time],
      description: ['Description', text],
      state: ['State', text],
      platform: ['Platform', text],
    },
    join: (item) => ({ name: textAt(item, 'ImageId') ?? '' }),
  },
  address: {
    type: 'ElasticIP',
    id: 'PublicIp',
    tags: 'Tags',
    properties: {
      allocationId: ['AllocationId', text],
      associationId: ['AssociationId', text],
      domain: ['Domain', text],
      instanceId: ['InstanceId', text],
      networkInterfaceId: ['NetworkInterfaceId', text],
      privateIpAddress: ['PrivateIpAddress', text],
      publicIp: ['PublicIp', text],
    },
  },
  classicBalancer: {
    type: 'ELB',
    id: 'LoadBalancerName',
    name: 'LoadBalancerName',
    tags: new Unknown('`aws elb describe-tags` has it'),
    properties: {
      isPublic: ['Scheme', balancerIsPublic('elb')],
      elbListeners: ['ListenerDescriptions', classicListeners],
      instances: ['Instances', listOf((item) => ({ instanceId: textAt(item, 'InstanceId') ?? null }))],
      vpc: ['VPCId', inVpc],
    },
    unknown: SECURITY,
    // Names are those of one account and region, addresses the world's.
    join: within('SecurityGroups', 'groupId', 'VPCId', 'DNSName'),
  },
  table: {
    type: 'DynamoDbTable',
    id: 'TableName',
    name: 'TableName',
    arn: 'TableArn',
    tags: new Unknown('`aws dynamodb list-tags-of-resource` has it'),
    // Without a description of it, a table is encrypted with a key of AWS's own, which the vendor does not count.
    properties: { encrypted: ['SSEDescription.Status', is('ENABLED')] },
  },
  fileSystem: {
    type: 'EFS',
    id: 'FileSystemId',
    name: 'Name',
    arn: 'FileSystemArn',
    tags: 'Tags',
    properties: { encrypted: ['Encrypted', flag], kmsKeyId: ['KmsKeyId', text] },
  },
  ecsCluster: {
    type: 'EcsCluster',
    id: 'clusterArn',
    name: 'clusterName',
    arn: 'clusterArn',
    tags: 'tags',
    // None is told by their number; others stand in answers of their own.
    properties: {
      containerInstances: ['registeredContainerInstancesCount', noneOr('ecs describe-container-instances')],
      services: ['activeServicesCount', noneOr('ecs describe-services')],
    },
  },
  ecsService: {
    type: 'EcsService',
    id: 'serviceArn',
    name: 'serviceName',
    arn: 'serviceArn',
    tags: 'tags',
    unknown: SECURITY,
    join: within('networkConfiguration.awsvpcConfiguration.securityGroups', 'groupId', 'vpcId', 'serviceArn'),
  },
  domain: {
    type: 'Route53Domain',
    id: 'DomainName',
    name: 'DomainName',
    region: 'global',
    tags: new Unknown('`aws route53domains list-tags-for-domain` has it'),
    properties: {
      expirationTime: ['Expiry', time],
      autoRenew: ['AutoRenew', flagOrFalse],
      transferLock: ['TransferLock', flagOrFalse],
    },
  },
} as const satisfies Readonly<Record<string, ItemShape>>;

/** An Application or Network Load Balancer; the vendor has no type for those of gateways. */
export function balancerShape(kind: string): ItemShape {
  return BALANCERS.get(kind) ?? GATEWAY_BALANCER;
}

// Those of gateways have no scheme.
const GATEWAY_BALANCER = balancerOf('AWS_API_ELBv2_LoadBalancer', is('internet-facing'));
const BALANCERS: ReadonlyMap<string, ItemShape> = new Map([
  ['application', balancerOf('ApplicationLoadBalancer')],
  ['network', balancerOf('NetworkLoadBalancer')],
]);

function balancerOf(type: string, isPublic = balancerIsPublic('elbv2')): ItemShape {
  return {
    type,
    id: 'LoadBalancerArn',
    name: 'LoadBalancerName',
    arn: 'LoadBalancerArn',
    tags: new Unknown('`aws elbv2 describe-tags` has it'),
    properties: { isPublic: ['Scheme', isPublic], vpc: ['VpcId', inVpc] },
    unknown: { ...SECURITY, listeners: '`aws elbv2 describe-listeners` has it' },
    join: within('SecurityGroups', 'groupId', 'VpcId', 'LoadBalancerArn'),
  };
}
