/** Types of CloudGuard's own names, by whose resources they are; those of other families tell it by how they begin. */
export const NATIVE_TYPES = {
  aws: [
    ...[
      'AMI',
      'ApplicationLoadBalancer',
      'CloudTrail',
      'DynamoDbTable',
      'EcsCluster',
      'EcsService',
      'EFS',
      'ElasticIP',
    ],
    ...['ELB', 'Iam', 'IamGroup', 'IamPolicy', 'IamRole', 'IamUser', 'Instance', 'KMS', 'Lambda', 'NACL'],
    ...[
      'NetworkLoadBalancer',
      'RDS',
      'Region',
      'Route53Domain',
      'S3Bucket',
      'SecurityGroup',
      'Subnet',
      'Volume',
      'VPC',
    ],
  ],
  azure: [
    ...[
      'ApplicationGateway',
      'ContainerRegistry',
      'CosmosDbAccount',
      'KeyVault',
      'LogProfile',
      'NetworkWatcher',
      'NetworkSecurityGroup',
    ],
    ...['PostgreSQL', 'RedisCache', 'ResourceGroup', 'SQLDB', 'SQLServer', 'StorageAccount', 'VirtualMachine', 'VNet'],
  ],
  google: ['CloudSql', 'GkeCluster', 'KmsKeyRing', 'ServiceAccount', 'StorageBucket', 'VMInstance'],
} as const;

const VENDORS: ReadonlyMap<string, string> = new Map(
  Object.entries(NATIVE_TYPES).flatMap(([vendor, types]) => types.map((type) => [type, vendor] as const)),
);

const BEGINNINGS: readonly (readonly [beginning: string, vendor: string])[] = [
  ['aws_', 'aws'],
  ['AWS_', 'aws'],
  ['azurerm_', 'azure'],
  ['azuread_', 'azure'],
  ['google_', 'google'],
  ['Kubernetes', 'kubernetes'],
];

/**
 * Whose resources the entities of a type are: one vendor's account says nothing of another's types. Undefined where the
 * name does not tell.
 *
 * @example
 * vendorOf('CloudTrail') // 'aws'
 */
export function vendorOf(type: string): string | undefined {
  return VENDORS.get(type) ?? BEGINNINGS.find(([beginning]) => type.startsWith(beginning))?.[1];
}
