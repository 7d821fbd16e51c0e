import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { flag, type PropertyTable } from '../aws/mapping.ts';
import { orUnknown, timeOf, Unknown } from '../aws/shape.ts';
import { flat, ruleLists, ruleRows } from './network-rules.ts';
import { customDomain, encryption, endpoints, networkRules } from './storage-account.ts';

type Values = Readonly<Record<string, unknown>>;

/** How an Azure resource of one type becomes an entity of the vendor's. */
export interface AzureType {
  readonly type: string;
  /** Properties that the whole resource always has: without one of them, what is absent is not known to be unset. */
  readonly always: readonly string[];
  readonly properties: PropertyTable;
  /** What is told by several properties together. */
  readonly derived?: Readonly<Record<string, (resource: Values) => unknown>>;
  /** Properties of a name that the interface writes otherwise: they stand under both. */
  readonly also?: Readonly<Record<string, string>>;
  /** What the resource does not hold, and the command that has it. */
  readonly unknown: Readonly<Record<string, string>>;
  /** The vendor's entity has them in `properties`, as Azure's own interface does. */
  readonly keepsProperties?: true;
}

const LOCKS = { locks: '`az lock list` has it' } as const;

/**
 * The resource types that have an entity type of the vendor's, by their lower-case names. Adding one takes an entry: each
 * property with its path in the resource, without `properties`, in which Azure's own interface keeps most.
 */
