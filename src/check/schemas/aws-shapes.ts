import { ACCESS_RULES, ENTITY, type ObjectSchema, type PropertySchema } from './schema.ts';

/* What several types of AWS entities have in common. All is open: no type of the vendor is completely known. */

export const MORE = { '*': 'any' } as const;

/** A rule of a security group. */
export const SECURITY_RULES: PropertySchema = [
  {
    protocol: 'text',
    port: 'number',
    portTo: 'number',
    scope: 'network',
    scopeMetaData: 'any',
    serviceType: 'text',
    ...MORE,
  },
];
export const SECURITY = { inboundRules: SECURITY_RULES, outboundRules: SECURITY_RULES };
const ASSETS: PropertySchema = [{ type: 'text', count: 'number', ...MORE }];

export const VPC_REFERENCE: ObjectSchema = {
  ...ENTITY,
  cloudAccountId: 'text',
  cidr: 'network',
  vpnGateways: [{ directConnectVirtualInterfaces: 'list', ...MORE }],
  internetGateways: [
    { externalId: 'text', vpcAttachments: [{ state: 'text', vpcId: 'text', ...MORE }], name: 'text', ...MORE },
  ],
  dhcpOptionsId: 'text',
  instanceTenancy: 'text',
  isDefault: 'boolean',
  state: 'text',
  ...MORE,
};
export const IN_VPC = { vpc: VPC_REFERENCE };

export const NACL: ObjectSchema = {
  ...IN_VPC,
  inbound: ACCESS_RULES,
  outbound: ACCESS_RULES,
  isDefault: 'boolean',
  ...MORE,
};

export const SUBNET: ObjectSchema = {
  ...IN_VPC,
  state: 'text',
  availabilityZone: 'text',
  defaultForAz: 'boolean',
  mapPublicIpOnLaunch: 'boolean',
  availableIpAddressCount: 'number',
  externalId: 'text',
  description: 'text',
  cidr: 'network',
  nacl: { ...ENTITY, ...NACL, ...MORE },
  ...MORE,
};

export const SECURITY_GROUP: ObjectSchema = {
  ...IN_VPC,
  ...SECURITY,
  description: 'text',
  networkAssetsStats: ASSETS,
  isProtected: 'boolean',
  // Seen in findings of 2019.
  inboundPrefixes: 'list',
  outboundPrefixes: 'list',
  networkInterfaces: 'list',
  dependentSecurityGroups: 'list',
  ...MORE,
};

export const NICS: PropertySchema = [
  {
    id: 'text',
    name: 'text',
    subnet: { ...ENTITY, ...SUBNET, ...MORE },
    privateDnsName: 'text',
    publicIpAddress: 'network',
    privateIpAddress: 'network',
    securityGroups: [{ ...ENTITY, ...SECURITY_GROUP, ...MORE }],
    ...MORE,
  },
];

/** `Action` and its like hold one text or a list. */
const STATEMENT: ObjectSchema = {
  Sid: 'text',
  Effect: 'text',
  Principal: 'any',
  NotPrincipal: 'any',
  Action: 'text|list',
  NotAction: 'text|list',
  Resource: 'text|list',
  NotResource: 'text|list',
  Condition: 'object',
};

/** A policy document as IAM writes it. */
export const POLICY: ObjectSchema = { Id: 'text', Version: 'text', Statement: [STATEMENT] };
/** What a principal may hold where it is no `*`. */
const PRINCIPALS = ['AWS', 'CanonicalUser', 'Federated', 'Service'];

/**
 * Whether a name is one of those that a statement of a policy, or its principal, may have or leave out, of whatever type the policy is.
 *
 * @param around the path that leads to what has the name
 */
export function isOfPolicy(around: readonly (string | number)[], name: string): boolean {
  const holder = around.at(-1);
  const statement = holder === 'Principal' || holder === 'NotPrincipal' ? around.at(-2) : holder;
  if (statement !== 'Statement') return false;
  return holder === statement ? Object.hasOwn(STATEMENT, name) : PRINCIPALS.includes(name);
}

/** Whether what is asked of a principal is nothing that one of text has: `*` is any account, and no service. */
export function asksNoAccount(path: readonly (string | number)[], names: Iterable<string>): boolean {
  return path.at(-1) === 'Principal' && [...names].every((name) => name !== 'AWS' && PRINCIPALS.includes(name));
}

export const MANAGED_POLICIES: PropertySchema = [{ arn: 'text', name: 'text', ...MORE }];
export const COMBINED_POLICIES: PropertySchema = [{ policyDocument: POLICY, ...MORE }];

export const ACCESS_KEY: ObjectSchema = {
  isActive: 'boolean',
  lastRotated: 'time',
  lastUsedDate: 'time',
  lastUsedRegion: 'text',
  lastUsedService: 'text',
  ...MORE,
};
export const CERTIFICATE: ObjectSchema = { isActive: 'boolean', lastRotated: 'time', ...MORE };

export const LISTENERS: PropertySchema = [{ port: 'number', certificates: [{ expiration: 'time', ...MORE }], ...MORE }];
