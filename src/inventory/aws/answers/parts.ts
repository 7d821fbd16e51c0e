import { networkOf } from '../../../values/network.ts';
import { isObject } from '../../entity.ts';
import { timeOf, Unknown, orUnknown } from '../shape.ts';
import type { Convert } from '../mapping.ts';
import { protocolName } from '../security-rules.ts';
import { field, textField } from '../values.ts';
import type { Item } from './call.ts';

/** Constants and converters of the parts that entities of several types have. */

/** A list whose elements are converted; absent, it is empty. */
export const listOf =
  (convert: (item: Item) => unknown): Convert =>
  (value, name) => {
    if (value === null) return [];
    if (!Array.isArray(value) || !value.every(isObject)) return orUnknown(undefined, name);
    return value.map((item) => convert(item as Item));
  };

/** Whether a flag is set; the API leaves out what is not. */
export const flagOrFalse: Convert = (value, name) =>
  value === null ? false : orUnknown(typeof value === 'boolean' ? value : undefined, name);

/** A number, null where there is none. */
export const count: Convert = (value, name) =>
  value === null ? null : orUnknown(typeof value === 'number' ? value : undefined, name);

/** The id of a VPC as the vendor's `vpc`. */
export const inVpc: Convert = (value, name) =>
  value === null || value === '' ? null : orUnknown(typeof value === 'string' ? { id: value } : undefined, name);

export const time: Convert = (value, name) => timeOf(value, name);

const LAST_PORT = 65_535;

/** The rules of a network ACL in one direction. */
export const networkAclRules =
  (egress: boolean): Convert =>
  (value, name) => {
    if (!Array.isArray(value)) return orUnknown(undefined, name);
    const rules = value
      .filter((entry) => isObject(entry) && field(entry, 'egress') === egress)
      .map((entry) => networkAclRule(entry as Item, egress));
    const known = value.every((entry) => isObject(entry) && typeof field(entry, 'egress') === 'boolean');
    return orUnknown(known && rules.every((rule) => rule !== undefined) ? rules : undefined, name);
  };

function networkAclRule(entry: Item, egress: boolean): Item | undefined {
  const protocol = textField(entry, 'protocol');
  const number = field(entry, 'ruleNumber');
  const action = textField(entry, 'ruleAction');
  const v4 = textField(entry, 'cidrBlock');
  const cidr = v4 ?? textField(entry, 'ipv6CidrBlock');
  const range = field(entry, 'portRange');
  const [from, to] = isObject(range) ? [field(range, 'from'), field(range, 'to')] : [0, LAST_PORT];
  if (protocol === undefined || typeof number !== 'number' || action === undefined || cidr === undefined) {
    return undefined;
  }
  if (typeof from !== 'number' || typeof to !== 'number') return undefined;
  if (networkOf(cidr) === undefined || !/^(?:allow|deny)$/iu.test(action)) return undefined;
  const everywhere = v4 === undefined ? '::/0' : '0.0.0.0/0';
  return {
    name: '',
    number,
    protocol: protocolName(protocol),
    source: egress ? everywhere : cidr,
    destination: egress ? cidr : everywhere,
    destinationPort: from,
    destinationPortTo: to,
    direction: egress ? 'OUTBOUND' : 'INBOUND',
    action: action.toUpperCase(),
  };
}

/** Where a volume is attached. */
export const attachments = listOf((item) => ({
  attachTime: time(field(item, 'attachTime') ?? null, 'AttachTime', 0),
  deleteOnTermination: field(item, 'deleteOnTermination') ?? null,
  device: textField(item, 'device') ?? null,
  instanceId: textField(item, 'instanceId') ?? null,
  state: textField(item, 'state') ?? null,
  volumeId: textField(item, 'volumeId') ?? null,
}));

const POLICIES = new Unknown('`aws elb describe-load-balancer-policies` has them');

/** The listeners of a classic load balancer. */
export const classicListeners = listOf((description) => {
  const listener = field(description, 'listener');
  const names = field(description, 'policyNames');
  const of = (name: string): unknown => (isObject(listener) ? (field(listener, name) ?? null) : null);
  return {
    sourcePort: of('loadBalancerPort'),
    sourceProtocol: of('protocol'),
    instancePort: of('instancePort'),
    instanceProtocol: of('instanceProtocol'),
    certificateArn: isObject(listener) ? (field(listener, 'SSLCertificateId') ?? null) : null,
    policies: Array.isArray(names) && names.length > 0 ? POLICIES : [],
  };
});

/** The routes of a route table. */
export const routes = listOf((item) => ({
  destinationCidrBlock: field(item, 'destinationCidrBlock') ?? null,
  destinationIpv6CidrBlock: field(item, 'destinationIpv6CidrBlock') ?? null,
  destinationPrefixListId: field(item, 'destinationPrefixListId') ?? null,
  egressOnlyInternetGatewayId: field(item, 'egressOnlyInternetGatewayId') ?? null,
  gatewayId: field(item, 'gatewayId') ?? null,
  instanceId: field(item, 'instanceId') ?? null,
  instanceOwnerId: field(item, 'instanceOwnerId') ?? null,
  natGatewayId: field(item, 'natGatewayId') ?? null,
  networkInterfaceId: field(item, 'networkInterfaceId') ?? null,
  origin: field(item, 'origin') ?? null,
  state: field(item, 'state') ?? null,
  vpcPeeringConnectionId: field(item, 'vpcPeeringConnectionId') ?? null,
}));

/** The ids in a list of `[{ GroupId }]`, of another member, or of plain texts. */
export function idsIn(value: unknown, name: string): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return undefined;
  const ids = value.map((item: unknown) => (isObject(item) ? textField(item, name) : item));
  return ids.every((id) => typeof id === 'string') ? ids : undefined;
}
