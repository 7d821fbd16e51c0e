import type { EntitySchemas, ObjectSchema, PropertySchema } from './schema.ts';

/*
 * What AWS entities hold, as seen in exports and in the paths of published rules. Misspelt names are the vendor's own:
 * `premission`, `hasVpcFLowLogging`. A type with `*` was seen in rules alone, which do not show all of it.
 */

const MORE = { '*': 'any' } as const;

/** A rule of a security group. */
const SECURITY_RULES: PropertySchema = [
  { protocol: 'text', port: 'number', portTo: 'number', scope: 'network', scopeMetaData: 'any', serviceType: 'text' },
];
const SECURITY = { inboundRules: SECURITY_RULES, outboundRules: SECURITY_RULES };
const ASSETS: PropertySchema = [{ type: 'text', count: 'number' }];

/** Parts that are entities too have these. */
const ENTITY: ObjectSchema = {
  id: 'text',
  type: 'text',
  name: 'text',
  dome9Id: 'text',
  accountNumber: 'text',
  region: 'text',
  source: 'text',
  tags: [{ key: 'text', value: 'any' }],
  externalFindings: 'any',
};

const VPC_REFERENCE: ObjectSchema = {
  ...ENTITY,
  cloudAccountId: 'text',
  cidr: 'network',
  vpnGateways: [{ directConnectVirtualInterfaces: 'list', ...MORE }],
  internetGateways: [{ externalId: 'text', vpcAttachments: [{ state: 'text', vpcId: 'text' }], name: 'text' }],
  dhcpOptionsId: 'text',
  instanceTenancy: 'text',
  isDefault: 'boolean',
  state: 'text',
};
const IN_VPC = { vpc: VPC_REFERENCE };

