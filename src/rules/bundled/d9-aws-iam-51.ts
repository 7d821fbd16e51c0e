import type { LoadedRule } from '../rule.ts';
import { bundledHash } from './hashes.ts';

const logic = 'IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true';

/**
 * D9.AWS.IAM.51. The logic and the title are the vendor's; the other texts are ours. Note what `should not have A and B`
 * means: only a user with both keys active fails.
 */
export const d9AwsIam51: LoadedRule = {
  id: 'D9.AWS.IAM.51',
  ruleId: 'D9.AWS.IAM.51',
  name: 'Ensure there is only one active access key available for any single IAM user',
  severity: 'High',
  logic,
  logicHash: bundledHash('D9.AWS.IAM.51', logic),
  entityType: 'IamUser',
  cloudEntity: {
    name: 'IAM User',
    description:
      'A lasting identity in an AWS account for a person or a program, with a password for the console, access keys ' +
      'for the API, or both.',
  },
  category: 'Security, Identity, & Compliance',
  description: 'Finds IAM users whose two access keys are both active.',
  rationale:
    'An access key is a long-lived password for the API. IAM lets a user hold two so that one can replace the other; ' +
    'while both stay active there are twice as many secrets to leak, and the one that nobody uses is the one whose ' +
    'theft nobody notices. Outside of a rotation one active key is enough.',
  remediation: {
    portal:
      'Open IAM, choose Users, then {{name}}, then the tab Security credentials. Under Access keys compare the dates of ' +
      'last use, make sure that nothing needs the older key, and choose Actions, Deactivate for it. Delete it once ' +
      'nothing has broken.',
    terraform:
      'Set the status of the key that is not needed to Inactive, apply, and remove the resource after a time of grace:\n' +
      '\n' +
      'resource "aws_iam_access_key" "unused" {\n' +
      '  user   = "{{name}}"\n' +
      '  status = "Inactive"\n' +
      '}',
    cli:
      'aws iam list-access-keys --user-name {{name}}\n' +
      'aws iam update-access-key --access-key-id ACCESS_KEY_ID --status Inactive --user-name {{name}}',
  },
  references: [
    {
      title: 'AWS Config conformance pack for the CIS AWS Foundations Benchmark, level 1',
      url: 'https://docs.aws.amazon.com/config/latest/developerguide/operational-best-practices-for-cis_aws_benchmark_level_1.html',
    },
    {
      title: 'CIS AWS Foundations Benchmark',
      url: 'https://d0.awsstatic.com/whitepapers/compliance/AWS_CIS_Foundations_Benchmark.pdf',
    },
    {
      title: 'AWS General Reference: access keys',
      url: 'https://docs.aws.amazon.com/general/latest/gr/aws-sec-cred-types.html#access-keys-and-secret-access-keys',
    },
    {
      title: 'AWS CLI: aws iam delete-access-key',
      url: 'https://docs.aws.amazon.com/cli/latest/reference/iam/delete-access-key.html',
    },
    {
      title: 'AWS IAM User Guide: access keys of IAM users',
      url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    },
    { title: 'CIS Amazon Web Services Benchmarks', url: 'https://www.cisecurity.org/benchmark/amazon_web_services' },
  ],
  frameworks: [
    'AWS CIS Foundations v. 1.3.0',
    'AWS CIS Foundations v. 1.4.0',
    'AWS CIS Foundations v. 1.5.0',
    'AWS CIS Foundations v. 2.0.0',
    'AWS CSA CCM v.4.0.1',
    'AWS CloudGuard Best Practices',
    'AWS CloudGuard SOC2 based on AICPA TSC 2017',
    'AWS CloudGuard Well Architected Framework',
    'AWS HITRUST',
    'AWS HITRUST v11.0.0',
    'AWS ISO27001:2022',
    'AWS MAS TRM Framework',
    'AWS MITRE ATT&CK Framework v10',
    'AWS MITRE ATT&CK Framework v11.3',
    'AWS NIST 800-53 Rev 5',
    'AWS Security Risk Management',
    'CloudGuard AWS All Rules',
  ],
  coveredBySpectral: true,
  tests: [
    {
      name: 'both keys active',
      entity: {
        type: 'IamUser',
        name: 'alice',
        firstAccessKey: { isActive: true },
        secondAccessKey: { isActive: true },
      },
      expect: 'failed',
    },
    {
      name: 'one key active, the other deactivated',
      entity: {
        type: 'IamUser',
        name: 'bob',
        firstAccessKey: { isActive: true },
        secondAccessKey: { isActive: false },
      },
      expect: 'passed',
    },
    {
      name: 'no keys',
      entity: { type: 'IamUser', name: 'carol', firstAccessKey: null, secondAccessKey: null },
      expect: 'passed',
    },
    { name: 'another type of entity', entity: { type: 'IamRole', name: 'deploy' }, expect: 'irrelevant' },
  ],
};
