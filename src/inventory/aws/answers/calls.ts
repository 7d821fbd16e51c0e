import type { AwsCall } from './call.ts';
import { COMPUTE_CALLS } from './compute-calls.ts';
import { DATA_CALLS } from './data-calls.ts';
import { EC2_CALLS } from './ec2-calls.ts';
import { IAM_CALLS } from './iam-calls.ts';
import { IAM_PART_CALLS } from './iam-part-calls.ts';
import { PART_CALLS } from './part-calls.ts';
import { PRINCIPAL_CALLS } from './principal-calls.ts';
import { S3_CALLS } from './s3-calls.ts';
import { SECURITY_CALLS } from './security-calls.ts';

/** Every call whose answer is read. To read another, add an entry in the file of its service. */
export const AWS_CALLS: readonly AwsCall[] = [
  ...EC2_CALLS,
  ...S3_CALLS,
  ...IAM_CALLS,
  ...IAM_PART_CALLS,
  ...COMPUTE_CALLS,
  ...DATA_CALLS,
  ...SECURITY_CALLS,
  ...PART_CALLS,
  ...PRINCIPAL_CALLS,
];