export const AZURE_TYPES: Readonly<Record<string, AzureType>> = {
  'microsoft.cache/redis': {
    type: 'RedisCache',
    always: ['hostName'],
    properties: { enableNonSslPort: ['enableNonSslPort', flag] },
    unknown: {
      ...LOCKS,
      firewallRules: '`az redis firewall-rules list` has it',
      linkedServers: '`az redis server-link list` has it',
    },
  },
  'microsoft.compute/virtualmachines': {
    type: 'VirtualMachine',
    always: ['hardwareProfile', 'networkProfile'],
    properties: { isPublic: ['publicIps', isPublic], availabilitySet: 'availabilitySet' },
    unknown: {
      ...LOCKS,
      nics: '`az network nic list` has it',
      inboundRules: 'its groups have them: `nics contain [ networkSecurityGroup.inboundRules … ]`',
    },
  },
  'microsoft.containerregistry/registries': {
    type: 'ContainerRegistry',
    always: ['loginServer'],
    properties: {},
    unknown: LOCKS,
    keepsProperties: true,
  },
  'microsoft.dbforpostgresql/flexibleservers': {
    type: 'PostgreSQL',
    always: ['fullyQualifiedDomainName'],
    properties: { storage: 'storage' },
    unknown: {
      ...LOCKS,
      sslEnforcement: 'the parameter `require_secure_transport` has it: `az postgres flexible-server parameter list`',
      logsConfiguration: '`az postgres flexible-server parameter list` has it',
    },
  },
  'microsoft.dbforpostgresql/servers': {
    type: 'PostgreSQL',
    always: ['fullyQualifiedDomainName'],
    properties: { sslEnforcement: 'sslEnforcement', storage: 'storageProfile' },
    unknown: { ...LOCKS, logsConfiguration: '`az postgres server configuration list` has it' },
  },
  'microsoft.documentdb/databaseaccounts': {
    type: 'CosmosDbAccount',
    always: ['documentEndpoint'],
    properties: {
      accountType: 'databaseAccountOfferType',
      readableReplications: ['readLocations', list],
      writableReplications: ['writeLocations', list],
      consistencyPolicy: 'consistencyPolicy',
      defaultConsistencyLevel: 'consistencyPolicy.defaultConsistencyLevel',
      ipRangeFilter: ['ipRules', list],
      keyVaultKeyUri: 'keyVaultKeyUri',
      virtualNetworkRules: ['virtualNetworkRules', list],
      privateEndpointConnections: ['privateEndpointConnections', list],
    },
    unknown: LOCKS,
  },
  'microsoft.keyvault/vaults': {
    type: 'KeyVault',
    always: ['vaultUri'],
    properties: {
      // Where it is not said, it is on, and cannot be turned off.
      enableSoftDelete: ['enableSoftDelete', (value) => value ?? true],
      enablePurgeProtection: ['enablePurgeProtection', (value) => value ?? false],
      enableRbacAuthorization: ['enableRbacAuthorization', (value) => value ?? false],
      accessPolicies: ['accessPolicies', list],
      networkAcls: ['networkAcls', (value, _name, _maxDepth, vault) => value ?? networkOfVault(vault)],
      publicNetworkAccess: ['publicNetworkAccess', (value) => value ?? 'Enabled'],
    },
    unknown: {
      ...LOCKS,
      certificates: '`az keyvault certificate list` has it',
      keys: '`az keyvault key list` has it',
      secrets: '`az keyvault secret list` has it',
      diagnosticSettings: '`az monitor diagnostic-settings list` has it',
    },
  },
  'microsoft.network/applicationgateways': {
    type: 'ApplicationGateway',
    always: ['gatewayIPConfigurations'],
    properties: { firewall: 'webApplicationFirewallConfiguration' },
    unknown: LOCKS,
  },
  'microsoft.network/networksecuritygroups': {
    type: 'NetworkSecurityGroup',
    always: ['securityRules'],
    properties: {
      inboundRules: ['securityRules', (value) => ruleRows(value, 'Inbound')],
      outboundRules: ['securityRules', (value) => ruleRows(value, 'Outbound')],
      inboundSecurityRules: ['securityRules', (value) => ruleLists(value, 'Inbound')],
      outboundSecurityRules: ['securityRules', (value) => ruleLists(value, 'Outbound')],
      defaultInboundRules: ['defaultSecurityRules', (value) => ruleRows(value, 'Inbound')],
      defaultOutboundRules: ['defaultSecurityRules', (value) => ruleRows(value, 'Outbound')],
      etag: 'etag',
    },
    derived: { networkAssetsStats: assetsOf },
    unknown: LOCKS,
  },
  'microsoft.network/networkwatchers': { type: 'NetworkWatcher', always: [], properties: {}, unknown: LOCKS },
  'microsoft.network/virtualnetworks': {
    type: 'VNet',
    always: ['addressSpace'],
    properties: {
      peerings: ['virtualNetworkPeerings', (value) => (Array.isArray(value) ? value.map(flatItem) : [])],
      subnets: ['subnets', subnets],
    },
    unknown: { ...LOCKS, networkRuleSet: 'Azure has none of a virtual network' },
  },
  'microsoft.insights/logprofiles': {
    type: 'LogProfile',
    always: ['categories'],
    properties: {},
    unknown: LOCKS,
    keepsProperties: true,
  },
  'microsoft.resources/resourcegroups': { type: 'ResourceGroup', always: [], properties: {}, unknown: LOCKS },
  'microsoft.resources/subscriptions/resourcegroups': {
    type: 'ResourceGroup',
    always: [],
    properties: {},
    unknown: LOCKS,
  },
  'microsoft.sql/servers': {
    type: 'SQLServer',
    always: ['fullyQualifiedDomainName', 'state'],
    properties: {
      administratorLogin: 'administratorLogin',
      fullyQualifiedDomainName: 'fullyQualifiedDomainName',
      state: 'state',
      version: 'version',
      // It is left out unless asked for, so that its absence says nothing.
      adAdministrators: ['administrators', administrators],
    },
    unknown: {
      ...LOCKS,
      databases: '`az sql db list` has it',
      elasticPools: '`az sql elastic-pool list` has it',
      serverKeys: '`az sql server key list` has it',
      encryptionProtectors: '`az sql server tde-key show` has it',
      failOverGroups: '`az sql failover-group list` has it',
      firewallRules: '`az sql server firewall-rule list` has it',
      vnetRules: '`az sql server vnet-rule list` has it',
      isAzurePubliclyAccessable: '`az sql server firewall-rule list` has it',
      isPublic: '`az sql server firewall-rule list` has it',
    },
  },
  'microsoft.sql/servers/databases': {
    type: 'SQLDB',
    always: ['collation', 'status'],
    properties: {
      collation: 'collation',
      creationDate: 'creationDate',
      defaultSecondaryLocation: 'defaultSecondaryLocation',
      kind: 'kind',
      maxSizeBytes: 'maxSizeBytes',
      readScale: 'readScale',
      status: 'status',
      sqlServerName: ['id', (value) => nameIn(value, 'servers')],
    },
    derived: { edition: editionOf },
    unknown: {
      ...LOCKS,
      containmentState: '`az sql db list` does not have it',
      encryption: '`az sql db tde show` has it',
      threatDetection: '`az sql db threat-policy show` has it',
      auditing: '`az sql db audit-policy show` has it',
      dataMaskingRules: '`az rest` on dataMaskingPolicies has it',
      replications: '`az sql db replica list-links` has it',
    },
  },
  'microsoft.storage/storageaccounts': {
    type: 'StorageAccount',
    always: ['primaryEndpoints', 'encryption'],
    also: { enableHttpsTrafficOnly: 'supportsHttpsTrafficOnly', networkRuleSet: 'networkAcls' },
    properties: {
      creationTime: ['creationTime', timeOf],
      httpsOnlyTraffic: ['enableHttpsTrafficOnly', flag],
      // What is null there counts as Azure documents it, and what anonymous readers may do changed with the years.
      allowBlobPublicAccess: ['allowBlobPublicAccess', flag],
      allowSharedKeyAccess: ['allowSharedKeyAccess', (value) => value ?? true],
      minimumTlsVersion: ['minimumTlsVersion', (value) => value ?? 'TLS1_0'],
      publicNetworkAccess: ['publicNetworkAccess', (value) => value ?? 'Enabled'],
      customDomain: ['customDomain', customDomain],
      encryption: ['encryption', encryption],
      lastGeoFailoverTime: ['lastGeoFailoverTime', timeOf],
      networkRuleSet: ['networkRuleSet', networkRules],
      primaryEndpoints: ['primaryEndpoints', endpoints],
      secondaryEndpoints: ['secondaryEndpoints', endpoints],
      provisioningState: 'provisioningState',
      secondaryRegion: 'secondaryLocation',
      primaryStatus: 'statusOfPrimary',
      secondaryStatus: 'statusOfSecondary',
    },
    unknown: LOCKS,
  },
};

