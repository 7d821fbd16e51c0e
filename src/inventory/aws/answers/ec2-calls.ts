import { isObject, ownText, ownValue } from '../../entity.ts';
import { problem } from '../../problems.ts';
import type { InventoryRecord } from '../../../values/record.ts';
import { apiShape, listing, single } from './build.ts';
import type { AnswerContext, AwsCall } from './call.ts';
import { defined } from '../../../text/defined.ts';
import { itemRecord } from './item-record.ts';
import { idsIn } from './parts.ts';
import { SHAPES } from './vendor-shapes.ts';

/** The instances of a reservation, which names their account. */
function reservation(value: unknown, context: AnswerContext): readonly InventoryRecord[] {
  const instances = isObject(value) ? ownValue(value, 'Instances') : undefined;
  if (!isObject(value) || !Array.isArray(instances)) {
    return [problem('not-an-entity', 'the reservation has no list of `Instances`', context.origin.place)];
  }
  const owner = ownText(value, 'OwnerId');
  const inner = { ...context, beside: { ...context.beside, ...(owner === undefined ? {} : { OwnerId: owner }) } };
  return instances.map((instance: unknown) => itemRecord(instance, SHAPES.instance, inner));
}

/** The setting of a region, which has no name of its own. */
const EBS_SETTING = { Setting: 'ebs-encryption-by-default' };
const EBS_ENCRYPTION = apiShape('EC2_EbsEncryptionByDefault', 'Setting');

/** Calls of EC2, with its networks. */
export const EC2_CALLS: readonly AwsCall[] = [
  {
    call: 'ec2 describe-instances',
    key: 'Reservations',
    form: 'list',
    has: ['Instances'],
    covers: ['Instance'],
    read: reservation,
  },
  // What `--query 'Reservations[].Instances[]'` leaves of the same.
  listing('ec2 describe-instances', 'Instances', ['InstanceId', 'ImageId', 'InstanceType'], SHAPES.instance),
  listing('ec2 describe-security-groups', 'SecurityGroups', ['GroupId', 'IpPermissions'], SHAPES.securityGroup),
  listing('ec2 describe-volumes', 'Volumes', ['VolumeId', 'Attachments', 'Size'], SHAPES.volume),
  listing('ec2 describe-regions', 'Regions', ['RegionName', 'Endpoint'], apiShape('EC2_Region', 'RegionName')),
  listing('ec2 describe-vpcs', 'Vpcs', ['VpcId', 'CidrBlock', 'IsDefault'], SHAPES.vpc),
  listing('ec2 describe-subnets', 'Subnets', ['SubnetId', 'VpcId', 'CidrBlock'], SHAPES.subnet),
  listing('ec2 describe-network-acls', 'NetworkAcls', ['NetworkAclId', 'Entries'], SHAPES.networkAcl),
  listing('ec2 describe-images', 'Images', ['ImageId', 'Public'], SHAPES.image),
  listing('ec2 describe-addresses', 'Addresses', ['PublicIp', 'Domain'], SHAPES.address),
  listing(
    'ec2 describe-snapshots',
    'Snapshots',
    ['SnapshotId', 'VolumeSize'],
    apiShape('EC2_Snapshot', 'SnapshotId', { tags: 'Tags' }),
  ),
  listing(
    'ec2 describe-network-interfaces',
    'NetworkInterfaces',
    ['NetworkInterfaceId', 'SubnetId', 'MacAddress'],
    apiShape('EC2_NetworkInterface', 'NetworkInterfaceId', { zone: 'AvailabilityZone', tags: 'TagSet' }),
  ),
  listing(
    'ec2 describe-flow-logs',
    'FlowLogs',
    ['FlowLogId', 'ResourceId'],
    apiShape('EC2_FlowLog', 'FlowLogId', {
      tags: 'Tags',
      join: (item) => {
        const flowsOf = ownText(item, 'ResourceId');
        const isActive = ownText(item, 'FlowLogStatus') === 'ACTIVE';
        return { name: ownText(item, 'FlowLogId') ?? '', ...(isActive && flowsOf !== undefined ? { flowsOf } : {}) };
      },
    }),
  ),
  listing(
    'ec2 describe-route-tables',
    'RouteTables',
    ['RouteTableId', 'Routes'],
    apiShape('EC2_RouteTable', 'RouteTableId', {
      tags: 'Tags',
      join: (item) => ({ name: ownText(item, 'RouteTableId') ?? '', ...defined({ vpc: ownText(item, 'VpcId') }) }),
    }),
  ),
  listing(
    'ec2 describe-internet-gateways',
    'InternetGateways',
    ['InternetGatewayId'],
    apiShape('EC2_InternetGateway', 'InternetGatewayId', {
      tags: 'Tags',
      join: (item) => {
        const gatewayOf = idsIn(ownValue(item, 'Attachments'), 'vpcId');
        return { name: ownText(item, 'InternetGatewayId') ?? '', ...defined({ gatewayOf }) };
      },
    }),
  ),
  listing(
    'ec2 describe-nat-gateways',
    'NatGateways',
    ['NatGatewayId'],
    apiShape('EC2_NatGateway', 'NatGatewayId', { tags: 'Tags' }),
  ),
  listing(
    'ec2 describe-vpc-endpoints',
    'VpcEndpoints',
    ['VpcEndpointId', 'ServiceName'],
    apiShape('EC2_VpcEndpoint', 'VpcEndpointId', { tags: 'Tags' }),
  ),
  listing(
    'ec2 describe-vpc-peering-connections',
    'VpcPeeringConnections',
    ['VpcPeeringConnectionId'],
    apiShape('EC2_VpcPeeringConnection', 'VpcPeeringConnectionId', { tags: 'Tags' }),
  ),
  listing(
    'ec2 describe-launch-templates',
    'LaunchTemplates',
    ['LaunchTemplateId'],
    apiShape('EC2_LaunchTemplate', 'LaunchTemplateId', { name: 'LaunchTemplateName', tags: 'Tags' }),
  ),
  {
    ...single('ec2 get-ebs-encryption-by-default', 'EbsEncryptionByDefault', [], EBS_ENCRYPTION),
    form: 'value',
    read: (value, context) => [itemRecord({ ...EBS_SETTING, EbsEncryptionByDefault: value }, EBS_ENCRYPTION, context)],
  },
];
