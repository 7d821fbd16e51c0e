/** A document that is told by its form, and is not read. */
export interface OtherDocument {
  /** What it is: `a report in SARIF`. */
  readonly what: string;
  /** What to give instead. */
  readonly help: string;
  /** Whether it tells of resources, so that it is missed where it is not read; in a folder the others are passed over. */
  readonly isInventory?: true;
}

/** How it is told. */
export interface Form extends OtherDocument {
  /** Members of the document, or of the first in a list of them, that stand together in nothing else. */
  readonly has: readonly string[];
  /** Members that no document of this form has. */
  readonly without?: readonly string[];
  /** Members of the first object in one of these members. */
  readonly inside?: readonly [member: string, ...members: string[]];
  /** Which of these tells what went wrong. */
  readonly error?: string;
  /** What it calls its own `type`, which is none of an entity. */
  readonly type?: RegExp;
}

const RESOURCES =
  'it holds what a tool found, and rules are judged on what it looked at: read that, as `gsl collect` does';
/** For what tells of no resources at all. */
const NO_RESOURCES = 'it tells of no resources: name a file that does, such as `gsl collect` makes';
export const TEMPLATE = 'read the template that it belongs to';
export const MANIFESTS = 'read the objects as `kubectl get … -o json` prints them, with `apiVersion` and `kind`';
const CONFIG = 'read the output of `aws configservice select-resource-config`, or of the describe- and list- calls';

const REFUSED = 'ask again with the rights that it needs';

const RULES = 'rules are given with `--rules`, inventories by themselves';

/** They have the type of an entity, and nothing of it. */
export const ASSETS: Form = {
  what: 'assets of CloudGuard, which tell names alone',
  has: ['type', 'entityId', 'cloudAccountId', 'platform'],
  help: 'read the entities: findings with `entity`, or an assessment with `testEntities`',
  isInventory: true,
};

const STATE = 'read the state itself: `terraform show -json`';

/** What has a `type` that is none of an entity. */
export const TYPED_FORMS: readonly (Form & { readonly type: RegExp })[] = [
  {
    what: 'the description of a package of JavaScript',
    type: /^(?:module|commonjs)$/u,
    has: ['name', 'version'],
    help: NO_RESOURCES,
  },
  {
    what: 'the description of a package of PHP',
    type: /^[a-z-]+$/u,
    has: ['name', 'require'],
    help: NO_RESOURCES,
  },
  { what: 'GeoJSON', type: /^FeatureCollection$/u, has: ['features'], help: NO_RESOURCES },
  { what: 'GeoJSON', type: /^Feature$/u, has: ['geometry', 'properties'], help: NO_RESOURCES },
  {
    what: 'a key of Google, which is a secret',
    type: /^service_account$/u,
    has: ['private_key', 'client_email'],
    help: 'keep it to yourself; service accounts are read as `gcloud iam service-accounts list --format=json` prints them',
  },
  { what: 'a schema of JSON', type: /^object$/u, has: ['$schema', 'properties'], help: NO_RESOURCES },
];

