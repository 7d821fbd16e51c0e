import { networkOf } from '../../values/network.ts';
import { isObject } from '../entity.ts';
import type { Convert } from './mapping.ts';
import { orUnknown, Unknown } from './shape.ts';
import { field, textField } from './values.ts';

type Permission = Readonly<Record<string, unknown>>;

/** A rule of a security group in the vendor's shape: one for each source of addresses. */
export interface SecurityRule {
  readonly protocol: string;
  readonly port: number;
  readonly portTo: number;
  readonly scope: unknown;
  readonly scopeMetaData: null;
}

/** What AWS does not know of a security group: the vendor's own count of what uses it, and its own protection. */
export const NOT_IN_AWS = {
  networkAssetsStats: 'a CloudGuard export has it',
  isProtected: 'a CloudGuard export has it',
};

/** The protocols that AWS also writes as numbers. */
const PROTOCOLS = new Map([
  ['-1', 'ALL'],
  ['1', 'ICMP'],
  ['6', 'TCP'],
  ['17', 'UDP'],
  ['58', 'ICMPV6'],
]);

/** A protocol as the vendor's rules name it. */
export function protocolName(protocol: string): string {
  return PROTOCOLS.get(protocol) ?? protocol.toUpperCase();
}

/** A protocol as AWS answers with it; `N/A` is what a table has for none. */
const PROTOCOL = /^(?:-1|\d{1,3}|tcp|udp|icmp|icmpv6|all)$/iu;

const LAST_PORT = 65_535;

/**
 * A rule of AWS in the vendor's shape. `ALL`, and every protocol but TCP, UDP and ICMP, is all ports, 0 to 65535, as it is in
 * AWS: written as 0 to 0, as some of the vendor's entities have it, a rule that looks for port 22 would pass it over. For ICMP the ports are the type and the code.
 */
export function securityRule(protocol: string, from: unknown, to: unknown, scope: unknown): SecurityRule | undefined {
  if (!PROTOCOL.test(protocol)) return undefined;
  const name = protocolName(protocol);
  const isIcmp = name === 'ICMP' || name === 'ICMPV6';
  const hasPorts = name === 'TCP' || name === 'UDP';
  const port = portOf(from);
  const portTo = portOf(to);
  // AWS gives both or none: one by itself is what a query or a script has left of them.
  if (port === undefined || portTo === undefined || (port === null) !== (portTo === null)) return undefined;
  const rule = (first: number, last: number): SecurityRule => ({
    protocol: name,
    port: first,
    portTo: last,
    scope,
    scopeMetaData: null,
  });
  if (isIcmp) return rule(port ?? -1, portTo ?? -1);
  return !hasPorts || port === null || port < 0 ? rule(0, LAST_PORT) : rule(port, portTo ?? port);
}

/** Null where there is none; undefined for what is no port. */
function portOf(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

/** The scope of a rule for a prefix list: its addresses stand elsewhere. */
export function prefixListScope(id: string): Unknown {
  return new Unknown(`\`aws ec2 get-managed-prefix-list-entries --prefix-list-id ${id}\` has its addresses`);
}

/** `IpPermissions` of AWS, in Pascal or camel case, as a list of rules. */
export const securityRules: Convert = (value, name) => {
  if (value === null) return [];
  if (!Array.isArray(value)) return orUnknown(undefined, name);
  const rules: SecurityRule[] = [];
  const isRead = (value as readonly unknown[]).every((permission) => addRules(permission, rules));
  return orUnknown(isRead ? rules : undefined, name);
};

/** Adds the rules of a permission, one for each source of addresses; false where it has another form. */
function addRules(permission: unknown, rules: SecurityRule[]): boolean {
  if (!isObject(permission)) return false;
  const protocol = textField(permission, 'ipProtocol');
  if (protocol === undefined) return false;
  const [from, to] = [field(permission, 'fromPort'), field(permission, 'toPort')];
  const add = (scope: unknown): boolean => {
    const rule = securityRule(protocol, from, to, scope);
    if (rule !== undefined) rules.push(rule);
    return rule !== undefined;
  };
  const before = rules.length;
  const isRead = SOURCES.every(([list, name]) => {
    const sources = list === 'ipRanges' ? addressesOf(permission) : field(permission, list);
    if (sources === undefined || sources === null) return true;
    if (!Array.isArray(sources)) return false;
    return (sources as readonly unknown[]).every((source) => {
      const scope = isObject(source) ? textField(source, name) : source;
      if (typeof scope !== 'string' || (name.startsWith('cidr') && networkOf(scope) === undefined)) return false;
      return add(name === 'prefixListId' ? prefixListScope(scope) : scope);
    });
  });
  // AWS knows no rule without a source: a query for ports alone leaves them out, and another name hides them.
  return isRead && (rules.length > before || add(NO_SOURCE));
}

/** Where each source of addresses has its text: CIDR ranges, ids of security groups, and prefix lists. */
const SOURCES = [
  ['ipRanges', 'cidrIp'],
  ['ipv6Ranges', 'cidrIpv6'],
  ['userIdGroupPairs', 'groupId'],
  ['prefixListIds', 'prefixListId'],
] as const;

const NO_SOURCE = new Unknown('the rule is given without its sources');

/** AWS Config has the IPv4 ranges twice: as objects, and as text. */
function addressesOf(permission: Permission): unknown {
  const objects = field(permission, 'ipv4Ranges');
  return Array.isArray(objects) && objects.length > 0 ? objects : field(permission, 'ipRanges');
}
