/*
 * What Terraform's providers and CloudFormation have in resources of their own beside what a resource can hold itself: since
 * version 4, a bucket of AWS has its ACL, versioning and encryption beside it, and most write the rules of a security group
 * one by one. The attribute is still known, and says nothing of them.
 */

/** For each type its attributes, each with the types that have them by themselves. */
const APART: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_iam_role: { inline_policy: 'aws_iam_role_policy', managed_policy_arns: 'aws_iam_role_policy_attachment' },
  aws_kms_key: { policy: 'aws_kms_key_policy' },
  aws_network_acl: { egress: 'aws_network_acl_rule', ingress: 'aws_network_acl_rule' },
  aws_route_table: { route: 'aws_route' },
  aws_s3_bucket: {
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
  },
  aws_secretsmanager_secret: { policy: 'aws_secretsmanager_secret_policy' },
  aws_security_group: {
    egress: 'aws_vpc_security_group_egress_rule aws_security_group_rule',
    ingress: 'aws_vpc_security_group_ingress_rule aws_security_group_rule',
  },
  aws_sns_topic: { policy: 'aws_sns_topic_policy' },
  aws_sqs_queue: { policy: 'aws_sqs_queue_policy' },
  azurerm_key_vault: { access_policy: 'azurerm_key_vault_access_policy' },
  azurerm_network_security_group: { security_rule: 'azurerm_network_security_rule' },
  azurerm_storage_account: { network_rules: 'azurerm_storage_account_network_rules' },
  azurerm_virtual_network: { subnet: 'azurerm_subnet' },
  google_container_cluster: { node_pool: 'google_container_node_pool' },
  AWS_EC2_SecurityGroup: {
    SecurityGroupEgress: 'AWS_EC2_SecurityGroupEgress',
    SecurityGroupIngress: 'AWS_EC2_SecurityGroupIngress',
  },
  AWS_IAM_Group: { Policies: 'AWS_IAM_GroupPolicy AWS_IAM_Policy' },
  AWS_IAM_Role: { Policies: 'AWS_IAM_RolePolicy AWS_IAM_Policy', ManagedPolicyArns: 'AWS_IAM_ManagedPolicy' },
  AWS_IAM_User: { Policies: 'AWS_IAM_UserPolicy AWS_IAM_Policy', ManagedPolicyArns: 'AWS_IAM_ManagedPolicy' },
};

/**
 * The types of the resources that may have what an attribute of another one has.
 *
 * @example
 * movedTo('aws_s3_bucket', 'acl') // ['aws_s3_bucket_acl']
 */
export function movedTo(type: string, name: string): readonly string[] {
  const attributes = Object.hasOwn(APART, type) ? APART[type] : undefined;
  if (attributes === undefined || !Object.hasOwn(attributes, name)) return [];
  return attributes[name]?.split(' ') ?? [];
}
