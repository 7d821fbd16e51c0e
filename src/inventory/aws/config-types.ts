import { isObject, ownObject } from '../entity.ts';
import { flag, is, isThere, text, type Convert, type PropertyTable } from './mapping.ts';
import { acl, encryption, logging, replication, versioning, website } from './s3-bucket.ts';
import { NOT_IN_AWS, securityRules } from './security-rules.ts';
import { orUnknown, policyDocumentOrNull, timeOf, Unknown } from './shape.ts';
import { field, publicAddressOf } from './values.ts';

/** How an AWS Config item of one resource type becomes an entity of the vendor's. */
export interface ConfigType {
  readonly type: string;
  /** Paths that the whole item always has: without one of them, its part was not selected, and the rest is unknown. */
  readonly always: readonly string[];
  readonly properties: PropertyTable;
  /** What the item does not hold, and where it is. */
  readonly unknown: Readonly<Record<string, string>>;
}

/** Reasons hold for the API's answers too, which are mapped by the same table. */
const EXPORT = 'a CloudGuard export has it';
const GROUPS = 'the SecurityGroup entities have them; `aws ec2 describe-security-groups` has it';
const INTERFACES = '`aws ec2 describe-network-interfaces` has it';

const inVpc: Convert = (value, name) =>
  value === null ? null : orUnknown(typeof value === 'string' ? { id: value } : undefined, name);

/** What is in a `vpc` besides its id. */
const VPC_PARTS = Object.fromEntries(
  ['cidr', 'vpnGateways', 'internetGateways', 'dhcpOptionsId', 'instanceTenancy', 'isDefault', 'state', 'tags'].map(
    (part) => [`vpc.${part}`, 'the VPC entity has it; `aws ec2 describe-vpcs` has it'],
  ),
);

const timeOrZero: Convert = (value, name) => (value === null ? 0 : timeOf(value, name));
/** Without a topic there is no subscriber; with one there may be. */
const subscriber: Convert = (value) =>
  value === null ? false : new Unknown('`aws sns list-subscriptions-by-topic` has it');
const rotation: Convert = (value, name) =>
  value === null ? new Unknown('`aws kms get-key-rotation-status` has it') : flag(value, name, 0);
/** An object of settings under the names of the API, which AWS Config writes in camel case; unknown where it is not given. */
const settings: Convert = (value, name) => {
  if (value === null) return new Unknown(`\`${name}\` is absent in the source`);
  if (!isObject(value)) return orUnknown(undefined, name);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.charAt(0).toUpperCase() + key.slice(1), inner]),
  );
};
/** A bucket without the block has none of its parts. */
const publicAccessBlock: Convert = (value, name, maxDepth) => (value === null ? null : settings(value, name, maxDepth));
const listOrNone: Convert = (value, name) => {
  const list = value ?? [];
  return orUnknown(Array.isArray(list) ? list : undefined, name);
};
/** In an object, which says null for none. */
const bucketPolicy: Convert = (value, name, maxDepth) => {
  if (value === null) return null;
  const text = isObject(value) ? value['policyText'] : undefined;
  return text === undefined ? orUnknown(undefined, name) : policyDocumentOrNull(text, `${name}.policyText`, maxDepth);
};
/** A time that every such thing has. */
const always: Convert = (value, name) =>
  value === null ? new Unknown(`\`${name}\` is absent in the source`) : timeOf(value, name);
/** The address of an instance is that of its first interface: another one may have one, too. */
const hasPublicAddress: Convert = (value, name, maxDepth, source) => {
  if (isThere(value, name, maxDepth) === true) return true;
  const item = isObject(source) ? (ownObject(source, 'configuration') ?? source) : {};
  const list = field(item, 'networkInterfaces');
  // What is told of no address and of nothing that an address would be told with, `--query` has left out.
  const isTold = ['networkInterfaces', 'publicDnsName', 'publicIpAddress'].some(
    (one) => field(item, one) !== undefined,
  );
  if (!isTold && !isObject(field(item, 'state'))) return new Unknown('`aws ec2 describe-instances` has it');
  return (Array.isArray(list) ? (list as readonly unknown[]) : []).some(
    (one) => isObject(one) && publicAddressOf(one) !== undefined,
  );
};
/** Every instance has a state, and these are all there are. */
const running: Convert = (value, name) =>
  orUnknown(typeof value === 'string' && STATES.has(value) ? value === 'running' : undefined, name);
const STATES: ReadonlySet<string> = new Set(
  ['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped'], // As EC2 documents them.
);
const platform: Convert = (value, name) => (value === null ? 'linux' : text(value, name, 0));

/**
 * The resource types that have an entity type of the vendor's. IAM types are read by `iam.ts`. Adding one takes an entry:
 * each property with its path in the item, as AWS publishes them in github.com/awslabs/aws-config-resource-schema.
 */
