import { keptIn } from './kept.ts';
import { folded } from './names.ts';

/*
 * Names that interfaces of clouds and other tools have for what another vocabulary calls otherwise: somebody who writes a rule
 * beside the answer of a command line takes them from there, and a path that no entity has passes.
 */

const GROUPS: readonly (readonly string[])[] = [
  ['port', 'fromPort', 'portFrom', 'startPort', 'portStart', 'minPort', 'portMin', 'portRangeStart'],
  ['portTo', 'toPort', 'endPort', 'portEnd', 'maxPort', 'portMax', 'portRangeEnd'],
  ['scope', 'cidr', 'cidrs', 'cidrIp', 'cidrIpv4', 'cidrIpv6', 'cidrBlock', 'cidrRange', 'ipRange', 'ipRanges'],
  ['scope', 'source', 'sourceIp', 'sourceCidr', 'sourceRange', 'sourceAddress', 'sourceAddressPrefix', 'remoteIp'],
  ['protocol', 'ipProtocol', 'proto'],
  ['inboundRules', 'inbound', 'ingress', 'ingressRules', 'ipPermissions', 'inboundPermissions', 'ingresses'],
  ['outboundRules', 'outbound', 'egress', 'egressRules', 'ipPermissionsEgress', 'outboundPermissions', 'egresses'],
  ['mfaActive', 'mfa', 'mfaEnabled', 'mfaOn', 'multiFactorAuthentication', 'mfaDevice'],
  ['createDate', 'creationDate', 'createdAt', 'createTime', 'creationTime', 'createdTime', 'created', 'createdOn'],
  ['lastUsedDate', 'lastUsed', 'lastUsedTime', 'lastUsedAt', 'lastAccessed', 'lastUse'],
  ['lastRotated', 'lastRotatedDate', 'lastRotation', 'lastRotatedAt', 'rotatedAt', 'rotationDate'],
  ['source', 'cidr', 'cidrBlock', 'cidrIp', 'ipRange'],
  ['number', 'priority', 'ruleNumber', 'ruleNo'],
  ['dbType', 'engine', 'engineName', 'databaseEngine'],
  ['rotationStatus', 'keyRotation', 'keyRotationEnabled', 'enableKeyRotation', 'rotationEnabled', 'keyRotationStatus'],
  ['destinationPort', 'destinationPortRange', 'destinationPortRanges'],
  ['networkRuleSet', 'networkAcls', 'networkRules'],
  ['isPublic', 'publiclyAccessible', 'publicAccessible'],
  ['encrypted', 'storageEncrypted', 'isStorageEncrypted', 'isEncrypted', 'encryptionEnabled', 'encryptedAtRest'],
  ['status', 'state'],
  ['assumeRolePolicy', 'assumeRolePolicyDocument', 'trustPolicy', 'trustRelationship', 'trustRelationships'],
  ['publicIp', 'publicIpAddress', 'publicIps', 'publicIpAddresses'],
  ['policyDocument', 'policy', 'policyText', 'policyJson', 'document'],
  ['firstAccessKey', 'accessKey1', 'accessKey1Active', 'accessKey1LastRotated', 'accessKey1LastUsedDate'],
  ['secondAccessKey', 'accessKey2', 'accessKey2Active', 'accessKey2LastRotated', 'accessKey2LastUsedDate'],
  ['allow_nested_items_to_be_public', 'allow_blob_public_access'],
  // As other versions of Terraform's providers, and other resources of theirs, have them.
  ['role_based_access_control_enabled', 'role_based_access_control', 'enable_rbac', 'rbac_enabled'],
  ['min_tls_version', 'minimum_tls_version', 'ssl_minimal_tls_version_enforced'],
  ['authorized_ip_ranges', 'api_server_authorized_ip_ranges'],
  ['uniform_bucket_level_access', 'bucket_policy_only'],
  ['ssl_mode', 'require_ssl'],
  ['workload_pool', 'identity_namespace'],
  ['binary_authorization', 'enable_binary_authorization'],
  ['num_cache_clusters', 'number_cache_clusters'],
  [
    'private_endpoint_network_policies',
    'private_endpoint_network_policies_enabled',
    'enforce_private_link_endpoint_network_policies',
  ],
];

let groupsByName: ReadonlyMap<string, readonly (readonly string[])[]> | undefined;

/** The groups that have a name. Made when it is first asked for: most runs look for no name. */
function groupsOf(name: string): readonly (readonly string[])[] {
  groupsByName ??= byName();
  return groupsByName.get(name) ?? [];
}

function byName(): ReadonlyMap<string, (readonly string[])[]> {
  const made = new Map<string, (readonly string[])[]>();
  for (const group of GROUPS) for (const name of group) keptIn(made, folded(name), () => []).push(group);
  return made;
}

/**
 * The known name that another vocabulary has the written one for. Undefined where several are known.
 *
 * @example
 * otherName('fromPort', ['protocol', 'port', 'portTo']) // 'port'
 */
export function otherName(written: string, known: Iterable<string>): string | undefined {
  const key = folded(written);
  const same = new Set(groupsOf(key).flatMap((group) => group.map(folded)));
  if (same.size === 0) return undefined;
  const [found, ...others] = [...known].filter((name) => folded(name) !== key && same.has(folded(name)));
  return others.length === 0 ? found : undefined;
}
