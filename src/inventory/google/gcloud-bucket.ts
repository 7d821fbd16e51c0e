import { ownValue } from '../entity.ts';
import { Unknown } from '../aws/shape.ts';
import { truthOf } from '../truth.ts';

type Values = Readonly<Record<string, unknown>>;

/** Members of a bucket by the names that `gcloud storage` writes; it leaves out what is not set. */
const NAMES: Readonly<Record<string, string>> = {
  cors_config: 'cors',
  creation_time: 'timeCreated',
  default_acl: 'defaultObjectAcl',
  default_event_based_hold: 'defaultEventBasedHold',
  default_storage_class: 'storageClass',
  lifecycle_config: 'lifecycle',
  location_type: 'locationType',
  logging_config: 'logging',
  retention_policy: 'retentionPolicy',
  soft_delete_policy: 'softDeletePolicy',
  update_time: 'updated',
  website_config: 'website',
};

const NOT_GIVEN = new Unknown('`gcloud storage buckets describe` has it');

/** A bucket as `gcloud storage buckets list` and `… describe` print it, with the members that the interface has. */
export function bucketOfGcloud(bucket: Values): Values {
  const named = Object.entries(NAMES).flatMap(([name, member]) =>
    Object.hasOwn(bucket, name) ? [[member, bucket[name]] as const] : [],
  );
  const isUniform = truthOf(ownValue(bucket, 'uniform_bucket_level_access')) === true;
  const key = ownValue(bucket, 'default_kms_key');
  const versions = ownValue(bucket, 'versioning_enabled');
  const access = ownValue(bucket, 'public_access_prevention');
  return {
    // Where access is uniform there are no access lists.
    ...(isUniform ? {} : { acl: NOT_GIVEN, defaultObjectAcl: NOT_GIVEN }),
    ...bucket,
    ...Object.fromEntries(named),
    ...(versions === undefined ? {} : { versioning: { enabled: versions } }),
    ...(key === undefined ? {} : { encryption: { defaultKmsKeyName: key } }),
    iamConfiguration: {
      uniformBucketLevelAccess: { enabled: isUniform },
      ...(access === undefined ? {} : { publicAccessPrevention: access }),
    },
  };
}
