/** The tables of Steampipe whose rows are read, but for those of rules of security groups. */
export const STEAMPIPE_NAMES = [
  'aws_iam_credential_report',
  'aws_iam_access_key',
  'aws_iam_user',
  'aws_iam_role',
  'aws_vpc_security_group',
  'aws_s3_bucket',
] as const;