/** The forms of documents in JSON. */
export const FORMS: readonly Form[] = [
  {
    what: 'a notification of SNS',
    has: ['TopicArn', 'MessageId', 'Message'],
    help: 'read the message in it: `jq -r .Message`',
    isInventory: true,
  },
  {
    what: 'an error of Google in place of an answer',
    has: ['error'],
    inside: ['error', 'code', 'message', 'status'],
    error: 'status',
    help: REFUSED,
    isInventory: true,
  },
  {
    what: 'an error of Azure in place of an answer',
    has: ['error'],
    inside: ['error', 'code', 'message'],
    error: 'code',
    help: REFUSED,
    isInventory: true,
  },
  { ...ASSETS, has: ['assets', 'totalCount'], inside: ['assets', ...ASSETS.has] },
  {
    what: 'a policy by itself, without what has it',
    has: ['Statement'],
    inside: ['Statement', 'Effect'],
    help: 'read what it is attached to: a role, a user, a bucket, as `gsl collect` does',
  },
  { what: 'a ruleset', has: ['rules', 'name'], inside: ['rules', 'logic'], help: RULES },
  { what: 'a ruleset', has: ['logic', 'name'], help: RULES },
  { what: 'a report in SARIF', has: ['runs', 'version'], inside: ['runs', 'tool'], help: RESOURCES },
  { what: 'findings in OCSF', has: ['class_uid', 'category_uid'], help: RESOURCES },
  { what: 'findings of AWS Security Hub', has: ['ProductArn', 'GeneratorId', 'Resources'], help: RESOURCES },
  {
    what: 'findings of AWS Security Hub',
    has: ['Findings'],
    inside: ['Findings', 'ProductArn', 'GeneratorId'],
    help: RESOURCES,
  },
  { what: 'findings of GuardDuty', has: ['Findings'], inside: ['Findings', 'Service', 'Resource'], help: RESOURCES },
  { what: 'an event of EventBridge', has: ['detail-type', 'detail', 'source'], help: RESOURCES },
  { what: 'findings of Prowler', has: ['CheckID', 'StatusExtended'], help: RESOURCES },
  { what: 'findings of Prowler', has: ['Control ID', 'Scored', 'Status'], help: RESOURCES },
  { what: 'a report of ScoutSuite', has: ['provider_code', 'services', 'last_run'], help: RESOURCES },
  { what: 'a report of Trivy', has: ['SchemaVersion', 'ArtifactName'], help: RESOURCES },
  { what: 'a report of Checkov', has: ['check_type', 'results', 'summary'], help: RESOURCES },
  { what: 'a report of KICS', has: ['kics_version', 'queries'], help: RESOURCES },
  { what: 'a report of tfsec', has: ['results'], inside: ['results', 'rule_id', 'long_id'], help: RESOURCES },
  {
    what: 'a report of Terrascan',
    has: ['results'],
    inside: ['results', 'violations', 'scan_summary'],
    help: RESOURCES,
  },
  { what: 'a report of kube-bench', has: ['Controls', 'Totals'], help: RESOURCES },
  { what: 'a report of kube-score', has: ['object_name', 'checks'], help: RESOURCES },
  { what: 'a report of driftctl', has: ['managed', 'unmanaged', 'summary'], help: RESOURCES },
  { what: 'a report of Popeye', has: ['popeye'], help: RESOURCES },
  { what: 'a report of Polaris', has: ['PolarisOutputVersion', 'Results'], help: RESOURCES },
  { what: 'a report of Kubescape', has: ['summaryDetails', 'results'], help: RESOURCES },
  { what: 'a report of Powerpipe or Steampipe', has: ['group_id', 'summary', 'groups'], help: RESOURCES },
  { what: 'a report of cfn-nag', has: ['filename', 'file_results'], help: RESOURCES },
  { what: 'findings of CloudSploit', has: ['plugin', 'category', 'resource', 'status'], help: RESOURCES },
  { what: 'a report of InSpec', has: ['platform', 'profiles', 'statistics'], help: RESOURCES },
  { what: 'a report of Infracost', has: ['projects', 'currency'], help: RESOURCES },
  { what: 'a report of gsl', has: ['schemaVersion', 'tool', 'findings', 'summary'], help: RESOURCES },
  { what: 'a bill of materials', has: ['bomFormat', 'specVersion'], help: NO_RESOURCES },
  { what: 'a bill of materials', has: ['spdxVersion', 'SPDXID'], help: NO_RESOURCES },
  {
    what: 'events of CloudTrail, which tell what was done and not what is there',
    has: ['Records'],
    inside: ['Records', 'eventVersion', 'eventSource'],
    help: 'read what is there, as `gsl collect` does; a query of `cloudtrail` takes events: jq \'[.Records[] | .type = "cloudtrail"]\'',
    isInventory: true,
  },
  {
    what: 'rows of a query of CloudTrail Lake, which tell what was done and not what is there',
    has: ['QueryStatus', 'QueryResultRows'],
    help: 'read what is there, as `gsl collect` does',
    isInventory: true,
  },
  {
    what: 'an answer of HCP Terraform, which tells of states and runs',
    has: ['data'],
    inside: ['data', 'id', 'type', 'attributes'],
    help: `${STATE}, or what \`hosted-json-state-download-url\` or \`json-output\` names`,
    isInventory: true,
  },
  {
    what: 'the schemas of providers of Terraform',
    has: ['format_version', 'provider_schemas'],
    // A plan that HCP Terraform gives has the schemas beside it.
    without: ['planned_values', 'prior_state', 'resource_changes', 'values'],
    help: STATE,
  },
  { what: 'what `terraform validate` found', has: ['valid', 'error_count', 'diagnostics'], help: STATE },
  {
    what: 'a release of Helm',
    has: ['name', 'info', 'manifest'],
    help: 'read its manifests: `helm get manifest NAME`',
    isInventory: true,
  },
  {
    what: 'resources of Azure in the names of PowerShell',
    has: ['Id', 'ResourceGroupName', 'Location', 'Name'],
    help: 'read what `az … list --output json` prints',
    isInventory: true,
  },
  { what: 'a report of Conftest', has: ['filename', 'successes'], help: RESOURCES },
  { what: 'findings of Security Command Center', has: ['listFindingsResults'], help: RESOURCES },
  {
    what: 'findings of Security Command Center',
    has: ['finding', 'resource'],
    inside: ['finding', 'category', 'resourceName'],
    help: RESOURCES,
  },
  {
    what: 'compliance states of Azure Policy',
    has: ['value'],
    inside: ['value', 'policyAssignmentId', 'complianceState'],
    help: RESOURCES,
  },
  { what: 'compliance of AWS Config rules', has: ['ComplianceByResources'], help: CONFIG },
  {
    what: 'the manifest of a CDK application',
    has: ['version', 'artifacts'],
    help: 'read the `*.template.json` beside it',
  },
  {
    what: 'the tree of a CDK application',
    has: ['version', 'tree'],
    inside: ['tree', 'id', 'path'],
    help: 'read the `*.template.json` beside it',
  },
  {
    what: 'the assets of a CDK application',
    has: ['version', 'files', 'dockerImages'],
    help: 'read the `*.template.json` beside it',
  },
  {
    what: 'parameters of a template',
    has: ['ParameterKey', 'ParameterValue'],
    help: `${TEMPLATE}; --parameters takes them`,
  },
  {
    what: 'the manifest of a CDKTF application',
    has: ['version', 'stacks'],
    help: 'read the `cdk.tf.json` of each stack, or the plan that Terraform makes of it',
  },
  {
    what: 'what Terragrunt renders of a unit',
    has: ['terraform', 'inputs', 'remote_state'],
    help: 'read its plan: `terragrunt run --all --json-out-dir FOLDER plan`',
  },
  {
    what: 'a report of cfn-lint',
    has: ['Filename', 'Level', 'Location', 'Rule'],
    help: RESOURCES,
  },
  {
    what: 'a report of CloudFormation Guard',
    has: ['status', 'not_compliant', 'not_applicable', 'compliant'],
    help: RESOURCES,
  },
  {
    what: 'keys and values of etcd, in which objects stand as bytes',
    has: ['header', 'kvs'],
    help: MANIFESTS,
    isInventory: true,
  },
  { what: 'a description of an interface', has: ['openapi', 'paths'], help: NO_RESOURCES },
  { what: 'a description of an interface', has: ['swagger', 'paths'], help: NO_RESOURCES },
  {
    what: 'the state of the Serverless Framework',
    has: ['service', 'package'],
    inside: ['service', 'service', 'provider'],
    help: 'read `.serverless/cloudformation-template-update-stack.json`, which lies beside it',
  },
  {
    what: 'a stack of Pulumi',
    has: ['deployment', 'version'],
    inside: ['deployment', 'resources'],
    help: 'it is not read yet; read what the stack has made, as `gsl collect` does',
    isInventory: true,
  },
  {
    what: 'a stack of Pulumi',
    has: ['checkpoint', 'version'],
    help: 'it is not read yet; read what the stack has made, as `gsl collect` does',
    isInventory: true,
  },
  {
    what: 'a preview of Pulumi',
    has: ['steps', 'changeSummary'],
    help: 'it is not read yet; read what the stack has made, as `gsl collect` does',
    isInventory: true,
  },
  {
    what: 'resources of a stack of Pulumi',
    has: ['resources'],
    inside: ['resources', 'urn', 'type'],
    help: 'they are not read yet; read what the stack has made, as `gsl collect` does',
    isInventory: true,
  },
  {
    what: 'what Resource Explorer found, which tells names alone',
    has: ['Resources'],
    inside: ['Resources', 'OwningAccountId', 'ResourceType'],
    help: CONFIG,
    isInventory: true,
  },
  {
    what: 'what AWS Config discovered, which tells names alone',
    has: ['resourceIdentifiers'],
    inside: ['resourceIdentifiers', 'resourceType', 'resourceId'],
    help: CONFIG,
    isInventory: true,
  },
  {
    what: 'what AWS Config discovered, which tells names alone',
    has: ['ResourceIdentifiers'],
    inside: ['ResourceIdentifiers', 'ResourceType', 'ResourceId'],
    help: CONFIG,
    isInventory: true,
  },
  {
    what: 'an answer of the Cloud Control API',
    has: ['TypeName', 'ResourceDescriptions'],
    help: CONFIG,
    isInventory: true,
  },
  {
    what: 'an answer of the Cloud Control API',
    has: ['TypeName', 'ResourceDescription'],
    help: CONFIG,
    isInventory: true,
  },
  {
    what: 'a change set, which tells what changes and not what is there',
    has: ['Changes', 'ChangeSetName'],
    help: 'read its template: `aws cloudformation get-template --change-set-name …`',
    isInventory: true,
  },
  {
    what: 'a resource of a stack, of which it tells the name alone',
    has: ['StackResourceDetail'],
    help: 'read the template: `aws cloudformation get-template`',
    isInventory: true,
  },
  {
    what: 'rows of Resource Graph as a table',
    has: ['data', 'totalRecords'],
    inside: ['data', 'columns', 'rows'],
    help: 'ask for objects, as `az graph query` does',
    isInventory: true,
  },
  {
    what: 'changes of assets',
    has: ['asset', 'window'],
    help: 'read an export: `gcloud asset export --content-type resource`',
    isInventory: true,
  },
  {
    what: 'changes of assets',
    has: ['assets'],
    inside: ['assets', 'asset', 'window'],
    help: 'read an export: `gcloud asset export --content-type resource`',
    isInventory: true,
  },
  {
    what: 'objects of Kubernetes in the names of the Python client',
    has: ['api_version', 'kind', 'metadata'],
    help: MANIFESTS,
    isInventory: true,
  },
];

