import type { EntitySchemas, ObjectSchema, PropertySchema } from './schema.ts';

/*
 * What Azure entities hold, as seen in exports and in the paths of published rules. Misspelt names are the vendor's own:
 * `vitualNetworkRules`, `isAzurePubliclyAccessable`. A type with `*` was seen in rules alone.
 */

const MORE = { '*': 'any' } as const;
const IN_GROUP = { resourceGroup: MORE, locks: 'list' } as const;

const RULES: PropertySchema = [
  {
    name: 'text',
    number: 'number',
    protocol: 'text',
    source: 'network',
    destination: 'network',
    destinationPort: 'number',
    destinationPortTo: 'number',
    direction: 'text',
    action: 'text',
  },
];
const SECURITY_RULES: PropertySchema = [
  {
    protocol: 'text',
    action: 'text',
    direction: 'text',
    sourceAddressPrefixes: ['network'],
    destinationAddressPrefixes: ['network'],
    destinationPortRanges: [{ destinationPort: 'number', destinationPortTo: 'number', ...MORE }],
    ...MORE,
  },
];
const GROUP_RULES = {
  inboundRules: RULES,
  outboundRules: RULES,
  inboundSecurityRules: SECURITY_RULES,
  outboundSecurityRules: SECURITY_RULES,
};

const REPLICATIONS: PropertySchema = [
  {
    id: 'text',
    locationName: 'text',
    documentEndpoint: 'text',
    provisioningState: 'text',
    failoverPriority: 'number',
  },
];
const SERVER_KEY: ObjectSchema = {
  id: 'text',
  name: 'text',
  creationDate: 'time',
  serverKeyType: 'text',
  subregion: 'text',
  thumbprint: 'text',
  uri: 'text',
};

