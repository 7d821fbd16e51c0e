/*
 * What Terraform's providers took out of a resource and made a resource of its own: since version 4, a bucket of AWS has its
 * ACL, versioning and encryption beside it. The old attribute is still known, and in no plan that is made today.
 */

const BUCKET: Readonly<Record<string, string>> = {
  acceleration_status: 'aws_s3_bucket_accelerate_configuration',
  acl: 'aws_s3_bucket_acl',
  cors_rule: 'aws_s3_bucket_cors_configuration',
  grant: 'aws_s3_bucket_acl',
  lifecycle_rule: 'aws_s3_bucket_lifecycle_configuration',
  logging: 'aws_s3_bucket_logging',
  object_lock_configuration: 'aws_s3_bucket_object_lock_configuration',
  policy: 'aws_s3_bucket_policy',
  replication_configuration: 'aws_s3_bucket_replication_configuration',
  request_payer: 'aws_s3_bucket_request_payment_configuration',
  server_side_encryption_configuration: 'aws_s3_bucket_server_side_encryption_configuration',
  versioning: 'aws_s3_bucket_versioning',
  website: 'aws_s3_bucket_website_configuration',
};

/**
 * The type of the resources that have what an attribute of another one had.
 *
 * @example
 * movedTo('aws_s3_bucket', 'acl') // 'aws_s3_bucket_acl'
 */
export function movedTo(type: string, name: string): string | undefined {
  return type === 'aws_s3_bucket' && Object.hasOwn(BUCKET, name) ? BUCKET[name] : undefined;
}