const NACL_RULES: PropertySchema = [
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
const NACL: ObjectSchema = { ...IN_VPC, inbound: NACL_RULES, outbound: NACL_RULES, isDefault: 'boolean' };

const SUBNET: ObjectSchema = {
  ...IN_VPC,
  state: 'text',
  availabilityZone: 'text',
  defaultForAz: 'boolean',
  mapPublicIpOnLaunch: 'boolean',
  availableIpAddressCount: 'number',
  externalId: 'text',
  description: 'text',
  cidr: 'network',
  nacl: { ...ENTITY, ...NACL },
};

const SECURITY_GROUP: ObjectSchema = {
  ...IN_VPC,
  ...SECURITY,
  description: 'text',
  networkAssetsStats: ASSETS,
  isProtected: 'boolean',
};

const NICS: PropertySchema = [
  {
    id: 'text',
    name: 'text',
    subnet: { ...ENTITY, ...SUBNET },
    privateDnsName: 'text',
    publicIpAddress: 'network',
    privateIpAddress: 'network',
    securityGroups: [{ ...ENTITY, ...SECURITY_GROUP }],
  },
];

/** A policy document as IAM writes it: `Action` and its like hold one text or a list. */
const POLICY: ObjectSchema = {
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
const MANAGED_POLICIES: PropertySchema = [{ arn: 'text', name: 'text', ...MORE }];
const COMBINED_POLICIES: PropertySchema = [{ policyDocument: POLICY, ...MORE }];

const ACCESS_KEY: ObjectSchema = {
  isActive: 'boolean',
  lastRotated: 'time',
  lastUsedDate: 'time',
  lastUsedRegion: 'text',
  lastUsedService: 'text',
};
const CERTIFICATE: ObjectSchema = { isActive: 'boolean', lastRotated: 'time' };

const LISTENERS: PropertySchema = [{ port: 'number', certificates: [{ expiration: 'time', ...MORE }], ...MORE }];

export const AWS: EntitySchemas = {
  AMI: { isPublic: 'boolean', ...MORE },
  ApplicationLoadBalancer: { ...IN_VPC, ...SECURITY, isPublic: 'boolean', listeners: LISTENERS, ...MORE },
  CloudTrail: {
    cloudWatchLogsLogGroupArn: 'text',
    cloudWatchLogsRoleArn: 'text',
    homeRegion: 'text',
    includeGlobalServiceEvents: 'boolean',
    isMultiRegionTrail: 'boolean',
    kmsKeyId: 'text',
    logFileValidationEnabled: 'boolean',
    s3BucketName: 'text',
    s3KeyPrefix: 'text',
    snsTopicArn: 'text',
    snsTopicName: 'text',
    trailArn: 'text',
    status: { latestCloudWatchLogsDeliveryTime: 'time', ...MORE },
    metricFilters: [{ filterPattern: 'text', ...MORE }],
    hasSNSSubscriber: 'boolean',
  },
  DynamoDbTable: { encrypted: 'boolean', ...MORE },
  EFS: MORE,
  ELB: {
    ...IN_VPC,
    ...SECURITY,
    isPublic: 'boolean',
    instances: 'list',
    elbListeners: [
      {
        sourcePort: 'number',
        sourceProtocol: 'text',
        instancePort: 'number',
        instanceProtocol: 'text',
        policies: 'list',
        ...MORE,
      },
    ],
    ...MORE,
  },
  EcsCluster: {
    containerInstances: [{ agentConnected: 'boolean', status: 'text', ...MORE }],
    services: [{ runningCount: 'number', ...MORE }],
    ...MORE,
  },
  EcsService: { ...SECURITY, ...MORE },
  ElasticIP: { associationId: 'text', ...MORE },
  Iam: {
    credentialReportGeneratedTime: 'time',
    passwordPolicy: {
      enabledInAccount: 'boolean',
      requireUppercaseCharacter: 'boolean',
      requireLowercaseCharacter: 'boolean',
      requireSymbols: 'boolean',
      requireNumbers: 'boolean',
      minPasswordLength: 'number',
      maxPasswordAge: 'number',
      passwordReusePrevention: 'number',
      ...MORE,
    },
    stats: { accountMfaEnabled: 'number', ...MORE },
    ...MORE,
  },
  IamGroup: { managedPolicies: MANAGED_POLICIES, inlinePolicies: 'list', ...MORE },
  IamPolicy: {
    arn: 'text',
    attachmentCount: 'number',
    document: POLICY,
    users: 'list',
    roles: 'list',
    groups: 'list',
    ...MORE,
  },
  IamRole: {
    managedPolicies: MANAGED_POLICIES,
    inlinePolicies: 'list',
    assumeRolePolicy: POLICY,
    combinedPolicies: COMBINED_POLICIES,
    ...MORE,
  },
  IamUser: {
    createDate: 'time',
    passwordEnabled: 'boolean',
    passwordLastUsed: 'time',
    passwordLastChanged: 'time',
    passwordNextRotation: 'time',
    arn: 'text',
    path: 'text',
    managedPolicies: MANAGED_POLICIES,
    inlinePolicies: 'list',
    attachedGroups: ['text'],
    combinedPolicies: COMBINED_POLICIES,
    mfaActive: 'boolean',
    virtualMfaEnabled: 'boolean',
    firstAccessKey: ACCESS_KEY,
    secondAccessKey: ACCESS_KEY,
    firstCertificate: CERTIFICATE,
    secondCertificate: CERTIFICATE,
  },
  Instance: {
    ...IN_VPC,
    ...SECURITY,
    image: 'text',
    imageDetails: { creationDate: 'time', ...MORE },
    kernelId: 'text',
    platform: 'text',
    launchTime: 'time',
    nics: NICS,
    isPublic: 'boolean',
    instanceType: 'text',
    isRunning: 'boolean',
    volumes: [
      {
        attachments: [
          {
            attachTime: 'time',
            deleteOnTermination: 'boolean',
            device: 'text',
            instanceId: 'text',
            state: 'text',
            volumeId: 'text',
          },
        ],
        availabilityZone: 'text',
        createTime: 'time',
        encrypted: 'boolean',
        iops: 'number',
        kmsKeyId: 'text',
        size: 'number',
        snapshotId: 'text',
        state: 'text',
        tags: 'list',
        volumeId: 'text',
        volumeType: 'text',
        encryptionKey: 'any',
      },
    ],
    profileArn: 'text',
    roles: [{ managedPolicies: MANAGED_POLICIES, ...MORE }],
    scanners: {
      scans: [{ source: 'text', startTime: 'time', state: 'text', ...MORE }],
      findings: [{ ruleSeverity: 'text', ...MORE }],
    },
  },
  KMS: { isCustomerManaged: 'boolean', deletionDate: 'time', rotationStatus: 'boolean', ...MORE },
  Lambda: { executionRole: { combinedPolicies: COMBINED_POLICIES, ...MORE }, ...MORE },
  NACL,
  NetworkLoadBalancer: { ...IN_VPC, isPublic: 'boolean', inboundRules: SECURITY_RULES, listeners: LISTENERS, ...MORE },
  RDS: {
    ...IN_VPC,
    ...SECURITY,
    description: 'text',
    port: 'number',
    address: 'text',
    hostedZoneId: 'text',
    status: 'text',
    dbType: 'text',
    isPublic: 'boolean',
    instanceType: 'text',
    isStorageEncrypted: 'boolean',
    storageType: 'text',
    regionInstance: 'text',
    createdTime: 'time',
    availabilityZone: 'text',
    secondaryAvailabilityZone: 'text',
    isMultiAvailabilityZone: 'boolean',
    backupRetentionPeriod: 'number',
    kmsKeyId: 'text',
    dbClusterName: 'text',
    encryptionKey: 'any',
    nics: NICS,
  },
  Region: {
    hasCloudTrail: 'boolean',
    hidden: 'boolean',
    behavior: 'text',
    hasVpcFLowLogging: 'boolean',
    configurationRecorders: [{ allSupported: 'boolean', includeGlobalResourceTypes: 'boolean', ...MORE }],
    vpcs: ['text'],
  },
  Route53Domain: { expirationTime: 'time', ...MORE },
  S3Bucket: {
    logging: { targetBucketName: 'text', targetPrefix: 'text', grants: 'list', enabled: 'boolean' },
    acl: {
      grants: [
        {
          canonicalUser: 'text',
          displayName: 'text',
          emailAddress: 'text',
          premission: 'text',
          premissionHeaderName: 'text',
          type: 'text',
          uri: 'text',
        },
      ],
      ownerDisplayName: 'text',
      ownerId: 'text',
    },
    policy: POLICY,
    versioning: { status: 'text', mfaDelete: 'boolean' },
    website: {
      indexDocumentSuffix: 'text',
      errorDocument: 'text',
      routingRules: 'list',
      redirectAllRequestsTo: {
        hostName: 'text',
        httpRedirectCode: 'text',
        protocol: 'text',
        replaceKeyPrefixWith: 'text',
        replaceKeyWith: 'text',
      },
    },
    encryption: {
      serverSideEncryptionRules: [
        {
          serverSideEncryptionByDefault: {
            serverSideEncryptionAlgorithm: 'text',
            serverSideEncryptionKeyManagementServiceKeyId: 'text',
          },
          ...MORE,
        },
      ],
    },
    replication: { role: 'text', rules: 'list' },
  },
  SecurityGroup: SECURITY_GROUP,
  // Google's subnets go by the same name; what they have besides is in the last line.
  Subnet: { ...SUBNET, privateIpGoogleAccess: 'boolean', enableFlowLogs: 'boolean' },
  VPC: {
    ...VPC_REFERENCE,
    vpc: VPC_REFERENCE,
    subnets: [{ ...ENTITY, ...SUBNET }],
    routeTables: [
      {
        associations: [{ isMain: 'boolean', subnetId: 'text' }],
        propagatingVgws: 'list',
        routes: [
          {
            destinationCidrBlock: 'network',
            destinationIpv6CidrBlock: 'network',
            destinationPrefixListId: 'text',
            egressOnlyInternetGatewayId: 'text',
            gatewayId: 'text',
            instanceId: 'text',
            instanceOwnerId: 'text',
            natGatewayId: 'text',
            networkInterfaceId: 'text',
            origin: 'text',
            state: 'text',
            vpcPeeringConnectionId: 'text',
          },
        ],
        routeTableId: 'text',
        vpcId: 'text',
        tags: 'any',
        name: 'text',
        tagsEntities: 'any',
      },
    ],
    hasFlowLogs: 'boolean',
  },
  Volume: {
    attachments: [{ state: 'text', instanceId: 'text', ...MORE }],
    encrypted: 'boolean',
    kmsKeyId: 'text',
    ...MORE,
  },
};