export const CONFIG_TYPES: Readonly<Record<string, ConfigType>> = {
  'AWS::CloudTrail::Trail': {
    type: 'CloudTrail',
    always: ['configuration.name', 'configuration.trailARN', 'configuration.s3BucketName'],
    properties: {
      cloudWatchLogsLogGroupArn: ['configuration.cloudWatchLogsLogGroupArn', text],
      cloudWatchLogsRoleArn: ['configuration.cloudWatchLogsRoleArn', text],
      homeRegion: ['configuration.homeRegion', text],
      includeGlobalServiceEvents: ['configuration.includeGlobalServiceEvents', flag],
      isMultiRegionTrail: ['configuration.isMultiRegionTrail', flag],
      isOrganizationTrail: ['configuration.isOrganizationTrail', flag],
      kmsKeyId: ['configuration.kmsKeyId', text],
      logFileValidationEnabled: ['configuration.logFileValidationEnabled', flag],
      s3BucketName: ['configuration.s3BucketName', text],
      s3KeyPrefix: ['configuration.s3KeyPrefix', text],
      snsTopicArn: ['configuration.snsTopicARN', text],
      snsTopicName: ['configuration.snsTopicName', text],
      trailArn: ['configuration.trailARN', text],
      hasSNSSubscriber: ['configuration.snsTopicARN', subscriber],
    },
    unknown: {
      status: '`aws cloudtrail get-trail-status` has it',
      metricFilters: '`aws logs describe-metric-filters` has it',
    },
  },
  'AWS::EC2::Instance': {
    type: 'Instance',
    always: ['configuration.instanceId', 'configuration.imageId', 'configuration.launchTime', 'configuration.state'],
    properties: {
      image: ['configuration.imageId', text],
      kernelId: ['configuration.kernelId', text],
      platform: ['configuration.platform', platform],
      launchTime: ['configuration.launchTime', always],
      // Whether it can be reached also depends on routes and gateways; without a public address it cannot.
      isPublic: ['configuration.publicIpAddress', hasPublicAddress],
      instanceType: ['configuration.instanceType', text],
      isRunning: ['configuration.state.name', running],
      profileArn: ['configuration.iamInstanceProfile.arn', text],
      privateIpAddress: ['configuration.privateIpAddress', text],
      publicIpAddress: ['configuration.publicIpAddress', text],
      vpc: ['configuration.vpcId', inVpc],
      MetadataOptions: ['configuration.metadataOptions', settings],
    },
    unknown: {
      inboundRules: GROUPS,
      outboundRules: GROUPS,
      nics: INTERFACES,
      volumes: '`aws ec2 describe-volumes` has it',
      roles: 'the IamRole entities have them',
      imageDetails: '`aws ec2 describe-images` has it',
      scanners: EXPORT,
      ...VPC_PARTS,
    },
  },
  'AWS::EC2::SecurityGroup': {
    type: 'SecurityGroup',
    always: ['configuration.groupId', 'configuration.ipPermissions', 'configuration.ipPermissionsEgress'],
    properties: {
      description: ['configuration.description', text],
      inboundRules: ['configuration.ipPermissions', securityRules],
      outboundRules: ['configuration.ipPermissionsEgress', securityRules],
      name: ['configuration.groupName', text],
      vpc: ['configuration.vpcId', inVpc],
    },
    unknown: { ...NOT_IN_AWS, ...VPC_PARTS },
  },
  'AWS::EC2::Subnet': {
    type: 'Subnet',
    always: ['configuration.subnetId', 'configuration.cidrBlock', 'configuration.state'],
    properties: {
      state: ['configuration.state', text],
      availabilityZone: ['configuration.availabilityZone', text],
      defaultForAz: ['configuration.defaultForAz', flag],
      mapPublicIpOnLaunch: ['configuration.mapPublicIpOnLaunch', flag],
      availableIpAddressCount: 'configuration.availableIpAddressCount',
      externalId: ['configuration.subnetId', text],
      cidr: ['configuration.cidrBlock', text],
      vpc: ['configuration.vpcId', inVpc],
    },
    unknown: { nacl: '`aws ec2 describe-network-acls` has it', description: EXPORT, ...VPC_PARTS },
  },
  'AWS::EC2::VPC': {
    type: 'VPC',
    always: ['configuration.vpcId', 'configuration.cidrBlock', 'configuration.state'],
    properties: {
      cidr: ['configuration.cidrBlock', text],
      dhcpOptionsId: ['configuration.dhcpOptionsId', text],
      instanceTenancy: ['configuration.instanceTenancy', text],
      isDefault: ['configuration.isDefault', flag],
      state: ['configuration.state', text],
    },
    unknown: {
      subnets: '`aws ec2 describe-subnets` has it',
      routeTables: '`aws ec2 describe-route-tables` has it',
      internetGateways: '`aws ec2 describe-internet-gateways` has it',
      vpnGateways: '`aws ec2 describe-vpn-gateways` has it',
      hasFlowLogs: '`aws ec2 describe-flow-logs` has it',
    },
  },
  'AWS::KMS::Key': {
    type: 'KMS',
    always: ['configuration.keyId', 'configuration.keyManager', 'configuration.keyState'],
    properties: {
      arn: ['configuration.arn', text],
      description: ['configuration.description', text],
      creationDate: ['configuration.creationDate', timeOf],
      isCustomerManaged: ['configuration.keyManager', is('CUSTOMER')],
      deletionDate: ['configuration.deletionDate', timeOrZero],
      enabled: ['configuration.enabled', flag],
      keyState: ['configuration.keyState', text],
      keyUsage: ['configuration.keyUsage', text],
      rotationStatus: ['supplementaryConfiguration.KeyRotationStatus', rotation],
      policy: ['supplementaryConfiguration.Policy', policyDocumentOrNull],
    },
    unknown: {},
  },
  'AWS::Lambda::Function': {
    type: 'Lambda',
    always: ['configuration.functionName', 'configuration.functionArn', 'configuration.role'],
    properties: {
      arn: ['configuration.functionArn', text],
      description: ['configuration.description', text],
      runtime: ['configuration.runtime', text],
      handler: ['configuration.handler', text],
      timeout: 'configuration.timeout',
      memorySize: 'configuration.memorySize',
      environment: 'configuration.environment',
      kmsKeyArn: 'configuration.kmsKeyArn',
      tracingConfig: 'configuration.tracingConfig',
      vpcConfig: 'configuration.vpcConfig',
      executionRoleArn: ['configuration.role', text],
    },
    unknown: { executionRole: 'the IamRole entities have it', policy: '`aws lambda get-policy` has it' },
  },
  'AWS::RDS::DBInstance': {
    type: 'RDS',
    always: ['configuration.dBInstanceIdentifier', 'configuration.engine', 'configuration.storageEncrypted'],
    properties: {
      port: 'configuration.endpoint.port',
      address: ['configuration.endpoint.address', text],
      hostedZoneId: ['configuration.endpoint.hostedZoneId', text],
      status: ['configuration.dBInstanceStatus', text],
      dbType: ['configuration.engine', text],
      engineVersion: ['configuration.engineVersion', text],
      isPublic: ['configuration.publiclyAccessible', flag],
      instanceType: ['configuration.dBInstanceClass', text],
      isStorageEncrypted: ['configuration.storageEncrypted', flag],
      storageType: ['configuration.storageType', text],
      regionInstance: ['configuration.dbiResourceId', text],
      createdTime: ['configuration.instanceCreateTime', timeOf],
      availabilityZone: ['configuration.availabilityZone', text],
      secondaryAvailabilityZone: ['configuration.secondaryAvailabilityZone', text],
      isMultiAvailabilityZone: ['configuration.multiAZ', flag],
      autoMinorVersionUpgrade: ['configuration.autoMinorVersionUpgrade', flag],
      backupRetentionPeriod: 'configuration.backupRetentionPeriod',
      kmsKeyId: ['configuration.kmsKeyId', text],
      dbClusterName: ['configuration.dBClusterIdentifier', text],
      vpc: ['configuration.dBSubnetGroup.vpcId', inVpc],
      DeletionProtection: ['configuration.deletionProtection', flag],
      IAMDatabaseAuthenticationEnabled: ['configuration.iAMDatabaseAuthenticationEnabled', flag],
      EnabledCloudwatchLogsExports: ['configuration.enabledCloudwatchLogsExports', listOrNone],
    },
    unknown: {
      inboundRules: GROUPS,
      outboundRules: GROUPS,
      nics: INTERFACES,
      encryptionKey: 'the KMS entities have it',
      ...VPC_PARTS,
    },
  },
  'AWS::S3::Bucket': {
    type: 'S3Bucket',
    always: [
      'configuration.name',
      'supplementaryConfiguration.AccessControlList',
      'supplementaryConfiguration.BucketVersioningConfiguration',
    ],
    properties: {
      creationDate: ['configuration.creationDate', timeOf],
      acl: ['supplementaryConfiguration.AccessControlList', acl],
      policy: ['supplementaryConfiguration.BucketPolicy', bucketPolicy],
      encryption: ['supplementaryConfiguration.ServerSideEncryptionConfiguration', encryption],
      versioning: ['supplementaryConfiguration.BucketVersioningConfiguration', versioning],
      logging: ['supplementaryConfiguration.BucketLoggingConfiguration', logging],
      website: ['supplementaryConfiguration.BucketWebsiteConfiguration', website],
      replication: ['supplementaryConfiguration.BucketReplicationConfiguration', replication],
      PublicAccessBlockConfiguration: ['supplementaryConfiguration.PublicAccessBlockConfiguration', publicAccessBlock],
    },
    unknown: { PolicyStatus: '`aws s3api get-bucket-policy-status` has it' },
  },
};
