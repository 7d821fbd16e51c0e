import type { Entity, UnknownProperties } from '../../values/entity.ts';

/**
 * Properties that entities of the vendor's types have by the answers of AWS alone, under the names that AWS gives them. An
 * export of CloudGuard holds none of them: that they are missing there says nothing.
 */
const OF_ANSWERS: Readonly<Record<string, readonly (readonly [property: string, call: string])[]>> = {
  DynamoDbTable: [['DeletionProtectionEnabled', 'dynamodb describe-table']],
  Instance: [['MetadataOptions', 'ec2 describe-instances']],
  RDS: ['DeletionProtection', 'EnabledCloudwatchLogsExports', 'IAMDatabaseAuthenticationEnabled'].map(
    (property) => [property, 'rds describe-db-instances'] as const,
  ),
  S3Bucket: [
    ['PolicyStatus', 's3api get-bucket-policy-status'],
    ['PublicAccessBlockConfiguration', 's3api get-public-access-block'],
  ],
};

/** What is not known of an entity of an export, which `dome9Id` tells; undefined for others, and where nothing is open. */
export function notInExports(entity: Entity): UnknownProperties | undefined {
  if (typeof entity.dome9Id !== 'string' || !Object.hasOwn(OF_ANSWERS, entity.type)) return undefined;
  const open = (OF_ANSWERS[entity.type] ?? []).filter(([property]) => !Object.hasOwn(entity, property));
  if (open.length === 0) return undefined;
  return Object.fromEntries(open.map(([property, call]) => [property, `\`aws ${call}\` has it`]));
}