export const AZURE: EntitySchemas = {
  ApplicationGateway: { firewall: { enabled: 'boolean', ...MORE }, ...MORE },
  ContainerRegistry: { properties: { adminUserEnabled: 'boolean', ...MORE }, ...MORE },
  CosmosDbAccount: {
    ...IN_GROUP,
    documentEndpoint: 'text',
    accountType: 'text',
    kind: 'text',
    consistencyPolicy: {
      defaultConsistencyLevel: 'text',
      maxStalenessPrefix: 'number',
      maxIntervalInSeconds: 'number',
    },
    defaultConsistencyLevel: 'text',
    readableReplications: REPLICATIONS,
    writableReplications: REPLICATIONS,
    databaseAccountOfferType: 'text',
    ipRangeFilter: 'list',
    publicNetworkAccess: 'text',
    isVirtualNetworkFilterEnabled: 'boolean',
    keyVaultKeyUri: 'text',
    privateEndpointConnections: 'list',
    virtualNetworkRules: 'list',
  },
  KeyVault: {
    enableSoftDelete: 'boolean',
    certificates: 'list',
    keys: 'list',
    secrets: [{ enabled: 'boolean', expires: 'time', ...MORE }],
    diagnosticSettings: [{ logs: 'list', ...MORE }],
    ...MORE,
  },
  LogProfile: {
    properties: {
      categories: ['text'],
      retentionPolicy: { enabled: 'boolean', days: 'number', ...MORE },
      ...MORE,
    },
    ...MORE,
  },
  NetworkSecurityGroup: {
    ...IN_GROUP,
    ...GROUP_RULES,
    defaultInboundRules: RULES,
    defaultOutboundRules: RULES,
    etag: 'text',
    networkAssetsStats: [{ type: 'text', count: 'number' }],
  },
  NetworkWatcher: MORE,
  PostgreSQL: {
    sslEnforcement: 'any',
    storage: { geoRedundantBackup: 'any', ...MORE },
    logsConfiguration: [{ name: 'text', value: 'any', ...MORE }],
    ...MORE,
  },
  RedisCache: {
    enableNonSslPort: 'boolean',
    firewallRules: 'list',
    linkedServers: [{ linkedRedisCacheServerRole: 'text', ...MORE }],
    ...MORE,
  },
  ResourceGroup: { locks: 'list', ...MORE },
  SQLDB: {
    collation: 'text',
    creationDate: 'time',
    defaultSecondaryLocation: 'text',
    edition: 'text',
    kind: 'text',
    maxSizeBytes: 'number',
    readScale: 'text',
    status: 'text',
    sqlServerName: 'text',
    containmentState: 'number',
    encryption: {
      id: 'text',
      name: 'text',
      status: 'text',
      kind: 'text',
      serverKeyType: 'text',
      serverKeyName: 'text',
      serverKeyCreationTime: 'time',
    },
    threatDetection: {
      id: 'text',
      name: 'text',
      state: 'text',
      disabledAlerts: 'list',
      emailToAccountAdmins: 'text',
      additionalEmails: ['text'],
      storageEndpoint: 'text',
      storageAccountAccessKey: 'text',
      useServerDefault: 'text',
      retentionDays: 'number',
    },
    auditing: {
      id: 'text',
      name: 'text',
      auditActionsAndGroups: 'any',
      state: 'text',
      retentionDays: 'number',
      storageEndpoint: 'text',
      isStorageSecondaryKeyInUse: 'boolean',
      storageAccountAccessKey: 'text',
    },
    dataMaskingRules: 'list',
    replications: 'list',
    locks: 'list',
  },
  SQLServer: {
    ...IN_GROUP,
    administratorLogin: 'text',
    fullyQualifiedDomainName: 'text',
    state: 'text',
    version: 'text',
    databases: ['text'],
    elasticPools: 'list',
    adAdministrators: [{ login: 'text', name: 'text', ...MORE }],
    serverKeys: [SERVER_KEY],
    encryptionProtectors: [{ id: 'text', name: 'text', serverKey: SERVER_KEY, serverKeyType: 'text' }],
    failOverGroups: 'list',
    firewallRules: [
      {
        id: 'text',
        name: 'text',
        startIpAddress: 'network',
        endIpAddress: 'network',
        isAzurePubliclyAccessable: 'boolean',
        isPublic: 'boolean',
        numberOfAddressesInRange: 'number',
      },
    ],
    vnetRules: 'list',
    isAzurePubliclyAccessable: 'boolean',
    isPublic: 'boolean',
  },
  StorageAccount: {
    ...IN_GROUP,
    creationTime: 'time',
    httpsOnlyTraffic: 'boolean',
    customDomain: { name: 'text', useSubDomain: 'boolean' },
    encryption: {
      keySource: 'text',
      keyVault: { keyName: 'text', ...MORE },
      services: [{ name: 'text', enabled: 'boolean', lastEnabledTime: 'time' }],
      key: 'any',
    },
    lastGeoFailoverTime: 'time',
    networkRuleSet: { bypass: 'text', defaultAction: 'text', ipRules: 'list', vitualNetworkRules: 'list' },
    primaryEndpoints: [{ service: 'text', uri: 'text' }],
    secondaryEndpoints: [{ service: 'text', uri: 'text' }],
    provisioningState: 'text',
    secondaryRegion: 'text',
    primaryStatus: 'text',
    secondaryStatus: 'text',
  },
  VNet: {
    peerings: [{ peeringState: 'text', ...MORE }],
    subnets: [{ securityGroup: { id: 'text', ...MORE }, ...MORE }],
    networkRuleSet: { bypass: 'text', defaultAction: 'text', ...MORE },
    ...MORE,
  },
  VirtualMachine: {
    isPublic: 'boolean',
    availabilitySet: 'any',
    nics: [
      {
        networkSecurityGroup: { name: 'text', ...GROUP_RULES, ...MORE },
        subnet: { securityGroup: { name: 'text', ...GROUP_RULES, ...MORE }, ...MORE },
        ...MORE,
      },
    ],
    ...MORE,
  },
};