function list(value: unknown, name: string): unknown {
  return value === null ? [] : orUnknown(Array.isArray(value) ? value : undefined, name);
}

/** Only `az vm list --show-details` tells; without an address a machine can still stand behind a load balancer. */
function isPublic(value: unknown): unknown {
  return typeof value === 'string' ? value !== '' : new Unknown('`az vm list --show-details` has it');
}

/** Without rules of its network a vault is open to all of them, unless it is closed to public ones, which stands above any. */
function networkOfVault(vault: unknown): unknown {
  const access = isObject(vault) ? (ownValue(vault, 'publicNetworkAccess') ?? 'Enabled') : 'Enabled';
  const word = typeof access === 'string' ? access.toLowerCase() : '';
  if (word !== 'enabled' && word !== 'disabled')
    return new Unknown('`publicNetworkAccess` leaves it to something else');
  return { bypass: 'AzureServices', defaultAction: word === 'enabled' ? 'Allow' : 'Deny' };
}

function flatItem(value: unknown): unknown {
  return isObject(value) ? flat(value) : value;
}

function subnets(value: unknown): unknown {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) => {
    if (!isObject(item)) return item;
    // An expression of a template stands for properties that are not known.
    if (typeof ownValue(item, 'properties') === 'string') return orUnknown(undefined, 'properties');
    const subnet = flat(item);
    return { ...subnet, securityGroup: ownValue(subnet, 'networkSecurityGroup') ?? null };
  });
}

/** What is attached to no interface and no subnet protects nothing; of an interface one does not see whose it is. */
function assetsOf(group: Values): unknown {
  const attached = ['networkInterfaces', 'subnets'].some((name) => {
    const value = ownValue(group, name);
    return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
  });
  return attached ? new Unknown('`az network nic list` has it') : [{ type: 'virtualMachines', count: 0 }];
}

function administrators(value: unknown): unknown {
  if (!isObject(value)) return new Unknown('`az sql server ad-admin list` has it');
  return [{ ...value, name: ownText(value, 'login') ?? null }];
}

function editionOf(database: Values): unknown {
  const sku = ownObject(database, 'currentSku') ?? ownObject(database, 'sku');
  return ownValue(database, 'edition') ?? (sku && ownValue(sku, 'tier')) ?? null;
}

/** The name behind a part of a resource's id: of the server in a database's. */
export function nameIn(id: unknown, part: string): unknown {
  const steps = typeof id === 'string' ? id.split('/') : [];
  const at = steps.findIndex((step) => step.toLowerCase() === part.toLowerCase());
  return at < 0 ? null : (steps[at + 1] ?? null);
}