/** What tells a text that is no JSON: its start. */
export const STARTS: readonly (OtherDocument & {
  /** What it calls `error` tells what went wrong. */
  readonly start: RegExp;
})[] = [
  // What a command could not tell stands in the file that its answer was to go into.
  {
    what: 'an error of the AWS command line in place of an answer',
    start:
      /^\s*(?:aws: \[ERROR\]: )?(?:An error occurred \((?<error>\w+)\) when calling the \w+ operation|Unable to locate credentials|Could not connect to the endpoint URL|Error when retrieving token)/u,
    help: 'ask again with the rights that it needs: `gsl collect` keeps such errors',
    isInventory: true,
  },
  {
    what: 'an error of kubectl in place of an answer',
    start:
      /^(?:Error from server \((?<error>\w*)|The connection to the server \S+ was refused|Unable to connect to the server)/u,
    help: REFUSED,
    isInventory: true,
  },
  {
    what: 'an error of az or gcloud in place of an answer',
    start: /^(?:ERROR: )?(?:\((?:gcloud\.|(?<error>[A-Z]\w+)\))|Please run 'az login')/u,
    help: REFUSED,
    isInventory: true,
  },
  {
    what: 'an answer behind a warning',
    start: /^(?:WARNING: .*\n)+\s*[[{]/u,
    help: 'keep the warnings out of the file: `az … --only-show-errors`, or `2> warnings.txt`',
    isInventory: true,
  },
  {
    what: 'a file of Bicep, which is not read',
    start:
      /^(?:[ \t]*(?:\/\/[^\n]*)?\r?\n)*(?:targetScope[ \t]*=|metadata \w+[ \t]*=|(?:@[\w.]+\([^\n]*\)\r?\n)*(?:param \w+ \w|(?:resource|module) \w+ '[^'\n]+' |var \w+ ?= ))/u,
    help: 'make a template of it: `az bicep build --file FILE`, or `bicep build FILE`',
  },
  { what: 'a ruleset', start: /^[ \t-]*logic:[ \t]*(?:[|>]|\S.{0,300}\bshould\b)/mu, help: RULES },
  { what: 'a report of ScoutSuite', start: /^\s*scoutsuite_results\s*=/u, help: RESOURCES },
  {
    what: 'findings of Prowler',
    start: /^"?(?:AUTH_METHOD|ASSESSMENT_START_TIME)"?[;,]|^PROFILE,ACCOUNT_NUM,|^PROVIDER;DESCRIPTION;/u,
    help: RESOURCES,
  },
  {
    what: 'a table of the AWS command line',
    start: /^-{3,}\r?\n\| *[A-Z][A-Za-z\d]+ *\|/u,
    help: 'ask for JSON: `aws … --output json`',
    isInventory: true,
  },
  {
    what: 'text of the AWS command line',
    start: /^[A-Z][A-Z\d]+\t\S/u,
    help: 'ask for JSON, which tells what is what: `aws … --output json`',
    isInventory: true,
  },
  {
    what: 'a table of Azure',
    start: /^[A-Z]\w+(?: {2,}\w+)*\s*\n-{2,}(?: {2,}-+)*\s*$/mu,
    help: 'ask for JSON: `az … --output json`',
    isInventory: true,
  },
  {
    what: 'a table of kubectl or gcloud',
    // One blank is within the name of a column, more stand between two: nothing can be read in two ways.
    start: /^[A-Z][A-Z_\-()]*(?: [A-Z_\-()]+)*(?: {2,}[A-Z][A-Z_\-()]*(?: [A-Z_\-()]+)*)+ *\r?\n/u,
    help: 'ask for whole objects: `kubectl get … -o json`, `gcloud … --format=json`',
    isInventory: true,
  },
  {
    what: 'the description of objects of Kubernetes for people',
    start: /^Name: {2,}\S.*\r?\n(?:Namespace|Labels|Roles): {2,}/u,
    help: 'ask for the objects: `kubectl get … -o json`',
    isInventory: true,
  },
  {
    what: 'a table of a query',
    start: /^\+-[-+]+\+\s*\n\|/u,
    help: 'ask for JSON or CSV: `steampipe query --output json "select * from …"`',
    isInventory: true,
  },
];
