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

const LAST_PORT = 65_535;

/**
 * A rule of AWS in the vendor's shape. `ALL`, and every protocol but TCP, UDP and ICMP, is all ports, 0 to 65535, as it is in
 * AWS: written as 0 to 0, as some of the vendor's entities have it, a rule that looks for port 22 would pass it over. For ICMP the ports are the type and the code.
 */
export function securityRule(protocol: string, from: unknown, to: unknown, scope: unknown): SecurityRule | undefined {
  const name = protocolName(protocol);
  const isIcmp = name === 'ICMP' || name === 'ICMPV6';
  const hasPorts = name === 'TCP' || name === 'UDP';
  const [port, portTo] = [portOf(from), portOf(to)];
  if (port === undefined || portTo === undefined) return undefined;
  const rest = { scope, scopeMetaData: null };
  if (isIcmp) return { protocol: name, port: port ?? -1, portTo: portTo ?? -1, ...rest };
  if (!hasPorts || port === null || port < 0) return { protocol: name, port: 0, portTo: LAST_PORT, ...rest };
  return { protocol: name, port, portTo: portTo ?? port, ...rest };
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
  const rules = value.flatMap((permission: unknown) => rulesOf(permission) ?? [undefined]);
  return orUnknown(rules.every((rule) => rule !== undefined) ? rules : undefined, name);
};

function rulesOf(permission: unknown): readonly (SecurityRule | undefined)[] | undefined {
  const protocol = isObject(permission) ? textField(permission, 'ipProtocol') : undefined;
  const scopes = isObject(permission) ? scopesOf(permission) : undefined;
  if (!isObject(permission) || protocol === undefined || scopes === undefined) return undefined;
  return scopes.map((scope) =>
    securityRule(protocol, field(permission, 'fromPort'), field(permission, 'toPort'), scope),
  );
}

/** Where each source of addresses has its text. */
const SOURCES = [
  ['ipv6Ranges', 'cidrIpv6'],
  ['userIdGroupPairs', 'groupId'],
  ['prefixListIds', 'prefixListId'],
] as const;

/** CIDR ranges, ids of security groups, and prefix lists. */
function scopesOf(permission: Permission): readonly unknown[] | undefined {
  // AWS Config has the IPv4 ranges twice: as objects, and as text.
  const objects = field(permission, 'ipv4Ranges');
  const ranges = Array.isArray(objects) && objects.length > 0 ? objects : field(permission, 'ipRanges');
  const scopes: unknown[] = [];
  for (const [list, name] of [
    [ranges, 'cidrIp'],
    ...SOURCES.map(([of, in_]) => [field(permission, of), in_]),
  ] as const) {
    if (list === undefined || list === null) continue;
    if (!Array.isArray(list)) return undefined;
    for (const item of list as readonly unknown[]) {
      const scope = isObject(item) ? textField(item, name as string) : item;
      if (typeof scope !== 'string') return undefined;
      scopes.push(name === 'prefixListId' ? prefixListScope(scope) : scope);
    }
  }
  return scopes;
}
