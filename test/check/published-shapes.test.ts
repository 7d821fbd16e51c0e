import { expect, test } from 'vitest';
import { loadSchemas } from '../../src/check/schemas/complete/index.ts';
import { check } from '../../src/check/check.ts';

/* Rules of ours in the shapes that published rules have: nothing is said of any of them. */
test.each([
  "Instance where isPublic=true and inboundRules contain [port<=22 and portTo>=22 and protocol in ('TCP','ALL')] should not have inboundRules contain [port<=22 and portTo>=22 and protocol in ('TCP','ALL') and scope isPublic() and scope numberOfHosts() > 32]",
  "SecurityGroup where name != 'default' should not have inboundRules contain [ scope = '0.0.0.0/0' and port = 0 and portTo = 0 ]",
  "SecurityGroup should not have inboundRules with [ scope in ('0.0.0.0/0', '::/0') ] length() > 0",
  'NetworkSecurityGroup should not have inboundRules allowedHostsForPort(3389) > 4294967295',
  "IamUser where passwordEnabled = true and not (passwordLastUsed = 'null') should have passwordLastUsed after(-90, 'days')",
  "IamUser where firstAccessKey.isActive = true should not have firstAccessKey.lastUsedDate before(-45, 'days') or firstAccessKey.lastUsedDate < firstAccessKey.lastRotated",
  "IamPolicy should not have document.Statement contain [ Effect = 'Allow' and (Action = '*' or Action contain [$ = '*']) and (Resource = '*' or Resource contain ['*']) ]",
  "IamPolicy should not have document.Statement contain [ Action contain ['iam:%'] and Resource like '%:role/%' ]",
  'IamRole should not have combinedPolicies contain [ policyDocument.Statement contain [ Action regexMatch /^(iam|sts):/i ] ]',
  "S3Bucket should have policy.Statement contain-any [ Effect = 'Deny' and Condition.Bool.aws:SecureTransport = 'false' ]",
  "S3Bucket should not have acl.grants contain [ uri like '%AllUsers' ] or acl.grants contain [ uri like '%AuthenticatedUsers' ]",
  "CloudTrail should have metricFilters contain [ filterPattern isFilterPatternEqual('{ $.eventName = ConsoleLogin }') ]",
  "ELB should have elbListeners contain-none [ certificates contain [ expiration before(30, 'days') ] ]",
  "RDS should have tags contain [ key = 'owner' and value ] and tags contain [ key = 'cost-center' ]",
  "VirtualMachine where tags contain [ key like 'env%' ] should have disks contain-all [ encryption.enabled = true ]",
  "Region should have configurationRecorders contain [ allSupported = 'true' and includeGlobalResourceTypes = true ]",
  'List<CloudTrail> should have items contain [ isMultiRegionTrail = true and hasSNSSubscriber ]',
  'KubernetesPod should not have spec.containers contain [ securityContext.privileged = true ] or spec.hostNetwork = true',
  "KubernetesPod where namespace like 'kube-%' should have spec.containers contain-all [ parsedArgs contain-none [ key = 'insecure-port' and value != 0 ] ]",
  "KubernetesRole should not have rules contain [ resources contain ['secrets'] and verbs contain ['*' or 'get'] ]",
  'KubernetesPod should have spec.containers contain-none [ image regexMatch /:latest$/ ]',
  "aws_security_group should not have ingress contain [ from_port <= 22 and to_port >= 22 and cidr_blocks contain ['0.0.0.0/0'] ]",
  'aws_iam_role should not have assume_role_policy like \'%"AWS":"*"%\'',
  "azurerm_storage_account should have min_tls_version = 'TLS1_2'",
  'google_compute_instance should have shielded_instance_config.enable_vtpm = true and not network_interface contain [ access_config ]',
  "AWS_S3_Bucket should have PublicAccessBlockConfiguration.BlockPublicAcls = true and BucketEncryption.ServerSideEncryptionConfiguration contain [ ServerSideEncryptionByDefault.SSEAlgorithm in ('aws:kms', 'AES256') ]",
  "AWS_EC2_SecurityGroup should not have SecurityGroupIngress contain [ CidrIp = '0.0.0.0/0' and FromPort <= 22 and ToPort >= 22 ]",
  "cloudtrail where event.name = 'DeleteTrail'",
  'S3Bucket should fail',
])('%s', async (rule) => {
  expect(check(rule, { schemas: await loadSchemas() }).map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
});
