/* Generated from src/rules/packs/*.yaml by `npm run docs`. Do not edit. */

import type { PackSummary } from '../pack.ts';

interface PackModule {
  readonly summary: PackSummary;
  readonly load: () => Promise<{ readonly DATA: string }>;
}

export const PACKS: Readonly<Record<string, PackModule>> = {
  "cis-aws-foundations": {
    summary: {"id":"cis-aws-foundations","name":"AWS foundations, by the controls of the CIS benchmark","description":"What the CIS AWS Foundations Benchmark asks for, as far as answers of the AWS command line, AWS Config or the credential report tell. Control numbers are those of versions 3.0.0 and 5.0.0, and of 1.2.0 for the characters of passwords; logic and texts are ours.","version":"2","cloudVendor":"aws","rules":79},
    load: () => import('./cis-aws-foundations.ts'),
  },
  "aws-identity-access": {
    summary: {"id":"aws-identity-access","name":"Who may do what in AWS, beyond the benchmark","description":"Trust of roles, policies that give away more than they say, administrators, embedded policies and policies of functions and keys, as answers of the AWS command line show them.","version":"2","cloudVendor":"aws","rules":16},
    load: () => import('./aws-identity-access.ts'),
  },
  "aws-security-groups-exposure": {
    summary: {"id":"aws-security-groups-exposure","name":"What AWS security groups open to the Internet","description":"Ports of administration, databases, metrics and file services that a security group lets addresses of the Internet reach, also where less than the whole Internet is meant. One table of ports makes the rules.","version":"2","cloudVendor":"aws","rules":74},
    load: () => import('./aws-security-groups-exposure.ts'),
  },
  "aws-data-protection": {
    summary: {"id":"aws-data-protection","name":"Data in AWS is encrypted, kept to its owners, backed up and logged","description":"Buckets, disks, databases, caches, queues, secrets, logs, load balancers and clusters, as answers of the AWS command line show them. Types that CloudGuard has come from its exports, and partly from AWS Config, too.","version":"3","cloudVendor":"aws","rules":76},
    load: () => import('./aws-data-protection.ts'),
  },
  "kubernetes-pod-security": {
    summary: {"id":"kubernetes-pod-security","name":"Pods, roles and the control plane of Kubernetes","description":"The baseline and restricted profiles of the Pod Security Standards, access control, service accounts, workloads, and the arguments of the control plane, on manifests, charts that were rendered, and what kubectl prints.","version":"2","cloudVendor":"kubernetes","rules":91},
    load: () => import('./kubernetes-pod-security.ts'),
  },
  "terraform-aws": {
    summary: {"id":"terraform-aws","name":"AWS in Terraform plans and files","description":"The intents of the AWS packs on what Terraform is about to make, before it is there: plans, states and .tf files of the provider aws. What is known only after the apply is undecided.","version":"3","cloudVendor":"aws","rules":100},
    load: () => import('./terraform-aws.ts'),
  },
  "cloudformation-aws": {
    summary: {"id":"cloudformation-aws","name":"AWS in CloudFormation templates","description":"The intents of the AWS packs on templates, CDK output and SAM among them, before a stack is made. What only the deployment knows is undecided.","version":"3","cloudVendor":"aws","rules":72},
    load: () => import('./cloudformation-aws.ts'),
  },
  "azure-foundations": {
    summary: {"id":"azure-foundations","name":"Azure foundations","description":"Storage, databases, key vaults, networks, machines, web apps and clusters, as `az … list`, Resource Graph and ARM templates show them, with control numbers of the CIS benchmark.","version":"2","cloudVendor":"azure","rules":74},
    load: () => import('./azure-foundations.ts'),
  },
  "terraform-azure": {
    summary: {"id":"terraform-azure","name":"Azure in Terraform plans and files","description":"The intents of the Azure pack on what Terraform is about to make: plans, states and .tf files of the provider azurerm, versions 3 and 4. What is known only after the apply is undecided.","version":"2","cloudVendor":"azure","rules":58},
    load: () => import('./terraform-azure.ts'),
  },
  "google-foundations": {
    summary: {"id":"google-foundations","name":"Google Cloud foundations","description":"Buckets, databases, machines, networks, keys, roles and clusters, as Cloud Asset Inventory, `gcloud … list` and answers of the interfaces show them, with control numbers of the CIS benchmark.","version":"2","cloudVendor":"google","rules":66},
    load: () => import('./google-foundations.ts'),
  },
  "terraform-google": {
    summary: {"id":"terraform-google","name":"Google Cloud in Terraform plans and files","description":"The intents of the Google pack on what Terraform is about to make: plans, states and .tf files of the provider google, versions 5 and 6. What is known only after the apply is undecided.","version":"2","cloudVendor":"google","rules":47},
    load: () => import('./terraform-google.ts'),
  },
};
