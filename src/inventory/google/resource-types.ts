import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { Unknown } from '../aws/shape.ts';
import { firewallRows } from './firewall-rules.ts';

type Values = Readonly<Record<string, unknown>>;

/** How a Google resource of one type becomes an entity. */
export interface GoogleType {
  /** The vendor's name; else the entity is called by the type's own. */
  readonly type?: string;
  /** A property that the whole resource always has: without it, what is absent is not known to be unset. */
  readonly always: string;
  /** The other properties that it may have, as the interface documents them: unknown where it is not whole. */
  readonly members: readonly string[];
  /** What the vendor's entity has beside the resource's own properties. */
  readonly derived?: Readonly<Record<string, (resource: Values) => unknown>>;
  /** What the resource does not hold, and the command that has it. */
  readonly unknown?: Readonly<Record<string, string>>;
}

/**
 * The resource types that have more than their own properties, by the name that Cloud Asset Inventory has for them. Adding
 * one takes an entry; all others are called by their own name.
 */
export const GOOGLE_TYPES: Readonly<Record<string, GoogleType>> = {
  'cloudkms.googleapis.com/CryptoKey': {
    always: 'purpose',
    members: ['primary', 'rotationPeriod', 'nextRotationTime', 'versionTemplate', 'labels', 'createTime'],
    derived: { rotationPeriodInDays: rotationDays },
  },
  'cloudkms.googleapis.com/KeyRing': {
    type: 'KmsKeyRing',
    always: 'createTime',
    members: [],
    unknown: { cryptoKeys: '`gcloud kms keys list` has it' },
  },
  'compute.googleapis.com/Firewall': {
    always: 'network',
    members: [
      'allowed',
      'denied',
      'direction',
      'disabled',
      'priority',
      'sourceRanges',
      'destinationRanges',
      'sourceTags',
      'targetTags',
      'sourceServiceAccounts',
      'targetServiceAccounts',
      'logConfig',
    ],
    derived: {
      inboundRules: (rule) => firewallRows(rule, 'INGRESS'),
      outboundRules: (rule) => firewallRows(rule, 'EGRESS'),
    },
  },
  'compute.googleapis.com/Instance': {
    type: 'VMInstance',
    always: 'networkInterfaces',
    members: [
      'canIpForward',
      'confidentialInstanceConfig',
      'deletionProtection',
      'disks',
      'machineType',
      'metadata',
      'scheduling',
      'serviceAccounts',
      'shieldedInstanceConfig',
      'status',
    ],
    derived: { isPublic: hasPublicAddress, nics: interfaces },
    unknown: { inboundRules: 'its interfaces have them: `nics contain [ inboundRules … ]`' },
  },
  'compute.googleapis.com/Subnetwork': {
    type: 'Subnet',
    always: 'ipCidrRange',
    members: ['logConfig', 'network', 'privateIpv6GoogleAccess', 'purpose', 'secondaryIpRanges', 'stackType'],
    derived: {
      cidr: (subnet) => ownValue(subnet, 'ipCidrRange'),
      privateIpGoogleAccess: (subnet) => ownValue(subnet, 'privateIpGoogleAccess') ?? false,
      enableFlowLogs: hasFlowLogs,
    },
  },
  'container.googleapis.com/Cluster': {
    type: 'GkeCluster',
    always: 'nodePools',
    members: [
      'addonsConfig',
      'autopilot',
      'binaryAuthorization',
      'databaseEncryption',
      'ipAllocationPolicy',
      'legacyAbac',
      'loggingService',
      'masterAuth',
      'masterAuthorizedNetworksConfig',
      'monitoringService',
      'network',
      'networkPolicy',
      'nodeConfig',
      'privateClusterConfig',
      'releaseChannel',
      'shieldedNodes',
      'workloadIdentityConfig',
    ],
    derived: {
      nodePools,
      subnetwork: (cluster) => ({
        name: ownValue(cluster, 'subnetwork') ?? null,
        privateIpGoogleAccess: new Unknown('the Subnet entity has it'),
      }),
    },
  },
  'iam.googleapis.com/ServiceAccount': {
    type: 'ServiceAccount',
    always: 'email',
    members: ['disabled', 'displayName', 'oauth2ClientId'],
    unknown: { roles: '`gcloud projects get-iam-policy` has it' },
  },
  'sqladmin.googleapis.com/Instance': {
    type: 'CloudSql',
    always: 'settings',
    members: [
      'backendType',
      'databaseVersion',
      'diskEncryptionConfiguration',
      'gceZone',
      'instanceType',
      'ipAddresses',
      'masterInstanceName',
      'replicaNames',
      'serverCaCert',
      'state',
    ],
  },
  'storage.googleapis.com/Bucket': {
    type: 'StorageBucket',
    always: 'location',
    members: [
      'acl',
      'cors',
      'defaultEventBasedHold',
      'defaultObjectAcl',
      'encryption',
      'iamConfiguration',
      'lifecycle',
      'logging',
      'retentionPolicy',
      'softDeletePolicy',
      'storageClass',
      'versioning',
      'website',
    ],
    unknown: { iamPolicy: '`gcloud storage buckets get-iam-policy` has it, and an export of policies' },
  },
};

function lists(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** An access configuration gives an address, when it is stopped the next time that it starts. */
function hasPublicAddress(instance: Values): unknown {
  const nics = ownValue(instance, 'networkInterfaces');
  const configurations = lists(nics).flatMap((nic) =>
    ['accessConfigs', 'ipv6AccessConfigs'].map((name) => (isObject(nic) ? (ownValue(nic, name) ?? []) : undefined)),
  );
  if (configurations.some((one) => Array.isArray(one) && one.length > 0)) return true;
  const isTold = Array.isArray(nics) && configurations.every((one) => Array.isArray(one));
  return isTold ? false : new Unknown('`networkInterfaces` has another form in the source than documented');
}

/** A list that others are told in, unknown where something else stands in its place. */
function listOr(resource: Values, name: string): readonly unknown[] | Unknown {
  const value = ownValue(resource, name) ?? [];
  return Array.isArray(value) ? (value as readonly unknown[]) : new Unknown(`\`${name}\` is no list in the source`);
}

function interfaces(instance: Values): unknown {
  const nics = listOr(instance, 'networkInterfaces');
  if (nics instanceof Unknown) return nics;
  return nics.map((nic) =>
    isObject(nic)
      ? {
          ...nic,
          inboundRules: new Unknown(
            '`gcloud compute firewall-rules list` has it, and the policies of the organization',
          ),
        }
      : nic,
  );
}

function hasFlowLogs(subnet: Values): unknown {
  const log = ownObject(subnet, 'logConfig');
  return ownValue(subnet, 'enableFlowLogs') ?? (log && ownValue(log, 'enable')) ?? false;
}

function nodePools(cluster: Values): unknown {
  const pools = listOr(cluster, 'nodePools');
  if (pools instanceof Unknown) return pools;
  return pools.map((pool) => {
    const config = isObject(pool) ? ownObject(pool, 'config') : undefined;
    if (!isObject(pool)) return pool;
    if (config === undefined) return { ...pool, config: new Unknown('the source tells no `config` of the pool') };
    const account = ownText(config, 'serviceAccount');
    return { ...pool, config: { ...config, isDefaultServiceAccount: account === undefined || account === 'default' } };
  });
}

/** `7776000s` is 90 days. */
function rotationDays(key: Values): unknown {
  const [, seconds] = /^(\d{1,12})(?:\.\d+)?s$/u.exec(ownText(key, 'rotationPeriod') ?? '') ?? [];
  return seconds === undefined ? null : Number(seconds) / 86_400;
}
