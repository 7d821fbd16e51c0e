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

/** A policy document as IAM writes it: `Action` and its like hold one text or a list. */
export const POLICY: ObjectSchema = {
  Id: 'text',
  Version: 'text',
  Statement: [
    {
      Sid: 'text',
      Effect: 'text',
      Principal: 'any',
      NotPrincipal: 'any',
      Action: 'text|list',
      NotAction: 'text|list',
      Resource: 'text|list',
      NotResource: 'text|list',
      Condition: 'object',
    },
  ],
};
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
